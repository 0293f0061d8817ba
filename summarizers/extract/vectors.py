"""The sentences of one article as unit vectors of weighted terms, and how central each of them is.

Kept as (sentence, term, value) triples, so that all costs grow with the words of an article and never with
the square of its sentences: centroid, graph rank and similarity are sums along rows and columns. Sums run in
a fixed order (np.bincount), so results do not depend on threads or on the hash seed.
"""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import TypeAlias

import numpy as np
from numpy.typing import NDArray

from wireglot.summarizers.extract.terms import term_weight

Floats: TypeAlias = NDArray[np.float64]
Numbers: TypeAlias = NDArray[np.intp]

DAMPING = 0.85  # TextRank and PageRank's own (Mihalcea and Tarau 2004)
ROUNDS = 20  # ranks change by less than 0.001 after that; a fixed number makes the time predictable
COMMON = 0.6  # a term in more than this share of the sentences links everything to everything


@dataclass(frozen=True, slots=True, eq=False)
class SentenceVectors:
    """values[k] is the weight of term columns[k] in sentence rows[k]; each sentence's values have length 1.

    numbers: each term's number, by first occurrence; term_weights (by form) and weights: one per term.
    """

    size: int
    rows: Numbers
    columns: Numbers
    values: Floats
    numbers: dict[str, int]
    term_weights: Floats
    weights: Floats

    def by_term(self, amounts: Floats) -> Floats:
        """Return the sum of the sentences, each times its amount: one number per term."""
        return _sums(self.columns, self.values * amounts[self.rows], len(self.numbers))

    def by_sentence(self, amounts: Floats) -> Floats:
        """Return each sentence's dot product with a vector of one amount per term."""
        return _sums(self.rows, self.values * amounts[self.columns], self.size)

    def similarity(self, sentence: int) -> Floats:
        """Return the cosine of every sentence with this one."""
        alone = np.zeros(self.size)
        alone[sentence] = 1.0
        return self.by_sentence(self.by_term(alone))


def sentence_vectors(sentences: Sequence[Sequence[str]]) -> SentenceVectors:
    """Weigh sentences, given as terms, by (1 + log tf) x log(1 + (n + 1) / (sf + 0.5)) x term weight.

    tf: how often a term occurs in the sentence; sf: in how many of the n sentences it occurs.
    """
    numbers: dict[str, int] = {}
    counted = [Counter(terms) for terms in sentences]
    columns = np.array([numbers.setdefault(t, len(numbers)) for c in counted for t in c], dtype=np.intp)
    counts = np.array([count for c in counted for count in c.values()], dtype=np.float64)
    rows = np.repeat(np.arange(len(sentences)), [len(c) for c in counted])
    held = np.bincount(columns, minlength=len(numbers))
    term_weights = np.array([term_weight(t) for t in numbers], dtype=np.float64)
    weights = np.log1p((len(sentences) + 1) / (held + 0.5)) * term_weights
    values = (1 + np.log(counts)) * weights[columns]
    return _unit(SentenceVectors(len(sentences), rows, columns, values, numbers, term_weights, weights))


def decayed_centroid(vectors: SentenceVectors) -> Floats:
    """Return the cosine with the sum of all sentences, each divided by its position counted from 1.

    What an article says first and what it says often both count; alone it was the best of the plain scorers.
    """
    centre = vectors.by_term(1 / np.arange(1, vectors.size + 1))
    length = float(np.sqrt((centre**2).sum()))
    return vectors.by_sentence(centre / length) if length else np.zeros(vectors.size)


def textrank(vectors: SentenceVectors) -> Floats:
    """Return the rank in the graph of cosines without the commonest terms, the highest 1 (Mihalcea and Tarau 2004).

    The graph's matrix is the vectors times themselves, so a step is one pass onto the terms and one back.
    """
    linked = _without_common(vectors)
    own_similarity = _sums(linked.rows, linked.values**2, vectors.size)
    degree = linked.by_sentence(linked.by_term(np.ones(vectors.size))) - own_similarity
    share = np.divide(1.0, degree, out=np.zeros(vectors.size), where=degree > 1e-9)
    rank = np.full(vectors.size, 1 / max(1, vectors.size))
    for _ in range(ROUNDS):
        given = rank * share
        received = linked.by_sentence(linked.by_term(given)) - given * own_similarity
        rank = (1 - DAMPING) / vectors.size + DAMPING * received
    return rank / rank.max() if vectors.size else rank


def term_recall(vectors: SentenceVectors, wanted: Sequence[str]) -> Floats:
    """Return the share of the wanted terms' weight in each sentence; terms that occur nowhere do not count."""
    held = np.zeros(len(vectors.numbers))
    for term in wanted:
        if term in vectors.numbers:
            held[vectors.numbers[term]] = vectors.weights[vectors.numbers[term]]
    total = float(held.sum())
    if not total:
        return np.zeros(vectors.size)
    return _sums(vectors.rows, held[vectors.columns], vectors.size) / total


def _sums(where: Numbers, amounts: Floats, size: int) -> Floats:
    """The amounts summed by number, from 0 to size - 1, in the order they stand."""
    return np.bincount(where, amounts, size).astype(np.float64, copy=False)


def _without_common(vectors: SentenceVectors) -> SentenceVectors:
    spread = np.bincount(vectors.columns, minlength=len(vectors.numbers))
    kept = (spread <= COMMON * vectors.size)[vectors.columns]
    rows, columns, values = vectors.rows[kept], vectors.columns[kept], vectors.values[kept]
    return _unit(replace(vectors, rows=rows, columns=columns, values=values))


def _unit(vectors: SentenceVectors) -> SentenceVectors:
    lengths = np.sqrt(_sums(vectors.rows, vectors.values**2, vectors.size))
    return replace(vectors, values=vectors.values / lengths[vectors.rows])
