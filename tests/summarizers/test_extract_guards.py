"""What a sentence needs beside it, and which may never stand in a summary."""

import tomllib
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from wireglot.articles import SentenceRef
from wireglot.summarizers.extract.context import depends_on_context
from wireglot.summarizers.extract.fragments import fragments
from wireglot.summarizers.extract.guards import SourceSentence, check_guards


def _lines(*blocks: str) -> list[SourceSentence]:
    """One block each; sentences are parted by a bar."""
    return [
        SourceSentence(SentenceRef(b, s), sentence, sentence)
        for b, block in enumerate(blocks)
        for s, sentence in enumerate(block.split("|"))
    ]


def _needs(language: str, *blocks: str) -> list[tuple[int, ...] | None]:
    """Of each sentence; None where it is excluded."""
    found = check_guards(_lines(*blocks), language, language)
    return [None if result.excluded else result.needs for result in found]


SENTENCES = tomllib.loads(Path(__file__).with_name("context.toml").read_text("utf-8"))
NEWS = {
    "en": "The ferry sank off the coast of Ekby.",
    "sv": "Färjan sjönk utanför Ekby i går.",
    "de": "Die Fähre sank am Montag vor Ekby.",
    "fr": "Le ferry a coulé lundi au large d'Ekby.",
}


@pytest.mark.parametrize(("language", "sentence"), SENTENCES["depends"])
def test_an_opening_that_points_back_depends_on_context(language, sentence):
    assert depends_on_context(sentence, language)


@pytest.mark.parametrize(("language", "sentence"), SENTENCES["independent"])
def test_an_opening_that_only_looks_alike_does_not(language, sentence):
    assert not depends_on_context(sentence, language)


def test_a_chain_of_dependent_sentences_is_needed_whole():
    needs = _needs("en", NEWS["en"], "Photo: A. B./TT", "It was built in 1970.|Later, the owner painted it.")

    assert needs == [(), None, (0,), (0, 2)]


def test_a_translation_may_depend_where_the_original_does_not():
    lines = [
        SourceSentence(SentenceRef(0, 0), "Färjan sjönk.", "The ferry sank."),
        SourceSentence(SentenceRef(0, 1), "Anna såg allt.", "She saw everything."),
    ]

    assert check_guards(lines, "sv", "en")[1].needs == (0,)


@pytest.mark.parametrize(
    ("language", "blocks", "needs"),
    [
        ("en", ["Israel cannot hope for much more.|Goff says."], [(1,), (0,)]),
        ("en", [NEWS["en"], "The owner must pay for it all.|That is how Goff, a pilot, sees it."], [(), (2,), (1,)]),
        ("en", ["Nora Kilbride stood on deck.|I thought we would never see land."], [(), (0,)]),
        ("en", ["“We will go on,” said Goff. |“We have no choice.”"], [(), (0,)]),
        ("en", ["“We go on. |There is no choice,” said Goff."], [(1,), (0,)]),
        ("en", ["Goff put it like this in Ekby:|The ferry is a danger to all."], [(1,), (0,)]),
        ("sv", ["– Bron är farlig, säger Anna Berg.", "– Vi vill ha svar nu."], [(), (0,)]),
        ("sv", [NEWS["sv"], "Färjan var ett under.|Det säger Mats Tunell."], [(), (2,), (1,)]),
        ("de", [NEWS["de"], "Das darf nie wieder geschehen.|So sieht es Kurt Wendlandt."], [(), (2,), (1,)]),
        ("it", ["Renzo Galli guarda il fiume.|Abbiamo scritto dodici lettere."], [(), (0,)]),
        ("ja", ["船は宝だ。|そう語るのは藤代勇さん。"], [(1,), (0,)]),
    ],
)
def test_speech_is_taken_with_the_sentence_naming_its_speaker(language, blocks, needs):
    assert _needs(language, *blocks) == needs


def test_a_quotation_without_a_speaker_is_excluded():
    assert _needs("en", NEWS["en"], "“It was chaos out there.”", NEWS["en"]) == [(), None, ()]


