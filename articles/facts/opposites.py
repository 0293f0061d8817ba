"""Opposites: pairs of words that exclude each other (rose and fell), by concept, in data/opposites.toml.

A concept has the same name in all languages, so that a sentence can be compared with its translation.
"""

import re
from dataclasses import dataclass
from functools import cache

from wireglot.articles.facts.tables import any_of, entry, split_row
from wireglot.articles.numbers import numeral_table


@dataclass(frozen=True, slots=True)
class Opposites:
    """A concept with a pattern for the words of each of its two sides."""

    concept: str
    sides: tuple[re.Pattern[str], re.Pattern[str]]


@cache
def opposites_of(language: str) -> tuple[Opposites, ...]:
    """Return the concepts of a language (base tag); () where it has none."""
    return tuple(
        Opposites(concept, (_side(one, language), _side(other, language)))
        for concept, row in entry("opposites", language).items()
        for one, other in [row.split("|")]
    )


def _side(row: str, language: str) -> re.Pattern[str]:
    unspaced = numeral_table(language).get("unspaced") or language == "th"
    words = any_of(split_row(row))
    return re.compile(words if unspaced else rf"(?<!\w)(?:{words})(?!\w)", re.IGNORECASE)
