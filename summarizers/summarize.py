"""The one call that turns texts into summaries, whatever the engine; one bad text never spoils a batch."""

import logging
from collections.abc import Sequence
from dataclasses import replace

from wireglot.articles.languages import same_language
from wireglot.summarizers.engine import FALLBACK, EngineChoice, choose_engine, load
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
    return tuple(_in_output_language(made, text) for made, text in zip(summaries, texts, strict=True))


def _in_output_language(summaries: Summaries, text: SummaryInput) -> Summaries:
    """Replace a summary in another language than the reader's by what `extract` makes, with a check that says so."""

    def is_right(made: Summary) -> bool:
        known = made.language == text.output_language or same_language(made.language, text.output_language)
        return known or not made.sentences

    if is_right(summaries.short) and is_right(summaries.long):
        return summaries
    (extracted,) = load(FALLBACK).summarize([text])
    pairs = ((summaries.short, extracted.short), (summaries.long, extracted.long))
    short, long = (made if is_right(made) else _replaced(made, other, text.output_language) for made, other in pairs)
    return Summaries(short, long)


def _replaced(made: Summary, extracted: Summary, language: str) -> Summary:
    check = f"made by extract: {made.engine} wrote in the language {made.language!r}, not in {language!r}"
    return replace(extracted, signature=made.signature, checks=(*extracted.checks, check))


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
