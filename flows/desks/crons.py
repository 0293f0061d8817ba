"""Cron schedules: which can be used, the wall-clock times they name, and a form that Prefect reads the same way.

cronsim decides what a schedule means. Prefect's croniter reads some forms in another way (`5-5` is every day, `12/2` a
range, and of `1,31` it leaves out 1 March), so it gets them written out, or in several schedules.
"""

import calendar
import re
from collections.abc import Collection
from datetime import datetime, timedelta

from cronsim import CronSim, CronSimError

EXAMPLE = '"*/15 6-22 * * *"'
_FIELDS = ("minute", "hour", "day of the month", "month", "day of the week")
# What both read alike; the rest is written out.
_SAME = re.compile(r"\*|\*/[1-9]\d?|\d+(,\d+)*|(\d+)-(?!\2$)(\d+)")
SHORTEST_MONTH = 28
_NTH_WEEKDAY = re.compile(r"[0-7]#[1-5]")
_A_YEAR = datetime(2024, 1, 1)


def cron_fault(text: str) -> str:
    """What is wrong with a cron schedule, "" when it fires."""
    fields = text.split()
    if len(fields) != len(_FIELDS):
        found = f"{len(fields)} field{'s' * (len(fields) != 1)}"
        return f"{text!r} has {found}; a cron schedule has five ({', '.join(_FIELDS)}), such as {EXAMPLE}"
    try:
        parsed = CronSim(text, _A_YEAR)
    except CronSimError as error:
        minute, hour, day, _, weekday = fields
        if _parses(f"{minute} {hour} {day} * {weekday}") and _parses(f"{minute} {hour} * {fields[3]} {weekday}"):
            return f"{text!r} never fires: none of its months has a day {day}"
        return f"{text!r} is not a cron schedule ({str(error)[:1].lower()}{str(error)[1:]}); try {EXAMPLE}"
    return _day_fault(text, parsed)


def _parses(text: str) -> bool:
    try:
        CronSim(text, _A_YEAR)
    except CronSimError:
        return False
    return True


def _day_fault(text: str, parsed: CronSim) -> str:
    """What is wrong with the days: no month has them, or cron programs disagree on what they mean."""
    _, _, day, _, weekday = text.upper().split()
    plain_day, plain_weekday = day == "L" or _are_numbers(parsed.days), _are_numbers(parsed.weekdays)
    if not plain_day or not (plain_weekday or (_NTH_WEEKDAY.fullmatch(weekday) and day == "*")):
        return f"{text!r} names days as only some cron programs do; expected numbers, such as {EXAMPLE}"
    if "*" not in (day, weekday) and (day.startswith("*") or weekday.startswith("*")):
        return f"{text!r} names days of the month and of the week; write one of the two as *"
    if min(parsed.days) > max(_days_in(month) for month in parsed.months):
        return f"{text!r} never fires: none of its months has a day {day}"
    if "*" not in (day, weekday) and max(parsed.days) > SHORTEST_MONTH:
        return f"{text!r} names days of the week and days that some months lack; write one of the two as *"
    return ""


def plain_crons(text: str) -> list[str]:
    """The same schedule as Prefect's croniter reads it: one, or several that have no run in common.

    In a list of days croniter leaves out the day after the end of a shorter month (of `1,31` the 1st of March), so each
    day that some months lack gets a schedule of its own.
    """
    parsed = CronSim(text, _A_YEAR)
    minute, hour, day, month, weekday = text.upper().split()
    month = _plain(month, parsed.months)
    rest = f"{month} {_plain(weekday, parsed.weekdays)}"
    time = f"{_plain(minute, parsed.minutes)} {_plain(hour, parsed.hours)}"
    return [f"{time} {days} {rest}" for days in _days_apart(day, parsed.days, parsed.months)]


def _plain(field: str, numbers: Collection[object]) -> str:
    """The field, its numbers written out where a step or a name may be read in another way."""
    return field if _SAME.fullmatch(field) or not _are_numbers(numbers) else _listed(numbers)


def _days_apart(field: str, days: Collection[int], months: Collection[int]) -> list[str]:
    if field == "L" or set(days) == set(range(1, 32)):
        return ["L" if field == "L" else "*"]
    longest = max(_days_in(month) for month in months)
    common = [day for day in days if day <= SHORTEST_MONTH]
    apart = [str(day) for day in sorted(days) if SHORTEST_MONTH < day <= longest]
    return [*([_listed(common)] if common else []), *apart]


def _days_in(month: int) -> int:
    return calendar.monthrange(2024, month)[1]


def _listed(numbers: Collection[object]) -> str:
    return ",".join(sorted(map(str, numbers), key=int))


def _are_numbers(numbers: Collection[object]) -> bool:
    return all(isinstance(number, int) and number >= 0 for number in numbers)


def hours_of(text: str) -> set[int]:
    """The hours of the day in which the schedule fires."""
    return CronSim(text, _A_YEAR).hours


def wall_times(text: str, start: datetime, end: datetime) -> list[datetime]:
    """The wall-clock times from `start` to before `end`, without a zone."""
    times = []
    for moment in CronSim(text, start - timedelta(seconds=1)):
        if moment >= end:
            break
        times.append(moment)
    return times
