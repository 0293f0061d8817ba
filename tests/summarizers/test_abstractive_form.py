"""Faults of form and length in drafts: incomplete, repetitive, in another language, too long or too short."""

import pytest

from tests.tiny.digests import FERRY, FIRE, SLIDE, SPANISH
from wireglot.summarizers.abstractive.drafts import count_fitting, length_faults
from wireglot.summarizers.abstractive.review import (
    complete_sentences,
    has_loop,
    is_complete,
    language_faults,
    repeats_earlier,
)

ENGLISH = [sentence for article in (FERRY, FIRE, SLIDE) for block in article for sentence in block]


@pytest.mark.parametrize(
    "sentence",
    [
        "It sank.",
        "“It sank.”",
        "Did it sink?",
        "港口周一关闭。",
        "वह डूब गया।",
        "کیا وہ ڈوب گیا؟",
        "เรือจมเมื่อวานนี้",
        "It sank…",
    ],
)
def test_a_sentence_with_a_final_mark_is_complete(sentence):
    assert is_complete(sentence)


@pytest.mark.parametrize("sentence", ["", "It sank and", "It sank, the", "港口周一", "It cost 12,"])
def test_a_sentence_without_a_final_mark_is_incomplete(sentence):
    assert not is_complete(sentence)


def test_an_unfinished_last_sentence_is_dropped():
    assert complete_sentences("It sank. Nobody was") == ("It sank.",)
    assert complete_sentences("It sank. Nobody was hurt.") == ("It sank.", "Nobody was hurt.")
    assert complete_sentences("Nobody was") == ()


def test_a_cut_off_last_sentence_is_dropped_despite_its_mark():
    assert complete_sentences("It sank. It cost 12.", finished=False) == ("It sank.",)


@pytest.mark.parametrize(
    "sentence",
    [
        "The ferry ferry ferry ferry ferry sank.",
        "The mayor said the mayor said the mayor said that it sank.",
        "The ferry sank off the coast on the ferry sank off the coast on Monday.",
        "警方说警方说警方说警方说警方说。",
    ],
)
def test_repeated_phrases_are_a_loop(sentence):
    assert has_loop(sentence)


@pytest.mark.parametrize(
    "sentence",
    [
        "New York, New York.",
        "It was a very, very long night for the crew of the ship.",
        "The fire in the north and the fire in the south were put out.",
        "",
        "—",
    ],
)
def test_natural_repetition_is_no_loop(sentence):
    assert not has_loop(sentence)


def test_no_sentence_of_an_article_is_a_loop():
    assert [sentence for sentence in ENGLISH if has_loop(sentence)] == []


def test_a_sentence_that_adds_nothing_repeats_an_earlier_one():
    before = ["A ferry with 212 people ran aground off Sandhamn on Monday."]

    assert repeats_earlier("On Monday, a ferry with 212 people ran aground off Sandhamn.", before)
    assert not repeats_earlier("On Monday, a ferry with 212 people sank in the harbour of Sandhamn.", before)
    assert not repeats_earlier("…", before)


def test_another_language_of_the_same_script_is_detected():
    spanish = [sentence for block in SPANISH for sentence in block]

    assert set(language_faults(spanish, ENGLISH, "en")) == {"it is in Spanish, not in English"}
    assert not any(language_faults(ENGLISH[::3], ENGLISH[1::3], "en"))


def test_short_sentences_are_judged_together():
    written = ["El fuego se apagó.", "Nadie murió.", "La policía investiga las causas del incendio en el almacén."]

    assert all(language_faults(written, ENGLISH, "en"))
    assert language_faults(written[1:2], ENGLISH, "en") == ("",)


@pytest.mark.parametrize(
    ("language", "sentence"),
    [
        ("pt", "Los bomberos rescataron a nueve personas que habían subido al tejado de un almacén junto al río."),
        ("nb", "Brandmännen räddade nio personer som hade klättrat upp på taket till ett lager vid ån."),
    ],
)
def test_a_closely_related_language_is_detected(language, sentence):
    source = {
        "pt": "Os bombeiros resgataram nove pessoas que tinham subido ao telhado de um armazém junto ao rio.",
        "nb": "Brannmennene reddet ni personer som hadde klatret opp på taket av et lager ved elva.",
    }[language]

    assert all(language_faults([sentence], [source], language))
    assert language_faults([source], [source], language) == ("",)


def test_a_text_with_a_wrong_tag_is_no_fault():
    spanish = [sentence for block in SPANISH for sentence in block]

    assert not any(language_faults(spanish[:2], spanish, "en"))


def test_another_script_is_detected_but_not_a_name_in_it():
    written = [*ENGLISH[:2], "Паром сел на мель у Сандхамна.", "The ferry Волна ran aground."]

    assert [bool(fault) for fault in language_faults(written, ENGLISH, "en")] == [False, False, True, False]
    assert language_faults([], ENGLISH, "en") == ()


@pytest.mark.parametrize(
    ("sizes", "length", "said"),
    [
        ([20, 20], "short", ()),
        ([20, 21], "short", ("it has 41 words, the maximum is 40",)),
        ([5, 5, 5], "short", ("it has 3 sentences, the maximum is 2",)),
        ([], "short", ("it has no sentences, the minimum is 1",)),
        ([20, 20, 20], "long", ()),
        ([30, 40, 40], "long", ()),
        ([20, 20], "long", ("it has 2 sentences, the minimum is 3", "it has 40 words, the minimum is 60")),
        ([30, 40, 41], "long", ("it has 111 words, the maximum is 110",)),
    ],
)
def test_broken_limits_are_named(sizes, length, said):
    assert length_faults([" ".join(["word"] * size) for size in sizes], length, "en") == said


@pytest.mark.parametrize(("sizes", "kept"), [([20, 20, 5], 2), ([20, 25], 1), ([41], 0), ([], 0)])
def test_the_first_sentences_that_fit_are_counted(sizes, kept):
    assert count_fitting([" ".join(["word"] * size) for size in sizes], "short", "en") == kept
