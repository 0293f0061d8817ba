"""When a desk runs: the schedule, the times at which it is due, and the table in wireglot.toml that names it.

A cron is read by the clock on the wall of its zone, and a change of the clock leaves out no run:

* In autumn an hour comes twice. A desk that runs in hours which follow one another (`*/15 * * * *`, `0 1-5 * * *`) runs
  in both; a desk at a fixed time (`30 2 * * *`) runs once, in the first.
* In spring an hour is missing. What was due in it runs an hour earlier (Prefect's rule).

Prefect's own cron schedules run in the first of the two hours only; `repeated_runs` are what it leaves out.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Annotated
from zoneinfo import ZoneInfo

from pydantic import AfterValidator, BaseModel, ConfigDict, model_validator

from wireglot.flows.desks.crons import cron_fault, hours_of, wall_times
from wireglot.flows.options import zone_fault

# A shorter interval would start Prefect's next process (3 s) before the last one has ended.
SHORTEST_INTERVAL = 5
# A month: whoever wants a rarer desk means a date, for which there is cron.
LONGEST_INTERVAL = 31 * 24 * 3600
# Intervals are counted from here, so that a restart neither moves nor delays a run.
ANCHOR = datetime(2020, 1, 1, tzinfo=UTC)
# No change of a clock moves it by more than this (two hours at Troll in Antarctica).
_LARGEST_CHANGE = timedelta(hours=3)
_WINDOWS = tuple(timedelta(days=days) for days in (0.1, 1, 8, 62, 400, 3000, 30_000))


@dataclass(frozen=True, slots=True)
class Schedule:
    """When a desk runs: by `cron` in `timezone`, or every `interval` seconds when cron is "". All times are in UTC."""

    cron: str = ""
    timezone: str = "UTC"
    interval: int = 0

    def __str__(self) -> str:
        return f"{self.cron} {self.timezone}" if self.cron else f"every {self.interval} s"

    def due_between(self, after: datetime, until: datetime) -> list[datetime]:
        """When the desk is due after the one moment, up to and with the other."""
        due = self._cron_times(after, until) if self.cron else self._interval_times(after, until)
        return sorted(moment for moment in set(due) if after < moment <= until)

    def next_due(self, after: datetime, count: int = 1) -> datetime:
        """When the desk is due for the count-th time after a moment."""
        for window in _WINDOWS:
            if (
                len(due := self.due_between(after, after + max(window, count * timedelta(seconds=self.interval))))
                >= count
            ):
                return due[count - 1]
        raise ValueError(f"{self.cron!r} is not due {count} times in eighty years")

    def repeated_runs(self, after: datetime, until: datetime) -> list[datetime]:
        """The runs in hours that come a second time, when a clock is set back."""
        zone = ZoneInfo(self.timezone)
        if not self.cron or not _has_following_hours(self.cron):
            return []
        runs = [run for change in _changes_back(zone, after, until) for run in self._repeated_at(change, zone)]
        return sorted(run for run in set(runs) if after < run <= until)

    def _interval_times(self, after: datetime, until: datetime) -> Iterator[datetime]:
        step = timedelta(seconds=self.interval)
        moment = ANCHOR + (after - ANCHOR) // step * step
        while (moment := moment + step) <= until:
            yield moment

    def _cron_times(self, after: datetime, until: datetime) -> list[datetime]:
        zone = ZoneInfo(self.timezone)
        start, end = (moment.astimezone(zone).replace(tzinfo=None) for moment in (after, until))
        times = wall_times(self.cron, start - _LARGEST_CHANGE, end + _LARGEST_CHANGE)
        return [_first(time, zone) for time in times] + self.repeated_runs(after, until)

    def _repeated_at(self, change: tuple[datetime, timedelta], zone: ZoneInfo) -> list[datetime]:
        """The runs in the time that comes twice: as the clock shows, and as it would have shown without the change.

        The second matters where clocks go back by half an hour (Lord Howe): an hourly desk would wait 90 minutes.
        """
        moment, back = change
        hours, shown = hours_of(self.cron), moment.astimezone(zone).replace(tzinfo=None)
        by_clock = [moment + (time - shown) for time in wall_times(self.cron, shown, shown + back)]
        unchanged = shown + back
        others = [moment + (time - unchanged) for time in wall_times(self.cron, unchanged, unchanged + back)]
        return by_clock + [run for run in others if run.astimezone(zone).hour in hours]


def _first(time: datetime, zone: ZoneInfo) -> datetime:
    """The moment when a clock on the wall shows this time first; an hour earlier where it never does."""
    return min(time.replace(tzinfo=zone, fold=fold).astimezone(UTC) for fold in (0, 1))


def _has_following_hours(cron: str) -> bool:
    hours = hours_of(cron)
    return any((hour + 1) % 24 in hours for hour in hours)


def _changes_back(zone: ZoneInfo, after: datetime, until: datetime) -> Iterator[tuple[datetime, timedelta]]:
    """The moments at which clocks are set back, and by how much."""
    day = after.astimezone(UTC) - _LARGEST_CHANGE
    while day <= until:
        following = day + timedelta(days=1)
        back = _offset(day, zone) - _offset(following, zone)
        if back > timedelta():
            yield _change_between(day, following, zone), back
        day = following


def _change_between(before: datetime, after: datetime, zone: ZoneInfo) -> datetime:
    """The moment of the change, to the second: it halves the time in which it must lie."""
    while after - before > timedelta(seconds=1):
        middle = before + timedelta(seconds=(after - before) // timedelta(seconds=2))
        before, after = (before, middle) if _offset(middle, zone) == _offset(after, zone) else (middle, after)
    return after.replace(microsecond=0)


def _offset(moment: datetime, zone: ZoneInfo) -> timedelta:
    return moment.astimezone(zone).utcoffset() or timedelta()


def _cron(text: str) -> str:
    if text and (fault := cron_fault(text)):
        raise ValueError(fault)
    return text


def _zone(name: str) -> str:
    if fault := zone_fault(name):
        raise ValueError(fault)
    return name


def _interval(seconds: int) -> int:
    if not SHORTEST_INTERVAL <= seconds <= LONGEST_INTERVAL:
        raise ValueError(
            f"{seconds} is not an interval of {SHORTEST_INTERVAL} to {LONGEST_INTERVAL} seconds (31 days); "
            "for rarer runs give a cron"
        )
    return seconds


class ScheduleTable(BaseModel):
    model_config = ConfigDict(extra="forbid", strict=True, frozen=True)

    cron: Annotated[str, AfterValidator(_cron)] = ""
    timezone: Annotated[str, AfterValidator(_zone)] = "UTC"
    interval: Annotated[int, AfterValidator(_interval)] | None = None

    @model_validator(mode="after")
    def _one_kind(self) -> "ScheduleTable":
        if bool(self.cron) == bool(self.interval):
            raise ValueError('give { cron = "*/15 6-22 * * *", timezone = "Europe/Stockholm" } or { interval = 900 }')
        return self
