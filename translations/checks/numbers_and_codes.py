"""Numbers, months, addresses and codes: each one of the source is in the translation, and the other way round.

Numbers are compared in digits of any script and in words, and by other clocks, calendars and names of centuries. A
number that simply is another one is an issue whatever the words say.
"""

import re
from collections.abc import Iterable, Sequence
from functools import cache

from wireglot.articles.facts import any_of, split_row
from wireglot.articles.languages import base_language
from wireglot.articles.numbers import (
    Number,
    Value,
    address_key,
    blank_addresses,
    decimal_mark_in,
    find_addresses,
    find_numbers,
    has_number_words,
    has_two_marks,
    numeral_table,
    spelled_values,
    usual_decimal_mark,
)

# A sentence that lost more numbers than this did not lose them to another clock or calendar. Also the most named.
_MAX_NUMBERS = 12

# Where nothing is known of a language's number words, numbers up to twenty and round ones may be written in them.
_MAY_BE_SPELLED = frozenset([*range(21), 30, 40, 50, 60, 70, 80, 90, 100, 1000, 10**6, 10**9])

# What may precede a year of two digits: 2015-16, '90.
_BEFORE_SHORT_YEAR = frozenset("-–—/'’‘")
# How the Nordic languages, Hungarian, Russian and Chinese mark a century by its first year: 1800-talet, 1800-luku.
_CENTURY_ENDINGS = ("-tal", "-luv", "-luk", "s", "-ta", "-x", "-y", "-a", "-é", "-х", "年代")

# A capital, then a digit within a few letters: B-52, H5N1, COVID-19, A320neo. No roman ordinals, no "1990s".
_CODE = re.compile(r"(?<![\w-])[A-Z][A-Za-z]{0,11}-?\d{1,8}(?:-?[A-Z0-9][A-Za-z0-9]{0,7})?(?!\w)", re.ASCII)
_MAX_CODES = 20  # codes compared in one sentence; text with more is a table
_SEPARATORS = re.compile(r"[\W_]+")


def changed_number(source: str, translation: str, language: str, to: str) -> str:
    """Name the numbers that were lost and added; "" when all were carried over."""
    source, translation = blank_addresses(source), blank_addresses(translation)
    expected, found = _numbers(source, language), _numbers(translation, to)
    if not expected and not found:
        return ""
    lost = _missing(expected, found, source, translation, language, to)
    added = _missing(found, expected, translation, source, to, language)
    if not (lost and added):  # a lone number may be in words of a language that we do not know
        lost = [number for number in lost if has_number_words(to) or not number.meanings & _MAY_BE_SPELLED]
        added = [number for number in added if has_number_words(language) or not number.meanings & _MAY_BE_SPELLED]
    details = [f"{_listed(lost)} not carried over"] if lost else []
    if added:
        details.append(f"{_listed(added)} not in the original")
    return "; ".join(details)


def _numbers(text: str, language: str) -> tuple[Number, ...]:
    """The numbers of a sentence; where it may have the less usual of two decimal marks, by both."""
    is_usual = has_two_marks(language) and decimal_mark_in([text], language) == usual_decimal_mark(language)
    return find_numbers(text, language, decimal=usual_decimal_mark(language) if is_usual else None)


def changed_code(source: str, translation: str) -> str:
    """Name the addresses and codes that the translation lacks or made up; "" when all are there."""
    expected, found = (
        {address_key(address): address for address in find_addresses(text)} for text in (source, translation)
    )
    lost = [address for key, address in expected.items() if key not in found]
    if lost:
        return f"{', '.join(lost)} not carried over"
    added = [address for key, address in found.items() if key not in expected]
    if added:
        return f"{', '.join(added)} not in the original"
    return _lost_codes(source, translation) if not expected else ""


def _lost_codes(source: str, translation: str) -> str:
    codes = list(dict.fromkeys(_CODE.findall(source)))[:_MAX_CODES]
    if not codes:
        return ""
    letters = _without_separators(translation)
    lost = [code for code in codes if _without_separators(code) not in letters]
    return f"{', '.join(lost)} not carried over" if lost else ""


def _without_separators(text: str) -> str:
    return _SEPARATORS.sub("", text).casefold()


def _listed(some: Iterable[Number]) -> str:
    return ", ".join(list(dict.fromkeys(number.raw for number in some))[:_MAX_NUMBERS])


def _missing(
    expected: Sequence[Number], found: Sequence[Number], text: str, other: str, language: str, to: str
) -> list[Number]:
    """The expected numbers of `text` (in `language`) that `other` (in `to`) has neither in digits nor in words."""
    values = frozenset(value for number in found for value in (*number.meanings, *number.parts))
    lost = [number for number in expected if not _is_among(number, values)]
    if not lost:
        return []
    values |= spelled_values(other, to)
    lost = [number for number in lost if not _is_among(number, values)]
    if len(lost) > _MAX_NUMBERS:
        return lost
    return [number for number in lost if not _is_written_otherwise(number, found, values, text, other, language, to)]


def _is_among(number: Number, values: frozenset[Value]) -> bool:
    return bool(number.meanings & values) or (bool(number.parts) and all(part in values for part in number.parts))


