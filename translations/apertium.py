"""Apertium as child processes: sentences are packed in its text stream, a mode translates them, and they are matched.

    Voters decide .[][;0;]<NUL>Yes\\/no?[][;1;]<NUL>

Brackets contain what Apertium leaves unchanged ("superblanks"), so each sentence ends with its number. The NUL after
it makes every stage of the pipe finish the sentence before it begins the next, so that no word and no number moves to
another. (A bare NUL is not enough: spa-eng then lost final characters, "..." became ".".) A sentence without a final
mark gets " ." for the tagger, as Apertium's own deformatters do, and it is removed afterwards; the space keeps it from
turning a last word into an abbreviation (isl-eng: "e." is "after"). Addresses, names of files, handles and tags are in
brackets too: fra-cat made www.lemonde.fr/la-maison into /la-casa.
https://wiki.apertium.org/wiki/Apertium_stream_format; apertium-destxt itself does not know sentences.

`apertium` is a shell script that starts a pipeline of up to a dozen programs; models/child_processes.py runs it.
"""

import logging
import re
import shutil
from collections import Counter
from collections.abc import Mapping, Sequence

from wireglot.articles.numbers import address_spans
from wireglot.models import ChildFailed, answer_in_children, run_child
from wireglot.translations.engine import EngineFailed

log = logging.getLogger(__name__)

# Raise it when the same sentence may be packed differently; part of the engine's signature.
STREAM_VERSION = 2

# What one child gets at most. Starting one costs 0.1-0.4 s and this much text takes 1-4 s (measured), so
# larger ones would save little, and a child that hangs delays no more than this.
CHARACTERS_PER_CHILD = 100_000
# The slowest mode does 25,000 characters a second on one core (fra-cat); a loaded machine may take 25 times
# as long.
START_TIMEOUT = 30.0
BYTES_PER_SECOND = 1000

NUL = "\0"
# The marks that the dictionaries of Apertium know as the end of a sentence; not all those of all scripts.
FINAL_MARKS = (".", "!", "?", "…", "。")
CONTROLS = re.compile(r"[\x00-\x1f\x7f-\x9f\u2028\u2029]")
RESERVED = re.compile(r"[\\^$/\[\]{}@<>]")
ESCAPE = r"\\\g<0>"
SURROGATES = re.compile(r"[\ud800-\udfff]")
# Tags, and codes such as VI-5-12: spa-eng takes VI for "saw".
TAG = re.compile(r"(?<!\w)[@#]\w+|(?<![\w-])(?=[A-Z-]*[0-9])[A-Z][A-Z0-9]*(?:-[A-Z0-9]+)+(?![\w-])")
ESCAPED_OR_NUMBER = re.compile(r"\\.|\[;(\d+);\]", re.DOTALL)
ESCAPED_OR_BRACKET = re.compile(r"\\(.)|[\[\]]", re.DOTALL)


def translate_by_mode(
    mode: str, sentences: Sequence[str | None], *, start_timeout: float = START_TIMEOUT
) -> tuple[str | None, ...]:
    """Return one translation for each sentence; None where Apertium gave none, and for None and white space.

    A child gets `start_timeout` and a second for each 1000 bytes.

    Raises:
        EngineFailed: When apertium gives no answer at all.
    """

    def ask(chunk: dict[int, str]) -> tuple[dict[int, str], str]:
        return _run_once(mode, chunk, start_timeout)

    try:
        return answer_in_children(sentences, ask, characters=CHARACTERS_PER_CHILD)
    except ChildFailed as error:
        raise EngineFailed(f"mode {mode}: {error}") from error


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
    output = run_child(command, text, seconds + len(text) / BYTES_PER_SECOND)
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


def _packed(number: int, text: str) -> str:
    clean = _clean(text)
    mark = "" if clean.endswith(FINAL_MARKS) else " ."
    return f"{_escaped(clean)}{mark}[][;{number};]{NUL}"


def _clean(text: str) -> str:
    return SURROGATES.sub("\ufffd", CONTROLS.sub(" ", text)).strip()


def _escaped(text: str) -> str:
    """The text with its addresses in brackets; and "~", which starts the post-generator."""
    parts, end = [], 0
    for start, stop in _verbatim(text):
        parts += [_plain(text[end:start]), f"[{RESERVED.sub(ESCAPE, text[start:stop])}]"]
        end = stop
    return "".join((*parts, _plain(text[end:])))


def _verbatim(text: str) -> list[tuple[int, int]]:
    """Where what is copied letter by letter starts and ends: addresses, names of files #tags and codes."""
    spans: list[tuple[int, int]] = []
    for start, stop in sorted([*address_spans(text), *(match.span() for match in TAG.finditer(text))]):
        if not spans or start >= spans[-1][1]:
            spans.append((start, stop))
    return spans


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
    clean = _clean(sentence)
    expected = Counter(clean[start:stop] for start, stop in _verbatim(clean))
    return all(translation.count(address) >= times for address, times in expected.items())
