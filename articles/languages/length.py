"""The length of a text in English words, so that 40 words are the same amount of news in every language.

data/lengths.toml says how many white-space words, or characters in scripts without spaces, translate one English
word; benchmarks/language_lengths.py measures it on parallel news.
"""

import re
from functools import lru_cache
from typing import Literal, NamedTuple

from wireglot.articles.languages.scripts import SOUTHEAST_ASIAN, UNSPACED, main_script
from wireglot.articles.languages.tags import UNKNOWN, parse_tag, table

# Tibetan is measured in characters as well: its syllables have marks between them, its phrases spaces.
_BY_CHARACTER = f"{UNSPACED}\u0f40-\u0fbc"
_CHARACTER = re.compile(f"[{_BY_CHARACTER}]")
_SPACED_WORD = re.compile(rf"[^\W{_BY_CHARACTER}]+")


def length_in_words(text: str, language: str = UNKNOWN) -> float:
    """Return how many English words say about as much as the text, 0.0 for an empty text.

    A language without an entry, and an unknown one, is measured by the defaults of its script.
    """
    if text.isascii() or not (characters := _CHARACTER.findall(text)):
        return len(text.split()) / _words_per_english_word(text, language)
    spaced = len(_SPACED_WORD.findall(text))
    return len(characters) / _characters_per_english_word(characters, language) + spaced


def units_for_words(words: float, language: str) -> tuple[float, Literal["words", "characters"]]:
    """Return how many words of a language, or characters where it has no spaces, say as much as English words do."""
    if per_word := _entry("characters", language):
        return words * per_word, "characters"
    return words * (_entry("words", language) or 1.0), "words"


class LineLimit(NamedTuple):
    """The most that a line of some kind has: words, or letters of Chinese and Japanese, or of Thai and its like."""

    words: int
    east_asian: int
    southeast_asian: int


def is_within(line: str, limit: LineLimit) -> bool:
    """Whether a line is no longer than the limit of its script."""
    if len(line) > 20 * limit.words:  # no news: its longest words have 20 letters
        return False
    if not line.isascii() and (letters := len(_CHARACTER.findall(line))):
        return letters <= (limit.southeast_asian if SOUTHEAST_ASIAN.search(line) else limit.east_asian)
    return line.count(" ") < limit.words


def count_units(text: str) -> tuple[int, int]:
    """Return the characters of scripts without spaces and the white-space words: what the table is measured on."""
    characters = len(_CHARACTER.findall(text))
    return characters, len(_SPACED_WORD.findall(text)) if characters else len(text.split())


def _words_per_english_word(text: str, language: str) -> float:
    per_word = _entry("words", language)
    if per_word:
        return per_word
    script = "Latn" if text.isascii() else main_script(text)
    return float(table("lengths")["words_by_script"].get(script, 1.0))


def _characters_per_english_word(characters: list[str], language: str) -> float:
    """The language's entry where it is written in the script of the text, else the script's default."""
    script = main_script("".join(characters))
    per_word = _entry("characters", language)
    by_script = table("lengths")["characters_by_script"]
    if per_word and (script == _script(language) or script not in by_script):
        return per_word
    return float(by_script.get(script, by_script["Hani"]))


@lru_cache(maxsize=1024)
def _entry(unit: str, language: str) -> float:
    """The number of a tag, else of its language without script; 0.0 where the table has neither."""
    tag = parse_tag(language)
    entries = table("lengths")[unit]
    return float(entries.get(tag.written) or entries.get(tag.language) or 0.0)


@lru_cache(maxsize=1024)
def _script(language: str) -> str:
    return str(table("lengths")["scripts"].get(parse_tag(language).language, ""))
