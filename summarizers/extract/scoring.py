"""The features weighed: how well each line would stand in a summary, beside those already chosen."""

from collections.abc import Mapping, Sequence
from functools import cache

import numpy as np

from wireglot.summarizers.extract.choosing import Worth
from wireglot.summarizers.extract.features import features
from wireglot.summarizers.extract.vectors import Floats, Vectors, vectors
from wireglot.summarizers.extract.weights import Weights, weights

NEVER = -1e6  # the worth of a line that is not judged: no heading, no repetition is ever better than a sentence


def scorers(
    sentences: Sequence[str], found_terms: Sequence[Sequence[str]], groups: Sequence[tuple[int, ...]], headline: str
) -> tuple[Worth, Worth]:
    """What each line is worth in the short and in the long summary.

    sentences and their terms: of the original, one a line; groups: each line with all it needs, () for a line
    that may not be told and so is not judged either.
    """
    judged = [i for i, group in enumerate(groups) if group]
    these = vectors([found_terms[i] for i in judged])
    found = features([sentences[i] for i in judged], headline, these)
    short, long = (worth(weights(length), found, these, groups) for length in ("short", "long"))
    return short, long


def worth(weighed: Weights, found: Mapping[str, Floats], these: Vectors, groups: Sequence[tuple[int, ...]]) -> Worth:
    """Of each line beside those chosen: its features weighed, less what it repeats, less what it leans on."""
    judged = np.array([i for i, group in enumerate(groups) if group], dtype=np.intp)
    number = {int(line): k for k, line in enumerate(judged)}
    leaning = [(number[i], set(groups[i])) for i in number if len(groups[i]) > 1]
    score = weighed_sum(weighed, found)
    likeness = cache(these.likeness)

    def of_each(chosen: tuple[int, ...]) -> list[float]:
        known = [number[i] for i in chosen if i in number]
        alike = np.max([likeness(k) for k in known], axis=0) if known else 0.0
        alone = np.zeros(len(judged))
        alone[[k for k, group in leaning if len(group - set(chosen)) > 1]] = 1.0
        values = np.full(len(groups), NEVER)
        values[judged] = score - weighed.likeness * alike + weighed.dependent * alone
        # Rounded, so that the last bit of a processor's arithmetic decides nothing.
        return [float(value) for value in values.round(6)]

    return of_each


def weighed_sum(weighed: Weights, found: Mapping[str, Floats]) -> Floats:
    """One number a judged line."""
    total = np.zeros(len(found["position"]))
    for name, weight in weighed.features:
        total += weight * found[name]
    return total
