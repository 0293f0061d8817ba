"""How far a score may be chance: the bootstrap over articles (Efron 1979), paired, seeded.

Articles are drawn again within each set, as many as it has, and all systems get the same draw: a difference of two
systems is then judged on the same articles, and a macro mean keeps each set's weight.
"""

from collections.abc import Sequence
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    import numpy
    from numpy.typing import NDArray

    Floats = NDArray[numpy.float64]

ROUNDS = 1000  # the bounds then move by some 3 % of the interval from seed to seed
SEED = 20250901  # any number; fixed, so that a run prints the same bounds as the one before
BOUNDS = (2.5, 97.5)  # percent: an interval of 95


class Interval(NamedTuple):
    """A measured value and the bounds between which 95 % of the draws lie."""

    value: float
    low: float
    high: float


def draws(scores: "Floats", name: str) -> "Floats":
    """The mean of each column over each draw: scores is articles x columns, the answer ROUNDS x columns.

    The same `name` and number of articles gives the same draws.
    """
    import numpy

    chance = numpy.random.default_rng([SEED, *name.encode()])
    picked = chance.integers(len(scores), size=(ROUNDS, len(scores)))
    return numpy.stack([scores[some].mean(axis=0) for some in picked])


def interval(value: float, drawn: "Floats | Sequence[float]") -> Interval:
    """Of a value and its draws."""
    import numpy

    low, high = numpy.percentile(drawn, BOUNDS)
    return Interval(float(value), float(low), float(high))
