"""Dates as people write them: what a text may mean as a moment, and whether that is certain.

    2026-11-05T14:05:00+01:00      Nov 5, 2026 2:05 PM       Thu, 05 Nov 2026 14:05:00 EST     20261105
    01.12.2099 06:00 CET           1er décembre 2099 à 6h    令和8年11月5日                      ٢٠٢٦-١١-٠٥

A time without a zone is in the zone of the desk. Where a text has several meanings (11/05/2026, 06:00 IST) all are
returned, the earliest first; where it has none that is certain, none is. Relative words ("tomorrow") are none.
Digits, times, zones and numeric dates are read here, since no library tells what it skipped or guessed; the names of
months in 40 languages are dateparser's. Zones and words are in data/dates.toml.
"""

import re
import tomllib
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta, timezone, tzinfo
from functools import cache
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

# A longer text is no date; a pattern may take quadratic time.
MAX_LENGTH = 120
# Newspapers of before 1700 are rare; a year 543 away is Buddhist, one 579 away Islamic, 621 Persian, 1911 of Minguo.
YEARS = range(1700, 2200)
# Seconds since 1970 that are more likely a moment than a number: 1990 to 2200.
EPOCH = range(631_152_000, 7_258_118_400)

# The languages whose names of months are read, in the order in which they are tried.
LANGUAGES = (
    *("en", "de", "fr", "es", "pt", "it", "nl", "sv", "da", "nb", "fi", "pl", "cs", "sk", "hu", "ro", "el", "bg", "sr"),
    *("hr", "sl", "ru", "uk", "tr", "ar", "fa", "he", "hi", "th", "vi", "id", "zh", "ja", "ko", "ca", "et", "lv", "lt"),
    "is",
)
# The same word is October in Croatian and November in Polish and Czech: lipiec, srpen, listopad and others.
_SLAVIC = ("pl", "cs", "hr", "uk")

_ISO = re.compile(
    r"\d{4}(?:-\d\d-\d\d|\d{4}|-?W\d\d(?:-?\d)?)"
    r"(?:[T ]\d\d(?::?\d\d(?::?\d\d(?:[.,]\d+)?)?)?(?:Z|[+-]\d\d(?::?\d\d)?)?)?"
)
_MAIL = re.compile(r"(?:\w{3},? )?\d{1,2} \w{3} \d{4} \d\d:\d\d(?::\d\d)? (?:GMT|UT|UTC|[ECMP][SD]T|[+-]\d{4})")
_ERAS = {"明治": 1867, "大正": 1911, "昭和": 1925, "平成": 1988, "令和": 2018, "民國": 1911, "民国": 1911}
_ERA_LETTERS = {"M": "明治", "T": "大正", "S": "昭和", "H": "平成", "R": "令和"}
_YEAR_FIRST = re.compile(
    rf"(?<![\d.])(?:(?P<era>{'|'.join(_ERAS)}|[MTSHR])\s*(?P<of>\d{{1,3}}|元)|(?P<year>\d{{4}}))\s*(?P<mark>[-/.年년])\s*"
    r"(?P<month>\d{1,2})\s*(?:(?P=mark)|[月월])\s*(?P<day>\d{1,2})(?:\s*[日일]|\.)?(?!\d)(?=T|\b|$|[^\w])"
)
_DAY_OR_MONTH_FIRST = re.compile(r"(?<!\d)(\d{1,2})([-/.])(\d{1,2})\2(\d{4}|\d\d)(?![\d])")
_HALF = r"(?P<half>[ap]\.? ?m\b\.?)"
_CLOCK = re.compile(
    rf"(?<![\d.])T?(?P<hour>\d{{1,2}})\s?(?:[:.hH時时點点시]|uhr)\s?(?P<minute>\d\d)\s?(?:[:.分분]\s?(?P<second>\d\d)(?:[.,]\d+)?)?\s?(?:[分분])?"
    rf"\s?{_HALF}?(?![\d])",
    re.IGNORECASE,
)
_HOUR = re.compile(
    rf"(?<![\d.])(?P<hour>\d{{1,2}})\s?(?:{_HALF}|(?:uhr|h|o'?clock|heures?|uur|horas?|часов|час|時|时|點|点|시)(?!\w))",
    re.IGNORECASE,
)
_DIGITS = re.compile(
    r"(?<![\d])(?P<hour>[01]\d|2[0-4])(?P<minute>[0-5]\d)\s?(?=hrs?\b|hours\b|[A-Za-z]{1,4}\b|[+-]\d\d)", re.IGNORECASE
)
_OFFSET = re.compile(
    r"(?:\b(?:GMT|UTC|UT)\s?)?(?P<sign>[+\-−])(?P<hours>\d{1,2})(?::?(?P<minutes>[0-5]\d))?(?!\d)", re.IGNORECASE
)
_IANA = re.compile(r"\b[A-Z][A-Za-z]+/[A-Z][A-Za-z_]+(?:/[A-Z][A-Za-z_]+)?\b")
_CITY_TIME = re.compile(
    r"\b(?P<city>[^\W\d_]+(?: [^\W\d_]+)?) time\b|\b(?:heure de|hora de|ora di|tijd in) (?P<other>[^\W\d_]+)",
    re.IGNORECASE,
)
# Mail and RSS define these zones (RFC 822); in Britain BST is as certain.
_CERTAIN_ZONES = frozenset({"est", "edt", "cst", "cdt", "mst", "mdt", "pst", "pdt", "bst"})
_FORENOON = re.compile("午前|上午|오전")
_AFTERNOON = re.compile("午後|下午|오후")
_ZONE_OF_OFFSET = re.compile(r"(?<=[\dZ])\[[A-Za-z_/]+\]$")  # +01:00[Europe/Paris]
_IN_BRACKETS = re.compile(r"\([A-Za-z][A-Za-z .]{1,40}\)")
_WORD = re.compile(r"[^\W\d_][^\W\d_'’-]*", re.UNICODE)
_PUNCTUATION = re.compile(r"[\s,;()\[\]|،–—\"“”*_@~!.:-]+")
_THAI = re.compile("[\u0e00-\u0e7f]")
_THAI_ERA = re.compile(r"พ\.?ศ\.?|\bB\.?E\.?\b")


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


