"""Openings that lean on the sentence before: "He", "Later,", "These"; the words are in data/openings.toml."""

from functools import cache

from summarizers.extracting.terms import unspaced
from summarizers.extracting.weights import openings

_LONGEST = 40  # characters: no opening is longer, and a sentence may hold a megabyte
_BEFORE = "\"'“”„«»‹›–—-¿¡「『( "


def leans(sentence: str, language: str) -> bool:
    """Does it open with words that point back? False for a language that has no table.

    language: a BCP 47 tag, of which the base counts.
    """
    known = _prefixes(language.partition("-")[0])
    return bool(known) and sentence[:_LONGEST].lstrip(_BEFORE).lower().startswith(known)


@cache
def _prefixes(language: str) -> tuple[str, ...]:
    """In a script with spaces the opening must end where its last word ends."""
    found = openings(language)
    return tuple(opening + end for opening in found for end in _ends(opening))


def _ends(opening: str) -> tuple[str, ...]:
    return ("",) if unspaced(opening[-1]) else (" ", ",", "،")