def _is_written_otherwise(
    number: Number,
    found: Sequence[Number],
    values: frozenset[Value],
    text: str,
    other: str,
    language: str,
    to: str,
) -> bool:
    """Whether the other side gives it by another clock, calendar or way of naming years and centuries."""
    parts = number.parts or tuple(number.meanings)
    variants = (
        _other_clock(parts, values, text, other, language, to)
        | _other_calendar(number, text, language, to)
        | _short_years(number, found)
    )
    values |= {year - offset for n in found for offset in _year_offsets(to, other, n.start) for year in _years(n)}
    return (
        any(value in values for value in (*variants, *number.meanings))
        or _is_century_of(number, values, text)
        or _is_with_half(number, values, other, to)
        or _is_in_century_of(number, found, other)
    )


def _other_clock(
    parts: tuple[Value, ...], values: frozenset[Value], text: str, other: str, language: str, to: str
) -> set[Value]:
    """14 for 2 in the afternoon, and back, where one side says that it is afternoon or night."""
    hour, *rest = parts
    if not isinstance(hour, int) or hour > 24:
        return set()
    if len(rest) == 1 and isinstance(rest[0], int) and rest[0] and rest[0] not in values:
        return {hour * 100 + rest[0]}  # 2.30 as 0230
    if hour > 12:
        return {hour - 12} if _says_half_of_day(other, to) else set()
    return {hour + 12, 0} if _says_half_of_day(text, language) else set()


def _says_half_of_day(text: str, language: str) -> bool:
    words = numeral_table(base_language(language)).get("afternoon", "").split()
    folded = text.casefold()
    return "pm" in folded or any(word in folded for word in words) or "a.m" in folded or " am" in folded


def _other_calendar(number: Number, text: str, language: str, to: str) -> set[Value]:
    """The year by our calendar: Buddhist, or of an era whose name precedes it; and back into theirs."""
    years: set[Value] = set()
    for value in number.meanings:
        if isinstance(value, int):
            years |= {value - offset for offset in _year_offsets(language, text, number.start) if value < 3000}
            years |= {value + offset for offset in _year_offsets(to, "", 0) if 1000 < value < 3000}
    return years


def _years(number: Number) -> list[int]:
    return [value for value in number.meanings if isinstance(value, int) and value < 3000]


def _year_offsets(language: str, text: str, position: int) -> list[int]:
    """How many years the calendars of a language, or the era named before `position`, are ahead of ours."""
    own = numeral_table(base_language(language))
    eras = dict(pair.split("=") for pair in own.get("eras", "").split())
    offsets = [-int(ahead) for name, ahead in eras.items() if name in text[max(0, position - 4) : position]]
    return [*offsets, int(own["year"])] if "year" in own else offsets


def _short_years(number: Number, found: Sequence[Number]) -> set[Value]:
    """1990 for '90, 90s or 2015-16, and back."""
    years: set[Value] = set()
    for value in number.meanings:
        if isinstance(value, int) and 1800 <= value < 2100:
            short = {v for n in found if n.before in _BEFORE_SHORT_YEAR or n.after.isalpha() for v in n.meanings}
            years |= {value % 100} & short if value % 10 else {value % 100}
        elif isinstance(value, int) and 1 <= value < 100 and (number.before in _BEFORE_SHORT_YEAR or not value % 10):
            years |= {value + 1800, value + 1900, value + 2000}
    return years


def _is_century_of(number: Number, values: frozenset[Value], text: str) -> bool:
    """Whether the number is written like Nordic 1800-talet and the other side says nineteenth century."""
    if not text[number.end : number.end + 4].casefold().startswith(_CENTURY_ENDINGS):
        return False
    return any(isinstance(value, int) and not value % 100 and value // 100 + 1 in values for value in number.meanings)


def _is_with_half(number: Number, values: frozenset[Value], other: str, to: str) -> bool:
    """Whether the number is 1.5, 1,500 or 2.5 million and the other side has a word for a half: "a million and a half".

    One and two are often part of that word ("anderthalb", "ढाई").
    """
    halves = _halves(base_language(to))
    if halves is None or not halves.search(other):
        return False
    digits = [str(value).replace(".", "").strip("0") for value in number.meanings]
    wholes = [each[:-1] for each in digits if each.endswith("5")]
    return any(whole in ("", "1", "2") or (whole.isdecimal() and int(whole) in values) for whole in wholes)


@cache
def _halves(language: str) -> re.Pattern[str] | None:
    """The words for a half, and for one with a half; None where they are not known."""
    table = numeral_table(language)
    words = any_of(split_row(table.get("half", "")))
    if not words:
        return None
    return re.compile(
        words if table.get("unspaced") or language == "th" else rf"(?<!\w)(?:{words})(?!\w)", re.IGNORECASE
    )


def _is_in_century_of(number: Number, found: Sequence[Number], other: str) -> bool:
    """Whether the number is the nineteenth of a century and the other side says 1800-talet."""
    return any(
        value == (year // 100) + 1
        for candidate in found
        for year in candidate.meanings
        if isinstance(year, int) and not year % 100 and 900 < year < 2100
        for value in number.meanings
        if _is_century_of(candidate, frozenset([value]), other)
    )
