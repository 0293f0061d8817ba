"""Names of countries, languages and large cities in most languages, from the Unicode Common Locale Data Repository.

They are the names that a translation rightly changes: Germany is Deutschland and Saksa. `babel` has the data.
"""

from collections import defaultdict
from functools import cache
from typing import TYPE_CHECKING

from wireglot.articles.facts.words import normalize, split_words, without_accents
from wireglot.articles.languages import base_language

if TYPE_CHECKING:
    from babel import Locale

# Saint Barthélemy, Christmas Island, Saint Kitts, Lucia, Martin, Pierre, Helena and Vincent.
_NAMED_AFTER_PEOPLE = frozenset({"BL", "CX", "KN", "LC", "MF", "PM", "SH", "VC"})
_LANGUAGE = "language "  # before the code of a language, since "AR" and "ar" are two things
_MOST_PLACES = 2  # of one name
# Letters of the stem that a place shares with its adjectives and its people: "Germ|any", "Germ|ans".
_STEM = 4
_OF_PEOPLES = ("an", "ans", "ese", "ish", "i", "is", "ic")


def is_of_place(folded: str, language: str) -> bool:
    """Whether a word is of such a name, or made of one, as adjectives and the names of peoples are."""
    return without_accents(folded) in _codes(base_language(language)) or is_of_people(folded, language)


def is_place(folded: str, language: str) -> bool:
    """Whether a word is the name of a country or a city, or a part of it, and names no people or language as well."""
    codes = _codes(base_language(language)).get(without_accents(folded), ())
    return bool(codes) and not any(code.startswith(_LANGUAGE) for code in codes) and not is_of_people(folded, language)


def is_of_people(folded: str, language: str) -> bool:
    """Whether a word is made of the name of a place: "German", "Germans"."""
    plain, places = without_accents(folded), _codes(base_language(language))
    made_of = (plain[:length] for length in range(max(_STEM, len(plain) - _STEM), len(plain)))
    return any(stem in places for stem in made_of) or _shares_stem(plain, base_language(language))


def place_names(folded: str, language: str, to: str) -> frozenset[str]:
    """Return the words, folded and without accents, by which another language names the places of this name.

    Words of many names, such as those for islands and south, are left out.
    """
    codes = _codes(base_language(language)).get(without_accents(folded), frozenset())
    names, words = _names(base_language(to)), _codes(base_language(to))
    found = {word for code in codes for word in _words(names.get(code, ""))}
    return frozenset(word for word in found if len(words[word]) <= _MOST_PLACES)


def _shares_stem(plain: str, language: str) -> bool:
    return len(plain) > _STEM and plain[:_STEM] in _stems(language) and plain.endswith(_OF_PEOPLES)


@cache
def _stems(language: str) -> frozenset[str]:
    return frozenset(word[:_STEM] for word in _codes(language) if len(word) > _STEM)


@cache
def _codes(language: str) -> dict[str, frozenset[str]]:
    """Word of a name -> the codes of what it may name; {} for a language without data."""
    codes: defaultdict[str, set[str]] = defaultdict(set)
    for code, name in _names(language).items():
        for word in _words(name):
            codes[word].add(code)
    return {word: frozenset(found) for word, found in codes.items()}


def _words(name: str) -> list[str]:
    return [without_accents(word.folded) for word in split_words(normalize(name))]


@cache
def _names(language: str) -> dict[str, str]:
    """Codes with the names whose words mean a place or a people; {} for a language without data.

    Words of other names mean something else as well: Saint Martin, Christmas Island, Church Slavic, Santa Rosa.
    """
    from babel import Locale, UnknownLocaleError  # loads its data files, which few runs need
    from babel.core import get_global

    try:
        locale = Locale.parse(language)
    except (UnknownLocaleError, ValueError):
        return {}
    countries = {code: name for code, name in locale.territories.items() if code not in _NAMED_AFTER_PEOPLE}
    cities = {
        zone: _city(locale, zone) for zone in get_global("zone_territories") if not zone.startswith("Antarctica/")
    }
    languages = {f"language {code}": name for code, name in locale.languages.items()}
    return countries | {code: name for code, name in (languages | cities).items() if len(_words(name)) == 1}


def _city(locale: "Locale", zone: str) -> str:
    """The city that a time zone is named after, "" where the language's data do not have it."""
    english = zone.rpartition("/")[2] if locale.language == "en" else ""
    name: str = locale.time_zones.get(zone, {}).get("city", english)
    return name
