"""A sentence as the terms it is known by, and its length in words, for all scripts and without a language.

Scripts that set spaces: a term is a word cut to six characters, a stem good enough for most of them.
Scripts that do not: a term is a pair of neighbouring characters, a word good enough for counting.
"""

import re
import unicodedata
from functools import cache
from itertools import pairwise

# Thai, Lao, Burmese, Khmer, kana and Han: written without spaces between words. Digits and marks of
# punctuation of these scripts stand outside; Hangul sets spaces and is not among them.
UNSPACED = (
    "\u0e01-\u0e3a\u0e40-\u0e4e\u0e81-\u0ece\u0edc-\u0edf\u1000-\u103f\u1050-\u109f\u1780-\u17d3"
    "\u3005-\u3007\u3041-\u3096\u309d-\u309f\u30a1-\u30fa\u30fc-\u30ff\u31f0-\u31ff\u3400-\u4dbf"
    "\u4e00-\u9fff\uf900-\ufaff\uff66-\uff9d\U00020000-\U0003ffff"
)
WORDS_A_CHARACTER = 0.6  # of an unspaced script: a hundred Han characters read like sixty words
STEM = 6  # characters of a word that count; the usual cut in retrieval work over many languages

# Scripts above U+FFFF (Chakma, Adlam...) as whole blocks: their single ranges would slow every match tenfold.
_HIGH_SCRIPTS = "\U00010000-\U00011fff\U0001e900-\U0001e95f"

_UNSPACED = re.compile(f"[{UNSPACED}]")
_SPACED_RUN = re.compile(rf"[^\W{UNSPACED}]+")


def words(text: str) -> float:
    """Length in words: white-space pieces, and 0.6 a character where no spaces are set between words."""
    if text.isascii():
        return len(text.split())
    characters = len(_UNSPACED.findall(text))
    if not characters:
        return len(text.split())
    return characters * WORDS_A_CHARACTER + len(_SPACED_RUN.findall(text))


def unspaced(character: str) -> bool:
    """Is it of a script that sets no spaces between words?"""
    return _UNSPACED.match(character) is not None


def terms(text: str) -> list[str]:
    """Terms in reading order, repeated as often as they stand there; none for a text without letters."""
    folded = unicodedata.normalize("NFKC", text).lower()
    found: list[str] = []
    for run, word in _pattern().findall(folded):
        found += _pairs(run) if run else [word[:STEM]]
    return found


def strength(term: str) -> float:
    """How much a term can tell by its form alone: short words and numbers less than long words."""
    if term.isdecimal():
        return 0.6
    if not term.isascii() and unspaced(term):
        return 1.0
    return min(1.0, max(0.1, (len(term) - 1) / 4))


def _pairs(run: str) -> list[str]:
    return [a + b for a, b in pairwise(run)] or [run]


@cache
def _pattern() -> re.Pattern[str]:
    """Two groups: a word of letters, marks and digits; or a run of an unspaced script.

    Spelled out, since `\\w` knows no combining marks: Bengali and Hindi words would break at each vowel sign.
    """
    spaced = [c for c in range(0x10000) if _in_word(chr(c))]
    inside = "".join(f"{chr(a)}-{chr(b)}" for a, b in _ranges(spaced))
    return re.compile(f"([{UNSPACED}]+)|([{inside}{_HIGH_SCRIPTS}]+)")


def _in_word(character: str) -> bool:
    return unicodedata.category(character)[0] in "LMN" and not unspaced(character)


def _ranges(codes: list[int]) -> list[tuple[int, int]]:
    """First and last of each unbroken row of rising numbers."""
    cuts = [i for i in range(1, len(codes)) if codes[i] != codes[i - 1] + 1]
    return [(codes[a], codes[b - 1]) for a, b in pairwise([0, *cuts, len(codes)])]
