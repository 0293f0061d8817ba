"""Dates as people write them: what a text may mean as a moment, and whether that is certain.

    2026-11-05T14:05:00+01:00      Nov 5, 2026 2:05 PM       Thu, 05 Nov 2026 14:05:00 EST     20261105
    01.12.2099 06:00 CET           1er décembre 2099 à 6h    令和8年11月5日                      ٢٠٢٦-١١-٠٥

A time without a zone is in the zone of the desk. Where a text has several meanings (11/05/2026, 06:00 IST) all are
returned, the earliest first; where it has none that is certain, none is. Relative words ("tomorrow") are none.
Figures, times and zones are read by our own patterns (days.py, times_and_zones.py), since no library tells what it
skipped or guessed; the names of months in 40 languages are dateparser's.
"""

import re
import unicodedata
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta, timezone, tzinfo

from wireglot.articles.reading.days import YEARS, named_days, numeric_days
from wireglot.articles.reading.times_and_zones import (
    names_local_time,
    number_may_be_time,
    time_of_day,
    weekday_of,
    without_words,
    zones_of,
)

# A longer text is no date; a pattern may take quadratic time.
MAX_LENGTH = 120
# Seconds since 1970 that are more likely a moment than a number: 1990 to 2200.
EPOCH = range(631_152_000, 7_258_118_400)
# No embargo ends before; such a number is a time of day ("1 December 2000").
FIRST_YEAR_OF_EMBARGOES = 2010
# "Local time" is that of no certain place; on earth a day ends last twelve hours behind UTC.
LAST_ZONE = timezone(timedelta(hours=-12))
_ISO = re.compile(
    r"\d{4}(?:-\d\d-\d\d|\d{4}|-?W\d\d(?:-?\d)?)"
    r"(?:[T ]\d\d(?::?\d\d(?::?\d\d(?:[.,]\d+)?)?)?(?:Z|[+-]\d\d(?::?\d\d)?)?)?"
)
_MAIL = re.compile(r"(?:\w{3},? )?\d{1,2} \w{3} \d{4} \d\d:\d\d(?::\d\d)? (?:GMT|UT|UTC|[ECMP][SD]T|[+-]\d{4})")
_ZONE_OF_OFFSET = re.compile(r"([T ]\d\d[\d:.,]*(?:Z|[+-]\d\d(?::?\d\d)?))\[!?[\w/+-]+\]$")  # +01:00[Europe/Paris]
_CALENDAR = re.compile(r"\[!?[\w-]+=[\w-]+\]$| m=[+-][\d.]+$")  # [u-ca=gregory]; Go's monotonic clock


@dataclass(frozen=True, slots=True)
class DateReading:
    """What a text may mean as a date.

    moments  in UTC, the earliest first; () when no meaning is certain
    days     the same as days, where the text has no time of day; else ()
    doubt    what is odd about the text though it is read, "" for nothing
    """

    moments: tuple[datetime, ...] = ()
    days: tuple[date, ...] = ()
    doubt: str = ""


@dataclass(frozen=True, slots=True)
class _Parts:
    """The parts of a date: its possible days, the time of day in minutes (None without one), and its possible zones."""

    days: tuple[date, ...]
    minutes: float | None
    zones: tuple[tzinfo, ...]
    doubt: str = ""


def to_utc(text: str) -> str:
    """Return ISO 8601 or a date of mail and RSS in UTC ("2024-03-12T13:05:00Z"); a day without a time stays a day.

    For anything else "" is returned, so that a number such as 978556838 is no date. A time without zone is in UTC.
    """
    text = text.strip()
    moment = _strict(text)
    if moment is None:
        return ""
    if len(text) <= len("2024-03-12"):
        return moment.date().isoformat()
    try:
        return _iso(moment if moment.tzinfo else moment.replace(tzinfo=UTC))
    except OverflowError:  # the first and last days of the calendar
        return ""


def published_date(text: str, zone: tzinfo = UTC, language: str = "") -> tuple[str, str]:
    """Return the date in ISO 8601 and UTC, and a warning; "" for a text that cannot be read with certainty."""
    found = read_date(text, zone, language=language)
    if not found.moments:
        return "", f"The date {shown(text)} cannot be read and is not used."
    texts = [day.isoformat() for day in found.days] or [_iso(moment) for moment in found.moments]
    if len(set(texts)) > 1:
        return "", f"The date {shown(text)} may mean {' or '.join(dict.fromkeys(texts))} and is not used."
    return texts[0], f"The date {shown(text)} {found.doubt}." if found.doubt else ""


def shown(text: str, limit: int = 80) -> str:
    """Return the value in quotes, shortened, for a sentence to the reader."""
    return repr(text if len(text) <= limit else text[: limit - 1] + "…")


