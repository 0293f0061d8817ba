"""When desks are due: what Prefect plans for a desk is what a count of every minute says, also when clocks change."""

import asyncio
from datetime import UTC, datetime, timedelta
from itertools import pairwise
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from hypothesis import assume, example, given, settings
from hypothesis import strategies as st

from tests.flows.desks.test_crons import CRONS, NO_SHRINKING
from wireglot.flows.desks.crons import cron_fault, hours_of, wall_times
from wireglot.flows.desks.schedules import Schedule

DAY, HOUR, HALF = timedelta(days=1), timedelta(hours=1), timedelta(minutes=30)
NEAR = timedelta(hours=5)
# Zone, the moment of a change, and by how much clocks are set forward: at night, by half an hour, and at midnight.
CHANGES = (
    ("Europe/Stockholm", datetime(2027, 3, 28, 1, tzinfo=UTC), HOUR),
    ("Europe/Stockholm", datetime(2027, 10, 31, 1, tzinfo=UTC), -HOUR),
    ("America/New_York", datetime(2027, 11, 7, 6, tzinfo=UTC), -HOUR),
    ("America/Havana", datetime(2027, 3, 14, 5, tzinfo=UTC), HOUR),
    ("America/Havana", datetime(2027, 11, 7, 5, tzinfo=UTC), -HOUR),
    ("Australia/Lord_Howe", datetime(2027, 4, 3, 15, tzinfo=UTC), -HALF),
    ("Australia/Lord_Howe", datetime(2027, 10, 2, 15, 30, tzinfo=UTC), HALF),
)
NIGHTLY = st.builds(
    "{} {} * * *".format, st.sampled_from(["0", "*/30", "*/15", "20"]), st.sampled_from(["*", "0-3", "2"])
)


