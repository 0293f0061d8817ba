"""Scoring sentences for a summary: features that look at each sentence of an article, weighed by data/extract.toml.

Nothing here knows a language. The lede matters most: many sources give a text without its first paragraph, so how
much the first sentence reads like a lede is itself estimated.

The sentences are unit vectors of weighted terms, kept as (sentence, term, value) triples, so that all costs grow with
the words of an article and never with the square of its sentences: centroid, graph rank and similarity are sums along
rows and columns. Sums run in a fixed order (np.bincount), so results do not depend on threads or on the hash seed.
"""

import tomllib
from collections import Counter
from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cache
from math import exp
from pathlib import Path
from types import MappingProxyType
from typing import TypeAlias

import numpy as np
from numpy.typing import NDArray

from wireglot.articles.languages import QUOTATION_MARKS
from wireglot.summarizers.extract.datelines import sentence_start
from wireglot.summarizers.terms import term_weight, terms

Floats: TypeAlias = NDArray[np.float64]
Numbers: TypeAlias = NDArray[np.intp]
# Returns each sentence's score beside those that are already chosen.
Scorer: TypeAlias = Callable[[tuple[int, ...]], Sequence[float]]

WEIGHTS = Path(__file__).parent.parent / "data" / "extract.toml"
SETTINGS = ("redundancy", "dependent", "second_margin")  # of a choice; the other keys of a table are features

EXCLUDED = -1e6  # the score of a sentence that may not be quoted
REACH = 4  # sentences over which the weight of the beginning falls to a third, in an article without a headline
# What a sentence with a doubtful translation scores less: it gives way to an equal, never to a clearly better one:
# a margin of 0.2 hardly changes the scores on news (LONG_MARGIN). The lede scores as ever.
DOUBT = 0.2
BRIEF = 12  # English words; a shorter sentence seldom says who did what

_QUOTATION_MARKS = frozenset(QUOTATION_MARKS + "‹›")


# Sentences as vectors

DAMPING = 0.85  # TextRank and PageRank's own (Mihalcea and Tarau 2004)
ITERATIONS = 20  # ranks change by less than 0.001 after that; a fixed number makes the time predictable
MAX_SHARE = 0.6  # a term in more than this share of the sentences links everything to everything


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
    spread = np.bincount(columns, minlength=len(numbers))
    term_weights = np.array([term_weight(t) for t in numbers], dtype=np.float64)
    weights = np.log1p((len(sentences) + 1) / (spread + 0.5)) * term_weights
    values = (1 + np.log(counts)) * weights[columns]
    return _normalized(SentenceVectors(len(sentences), rows, columns, values, numbers, term_weights, weights))


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
    for _ in range(ITERATIONS):
        given = rank * share
        received = linked.by_sentence(linked.by_term(given)) - given * own_similarity
        rank = (1 - DAMPING) / vectors.size + DAMPING * received
    return rank / rank.max() if vectors.size else rank


def term_frequency(vectors: SentenceVectors) -> Floats:
    """Return the mean over each sentence's terms of the root of the share of sentences that have the term.

    SumBasic's mean probability of the words (Nenkova and Vanderwende 2005): low for lists, names and asides. The root
    keeps the commonest words from deciding.
    """
    shares = np.bincount(vectors.columns, minlength=len(vectors.numbers)) / max(1, vectors.size)
    counts = np.bincount(vectors.rows, minlength=vectors.size)
    return _sums(vectors.rows, np.sqrt(shares)[vectors.columns], vectors.size) / np.maximum(1, counts)


def term_recall(vectors: SentenceVectors, wanted: Sequence[str]) -> Floats:
    """Return the share of the wanted terms' weight in each sentence; terms that occur nowhere do not count."""
    amounts = np.zeros(len(vectors.numbers))
    for term in wanted:
        if term in vectors.numbers:
            amounts[vectors.numbers[term]] = vectors.weights[vectors.numbers[term]]
    total = float(amounts.sum())
    if not total:
        return np.zeros(vectors.size)
    return _sums(vectors.rows, amounts[vectors.columns], vectors.size) / total


def _sums(where: Numbers, amounts: Floats, size: int) -> Floats:
    """Sum the amounts by number, from 0 to size - 1, in reading order."""
    return np.bincount(where, amounts, size).astype(np.float64, copy=False)


def _without_common(vectors: SentenceVectors) -> SentenceVectors:
    spread = np.bincount(vectors.columns, minlength=len(vectors.numbers))
    kept = (spread <= MAX_SHARE * vectors.size)[vectors.columns]
    rows, columns, values = vectors.rows[kept], vectors.columns[kept], vectors.values[kept]
    return _normalized(replace(vectors, rows=rows, columns=columns, values=values))


def _normalized(vectors: SentenceVectors) -> SentenceVectors:
    lengths = np.sqrt(_sums(vectors.rows, vectors.values**2, vectors.size))
    return replace(vectors, values=vectors.values / lengths[vectors.rows])


# Scores


@dataclass(frozen=True, slots=True)
class Weights:
    """Of one summary length; the keys are explained in data/extract.toml."""

    features: tuple[tuple[str, float], ...]
    redundancy: float
    dependent: float
    second_margin: float