def published_date(text: str, zone: tzinfo = UTC) -> tuple[str, str]:
    """Return the date in ISO 8601 and UTC, and a warning; "" for a text that cannot be read with certainty."""
    found = read_date(text, zone)
    if not found.moments:
        return "", f"The date {shown(text)} cannot be read and is not used."
    texts = [day.isoformat() for day in found.days] or [_iso(moment) for moment in found.moments]
    if len(set(texts)) > 1:
        return "", f"The date {shown(text)} may mean {' or '.join(dict.fromkeys(texts))} and is not used."
    return texts[0], f"The date {shown(text)} {found.doubt}." if found.doubt else ""


def shown(text: str, limit: int = 80) -> str:
    """Return the value in quotes, shortened, for a sentence to the reader."""
    return repr(text if len(text) <= limit else text[: limit - 1] + "…")


def read_date(text: str, zone: tzinfo = UTC, *, until: bool = False) -> DateReading:
    """Return what the text means as a date.

    Args:
        zone: Of a time that names none.
        until: The text is the end of an embargo: words such as "not before" may stand in it, and where its weekday
            contradicts its day, the next such weekday is one of its meanings.
    """
    text = _normalized(text)
    if not text or len(text) > MAX_LENGTH or not any(character.isdigit() for character in text):
        return DateReading()
    if moment := _strict(text):
        parts = _of_moment(moment, zone, is_day=len(text) <= len("2024-03-12"))
    else:
        found = _of_number(text) or _of_words(text, zone, until)
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


def _of_words(text: str, zone: tzinfo, until: bool) -> _Parts | None:
    days, rest = _numeric_days(text)
    minutes, rest = _time(rest, has_day=bool(days))
    if minutes is not None and not 0 <= minutes <= 24 * 60:
        return None
    zones, rest = _zones(rest, until)
    weekday, rest = _weekday(rest)
    rest = _without_words(rest, until)
    if not days:
        days = _named_days(rest)
    elif rest:
        return None
    if not days:
        return None
    doubt = ""
    if weekday is not None and all(day.weekday() != weekday for day in days):
        doubt = "names another weekday than that of its day"
        later = days[-1] + timedelta(days=(weekday - days[-1].weekday()) % 7)
        days = (*days, later) if until else days
    elif weekday is not None:  # 11/05/2026 is certain after "Monday"
        days = tuple(day for day in days if day.weekday() == weekday)
    return _Parts(days, minutes, zones or (zone,), doubt)


def _numeric_days(text: str) -> tuple[tuple[date, ...], str]:
    """Return the days that a date in figures may mean, and the text without it."""
    for pattern, read in ((_YEAR_FIRST, _year_first), (_DAY_OR_MONTH_FIRST, _day_or_month_first)):
        if match := pattern.search(text):
            rest = f"{text[: match.start()]} {text[match.end() :].removeprefix('T')}"
            return tuple(sorted(set(read(match, text)))), _THAI_ERA.sub(" ", rest)
    return (), text


