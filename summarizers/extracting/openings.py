"""Openings that lean on the sentence before: "He", "Later,", "These 33"; the words are in data/openings.toml.

Without a table the form alone tells: a small letter at the head of a sentence in a script with capitals is
the rest of something.
"""

import re
import tomllib
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from summarizers.extracting.terms import unspaced

TABLE = Path(__file__).parent.parent / "data" / "openings.toml"

_LONGEST = 120  # characters: no opening is longer, and a sentence may hold a megabyte
_BEFORE = "\"'“”„«»‹›‘’–—-‑−…¿¡「『（〈《( \t\u00a0\u200b\u200e\u200f\u202b\u202a"
# What would go on with a word: letters, digits, and the vowel signs that \w does not know.
_GOES_ON = r"(?![\w\-\u0300-\u036f\u0610-\u061a\u064b-\u065f\u0900-\u0903\u093a-\u094f\u0980-\u0dff\u200c\u200d])"
# "On Monday he said": so many words may stand before a pronoun that is still the first to name anybody.
_SHORT_OPENING = r"(?:[^\s,،]+ ){1,5}?[^\s,،]+"


@dataclass(frozen=True, slots=True)
class Openings:
    """Of one language, ready to match against the folded head of a sentence."""

    leaning: re.Pattern[str]
    free: re.Pattern[str] | None
    pronouns: tuple[str, ...]


def leans(sentence: str, language: str) -> bool:
    """Does it open with words that point back?

    language: a BCP 47 tag, of which the base counts; one without a table is judged by form alone.
    """
    head = sentence[:_LONGEST].lstrip(_BEFORE)
    if head[:1].islower() and not _brand(head):
        return True
    known = openings(language)
    return known is not None and _points_back(fold(head), known)


def fold(text: str) -> str:
    """Small letters and one form of the apostrophe, as the tables are written; the length stays."""
    lower = text.lower()
    return (lower if len(lower) == len(text) else text).replace("’", "'").replace("ʼ", "'")


@cache
def openings(language: str) -> Openings | None:
    """Of a BCP 47 tag, of which the base counts; None for a language without a table."""
    table = _tables().get(base(language))
    if table is None:
        return None
    pronouns = tuple(table.get("pronouns", ()))
    heads = [*pronouns, *table.get("heads", ())]
    comma = [f"{word}{mark}" for word in table.get("comma", ()) for mark in ",،，、"]
    free = table.get("free", ())
    return Openings(_pattern([*heads, *comma]), _pattern(free) if free else None, pronouns)


def base(language: str) -> str:
    """The key of a BCP 47 tag in the tables: "en" of "en-GB"; "no" reads as Bokmål."""
    first = language.partition("-")[0].lower()
    return _SAME.get(first, first)


_SAME = {"no": "nb", "iw": "he", "in": "id", "bs": "hr", "sr": "hr", "yue": "zh", "prs": "fa", "gl": "pt", "mo": "ro"}


def _brand(head: str) -> bool:
    """iPhone, eBay, al-Qaida: small letters that are a name's own."""
    word = head.split(maxsplit=1)[0]
    return any(character.isupper() for character in word) or word.endswith((".com", ".org"))


def _points_back(head: str, known: Openings) -> bool:
    met = known.leaning.match(head)
    if met is None:
        return False
    freed = known.free.match(head) if known.free else None
    return freed is None or freed.end() < met.end()


def _pattern(entries: Iterable[str]) -> re.Pattern[str]:
    """The longest entry first; in a script with spaces it must end where its last word ends."""
    longest_first = sorted(set(entries), key=lambda entry: (-len(entry), entry))
    return re.compile("|".join(re.escape(entry) + _end(entry) for entry in longest_first))


def _end(entry: str) -> str:
    return "" if unspaced(entry[-1]) or not entry[-1].isalpha() else _GOES_ON


@cache
def _tables() -> dict[str, dict[str, list[str]]]:
    return tomllib.loads(TABLE.read_text(encoding="utf-8"))
