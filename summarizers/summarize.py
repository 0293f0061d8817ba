"""The one call that turns texts into summaries, whatever the engine; one bad text never spoils a batch."""

import logging
from collections.abc import Iterator, Sequence
from dataclasses import replace

from wireglot.summarizers.picking import EngineChoice, choose_engine
from wireglot.summarizers.summary import Summaries, Summary, SummaryInput

_log = logging.getLogger(__name__)


def summarize(texts: Sequence[SummaryInput], *, engine: str = "auto") -> tuple[Summaries, ...]:
    """One outcome for each text, in the same order; never raises for what a text holds.

    Texts in the same languages go to their engine together. One on which the engine failed gets empty summaries
    with a check that says so; one that the named engine cannot do is told by `extract`, and says why.
    :raises UnknownEngine: when there is no engine of that name.
    """
    made: dict[int, Summaries] = {}
    for picked, numbers in _picked(texts, engine):
        some = [texts[number] for number in numbers]
        made |= zip(numbers, _all(picked, some), strict=True)
    return tuple(made[number] for number in range(len(texts)))


def _picked(texts: Sequence[SummaryInput], engine: str) -> Iterator[tuple[EngineChoice, list[int]]]:
    """Each engine once for each pair of languages, with the numbers of its texts."""
    pairs = [(text.language, text.output_language) for text in texts]
    for pair in dict.fromkeys(pairs):
        yield choose_engine(*pair, engine), [number for number, one in enumerate(pairs) if one == pair]


def _all(picked: EngineChoice, texts: Sequence[SummaryInput]) -> tuple[Summaries, ...]:
    try:
        made = _counted(picked, texts)
    except Exception as error:  # the edge: below, each text is tried by itself
        _log.warning("%s failed on a batch of %d, now one by one: %r", picked.engine.name, len(texts), error)
        made = tuple(_alone(picked, text) for text in texts)
    return tuple(_noted(one, picked.why) for one in made) if picked.why else made


def _counted(picked: EngineChoice, texts: Sequence[SummaryInput]) -> tuple[Summaries, ...]:
    made = picked.engine.summarize(texts)
    if len(made) != len(texts):
        raise RuntimeError(f"{picked.engine.name} should have given {len(texts)} summaries, it gave {len(made)}.")
    return made


def _alone(picked: EngineChoice, text: SummaryInput) -> Summaries:
    try:
        return _counted(picked, [text])[0]
    except Exception as error:  # the edge: the failure becomes this article's outcome
        _log.warning("%s failed on %s: %r", picked.engine.name, text.article.id, error)
        check = f"{picked.engine.name} failed: {type(error).__name__}: {error}"
    nothing = Summary("", (), picked.engine.name, picked.signature, (check,), text.output_language)
    return Summaries(nothing, nothing)


def _noted(made: Summaries, why: str) -> Summaries:
    """The summaries with one check more, first."""
    short, long = (replace(one, checks=(why, *one.checks)) for one in (made.short, made.long))
    return Summaries(short, long)
