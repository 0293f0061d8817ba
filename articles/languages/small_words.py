"""Detection by small words: which language's "and", "of" and "not" a text is full of.

The third method beside two detectors trained on letters. It can say what they cannot: that a text is in none of
the languages they know, because the words that every text of those is full of are missing.
"""

import re
from collections import Counter
from collections.abc import Iterable, Mapping
from functools import cache

from wireglot.articles.languages.tags import table

# Words are split at apostrophes and hyphens: l'eau, aujourd'hui and case endings after names have small words.
_WORD = re.compile(r"[^\s\d_.,;:!?…“”„«»‹›\"'’‘`´()\[\]{}/–—\-।॥۔،؛؟·|]+")

# The share of a language without development documents: the median of the others.
_DEFAULT_SHARE = 0.25

# A text with half of a language's usual share, or more, reads as that language; texts in a close language reach
# 30-70 % of it too, and go to that language, whose share is larger.
_PRESENT_SHARE = 0.5

# A single small word may be a name, or a word of many languages.
_FEWEST = 2

# With less than a quarter of its usual share a language is ruled out. The worst development documents of agglutinating
# languages keep 30-40 %, terse Turkish police reports 30 %; Swiss German has 25-40 % of German's, Shilha 6 % of
# Arabic's.
_ABSENT_SHARE = 0.25

# Of the leader's count: Norwegian keeps 88 % of its small words in a Danish text and Danish the other way round,
# Spanish has 67 % of Galician's count in a Galician text, Zulu 40 % of Swati's in a Swati one.
_MIN_SHARE_OF_MOST = 0.75

# With fewer expected small words than this, their absence is chance.
_MIN_EXPECTED = 4.0


def split_words(text: str) -> list[str]:
    """Return the words of a case-folded text."""
    return _WORD.findall(text)


def count_small_words(words: Iterable[str]) -> Counter[str]:
    """Return how many of the words are small words of each language."""
    index = _index()
    counts: dict[str, int] = {}
    for word in words:
        for tag in index.get(word, ()):
            counts[tag] = counts.get(tag, 0) + 1
    return Counter(counts)


def supports_language(tag: str, counts: Mapping[str, int], size: int) -> bool:
    """Whether a text of `size` words reads as that language: enough of its small words, and no other has many more."""
    key = _table_tag(tag)
    most = max(counts.values(), default=0)
    return _is_present(key, counts, size) and counts.get(key, 0) >= _MIN_SHARE_OF_MOST * most


def is_outnumbered(tag: str, counts: Mapping[str, int]) -> bool:
    """Whether some other language has many more of its small words in the text, whatever its length."""
    most = max(counts.values(), default=0)
    return most >= _FEWEST and counts.get(_table_tag(tag), 0) < _MIN_SHARE_OF_MOST * most


def best_language(counts: Mapping[str, int], size: int) -> str:
    """Return the language with most of its small words among `size` words; "" when none has enough of them.

    Serbian, Croatian and Bosnian in Latin letters are all returned as hr.
    """
    frequent = [(-count, tag) for tag, count in counts.items() if count >= _FEWEST]
    for _, tag in sorted(frequent):
        if _is_present(tag, counts, size):
            return tag
    return ""


def lacks_small_words(tag: str, counts: Mapping[str, int], size: int) -> bool:
    """Whether so long a text in that language would have more of its small words; False where nothing is known."""
    key = _table_tag(tag)
    if key not in table("words"):
        return False
    expected = _usual_share(key) * size
    return expected >= _MIN_EXPECTED and counts.get(key, 0) < _ABSENT_SHARE * expected


def small_word_count(tag: str, counts: Mapping[str, int]) -> int:
    """Return the small words of a language; Bosnian, Croatian and Latin Serbian share one list."""
    return counts.get(_table_tag(tag), 0)


@cache
def small_words_of(tag: str) -> frozenset[str]:
    """Return the small words of a language, none for one that has no entry; one list for Bosnian, Croatian, Serbian."""
    return frozenset(table("words").get(_table_tag(tag), {}).get("words", "").split())


def _usual_share(tag: str) -> float:
    """Return the share of small words that texts of the language usually have."""
    return float(table("words")[tag].get("usual", _DEFAULT_SHARE))


def _is_present(key: str, counts: Mapping[str, int], size: int) -> bool:
    return key in table("words") and counts.get(key, 0) >= max(_FEWEST, _PRESENT_SHARE * _usual_share(key) * size)


def _table_tag(tag: str) -> str:
    return {"bs": "hr", "sr-Latn": "hr"}.get(tag, tag)


@cache
def _index() -> dict[str, tuple[str, ...]]:
    index: dict[str, list[str]] = {}
    for tag, entry in table("words").items():
        for word in set(entry["words"].split()):
            index.setdefault(word, []).append(tag)
    return {word: tuple(tags) for word, tags in index.items()}
