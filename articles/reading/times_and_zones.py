"""The time of day, the zone and the weekday in a date, and the words that say nothing about its day.

Each function takes one of them out of a text, and returns it with the rest. The words are in data/dates.toml.
"""

import re
import tomllib
from dataclasses import dataclass
from datetime import timedelta, timezone, tzinfo
from functools import cache
from pathlib import Path
from zoneinfo import ZoneInfo

_HALF = r"(?P<half>[ap]\.? ?m\b\.?)"
_CLOCK = re.compile(
    rf"(?<![\d.])T?(?P<hour>\d{{1,2}})\s?(?:[:.hH時时點点시]|uhr)\s?(?P<minute>\d\d|\d(?=\s?[分분]))\s?(?:[:.分분]\s?(?P<second>\d\d)(?:[.,]\d+)?)?\s?(?:[分분])?"
    rf"\s?{_HALF}?(?![\d])",
    re.IGNORECASE,
)
_HOUR = re.compile(
    rf"(?<![\d.])(?P<hour>\d{{1,2}})\s?(?:{_HALF}|(?:uhr|h|o'?clock|heures?|uur|horas?|часов|час|時|时|點|点|시)(?!\w))",
    re.IGNORECASE,
)
_HOUR_AFTER_WORD = re.compile(r"\b(?:alle ore|ore|klo|godz\.?|saat|الساعة)\s(?P<hour>\d{1,2})(?![\d.:])", re.IGNORECASE)
_DIGITS = re.compile(
    r"(?<![\d])(?P<hour>[01]\d|2[0-4])(?P<minute>[0-5]\d)\s?(?=hrs?\b|hours\b|[A-Za-z]{1,4}\b|[+-]\d\d)", re.IGNORECASE
)
_OFFSET = re.compile(
    r"(?:\b(?:GMT|UTC|UT)\s?)?(?P<sign>[+\-−])(?P<hours>\d{1,2})(?::?(?P<minutes>[0-5]\d))?(?!\d)", re.IGNORECASE
)
_IANA = re.compile(r"\b[A-Za-z]{2,}/(?:GMT[+-]\d{1,2}|[A-Za-z_]+(?:[/-][A-Za-z_]+)*)", re.IGNORECASE)
_CITY_TIME = re.compile(
    r"\b(?P<city>[^\W\d_]+(?: [^\W\d_]+)?) time\b|\b(?:heure de|hora de|ora di|tijd in) (?P<other>[^\W\d_]+)",
    re.IGNORECASE,
)
# Mail and RSS define these zones (RFC 822); in Britain BST is as certain.
_CERTAIN_ZONES = frozenset({"est", "edt", "cst", "cdt", "mst", "mdt", "pst", "pdt", "bst"})
_FORENOON = re.compile("午前|上午|오전")
_AFTERNOON = re.compile("午後|下午|오후")
_ZONE_AFTER_OFFSET = re.compile(r"\s([A-Z]{2,5})\b")
_IN_BRACKETS = re.compile(r"\([A-Za-z][A-Za-z .]{1,40}\)")
_ZONE_IN_BRACKETS = re.compile(r"\((?:[A-Z]{2,5}|[A-Za-z ]{3,35} Time)\)")
# A number that may be a time of day, and the words that say that one is named.
_HHMM = re.compile(r"(?<![\d.,:/-])(?:(?:[01]\d|2[0-3])[0-5]\d|2400)(?![\d:/])")
_HOURS = re.compile(
    r"(?<![^\W\d_])(?:hrs?|hours?|h|z|uhr|heures?|uur|horas?|ore|kl|klo|klokken|klockan|kello|godz|godzina|hod|часов|час|saat"
    r"|time|o'?clock|zeit|ortszeit|local|locale|lokale|lokal|at)(?![^\W\d_])",
    re.IGNORECASE,
)
_YEAR_BEFORE_MONTH = re.compile(r"^\W*\d{4}(?! ?\.| m\b)\W+(?:[^\W\d_]+\W+)*\d")
_LOCAL = re.compile(
    r"\b(?:local|locale|lokale|lokal|ortszeit|paikallista|местного|местному|محلي)\b|当地|當地|現地|현지", re.IGNORECASE
)
_SHORT_WEEKDAY = re.compile(r"^\W*(?P<word>[^\W\d_]{2,4})(?:\.,?|,)\s*")
_MARDI = re.compile(r"\bmar\b\.?(?=.*\d\.? (?:de )?[^\W\d_]{3,})", re.IGNORECASE)  # "mar. 5 mai", not "Mar. 5 at 6"
_WORD = re.compile(r"[^\W\d_][^\W\d_'’-]*", re.UNICODE)
_EAST_ASIAN_WEEKDAY = re.compile(
    r"\((?:[月火水木金土日](?:曜日?)?|(?:星期|周|週)?[一二三四五六日天]|[월화수목금토일])\)"
)
_PUNCTUATION = re.compile(r"[\s,;()\[\]|،–—\"“”*_@~!.:-]+")


