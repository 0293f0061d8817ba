"""Asking an engine, whatever it does: every sentence gets an answer or None, and none gets another's."""

import logging
import re
from collections.abc import Callable, Sequence

from wireglot.translations.engine import EngineFailed

log = logging.getLogger(__name__)

LINE_BREAKS = re.compile(r"\s*[\n\r\v\f\x1c-\x1e\x85\u2028\u2029]+\s*")

# An engine's method, bound to the pair: sentences in, one answer each, None where it failed.
Ask = Callable[[Sequence[str]], Sequence[object]]
Answers = dict[str, str | None]


class _WrongCount(Exception):
    """An engine gave more or fewer answers than there were sentences."""


def ask(engine: str, method: Ask, sentences: Sequence[str]) -> tuple[Answers, str]:
    """The answer to each sentence, and why the last one that broke the engine did ("" when none did).

    When the engine breaks or miscounts, the batch is halved and tried again, so that one bad sentence
    fails alone. Raises EngineFailed when the engine says that it gives up on everything.
    """
    if not sentences:
        return {}, ""
    try:
        return _counted(method(sentences), sentences), ""
    except EngineFailed:
        raise
    except Exception as fault:  # the edge: whatever an engine does, no sentence is lost
        log.warning("Engine %s broke on %d sentences.", engine, len(sentences), exc_info=True)
        why = str(fault) if isinstance(fault, _WrongCount) else f"{type(fault).__name__}: {fault}"
    if len(sentences) == 1:
        return {sentences[0]: None}, why
    half = len(sentences) // 2
    first, why_first = ask(engine, method, sentences[:half])
    second, why_second = ask(engine, method, sentences[half:])
    return first | second, why_second or why_first


def _counted(answers: Sequence[object], sentences: Sequence[str]) -> Answers:
    if len(answers) != len(sentences):
        raise _WrongCount(f"{len(answers)} answers to {len(sentences)} sentences")
    return {sentence: _clean(answer) for sentence, answer in zip(sentences, answers, strict=True)}


def _clean(answer: object) -> str | None:
    """The answer as one stripped line; None for an empty one, or for what is no text."""
    return (LINE_BREAKS.sub(" ", answer).strip() or None) if isinstance(answer, str) else None
