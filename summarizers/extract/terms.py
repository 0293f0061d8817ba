"""A sentence as the terms it is known by, for all scripts and without a language.

Scripts that set spaces: a term is a word cut to six characters, a stem good enough for most of them.
Scripts that do not: a term is a pair of neighbouring characters, a word good enough for counting.
"""

import re
import unicodedata
from functools import cache
from itertools import pairwise

from wireglot.articles.languages import UNSPACED, is_unspaced

STEM = 6  # characters of a word that count; the usual cut in retrieval work over many languages

# Scripts above U+FFFF (Chakma, Adlam...) as whole blocks: their single ranges would slow every match tenfold.
_HIGH_SCRIPTS = "\U00010000-\U00011fff\U0001e900-\U0001e95f"


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
    if not term.isascii() and is_unspaced(term):
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
    return unicodedata.category(character)[0] in "LMN" and not is_unspaced(character)


def _ranges(codes: list[int]) -> list[tuple[int, int]]:
    """First and last of each unbroken row of rising numbers."""
    cuts = [i for i in range(1, len(codes)) if codes[i] != codes[i - 1] + 1]
    return [(codes[a], codes[b - 1]) for a, b in pairwise([0, *cuts, len(codes)])]
