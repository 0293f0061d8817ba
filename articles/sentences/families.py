"""Families of languages: their abbreviations and frequent words (data/*.toml), and detection of the family of a text.

A family is a group of languages that use the full stop alike; families.toml explains its keys.
"""

import re
import tomllib
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, replace
from functools import cache
from importlib.resources import files
from typing import Any

# The family is detected for sections of this many characters, about a page: an article in two languages gets both
# families, and a text that contains only abbreviations is still processed in linear time.
_SECTION = 2048
_MARGIN = 256  # characters read before and after a section, which may end with a few words of another language
# Indicative words of a single family, or more words that several share: about two sentences. Fewer are uncertain.
_ENOUGH_WORDS = 6
# A vote in whole numbers, which up to eight families share evenly: sums do not depend on the order.
_VOTE = 840

# Characters of a clause that names who spoke, before its verb; longer ones are sentences of their own.
_MAX_SPEAKER = 16
_CLAUSE_MARKS = ',.!?:;،؟।۔።፣，、。！？：；"“”«»「」『』\\n'

# The keys whose words, followed by a full stop, indicate a family too.
_ABBREVIATION_KEYS = ("titles", "abbreviations", "units", "endings")


@dataclass(frozen=True, slots=True)
class Family:
    """The entry of a family in families.toml."""

    name: str
    ordinals: bool
    nouns: str
    starters: frozenset[str]
    titles: frozenset[str]
    abbreviations: frozenset[str]
    units: frozenset[str]
    numbered: frozenset[str]
    endings: frozenset[str]


@dataclass(frozen=True, slots=True)
class Families:
    """All families by name, what distinguishes them, and two unions that make most lookups unnecessary.

    uncertain       the families as used where hardly any words indicate a family
    words           word, or abbreviation with its full stop -> the families that use it
    letters         letter -> the families that use it
    counted         names of months and ranks that have a capital behind an ordinal (3. Mai, 2. Liga)
    numbered        abbreviations before a cardinal number (kl. 14), in small letters
    currencies      names of currencies that are written with a capital
    initials        letters of names that are written with two: Dž, Sz, Дж
    abbreviations   every abbreviation of every family
    units           every unit of every family
    starters        every word that starts a sentence in some family
    """

    by_name: dict[str, Family]
    uncertain: dict[str, Family]
    words: dict[str, tuple[str, ...]]
    letters: dict[str, tuple[str, ...]]
    counted: frozenset[str]
    numbered: frozenset[str]
    currencies: frozenset[str]
    initials: frozenset[str]
    abbreviations: frozenset[str]
    units: frozenset[str]
    starters: frozenset[str]


@dataclass(frozen=True, slots=True)
class Caseless:
    """Tables for scripts without capitals.

    abbreviations   words before a full stop that is not a border
    row             matches names of letters that are initials only in a row, with a full stop behind each
    words           words of one syllable in the scripts of India, which end sentences and are no initials
    unfinished      Tibetan syllables before a stroke that is not a border
    speech          matches what continues the sentence after a quotation
    attached        the same, written together with the quotation
    """

    abbreviations: frozenset[str]
    row: re.Pattern[str]
    words: frozenset[str]
    unfinished: frozenset[str]
    speech: re.Pattern[str]
    attached: re.Pattern[str]


class FamilyDetector:
    """The families of one text by offset; each section is examined when it is first needed."""

    __slots__ = ("_by_section", "_text")

    def __init__(self, text: str) -> None:
        self._text = text
        self._by_section: dict[int, Family] = {}

    def at(self, offset: int) -> Family:
        """Return the family of the text around an offset; "common" when nothing indicates one."""
        section = offset // _SECTION
        if section not in self._by_section:
            start = max(0, section * _SECTION - _MARGIN)
            self._by_section[section] = detect_family(self._text[start : start + _SECTION + 2 * _MARGIN])
        return self._by_section[section]


def detect_family(text: str) -> Family:
    """Return the family of most frequent words and letters in the text; a shared word counts in parts for each."""
    tables = families()
    lower = text.lower()
    hits: Counter[Any] = Counter(map(tables.words.get, lower.split()))
    hits.update(map(tables.letters.get, set(lower)))
    votes = dict.fromkeys(tables.by_name, 0)
    del hits[None]
    for names, count in hits.items():
        for name in names:
            votes[name] += count * _VOTE // len(names)
    best = max(votes, key=votes.__getitem__)
    if votes[best] < _ENOUGH_WORDS * _VOTE:
        return tables.uncertain[best if votes[best] else "common"]
    return tables.by_name[best]


