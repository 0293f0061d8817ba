"""Every summarizing engine keeps the contract, and the contract notices engines that do not."""

from dataclasses import replace

import pytest

from tests.tiny.digests import FERRY, FIRE
from wireglot.articles import Article, Block
from wireglot.articles.languages import length_in_words
from wireglot.summarizers import (
    EXTRACTIVE,
    TOO_LONG,
    Summaries,
    SummaryInput,
    UnknownEngine,
    available,
    choose_engine,
    load,
)
from wireglot.summarizers.contracts import BrokenContract, check_summary_engine, default_articles
from wireglot.summarizers.engines.extract import Engine as Extract


def article(name: str, paragraphs: tuple[tuple[str, ...], ...]) -> Article:
    return Article(name, name, name, "", tuple(Block("paragraph", sentences) for sentences in paragraphs))


LONG = (default_articles()[0], article("ferry", FERRY), article("fire", FIRE))


def test_every_engine_keeps_the_contract(engine):
    check_summary_engine(engine)
    check_summary_engine(engine, articles=LONG)


@pytest.mark.parametrize("one", LONG, ids=lambda one: one.id)
def test_a_long_summary_has_enough_sentences(engine, one):
    long = engine.summarize([SummaryInput(one, "en", one.blocks, "en")])[0].long

    assert 60 <= length_in_words(long.text, "en") <= 110 or TOO_LONG in long.checks
    assert 3 <= len(long.sentences) <= 5


def test_extract_keeps_the_contract_in_every_language():
    for language in ("sv", "ar", "zh", "th", "und", ""):
        check_summary_engine(Extract(), language, language)


def test_an_extractive_engine_is_always_available():
    assert "extract" in available()
    assert choose_engine("en", "en").engine.rank >= EXTRACTIVE


def test_an_unknown_engine_is_refused_with_the_choices():
    with pytest.raises(UnknownEngine, match=r"'exctract'; available engines: .*extract"):
        load("exctract")


def test_a_path_is_no_engine_name():
    with pytest.raises(UnknownEngine):
        load("../extract")


class Broken(Extract):
    """An engine that changes each of its summaries."""

    def __init__(self, **changes: object) -> None:
        self.changes = changes

    def summarize(self, texts):
        changed = (
            Summaries(replace(made.short, **self.changes), replace(made.long, **self.changes))
            for made in super().summarize(texts)
        )
        return tuple(changed)


@pytest.mark.parametrize(
    ("changes", "fault"),
    [
        ({"engine": "other"}, "engine: expected 'extract'"),
        ({"signature": ""}, "signature: expected that of the engine"),
        ({"language": "sv"}, "language: expected 'en'"),
        ({"text": "Storm."}, "text: it is not its sentences"),
        ({"sentences": (), "text": ""}, "no sentences and no check"),
        ({"checks": ()}, "made from a teaser and no check"),
    ],
)
def test_the_contract_notices(changes, fault):
    with pytest.raises(BrokenContract, match=fault):
        check_summary_engine(Broken(**changes))


def test_the_contract_notices_a_lost_outcome():
    class Losing(Extract):
        def summarize(self, texts):
            return super().summarize(texts)[1:]

    with pytest.raises(BrokenContract, match="expected 5 outcomes, found 4"):
        check_summary_engine(Losing())
