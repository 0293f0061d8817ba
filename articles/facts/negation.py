"""How a language negates: whole words, patterns inside words, prefixes and suffixes of words (data/negation.toml)."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache

from wireglot.articles.facts.tables import entry
from wireglot.articles.facts.words import Word


@dataclass(frozen=True, slots=True)
class Negations:
    """The negations of one language."""

    words: frozenset[str]
    inside: re.Pattern[str] | None
    prefixes: tuple[str, ...]
    suffixes: tuple[str, ...]
    neutral: frozenset[str]

    def count(self, words: Sequence[Word], text: str) -> int:
        """Count the negating words of a text; French and others use two for each negation."""
        if not words:
            return 0
        pairs = zip(words, [*words[1:], None], strict=True)
        whole = sum(word.folded in self.words and not self._is_neutral(after) for word, after in pairs)
        span = text[words[0].start : words[-1].end]
        return whole + (len(self.inside.findall(span)) if self.inside else 0)

    def _is_neutral(self, after: Word | None) -> bool:
        """Whether the next word makes the negation none: "not only"."""
        return after is not None and after.folded in self.neutral

    def differ_by_negation(self, word: str, other: str) -> bool:
        """Whether two folded words differ by a negation alone: Czech "je" and "neje", Turkish "geldi" and "gelmedi"."""
        a, b = sorted((word, other), key=len)
        return any(b == prefix + a for prefix in self.prefixes) or any(
            len(b) - len(a) == len(mark) and a[:at] == b[:at] and b[at:] == mark + a[at:]
            for mark in self.suffixes
            for at in range(2, len(a))
        )


@cache
def negations_of(language: str) -> Negations | None:
    """Return how the language (base tag) negates; None where the table has no row for it."""
    rows = entry("negation", language)
    if not rows:
        return None
    inside = "|".join(map(re.escape, rows.get("inside", "").split()))
    return Negations(
        frozenset(rows.get("words", "").split()),
        re.compile(inside) if inside else None,
        tuple(rows.get("front", "").split()),
        tuple(rows.get("ending", "").split()),
        frozenset(rows.get("neutral", "").split()),
    )
