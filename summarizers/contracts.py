"""The contract of a summarizing engine as a function, for the tests of any package that has one.

from wireglot.summarizers.contracts import check_summary_engine

def test_my_engine_keeps_the_contract():
    check_summary_engine(MyEngine(), "en", "en")
"""

from collections.abc import Iterator, Sequence

from wireglot.articles import Article, Block
from wireglot.articles.languages import join_sentences, length_in_words
from wireglot.models import BrokenContract, description_faults
from wireglot.summarizers.engine import ABSTRACTIVE, EXTRACTIVE, INSTRUCTED, Engine
from wireglot.summarizers.summary import (
    FROM_TEASER,
    LIMITS,
    TOO_LONG,
    TOO_SHORT,
    Summaries,
    Summary,
    SummaryInput,
)

RANKS = (EXTRACTIVE, ABSTRACTIVE, INSTRUCTED)

_SENTENCES = (
    "The harbour of Malmö was closed on Monday after a storm sank three fishing boats, police said.",
    "Nobody was injured, but the ferry to Trelleborg stayed in port until the evening for want of wind data.",
    "The city council promised to pay for repairs of the quay before winter comes to the strait.",
    "Fishermen had asked for a new breakwater since 2019 and were told twice that there was no money.",
    "Meteorologists expect the wind to fall to nine metres a second on Tuesday morning.",
    "The port authority counts on opening two of the five quays by Wednesday noon.",
)


def default_articles() -> tuple[Article, ...]:
    """Return a full article, a teaser, one with nothing to quote, an empty one, and one with hostile characters."""
    full = (Block("heading", ("Storm",)), Block("paragraph", _SENTENCES[:3]), Block("paragraph", _SENTENCES[3:]))
    hostile = (Block("paragraph", ("a\ud800b \u202e <b>{x}</b> \\ | $", *_SENTENCES[:2])),)
    return (
        _article("full", full),
        _article("teaser", (Block("paragraph", _SENTENCES[:2]),), full_text=False),
        _article("headings", (Block("heading", ("Storm closes harbour",)), Block("byline", ("By Ann Berg",)))),
        _article("empty", ()),
        _article("hostile", hostile),
    )


def _article(name: str, blocks: tuple[Block, ...], *, full_text: bool = True) -> Article:
    return Article(name, name, f"{name}.txt", "Storm closes harbour", blocks, full_text=full_text)


def check_summary_engine(
    engine: Engine, language: str = "en", output_language: str = "en", articles: Sequence[Article] = ()
) -> None:
    """Check what every summarizing engine must keep, for one pair of languages; it need not be ready for it.

    Raises:
        BrokenContract: With all faults found.
    """
    faults = [*description_faults(engine, language, output_language, RANKS)]
    if not faults and engine.signature(language, output_language) is not None:
        texts = [SummaryInput(each, language, each.blocks, output_language) for each in articles or default_articles()]
        faults = [*_batch_faults(engine, texts)]
    if faults:
        raise BrokenContract(f"{engine!r}, {language} -> {output_language}: " + "; ".join(faults))


def _batch_faults(engine: Engine, texts: Sequence[SummaryInput]) -> Iterator[str]:
    if engine.summarize([]) != ():
        yield "summarize: expected () for no texts"
    outcomes = engine.summarize(texts)
    if len(outcomes) != len(texts):
        yield f"summarize: expected {len(texts)} outcomes, found {len(outcomes)}"
        return
    for text, summaries in zip(texts, outcomes, strict=True):
        yield from (f"{text.article.id}: {fault}" for fault in _faults(engine, text, summaries))
        if engine.summarize([text]) != (summaries,):
            yield f"{text.article.id}: the outcome depends on the rest of the batch"


def _faults(engine: Engine, text: SummaryInput, summaries: Summaries) -> Iterator[str]:
    for summary, limits in ((summaries.short, LIMITS["short"]), (summaries.long, LIMITS["long"])):
        yield from _origin_faults(engine, text, summary)
        yield from _sentence_faults(text, summary)
        length = sum(length_in_words(sentence.text, text.output_language) for sentence in summary.sentences)
        if (
            length > limits.max_words or len(summary.sentences) > limits.max_sentences
        ) and TOO_LONG not in summary.checks:
            yield f"{len(summary.sentences)} sentences with {length:.0f} words and no check {TOO_LONG!r}"
        if not summary.sentences and TOO_SHORT not in summary.checks:
            yield f"no sentences and no check {TOO_SHORT!r}"
        if not text.article.full_text and FROM_TEASER not in summary.checks:
            yield f"made from a teaser and no check {FROM_TEASER!r}"


def _origin_faults(engine: Engine, text: SummaryInput, summary: Summary) -> Iterator[str]:
    if summary.engine != engine.name and not (summary.engine == "extract" and summary.checks):
        yield f"engine: expected {engine.name!r}, or 'extract' with a check that says why, found {summary.engine!r}"
    if summary.signature != engine.signature(text.language, text.output_language):
        yield f"signature: expected that of the engine, found {summary.signature!r}"
    if summary.language != text.output_language:
        yield f"language: expected {text.output_language!r}, found {summary.language!r}"


def _sentence_faults(text: SummaryInput, summary: Summary) -> Iterator[str]:
    refs = {ref for ref, _ in text.article.sentences()}
    if summary.text != join_sentences([sentence.text for sentence in summary.sentences], text.output_language):
        yield "text: it is not its sentences, joined"
    for sentence in summary.sentences:
        if not sentence.text.strip():
            yield "a sentence is empty"
        if not sentence.evidence or not refs.issuperset(sentence.evidence):
            yield f"evidence: expected sentences of the article, found {sentence.evidence}"
        elif summary.engine == "extract":
            ref = sentence.evidence[0]
            source = text.blocks[ref.block].sentences[ref.sentence]
            if not sentence.quotes(source):
                yield f"a quoted sentence is not in the article: {sentence.text!r}"
