"""The negative numbers of a text, with a sign or in words: "-12", "minus 12", "12 degrees below zero"."""

import re
from collections.abc import Iterable
from functools import cache

from wireglot.articles.facts.quantities import Quantity
from wireglot.articles.facts.tables import any_of, entry, split_row, table
from wireglot.articles.numbers import numeral_table

# A sign stands before the number without a space, and neither in a range nor in a word: not in "10 -12", "COVID-19". A
# dash may open an aside as well; it is a sign before degrees and shares.
_SIGN = re.compile(r"(?:^|(?<!\d)[\s(\"'“„«])[$€£]?([-\u2212\u2010\u2011]|\u2013)$")
_BEHIND_DASH = frozenset({"degree", "percent", "points"})
_ANY_SIGN = re.compile(r"[-\u2212\u2013\u2010\u2011](?=[$€£¥]?\d)")
_REACH = 24  # characters after a number within which "below zero" belongs to it
_WORD_BEFORE = 20


def has_signs(language: str) -> bool:
    """Whether it is known how the language (base tag) says "minus"."""
    return language in table("signs")


def negative_numbers(text: str, language: str, quantities: Iterable[Quantity]) -> tuple[Quantity, ...]:
    """Return those of the quantities of a text that are certainly negative."""
    minus, below, _ = _patterns(language)

    def is_negative(number: Quantity) -> bool:
        before = text[max(0, number.start - _WORD_BEFORE) : number.start]
        after = text[number.end : number.end + _REACH]
        sign = None if number.spelled_out else _SIGN.search(before)
        signed = sign is not None and (sign[1] != "\u2013" or number.unit in _BEHIND_DASH)
        return bool(signed or minus.search(before) or below.search(after))

    return tuple(filter(is_negative, quantities))


def may_have_negatives(text: str, language: str) -> bool:
    """Whether anything in the text may be a sign before a number, or say "minus"."""
    return _ANY_SIGN.search(text) is not None or _patterns(language)[2].search(text) is not None


@cache
def _patterns(language: str) -> tuple[re.Pattern[str], re.Pattern[str], re.Pattern[str]]:
    """Before a number, after it, and anywhere where it may say so."""
    rows = {name: split_row(row) for name, row in entry("signs", language).items()}
    minus, below, perhaps = (rows.get(name, []) for name in ("minus", "below", "perhaps"))
    spaced = not numeral_table(language).get("unspaced") and language != "th"
    start, end = (r"(?<!\w)", r"(?!\w)") if spaced else ("", "")
    never = r"(?!)"
    return (
        re.compile(rf"{start}(?:{any_of(minus)})[ \u00a0]?$" if minus else never, re.IGNORECASE),
        re.compile(rf"{start}(?:{any_of(below)}){end}" if below else never, re.IGNORECASE),
        re.compile(rf"{start}(?:{any_of([*minus, *below, *perhaps])})" if rows else never, re.IGNORECASE),
    )
