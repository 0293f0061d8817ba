"""What can be said of each sentence of an article, as numbers: one array a feature, one number a sentence."""

from collections.abc import Callable, Mapping, Sequence

import numpy as np

from wireglot.articles.languages import ends_sentence, is_question, length_in_words
from wireglot.summarizers.extract.forms import holds_quote
from wireglot.summarizers.extract.lede import lede
from wireglot.summarizers.extract.terms import terms
from wireglot.summarizers.extract.vectors import Floats, Vectors, decayed_centroid, recall, textrank
from wireglot.summarizers.extract.weights import lede_weights

REACH = 4  # sentences over which the pull of the beginning falls to a third, in an article without a headline
BRIEF = 12  # words; a shorter sentence seldom says who did what


def features(sentences: Sequence[str], headline: str, these: Vectors) -> Mapping[str, Floats]:
    """All features by the names that data/extract.toml weighs.

    sentences: the article's own words, in reading order; `these` are their vectors.
    """
    lengths = np.array([length_in_words(sentence) for sentence in sentences])
    order = np.arange(len(sentences))
    position = 1 / (1 + order)
    title = recall(these, terms(headline))
    kept = lede(sentences, title, these, lede_weights())
    return {
        "position": position,
        "lede": position * kept,
        "untitled": np.exp(-order / REACH) * (not title.any()),
        "centroid": decayed_centroid(these),
        "textrank": textrank(these),
        "title": title,
        "length": np.log1p(lengths),
        "brief": np.maximum(0.0, (BRIEF - lengths) / BRIEF),
        "unfinished": 1 - _each(ends_sentence, sentences),
        "question": _each(is_question, sentences),
        "quoted": _each(holds_quote, sentences),
    }


def _each(holds: Callable[[str], bool], sentences: Sequence[str]) -> Floats:
    return np.array([holds(sentence) for sentence in sentences], dtype=np.float64)