def scorers(
    sentences: Sequence[str],
    sentence_terms: Sequence[Sequence[str]],
    lengths: Sequence[float],
    groups: Sequence[tuple[int, ...]],
    headline: str,
    doubtful: Collection[int] = (),
) -> tuple[Scorer, Scorer]:
    """Return the scorers for the short and the long summary.

    sentences, sentence_terms: of the original; lengths: in English words; groups: each sentence with all it needs, ()
    for one that may not be quoted and so is not scored either; doubtful: whose translation may be wrong.
    """
    scored = [i for i, group in enumerate(groups) if group]
    scored_terms = [sentence_terms[i] for i in scored]
    vectors = sentence_vectors(scored_terms)
    values = features([sentences[i] for i in scored], [lengths[i] for i in scored], headline, vectors)
    short, long = (scorer(weights(length), values, vectors, groups, doubtful) for length in ("short", "long"))
    return short, long


def scorer(
    weights: Weights,
    values: Mapping[str, Floats],
    vectors: SentenceVectors,
    groups: Sequence[tuple[int, ...]],
    doubtful: Collection[int] = (),
) -> Scorer:
    """Score each sentence beside those chosen: weighed features, less what it repeats, needs and may have wrong."""
    scored = np.array([i for i, group in enumerate(groups) if group], dtype=np.intp)
    number = {int(sentence): k for k, sentence in enumerate(scored)}
    dependent = [(number[i], set(groups[i])) for i in number if len(groups[i]) > 1]
    base = np.zeros(len(scored))
    for name, weight in weights.features:
        base += weight * values[name]
    base[[number[i] for i in doubtful if i in number]] -= DOUBT
    similarity = cache(vectors.similarity)

    def score(chosen: tuple[int, ...]) -> list[float]:
        known = [number[i] for i in chosen if i in number]
        repeated = np.max([similarity(k) for k in known], axis=0) if known else 0.0
        incomplete = np.zeros(len(scored))
        incomplete[[k for k, group in dependent if len(group - set(chosen)) > 1]] = 1.0
        scores = np.full(len(groups), EXCLUDED)
        scores[scored] = base - weights.redundancy * repeated + weights.dependent * incomplete
        # Rounded, so that the last bit of a processor's arithmetic decides nothing.
        return scores.round(6).tolist()

    return score


# Features


def features(
    sentences: Sequence[str], lengths: Sequence[float], headline: str, vectors: SentenceVectors
) -> Mapping[str, Floats]:
    """Return all features by the names that data/extract.toml weighs: an array each, with one number per sentence.

    sentences: in the article's own language, in reading order; their lengths in English words, and their vectors.
    """
    words = np.array(lengths, dtype=np.float64)
    order = np.arange(len(sentences))
    position = 1 / (1 + order)
    title = term_recall(vectors, terms(headline))
    rank = textrank(vectors)
    return {
        "position": position,
        "lede": position * lede_probability(sentences, title, rank, lede_weights()),
        "untitled": np.exp(-order / REACH) * (not title.any()),
        "centroid": decayed_centroid(vectors),
        "textrank": rank,
        "frequency": term_frequency(vectors),
        "title": title,
        "length": np.log1p(words),
        "brief": np.maximum(0.0, (BRIEF - words) / BRIEF),
    }


# The lede


def lede_probability(sentences: Sequence[str], title: Floats, rank: Floats, weights: Mapping[str, float]) -> float:
    """Estimate whether the first sentence is the lede, by logistic regression; 0.5 for an article of one sentence.

    title: the share of the headline's terms in each sentence; rank: by TextRank.
    """
    if len(sentences) < 2:
        return 0.5
    evidence = lede_evidence(sentences[0], title, rank)
    return 1 / (1 + exp(-weights["constant"] - sum(weights[name] * value for name, value in evidence.items())))


def lede_evidence(first: str, title: Floats, rank: Floats) -> dict[str, float]:
    """Return the evidence for a lede, by the names that data/extract.toml weighs; -1 to 1, 0 for unknown."""
    return {
        "central": float(((rank[0] > rank[1:]).mean() - (rank[0] < rank[1:]).mean()).round(6)),
        "titled": float(title.any() and title[0] >= title.max()),
        "dateline": float(sentence_start(first) > 0),
        "quoted": float(not _QUOTATION_MARKS.isdisjoint(first)),
    }


# The weights


@cache
def weights(length: str) -> Weights:
    """Return the weights of "short" or "long"."""
    return parse_weights(_tables()[length])


def parse_weights(table: Mapping[str, float]) -> Weights:
    """Return the weights of a table of data/extract.toml: every key that is no setting of the choice is a feature."""
    features = tuple((name, value) for name, value in table.items() if name not in SETTINGS)
    return Weights(features, *(table.get(name, 0.0) for name in SETTINGS))


@cache
def lede_weights() -> Mapping[str, float]:
    """Return what each piece of evidence for a lede weighs."""
    return MappingProxyType(_tables()["lede"])


def _tables() -> dict[str, dict[str, float]]:
    return tomllib.loads(WEIGHTS.read_text(encoding="utf-8"))
