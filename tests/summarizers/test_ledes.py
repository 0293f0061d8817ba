"""The lede is never lost: not for its form, not for its length; and where it is not quoted, the summary says why."""

import tomllib
from pathlib import Path

import pytest

from wireglot.articles import Article, Block
from wireglot.summarizers import LEDE_BOILERPLATE, TOO_LONG, Summaries, SummaryInput, summarize
from wireglot.summarizers.summary import LEDE_LONG, LEDE_OUTSCORED, LEDE_QUESTION, LEDE_SHORT, LEDE_SPEAKER

TABLES = tomllib.loads(Path(__file__).with_name("ledes.toml").read_text("utf-8"))
LEDES = [(language, *entry) for language, entries in TABLES["ledes"].items() for entry in entries]
DEPENDENT = [(language, sentence) for language, entries in TABLES["dependent"].items() for sentence in entries]


def made(language: str, headline: str, *paragraphs: str) -> Summaries:
    blocks = tuple(Block("paragraph", (text,)) for text in paragraphs)
    article = Article("a", "a", "a", headline, blocks)
    return summarize([SummaryInput(article, language, blocks, language)], engine="extract")[0]


def paragraphs_of(summaries: Summaries) -> list[int]:
    """Return the numbers of the paragraphs that the long summary quotes; each has one sentence."""
    return [sentence.evidence[0].block for sentence in summaries.long.sentences]


@pytest.mark.parametrize(("language", "headline", "lede"), LEDES)
def test_the_lede_is_in_the_long_summary(language, headline, lede):
    assert 0 in paragraphs_of(made(language, headline, lede, *TABLES["rest"][language]))


@pytest.mark.parametrize(("language", "sentence"), DEPENDENT)
def test_further_down_what_points_back_needs_its_neighbour(language, sentence):
    first, before, *others = TABLES["rest"][language]
    quoted = paragraphs_of(made(language, "", first, before, sentence, *others))

    assert 2 not in quoted or 1 in quoted


LONG_LEDE = " ".join(["Ministers", *["and mayors from the seven towns of the coast"] * 6, "met in Ekby on Thursday."])


def test_a_lede_of_up_to_sixty_words_is_shown_whole():
    summaries = made("en", "Ministers meet mayors in Ekby", LONG_LEDE, *TABLES["rest"]["en"])

    assert summaries.short.text == LONG_LEDE
    assert summaries.short.checks == (TOO_LONG,)
    assert summaries.long.checks == ()


def test_a_lede_that_dangles_without_a_headline_does_not_open_the_short_summary():
    lede = "He said that the harbour of Ekby would open again on Tuesday after the talks."

    assert made("en", "", lede, *TABLES["rest"]["en"]).short.sentences[0].evidence[0].block != 0


@pytest.mark.parametrize(
    ("first", "reason"),
    [
        ("The talks will go on in Norhaven, it was said on Thursday.", ""),
        ("Photo: Anna Berg/TT", ""),  # the lede is the sentence behind it
        ("“We will never give up, and nobody will make us.”", LEDE_SPEAKER),
        ("Have you seen the ferry in the harbour?", LEDE_QUESTION),
        ("Ekby.", LEDE_SHORT),
        ("Peace " + "and quiet " * 90 + "came.", LEDE_LONG),
        ("A dog barks somewhere behind the houses.", LEDE_OUTSCORED),
    ],
)
def test_the_long_summary_says_why_it_lacks_the_first_sentence(first, reason):
    assert made("en", "Government plans a round of talks", first, *TABLES["rest"]["en"], *MORE).long.lede == reason


def test_a_lost_lede_behind_a_dateline_has_its_own_reason():
    question = "Have you seen the ferry in the harbour?"
    summaries = made("en", "Government plans a round of talks", "EKBY (TT) –", question, *TABLES["rest"]["en"], *MORE)

    assert summaries.long.lede == LEDE_QUESTION


def test_a_text_of_nothing_but_boilerplate_has_no_lede():
    assert made("en", "", "(The harbour was closed in May.)").long.lede == LEDE_BOILERPLATE


MORE = (
    "The government plans another round of talks with the mediators from Norhaven before the summer begins.",
    "Both governments said that the talks about the harbour would go on for as long as they must.",
)
