"""Apertium as child processes: sentences are packed in its text stream, a mode translates them, and they are matched.

    Voters decide .[][;0;]<NUL>Yes\\/no?[][;1;]<NUL>

Brackets contain what Apertium leaves unchanged ("superblanks"), so each sentence ends with its number. The NUL after
it makes every stage of the pipe finish the sentence before it begins the next, so that no word and no number moves to
another. (A bare NUL is not enough: spa-eng then lost final characters, "..." became ".".) A sentence without a final
mark gets " ." for the tagger, as Apertium's own deformatters do, and it is removed afterwards; the space keeps it from
turning a last word into an abbreviation (isl-eng: "e." is "after"). Addresses and handles are in brackets too: fra-cat
made www.lemonde.fr/la-maison into /la-casa. https://wiki.apertium.org/wiki/Apertium_stream_format; apertium-destxt
itself does not know sentences.

`apertium` is a shell script that starts a pipeline of up to a dozen programs, so a time limit has to end the whole
process group.
"""

import logging
import os
import re
import shutil
import signal
import subprocess
import time
from collections import Counter, deque
from collections.abc import Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from tempfile import TemporaryDirectory

from wireglot.translations.engine import EngineFailed

log = logging.getLogger(__name__)

# Raise it when the same sentence may be packed differently; part of the engine's signature.
STREAM_VERSION = 1

# What one child gets at most. Starting one costs 0.1-0.4 s and this much text takes 1-4 s (measured), so
# larger ones would save little, and a child that hangs delays no more than this.
CHARACTERS_PER_CHILD = 100_000
# The slowest mode does 25,000 characters a second on one core (fra-cat); a loaded machine may take 25 times
# as long.
START_TIMEOUT = 30.0
BYTES_PER_SECOND = 1000
# After so many children without a single answer it is the engine that is broken, not the text.
MAX_FAILED_CHILDREN = 5
# Seconds for children that gave nothing, so that text with many sentences that break the pipeline ends in time.
MAX_FAILED_SECONDS = 120.0
# Once the group is killed its pipes close at once; only a program that left the group could keep them open.
KILL_TIMEOUT = 5.0
LOGGED_CHARACTERS = 2000

NUL = "\0"
# The marks that the dictionaries of Apertium know as the end of a sentence; not all those of all scripts.
FINAL_MARKS = (".", "!", "?", "…", "。")
CONTROLS = re.compile(r"[\x00-\x1f\x7f-\x9f\u2028\u2029]")
RESERVED = re.compile(r"[\\^$/\[\]{}@<>]")
ESCAPE = r"\\\g<0>"
SURROGATES = re.compile(r"[\ud800-\udfff]")
# URLs, mail addresses, @handles and #tags, without the punctuation after them.
VERBATIM = re.compile(
    r"(?:https?://|www\.)\S*[\w/]|(?<![\w.+-])[\w.+-]+@[\w-]+\.[\w.-]*\w|(?<!\w)[@#]\w+", re.IGNORECASE
)
ESCAPED_OR_NUMBER = re.compile(r"\\.|\[;(\d+);\]", re.DOTALL)
ESCAPED_OR_BRACKET = re.compile(r"\\(.)|[\[\]]", re.DOTALL)


@dataclass(frozen=True, slots=True)
class Output:
    """What a child wrote before it ended or was killed; error is "" when it ended well."""

    text: bytes
    error: str = ""


