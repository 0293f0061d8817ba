"""ROUGE-1, ROUGE-2 and ROUGE-L (Lin 2004) for all scripts, without a stemmer; F1 from 0 to 1.

On English the same as rouge-score 0.1.2 without its stemmer. Not that package, since its tokens are a to z and 0 to 9:
an Arabic or Chinese summary has none.
"""

import unicodedata
from collections import Counter
from collections.abc import Sequence
from functools import cache
from statistics import fmean
from typing import NamedTuple

import regex

# In scripts without spaces each character is a token, so no word list is needed.
_CHARACTER = r"\p{Han}\p{Hiragana}\p{Katakana}\p{Thai}\p{Lao}\p{Khmer}\p{Myanmar}"


class Rouge(NamedTuple):
    """F1 of shared words, of shared pairs of words, and of the longest common subsequence."""

    r1: float
    r2: float
    rl: float


def tokens(text: str) -> list[str]:
    """Runs of letters, marks and digits after NFKC and lower case; single characters in scripts without spaces."""
    return list(_token().findall(unicodedata.normalize("NFKC", text).lower()))


def rouge(summary: str, references: Sequence[str]) -> Rouge:
    """Each measure against its best reference; 0 where either side has no token. At least one reference is needed."""
    own = tokens(summary)
    pairs = [(own, tokens(reference)) for reference in references]
    return Rouge(
        max(_ngrams(a, b, 1) for a, b in pairs),
        max(_ngrams(a, b, 2) for a, b in pairs),
        max(_longest_common(a, b) for a, b in pairs),
    )


def score(summary: str, references: Sequence[str]) -> float:
    """The mean of the three, times 100."""
    return 100 * fmean(rouge(summary, references))


@cache
def _token() -> "regex.Pattern[str]":
    """Python's own `\\w` breaks Bengali and Hindi words at their vowel signs, which are marks."""
    word = r"\p{L}\p{M}\p{N}"
    return regex.compile(rf"[[{_CHARACTER}]&&[{word}]]|[[{word}]--[{_CHARACTER}]]+", regex.V1)


def _ngrams(own: list[str], other: list[str], n: int) -> float:
    a, b = (Counter(zip(*(t[i:] for i in range(n)), strict=False)) for t in (own, other))
    return _f1((a & b).total(), a.total(), b.total())


def _longest_common(own: list[str], other: list[str]) -> float:
    return _f1(_common_subsequence(own, other), len(own), len(other))


def _common_subsequence(own: list[str], other: list[str]) -> int:
    """The length of the longest common subsequence; each row of the table is the bits of a number (Hyyrö 2004)."""
    where: dict[str, int] = {}
    for i, token in enumerate(own):
        where[token] = where.get(token, 0) | 1 << i
    full = (1 << len(own)) - 1
    row = full
    for token in other:
        matched = row & where.get(token, 0)
        row = (row + matched | row - matched) & full
    return len(own) - row.bit_count()


def _f1(shared: int, own: int, other: int) -> float:
    return 2 * shared / (own + other) if shared else 0.0
