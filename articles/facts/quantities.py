"""The quantities of a text (numbers with their units, in digits or words) and the months and weekdays it names."""

import re
from dataclasses import dataclass, replace
from functools import cache
from typing import Literal

from wireglot.articles.facts.tables import any_of, entry, split_row, table
from wireglot.articles.numbers import (
    Number,
    Value,
    blank_addresses,
    find_cardinals,
    find_months,
    find_numbers,
    find_weekdays,
)
from wireglot.articles.numbers import numeral_table as numerals

# Shares and money: what a bare count cannot be mistaken for.
SHARES = frozenset({"percent", "points"})
MONEY = frozenset(
    (
        *("dollar", "euro", "pound", "yen", "yuan", "rupee", "rouble", "won", "lira", "hryvnia", "zloty", "krona"),
        *("forint", "franc", "leu", "peso", "real", "rupiah", "rial", "toman", "dong", "hkd"),
    )
)
# A speed is given in units of length as well: "140 kilometres per hour".
_SAME_UNITS = (frozenset({"km", "kmh"}), frozenset({"mile", "mph"}))
# A unit of time may be left out beside its number ("Anna Berg, 45" is a 45-year-old); other units may not.
TIMES = frozenset({"second", "minute", "hour", "day", "week", "month", "year"})

_UNIT_REACH = 40  # characters after a number in which its unit starts and ends
_GAP = "[ \u00a0\u2009\u202f-]"  # between a number and its unit
_UNIT_BEFORE = 12  # characters before it, for "US$ 5" and "yüzde 5"
# The name of a month may be another word too (mars, may, mai): it counts beside a figure, or when it is long enough.
_BESIDE, _LONG_MONTH = 6, 5


@dataclass(frozen=True, slots=True)
class Quantity:
    """A number: as written, its possible values, the numbers it is composed of, its unit ("" for none), its span."""

    text: str
    values: frozenset[Value]
    parts: tuple[Value, ...]
    unit: str
    start: int
    end: int
    spelled_out: bool = False

    def may_equal(self, other: "Quantity") -> bool:
        """Whether the two may be the same number."""
        if self.values & other.values:
            return True
        if self.parts and other.parts and not self.values | other.values:
            return self.parts == other.parts
        return bool(self.parts and set(self.parts) <= other.values) or bool(self.values & set(other.parts))


@dataclass(frozen=True, slots=True)
class DateName:
    """A month (1-12) or a weekday (1-7) that a text names."""

    kind: Literal["month", "weekday"]
    number: int
    text: str
    start: int


def same_unit(unit: str, other: str) -> bool:
    """Whether two names of units may stand for one unit: km and km/h, in "140 kilometres per hour"."""
    return unit == other or any({unit, other} <= same for same in _SAME_UNITS)


def has_units(language: str) -> bool:
    """Whether the units of a language (base tag) are known in words."""
    return bool(entry("units", language))


def find_quantities(text: str, language: str) -> tuple[Quantity, ...]:
    """Return every number, those in digits first."""
    clean = blank_addresses(text)
    in_digits = [
        Quantity(
            clean[number.start : number.end].strip(),
            number.meanings,
            number.parts,
            _unit_of(number, clean, language),
            number.start,
            number.end,
        )
        for number in find_numbers(clean, language)
    ]
    in_digits = _with_units_of_ranges(in_digits, clean)
    taken = [range(quantity.start, quantity.end) for quantity in in_digits]
    in_words = [
        Quantity(clean[start:end], frozenset([value]), (), unit_at(clean, start, end, language), start, end, True)
        for value, start, end in find_cardinals(clean, language)
        if not any(start in span for span in taken)
    ]
    return (*in_digits, *in_words)


def _unit_of(number: Number, text: str, language: str) -> str:
    """The unit after the scale of a number, or the scale itself where it may be a unit: "35 mm", "645 mil"."""
    unit = unit_at(text, number.start, number.end, language)
    return unit or unit_at(text, number.start, number.start + len(number.raw), language)


def _with_units_of_ranges(quantities: list[Quantity], text: str) -> list[Quantity]:
    """Give the first number of "15 to 19 euros" and "15-19 %" the unit of the second."""
    shared = list(quantities)
    for at in reversed(range(len(shared) - 1)):
        first, second = shared[at], shared[at + 1]
        if not first.unit and second.unit and _range().fullmatch(text, first.end, second.start):
            shared[at] = replace(first, unit=second.unit)
    return shared


@cache
def _range() -> re.Pattern[str]:
    """Return a pattern of what joins the two numbers of a range, up to the sign of the second."""
    words = any_of(split_row(table("units")["between_numbers"]["words"]))
    return re.compile(rf"\s?(?:[-–—~〜～]|{words})\s?[$€£¥₹]?", re.IGNORECASE)