def test_the_author_of_a_column_may_say_i():
    assert _needs("en", "I walked to Ekby.|I saw the ferry.|The sea was calm.|I went home.") == [(), (), (), ()]


@pytest.mark.parametrize(("language", "sentence"), SENTENCES["no_story"])
def test_what_is_no_sentence_of_the_story_is_excluded(language, sentence):
    assert _needs(language, NEWS["en"], NEWS["sv"], NEWS["de"], sentence, NEWS["fr"])[3] is None


@pytest.mark.parametrize("credit", ["Photo: Moira Penn/Northlight", "© Northlight", "Fot. Jan Rylski/Kurier"])
def test_a_credit_excludes_the_caption_before_it(credit):
    assert _needs("en", NEWS["en"], NEWS["de"], f"The ferry under tow on Monday.|{credit}", NEWS["sv"])[2:4] == [
        None,
        None,
    ]


@pytest.mark.parametrize(("language", "note"), SENTENCES["author_notes"])
def test_a_note_on_the_author_at_the_end_is_excluded(language, note):
    assert _needs(language, *NEWS.values(), note)[-1] is None


def test_somebody_of_the_story_is_no_author():
    needs = _needs(
        "en", "The court freed Ida Marsh on Monday.", *NEWS.values(), "Ida Marsh is a reporter at the Courier."
    )

    assert needs[-1] == ()


def test_a_reporter_in_the_midst_of_a_story_is_no_author():
    text = "Ida Marsh is a reporter at the Courier in Ekby."

    assert _needs("en", *NEWS.values(), text, *NEWS.values())[4] == ()


@pytest.mark.parametrize(
    "text",
    [
        "Send our troops home by May, the senator said.",
        "Share prices fell here below a hundred on Monday.",
        "Who pays for the ferry?",
    ],
)
def test_what_only_looks_like_a_request_stays(text):
    assert _needs("en", *NEWS.values(), text, NEWS["en"], NEWS["sv"])[4] is not None


def test_a_dependent_first_sentence_stays_if_it_is_alone():
    assert _needs("en", "He left the town in the night.|Later, he came back.") == [(), (0,)]


def test_a_few_words_without_a_mark_end_a_caption():
    assert _needs("sv", *NEWS.values(), "Skolan har elva elever.|Hans Ceder", NEWS["en"])[4:6] == [None, None]


def test_a_poem_without_marks_has_no_fragments():
    poem = ["The sea is wide", "The ferry is small", "The night is long"]

    assert fragments(poem, [0, 1, 2], "en") == [False, False, False]


def test_a_point_of_a_list_without_a_mark_is_excluded():
    assert _needs("en", "* Fourteen boats sunk", NEWS["en"], "• Two men are missing.")[:2] == [None, ()]


def test_more_of_something_is_no_request():
    text = "More and more companies show video of the storm, a survey found."

    assert _needs("en", *NEWS.values(), text, NEWS["en"])[4] is not None


def test_an_article_in_capitals_is_kept():
    assert _needs("en", "THE FERRY SANK.", "THE OWNER RESIGNED.") == [(), ()]


TEXTS = st.one_of(
    st.text(min_size=1, max_size=60).filter(str.strip),
    st.sampled_from(["He left.", "“Yes.", "No.”", "Goff says.", "– Nej.", "I see.", "He said:", "Photo: X", "他说。"]),
)


@given(st.lists(st.tuples(TEXTS, TEXTS, st.booleans()), max_size=14), st.sampled_from(["en", "sv", "zh", "ar", "und"]))
@settings(deadline=None, max_examples=40)
def test_needed_sentences_are_never_excluded(parts, language):
    lines: list[SourceSentence] = []
    for original, translation, new in parts:
        block, sentence = lines[-1].ref if lines else (0, -1)
        place = SentenceRef(block + 1, 0) if new else SentenceRef(block, sentence + 1)
        lines.append(SourceSentence(place, original.strip(), translation.strip()))

    found = check_guards(lines, language, "en")

    assert len(found) == len(lines)
    for number, result in enumerate(found):
        assert list(result.needs) == sorted(set(result.needs) - {number})
        assert not any(found[other].excluded for other in result.needs)
        assert not (result.excluded and result.needs)
