"""Pieces of a sentence: words, numbers, marks and spaces; joined they are the sentence again.

Where no spaces are set between words (Han, kana, Thai...) each character is a piece, with the vowel
signs and tone marks that sit on it.
"""

import re
import unicodedata
from functools import cache

from wireglot.summarizers.extract.terms import UNSPACED

# Marks that sit on a character of an unspaced script, and must not be parted from it.
_SITTING = (
    "\u0e31\u0e34-\u0e3a\u0e47-\u0e4e\u0eb1\u0eb4-\u0ebc\u0ec8-\u0ece\u102b-\u103e\u1056-\u1059\u17b4-\u17d3"
    "\u3099\u309a\ufe00-\ufe0f"
)
# Neither letter nor figure. All that is not here stands in words, so that no script's vowel signs are forgotten;
# the joiners U+200C and U+200D and the soft hyphen stand within words.
_MARKS = (
    "\u0000-/:-@\\[-`{-\u00a9\u00ab\u00ac\u00ae-\u00b1\u00b4\u00b6-\u00b8\u00bb\u00bf\u00d7\u00f7"
    "\u055a-\u055f\u0589\u05be\u05c0\u05c3\u05f3\u05f4\u060c\u061b\u061f\u066a-\u066d\u06d4\u0964\u0965\u0970"
    "\u0e2f\u0e3f\u0e4f\u0e5a\u0e5b\u104a-\u104f\u1362-\u1368\u17d4-\u17da"
    "\u2000-\u200b\u200e-\u206f\u20a0-\u20cf\u2190-\u2bff\u3000-\u3004\u3008-\u3020\u3030\u303d\u30a0\u30fb"
    "\ufd3e\ufd3f\ufe10-\ufe6f\uff01-\uff0f\uff1a-\uff20\uff3b-\uff40\uff5b-\uff65"
)
_SPACES = re.compile(r"\s+")
# Quote marks of all styles count as one, double or single: wires and pages set them differently.
_QUOTES = dict.fromkeys(map(ord, "«»„“”‟＂「」『』《》〝〞〟"), '"') | dict.fromkeys(map(ord, "‘’‚‛‹›＇ʼ"), "'")
_FOLDS = _QUOTES | {0xAD: None}


def pieces(sentence: str) -> list[str]:
    """The sentence cut up; a number with its inner marks ("1.5", "11:30") is one piece."""
    return _piece().findall(sentence)


def folded(text: str) -> str:
    """`text` as far as it counts: spaces of all kinds and quote marks alike, soft hyphens gone; nothing else."""
    if text.isascii():
        return " ".join(text.split()) if "  " in text or not text.isprintable() else text.strip()
    return " ".join(unicodedata.normalize("NFC", text).translate(_FOLDS).split())


def folded_piece(piece: str) -> str:
    """As `folded`, with a space left where the piece is one."""
    return " " if _SPACES.fullmatch(piece) else folded(piece)


def tells(text: str) -> bool:
    """Whether there is a letter or figure in it, or only marks and spaces."""
    return _telling().search(text) is not None


def single(text: str) -> bool:
    """Whether it is one character of a script without spaces, with what sits on it."""
    return _single().fullmatch(text) is not None


@cache
def _piece() -> re.Pattern[str]:
    letter = rf"[^\s\d{_MARKS}{UNSPACED}]"
    word = rf"{letter}(?:{letter}|\d)*(?:['’ʼ]{letter}+)*"
    return re.compile(rf"\d+(?:[.,:٫٬]\d+)*|[{UNSPACED}][{_SITTING}]*|{word}|\s+|.", re.DOTALL)


@cache
def _single() -> re.Pattern[str]:
    return re.compile(f"[{UNSPACED}][{_SITTING}]*")


@cache
def _telling() -> re.Pattern[str]:
    return re.compile(rf"[^\s{_MARKS}]")