def _year_first(match: re.Match[str], text: str) -> Iterator[date]:
    if era := match["era"]:
        year = _ERAS[_ERA_LETTERS.get(era, era)] + (1 if match["of"] == "元" else int(match["of"]))
    else:
        year = int(match["year"]) - (543 if _THAI_ERA.search(text) else 0)
    yield from _valid(year, int(match["month"]), int(match["day"]))


def _day_or_month_first(match: re.Match[str], text: str) -> Iterator[date]:
    """Yield 11/05/2026 as 11 May and as 5 November; with points the day is first everywhere."""
    one, mark, two, year_text = int(match[1]), match[2], int(match[3]), match[4]
    years = (
        [int(year_text) - (543 if _THAI_ERA.search(text) else 0)]
        if len(year_text) == 4
        else _full_years(int(year_text))
    )
    for year in years:
        yield from _valid(year, two, one)
        if mark != ".":
            yield from _valid(year, one, two)
    if len(year_text) == 2 and mark != ".":  # 26-11-05
        for year in _full_years(one):
            yield from _valid(year, two, int(year_text))


def _full_years(two_digits: int) -> list[int]:
    """Return the years that two digits mean: 2026, but 1999 or 2099."""
    return [2000 + two_digits] if two_digits < 50 else [1900 + two_digits, 2000 + two_digits]


def _valid(year: int, month: int, day: int) -> Iterator[date]:
    try:
        yield date(year, month, day)
    except ValueError:
        return


def _time(text: str, *, has_day: bool) -> tuple[float | None, str]:
    """Return the minutes since midnight, None without a time and -1 for an impossible one, and the text without it."""
    is_beside_year = has_day or len(re.findall(r"(?<!\d)\d{4}(?!\d)", text)) > 1
    patterns = (_CLOCK, _HOUR, _DIGITS) if is_beside_year else (_CLOCK, _HOUR)
    for pattern in patterns:
        if match := pattern.search(text):
            minutes = _minutes(match.groupdict())
            rest = f"{text[: match.start()]} {text[match.end() :]}"
            if _AFTERNOON.search(rest) and minutes < 12 * 60:
                minutes += 12 * 60
            return minutes, _AFTERNOON.sub(" ", _FORENOON.sub(" ", rest))
    folded = text.casefold()
    for words, minutes in ((_words().noon, 12 * 60.0), (_words().midnight, 24 * 60.0)):
        for word in words:
            if match := re.search(rf"(?<!\w){re.escape(word)}(?!\w)", folded):
                return minutes, f"{text[: match.start()]} {text[match.end() :]}"
    return None, text


def _minutes(parts: dict[str, str | None]) -> float:
    hour, minute, second = (int(parts.get(name) or 0) for name in ("hour", "minute", "second"))
    half = (parts.get("half") or "")[:1].lower()
    if minute > 59 or second > 60 or (half == "a" and hour > 12) or (hour == 24 and (minute or second)):
        return -1
    if half and hour <= 12:
        hour = hour % 12 + (12 if half == "p" else 0)
    return hour * 60 + minute + second / 60


def _zones(text: str, until: bool) -> tuple[tuple[tzinfo, ...], str]:
    """Return the zones that the text may name, the usual one first, and the text without the name."""
    if match := _IANA.search(text):
        zone = _iana(match[0])
        return ((zone,), text.replace(match[0], " ", 1)) if zone else ((), text)
    if (match := _CITY_TIME.search(text)) and (name := _cities().get((match["city"] or match["other"]).casefold())):
        return (ZoneInfo(name),), text.replace(match[0], " ", 1)
    if match := _OFFSET.search(text):
        minutes = int(match["hours"]) * 60 + int(match["minutes"] or 0)
        if minutes <= 14 * 60:
            offset = timezone(timedelta(minutes=minutes if match["sign"] == "+" else -minutes))
            rest = f"{text[: match.start()]} {text[match.end() :]}"
            return (offset,), _IN_BRACKETS.sub(" ", rest)  # +0100 (CET)
    return _named_zone(text, until)


def _named_zone(text: str, until: bool) -> tuple[tuple[tzinfo, ...], str]:
    words = _words()
    for match in _WORD.finditer(text):
        name = match[0].casefold()
        rest = f"{text[: match.start()]} {text[match.end() :]}"
        if offsets := words.zones.get(name):
            offsets = offsets[:1] if name in _CERTAIN_ZONES and not until else offsets
            return tuple(timezone(timedelta(minutes=minutes)) for minutes in offsets), rest
        if name in words.regions:
            return (ZoneInfo(words.regions[name]),), rest
    return (), text


def _iana(name: str) -> ZoneInfo | None:
    try:
        return ZoneInfo(name)
    except (KeyError, ValueError, OSError):
        return None


