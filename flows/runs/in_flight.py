"""Batches in flight: several are processed at once, and what follows a batch is done in the order of the batches.

What a run notes (outcomes, its place in an archive, moved files) is then the same as when one batch is processed after
the other, and never says that something is done which is not.
"""

from collections import deque
from collections.abc import Callable, Sequence, Set
from dataclasses import dataclass, replace
from time import perf_counter

from wireglot.flows.outcomes import Done, Failed

Results = Sequence[Done | Failed]

# Steps that wait behind a batch, such as the outcomes of unchanged articles: they hold what was read, and a slow batch
# must not let a whole inbox into memory.
MOST_STEPS = 50


class ClusterUnusable(RuntimeError):
    """The cluster that should process batches cannot be used, or is gone; the message says why, and what to do."""


@dataclass(frozen=True, slots=True)
class Pending:
    """The results of a batch that is being processed elsewhere.

    result  waits for them
    most    how many batches may be in flight at once
    """

    result: Callable[[], Results]
    most: int


@dataclass(frozen=True, slots=True)
class _Step:
    """What is done next, and the ids of the articles that are in flight until then."""

    run: Callable[[], None]
    ids: Set[str] = frozenset()


class InFlight:
    """The steps of a run that wait for batches in flight, in order. Without any, each step is taken at once."""

    def __init__(self) -> None:
        self._steps: deque[_Step] = deque()

    @property
    def articles(self) -> int:
        """How many articles are in flight."""
        return sum(len(step.ids) for step in self._steps)

    def add(self, ids: Set[str], pending: Pending, use: Callable[[Results], None]) -> None:
        """Use the results of a batch when they are there and all before them is done; waits while too many are."""
        self._steps.append(_Step(lambda: use(pending.result()), ids))
        while sum(bool(step.ids) for step in self._steps) > pending.most:
            self._take()

    def then(self, run: Callable[[], None]) -> None:
        """Do this when all before it is done."""
        if not self._steps:
            run()
            return
        self._steps.append(_Step(run))
        while len(self._steps) > MOST_STEPS:
            self._take()

    def wait_for(self, ids: Set[str]) -> None:
        """Wait until none of these articles is in flight."""
        while any(step.ids & ids for step in self._steps):
            self._take()

    def finish(self) -> None:
        """Wait until nothing is in flight."""
        while self._steps:
            self._take()

    def _take(self) -> None:
        """Take the next step, and those behind it that no longer wait."""
        self._steps.popleft().run()
        while self._steps and not self._steps[0].ids:
            self._steps.popleft().run()


def timed(results: Results, started: float) -> Results:
    """The results of a batch with their share of the time since it was started."""
    seconds = (perf_counter() - started) / max(1, len(results))
    return [replace(one, seconds=seconds) if isinstance(one, Done) else one for one in results]
