"""The one call that turns texts into summaries, whatever the engine; one bad text never spoils a batch."""

import logging
from collections.abc import Sequence
from dataclasses import replace

from wireglot.summarizers.engine import EngineChoice, choose_engine
from wireglot.summarizers.summary import Summaries, Summary, SummaryInput

_log = logging.getLogger(__name__)


def summarize(texts: Sequence[SummaryInput], *, engine: str = "auto") -> tuple[Summaries, ...]:
    """Return one outcome for each text, in the same order; never raises for what a text holds.

    Texts in the same languages go to their engine together. A text on which the engine failed gets empty summaries
    with a check that says so; one that the named engine cannot do is summarised by `extract`, and a check says why.
    Raises EngineError when there is no usable engine of that name.
    """
    outcomes: dict[int, Summaries] = {}
    pairs = [(text.language, text.output_language) for text in texts]
    for pair in dict.fromkeys(pairs):
        choice = choose_engine(*pair, engine)
        numbers = [number for number, other in enumerate(pairs) if other == pair]
        outcomes |= zip(numbers, _batch(choice, [texts[number] for number in numbers]), strict=True)
    return tuple(outcomes[number] for number in range(len(texts)))


def _batch(choice: EngineChoice, texts: Sequence[SummaryInput]) -> tuple[Summaries, ...]:
    try:
        summaries = _counted(choice, texts)
    except Exception as error:  # whatever an engine raises: each text is then tried by itself
        _log.warning("%s failed on a batch of %d, now one by one: %r", choice.engine.name, len(texts), error)
        summaries = tuple(_single(choice, text) for text in texts)
    return tuple(_with_check(made, choice.reason) for made in summaries) if choice.reason else summaries


def _counted(choice: EngineChoice, texts: Sequence[SummaryInput]) -> tuple[Summaries, ...]:
    summaries = choice.engine.summarize(texts)
    if len(summaries) != len(texts):
        name = choice.engine.name
        raise RuntimeError(f"{name} should have returned {len(texts)} summaries, it returned {len(summaries)}.")
    return summaries


def _single(choice: EngineChoice, text: SummaryInput) -> Summaries:
    try:
        return _counted(choice, [text])[0]
    except Exception as error:  # the failure becomes this article's outcome
        _log.warning("%s failed on %s: %r", choice.engine.name, text.article.id, error)
        check = f"{choice.engine.name} failed: {type(error).__name__}: {error}"
    empty = Summary("", (), choice.engine.name, choice.signature, (check,), text.output_language)
    return Summaries(empty, empty)


def _with_check(summaries: Summaries, check: str) -> Summaries:
    """The summaries with one more check, first."""
    short, long = (replace(one, checks=(check, *one.checks)) for one in (summaries.short, summaries.long))
    return Summaries(short, long)