def counted(when: Schedule, change: datetime, forward: timedelta) -> set[datetime]:
    """The runs in the hours around a change, by looking at the clock every minute."""
    zone, hours = ZoneInfo(when.timezone), hours_of(when.cron)
    moments = [change - NEAR + timedelta(minutes=n) for n in range(2 * NEAR // timedelta(minutes=1))]
    clock = {moment: moment.astimezone(zone).replace(tzinfo=None) for moment in moments}
    named = set(wall_times(when.cron, clock[moments[0]], clock[moments[-1]] + timedelta(minutes=1)))
    repeated = {moment for moment in moments if timedelta() <= moment - change < -forward}
    is_hourly = any((hour + 1) % 24 in hours for hour in hours)

    runs = {moment for moment in moments if clock[moment] in named and moment not in repeated}
    if is_hourly:
        unchanged = {moment for moment in repeated if clock[moment] - forward in named and clock[moment].hour in hours}
        runs |= unchanged | {moment for moment in repeated if clock[moment] in named}
    left_out = named - set(clock.values())
    return runs | {moment for moment in moments if moment < change and clock[moment] + forward in left_out}


def planned(when: Schedule, start: datetime, end: datetime) -> list[datetime]:
    """What Prefect's scheduler plans, which asks again and again from another moment, in all schedules of a desk."""
    from wireglot.flows.serving.deployments import schedules_of

    runs = []
    for schedule in schedules_of(when, now=start):
        found = set()
        for n in range((end - start) // HOUR):
            asked = start + n * HOUR + timedelta(minutes=n % 7)
            dates = asyncio.run(server_schedule(schedule).get_dates(n=100, start=asked, end=end))
            found |= {date.astimezone(UTC) for date in dates if date >= asked}
        runs += sorted(found)
    return runs


def server_schedule(schedule: Any) -> Any:
    """The schedule as the server holds it."""
    from prefect.server.schemas.schedules import CronSchedule, RRuleSchedule

    if schedule.rrule:
        return RRuleSchedule(rrule=schedule.rrule, timezone=schedule.timezone)
    return CronSchedule(cron=schedule.cron, timezone=schedule.timezone)


@settings(deadline=None, max_examples=20, phases=NO_SHRINKING)
@given(NIGHTLY | CRONS, st.sampled_from(CHANGES))
@example("0 * * * *", CHANGES[1])
@example("*/30 1-3 * * *", CHANGES[1])
@example("0 * * * *", CHANGES[5])
@example("30 2 * * *", CHANGES[0])
def test_what_prefect_plans_is_what_the_clock_says(cron: str, change: tuple[str, datetime, timedelta]) -> None:
    assume(not cron_fault(cron))
    zone, moment, forward = change
    when, start, end = Schedule(cron, zone), moment - NEAR, moment + NEAR

    due = when.due_between(start, end - timedelta(minutes=1))
    expected = sorted(run for run in counted(when, moment, forward) if run > start)

    assert due == expected
    assert [run for run in sorted(planned(when, start, end)) if start < run < end] == due


@pytest.mark.parametrize("zone", ["Europe/Stockholm", "Australia/Lord_Howe", "America/Sao_Paulo"])
@pytest.mark.parametrize("cron", ["0 * * * *", "*/15 * * * *", "40 * * * *"])
def test_an_hourly_desk_runs_in_every_hour_of_real_time(cron: str, zone: str) -> None:
    start = datetime(2027, 1, 1, tzinfo=UTC)

    due = Schedule(cron, zone).due_between(start, start + 400 * DAY)

    assert max(later - run for run, later in pairwise(due)) <= HOUR


@pytest.mark.parametrize("zone", ["Europe/Stockholm", "Australia/Lord_Howe", "America/Havana"])
@pytest.mark.parametrize("time", ["30 2 * * *", "0 0 * * *", "45 1 * * *"])
def test_a_daily_desk_runs_once_on_every_day(time: str, zone: str) -> None:
    start = datetime(2027, 1, 1, 12, tzinfo=UTC)

    due = Schedule(time, zone).due_between(start, start + 400 * DAY)

    assert len(due) == 400
    assert {round((later - run) / HOUR) for run, later in pairwise(due)} <= {23, 24, 25}


def test_an_interval_is_counted_from_a_fixed_moment() -> None:
    when = Schedule(interval=900)
    moment = datetime(2026, 11, 29, 8, 7, 3, tzinfo=UTC)

    assert when.next_due(moment) == datetime(2026, 11, 29, 8, 15, tzinfo=UTC)
    assert when.next_due(when.next_due(moment)) == datetime(2026, 11, 29, 8, 30, tzinfo=UTC)


@given(st.integers(5, 2_678_400), st.datetimes(datetime(2026, 1, 1), datetime(2030, 1, 1), timezones=st.just(UTC)))
def test_prefect_plans_intervals_as_they_are_due(interval: int, moment: datetime) -> None:
    from prefect.server.schemas.schedules import IntervalSchedule

    from wireglot.flows.desks.schedules import ANCHOR

    theirs = IntervalSchedule(interval=timedelta(seconds=interval), anchor_date=ANCHOR)
    first, second = asyncio.run(theirs.get_dates(n=2, start=moment + timedelta(microseconds=1)))

    assert [first, second] == [Schedule(interval=interval).next_due(moment, count) for count in (1, 2)]


def test_rare_dates_are_found() -> None:
    when = Schedule("0 0 29 2 *")
    moment = datetime(2026, 11, 29, tzinfo=UTC)

    assert when.next_due(moment) == datetime(2028, 2, 29, tzinfo=UTC)
    assert when.next_due(moment, 3) == datetime(2036, 2, 29, tzinfo=UTC)


@given(st.sampled_from(["*/15 6-22 * * *", "0 6 * * 1", "30 2 * * *", "0 0 1 * *"]), st.integers(0, 400 * 24 * 60))
def test_between_two_due_times_lies_no_other(cron: str, minutes: int) -> None:
    schedule, start = Schedule(cron, "Europe/Stockholm"), datetime(2026, 3, 4, tzinfo=UTC) + timedelta(minutes=minutes)

    first, second = schedule.next_due(start), schedule.next_due(start, 2)

    assert start < first < second
    assert schedule.next_due(first) == second
