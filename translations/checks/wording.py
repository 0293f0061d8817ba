"""Length, untranslated text and repetition: a translation of the wrong size, a copy of its source, or one that loops.

Repetition is found by its period in any script, in one pass over the characters, so that hostile text costs no more
than other text of its length. Words are not split: a repetition of Thai syllables is found like one of English words.
"""

import re
import tomllib
from functools import cache
from pathlib import Path
from typing import NamedTuple

from wireglot.articles.languages import base_language
from wireglot.translations.checks.families import are_one_language, are_related

# How many times longer or shorter than expected a sentence may be. The references of 36 languages stay within 2.2
# (999 in 1,000); the tolerance is for short sentences, where one word more doubles the length.
_MAX_RATIO = 2.4
_TOLERANCE = 15

_WORD = re.compile(r"[^\W\d_]+")

# A sentence must have this many words without a capital: names, titles and figures are rightly the same in both.
_MIN_WORDS = 3
_MAX_SHARED = 0.6
_RUN_LENGTH = 4  # words in a row that are compared; shorter runs agree by chance

_EAST_ASIAN = re.compile("[\u2e80-\ud7ff]")

# Characters in a row that must recur before a period is tried: six Latin letters, three ideographs or syllables.
_SEED = 6
_SEED_DENSE = 3

# The smallest repetition there is (five copies of two characters, three of six) has this many seeds twice.
_MIN_SEEDS = 4

# Copies that make a repetition, by the length of the repeated part. Three words twice in a row are already one;
# short parts are repeated on purpose ("very, very, very", "ha ha ha"), so they need more.
_LONG, _MEDIUM = 24, 6
_COPIES_LONG, _COPIES_MEDIUM, _COPIES_SHORT = 1.8, 2.9, 5.0

# "The court acquits acquits": in 36,000 English sentences no word of so many letters comes twice in a row where the
# source repeats none. Other languages double words for emphasis (Turkish, Hindi), or have two words that look the same.
_DOUBLED = re.compile(r"(?<![\w'’-])([^\W\d_]{4,}) \1(?![\w'’-])", re.IGNORECASE)
_DOUBLED_IN_SOURCE = re.compile(r"(?<!\w)(\w{2,}),? \1(?!\w)", re.IGNORECASE)

# A repetition with small changes from copy to copy: in a translation of this many characters more than half occurred
# before, while the source repeats a quarter at most.
_MIN_CHARACTERS = 60
_MAX_REPEATED = 0.5
_MAX_REPEATED_IN_SOURCE = 0.25


class _Repetition(NamedTuple):
    """The worst repetition of a text: `copies` of `period` characters ending before `end`.

    `repeated` is the share of all seeds that occurred before.
    """

    copies: float
    period: int
    end: int
    repeated: float


def wrong_length(source: str, translation: str, language: str, to: str) -> str:
    """Say how far the translation is outside the usual range of the pair; "" when it is within."""
    expected = len(source.strip()) * (_relative_length(to) / _relative_length(language))
    tolerance = _TOLERANCE * _relative_length(to)
    found = len(translation.strip())
    if found > _MAX_RATIO * expected + tolerance:
        return f"{found} characters where about {expected:.0f} were expected: too long"
    if found * _MAX_RATIO + tolerance < expected:
        return f"{found} characters where about {expected:.0f} were expected: too short"
    return ""


def untranslated(source: str, translation: str, language: str, to: str) -> str:
    """Say that the translation repeats the original; "" when it does not, or is too short to decide."""
    source_words = _WORD.findall(source)
    words = _WORD.findall(translation)
    if len(set(source_words) & set(words)) * 3 < len(set(words)):
        return ""
    if sum(map(_is_lower, source_words)) < _MIN_WORDS and not _unspaced_copy(source, translation, source_words):
        return ""
    if source.split() == translation.split():
        return "" if are_one_language(language, to) else "it repeats the original"
    if are_related(language, to):
        return ""
    share = _share_of_copied_runs(source_words, words)
    return f"{share:.0%} of it repeats the original" if share > _MAX_SHARED else ""


