"""The contract of a summarizing engine as a function, for the tests of any package that has one.

from wireglot.summarizers.contracts import check_summarizing_engine

def test_my_engine_keeps_the_contract():
    check_summarizing_engine(MyEngine(), "sv", "en")
"""

from collections.abc import Iterator

from wireglot.articles import Article, Block
from wireglot.models import BrokenContract, description_faults
from wireglot.summarizers.engine import ABSTRACTIVE, EXTRACTIVE, INSTRUCTED, Engine
from wireglot.summarizers.summary import Summaries, Summary, SummaryInput

RANKS = (EXTRACTIVE, ABSTRACTIVE, INSTRUCTED)

_SENTENCES = (
    "The harbour of Malmö was closed on Monday after a storm sank three fishing boats, police said.",
    "Nobody was injured, but the ferry to Trelleborg stayed in port until the evening for want of wind data.",
    "The city council promised to pay for repairs of the quay before winter comes to the strait.",
    "Fishermen had asked for a new breakwater since 2019 and heard twice that there was no money.",
)


def check_summarizing_engine(engine: Engine, language: str, output_language: str) -> None:
    """Check what every summarizing engine must keep, for one pair of languages; it need not be ready for it.

    Raises:
        BrokenContract: With all faults found.
    """
    faults = [*description_faults(engine, language, output_language, RANKS)]
    if not faults and engine.signature(language, output_language) is not None:
        faults = [*_summary_faults(engine, language, output_language)]
    if faults:
        raise BrokenContract(f"{engine!r}, {language} read in {output_language}: " + "; ".join(faults))


def _summary_faults(engine: Engine, language: str, output_language: str) -> Iterator[str]:
    news = (Block("heading", ("Storm",)), Block("paragraph", _SENTENCES[:2]), Block("paragraph", _SENTENCES[2:]))
    texts = [_text(news, language, output_language), _text((), language, output_language)]
    if tuple(engine.summarize([])) != ():
        yield "summarize: expected no outcome for no text"
    outcomes = engine.summarize(texts)
    if len(outcomes) != len(texts):
        yield f"summarize: expected {len(texts)} outcomes, found {len(outcomes)}"
        return
    for text, outcome in zip(texts, outcomes, strict=True):
        if not isinstance(outcome, Summaries):
            yield f"summarize: expected Summaries, found {type(outcome).__name__}"
            continue
        for length, summary in (("short", outcome.short), ("long", outcome.long)):
            yield from (f"{length} summary: {fault}" for fault in _faults_of(summary, text))


def _text(blocks: tuple[Block, ...], language: str, output_language: str) -> SummaryInput:
    article = Article("storm", "storm", "storm.txt", "Storm closes harbour", blocks)
    return SummaryInput(article, language, blocks, output_language)


def _faults_of(summary: Summary, text: SummaryInput) -> Iterator[str]:
    refs = {ref for ref, _ in text.article.sentences()}
    if not all(sentence.evidence and refs.issuperset(sentence.evidence) for sentence in summary.sentences):
        yield "expected evidence in the article for every sentence"
    if bool(summary.text) != bool(summary.sentences):
        yield f"expected text and sentences to agree, found {summary.text!r} with {len(summary.sentences)} sentences"
    if not summary.text and not summary.checks:
        yield "expected a check that says why it is empty"
    if not summary.engine or not summary.signature:
        yield "expected engine and signature"
