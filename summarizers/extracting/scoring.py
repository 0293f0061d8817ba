"""The features weighed: how well each sentence would stand in a summary, beside those already chosen."""

from collections.abc import Callable, Mapping, Sequence
from functools import cache

import numpy as np

from summarizers.extracting.choosing import Worth
from summarizers.extracting.features import features
from summarizers.extracting.vectors import Floats, vectors
from summarizers.extracting.weights import Weights, weights


def scorers(
    sentences: Sequence[str], found_terms: Sequence[Sequence[str]], leaning: Sequence[bool], headline: str
) -> tuple[Worth, Worth]:
    """What each sentence is worth in the short and in the long summary.

    sentences, their terms and whether they lean on the one before: of the original, in reading order.
    """
    these = vectors(found_terms)
    found = features(sentences, headline, these)
    leans = np.array(leaning, dtype=float)
    likeness = cache(these.likeness)
    short, long = weights("short"), weights("long")
    return _worth(short, found, leans, likeness), _worth(long, found, leans, likeness)


def _worth(weighed: Weights, found: Mapping[str, Floats], leans: Floats, likeness: Callable[[int], Floats]) -> Worth:
    score = _weighed_sum(weighed, found)

    def worth(chosen: tuple[int, ...]) -> list[float]:
        alike = np.max([likeness(i) for i in chosen], axis=0) if chosen else 0.0
        alone = leans.copy()
        alone[[i + 1 for i in chosen if i + 1 < len(alone)]] = 0.0
        # Rounded, so that the last bit of a processor's arithmetic decides nothing.
        rounded = (score - weighed.likeness * alike + weighed.dependent * alone).round(6)
        return [float(value) for value in rounded]

    return worth


def _weighed_sum(weighed: Weights, found: Mapping[str, Floats]) -> Floats:
    total = np.zeros(len(found["position"]))
    for name, weight in weighed.features:
        total += weight * found[name]
    return total
