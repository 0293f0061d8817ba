"""Numbers and ordinals in words: one of the source is nowhere in the translation, which has another.

One alone may be an idiom, an article or a part of a name; a change leaves both. Of the two one must be written in words
that hardly ever mean anything else. Numbers in digits are compared in numbers_and_codes.py.
"""

from collections.abc import Iterable
from typing import NamedTuple

from wireglot.articles.languages import base_language
from wireglot.articles.numbers import (
    Value,
    blank_addresses,
    find_cardinals,
    find_numbers,
    find_ordinals,
    spelled_values,
)

# Numbers from a hundred are written in too many ways: half a million, fifteen hundred, 50 crore.
_COMPARED = range(2, 100)
# "Two decades" are twenty years, "two to three million" begins with two million.
_FACTORS = (10, 1000, 10**6)


class _Numbers(NamedTuple):
    """The numbers in words of a text: (value, as written) where certain, all values that words may mean, and those with
    the numbers in digits.
    """

    certain: list[tuple[int, str]]
    possible: frozenset[int]
    all: frozenset[Value]


def changed_number_word(source: str, translation: str, language: str, to: str) -> str:
    """Name the number in words that was lost or added in place of another; "" when none was."""
    ours = [(value, source[a:b]) for value, a, b in find_cardinals(source, language) if value in _COMPARED]
    theirs = [(value, translation[a:b]) for value, a, b in find_cardinals(translation, to) if value in _COMPARED]
    if not ours and not theirs:
        return ""
    expected, found = _numbers(source, language, ours), _numbers(translation, to, theirs)
    lost, added = _missing(expected, found.all), _missing(found, expected.all)
    if lost and (added or _others(found, expected.all)):
        return f"{lost} not carried over"
    if added and _others(expected, found.all):
        return f"{added} not in the original"
    return ""


def changed_ordinal(source: str, translation: str, language: str, to: str) -> str:
    """Name an ordinal from first to sixth that became another; "" when none did."""
    expected = _ordinals(source, language)
    found = _ordinals(translation, to) if expected else {}
    lost = [text for number, text in expected.items() if number not in found]
    added = [text for number, text in found.items() if number not in expected]
    return f"{lost[0]} became {added[0]}" if lost and added else ""


def _ordinals(text: str, language: str) -> dict[int, str]:
    return {number: text[start:end] for number, start, end in find_ordinals(text, base_language(language))}


def _numbers(text: str, language: str, certain: list[tuple[int, str]]) -> _Numbers:
    possible = spelled_values(text, language)
    digits = (value for n in find_numbers(blank_addresses(text), language) for value in (*n.meanings, *n.parts))
    return _Numbers(certain, possible, possible.union(digits, (value for value, _ in certain)))


def _missing(numbers: _Numbers, values: frozenset[Value]) -> str:
    """The first certain number that is not among the values, as it is written; "" for none."""
    return next((text for value, text in numbers.certain if not _is_among(value, values)), "")


def _is_among(value: int, values: frozenset[Value]) -> bool:
    return value in values or any(value * factor in values or value / factor in values for factor in _FACTORS)


def _others(numbers: _Numbers, values: frozenset[Value]) -> Iterable[int]:
    """The numbers that words may mean and that are not among the values."""
    return [value for value in numbers.possible if value in _COMPARED and value not in values]