@cache
def _cities() -> dict[str, str]:
    """Return the zones by city in small letters."""
    from zoneinfo import available_timezones

    return {
        name.rpartition("/")[2].replace("_", " ").casefold(): name
        for name in sorted(available_timezones())
        if "/" in name
    }


def names_weekday(text: str) -> bool:
    """Return whether a weekday stands in the text: "Monday, early"."""
    return _weekday(text)[0] is not None


def _weekday(text: str) -> tuple[int | None, str]:
    """Return the weekday that is named, Monday as 0, and the text without it; None also where several are."""
    found, rest = set(), text
    for match in _WORD.finditer(text):
        word = match[0].casefold()
        for number, names in enumerate(_words().weekdays):
            if word in names or any(len(word) == 3 and name[:3] == word and name.isascii() for name in names[:6]):
                found.add(number)
                rest = rest.replace(match[0], " ", 1)
                break
    return (found.pop() if len(found) == 1 else None), rest


def _without_words(text: str, until: bool) -> str:
    """Return the text without the words that say nothing about the day."""
    words = _words()
    silent = words.beside | (words.until if until else frozenset())
    kept = [word for word in _PUNCTUATION.split(text) if word and word.casefold() not in silent]
    return " ".join(kept)


def _named_days(text: str) -> tuple[date, ...]:
    """Return the days that a date with the name of a month may mean; () unless it has just a day and a year."""
    figures = re.findall(r"\d+", text)
    if len(figures) != 2 or len(text.split()) > 5:
        return ()
    found: set[date] = set()
    first = _parsed_by_name(text, LANGUAGES)
    if first and first[1][:2] in _SLAVIC:
        found |= {other[0] for language in _SLAVIC if (other := _parsed_by_name(text, (language,)))}
    if first:
        found.add(first[0])
    days: set[date] = set()
    for day in found:
        days.update(_checked(day, figures, text))
    return tuple(sorted(days))


def _checked(day: date, figures: list[str], text: str) -> Iterator[date]:
    """Yield the day when its figures are those of the text; two digits of a year may mean two years."""
    numbers = [int(figure) for figure in figures]
    if day.day in numbers and day.year in numbers and max(map(len, figures)) == 4:
        yield from _valid(day.year - (543 if _THAI.search(text) and day.year > YEARS.stop else 0), day.month, day.day)
    elif max(map(len, figures)) <= 2 and day.day in numbers:
        other = numbers[1] if numbers[0] == day.day else numbers[0]
        for year in _full_years(other):
            yield from _valid(year, day.month, day.day)


def _parsed_by_name(text: str, languages: tuple[str, ...]) -> tuple[date, str] | None:
    """Return the day and the language in which the text is a date."""
    try:
        found = _parser(languages).get_date_data(text)
    except (ValueError, OverflowError, RecursionError):
        return None
    return (found.date_obj.date(), found.locale or "") if found and found.date_obj else None


@cache
def _parser(languages: tuple[str, ...]) -> Any:
    from dateparser.date import DateDataParser  # 70 ms, and few dates need it

    # Only whole dates: no relative words, no time, nothing added from today's date.
    settings = {
        "PARSERS": ["absolute-time"],
        "REQUIRE_PARTS": ["day", "month", "year"],
        "STRICT_PARSING": True,
        "PREFER_LOCALE_DATE_ORDER": False,
        "DATE_ORDER": "DMY",
    }
    return DateDataParser(languages=list(languages), settings=settings)


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
    text = unicodedata.normalize("NFKC", text)
    digits = (str(unicodedata.decimal(c)) if c.isdecimal() else c for c in text if unicodedata.category(c) != "Cf")
    text = " ".join("".join(digits).split())
    return _ZONE_OF_OFFSET.sub("", text).strip("\"'“”‘’ ")


@dataclass(frozen=True, slots=True)
class _Words:
    beside: frozenset[str]
    until: frozenset[str]
    noon: tuple[str, ...]
    midnight: tuple[str, ...]
    weekdays: tuple[tuple[str, ...], ...]
    zones: dict[str, list[int]]
    regions: dict[str, str]


@cache
def _words() -> _Words:
    table = tomllib.loads((Path(__file__).parent / "data" / "dates.toml").read_text("utf-8"))
    return _Words(
        frozenset(word.casefold() for word in table["beside"]),
        frozenset(word.casefold() for word in table["until"]),
        tuple(sorted(table["noon"], key=len, reverse=True)),
        tuple(table["midnight"]),
        tuple(tuple(names) for names in table["weekdays"]),
        table["zones"],
        table["regions"],
    )
