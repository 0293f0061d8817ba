"""What a draft is judged by beside its facts: whole sentences, loops, language, lengths; small cases by hand."""

import pytest

from tests.tiny.digests import FERRY, FIRE, SLIDE, SPANISH
from wireglot.summarizers.writing import whole_sentences, within
from wireglot.summarizers.writing.endings import is_whole
from wireglot.summarizers.writing.lengths import length_faults
from wireglot.summarizers.writing.loops import loop, repeats
from wireglot.summarizers.writing.tongue import foreign

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
def test_a_sentence_is_whole_by_the_final_marks_of_its_script(sentence):
    assert is_whole(sentence)


@pytest.mark.parametrize("sentence", ["", "It sank and", "It sank, the", "港口周一", "It cost 12,"])
def test_a_sentence_without_its_end_is_not_whole(sentence):
    assert not is_whole(sentence)


def test_an_unfinished_last_sentence_is_left_off():
    assert whole_sentences("It sank. Nobody was") == ("It sank.",)
    assert whole_sentences("It sank. Nobody was hurt.") == ("It sank.", "Nobody was hurt.")
    assert whole_sentences("Nobody was") == ()


def test_where_the_writer_was_cut_off_a_mark_proves_nothing():
    assert whole_sentences("It sank. It cost 12.", finished=False) == ("It sank.",)


@pytest.mark.parametrize(
    "sentence",
    [
        "The ferry ferry ferry ferry ferry sank.",
        "The mayor said the mayor said the mayor said that it sank.",
        "The ferry sank off the coast on the ferry sank off the coast on Monday.",
        "警方说警方说警方说警方说警方说。",
    ],
)
def test_words_in_a_circle_are_a_loop(sentence):
    assert loop(sentence) == "it repeats itself"


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
def test_what_people_say_twice_is_no_loop(sentence):
    assert loop(sentence) == ""


def test_no_sentence_of_an_article_is_a_loop():
    assert [sentence for sentence in ENGLISH if loop(sentence)] == []


def test_a_sentence_that_adds_nothing_says_again_what_was_said():
    before = ["A ferry with 212 people ran aground off Sandhamn on Monday."]

    assert repeats("On Monday, a ferry with 212 people ran aground off Sandhamn.", before)
    assert not repeats("On Monday, a ferry with 212 people sank in the harbour of Sandhamn.", before)
    assert not repeats("…", before)


def test_another_language_of_the_same_script_is_noticed():
    spanish = [sentence for block in SPANISH for sentence in block]

    assert all(foreign(spanish, ENGLISH))
    assert not any(foreign(ENGLISH[::3], [sentence for n, sentence in enumerate(ENGLISH) if n % 3]))


def test_another_script_is_noticed_and_names_in_it_are_not():
    told = ["Паром сел на мель у Сандхамна.", "The ferry Волна ran aground.", "沉船。"]

    assert [bool(said) for said in foreign(told, ENGLISH)] == [True, False, False]


def test_little_text_says_nothing_of_its_language():
    assert foreign(["Los bomberos rescataron a nueve personas el lunes."], ["The ferry sank."]) == ("",)
    assert foreign(["Hasta la vista."], ENGLISH) == ("",)
    assert foreign([], ENGLISH) == ()
    assert foreign(["Hasta la vista."], []) == ("",)


@pytest.mark.parametrize(
    ("sizes", "length", "said"),
    [
        ([20, 20], "short", ()),
        ([20, 21], "short", ("it has 41 words, at most 40 are wanted",)),
        ([5, 5, 5], "short", ("it has 3 sentences, at most 2 are wanted",)),
        ([], "short", ("it has no sentences, at least 1 are wanted",)),
        ([20, 20, 20], "long", ()),
        ([30, 40, 40], "long", ()),
        ([20, 20], "long", ("it has 2 sentences, at least 3 are wanted", "it has 40 words, at least 60 are wanted")),
        ([30, 40, 41], "long", ("it has 111 words, at most 110 are wanted",)),
    ],
)
def test_lengths_are_named_as_the_reader_counts_them(sizes, length, said):
    assert length_faults([" ".join(["word"] * size) for size in sizes], length, "en") == said


@pytest.mark.parametrize(("sizes", "kept"), [([20, 20, 5], 2), ([20, 25], 1), ([41], 0), ([], 0)])
def test_sentences_are_kept_from_the_first_as_long_as_they_fit(sizes, kept):
    assert within([" ".join(["word"] * size) for size in sizes], "short", "en") == kept
