"""Openings that depend on the sentence before: "He", "Later,", "These 33"; the words are in data/openings.toml."""

import re
import tomllib
import unicodedata
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from wireglot.articles.languages import has_capitalised_nouns, is_unspaced

TABLE = Path(__file__).parent.parent / "data" / "openings.toml"

_MAX_CHARACTERS = 120  # characters: no opening is longer, and a sentence may hold a megabyte
_LEADING_MARKS = "\"'“”„«»‹›‘’–—-‑−…¿¡「『（〈《( \t\u00a0\u200b\u200e\u200f\u202b\u202a"
# What would continue a word: letters, digits, and the vowel signs that \w does not know.
_WORD_GOES_ON = r"(?![\w\-\u0300-\u036f\u0610-\u061a\u064b-\u065f\u0900-\u0903\u093a-\u094f\u0980-\u0dff\u200c\u200d])"
# "On Monday last week he said": at most so many words before the pronoun, if no name is among them.
_MAX_FRONTED_WORDS = 6
_CLOSING_MARKS = re.compile(r"[.,;:!?،]+$")
# These begin a clause, whose pronoun refers to somebody before it: "In court it was said that he ...".
_CLAUSE_OPENERS = frozenset(
    ["that", "which", "who", "att", "som", "at", "dass", "ob", "wenn", "dat", "of", "que", "qui", "che", "что", "що"]
)
_PATTERN = "~"  # marks an entry of the table that is a regular expression
# 周一，他说: in Chinese and Japanese a comma separates what is before the subject.
_FRONTED_UNSPACED = re.compile("[^，。、「」“”]{1,10}[，、](?P<rest>.{1,6})")


@dataclass(frozen=True, slots=True)
class ContextWords:
    """The words of one language, ready to match against the lower-case head of a sentence.

    dependent: openings that point back; exceptions: those that only look alike; titles: pronouns that may precede
    names ("Ông Trump"); fronts: words that may precede a pronoun that points back ("On Monday he").
    """

    dependent: re.Pattern[str]
    exceptions: re.Pattern[str] | None
    pronouns: frozenset[str]
    titles: frozenset[str]
    fronts: frozenset[str]
    capital_nouns: bool


def depends_on_context(sentence: str, language: str) -> bool:
    """Whether the sentence opens with words that point back.

    language: a BCP 47 tag, of which the base counts; in one without a table no sentence does.
    """
    head = sentence[:_MAX_CHARACTERS].lstrip(_LEADING_MARKS)
    known = context_words(language)
    return known is not None and (_points_back(head, known) or _has_fronted_adverbial(head, known))


def lower_case(text: str) -> str:
    """Return the text in small letters and with one apostrophe, as the tables are written; its length stays."""
    if text.isascii():
        return text.lower()
    # The one capital whose small letter is two characters.
    return text.replace("İ", "i").lower().replace("’", "'").replace("ʼ", "'")


@cache
def context_words(language: str) -> ContextWords | None:
    """Return the words of a language (BCP 47); None for a language without a table."""
    entries = language_entries(_tables(), language)
    if entries is None:
        return None

    def words(key: str) -> list[str]:
        return entries.get(key, [])

    comma = [f"{word}{mark}" for word in words("comma") for mark in ",،，、"]
    dependent = _pattern([*words("pronouns"), *words("titled"), *words("heads"), *comma])
    exceptions = _pattern(words("free")) if words("free") else None
    capital_nouns = has_capitalised_nouns(table_language(language))
    pronouns, titles, fronts = (frozenset(words(key)) for key in ("pronouns", "titled", "fronts"))
    return ContextWords(dependent, exceptions, pronouns, titles, fronts, capital_nouns)


def table_language(language: str) -> str:
    """Return the key of a BCP 47 tag in the tables: "en" of "en-GB"; close relatives share a table."""
    first = language.partition("-")[0].lower()
    return _SAME_TABLE.get(first, first)


_SAME_TABLE = {
    "no": "nb", "iw": "he", "in": "id", "bs": "hr", "sr": "hr", "yue": "zh", "prs": "fa", "gl": "pt", "mo": "ro"
}  # fmt: skip


def language_entries(tables: Mapping[str, Mapping[str, list[str]]], language: str) -> dict[str, list[str]] | None:
    """Return the entries of a language by key; None for a language without a table.

    Both Norwegian languages are read together: detectors confuse them, and articles quote in the other one.
    """
    key = table_language(language)
    names = ("nb", "nn") if key in {"nb", "nn"} else (key,)
    present = [tables[name] for name in names if name in tables]
    if not present:
        return None
    keys = {name for table in present for name in table}
    return {name: [entry for table in present for entry in table.get(name, ())] for name in keys}


def _points_back(head: str, known: ContextWords) -> bool:
    folded = lower_case(head)
    match = known.dependent.match(folded)
    if match is None or _is_part_of_name(match.group(), head[match.end() : match.end() + 2], known):
        return False
    exception = known.exceptions.match(folded) if known.exceptions else None
    return exception is None or exception.end() < match.end()


def _is_part_of_name(word: str, behind: str, known: ContextWords) -> bool:
    """Whether it is part of a name: "Ông Trump", "He Jianming"; German capitals, which all nouns have, do not count."""
    may_be = word in known.titles or (word in known.pronouns and not known.capital_nouns)
    return may_be and behind[:1] == " " and behind[1:].isupper()


def _has_fronted_adverbial(head: str, known: ContextWords) -> bool:
    """Whether a pronoun follows an adverbial, with no name before it: "On Monday he said"."""
    if (tight := _FRONTED_UNSPACED.match(head)) and (head[0].isdigit() or head.startswith(tuple(known.fronts))):
        return tight["rest"].startswith(tuple(known.pronouns))
    words = head.split(maxsplit=_MAX_FRONTED_WORDS + 2)[: _MAX_FRONTED_WORDS + 2]
    if not words or lower_case(words[0]) not in known.fronts:
        return False
    for n, word in enumerate(words[1:], 1):
        bare = _CLOSING_MARKS.sub("", word)
        if n > 1 and lower_case(bare) in known.pronouns:
            return True
        named = word.endswith(",") if known.capital_nouns else n > 1 and word[:1].isupper()
        if named or bare in _CLAUSE_OPENERS:
            return False
    return False


def _pattern(entries: Iterable[str]) -> re.Pattern[str]:
    """The longest entry first; in a script with spaces it must end where its last word ends."""
    longest_first = sorted(set(entries), key=lambda entry: (-len(entry), entry))
    return re.compile("|".join(map(_entry_pattern, longest_first)))


def _entry_pattern(entry: str) -> str:
    return f"(?:{entry[1:]})" if entry.startswith(_PATTERN) else re.escape(entry) + _end_pattern(entry)


def _end_pattern(entry: str) -> str:
    return "" if is_unspaced(entry[-1]) or unicodedata.category(entry[-1])[0] not in "LMN" else _WORD_GOES_ON


@cache
def _tables() -> dict[str, dict[str, list[str]]]:
    return tomllib.loads(TABLE.read_text(encoding="utf-8"))
