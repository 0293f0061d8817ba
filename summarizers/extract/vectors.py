"""The sentences of one article as unit vectors of weighted terms, and what they have in common.

Kept as (sentence, term, value) triples, so that all costs grow with the words of an article and never with
the square of its sentences: centroid, graph rank and likeness are sums along rows and columns. Sums run in
a fixed order (np.bincount), so results do not depend on threads or on the hash seed.
"""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import TypeAlias

import numpy as np
from numpy.typing import NDArray

from wireglot.summarizers.extract.terms import strength

Floats: TypeAlias = NDArray[np.float64]
Numbers: TypeAlias = NDArray[np.intp]

DAMPING = 0.85  # TextRank and PageRank's own (Mihalcea and Tarau 2004)
ROUNDS = 20  # ranks move by less than 0.001 after that; a fixed number keeps the time plain
COMMON = 0.6  # a term in more than this share of the sentences links everything to everything


@dataclass(frozen=True, slots=True, eq=False)
class Vectors:
    """values[k] is the weight of term columns[k] in sentence rows[k]; each sentence's values have length 1.

    numbers: each term's number, by first occurrence; strengths and weights: one a term.
    """

    size: int
    rows: Numbers
    columns: Numbers
    values: Floats
    numbers: dict[str, int]
    strengths: Floats
    weights: Floats

    def onto_terms(self, amounts: Floats) -> Floats:
        """The sum of the sentences, each times its amount: one number a term."""
        return _sums(self.columns, self.values * amounts[self.rows], len(self.numbers))

    def onto_sentences(self, amounts: Floats) -> Floats:
        """Each sentence's dot product with a vector of one amount a term."""
        return _sums(self.rows, self.values * amounts[self.columns], self.size)

    def likeness(self, sentence: int) -> Floats:
        """Cosine of each sentence with that one."""
        alone = np.zeros(self.size)
        alone[sentence] = 1.0
        return self.onto_sentences(self.onto_terms(alone))


def vectors(sentences: Sequence[Sequence[str]]) -> Vectors:
    """Sentences, given as terms, weighed by (1 + log tf) x log(1 + (n + 1) / (sf + 0.5)) x strength.

    tf: how often a term stands in the sentence; sf: how many of the n sentences hold it.
    """
    numbers: dict[str, int] = {}
    counted = [Counter(terms) for terms in sentences]
    columns = np.array([numbers.setdefault(t, len(numbers)) for c in counted for t in c], dtype=np.intp)
    counts = np.array([count for c in counted for count in c.values()], dtype=np.float64)
    rows = np.repeat(np.arange(len(sentences)), [len(c) for c in counted])
    held = np.bincount(columns, minlength=len(numbers))
    strengths = np.array([strength(t) for t in numbers], dtype=np.float64)
    weights = np.log1p((len(sentences) + 1) / (held + 0.5)) * strengths
    values = (1 + np.log(counts)) * weights[columns]
    return _unit(Vectors(len(sentences), rows, columns, values, numbers, strengths, weights))


def decayed_centroid(these: Vectors) -> Floats:
    """Cosine with the sum of all sentences, each divided by its position counted from 1.

    What an article says first, and what it says often, both pull; alone it was the best of the plain scorers.
    """
    centre = these.onto_terms(1 / np.arange(1, these.size + 1))
    length = float(np.sqrt((centre**2).sum()))
    return these.onto_sentences(centre / length) if length else np.zeros(these.size)


def textrank(these: Vectors) -> Floats:
    """Rank in the graph of cosines without the commonest terms, the highest 1 (Mihalcea and Tarau 2004).

    The graph's matrix is the vectors times themselves, so a step is one pass onto the terms and one back.
    """
    linked = _without_common(these)
    self_likeness = _sums(linked.rows, linked.values**2, these.size)
    degree = linked.onto_sentences(linked.onto_terms(np.ones(these.size))) - self_likeness
    share = np.divide(1.0, degree, out=np.zeros(these.size), where=degree > 1e-9)
    rank = np.full(these.size, 1 / max(1, these.size))
    for _ in range(ROUNDS):
        given = rank * share
        received = linked.onto_sentences(linked.onto_terms(given)) - given * self_likeness
        rank = (1 - DAMPING) / these.size + DAMPING * received
    return rank / rank.max() if these.size else rank


def recall(these: Vectors, wanted: Sequence[str]) -> Floats:
    """Which share of the wanted terms' weight each sentence holds; terms held by none are left out."""
    held = np.zeros(len(these.numbers))
    for term in wanted:
        if term in these.numbers:
            held[these.numbers[term]] = these.weights[these.numbers[term]]
    total = float(held.sum())
    if not total:
        return np.zeros(these.size)
    return _sums(these.rows, held[these.columns], these.size) / total


def _sums(where: Numbers, amounts: Floats, size: int) -> Floats:
    """The amounts summed by number, from 0 to size - 1, in the order they stand."""
    return np.bincount(where, amounts, size).astype(np.float64, copy=False)


def _without_common(these: Vectors) -> Vectors:
    spread = np.bincount(these.columns, minlength=len(these.numbers))
    kept = (spread <= COMMON * these.size)[these.columns]
    rows, columns, values = these.rows[kept], these.columns[kept], these.values[kept]
    return _unit(replace(these, rows=rows, columns=columns, values=values))


def _unit(these: Vectors) -> Vectors:
    lengths = np.sqrt(_sums(these.rows, these.values**2, these.size))
    return replace(these, values=these.values / lengths[these.rows])
