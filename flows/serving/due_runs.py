"""Which of the runs that are due are started: of each desk one at a time, and of the scheduled ones only the newest.

What is left for later needs no process and no place among the runs at once, so a desk whose runs take longer than its
schedule holds up no other. When more are due than may run at once, those by hand come first, since somebody waits for
them, and then the desks that have waited longest: a hundred desks that are due at the same minute take turns.
"""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from prefect.client.schemas.objects import FlowRun


@dataclass(frozen=True, slots=True)
class Choice:
    """start: the runs that may start now, in order; missed: scheduled runs in whose place a newer one is due."""

    start: Sequence[FlowRun]
    missed: Sequence[FlowRun]


def choose(
    due: Iterable[FlowRun], busy: Collection[UUID], now: datetime, started: Mapping[UUID, float] | None = None
) -> Choice:
    """Choose among the runs that are due now or in some seconds.

    busy     the deployments that run now
    started  when each deployment was started last, in seconds; without those that have not run yet
    """
    desks: dict[UUID, list[FlowRun]] = defaultdict(list)
    for run in due:
        if run.deployment_id:
            desks[run.deployment_id].append(run)
    start, missed = [], []
    for deployment, runs in desks.items():
        late = sorted((run for run in runs if run.auto_scheduled and _time(run) <= now), key=_time)
        missed += late[:-1]
        if deployment not in busy:
            start.append(_first(runs, late))
    return Choice(sorted(start, key=lambda run: _turn(run, now, started or {})), missed)


def _turn(run: FlowRun, now: datetime, started: Mapping[UUID, float]) -> tuple[bool, bool, float, datetime]:
    """The order of runs: by hand, due already, the desk that has waited longest, the time."""
    assert run.deployment_id is not None  # `choose` leaves out the others
    return run.auto_scheduled, _time(run) > now, started.get(run.deployment_id, 0.0), _time(run)


def _first(runs: Sequence[FlowRun], late: Sequence[FlowRun]) -> FlowRun:
    """A run by hand, else the scheduled one that is due, else the next one."""
    by_hand = [run for run in runs if not run.auto_scheduled]
    return min(by_hand, key=_time) if by_hand else late[-1] if late else min(runs, key=_time)


def _time(run: FlowRun) -> datetime:
    time = run.next_scheduled_start_time or run.expected_start_time
    assert time is not None  # a run that waits has one
    return time