def time_of_day(text: str, *, has_day: bool) -> tuple[float | None, str]:
    """Return the minutes since midnight, None without a time and -1 for an impossible one, and the text without it."""
    is_beside_year = has_day or len(re.findall(r"(?<!\d)\d{4}(?!\d)", text)) > 1
    for pattern in (_CLOCK, _HOUR, _HOUR_AFTER_WORD, *((_DIGITS,) if is_beside_year else ())):
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


def zones_of(text: str, until: bool) -> tuple[tuple[tzinfo, ...], str]:
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
            following = text[match.end() :]
            named = _ZONE_AFTER_OFFSET.match(following)  # -0500 EST
            if named and named[1].casefold() in _words().zones:
                following = following[named.end() :]
            rest = f"{text[: match.start()]} {following}"
            return (offset,), (_ZONE_IN_BRACKETS if until else _IN_BRACKETS).sub(" ", rest)  # +0100 (CET)
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
        return ZoneInfo(_names().get(name.casefold(), name))
    except (KeyError, ValueError, OSError):
        return None


@cache
def _names() -> dict[str, str]:
    """Return the names of zones by the same in small letters."""
    from zoneinfo import available_timezones

    return {name.casefold(): name for name in available_timezones()}


@cache
def _cities() -> dict[str, str]:
    """Return the zones by city in small letters."""
    return {
        name.rpartition("/")[2].replace("_", " ").casefold(): name for name in sorted(_names().values()) if "/" in name
    }


def number_may_be_time(text: str, *, has_time: bool, has_zone: bool, until: bool) -> bool:
    """Return whether the number that looks like a year is rather a time: "2000 GMT Dec. 1", "1 December, 2000 hrs".

    Args:
        text: Without the time and the zone that were found.
    """
    if _HHMM.search(text) is None:
        return False
    if has_time:  # "0700 GMT (2000 CET), Dec. 1"
        return until and has_zone and _named_zone(text, until)[0] != ()
    return has_zone or _HOURS.search(text) is not None or (until and _YEAR_BEFORE_MONTH.match(text) is not None)


def names_local_time(text: str) -> bool:
    return _LOCAL.search(text) is not None


def names_weekday(text: str) -> bool:
    """Return whether a weekday stands in the text: "Monday, early"."""
    return weekday_of(text)[0] is not None


def weekday_of(text: str) -> tuple[int | None, str]:
    """Return the weekday that is named, Monday as 0, and the text without it; None also where several are."""
    if (short := _SHORT_WEEKDAY.match(text)) and (number := _short_weekday(short["word"])) is not None:
        return number, text[short.end() :]
    found, rest = set[int](), _EAST_ASIAN_WEEKDAY.sub(" ", text)
    for match in _WORD.finditer(text):
        word = match[0].casefold()
        if word == "mar":  # March, where no other month is named
            continue
        for number, names in enumerate(_words().weekdays):
            if word in names or any(len(word) == 3 and name[:3] == word and name.isascii() for name in names[:6]):
                found.add(number)
                rest = rest.replace(match[0], " ", 1)
                break
    if not found and (mardi := _MARDI.search(rest)):
        return 1, f"{rest[: mardi.start()]} {rest[mardi.end() :]}"
    return (found.pop() if len(found) == 1 else None), rest


def _short_weekday(word: str) -> int | None:
    return next((n for n, names in enumerate(_words().short_weekdays) if word.casefold() in names), None)


def stands_between(word: str) -> bool:
    """Return whether the word, or the ending of an ordinal, may stand between a day, a month and a year."""
    return word.casefold() in _words().between


def without_words(text: str, until: bool) -> str:
    """Return the text without the words that say nothing about the day."""
    words = _words()
    silent = words.beside | (words.until if until else frozenset())
    kept = [word for word in _PUNCTUATION.split(text) if word and word.casefold() not in silent]
    return " ".join(kept)


@dataclass(frozen=True, slots=True)
class _Words:
    beside: frozenset[str]
    until: frozenset[str]
    between: frozenset[str]
    noon: tuple[str, ...]
    midnight: tuple[str, ...]
    weekdays: tuple[tuple[str, ...], ...]
    short_weekdays: tuple[tuple[str, ...], ...]
    zones: dict[str, list[int]]
    regions: dict[str, str]


@cache
def _words() -> _Words:
    table = tomllib.loads((Path(__file__).parent / "data" / "dates.toml").read_text("utf-8"))
    return _Words(
        frozenset(word.casefold() for word in table["beside"]),
        frozenset(word.casefold() for word in table["until"]),
        frozenset(word.casefold() for word in table["between"]),
        tuple(sorted(table["noon"], key=len, reverse=True)),
        tuple(table["midnight"]),
        tuple(tuple(names) for names in table["weekdays"]),
        tuple(tuple(names) for names in table["short_weekdays"]),
        table["zones"],
        table["regions"],
    )
