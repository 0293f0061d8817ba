"""Apertium's text stream: how sentences are packed for one child process and found again in what it says.

    Voters decide .[][;0;]<NUL>Yes\\/no?[][;1;]<NUL>

Brackets hold what Apertium carries along untouched ("superblanks"), so each sentence ends with its number.
The NUL after it makes every stage of the pipe finish the sentence before it begins the next, so that no word
and no number wanders. (A bare NUL is not enough: spa-eng then lost final characters, "..." became ".".)
A sentence without a final mark gets " ." for the tagger, as Apertium's own deformatters do, and it is taken
off afterwards; the space keeps it from turning a last word into an abbreviation (isl-eng: "e." is "after").
Addresses and handles travel in brackets too: fra-cat made www.lemonde.fr/la-maison into /la-casa.
https://wiki.apertium.org/wiki/Apertium_stream_format; apertium-destxt itself does not know sentences.
"""

import re
from collections import Counter
from collections.abc import Mapping

# Changes whenever the same sentence may be packed differently; part of the engine's signature.
STREAM = 1

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


def pack(sentences: Mapping[int, str]) -> bytes:
    """The sentences as one stream, each with its number."""
    return "".join(_packed(number, text) for number, text in sentences.items()).encode("utf-8")


def unpack(said: bytes, sentences: Mapping[int, str]) -> dict[int, str]:
    """What was said for each of the sentences; one that cannot be told apart for certain is missing.

    An answer counts only when it stands alone between two NULs, ends with its own number, is not empty and
    holds every address of its sentence.
    """
    segments = [_unpacked(segment) for segment in said.split(NUL.encode())]
    times = Counter(number for number, _ in segments)
    answers = {
        number: _without_mark(text, _clean(sentences[number]))
        for number, text in segments
        if number in sentences and times[number] == 1
    }
    return {number: text for number, text in answers.items() if text and _is_whole(text, sentences[number])}


def _packed(number: int, text: str) -> str:
    clean = _clean(text)
    mark = "" if clean.endswith(FINAL_MARKS) else " ."
    return f"{_escaped(clean)}{mark}[][;{number};]{NUL}"


def _clean(text: str) -> str:
    return SURROGATES.sub("\ufffd", CONTROLS.sub(" ", text)).strip()


def _escaped(text: str) -> str:
    """The text with its addresses in brackets; and "~", which would wake the post-generator."""
    parts, end = [], 0
    for found in VERBATIM.finditer(text):
        parts += [_plain(text[end : found.start()]), f"[{RESERVED.sub(ESCAPE, found[0])}]"]
        end = found.end()
    return "".join((*parts, _plain(text[end:])))


def _plain(text: str) -> str:
    return RESERVED.sub(ESCAPE, text).replace("~", "[~]")


def _unpacked(segment: bytes) -> tuple[int, str]:
    """The number and text of one segment; (-1, "") unless it is one sentence with its number last."""
    try:
        text = segment.decode("utf-8").rstrip()
    except UnicodeDecodeError:
        return -1, ""
    numbers = [found for found in ESCAPED_OR_NUMBER.finditer(text) if found[1]]
    if len(numbers) != 1 or numbers[0].end() != len(text):
        return -1, ""
    return int(numbers[0][1]), _unescaped(text[: numbers[0].start()])


def _unescaped(text: str) -> str:
    return ESCAPED_OR_BRACKET.sub(lambda found: found[1] or "", text).strip()


def _without_mark(said: str, sentence: str) -> str:
    return said if sentence.endswith(FINAL_MARKS) else said.removesuffix(".").rstrip()


def _is_whole(said: str, sentence: str) -> bool:
    wanted = Counter(VERBATIM.findall(_clean(sentence)))
    return all(said.count(address) >= times for address, times in wanted.items())
