"""Child processes that answer texts: how one is run and ended, and what happens to the texts that it did not answer.

A child reads everything from stdin, answers text by text, and ends. What it wrote before it crashed or was killed
counts. Its stderr is captured: nothing that it says reaches the screen. It leads a process group of its own, because a
time limit has to end everything that it started.
"""

import logging
import os
import signal
import subprocess
import threading
import time
from collections import deque
from collections.abc import Callable, Iterator, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from dataclasses import dataclass, field
from tempfile import TemporaryDirectory

from wireglot.models.errors import ChildFailed

log = logging.getLogger(__name__)

# After so many children without a single answer it is the program that is broken, not the text.
MAX_FAILED_CHILDREN = 5
# Seconds for children that gave nothing, so that text with many sentences that break the program ends in time.
MAX_FAILED_SECONDS = 120.0
# Once the group is killed its pipes close at once; only a program that left the group could keep them open.
KILL_TIMEOUT = 5.0
LOGGED_CHARACTERS = 2000
# With fewer characters than this, starting another child takes longer than the work that it would take over.
SMALLEST_SHARE = 1000


@dataclass(frozen=True, slots=True)
class Output:
    """What a child wrote before it ended or was killed; `error` is "" when it ended well."""

    text: bytes
    error: str = ""


# Texts by number -> the answers that one child gave, and its error, "" for none.
Ask = Callable[[dict[int, str]], tuple[Mapping[int, str], str]]


def run_child(command: Sequence[str], text: bytes, seconds: float) -> Output:
    """Run one child; after the time limit, return what it had written until then.

    The last line of its stderr becomes part of the error; all of it is logged for debugging.

    Raises:
        ChildFailed: When it cannot be started.
    """
    with TemporaryDirectory(prefix="wireglot-") as folder:  # a killed script leaves its own files behind
        try:
            child = subprocess.Popen(
                command,
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                stderr=subprocess.PIPE,
                env=os.environ | {"TMPDIR": folder},
                start_new_session=True,
            )
        except OSError as error:
            raise ChildFailed(f"{command[0]} cannot be started: {error}") from error
        with child:
            return _communicate(child, text, seconds)


def answer_in_children(
    texts: Sequence[str | None], ask: Ask, *, characters: int, workers: int = 1
) -> tuple[str | None, ...]:
    """Return one answer for each text, from as many children as it takes; None for a text without an answer.

    None and white space are not sent. A child gets texts of at most `characters` together, and `workers` children run
    at a time. A child answers in order, so the first text without an answer is the likely cause of a failure: it is
    tried by itself and given up when it fails again, and the texts after it go to another child.

    Raises:
        ChildFailed: When no child gives any answer, with the error of the last.
    """
    work = _Work(texts, ask, deque(_chunks(texts, _chunk_size(texts, characters, workers))))
    with ThreadPoolExecutor(workers) as pool:
        for future in [pool.submit(work.run) for _ in range(min(workers, len(work.waiting)))]:
            future.result()
    if work.failed_children and not work.answers:
        raise ChildFailed(work.error or "its output could not be assigned to texts")
    if work.waiting:
        count = sum(map(len, work.waiting))
        log.warning("Gave up on %d sentences after too many child processes without an answer.", count)
    return tuple(work.answers.get(number) for number in range(len(texts)))


@dataclass(slots=True)
class _Work:
    """The chunks that wait for a child, and what the children have done; several threads work on it."""

    texts: Sequence[str | None]
    ask: Ask
    waiting: deque[list[int]]
    answers: dict[int, str] = field(default_factory=dict)
    failed_children: int = 0
    failed_seconds: float = 0.0
    error: str = ""
    lock: threading.Lock = field(default_factory=threading.Lock)

    def run(self) -> None:
        """Give chunks to children until none is left, or too many children have failed."""
        while chunk := self._next():
            started = time.monotonic()
            received, error = self.ask({number: self.texts[number] or "" for number in chunk})
            self._record(chunk, received, error, time.monotonic() - started)

    def _next(self) -> list[int] | None:
        with self.lock:
            hopeless = not self.answers and self.failed_children >= MAX_FAILED_CHILDREN
            if hopeless or self.failed_seconds >= MAX_FAILED_SECONDS or not self.waiting:
                return None
            return self.waiting.popleft()

    def _record(self, chunk: list[int], received: Mapping[int, str], error: str, seconds: float) -> None:
        missing = [number for number in chunk if number not in received]
        with self.lock:
            self.answers |= received
            self.waiting.extendleft(_retries(missing, len(chunk)))
            if not received:
                self.failed_children += 1
                self.failed_seconds += seconds
                self.error = error


def _retries(missing: list[int], asked: int) -> Iterator[list[int]]:
    """The chunks to try next for texts without an answer, the last first."""
    if missing[1:]:
        yield missing[1:]
    if missing and asked > 1:
        yield missing[:1]


def _chunk_size(texts: Sequence[str | None], characters: int, workers: int) -> int:
    """The size at which every worker gets as much, at most `characters`, and no child too little."""
    total = sum(len(text) for text in texts if text)
    rounds = -(-total // (characters * workers)) or 1
    return min(characters, max(SMALLEST_SHARE, -(-total // (rounds * workers))))


def _chunks(texts: Sequence[str | None], size: int) -> Iterator[list[int]]:
    """The numbers of all texts that are not empty, in order, until a chunk has `size` characters."""
    chunk: list[int] = []
    length = 0
    for number, text in enumerate(texts):
        if text and text.strip():
            chunk.append(number)
            length += len(text)
        if length >= size:
            yield chunk
            chunk, length = [], 0
    if chunk:
        yield chunk


def _communicate(child: subprocess.Popen[bytes], text: bytes, seconds: float) -> Output:
    error = ""
    try:
        output, errors = child.communicate(text, timeout=seconds)
    except subprocess.TimeoutExpired:
        output, errors = _kill(child)
        error = f"no end within {seconds:.0f} s"
    except BaseException:  # interrupted: leave nothing running behind
        _kill(child)
        raise
    if child.returncode and not error:
        error = f"it ended with status {child.returncode}: {_last_line(errors)}"
    if errors.strip():
        log.debug("%s: %s", child.args, _readable(errors))
    return Output(output, error)


def _kill(child: subprocess.Popen[bytes]) -> tuple[bytes, bytes]:
    """Kill the whole group; return what it had written to stdout and stderr until then."""
    with suppress(ProcessLookupError):  # it ended by itself in this moment
        os.killpg(child.pid, signal.SIGKILL)
    try:
        return child.communicate(timeout=KILL_TIMEOUT)
    except subprocess.TimeoutExpired:
        return b"", b""


def _last_line(errors: bytes) -> str:
    lines = _readable(errors).splitlines()
    return lines[-1].strip() if lines else "it gave no reason"


def _readable(errors: bytes) -> str:
    return errors.decode("utf-8", "replace").strip()[-LOGGED_CHARACTERS:]
