"""Translation by one Apertium mode: in child processes of bounded size, repeated for sentences without an answer."""

import logging
import time
from collections import deque
from collections.abc import Iterator, Sequence

from wireglot.translations.apertium import process, stream
from wireglot.translations.engine import EngineFailed

# What one child gets at most. Starting one costs 0.1-0.4 s and this much text takes 1-4 s (measured), so
# larger ones would save little, and a child that hangs holds up no more than this.
CHARACTERS_PER_CHILD = 100_000
# The slowest mode does 25,000 characters a second on one core (fra-cat); a loaded machine may take 25 times
# as long.
START_TIMEOUT = 30.0
BYTES_PER_SECOND = 1000
# After so many children without a single answer it is the engine that is broken, not the text.
MAX_FAILED_CHILDREN = 5
# What may be spent on children that gave nothing, so that text with many sentences that break it ends in time.
MAX_FAILED_SECONDS = 120.0

log = logging.getLogger(__name__)


def translate(
    mode: str, sentences: Sequence[str | None], *, start_timeout: float = START_TIMEOUT
) -> tuple[str | None, ...]:
    """Return one translation for each sentence; None where there was none, and for None and white space.

    A child gets `start_timeout` and a second for each 1000 bytes.

    Raises:
        EngineFailed: When apertium gives no answer at all.
    """
    answers: dict[int, str] = {}
    waiting = deque(_chunks(sentences))
    failed_seconds, failed_children, error = 0.0, 0, ""
    while waiting and failed_seconds < MAX_FAILED_SECONDS and (answers or failed_children < MAX_FAILED_CHILDREN):
        chunk = waiting.popleft()
        started = time.monotonic()
        received, error = _run_once(mode, {number: sentences[number] or "" for number in chunk}, start_timeout)
        answers |= received
        waiting.extendleft(_rest([number for number in chunk if number not in received], len(chunk)))
        if not received:
            failed_children += 1
            failed_seconds += time.monotonic() - started
    if failed_children and not answers:
        raise EngineFailed(f"mode {mode}: {error or 'its output could not be assigned to sentences'}")
    if waiting:
        log.warning(
            "apertium %s: gave up on %d sentences after too many children without an answer.",
            mode,
            sum(map(len, waiting)),
        )
    return tuple(answers.get(number) for number in range(len(sentences)))


def _run_once(mode: str, sentences: dict[int, str], seconds: float) -> tuple[dict[int, str], str]:
    """The answers of one child, and the error if it did not end well."""
    text = stream.pack(sentences)
    command = (process.program() or "apertium", "-u", "-z", "-f", "none", mode)
    output = process.run(command, text, seconds + len(text) / BYTES_PER_SECOND)
    answers = stream.unpack(output.text, sentences)
    if len(answers) < len(sentences):
        log.warning(
            "apertium %s answered %d of %d sentences: %s",
            mode,
            len(answers),
            len(sentences),
            output.error or "the output for the others could not be assigned",
        )
    return answers, output.error


def _rest(missing: list[int], asked: int) -> Iterator[list[int]]:
    """The chunks to try next for sentences without an answer, the last first.

    The pipeline works in order and each sentence is written when it is done, so the first without an answer is
    the likely cause: it is tried alone, and given up when it was alone.
    """
    if missing[1:]:
        yield missing[1:]
    if missing and asked > 1:
        yield missing[:1]


def _chunks(sentences: Sequence[str | None]) -> Iterator[list[int]]:
    """The numbers of all sentences with text, in order, as many at a time as a child may get."""
    numbers = (number for number, text in enumerate(sentences) if text and text.strip())
    chunk: list[int] = []
    size = 0
    for number in numbers:
        length = len(sentences[number] or "")
        if chunk and size + length > CHARACTERS_PER_CHILD:
            yield chunk
            chunk, size = [], 0
        chunk.append(number)
        size += length
    if chunk:
        yield chunk