@cache
def families() -> Families:
    """Return families.toml, with [common] added to each family of the Latin alphabet."""
    entries = _load("families.toml")
    common = entries.pop("common")
    by_name = {name: _family(name, entry, common) for name, entry in entries.items()}
    by_name["common"] = _family("common", {}, common)
    all_families = by_name.values()
    return Families(
        by_name,
        _uncertain(by_name, entries),
        _families_by({name: _indicative_words(entry) for name, entry in entries.items()}),
        _families_by({name: entry.get("letters", "") for name, entry in entries.items()}),
        frozenset(word for entry in (*entries.values(), common) for word in _counted(entry)),
        frozenset(word.lower() for family in all_families for word in family.numbered),
        frozenset(common["currencies"].split()),
        frozenset(common["initials"].split()),
        frozenset().union(*(f.titles | f.abbreviations | f.units | f.numbered for f in all_families)),
        frozenset().union(*(f.units for f in all_families)),
        frozenset().union(*(f.starters for f in all_families)),
    )


@cache
def caseless() -> Caseless:
    """Return caseless.toml; letter names and titles of all scripts become one set."""
    entries = _load("caseless.toml")
    lines = [*entries["letters"].values(), *entries["titles"].values()]
    return Caseless(
        frozenset(word for line in lines for word in line.split()),
        re.compile(rf"(?<!\w)(?:{_alternatives(entries['row']['urdu'])}۔ ?){{2,}}+"),
        frozenset(word for line in entries["words"].values() for word in line.split()),
        frozenset(entries["unfinished"]["tibetan"].split()),
        *_speech({key: _alternatives(line) for key, line in entries["speech"].items()}),
    )


def _speech(any_of: dict[str, str]) -> tuple[re.Pattern[str], re.Pattern[str]]:
    """Return the patterns of what continues a sentence after a quotation, and of what does so without a space."""
    prefixes = f"(?!{any_of['starters']}){any_of['prefixes']}"
    words = rf"{any_of['words']}(?=[\s,،፣.።။]|$)"
    clause = f"[^\\s{_CLAUSE_MARKS}][^{_CLAUSE_MARKS}]{{0,{_MAX_SPEAKER}}}?"
    speaker = f"(?!{clause}{any_of['introducing']}){clause}{any_of['verbs']}(?:[.!。！।۔።]|，(?=[“「]))"
    attached = rf"{any_of['attached']}(?=[\s,.]|$)"
    particles = f"{any_of['particles']}(?=[0-9０-９A-Za-z\u30a0-\u30ff\u3400-\u9fff])"
    return re.compile(f"{prefixes}|{particles}|{words}|{speaker}"), re.compile(attached)


def _alternatives(line: str) -> str:
    return f"(?:{'|'.join(map(re.escape, line.split()))})"


def _load(name: str) -> dict[str, Any]:
    return tomllib.loads((files("wireglot.articles.sentences") / "data" / name).read_text(encoding="utf-8"))


def _family(name: str, entry: dict[str, Any], common: dict[str, str]) -> Family:
    def words(key: str) -> frozenset[str]:
        return _with_capitals(f"{entry.get(key, '')} {common.get(key, '')}".split())

    return Family(
        name=name,
        ordinals=entry.get("ordinals", False),
        nouns=entry.get("nouns", ""),
        starters=frozenset(f"{entry.get('words', '')} {entry.get('starters', '')}".split()),
        titles=words("titles"),
        abbreviations=words("abbreviations"),
        units=words("units"),
        numbered=words("numbered"),
        endings=words("endings"),
    )


def _counted(entry: dict[str, str]) -> list[str]:
    return f"{entry.get('months', '')} {entry.get('ranks', '')}".split()


def _with_capitals(words: Iterable[str]) -> frozenset[str]:
    """Add each word with a capital: "kl" is written "Kl" at the start of a sentence."""
    return frozenset(form for word in words for form in (word, word[:1].upper() + word[1:]))


def _uncertain(by_name: dict[str, Family], entries: dict[str, Any]) -> dict[str, Family]:
    """Give each family the titles with a capital of all families."""
    titles = (word for entry in entries.values() for word in entry.get("titles", "").split())
    capitalized = frozenset(word for word in titles if len(word) > 1 and word[0].isupper())
    return {name: replace(family, titles=family.titles | capitalized) for name, family in by_name.items()}


def _indicative_words(entry: dict[str, Any]) -> list[str]:
    abbreviations = [f"{word.lower()}." for key in _ABBREVIATION_KEYS for word in entry.get(key, "").split()]
    return [*entry["words"].split(), *entry.get("starters", "").split(), *abbreviations]


def _families_by(items: dict[str, Iterable[str]]) -> dict[str, tuple[str, ...]]:
    """Invert family -> words (or letters)."""
    names: dict[str, tuple[str, ...]] = {}
    for name, words in items.items():
        for word in dict.fromkeys(words):
            names[word] = (*names.get(word, ()), name)
    return names
