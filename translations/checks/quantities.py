"""Units, currencies and signs: the number of the source has them in the translation too.

A unit is changed when the same number stands beside a rival unit (euros and dollars, kilometres and miles) and nowhere
beside its own: a translator who converts gives another number.
"""

import re
import unicodedata
from collections.abc import Sequence

from wireglot.articles.facts import (
    MONEY,
    Quantity,
    fact_words,
    find_quantities,
    has_signs,
    has_units,
    may_have_negatives,
    negative_numbers,
    same_unit,
    units_in,
)
from wireglot.articles.languages import base_language

_NEXT_WORD = re.compile(r"[ \u00a0-]?[^\s\d()\[\].,;:!?]{1,20}")


_MAX_QUANTITIES = 40  # both sides together; a text with more is a table

# A pound may be a weight, which other languages give in kilograms; percentage points are often called points. A bare
# number may be an age or an hour, and never so many months or weeks.
_NEVER_LEFT_OUT = MONEY - {"pound"} | {"percent", "month", "week"}


def knows_units(language: str, to: str) -> bool:
    """Whether the units of both languages are known."""
    return has_units(base_language(language)) and has_units(base_language(to))


def changed_unit(source: str, translation: str, language: str, to: str) -> str:
    """Name a unit or currency that became another one beside its number; "" when all are kept."""
    if not knows_units(language, to):
        return ""
    ours, theirs = _with_unit(source, language), _with_unit(translation, to)
    if not (ours or theirs) or len(ours) + len(theirs) > _MAX_QUANTITIES:
        return ""
    return _rival(ours, theirs, source, translation) or _lost(ours, theirs, source, translation, language, to)


def _rival(ours: Sequence[Quantity], theirs: Sequence[Quantity], source: str, translation: str) -> str:
    """A number of the source that stands beside another unit in the translation."""
    for quantity in ours:
        if _count(quantity, theirs) < _count(quantity, ours):
            equal = (other for other in theirs if quantity.may_equal(other) and other.unit != quantity.unit)
            rival = next((other for other in equal if _count(other, theirs) > _count(other, ours)), None)
            if rival:
                return f"{_in_words(quantity, source)} became {_in_words(rival, translation)}"
    return ""


def _lost(
    ours: Sequence[Quantity], theirs: Sequence[Quantity], source: str, translation: str, language: str, to: str
) -> str:
    """A number whose unit is never left out, and that is bare on the other side, where no such unit is named."""
    for quantity in ours:
        if quantity.unit in _NEVER_LEFT_OUT and _is_bare(quantity, translation, to):
            return f"{_in_words(quantity, source)} lost its unit"
    for quantity in theirs:
        if quantity.unit in _NEVER_LEFT_OUT and _is_bare(quantity, source, language):
            return f"{_in_words(quantity, translation)} has a unit that is not in the original"
    return ""


def _is_bare(quantity: Quantity, other: str, language: str) -> bool:
    """Whether the other side has the number, and nowhere its unit."""
    language = base_language(language)
    if quantity.unit not in fact_words("units", language) or quantity.unit in units_in(other, language):
        return False
    equal = [each for each in find_quantities(other, language) if quantity.may_equal(each)]
    return bool(equal) and not any(each.unit for each in equal)


def _with_unit(text: str, language: str) -> list[Quantity]:
    return [quantity for quantity in find_quantities(text, base_language(language)) if quantity.unit]


def _count(one: Quantity, quantities: Sequence[Quantity]) -> int:
    """How many are the same number in the same unit."""
    return sum(one.may_equal(other) and same_unit(one.unit, other.unit) for other in quantities)


def _in_words(quantity: Quantity, text: str) -> str:
    """The number with the mark before it and the word after it, as the reader finds them."""
    before = text[max(0, quantity.start - 1) : quantity.start]
    after = _NEXT_WORD.match(text, quantity.end)
    return f"{before if unicodedata.category(before or ' ') == 'Sc' else ''}{quantity.text}{after[0] if after else ''}"


def knows_signs(language: str, to: str) -> bool:
    """Whether it is known how both languages say "minus"."""
    return has_signs(base_language(language)) and has_signs(base_language(to))


def changed_sign(source: str, translation: str, language: str, to: str) -> str:
    """Name a negative number that lost its sign, or a number that got one; "" for neither."""
    if not knows_signs(language, to):
        return ""
    language, to = base_language(language), base_language(to)
    lost = _unsigned(source, translation, language, to)
    if lost:
        return f"{lost} lost its minus sign"
    added = _unsigned(translation, source, to, language)
    return f"{added} has a minus sign that is not in the original" if added else ""


def _unsigned(text: str, other: str, language: str, to: str) -> str:
    """A number that is negative in `text`, and that `other` has without any sign; "" for none."""
    if not may_have_negatives(text, language) or may_have_negatives(other, to):
        return ""
    negative = negative_numbers(text, language, find_quantities(text, language))
    there = find_quantities(other, to) if negative else ()
    return next((number.text for number in negative if any(map(number.may_equal, there))), "")
