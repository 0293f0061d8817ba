"""Dates: the months that are named beside a figure, which must be the same months in the told sentence."""

import re

from translations.checks.numbers import numbers
from translations.checks.spelled import months
from translations.checks.tables import base, table

# What stands between a day or a year and its month: "3 de marzo de 2016", "am 3. März", "March 3, 2016".
_BESIDE = re.compile(r"\d[\d\W]{0,3}(?:\w{1,3}\W+)?([^\W\d_]+)|([^\W\d_]+)[\W]{1,3}(?:\w{1,3}\W+)?(?=\d)")


def date(source: str, told: str, language: str, to: str) -> str:
    """A month of the source that became another; "" when all agree or nothing is known."""
    if base(language) not in table("months") or base(to) not in table("months"):
        return ""
    named = frozenset(_dated(source, base(language)))
    if not named:
        return ""
    there = frozenset(months(told, base(to)))
    other = frozenset(_dated(told, base(to))) - frozenset(months(source, base(language)))
    in_digits = {value for one in numbers(told, to) for value in (*one.meanings, *one.parts)}
    lost = [month for month in sorted(named - there) if month not in in_digits]
    return f"{_NAMES[lost[0] - 1]} became {_NAMES[min(other) - 1]}" if lost and other else ""


def _dated(text: str, language: str) -> list[int]:
    """The months that stand beside a figure: elsewhere "may", "mars" and "август" are other words too."""
    return [month for match in _BESIDE.finditer(text) for month in months(match[1] or match[2], language)]


_NAMES = "January February March April May June July August September October November December".split()
