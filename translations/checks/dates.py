"""Dates: the months that are named beside a figure, which must be the same months in the told sentence."""

import re

from wireglot.articles.numbers import base_language, find_months, load_table

# Between a day or a year and its month there is no more than this: "3 de marzo de 2016", "den 3:e mars".
_BESIDE = 5
_FIGURE = re.compile(r"\d")


def date(source: str, told: str, language: str, to: str) -> str:
    """A month of the source that became another; "" when all agree or nothing is known."""
    if (
        not _FIGURE.search(source)
        or base_language(language) not in load_table("months")
        or base_language(to) not in load_table("months")
    ):
        return ""
    named = frozenset(_dated(source, base_language(language)))
    if not named:
        return ""
    there = frozenset(month for month, _, _ in find_months(told, base_language(to)))
    other = frozenset(_dated(told, base_language(to))) - frozenset(
        month for month, _, _ in find_months(source, base_language(language))
    )
    lost = sorted(named - there)
    return f"{_NAMES[lost[0] - 1]} became {_NAMES[min(other) - 1]}" if lost and other else ""


def _dated(text: str, language: str) -> list[int]:
    """The months that stand beside a figure: elsewhere "may", "mars" and "август" are other words too."""
    return [
        month
        for month, start, end in find_months(text, language)
        if _FIGURE.search(text, max(0, start - _BESIDE), start) or _FIGURE.search(text, end, end + _BESIDE)
    ]


_NAMES = (
    *("January", "February", "March", "April", "May", "June"),
    *("July", "August", "September", "October", "November", "December"),
)
