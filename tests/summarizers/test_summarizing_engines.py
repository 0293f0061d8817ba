"""What every summarizing engine keeps: one outcome each, valid evidence, lengths, checks."""

import re
from pathlib import Path

import pytest

from tests.tiny.digests import FERRY, FIRE
from wireglot import summarizers
from wireglot.articles.article import Article, Block
from wireglot.articles.languages import length_in_words
from wireglot.summarizers import (
    ABSTRACTIVE,
    EXTRACTIVE,
    FROM_TEASER,
    INSTRUCTED,
    TOO_LONG,
    TOO_SHORT,
    SummaryInput,
    UnknownEngine,
    available,
    choose_engine,
    load,
    summarize,
)

SENTENCES = (
    "The harbour of Malmö was closed on Monday after a storm sank three fishing boats, police said.",
    "Nobody was injured, but the ferry to Trelleborg stayed in port until the evening for want of wind data.",
    "The city council promised to pay for repairs of the quay before winter comes to the strait.",
    "Fishermen had asked for a new breakwater since 2019 and were told twice that there was no money.",
    "Meteorologists expect the wind to fall to nine metres a second on Tuesday morning.",
    "The port authority counts on opening two of the five quays by Wednesday noon.",
)


def text(*blocks: Block, **more: object) -> SummaryInput:
    article = Article("storm", "storm", "storm.txt", "Storm closes harbour", blocks, **more)  # type: ignore[arg-type]
    return SummaryInput(article, "en", blocks, "en")


FULL = text(Block("heading", ("Storm",)), Block("paragraph", SENTENCES[:3]), Block("paragraph", SENTENCES[3:]))
KNOWN = [text(*(Block("paragraph", some) for some in paragraphs)) for paragraphs in (FERRY, FIRE)]
TEASED = text(Block("paragraph", SENTENCES[:2]), full_text=False)
EMPTY = text()
HEADINGS = text(Block("heading", ("Storm closes the harbour of Malmö",)), Block("byline", ("By Ann Berg",)))


def test_there_is_an_extractive_engine_that_needs_nothing():
    assert "extract" in available()
    assert choose_engine("en", "en").engine.rank >= EXTRACTIVE


def test_an_unknown_engine_is_refused_with_the_choices():
    with pytest.raises(UnknownEngine, match=r"'exctract'; available engines: .*extract"):
        summarize([FULL], engine="exctract")


def test_names_are_checked_before_anything_is_imported():
    with pytest.raises(UnknownEngine):
        load("../extract")


def test_an_engine_is_called_as_its_file(engine):
    assert (Path(summarizers.engines.__path__[0]) / f"{engine.name}.py").is_file()
    assert engine.rank in {EXTRACTIVE, ABSTRACTIVE, INSTRUCTED}


def test_the_signature_begins_with_the_name_and_repeats_itself(engine):
    signature = engine.signature("en", "en")

    assert re.fullmatch(rf"{engine.name}(\|[^|\s]+:[^|]+)+", signature)
    assert load(engine.name).signature("en", "en") == signature


def test_each_text_has_its_outcome_in_order(engine):
    texts = [FULL, EMPTY, TEASED, *KNOWN, HEADINGS]

    assert engine.summarize(texts) == tuple(engine.summarize([one])[0] for one in texts)
    assert engine.summarize([]) == ()


def test_a_summary_says_how_it_was_made(engine):
    made = engine.summarize([FULL])[0]

    assert {s.signature for s in (made.short, made.long)} == {engine.signature("en", "en")}
    assert all(s.engine == engine.name or (s.engine == "extract" and s.checks) for s in (made.short, made.long))
    assert {s.language for s in (made.short, made.long)} == {"en"}


@pytest.mark.parametrize("one", [FULL, *KNOWN])
def test_places_are_of_the_article(engine, one):
    evidence = set(dict(one.article.sentences()))
    made = engine.summarize([one])[0]

    assert all(s.evidence and evidence.issuperset(s.evidence) for s in (*made.short.sentences, *made.long.sentences))


@pytest.mark.parametrize("one", [FULL, *KNOWN])
def test_lengths_are_kept_or_marked(engine, one):
    made = engine.summarize([one])[0]

    assert length_in_words(made.short.text, made.short.language) <= 40 or TOO_LONG in made.short.checks
    assert 60 <= length_in_words(made.long.text, made.long.language) <= 110 or TOO_LONG in made.long.checks
    assert 3 <= len(made.long.sentences) <= 5


@pytest.mark.parametrize("nothing", [EMPTY, HEADINGS], ids=["empty", "headings"])
def test_nothing_to_tell_is_empty_and_said(engine, nothing):
    made = engine.summarize([nothing])[0]

    assert [(s.text, s.sentences) for s in (made.short, made.long)] == [("", ())] * 2
    assert TOO_SHORT in made.short.checks
    assert TOO_SHORT in made.long.checks


def test_a_teaser_is_told_and_marked(engine):
    made = engine.summarize([TEASED])[0]

    assert made.short.text
    assert FROM_TEASER in made.short.checks
    assert FROM_TEASER in made.long.checks
