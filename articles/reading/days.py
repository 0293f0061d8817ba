"""The day in a date: in figures, with the name of a month, or in another calendar.

Figures that may be a day or a month give several days. The names of months are dateparser's, which is asked strictly.
"""

import re
import unicodedata
from collections.abc import Iterator
from datetime import date, timedelta
from functools import cache
from typing import Any

from wireglot.articles.reading.times_and_zones import stands_between

# Newspapers of before 1700 are rare; a year 543 away is Buddhist, one 579 away Islamic, 621 Persian, 1911 of Minguo.
YEARS = range(1700, 2200)
# The languages whose names of months are read, in the order in which they are tried.
LANGUAGES = (
    *("en", "de", "fr", "es", "pt", "it", "nl", "sv", "da", "nb", "fi", "pl", "cs", "sk", "hu", "ro", "el", "bg", "sr"),
    *("hr", "sl", "ru", "uk", "tr", "ar", "fa", "he", "hi", "th", "vi", "id", "zh", "ja", "ko", "ca", "et", "lv", "lt"),
    "is",
)
# The same word is October in Croatian and November in Polish and Czech: lipiec, srpen, listopad and others.
_SLAVIC = ("pl", "cs", "hr", "uk")
_WORD = re.compile(r"(?:[^\W\d_]|[\u0300-\u036f\u064b-\u065f\u0900-\u0dff\u0e00-\u0e7f])+")
# The keys of dateparser's data.
_MONTHS = (
    *("january", "february", "march", "april", "may", "june", "july", "august", "september", "october", "november"),
    "december",
)
_ERAS = {"明治": 1867, "大正": 1911, "昭和": 1925, "平成": 1988, "令和": 2018, "民國": 1911, "民国": 1911}
_ERA_LETTERS = {"M": "明治", "T": "大正", "S": "昭和", "H": "平成", "R": "令和"}
_YEAR_FIRST = re.compile(
    rf"(?<![\d.])(?:(?P<era>{'|'.join(_ERAS)}|[MTSHR])\s*(?P<of>\d{{1,3}}|元)|(?P<year>\d{{4}}))\s*(?P<mark>[-/.年년])\s*"
    r"(?P<month>\d{1,2})\s*(?:(?P=mark)|[月월])\s*(?P<day>\d{1,2})(?:\s*[日일]|\.?(?!\d))"
)
_DAY_OR_MONTH_FIRST = re.compile(r"(?<!\d)(\d{1,2})([-/.])(\d{1,2})\2(\d{4}|\d\d)(?![\d])")
_VIETNAMESE = re.compile(r"(?:ngày )?(\d{1,2}) (tháng) (\d{1,2}),? (?:năm )?(\d{4})")
_DAY_OF_YEAR = re.compile(r"(?<![\d.-])(\d{4})-(\d{3})(?![\d-])")
_THAI_MONTHS = ("ม.ค.", "ก.พ.", "มี.ค.", "เม.ย.", "พ.ค.", "มิ.ย.", "ก.ค.", "ส.ค.", "ก.ย.", "ต.ค.", "พ.ย.", "ธ.ค.")
_SHORT_THAI = re.compile(rf"(\d{{1,2}}) ?({'|'.join(map(re.escape, _THAI_MONTHS))}) ?(\d{{4}})")
_THAI = re.compile("[\u0e00-\u0e7f]")
_THAI_ERA = re.compile(r"พ\.?ศ\.?|\bB\.?E\.?\b")


def numeric_days(text: str) -> tuple[tuple[date, ...], str]:
    """Return the days that a date in figures may mean, and the text without it."""
    forms = (
        (_YEAR_FIRST, _year_first),
        (_DAY_OR_MONTH_FIRST, _day_or_month_first),
        (_VIETNAMESE, _day_or_month_first),
        (_SHORT_THAI, _short_thai),
        (_DAY_OF_YEAR, _day_of_year),
    )
    for pattern, read in forms:
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
    """Yield 11/05/2026 as 11 May and as 5 November; with points and words the day is first everywhere."""
    one, mark, two, year_text = int(match[1]), match[2], int(match[3]), match[4]
    years = (
        [int(year_text) - (543 if _THAI_ERA.search(text) else 0)]
        if len(year_text) == 4
        else _full_years(int(year_text))
    )
    for year in years:
        yield from _valid(year, two, one)
        if mark in "-/":
            yield from _valid(year, one, two)
    if len(year_text) == 2 and mark in "-/":  # 26-11-05
        for year in _full_years(one):
            yield from _valid(year, two, int(year_text))


def _short_thai(match: re.Match[str], _text: str) -> Iterator[date]:
    year = int(match[3])
    yield from _valid(year - 543 if year >= YEARS.stop else year, _THAI_MONTHS.index(match[2]) + 1, int(match[1]))


def _day_of_year(match: re.Match[str], _text: str) -> Iterator[date]:
    """Yield 2026-309, the 309th day of the year."""
    for first in _valid(int(match[1]), 1, 1):
        day = first + timedelta(days=int(match[2]) - 1)
        if day.year == first.year and first.year in YEARS:
            yield day


def _full_years(two_digits: int) -> list[int]:
    """Return the years that two digits mean: 2026, but 1999 or 2099."""
    return [2000 + two_digits] if two_digits < 50 else [1900 + two_digits, 2000 + two_digits]


def _valid(year: int, month: int, day: int) -> Iterator[date]:
    try:
        yield date(year, month, day)
    except ValueError:
        return


def named_days(text: str, language: str = "") -> tuple[date, ...]:
    """Return the days that a date with the name of a month may mean; () unless it has these alone: day, month, year."""
    figures = re.findall(r"\d+", text)
    words = [word for word in _WORD.findall(text) if not stands_between(word)]
    if len(figures) != 2 or len(words) != 1 or _plain(words[0]) not in _month_words():
        return ()
    if language[:2] in _SLAVIC and (own := _parsed_by_name(text, (language[:2],))):
        return tuple(sorted(set(_checked(own[0], figures, text))))
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


@cache
def _month_words() -> frozenset[str]:
    """Return the words of all names of months: dateparser takes up to 20 ms to find that a word is none."""
    from dateparser.languages.loader import default_loader

    locales = default_loader.get_locales(languages=list(LANGUAGES))
    names = (name for locale in locales for month in _MONTHS for name in locale.info.get(month, ()))
    return frozenset(_plain(word) for name in names for word in _WORD.findall(name))


def _plain(word: str) -> str:
    """Return the word in small letters and without accents."""
    letters = unicodedata.normalize("NFKD", word.casefold())
    return "".join(letter for letter in letters if not unicodedata.combining(letter))


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
