"""Openings that lean on the sentence before: "He", "Later,", "These 33"; the words are in data/openings.toml.

Without a table the form alone tells: a small letter at the head of a sentence in a script with capitals is
the rest of something.
"""

import re
import tomllib
import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from wireglot.articles.languages import is_unspaced

TABLE = Path(__file__).parent.parent / "data" / "openings.toml"

_LONGEST = 120  # characters: no opening is longer, and a sentence may hold a megabyte
_BEFORE = "\"'“”„«»‹›‘’–—-‑−…¿¡「『（〈《( \t\u00a0\u200b\u200e\u200f\u202b\u202a"
# What would go on with a word: letters, digits, and the vowel signs that \w does not know.
_GOES_ON = r"(?![\w\-\u0300-\u036f\u0610-\u061a\u064b-\u065f\u0900-\u0903\u093a-\u094f\u0980-\u0dff\u200c\u200d])"
# "On Monday last week he said": so many words may stand before a pronoun that is the first to name anybody.
_FRONTED = 6
_COMMA = re.compile("[,،，、] ?")
_CLOSED = re.compile(r"[.,;:!?،]+$")
# Behind these a clause begins, whose pronoun stands for somebody before it: "In court it was said that he ...".
_CLAUSES = frozenset(
    ["that", "which", "who", "att", "som", "at", "dass", "ob", "wenn", "dat", "of", "que", "qui", "che", "что", "що"]
)
_PATTERN = "~"  # marks an entry of the table that is a regular expression
_NOUNS_IN_CAPITALS = frozenset({"de", "lb"})  # there a capital is no sign of a name, and a comma of a clause
# 周一，他说: in Chinese and Japanese a comma closes what stands before the subject.
_FRONTED_TIGHT = re.compile("[^，。、「」“”]{1,10}[，、](?P<rest>.{1,6})")


@dataclass(frozen=True, slots=True)
class Openings:
    """Of one language, ready to match against the folded head of a sentence."""

    leaning: re.Pattern[str]
    free: re.Pattern[str] | None
    pronouns: frozenset[str]
    titled: frozenset[str]
    fronts: frozenset[str]
    capitals: bool


def leans(sentence: str, language: str, *, small: bool = False) -> bool:
    """Does it open with words that point back?

    language: a BCP 47 tag, of which the base counts; one without a table is judged by form alone.
    small: its text opens sentences with small letters, so that one tells nothing.
    """
    head = sentence[:_LONGEST].lstrip(_BEFORE)
    if head[:1].islower() and not small and not _brand(head):
        return True
    known = openings(language)
    return known is not None and (_points_back(head, known) or _fronted(head, known))


def opening_adverb(sentence: str, language: str) -> int:
    """How many characters a linking adverb takes with its comma at the head ("However, "); 0 where there is none."""
    known = openings(language)
    met = known.leaning.match(fold(sentence[:_LONGEST])) if known else None
    if known is None or met is None or met.group() in known.pronouns:
        return 0
    comma = _COMMA.match(sentence, met.end() - (sentence[met.end() - 1] in ",،，、"))
    return comma.end() if comma else 0


def opens_small(sentences: Sequence[str]) -> bool:
    """Do so many sentences of a text open with a small letter that one tells nothing?"""
    small = sum(sentence[:1].islower() for sentence in sentences)
    return small * 4 > len(sentences)


def fold(text: str) -> str:
    """Small letters and one form of the apostrophe, as the tables are written; the length stays."""
    lower = text.lower()
    return (lower if len(lower) == len(text) else text).replace("’", "'").replace("ʼ", "'")


@cache
def openings(language: str) -> Openings | None:
    """Of a BCP 47 tag, of which the base counts; None for a language without a table."""
    tables = [_tables()[name] for name in read_with(base(language)) if name in _tables()]
    if not tables:
        return None

    def words(key: str) -> list[str]:
        return [word for table in tables for word in table.get(key, ())]

    comma = [f"{word}{mark}" for word in words("comma") for mark in ",،，、"]
    leaning = _pattern([*words("pronouns"), *words("titled"), *words("heads"), *comma])
    free = _pattern(words("free")) if words("free") else None
    capitals = base(language) in _NOUNS_IN_CAPITALS
    pronouns, titled, fronts = (frozenset(words(key)) for key in ("pronouns", "titled", "fronts"))
    return Openings(leaning, free, pronouns, titled, fronts, capitals)


def base(language: str) -> str:
    """The key of a BCP 47 tag in the tables: "en" of "en-GB"; "no" reads as Bokmål."""
    first = language.partition("-")[0].lower()
    return _SAME.get(first, first)


_SAME = {"no": "nb", "iw": "he", "in": "id", "bs": "hr", "sr": "hr", "yue": "zh", "prs": "fa", "gl": "pt", "mo": "ro"}


def read_with(language: str) -> tuple[str, ...]:
    """Both Norwegians together: detectors confuse them, and articles quote in the other one."""
    return ("nb", "nn") if language in {"nb", "nn"} else (language,)


def _brand(head: str) -> bool:
    """iPhone, eBay, al-Qaida: small letters that are a name's own."""
    word = head.split(maxsplit=1)[0]
    return any(character.isupper() for character in word) or word.endswith((".com", ".org"))


def _points_back(head: str, known: Openings) -> bool:
    folded = fold(head)
    met = known.leaning.match(folded)
    if met is None or _names(met.group(), head[met.end() : met.end() + 2], known):
        return False
    freed = known.free.match(folded) if known.free else None
    return freed is None or freed.end() < met.end()


def _names(word: str, behind: str, known: Openings) -> bool:
    """Not a pronoun but a part of a name: "Ông Trump", "He Jianming"; German nouns tell nothing there."""
    may_be = word in known.titled or (word in known.pronouns and not known.capitals)
    return may_be and behind[:1] == " " and behind[1:].isupper()


def _fronted(head: str, known: Openings) -> bool:
    """ "On Monday he said": a front word, few others, no second name, and then a pronoun."""
    if (tight := _FRONTED_TIGHT.match(head)) and (head[0].isdigit() or head.startswith(tuple(known.fronts))):
        return tight["rest"].startswith(tuple(known.pronouns))
    words = head.split(maxsplit=_FRONTED + 2)[: _FRONTED + 2]
    if not words or fold(words[0]) not in known.fronts:
        return False
    for n, word in enumerate(words[1:], 1):
        bare = _CLOSED.sub("", word)
        if n > 1 and fold(bare) in known.pronouns:
            return True
        named = word.endswith(",") if known.capitals else n > 1 and word[:1].isupper()
        if named or bare in _CLAUSES:
            return False
    return False


def _pattern(entries: Iterable[str]) -> re.Pattern[str]:
    """The longest entry first; in a script with spaces it must end where its last word ends."""
    longest_first = sorted(set(entries), key=lambda entry: (-len(entry), entry))
    return re.compile("|".join(map(_one, longest_first)))


def _one(entry: str) -> str:
    return f"(?:{entry[1:]})" if entry.startswith(_PATTERN) else re.escape(entry) + _end(entry)


def _end(entry: str) -> str:
    return "" if is_unspaced(entry[-1]) or unicodedata.category(entry[-1])[0] not in "LMN" else _GOES_ON


@cache
def _tables() -> dict[str, dict[str, list[str]]]:
    return tomllib.loads(TABLE.read_text(encoding="utf-8"))
