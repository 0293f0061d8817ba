"""Names of countries, languages and large cities in most languages, from the Unicode Common Locale Data Repository.

They are the names that a translation rightly changes: Germany is Deutschland and Saksa. `babel` has the data.
"""

import re
from functools import cache
from typing import TYPE_CHECKING

from wireglot.articles.facts.words import without_accents
from wireglot.articles.languages import base_language

if TYPE_CHECKING:
    from babel import Locale

_WORD = re.compile(r"[^\W\d_]+")
# Letters of the stem that a place shares with its adjectives and its people: "Germ|any", "Germ|ans".
_STEM = 4
# Saint Barthélemy, Christmas Island, Saint Kitts, Lucia, Martin, Pierre, Helena and Vincent.
_NAMED_AFTER_PEOPLE = frozenset({"BL", "CX", "KN", "LC", "MF", "PM", "SH", "VC"})
_OF_PEOPLES = ("an", "ans", "ese", "ish", "i", "is", "ic")


@cache
def place_words(language: str) -> frozenset[str]:
    """Return the folded words of the names of countries, and the languages and cities whose names are one word."""
    names = _names(base_language(language))
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
def _names(language: str) -> tuple[str, ...]:
    """The names whose words mean a place or a people; none for a language without data.

    Words of other names mean something else as well: Saint Martin, Christmas Island, Church Slavic, Santa Rosa.
    """
    from babel import Locale, UnknownLocaleError  # loads its data files, which few runs need
    from babel.core import get_global

    try:
        locale = Locale.parse(language)
    except (UnknownLocaleError, ValueError):
        return ()
    countries = [name for code, name in locale.territories.items() if code not in _NAMED_AFTER_PEOPLE]
    cities = [_city(locale, zone) for zone in get_global("zone_territories")]
    return (*countries, *(name for name in (*locale.languages.values(), *cities) if _WORD.fullmatch(name)))


def _city(locale: "Locale", zone: str) -> str:
    """The city that a time zone is named after, "" where the language's data do not have it."""
    english = zone.rpartition("/")[2] if locale.language == "en" else ""
    name: str = locale.time_zones.get(zone, {}).get("city", english)
    return name
