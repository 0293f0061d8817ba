"""Names of countries, languages and large cities in most languages, from the Unicode Common Locale Data Repository.

They are the names that a translation rightly changes: Germany is Deutschland and Saksa. `babel` has the data.
"""

import re
from collections.abc import Iterator
from functools import cache

from wireglot.articles.facts.words import without_accents
from wireglot.articles.languages import base_language

_WORD = re.compile(r"[^\W\d_]+")
# Letters of the stem that a place shares with its adjectives and its people: "Germ|any", "Germ|ans".
_STEM = 4
_OF_PEOPLES = ("an", "ans", "ese", "ish", "i", "is", "ic")


@cache
def place_words(language: str) -> frozenset[str]:
    """Return the folded words of the names of places and languages; none for a language without data."""
    names = (name for _, name in _names(base_language(language)))
    return frozenset(without_accents(word.casefold()) for name in names for word in _WORD.findall(name))


def is_of_place(folded: str, language: str) -> bool:
    """Whether a word is of such a name, or made of one, as adjectives and the names of peoples are."""
    plain, places = without_accents(folded), place_words(language)
    made_of = (plain[:length] for length in range(max(_STEM, len(plain) - _STEM), len(plain)))
    return plain in places or any(stem in places for stem in made_of) or _shares_stem(plain, language)


def _shares_stem(plain: str, language: str) -> bool:
    return len(plain) > _STEM and plain[:_STEM] in _stems(language) and plain.endswith(_OF_PEOPLES)


@cache
def _stems(language: str) -> frozenset[str]:
    return frozenset(word[:_STEM] for word in place_words(language) if len(word) > _STEM)


@cache
def _names(language: str) -> tuple[tuple[str, str], ...]:
    """The codes of places and languages with their names."""
    return tuple(_all_names(language))


def _all_names(language: str) -> Iterator[tuple[str, str]]:
    from babel import Locale, UnknownLocaleError  # loads its data files, which few runs need
    from babel.core import get_global

    try:
        locale = Locale.parse(language)
    except (UnknownLocaleError, ValueError):
        return
    yield from locale.territories.items()
    yield from locale.languages.items()
    for zone in get_global("zone_territories"):
        city = zone.rpartition("/")[2].replace("_", " ")
        name = locale.time_zones.get(zone, {}).get("city", city if language == "en" else "")
        if " " not in name:  # parts of "Santa Rosa" are names of people as well
            yield zone, name
