"""The numbers of a sentence with their units, whether in digits or in words, and the months and days it names."""

from dataclasses import dataclass

from wireglot.articles.numbers.addresses import without_addresses
from wireglot.articles.numbers.calendar import dated, weekdays
from wireglot.articles.numbers.numbers import Number, Value, numbers
from wireglot.articles.numbers.spelled import cardinals
from wireglot.summarizers.facts.units import unit

# A month may be another word too (mars, may, mai): it is taken for one beside a figure, or when it is long enough.
_BESIDE, _LONG_NAME = 6, 5


@dataclass(frozen=True, slots=True)
class Amount:
    """A number: as it stands, what it may mean, the numbers it is made of, its unit ("" when none) and its place."""

    shown: str
    values: frozenset[Value]
    parts: tuple[Value, ...]
    unit: str
    start: int
    end: int
    worded: bool = False

    def like(self, other: "Amount") -> bool:
        """Whether the two may mean the same number."""
        if self.values & other.values:
            return True
        if self.parts and other.parts and not self.values | other.values:
            return self.parts == other.parts
        return bool(self.parts and set(self.parts) <= other.values) or bool(self.values & set(other.parts))


@dataclass(frozen=True, slots=True)
class Day:
    """A month ("m", 1-12) or a day of the week ("d", 1-7) that is named; `beside` a figure or not."""

    sort: str
    number: int
    shown: str
    start: int
    beside: bool


def amounts(text: str, language: str) -> tuple[Amount, ...]:
    """Every number, those in digits first."""
    clean = without_addresses(text)
    digits = [_of_digits(number, clean, language) for number in numbers(clean, language)]
    taken = [range(one.start, one.end) for one in digits]
    worded = [
        Amount(clean[start:end], frozenset([value]), (), unit(clean, start, end, language), start, end, True)
        for value, start, end in cardinals(clean, language)
        if not any(start in place for place in taken)
    ]
    return (*digits, *worded)


def days(text: str, language: str) -> tuple[Day, ...]:
    """The months and days of the week that are surely named; capitals are supplied where a text has none."""
    cased = _with_capitals(text)
    months = [Day("m", number, text[a:b], a, _by_figure(text, a, b)) for number, a, b in dated(cased, language)]
    week = [Day("d", number, text[a:b], a, True) for number, a, b in weekdays(cased, language)]
    return (*(day for day in months if day.beside or len(day.shown) >= _LONG_NAME), *week)


def _of_digits(number: Number, text: str, language: str) -> Amount:
    return Amount(
        text[number.start : number.end].strip(),
        number.meanings,
        number.parts,
        unit(text, number.start, number.end, language),
        number.start,
        number.end,
    )


def _by_figure(text: str, start: int, end: int) -> bool:
    return any(one.isdigit() for one in text[max(0, start - _BESIDE) : start] + text[end : end + _BESIDE])


def _with_capitals(text: str) -> str:
    titled = text.title() if text.islower() else text
    return titled if len(titled) == len(text) else text
