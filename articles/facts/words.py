"""Sentences as words and index terms, the same way for every script.

A word is a run of letters, marks and digits; in Han, Thai and other scripts without spaces it is one character, in
katakana a run, which is nearly always a name or a loanword. Everything here takes text as `normalize` returns it.
"""

import re
import unicodedata
from collections.abc import Iterable
from functools import cache, lru_cache
from itertools import pairwise
from typing import NamedTuple

STEM = 5  # characters that must agree for two words to be forms of one: "announ|ced", "announ|cement"
ROOT = 4  # letters that two forms of one name share at least

_MOST_TEXTS = 64  # whose words are remembered: several checks ask for those of the same sentence

_KATAKANA = "\u30a1-\u30fa\u30fc"
# Scripts without spaces between words, katakana left out.
_UNSPACED = (
    "\u0e01-\u0e3a\u0e40-\u0e4e\u0e81-\u0ece\u0edc-\u0edf\u1000-\u103f\u1050-\u109f\u1780-\u17d3"
    "\u3005-\u3007\u3041-\u3096\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U0003ffff"
)
_APOSTROPHES = str.maketrans({"’": "'", "‘": "'", "ʼ": "'", "`": "'", "\u00ad": None, "\u200b": None, "\ufeff": None})


class Word(NamedTuple):
    """A word as written, case-folded, and its start and end in the normalized text."""

    text: str
    folded: str
    start: int
    end: int

    @property
    def is_unspaced(self) -> bool:
        """Whether it is one character of a script without spaces."""
        return len(self.text) == 1 and _unspaced().match(self.text) is not None


@lru_cache(_MOST_TEXTS)
def normalize(text: str) -> str:
    """Return the text in NFKC with one form of apostrophe and single spaces."""
    folded = unicodedata.normalize("NFKC", text).translate(_APOSTROPHES)
    return " ".join(folded.split())


@lru_cache(_MOST_TEXTS)
def split_words(text: str) -> tuple[Word, ...]:
    """Return the words of a normalized text; () when it has no letters and digits."""
    return tuple([Word(word := m[0], word.casefold(), *m.span()) for m in _word().finditer(text)])


def index_terms(words: tuple[Word, ...]) -> tuple[str, ...]:
    """Return what a sentence is looked up by: stems of words, and pairs of neighbouring unspaced characters."""
    pairs = [a.folded + b.folded for a, b in pairwise(words) if a.is_unspaced and b.is_unspaced and a.end == b.start]
    return (*(word.folded[:STEM] for word in words if not word.is_unspaced), *pairs)


def significant_terms(words: Iterable[Word]) -> list[str]:
    """Return the index terms of the words that say something by themselves: the short ones of an alphabet do not."""
    return [term for term in index_terms(tuple(words)) if len(term) > 3 or not term.isascii()]


def letters_only(text: str) -> str:
    """Return the folded letters and digits alone, for comparisons in which marks, spaces and case do not count."""
    return "".join(word.folded for word in split_words(text))


def starts_clause(word: Word, text: str) -> bool:
    """Whether the word is the first of a sentence, of a quote, or of a clause after a colon."""
    before = text[: word.start].rstrip(" \"'“”„«»‹›([—–-")
    return not before or before[-1] in ".:!?…;"


def without_accents(folded: str) -> str:
    """Return the word without combining marks: the same name is written with and without them."""
    if folded.isascii():
        return folded
    return "".join(mark for mark in unicodedata.normalize("NFD", folded) if not unicodedata.combining(mark))


@cache
def _unspaced() -> re.Pattern[str]:
    return re.compile(f"[{_UNSPACED}]")


@cache
def _word() -> re.Pattern[str]:
    """Spelled out because `\\w` excludes combining marks: Bengali and Hindi words would break at each vowel sign."""
    marks = "".join(
        chr(code)
        for code in range(0x300, 0x10000)
        if unicodedata.category(chr(code))[0] == "M" and not _unspaced().match(chr(code))
    )
    letter = rf"(?:[^\W_{_UNSPACED}{_KATAKANA}]|[{marks}])"
    return re.compile(rf"[{_UNSPACED}]|[{_KATAKANA}]+|{letter}+")
