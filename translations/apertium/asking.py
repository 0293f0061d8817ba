"""One mode asked for many sentences, in children of bounded size and again for those without an answer."""

import logging
import time
from collections import deque
from collections.abc import Iterator, Sequence

from wireglot.translations.apertium import child, stream
from wireglot.translations.engine import EngineFailed

# What one child gets at most. Starting one costs 0.1-0.4 s and this much text takes 1-4 s (measured), so
# larger ones would save little, and a child that hangs holds up no more than this.
CHARACTERS_A_CHILD = 100_000
# The slowest mode does 25,000 characters a second on one core (fra-cat); a loaded machine may take 25 times
# as long.
SECONDS_TO_START = 30.0
BYTES_A_SECOND = 1000
# After so many children without a single answer it is the engine that is broken, not the text.
FRUITLESS_AT_FIRST = 5
# What may be spent on children that gave nothing, so that text with many traps ends in reasonable time.
FRUITLESS_SECONDS = 120.0

log = logging.getLogger(__name__)


def ask(
    mode: str, sentences: Sequence[str | None], *, seconds_to_start: float = SECONDS_TO_START
) -> tuple[str | None, ...]:
    """One answer for each sentence, None where there was none to be had (and for None and white space).

    A child gets `seconds_to_start` and a second for each 1000 bytes.

    :raises EngineFailed: when apertium gives no answer at all.
    """
    answers: dict[int, str] = {}
    waiting = deque(_chunks(sentences))
    spent, fruitless, error = 0.0, 0, ""
    while waiting and spent < FRUITLESS_SECONDS and (answers or fruitless < FRUITLESS_AT_FIRST):
        chunk = waiting.popleft()
        started = time.monotonic()
        got, error = _ask_once(mode, {number: sentences[number] or "" for number in chunk}, seconds_to_start)
        answers |= got
        waiting.extendleft(_again([number for number in chunk if number not in got], len(chunk)))
        if not got:
            fruitless += 1
            spent += time.monotonic() - started
    if fruitless and not answers:
        raise EngineFailed(f"mode {mode}: {error or 'what came back could not be told apart'}")
    if waiting:
        log.warning(
            "apertium %s: gave up on %d sentences after too many children without an answer.",
            mode,
            sum(map(len, waiting)),
        )
    return tuple(answers.get(number) for number in range(len(sentences)))


def _ask_once(mode: str, sentences: dict[int, str], seconds: float) -> tuple[dict[int, str], str]:
    """The answers of one child, and why it ended badly if it did."""
    text = stream.pack(sentences)
    command = (child.program() or "apertium", "-u", "-z", "-f", "none", mode)
    reply = child.run(command, text, seconds + len(text) / BYTES_A_SECOND)
    answers = stream.unpack(reply.said, sentences)
    if len(answers) < len(sentences):
        log.warning(
            "apertium %s answered %d of %d sentences: %s",
            mode,
            len(answers),
            len(sentences),
            reply.error or "the others could not be told apart",
        )
    return answers, reply.error


def _again(missing: list[int], asked: int) -> Iterator[list[int]]:
    """What to ask next for those without an answer, the last first.

    The pipe works in order and each sentence comes out when it is done, so the first without an answer is
    the one to suspect: it is asked alone, and given up when it was alone.
    """
    if missing[1:]:
        yield missing[1:]
    if missing and asked > 1:
        yield missing[:1]


def _chunks(sentences: Sequence[str | None]) -> Iterator[list[int]]:
    """The numbers of all sentences that hold text, in order, so many at a time as a child may get."""
    numbers = (number for number, text in enumerate(sentences) if text and text.strip())
    chunk: list[int] = []
    size = 0
    for number in numbers:
        length = len(sentences[number] or "")
        if chunk and size + length > CHARACTERS_A_CHILD:
            yield chunk
            chunk, size = [], 0
        chunk.append(number)
        size += length
    if chunk:
        yield chunk
