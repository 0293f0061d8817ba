"""The tables of numbers, months and weekdays (data/*.toml), read once, and the lookup of inflected words in them."""

import re
import tomllib
from functools import cache
from importlib.resources import files
from typing import Any

from wireglot.articles.languages import parse_tag

# All that is neither space, digit nor punctuation: \w would leave out the vowel signs of Indian scripts.
_LETTER = r"[^\s\d_!-/:-@\[-`{-~«»‹›“”„‘’‚…–—·।॥۔،؛؟°、。「」『』（）]"
WORD = re.compile(rf"{_LETTER}+(?:['’ʼ·]{_LETTER}+)*")

# Endings are at most this long: "перв-ыми", "kolman-nella"; behind a long stem another word may follow
# ("siedemnast-olatków", "šestnáct-iletého").
MAX_ENDING = 5
_MAX_ENDING_OF_LONG_STEM = 8
_LONG_STEM = 6


@cache
def load_table(name: str) -> dict[str, Any]:
    """Return data/<name>.toml; callers must not change it."""
    return tomllib.loads(table_text(name))


def table_text(name: str) -> str:
    """Return data/<name>.toml as text, for signatures."""
    return (files("wireglot.articles.numbers") / "data" / f"{name}.toml").read_text(encoding="utf-8")


def numeral_table(language: str) -> dict[str, Any]:
    """Return the entry of numerals.toml for a language, following `like`; empty where there is none."""
    entry: dict[str, Any] = load_table("numerals").get(language, {})
    return load_table("numerals")[entry["like"]] if "like" in entry else entry


@cache
def base_language(tag: str) -> str:
    """Return the language of a tag without script and region."""
    return parse_tag(tag).language


def match_stem(word: str, stems: dict[str, int]) -> int | None:
    """Return the value of the longest stem that begins the word and leaves an ending that is not too long."""
    for size in range(len(word), max(1, len(word) - _MAX_ENDING_OF_LONG_STEM - 1), -1):
        if word[:size] in stems and (size >= _LONG_STEM or len(word) - size <= MAX_ENDING):
            return stems[word[:size]]
    return None