def find_date_names(text: str, language: str) -> tuple[DateName, ...]:
    """Return the months and weekdays that are certainly named; a text in lower case is read as if capitalized."""
    cased = text.title() if text.islower() else text
    cased = cased if len(cased) == len(text) else text
    months = [
        DateName("month", number, text[a:b], a)
        for number, a, b in find_months(cased, language)
        if b - a >= _LONG_MONTH or any(map(str.isdecimal, text[a:b])) or _beside_figure(text, a, b)
    ]
    return (*months, *(DateName("weekday", number, text[a:b], a) for number, a, b in find_weekdays(cased, language)))


def _beside_figure(text: str, start: int, end: int) -> bool:
    return any(mark.isdigit() for mark in text[max(0, start - _BESIDE) : start] + text[end : end + _BESIDE])


def unit_at(text: str, start: int, end: int, language: str) -> str:
    """Return the unit of the number at text[start:end] by its name in data/units.toml; "" when there is none."""
    after, before, _ = _unit_patterns(language)
    match = after.match(text, end, end + _UNIT_REACH)
    if match:
        return _unit_name(match)
    match = before.search(text, max(0, start - _UNIT_BEFORE), start)
    return _unit_name(match) if match else ""


def units_in(text: str, language: str) -> frozenset[str]:
    """Return every unit that the text names, beside a number or not."""
    return frozenset(map(_unit_name, _unit_patterns(language)[2].finditer(text)))


def _unit_name(match: re.Match[str]) -> str:
    return str(match.lastgroup).rpartition("_")[2]


@cache
def _unit_patterns(language: str) -> tuple[re.Pattern[str], re.Pattern[str], re.Pattern[str]]:
    """After a number (one word may come between it and a currency: "5 US dollars"), before it, and anywhere."""
    words = {name: split_row(row) for name, row in entry("units", language).items()}
    signs = {name: split_row(row) for name, row in table("units")["marks"].items()}
    border = "" if numerals(language).get("unspaced") or language == "th" else r"(?!\w)"
    word_groups = [_group(name, words[name], border, "w") for name in words if words[name]]
    letter = r"[^\W\d_]" if border else "[A-Za-z]"
    sign_groups = [_group(name, signs[name], rf"(?:(?<![A-Za-z])|(?!{letter}))", "m") for name in signs]
    money = [_group(name, words[name], border, "v") for name in words if name in MONEY]
    between = rf"|[^\W\d_]+[ -](?:{'|'.join(money)})" if money and border else ""
    links = any_of(split_row(table("units")["between"].get(language, "")))
    link_end = r"(?:(?<=['’])|(?= ))" if border else ""
    link = rf"(?:{_GAP}?(?:{links}){link_end})?" if links else ""
    after = rf"{link}{_GAP}?(?:{_longest_first(word_groups, sign_groups)}{between})"
    prefixes = dict(pair.split("=") for pair in table("units").get("before", {}).get(language, "").split())
    heads = [rf"(?P<b{at}_{name}>{any_of(split_row(word))})" for at, (name, word) in enumerate(prefixes.items())]
    before_signs = [_group(name, signs[name], "", "s") for name in signs if name in MONEY or name == "percent"]
    start = r"(?<![^\W\d_])" if border else ""  # "US€" is euros all the same
    before = rf"(?:{start}(?:{'|'.join([*heads, *before_signs])})|{'|'.join(_of_marks(signs))}){_GAP}?$"
    # A sign of letters ("m", "kg") is one only where no letter precedes it: not in "team".
    anywhere = rf"(?<![^\W\d_])(?:{'|'.join([*word_groups, *sign_groups])})|(?:{'|'.join(_of_marks(signs))})"
    return tuple(re.compile(pattern, re.IGNORECASE) for pattern in (after, before, anywhere))  # type: ignore[return-value]


def _group(name: str, words: list[str], border: str, prefix: str) -> str:
    return rf"(?P<{prefix}_{name}>(?:{any_of(words)}){border})"


def _of_marks(signs: dict[str, list[str]]) -> list[str]:
    marks = {name: [sign for sign in own if not sign[0].isalpha()] for name, own in signs.items()}
    return [_group(name, own, "", "n") for name, own in marks.items() if own]


def _longest_first(words: list[str], signs: list[str]) -> str:
    """Words before signs, since "m" is a metre only where no word continues; "points" before "percent"."""
    points = [group for group in words if "_points>" in group]
    return "|".join([*points, *(group for group in words if group not in points), *signs])
