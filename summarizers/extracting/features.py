"""What can be said of each sentence of an article, as numbers: one array a feature, one number a sentence."""

import re
from collections.abc import Mapping, Sequence

import numpy as np

from summarizers.extracting.terms import terms, words
from summarizers.extracting.vectors import Floats, Vectors, decayed_centroid, recall, textrank

# Closing marks may follow a final mark; several scripts have their own full stop and question mark.
_FINISHED = re.compile(r"""[.!?…。．！？｡।॥۔؟؛።፧։။៕][\s"'”’»«“‘›)\]）」』】〉》]*$""")
_QUESTION = re.compile(r"""[?？؟፧][\s"'”’»«“‘›)\]）」』】〉》]*$""")
_QUOTED = re.compile('["“”„«»‹›「」『』]')
_END = 40  # characters that are looked at for the final mark; a sentence may hold a megabyte
_BRIEF = 12  # words; a sentence below it seldom says who did what


def features(sentences: Sequence[str], headline: str, these: Vectors) -> Mapping[str, Floats]:
    """All features by the names that data/extract.toml weighs.

    sentences: the article's own words, in reading order; `these` are their vectors.
    """
    lengths = np.array([words(sentence) for sentence in sentences])
    ends = [sentence[-_END:] for sentence in sentences]
    return {
        "position": 1 / np.arange(1, len(sentences) + 1),
        "centroid": decayed_centroid(these),
        "textrank": textrank(these),
        "title": recall(these, terms(headline)),
        "length": np.log1p(lengths),
        "brief": np.maximum(0.0, (_BRIEF - lengths) / _BRIEF),
        "unfinished": 1 - _matches(_FINISHED, ends),
        "question": _matches(_QUESTION, ends),
        "quoted": _matches(_QUOTED, sentences),
    }


def _matches(pattern: re.Pattern[str], sentences: Sequence[str]) -> Floats:
    return np.array([pattern.search(sentence) is not None for sentence in sentences], dtype=float)
