"""Word-level comparison of two sentences: their tokens, and the segments that changed.

Where a script sets no spaces between words (Han, kana, Thai...) each character is a token, with the vowel signs and
tone marks that belong to it.
"""

import re
import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from functools import cache

from wireglot.articles.languages import QUOTATION_MARKS, SINGLE_QUOTATION_MARKS, UNSPACED

# Combining marks of unspaced scripts, which must not be separated from their character.
_COMBINING = (
    "\u0e31\u0e34-\u0e3a\u0e47-\u0e4e\u0eb1\u0eb4-\u0ebc\u0ec8-\u0ece\u102b-\u103e\u1056-\u1059\u17b4-\u17d3"
    "\u3099\u309a\ufe00-\ufe0f"
)
# Neither letter nor digit. Everything that is not listed is part of a word, so that no script's vowel signs are
# forgotten; the joiners U+200C and U+200D and the soft hyphen are parts of words.
_PUNCTUATION = (
    "\u0000-/:-@\\[-`{-\u00a9\u00ab\u00ac\u00ae-\u00b1\u00b4\u00b6-\u00b8\u00bb\u00bf\u00d7\u00f7"
    "\u055a-\u055f\u0589\u05be\u05c0\u05c3\u05f3\u05f4\u060c\u061b\u061f\u066a-\u066d\u06d4\u0964\u0965\u0970"
    "\u0e2f\u0e3f\u0e4f\u0e5a\u0e5b\u104a-\u104f\u1362-\u1368\u17d4-\u17da"
    "\u2000-\u200b\u200e-\u206f\u20a0-\u20cf\u2190-\u2bff\u3000-\u3004\u3008-\u3020\u3030\u303d\u30a0\u30fb"
    "\ufd3e\ufd3f\ufe10-\ufe6f\uff01-\uff0f\uff1a-\uff20\uff3b-\uff40\uff5b-\uff65"
)
# Wires and pages set quotation marks differently: all double ones are the same, and all single ones.
_DOUBLE, _SINGLE = QUOTATION_MARKS + "《》", SINGLE_QUOTATION_MARKS + "＇ʼ"
_QUOTES = dict.fromkeys(map(ord, _DOUBLE), '"') | dict.fromkeys(map(ord, _SINGLE), "'")
_IGNORED = _QUOTES | {0xAD: None}  # and the soft hyphen
# Tokens times tokens between a common start and end: two sentences of a thousand words. Above it the whole middle
# counts as changed, because comparing it would take seconds.
_MOST_COMPARED = 1_000_000


@dataclass(frozen=True, slots=True)
class Segment:
    """Words of the old sentence and the words in their place in the new one.

    `same` segments may still differ in spaces, quotation marks and soft hyphens. The `old` parts of all segments
    joined are the old sentence, character by character; so are the `new` parts.
    """

    old: str
    new: str
    same: bool


def word_diff(old: str, new: str) -> tuple[Segment, ...]:
    """Return the two sentences as segments, unchanged and changed ones in turn; () for two empty sentences."""
    before, after = tokens(old), tokens(new)
    segments = [
        Segment("".join(before[a:b]), "".join(after[c:d]), same)
        for same, a, b, c, d in _blocks([*map(_comparable, before)], [*map(_comparable, after)])
    ]
    return tuple(_merged(segments))


def tokens(sentence: str) -> list[str]:
    """Split into words, numbers ("1.5" and "11:30" are one token), marks and spaces; joined they are the sentence."""
    return _token().findall(sentence)


def normalized(text: str) -> str:
    """Return `text` for comparison: NFC, all spaces and quotation marks alike, no soft hyphens."""
    if text.isascii():
        return " ".join(text.split()) if "  " in text or not text.isprintable() else text.strip()
    return " ".join(unicodedata.normalize("NFC", text).translate(_IGNORED).split())


def has_word(text: str) -> bool:
    """Return whether there is a letter or digit, and not only marks and spaces."""
    return _word_character().search(text) is not None


def is_unspaced_character(text: str) -> bool:
    """Return whether it is one character of a script without spaces, with its combining marks."""
    return _unspaced_character().fullmatch(text) is not None


def _comparable(token: str) -> str:
    return " " if token.isspace() else normalized(token)


@cache
def _token() -> re.Pattern[str]:
    letter = rf"[^\s\d{_PUNCTUATION}{UNSPACED}]"
    word = rf"{letter}(?:{letter}|\d)*(?:['’ʼ]{letter}+)*"
    return re.compile(rf"\d+(?:[.,:٫٬]\d+)*|[{UNSPACED}][{_COMBINING}]*|{word}|\s+|.", re.DOTALL)


@cache
def _unspaced_character() -> re.Pattern[str]:
    return re.compile(f"[{UNSPACED}][{_COMBINING}]*")


@cache
def _word_character() -> re.Pattern[str]:
    return re.compile(rf"[^\s{_PUNCTUATION}]")


def _blocks(old: Sequence[str], new: Sequence[str]) -> Iterator[tuple[bool, int, int, int, int]]:
    """Yield (same, start and end in old, start and end in new) without gaps."""
    head = _common_prefix(old, new)
    tail = _common_prefix(old[head:][::-1], new[head:][::-1])
    if head:
        yield True, 0, head, 0, head
    inner_old, inner_new = old[head : len(old) - tail], new[head : len(new) - tail]
    if len(inner_old) * len(inner_new) > _MOST_COMPARED:
        yield False, head, len(old) - tail, head, len(new) - tail
    else:
        for code, a, b, c, d in SequenceMatcher(None, inner_old, inner_new, autojunk=False).get_opcodes():
            yield code == "equal", head + a, head + b, head + c, head + d
    if tail:
        yield True, len(old) - tail, len(old), len(new) - tail, len(new)


def _common_prefix(old: Sequence[str], new: Sequence[str]) -> int:
    return next((at for at, (a, b) in enumerate(zip(old, new, strict=False)) if a != b), min(len(old), len(new)))


def _merged(segments: Sequence[Segment]) -> list[Segment]:
    """Join neighbours of one sort; a space or a comma between changed words counts as changed with them."""
    merged: list[Segment] = []
    for at, segment in enumerate(segments):
        inside = 0 < at < len(segments) - 1 and not segments[at - 1].same and not segments[at + 1].same
        same = segment.same and not (inside and _is_insignificant(segment))
        if merged and merged[-1].same == same:
            last = merged.pop()
            merged.append(Segment(last.old + segment.old, last.new + segment.new, same))
        else:
            merged.append(Segment(segment.old, segment.new, same))
    return merged


def _is_insignificant(segment: Segment) -> bool:
    """Return whether it is only marks and spaces, or one character of a script where any two sentences share some."""
    return not has_word(segment.new) or is_unspaced_character(segment.new)
