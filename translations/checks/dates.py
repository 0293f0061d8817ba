"""Months and weekdays: one of the source that the translation lacks, while it names another, was changed.

A date in figures is a matter of numbers. A day that only disappears may have become "yesterday". Names that are other
words too (May, mars) do no harm, since two of them have to differ.
"""

from collections import Counter

from wireglot.articles.languages import base_language
from wireglot.articles.numbers import find_months, find_weekdays, load_table

_MONTHS = (
    *("January", "February", "March", "April", "May", "June"),
    *("July", "August", "September", "October", "November", "December"),
)
_WEEKDAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")


def knows_dates(language: str, to: str) -> bool:
    """Whether the names of months and of weekdays are known in both languages."""
    pair = {base_language(language), base_language(to)}
    return all(pair <= load_table(name).keys() for name in ("months", "weekdays"))


def changed_date(source: str, translation: str, language: str, to: str) -> str:
    """Name a month or weekday of the source that became another; "" when all agree or the names are unknown."""
    language, to = base_language(language), base_language(to)
    return _changed(_MONTHS, _months(source, language), _months(translation, to)) or _changed(
        _WEEKDAYS, _weekdays(source, language), _weekdays(translation, to)
    )


def _changed(names: tuple[str, ...], expected: Counter[int], found: Counter[int]) -> str:
    lost, added = expected - found, found - expected
    return f"{names[min(lost) - 1]} became {names[min(added) - 1]}" if lost and added else ""


def _months(text: str, language: str) -> Counter[int]:
    return Counter(number for number, _, _ in find_months(text, language))


def _weekdays(text: str, language: str) -> Counter[int]:
    """Also the English ones, which stay in names of any language: "The Sunday Times"."""
    found = Counter(number for number, _, _ in find_weekdays(text, language))
    return (
        found if language == "en" or "day" not in text else found + Counter(n for n, _, _ in find_weekdays(text, "en"))
    )
