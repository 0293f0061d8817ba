"""Confidence intervals of scores: the paired bootstrap over articles (Efron 1979), with a fixed seed.

Articles are drawn with replacement within each set, as many as it has, and all systems get the same draw: the
difference of two systems is then measured on the same articles, and a macro mean keeps the weight of each set.
"""

from collections.abc import Sequence
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    import numpy
    from numpy.typing import NDArray

    Floats = NDArray[numpy.float64]

ROUNDS = 1000  # the bounds then vary by about 3 % of the interval between seeds
SEED = 20250901  # any number; fixed, so that every run prints the same bounds
BOUNDS = (2.5, 97.5)  # percent: an interval of 95


class Interval(NamedTuple):
    """A measured value and the bounds between which 95 % of the draws lie."""

    value: float
    low: float
    high: float


def draws(scores: "Floats", name: str) -> "Floats":
    """The mean of each column in each draw: scores is articles x columns, the result ROUNDS x columns.

    The same `name` and number of articles gives the same draws.
    """
    import numpy

    generator = numpy.random.default_rng([SEED, *name.encode()])
    indices = generator.integers(len(scores), size=(ROUNDS, len(scores)))
    return numpy.stack([scores[rows].mean(axis=0) for rows in indices])


def interval(value: float, drawn: "Floats | Sequence[float]") -> Interval:
    """The interval of a value, from its draws."""
    import numpy

    low, high = numpy.percentile(drawn, BOUNDS)
    return Interval(float(value), float(low), float(high))
