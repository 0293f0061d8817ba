"""Untranslated sentences: a translation that repeats its source, wholly or for the most part."""

import re

from wireglot.articles.languages import base_language

_WORD = re.compile(r"[^\W\d_]+")

# A sentence must have this many words without a capital: names, titles and figures are rightly the same in both.
_MIN_WORDS = 3
_MAX_SHARED = 0.6
_RUN = 4  # words in a row that are compared; shorter runs agree by chance

# Languages whose words are so alike that much of a correct translation repeats its source: only an exact copy counts.
_RELATED = (
    "da nb nn no sv",
    "hr bs sr sh sl",
    "cs sk",
    "id ms",
    "es gl pt ca oc",
    "ru uk be",
    "bg mk",
    "fr ca oc",
    "zh yue",
)


def untranslated(source: str, translation: str, language: str, to: str) -> str:
    """Say that the translation repeats the original; "" when it does not, or is too short to tell."""
    source_words = _WORD.findall(source)
    words = _WORD.findall(translation)
    if len(set(source_words) & set(words)) * 3 < len(set(words)):
        return ""
    if sum(map(_is_lower, source_words)) < _MIN_WORDS and not _unspaced_copy(source, translation, source_words):
        return ""
    if source.split() == translation.split():
        return "" if base_language(language) == base_language(to) else "it repeats the original"
    if _related(base_language(language), base_language(to)):
        return ""
    share = _shared(source_words, words)
    return f"{share:.0%} of it repeats the original" if share > _MAX_SHARED else ""


def _is_lower(word: str) -> bool:
    return not word[0].isupper()


def _unspaced_copy(source: str, translation: str, words: list[str]) -> bool:
    """Whether text without spaces, few "words" long, is the same on both sides."""
    return source == translation and any(len(word) > 5 and _is_lower(word) for word in words) and not source.isascii()


def _shared(source_words: list[str], words: list[str]) -> float:
    """The share of the translation's runs of words, those of names alone left out, that are runs of the source."""
    source_runs = set(_runs(source_words))
    runs = [run for run in _runs(words) if any(map(_is_lower, run))]
    return sum(run in source_runs for run in runs) / len(runs) if len(runs) > _MIN_WORDS else 0.0


def _runs(words: list[str]) -> list[tuple[str, ...]]:
    return list(zip(*(words[start:] for start in range(_RUN)), strict=False))


def _related(language: str, other: str) -> bool:
    return any(language in group.split() and other in group.split() for group in _RELATED)
