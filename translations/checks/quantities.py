"""Units, currencies and signs: the number of the source has them in the translation too.

A unit is changed when the same number stands beside a rival unit (euros and dollars, kilometres and miles) and nowhere
beside its own: a translator who converts gives another number.
"""

import re
import unicodedata
from collections.abc import Sequence

from wireglot.articles.facts import Quantity, are_rivals, find_quantities, has_units, same_unit
from wireglot.articles.languages import base_language

_NEXT_WORD = re.compile(r"[ \u00a0-]?[^\s\d()\[\].,;:!?]{1,20}")


def knows_units(language: str, to: str) -> bool:
    """Whether the units of both languages are known."""
    return has_units(base_language(language)) and has_units(base_language(to))


def changed_unit(source: str, translation: str, language: str, to: str) -> str:
    """Name a unit or currency that became another one or was lost beside its number; "" when all are kept."""
    if not knows_units(language, to):
        return ""
    ours = find_quantities(source, base_language(language))
    theirs = find_quantities(translation, base_language(to)) if any(quantity.unit for quantity in ours) else ()
    for quantity in ours:
        rival = _rival(quantity, ours, theirs) if quantity.unit else None
        if rival:
            return f"{_in_words(quantity, source)} became {_in_words(rival, translation)}"
    return ""


def _rival(quantity: Quantity, ours: Sequence[Quantity], theirs: Sequence[Quantity]) -> Quantity | None:
    """The same number beside a rival unit, where it stands nowhere beside the unit of the source."""
    equal = [other for other in theirs if quantity.may_equal(other)]
    if any(same_unit(quantity.unit, other.unit) for other in equal):
        return None
    rivals = (other for other in equal if are_rivals(quantity.unit, other.unit))
    return next((rival for rival in rivals if not any(_is_same(rival, each) for each in ours)), None)


def _is_same(one: Quantity, other: Quantity) -> bool:
    return one.may_equal(other) and same_unit(one.unit, other.unit)


def _in_words(quantity: Quantity, text: str) -> str:
    """The number with the mark before it and the word after it, as the reader finds them."""
    before = text[max(0, quantity.start - 1) : quantity.start]
    after = _NEXT_WORD.match(text, quantity.end)
    return f"{before if unicodedata.category(before or ' ') == 'Sc' else ''}{quantity.text}{after[0] if after else ''}"