def repetition(source: str, translation: str, to: str) -> str:
    """Say what is repeated in the translation and not in the source; "" when nothing is."""
    doubled = _DOUBLED.search(translation) if base_language(to) == "en" else None
    if doubled and not _DOUBLED_IN_SOURCE.search(source):
        return f"{doubled[1]!r} comes twice in a row"
    if not _may_repeat(translation):
        return ""
    worst = _worst_repetition(translation)
    repeats = _is_repetition(worst, translation)
    if not (repeats or (len(translation) >= _MIN_CHARACTERS and worst.repeated > _MAX_REPEATED)):
        return ""
    in_source = _worst_repetition(source)
    if repeats and not _is_repetition(in_source, source):
        part = translation[worst.end - worst.period : worst.end].strip()
        return f"{_shorten(part)!r} comes about {round(worst.copies)} times in a row"
    if worst.repeated > _MAX_REPEATED and in_source.repeated <= _MAX_REPEATED_IN_SOURCE:
        return f"{worst.repeated:.0%} of it repeats what it said before"
    return ""


@cache
def _relative_length(tag: str) -> float:
    """Characters that the language takes for what English says in one."""
    return float(_relative_lengths().get(base_language(tag), 1.0))


@cache
def _relative_lengths() -> dict[str, float]:
    return tomllib.loads((Path(__file__).parent / "data" / "lengths.toml").read_text(encoding="utf-8"))


def _is_lower(word: str) -> bool:
    return not word[0].isupper()


def _unspaced_copy(source: str, translation: str, words: list[str]) -> bool:
    """Whether text without spaces, few "words" long, is the same on both sides."""
    return source == translation and any(len(word) > 5 and _is_lower(word) for word in words) and not source.isascii()


def _share_of_copied_runs(source_words: list[str], words: list[str]) -> float:
    """The share of the translation's runs of words, those of names only left out, that are runs of the source."""
    source_runs = set(_runs(source_words))
    runs = [run for run in _runs(words) if any(map(_is_lower, run))]
    return sum(run in source_runs for run in runs) / len(runs) if len(runs) > _MIN_WORDS else 0.0


def _runs(words: list[str]) -> list[tuple[str, ...]]:
    return list(zip(*(words[start:] for start in range(_RUN_LENGTH)), strict=False))


def _may_repeat(text: str) -> bool:
    """Whether enough seeds recur for a search; most sentences need none."""
    seed = _seed(text)
    count = len(text) - seed + 1
    return count - len({text[start : start + seed] for start in range(count)}) >= _MIN_SEEDS


def _worst_repetition(text: str) -> _Repetition:
    """The longest repetition of a text, by copies and letters; digits and punctuation do not count."""
    seed = _seed(text)
    last_end: dict[str, int] = {}
    worst, period, run, repeated = _Repetition(1.0, 0, 0, 0.0), 0, 0, 0
    for end in range(seed, len(text) + 1):
        part = text[end - seed : end]
        before = last_end.get(part)
        last_end[part] = end
        repeated += before is not None
        if period and text[end - 1] == text[end - 1 - period]:
            run += 1
        else:
            worst = _worse(worst, text, period, run, end - 1)
            period, run = (end - before, seed) if before is not None else (0, 0)
    worst = _worse(worst, text, period, run, len(text))
    return worst._replace(repeated=repeated / max(1, len(text) - seed + 1))


def _worse(worst: _Repetition, text: str, period: int, run: int, end: int) -> _Repetition:
    if not period:
        return worst
    copies = (run + period) / period
    if copies < _COPIES_LONG or copies * period <= worst.copies * worst.period:
        return worst
    part = text[end - period : end]
    return _Repetition(copies, period, end, 0.0) if any(map(str.isalpha, part)) else worst


def _is_repetition(found: _Repetition, text: str) -> bool:
    length = found.period * (3 if _is_dense(text) else 1)
    if length >= _LONG:
        return found.copies >= _COPIES_LONG
    return found.copies >= (_COPIES_MEDIUM if length >= _MEDIUM else _COPIES_SHORT)


def _seed(text: str) -> int:
    return _SEED_DENSE if _is_dense(text) else _SEED


def _is_dense(text: str) -> bool:
    """Whether the text is mostly ideographs, kana or Hangul, each about three Latin letters."""
    return not text.isascii() and 2 * len(_EAST_ASIAN.findall(text, 0, 200)) > min(200, len(text))


def _shorten(part: str) -> str:
    return part if len(part) <= 40 else f"{part[:40]}…"