def translate_by_mode(
    mode: str, sentences: Sequence[str | None], *, start_timeout: float = START_TIMEOUT
) -> tuple[str | None, ...]:
    """Return one translation for each sentence; None where Apertium gave none, and for None and white space.

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
        waiting.extendleft(_retries([number for number in chunk if number not in received], len(chunk)))
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


def run(command: Sequence[str], text: bytes, seconds: float) -> Output:
    """Run one child; after the time limit, return what it had written until then.

    Raises:
        EngineFailed: When it cannot be started.
    """
    with TemporaryDirectory(prefix="apertium-") as folder:  # the script leaves its own files behind when killed
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
            raise EngineFailed(f"{command[0]} cannot be started: {error}") from error
        with child:
            return _communicate(child, text, seconds)


def find_program() -> str | None:
    """Return the path of the script `apertium`; None where it is not installed."""
    return shutil.which("apertium")


def pack(sentences: Mapping[int, str]) -> bytes:
    """Return the sentences as one stream, each with its number."""
    return "".join(_packed(number, text) for number, text in sentences.items()).encode("utf-8")


def unpack(output: bytes, sentences: Mapping[int, str]) -> dict[int, str]:
    """Return the translation of each sentence; one that cannot be assigned for certain is missing.

    A translation counts only when nothing else is between its two NULs, ends with its own number, is not empty and
    contains every address of its sentence.
    """
    segments = [_unpacked(segment) for segment in output.split(NUL.encode())]
    times = Counter(number for number, _ in segments)
    answers = {
        number: _without_mark(text, _clean(sentences[number]))
        for number, text in segments
        if number in sentences and times[number] == 1
    }
    return {number: text for number, text in answers.items() if text and _is_whole(text, sentences[number])}


def _run_once(mode: str, sentences: dict[int, str], seconds: float) -> tuple[dict[int, str], str]:
    """The answers of one child, and the error if it did not end well."""
    text = pack(sentences)
    command = (find_program() or "apertium", "-u", "-z", "-f", "none", mode)
    output = run(command, text, seconds + len(text) / BYTES_PER_SECOND)
    answers = unpack(output.text, sentences)
    if len(answers) < len(sentences):
        log.warning(
            "apertium %s answered %d of %d sentences: %s",
            mode,
            len(answers),
            len(sentences),
            output.error or "the output for the others could not be assigned",
        )
    return answers, output.error


def _retries(missing: list[int], asked: int) -> Iterator[list[int]]:
    """The chunks to try next for sentences without an answer, the last first.

    The pipeline works in order and each sentence is written when it is done, so the first without an answer is
    the likely cause: it is tried by itself, and given up when it already was.
    """
    if missing[1:]:
        yield missing[1:]
    if missing and asked > 1:
        yield missing[:1]


def _chunks(sentences: Sequence[str | None]) -> Iterator[list[int]]:
    """The numbers of all sentences with text, in order, as many at a time as one child may get."""
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
        log.log(logging.WARNING if error else logging.DEBUG, "apertium: %s", _readable(errors))
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


def _packed(number: int, text: str) -> str:
    clean = _clean(text)
    mark = "" if clean.endswith(FINAL_MARKS) else " ."
    return f"{_escaped(clean)}{mark}[][;{number};]{NUL}"


def _clean(text: str) -> str:
    return SURROGATES.sub("\ufffd", CONTROLS.sub(" ", text)).strip()


def _escaped(text: str) -> str:
    """The text with its addresses in brackets; and "~", which starts the post-generator."""
    parts, end = [], 0
    for match in VERBATIM.finditer(text):
        parts += [_plain(text[end : match.start()]), f"[{RESERVED.sub(ESCAPE, match[0])}]"]
        end = match.end()
    return "".join((*parts, _plain(text[end:])))


def _plain(text: str) -> str:
    return RESERVED.sub(ESCAPE, text).replace("~", "[~]")


def _unpacked(segment: bytes) -> tuple[int, str]:
    """The number and text of one segment; (-1, "") unless it is one sentence with its number last."""
    try:
        text = segment.decode("utf-8").rstrip()
    except UnicodeDecodeError:
        return -1, ""
    numbers = [match for match in ESCAPED_OR_NUMBER.finditer(text) if match[1]]
    if len(numbers) != 1 or numbers[0].end() != len(text):
        return -1, ""
    return int(numbers[0][1]), _unescaped(text[: numbers[0].start()])


def _unescaped(text: str) -> str:
    return ESCAPED_OR_BRACKET.sub(lambda match: match[1] or "", text).strip()


def _without_mark(translation: str, sentence: str) -> str:
    return translation if sentence.endswith(FINAL_MARKS) else translation.removesuffix(".").rstrip()


def _is_whole(translation: str, sentence: str) -> bool:
    expected = Counter(VERBATIM.findall(_clean(sentence)))
    return all(translation.count(address) >= times for address, times in expected.items())
