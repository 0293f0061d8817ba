"""How a language negates: whole words, patterns inside words, prefixes and suffixes of words (data/negation.toml).

Two questions are answered. `count` compares texts of one language: how many negating words has each. `estimate`
compares texts of two languages, of which one may say with a negation what the other has a word for: it tells what
negates for certain from what may stand for a negation ("failed", "without", "unknown").
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache

from wireglot.articles.facts.tables import entry
from wireglot.articles.facts.words import Word, normalize, split_words

# The kinds of entries that `estimate` looks for, by the row that they stand in.
_CERTAIN, _CONCORD, _PARTICLE, _POSSIBLE, _NONE, _ONLY = "certain", "concord", "particle", "possible", "none", "only"
_ROWS = {
    "words": _CERTAIN,
    "forms": _CERTAIN,
    "concord": _CONCORD,
    "particle": _PARTICLE,
    "also": _POSSIBLE,
    "maybe": _POSSIBLE,
    "except": _NONE,
    "only": _ONLY,
}
# Letters and spaces between the starts of two negations that agree: "no ... ningún", "никто ... не", six words or so.
_BESIDE = 40
_SPACED_WORD = re.compile("[^ ]+")
_MAX_WORDS = 50_000  # words whose kind is remembered; a run over many articles sees more


@dataclass(frozen=True, slots=True)
class Estimate:
    """The negations of a text: words that negate for certain, how many negations they are, and how many more may be.

    certain   the words as they are counted, in order
    least     negations that they are at least: French "ne ... pas" is one, Spanish "no ... nada" too
    most      negations that they are at most
    possible  other words that may stand for a negation
    """

    certain: tuple[str, ...]
    least: int
    most: int
    possible: int


@dataclass(frozen=True, slots=True)
class Negations:
    """The negations of one language."""

    language: str
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

    def estimate(self, text: str) -> Estimate:
        """Estimate the negations of a sentence in this language, for a comparison with one in another."""
        found = sorted(_find(text, self.language))
        certain = tuple(word for _, word, kind in found if kind in (_CERTAIN, _CONCORD))
        possible = sum(kind == _POSSIBLE or (kind == _PARTICLE and not certain) for _, _, kind in found)
        if only := sum(kind == _ONLY for _, _, kind in found):
            return Estimate((), 0, 0, possible + len(certain) + only)
        negations = [(start, kind) for start, _, kind in found if kind in (_CERTAIN, _CONCORD)]
        least = sum(not _goes_with_another(n, negations) for n in range(len(negations)))
        concord = sum(kind == _CONCORD for _, kind in negations)
        return Estimate(certain, least, max(least, len(negations) - concord, concord), possible)


@cache
def negations_of(language: str) -> Negations | None:
    """Return how the language (base tag) negates; None where the table has no row for it."""
    rows = entry("negation", language)
    if not rows:
        return None
    inside = "|".join(map(re.escape, rows.get("inside", "").split()))
    return Negations(
        language,
        frozenset(word for row in ("words", "also", "concord", "particle") for word in rows.get(row, "").split()),
        re.compile(inside) if inside else None,
        tuple(rows.get("front", "").split()),
        tuple(rows.get("ending", "").split()),
        frozenset(rows.get("neutral", "").split()),
    )


def _goes_with_another(n: int, negations: Sequence[tuple[int, str]]) -> bool:
    """Whether a negation only agrees with one beside it: the last of several that agree counts for all."""
    start, kind = negations[n]
    if kind != _CONCORD:
        return False
    beside = [(other, k) for other, k in negations if other != start and abs(other - start) <= _BESIDE]
    return any(k == _CERTAIN or other > start for other, k in beside)


def _find(text: str, language: str) -> Iterator[tuple[int, str, str]]:
    """The entries of the language's rows that a text has: where each starts, its text, and its kind."""
    entries, phrases = _entries(language), _phrases(language)
    text = normalize(text)
    if _is_unspaced(language):
        yield from ((match.start(), match[0], entries[match[0]]) for match in phrases.finditer(text))
        return
    words = split_words(text)
    line = f" {' '.join([_as_entry(word.folded) for word in words])} "
    rest = phrases.sub(lambda match: " " * len(match[0]), line)
    negates = any(_kind(word, language) for word in rest.split())  # few sentences have such a word
    for match in (*phrases.finditer(line), *(_SPACED_WORD.finditer(rest) if negates else ())):
        if kind := _kind(match[0], language):
            first = line.count(" ", 0, match.start()) - 1
            last = first + match[0].count(" ")
            yield match.start(), text[words[first].start : words[last].end], kind


def _as_entry(word: str) -> str:
    """A number as its digits stand in the rows: "No. 10" negates nothing."""
    return "#" if word.isdecimal() else word


@cache
def _entries(language: str) -> dict[str, str]:
    """What stands in the rows of a language, with its kind; the last row counts where an entry is in two."""
    rows = entry("negation", language)
    return {word.replace("_", " "): kind for row, kind in _ROWS.items() for word in rows.get(row, "").split()}


@cache
def _is_unspaced(language: str) -> bool:
    return "words" not in entry("negation", language)


@cache
def _phrases(language: str) -> re.Pattern[str]:
    """Entries of several words, longest first; all entries of a script without spaces."""
    if _is_unspaced(language):
        return _any_of(list(_entries(language)))
    phrases = [phrase for phrase in _entries(language) if " " in phrase]
    return re.compile(f"(?<= )(?:{_any_of(phrases).pattern})(?= )" if phrases else "(?!)")


def _any_of(entries: Sequence[str]) -> re.Pattern[str]:
    ordered = sorted(entries, key=lambda phrase: (-phrase.count(" "), -len(phrase), phrase))
    return re.compile("|".join(re.escape(phrase).replace(r"\*", "[^ ]*") for phrase in ordered))


@lru_cache(_MAX_WORDS)
def _kind(word: str, language: str) -> str:
    """The kind of a word or phrase, by the most specific entry that fits; "" where none does."""
    entries = _entries(language)
    if word in entries:
        return entries[word]
    return next((kind for pattern, kind in _patterns(language) if pattern.fullmatch(word)), "")


@cache
def _patterns(language: str) -> list[tuple[re.Pattern[str], str]]:
    """The entries with "*", the longest first."""
    entries = _entries(language)
    ordered = sorted((word for word in entries if "*" in word), key=lambda word: (-len(word), word))
    return [(_any_of([word]), entries[word]) for word in ordered]
