"""The clauses of a sentence, each beside the one sentence of the evidence that says most of it.

What is true of several cited sentences together may be true of none of them: the person of one and the deed of another.
So claims are checked clause by clause, against one sentence at a time. A clause ends at a mark or before a linking word
("and", "but", "who"); one of few words belongs to the clause before.
"""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cache

from wireglot.articles.facts import Word, any_of, index_terms, split_row
from wireglot.articles.languages import base_language
from wireglot.summarizers.facts.comparison import Comparison
from wireglot.summarizers.facts.source import Source, SourceSentence
from wireglot.summarizers.facts.tables import entry

_MIN_WORDS = 3  # of a clause; in scripts without spaces a word has two characters
_BORDER = re.compile(r"[;:—–]|,(?!\d)|، |，|；")


@dataclass(frozen=True, slots=True)
class Clause:
    """Some words of a sentence side by side, and the sentence of the evidence that has most of them."""

    words: tuple[Word, ...]
    best: SourceSentence


def share(terms: Iterable[str], sentences: Iterable[SourceSentence], source: Source) -> float:
    """Return how much of the terms, by their weight, the sentences have together; 1 for no terms."""
    weights = {term: source.weight(term) for term in terms}
    there = frozenset(term for sentence in sentences for term in sentence.terms)
    total = sum(weights.values())
    return sum(weight for term, weight in weights.items() if term in there) / total if total else 1.0


def best_sentence(terms: Sequence[str], sentences: Sequence[SourceSentence], source: Source) -> SourceSentence:
    """Return the sentence that has most of the terms, of equals the first."""
    return max(sentences, key=lambda sentence: share(terms, [sentence], source))


def clauses(comparison: Comparison) -> tuple[Clause, ...]:
    """Return the clauses of the sentence in order; () without evidence."""
    if not comparison.evidence:
        return ()
    return tuple(
        Clause(words, best_sentence(index_terms(words), comparison.evidence, comparison.source))
        for words in split_clauses(comparison.words, comparison.text, comparison.language)
    )


def split_clauses(words: tuple[Word, ...], text: str, language: str) -> tuple[tuple[Word, ...], ...]:
    """Split the words of a text at marks and linking words."""
    parts: list[list[Word]] = []
    links = link_words(base_language(language))
    for n, word in enumerate(words):
        border = n and not _joins_names(words, n) and _is_border(text[words[n - 1].end : word.start], word, links)
        if not parts or (border and len(parts[-1]) >= _MIN_WORDS * (1 + word.is_unspaced)):
            parts.append([])
        parts[-1].append(word)
    if len(parts) > 1 and len(parts[-1]) < _MIN_WORDS:
        parts[-2:] = [parts[-2] + parts[-1]]
    return tuple(map(tuple, parts))


def _is_border(between: str, word: Word, links: frozenset[str]) -> bool:
    return _BORDER.search(between) is not None or word.folded in links


def _joins_names(words: Sequence[Word], at: int) -> bool:
    """Whether names stand on both sides of a mark or a link: "Ann Pell, Jens Pohl and Mair Lunt resigned"."""
    after = words[at + 1] if words[at].text[0].islower() and at + 1 < len(words) else words[at]
    return words[at - 1].text[0].isupper() and after.text[0].isupper()


@cache
def link_words(language: str) -> frozenset[str]:
    return frozenset(claim_words("links", language))


def claim_words(row: str, language: str) -> list[str]:
    """Return the words of a row of data/claims.toml; [] where the language has none."""
    return split_row(str(entry("claims", language).get(row, "")))


@cache
def claim_pattern(row: str, language: str) -> re.Pattern[str] | None:
    """Return a pattern of the whole words of a row; None where the language has none."""
    words = [word for group in claim_words(row, language) for word in group.split("/")]
    return re.compile(rf"(?<!\w)(?:{any_of(words)})(?!\w)", re.IGNORECASE) if words else None