def read_date(text: str, zone: tzinfo = UTC, *, until: bool = False, language: str = "") -> DateReading:
    """Return what the text means as a date.

    Args:
        zone: Of a time that names none.
        until: The text is the end of an embargo: words such as "not before" may stand in it, and where its weekday
            contradicts its day, the next such weekday is one of its meanings.
        language: Of the text, "" where it is not known: "listopad" is October in Croatian, November in Polish.
    """
    text = _normalized(text)
    if not text or len(text) > MAX_LENGTH or not any(character.isdigit() for character in text):
        return DateReading()
    if moment := _strict(text):
        parts = _of_moment(moment, zone, is_day=len(text) <= len("2024-03-12"))
    else:
        found = _of_number(text) or _of_words(text, zone, until, language)
        if found is None:
            return DateReading()
        parts = found
    return _reading(parts)


def _reading(parts: _Parts) -> DateReading:
    if not parts.days or any(day.year not in YEARS for day in parts.days):
        return DateReading()
    moments = set()
    for day in parts.days:
        for zone in parts.zones:
            local = datetime(day.year, day.month, day.day) + timedelta(minutes=parts.minutes or 0)
            # Where clocks are set back, an hour comes twice.
            moments |= {local.replace(tzinfo=zone, fold=fold).astimezone(UTC) for fold in (0, 1)}
    days = tuple(sorted(set(parts.days))) if parts.minutes is None else ()
    return DateReading(tuple(sorted(moments)), days, parts.doubt)


def _of_moment(moment: datetime, zone: tzinfo, *, is_day: bool) -> _Parts:
    seconds = moment.hour * 3600 + moment.minute * 60 + moment.second + moment.microsecond / 1e6
    return _Parts((moment.date(),), None if is_day else seconds / 60, (moment.tzinfo or zone,))


def _of_number(text: str) -> _Parts | None:
    """Return a moment in seconds or milliseconds since 1970, or as YYYYMMDDhhmm(ss)."""
    if not text.isdecimal():
        return None
    if len(text) in (10, 13) and int(text[:10]) in EPOCH:
        return _of_moment(datetime.fromtimestamp(int(text[:10]), UTC), UTC, is_day=False)
    if len(text) in (12, 14) and (moment := _parsed(f"{text[:8]}T{text[8:]}")):
        return _of_moment(moment, UTC, is_day=False)
    return None


def _of_words(text: str, zone: tzinfo, until: bool, language: str) -> _Parts | None:
    days, rest = numeric_days(text)
    days_in_figures = days != ()
    minutes, rest = time_of_day(rest, has_day=bool(days))
    if minutes is not None and not 0 <= minutes <= 24 * 60:
        return None
    zones, rest = zones_of(rest, until)
    if not days and number_may_be_time(rest, has_time=minutes is not None, has_zone=bool(zones), until=until):
        return None
    weekday, rest = weekday_of(rest)
    rest = without_words(rest, until)
    if not days:
        days = named_days(rest, language)
    elif rest:
        return None
    if not days or (until and days[0].year < FIRST_YEAR_OF_EMBARGOES and minutes is None and not days_in_figures):
        return None
    doubt = ""
    if minutes is not None and not zones and names_local_time(text):
        doubt = "is a local time, whose place is not known"
        zones = (zone, LAST_ZONE) if until else ()
    if weekday is not None and all(day.weekday() != weekday for day in days):
        doubt = "names another weekday than that of its day"
        later = days[-1] + timedelta(days=(weekday - days[-1].weekday()) % 7)
        days = (*days, later) if until else days
    elif weekday is not None:  # 11/05/2026 is certain after "Monday"
        days = tuple(day for day in days if day.weekday() == weekday)
    return _Parts(days, minutes, zones or (zone,), doubt)


def _strict(text: str) -> datetime | None:
    """Return a moment in ISO 8601 or in the form of mail; 24:00 is the beginning of the next day."""
    if _ISO.fullmatch(text):
        if (hour := re.match(r"(.{8,10}[T ])24((?::?00(?:[.,]0+)?)*)(?=[Z+-]|$)", text)) and (
            moment := _parsed(f"{hour[1]}00{text[hour.end(1) + 2 :]}")
        ):
            return moment + timedelta(days=1)
        return _parsed(text)
    if _MAIL.fullmatch(text):
        from email.utils import parsedate_to_datetime  # a few milliseconds, and seldom needed

        try:
            return parsedate_to_datetime(text)
        except (ValueError, TypeError, IndexError):
            return None
    return None


def _parsed(text: str) -> datetime | None:
    try:
        return datetime.fromisoformat(text)
    except ValueError:
        return None


def _iso(moment: datetime) -> str:
    return moment.astimezone(UTC).isoformat().replace("+00:00", "Z")


def _normalized(text: str) -> str:
    """Return the text with ASCII digits and single spaces, without marks of direction and quotes around it."""
    text = unicodedata.normalize("NFKC", text.replace("º", "").replace("ª", ""))
    digits = (str(unicodedata.decimal(c)) if c.isdecimal() else c for c in text if unicodedata.category(c) != "Cf")
    text = " ".join("".join(digits).split())
    return _ZONE_OF_OFFSET.sub(r"\1", _CALENDAR.sub("", text)).strip("\"'“”‘’ ")
