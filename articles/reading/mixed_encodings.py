"""UTF-8 with bytes of another encoding in it: a wire or an export assembled from two systems, a file that was cut.

The decision is not one for the file as a whole by the share of its broken bytes: what counts is how many characters
only UTF-8 explains. Each line, or run of bytes, that is not UTF-8 is then read by itself.
"""

import re
from collections import Counter
from dataclasses import dataclass

# Characters that are valid UTF-8 for each broken byte. In the 63 NTREX documents of 30 languages in the encodings from
# before Unicode this is by chance at most 0.47 (Japanese in EUC-JP), 0.19 in encodings of one byte a letter.
UTF8_SHARE = 0.6
# So many characters in UTF-8 are no chance in a short text; for a single broken byte two are enough.
ENOUGH = 3
# Letters of the other lines in UTF-8 for each broken byte: a line with fewer is in another encoding as a whole.
BY_CHANCE = 0.2
# The encodings of one byte a letter for what is not UTF-8, in the order in which they are tried: the first with most
# letters that the UTF-8 part of the text has as well is taken.
ENCODINGS = (
    *("cp1252", "cp1251", "cp1250", "cp1254", "cp1253", "cp1257", "cp1256", "cp1255", "cp874", "cp1258"),
    *("iso8859-2", "koi8-u", "cp866"),
)
# Of two bytes a character; a line is read so only if the whole line fits.
WIDE_ENCODINGS = ("gb18030", "cp932", "cp949", "big5hkscs", "euc_jp")

_BROKEN = re.compile("[\udc80-\udcff]+")
_NOT_ASCII = re.compile("[\u0080-\ud7ff\ue000-\U0010ffff]")


@dataclass(frozen=True, slots=True)
class MixedText:
    """The text, with the words that hold what was not UTF-8."""

    text: str
    words: frozenset[str]


def mixed_text(raw: bytes) -> MixedText | None:
    """Decode bytes that are mostly, but not only, UTF-8; None for what is in another encoding."""
    text = raw.decode("utf-8", "surrogateescape")
    broken = sum(map(len, _BROKEN.findall(text)))
    in_utf8 = len(_NOT_ASCII.findall(text))
    if not broken or not _is_utf8(in_utf8, broken, is_cut=_ends_within_character(raw)):
        return None
    letters = Counter(_NOT_ASCII.findall("\n".join(line for line in text.split("\n") if not _BROKEN.search(line))))
    letters = letters or Counter(_NOT_ASCII.findall(text))
    lines: list[str] = []
    words: set[str] = set()
    for line in text.split("\n"):
        if _BROKEN.search(line):
            line = _restored(line, letters)
            words.update(word for word in line.split() if not word.isascii())
        lines.append(line)
    return MixedText("\n".join(lines), frozenset(words))


def _is_utf8(in_utf8: int, broken: int, *, is_cut: bool) -> bool:
    if broken <= 3 and is_cut:
        return in_utf8 >= 1
    return in_utf8 >= (2 if broken == 1 else ENOUGH) and in_utf8 >= UTF8_SHARE * broken


def _ends_within_character(raw: bytes) -> bool:
    """Whether the only fault is that the last character is incomplete."""
    try:
        raw.decode("utf-8")
    except UnicodeDecodeError as error:
        return error.reason == "unexpected end of data" and error.end == len(raw)
    return False


def _restored(line: str, letters: Counter[str]) -> str:
    """Return a line without broken bytes; one with few characters in UTF-8 was in another encoding as a whole."""
    raw = line.encode("utf-8", "surrogateescape")
    in_utf8, broken = _NOT_ASCII.findall(line), sum(map(len, _BROKEN.findall(line)))
    if len(in_utf8) < broken and (whole := _wide(raw, letters)):
        return whole
    # Of a character that was cut off at the end of the text, or of a column, nothing can be read.
    if _ends_within_character(raw):
        return raw.decode("utf-8", "replace")
    runs = b" ".join(run.encode("utf-8", "surrogateescape") for run in _BROKEN.findall(line))
    encoding = max(ENCODINGS, key=lambda name: _overlap(runs.decode(name, "ignore"), letters))
    if sum(letter in letters for letter in in_utf8) < BY_CHANCE * broken:
        return raw.decode(encoding, "replace")
    return _BROKEN.sub(lambda run: run[0].encode("utf-8", "surrogateescape").decode(encoding, "replace"), line)


def _wide(raw: bytes, letters: Counter[str]) -> str | None:
    """Return a line in an encoding of Chinese, Japanese or Korean, if most of its characters are in the text too."""
    if not any("\u3040" <= letter <= "\ud7a3" for letter in letters):
        return None
    found: list[tuple[int, str]] = []
    for encoding in WIDE_ENCODINGS:
        try:
            line = raw.decode(encoding)
        except UnicodeDecodeError:
            continue
        found.append((_overlap(line, letters), line))
    best = max(found, key=lambda one: one[0], default=(0, ""))
    return best[1] if best[0] > 0 else None


def _overlap(text: str, letters: Counter[str]) -> int:
    """How many of the letters the other part of the text has too; capitals and small letters alike."""
    return sum(c in letters or c.lower() in letters or c.upper() in letters for c in text if c > "\x7f" and c.isalpha())
