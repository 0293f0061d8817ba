"""Silent desks: those whose last good run is older than three periods of their schedule.

A period is the time from one due run to the next, so a desk that rests at night is not silent at night. A run counts
that ended normally: at most half of its articles failed. How long it took is added, since the next one may have waited
for it. A desk that never ran counts from when it was first seen.
"""

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path

from wireglot.flows.desks.config import Config, Desk
from wireglot.outputs import GOOD_STATES, DeskRun, read_desk_run

PERIODS = 3
# A run starts up to half a minute late on a busy machine: desks that are due every few seconds would be silent between
# two of their runs.
GRACE = timedelta(minutes=1)
# A record from further in the future was made before the clock was set back. It says nothing, or a desk that stopped
# then would not be silent for years; until its next good run the desk counts as silent.
CLOCK_ERROR = timedelta(hours=1)


@dataclass(frozen=True, slots=True)
class DeskStatus:
    """A desk with the record of its runs.

    silent_from  when it is silent unless a run ends normally before; None for a desk without a schedule
    """

    desk: Desk
    run: DeskRun
    silent_from: datetime | None
    is_silent: bool

    def __str__(self) -> str:
        """Why it is silent, as a sentence."""
        since = f"since {self.run.good_ended}" if self.run.good_ended else "yet"
        text = f"Desk {self.desk.name} is silent: no run has ended normally {since}"
        if self.run.state in ("", *GOOD_STATES):
            return f"{text}."
        reason = f": {self.run.error}" if self.run.error else "."
        return f"{text}; the last one {self.run.state} at {self.run.ended}{reason}"


def desk_statuses(config: Config, now: datetime) -> list[DeskStatus]:
    """How the runs of each desk do; nothing is written."""
    return [status_of(desk, read_desk_run(desk.outputs, desk.name), config.path, now) for desk in config.desks]


def silent_desks(config: Config, now: datetime) -> list[DeskStatus]:
    """The desks that are silent at `now` (timezone-aware)."""
    return [status for status in desk_statuses(config, now) if status.is_silent]


def status_of(desk: Desk, run: DeskRun, config: Path, now: datetime) -> DeskStatus:
    """The status of a desk with this record; where there is none, it counts from the last change of its file."""
    if desk.schedule is None:
        return DeskStatus(desk, run, None, False)
    known = [datetime.fromisoformat(text) for text in (run.good_ended, run.since) if text]
    counted_from = max(filter(lambda time: time <= now + CLOCK_ERROR, known), default=_changed(config, now))
    silent_from = desk.schedule.next_due(counted_from, PERIODS) + _length(run) + GRACE
    return DeskStatus(desk, run, silent_from, silent_from <= now)


def _length(run: DeskRun) -> timedelta:
    """How long the last good run took; the clock may have been set back during it."""
    if not run.good_started:
        return timedelta()
    return max(timedelta(), datetime.fromisoformat(run.good_ended) - datetime.fromisoformat(run.good_started))


def _changed(path: Path, now: datetime) -> datetime:
    try:
        return datetime.fromtimestamp(path.stat().st_mtime, UTC)
    except OSError:
        return now
