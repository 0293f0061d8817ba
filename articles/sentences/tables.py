"""The tables behind the splitter, read once from articles/data: families.toml and caseless.toml."""

import tomllib
from collections.abc import Iterable
from dataclasses import dataclass, replace
from functools import cache
from importlib.resources import files
from typing import Any

# The keys whose words, with a stop behind them, tell a family too.
_SHORTENED = ("titles", "abbreviations", "units", "endings")


@dataclass(frozen=True, slots=True)
class Family:
    """Languages that write alike where a full stop is concerned; the keys are told in families.toml."""

    name: str
    ordinals: bool
    starters: frozenset[str]
    titles: frozenset[str]
    abbreviations: frozenset[str]
    units: frozenset[str]
    numbered: frozenset[str]
    endings: frozenset[str]


@dataclass(frozen=True, slots=True)
class Families:
    """All families by name, what tells them apart, and two unions that let most words pass at once.

    doubtful  the same where hardly anything tells the family
    cues      small word, or abbreviation with its stop -> the families that use it
    letters   letter -> the families that use it
    months    the names of months that are written with a capital
    known     every abbreviation of every family: a word that is not here needs no family
    starters  every word that opens a sentence in some family
    """

    by_name: dict[str, Family]
    doubtful: dict[str, Family]
    cues: dict[str, tuple[str, ...]]
    letters: dict[str, tuple[str, ...]]
    months: frozenset[str]
    known: frozenset[str]
    starters: frozenset[str]


@dataclass(frozen=True, slots=True)
class Caseless:
    """What stands before a stop, or behind a border, in scripts without capitals."""

    abbreviations: frozenset[str]
    unfinished: frozenset[str]
    speech: tuple[str, ...]


@cache
def families() -> Families:
    """families.toml, with [common] put into each family of the Latin alphabet."""
    entries = _read("families.toml")
    common = entries.pop("common")
    by_name = {name: _family(name, entry, common) for name, entry in entries.items()}
    by_name["common"] = _family("common", {}, common)
    return Families(
        by_name,
        _doubtful(by_name, entries),
        _cues(entries),
        _letters(entries),
        frozenset(month for entry in entries.values() for month in entry.get("months", "").split()),
        _known(by_name.values()),
        _starters(by_name.values()),
    )


@cache
def caseless() -> Caseless:
    """caseless.toml; the letters' names and the titles of all scripts fall into one set."""
    entries = _read("caseless.toml")
    words = [*entries["letters"].values(), *entries["titles"].values()]
    return Caseless(
        frozenset(word for line in words for word in line.split()),
        frozenset(entries["unfinished"]["tibetan"].split()),
        tuple(word for line in entries["speech"].values() for word in line.split()),
    )


def _read(name: str) -> dict[str, Any]:
    return tomllib.loads((files("wireglot.articles.sentences") / "data" / name).read_text(encoding="utf-8"))


def _family(name: str, entry: dict[str, Any], common: dict[str, str]) -> Family:
    def words(key: str) -> frozenset[str]:
        return _both_cases(f"{entry.get(key, '')} {common.get(key, '')}".split())

    starters = f"{entry.get('words', '')} {entry.get('starters', '')}".split()
    return Family(
        name=name,
        ordinals=entry.get("ordinals", False),
        starters=frozenset(starters),
        titles=words("titles"),
        abbreviations=words("abbreviations"),
        units=words("units"),
        numbered=words("numbered"),
        endings=words("endings"),
    )


def _both_cases(words: Iterable[str]) -> frozenset[str]:
    """Each word as it is and with a capital: "kl" also stands as "Kl" where a sentence opens."""
    return frozenset(form for word in words for form in (word, word[:1].upper() + word[1:]))


def _letters(entries: dict[str, Any]) -> dict[str, tuple[str, ...]]:
    letters: dict[str, tuple[str, ...]] = {}
    for name, entry in entries.items():
        for letter in dict.fromkeys(entry.get("letters", "")):
            letters[letter] = (*letters.get(letter, ()), name)
    return letters


def _cues(entries: dict[str, Any]) -> dict[str, tuple[str, ...]]:
    cues: dict[str, tuple[str, ...]] = {}
    for name, entry in entries.items():
        abbreviated = [f"{word.lower()}." for key in _SHORTENED for word in entry.get(key, "").split()]
        told_by = [*entry["words"].split(), *entry.get("starters", "").split(), *abbreviated]
        for word in dict.fromkeys(told_by):
            cues[word] = (*cues.get(word, ()), name)
    return cues


def _doubtful(by_name: dict[str, Family], entries: dict[str, Any]) -> dict[str, Family]:
    """The families as they are read in a stretch that hardly tells them: titles with a capital hold for all."""
    titles = (word for entry in entries.values() for word in entry.get("titles", "").split())
    capital = frozenset(word for word in titles if len(word) > 1 and word[0].isupper())
    return {name: replace(family, titles=family.titles | capital) for name, family in by_name.items()}


def _known(all_families: Iterable[Family]) -> frozenset[str]:
    return frozenset().union(*(f.titles | f.abbreviations | f.units | f.numbered for f in all_families))


def _starters(all_families: Iterable[Family]) -> frozenset[str]:
    return frozenset().union(*(f.starters for f in all_families))
