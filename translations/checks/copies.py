"""Copies: a told sentence that is its source again, wholly or for the most part."""

import re

from wireglot.articles.numbers import base_language

_WORD = re.compile(r"[^\W\d_]+")

# Words of a sentence must have this many without a capital: names, titles and figures are rightly the same in both.
_ENOUGH = 3
_SHARE = 0.6
_RUN = 4

# Languages whose words are so alike that much of a true translation is its source again: only an exact copy counts.
_KIN = (
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


def copy(source: str, told: str, language: str, to: str) -> str:
    """Says that the told sentence is a copy; "" when it is not, or too short to say."""
    words = _WORD.findall(source)
    theirs = _WORD.findall(told)
    if len(set(words) & set(theirs)) * 3 < len(set(theirs)):
        return ""
    if sum(map(_common, words)) < _ENOUGH and not _unspaced_copy(source, told, words):
        return ""
    if source.split() == told.split():
        return "" if base_language(language) == base_language(to) else "it is the original again"
    if _kin(base_language(language), base_language(to)):
        return ""
    share = _shared(words, theirs)
    return f"{share:.0%} of it stands as in the original" if share > _SHARE else ""


def _common(word: str) -> bool:
    return not word[0].isupper()


def _unspaced_copy(source: str, told: str, words: list[str]) -> bool:
    """Whether text without spaces, few "words" long, is the same on both sides."""
    return source == told and any(len(word) > 5 and _common(word) for word in words) and not source.isascii()


def _shared(words: list[str], told: list[str]) -> float:
    """The share of the told runs of words, names alone left out, that are runs of the source."""
    runs = set(_runs(words))
    found = [run for run in _runs(told) if any(map(_common, run))]
    return sum(run in runs for run in found) / len(found) if len(found) > _ENOUGH else 0.0


def _runs(words: list[str]) -> list[tuple[str, ...]]:
    return list(zip(*(words[at:] for at in range(_RUN)), strict=False))


def _kin(one: str, other: str) -> bool:
    return any(one in group.split() and other in group.split() for group in _KIN)
