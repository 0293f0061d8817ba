"""Scoring sentences for a summary: features that look at each sentence of an article, weighed by data/extract.toml.

Nothing here knows a language. The lede matters most: many sources give a text without its first paragraph, so how
much the first sentence reads like a lede is itself estimated.
"""

import re
import tomllib
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from math import exp
from pathlib import Path
from types import MappingProxyType

import numpy as np

from wireglot.articles.languages import QUOTATION_MARKS, ends_sentence, is_question
from wireglot.summarizers.extract.choosing import Scorer
from wireglot.summarizers.extract.datelines import sentence_start
from wireglot.summarizers.extract.terms import terms
from wireglot.summarizers.extract.vectors import (
    Floats,
    SentenceVectors,
    decayed_centroid,
    sentence_vectors,
    term_recall,
    textrank,
)

WEIGHTS = Path(__file__).parent.parent / "data" / "extract.toml"
SETTINGS = ("redundancy", "dependent", "second_margin")  # of a choice; the other keys of a table are features

EXCLUDED = -1e6  # the score of a sentence that may not be quoted
REACH = 4  # sentences over which the pull of the beginning falls to a third, in an article without a headline
BRIEF = 12  # terms; a shorter sentence seldom says who did what

_QUOTED = re.compile(f"[{QUOTATION_MARKS}‹›]")


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
    groups: Sequence[tuple[int, ...]],
    headline: str,
) -> tuple[Scorer, Scorer]:
    """Return the scorers for the short and the long summary.

    sentences, sentence_terms: of the original; groups: each sentence with all it needs, () for one that may not be
    quoted and so is not scored either.
    """
    scored = [i for i, group in enumerate(groups) if group]
    scored_terms = [sentence_terms[i] for i in scored]
    vectors = sentence_vectors(scored_terms)
    values = features([sentences[i] for i in scored], scored_terms, headline, vectors)
    short, long = (scorer(weights(length), values, vectors, groups) for length in ("short", "long"))
    return short, long


def scorer(
    weights: Weights, values: Mapping[str, Floats], vectors: SentenceVectors, groups: Sequence[tuple[int, ...]]
) -> Scorer:
    """Score each sentence beside those chosen: its weighed features, less what it repeats, less what it needs."""
    scored = np.array([i for i, group in enumerate(groups) if group], dtype=np.intp)
    number = {int(sentence): k for k, sentence in enumerate(scored)}
    dependent = [(number[i], set(groups[i])) for i in number if len(groups[i]) > 1]
    base = np.zeros(len(scored))
    for name, weight in weights.features:
        base += weight * values[name]
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
    sentences: Sequence[str], sentence_terms: Sequence[Sequence[str]], headline: str, vectors: SentenceVectors
) -> Mapping[str, Floats]:
    """Return all features by the names that data/extract.toml weighs: an array each, with one number per sentence.

    sentences: in the article's own language, in reading order; their terms and vectors.
    """
    lengths = np.array([len(these) for these in sentence_terms], dtype=np.float64)
    order = np.arange(len(sentences))
    position = 1 / (1 + order)
    title = term_recall(vectors, terms(headline))
    return {
        "position": position,
        "lede": position * lede_probability(sentences, title, vectors, lede_weights()),
        "untitled": np.exp(-order / REACH) * (not title.any()),
        "centroid": decayed_centroid(vectors),
        "textrank": textrank(vectors),
        "title": title,
        "length": np.log1p(lengths),
        "brief": np.maximum(0.0, (BRIEF - lengths) / BRIEF),
        "unfinished": 1 - _each(ends_sentence, sentences),
        "question": _each(is_question, sentences),
        "quoted": _each(lambda sentence: _QUOTED.search(sentence) is not None, sentences),
    }


def _each(holds: Callable[[str], bool], sentences: Sequence[str]) -> Floats:
    return np.array([holds(sentence) for sentence in sentences], dtype=np.float64)


# The lede


def lede_probability(
    sentences: Sequence[str], title: Floats, vectors: SentenceVectors, weights: Mapping[str, float]
) -> float:
    """Estimate whether the first sentence is the lede, by logistic regression; 0.5 for an article of one sentence.

    title: the share of the headline's terms in each sentence.
    """
    if len(sentences) < 2:
        return 0.5
    evidence = lede_evidence(sentences[0], title, vectors)
    return 1 / (1 + exp(-weights["constant"] - sum(weights[name] * value for name, value in evidence.items())))


def lede_evidence(first: str, title: Floats, vectors: SentenceVectors) -> dict[str, float]:
    """Return what speaks for a lede, by the names that data/extract.toml weighs; -1 to 1, 0 for "cannot tell"."""
    return {
        "recurs": _rank_of_first(_recurrence(vectors)),
        "titled": _rank_of_first(title) if title.any() else 0.0,
        "dateline": float(sentence_start(first) > 0),
    }


def _recurrence(vectors: SentenceVectors) -> Floats:
    """The share of what the article comes back to in each sentence, 0 to 1.

    A term counts by its form and the log of the number of its sentences: one that does not return, nothing.
    """
    spread = np.bincount(vectors.columns, minlength=len(vectors.numbers))
    amounts = np.log(np.maximum(spread, 1)) * vectors.term_weights
    total = float(amounts.sum())
    if not total:
        return np.zeros(vectors.size)
    return np.bincount(vectors.rows, amounts[vectors.columns], vectors.size) / total


def _rank_of_first(values: Floats) -> float:
    """How many of the others the first one surpasses, from -1 for none to 1 for all."""
    others = values[1:]
    return float(((values[0] > others).mean() - (values[0] < others).mean()).round(6))


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
