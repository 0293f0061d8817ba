"""Checks of the quotes and the negations of a sentence against its evidence."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache

from wireglot.articles.languages import base_language
from wireglot.summarizers.facts.comparison import Comparison, Difference, FactFault, Faults
from wireglot.summarizers.facts.source import SourceSentence
from wireglot.summarizers.facts.words import Word, entry, letters_only

# Single marks are left out: they are apostrophes too.
_QUOTED = re.compile(
    r"“([^“”]+)”|„([^„“”]+)[“”]|«([^«»]+)»|»([^«»]+)«|「([^「」]+)」|『([^『』]+)』|\"([^\"]+)\"|”([^”“]+)”"
)
_OMISSION = re.compile(r"\[[^\]]*\]|\.\.\.|…")

_MIN_PARALLEL = 0.6  # share of equal words from which on a missing negation is a fault
_MAX_WORDS = 6  # of a difference: a longer one is another wording, which may negate in another way
_MAX_WORDS_AT_BORDER = 3  # the same at a border, where a sentence may have been cut


def check_quotes(comparison: Comparison) -> Faults:
    """Return the quotes that are not in the source word for word, and the sentences that the others are in.

    Marks, spaces and case do not count; "[...]" may stand for omitted words.
    """
    faults: list[FactFault] = []
    more: list[SourceSentence] = []
    for quote in _quotes(comparison.text):
        pieces = [piece for piece in map(letters_only, _OMISSION.split(quote)) if piece]
        if not all(piece in comparison.source.letters for piece in pieces):
            faults.append(FactFault("quote", quote))
        more += [sentence for piece in pieces if (sentence := _sentence_with(piece, comparison)) is not None]
    return faults, more


def _quotes(text: str) -> Iterator[str]:
    for match in _QUOTED.finditer(text):
        yield next(group for group in match.groups() if group is not None)


def _sentence_with(piece: str, comparison: Comparison) -> SourceSentence | None:
    """Return the sentence that contains the piece: one of the evidence, else the first of the source."""
    candidates = (*comparison.evidence, *comparison.source.sentences)
    return next((sentence for sentence in candidates if piece in sentence.letters), None)


def check_negation(comparison: Comparison, *, min_parallel: float = _MIN_PARALLEL) -> Faults:
    """Return the words at which the sentence negates and its evidence does not, or the reverse; at most one fault.

    Checked only where the two are parallel: a negation in one of them, and the same words around it in the other.
    """
    negations = _negations(base_language(comparison.language))
    if negations is None:
        return [], []
    for sentence, alignment in comparison.alignments[:1]:
        if alignment.share < min_parallel:
            return [], []
        ours = negations.count(comparison.words, comparison.text)
        theirs = negations.count(sentence.words, sentence.text)
        for difference in alignment.differences:
            limit = _MAX_WORDS if difference.inner else _MAX_WORDS_AT_BORDER
            if not difference.anchored or max(len(difference.ours), len(difference.theirs)) > limit:
                continue
            one_sided = ours != theirs and negations.is_one_sided(difference, comparison.text, sentence.text)
            if negations.is_negated_form(difference) or one_sided:
                return [FactFault("negation", _text_of(difference, comparison))], []
    return [], []


@dataclass(frozen=True, slots=True)
class _Negations:
    """How a language negates: whole words, patterns inside words, and prefixes and suffixes of words."""

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

    def is_one_sided(self, difference: Difference, text: str, other: str) -> bool:
        """Whether one side of the difference negates and the other does not."""
        return (self.count(difference.ours, text) > 0) != (self.count(difference.theirs, other) > 0)

    def is_negated_form(self, difference: Difference) -> bool:
        """Whether two words differ by a negation alone: Czech "je" and "neje", Turkish "geldi" and "gelmedi"."""
        if len(difference.ours) != 1 or len(difference.theirs) != 1:
            return False
        a, b = sorted((difference.ours[0].folded, difference.theirs[0].folded), key=len)
        return any(b == prefix + a for prefix in self.prefixes) or any(
            len(b) - len(a) == len(mark) and a[:at] == b[:at] and b[at:] == mark + a[at:]
            for mark in self.suffixes
            for at in range(2, len(a))
        )


@cache
def _negations(language: str) -> _Negations | None:
    rows = entry("negation", language)
    if not rows:
        return None
    inside = "|".join(map(re.escape, rows.get("inside", "").split()))
    return _Negations(
        frozenset(rows.get("words", "").split()),
        re.compile(inside) if inside else None,
        tuple(rows.get("front", "").split()),
        tuple(rows.get("ending", "").split()),
        frozenset(rows.get("neutral", "").split()),
    )


def _text_of(difference: Difference, comparison: Comparison) -> str:
    """Return our words of the difference, else the first of the source's."""
    if difference.ours:
        return comparison.text[difference.ours[0].start : difference.ours[-1].end]
    return difference.theirs[0].text
