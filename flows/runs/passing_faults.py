"""Faults that may have passed a few seconds later, of a network or of memory: what failed by one is tried again.

Every other fault would come again, and is not tried again within the run. Engines try again by themselves where they
know more (a chat server's Retry-After, a batch that is halved); this is for what remains.
"""

import errno
import logging
import random
import sys
import time
from collections.abc import Callable, Iterator, Sequence
from typing import TypeVar

from wireglot.flows.outcomes import Failed

# After 2, 4 and 8 seconds: in that time a server restarts, or another program gives its memory back.
RETRIES = 3
FIRST_WAIT = 2
# Up to half as much again, so that several batches and machines do not come back together.
JITTER = 0.5

# What network file systems and full machines answer for a moment; other errors of a disk do not pass.
_PASSING = {errno.ENOMEM, errno.ESTALE, errno.EHOSTUNREACH, errno.EHOSTDOWN, errno.ENETUNREACH, errno.ENETDOWN}

log = logging.getLogger(__name__)

Row = TypeVar("Row")
Result = TypeVar("Result")
Stage = Callable[[Sequence[Row]], Sequence[Result | Failed]]


def may_pass(error: object) -> bool:
    """Whether it is a fault of a network or of memory."""
    from wireglot.models import ServerError

    httpx = sys.modules.get("httpx")  # where it is not loaded, no error is one of its
    kinds = (ConnectionError, TimeoutError, MemoryError, ServerError, *((httpx.TransportError,) if httpx else ()))
    return isinstance(error, kinds) or (isinstance(error, OSError) and error.errno in _PASSING)


def with_retries(stage: "Stage[Row, Result]", rows: Sequence[Row]) -> Sequence[Result | Failed]:
    """The results of a stage; what fails by such a fault is tried again, each time after a longer wait."""
    results = stage(rows)
    for wait in _waits():
        if not (count := passing_faults(rows, results)):
            break
        log.warning("%d of %d articles failed by a fault that may pass; again in %.0f s.", count, len(rows), wait)
        time.sleep(wait)
        results = tried_again(stage, rows, results)
    return results


def passing_faults(rows: Sequence[Row], results: "Sequence[Result | Failed]") -> int:
    """How many rows failed in this stage by a fault that may pass."""
    return len(_passing(rows, results))


def tried_again(
    stage: "Stage[Row, Result]", rows: Sequence[Row], results: Sequence[Result | Failed]
) -> Sequence[Result | Failed]:
    """The results, where those rows that failed by such a fault are processed once more."""
    positions = _passing(rows, results)
    again = dict(zip(positions, stage([rows[n] for n in positions]), strict=True))
    return tuple(again.get(n, result) for n, result in enumerate(results))


def _passing(rows: Sequence[object], results: Sequence[object]) -> list[int]:
    pairs = enumerate(zip(rows, results, strict=True))
    return [n for n, (row, one) in pairs if isinstance(one, Failed) and one.may_pass and not isinstance(row, Failed)]


def _waits() -> Iterator[float]:
    for attempt in range(RETRIES):
        yield FIRST_WAIT * 2**attempt * random.uniform(1, 1 + JITTER)
