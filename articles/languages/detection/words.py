"""The vote of the small words: which language's "and", "of" and "not" a text is full of.

The third witness beside two detectors trained on letters. It can say what they cannot: that a text is in none of
the languages they know, because the words that every text of those is full of are missing.
"""

import re
from collections import Counter
from collections.abc import Iterable
from functools import cache

from wireglot.articles.languages.detection.tables import table

# Apostrophes and hyphens cut: l'eau, aujourd'hui and case-endings after names give their small words free.
_WORD = re.compile(r"[^\s\d_.,;:!?…“”„«»‹›\"'’‘`´()\[\]{}/–—\-।॥۔،؛؟·|]+")

# A language seen in no development document is taken to have the middling share of those that were.
_USUAL = 0.25

# Half a language's usual share, or more, reads as that language; texts in a neighbour's reach 30-70 % of it too, and
# go to the neighbour, whose share is larger.
_PRESENT = 0.5

# With less than a quarter the language is denied. The worst development documents of the agglutinating languages keep
# 30-40 %, terse Turkish police reports 30 %; Swiss German keeps 25-40 % of German's, Shilha 6 % of Arabic's.
_ABSENT = 0.25

# Of the leader's count: Norwegian keeps 88 % of its small words in a Danish text and Danish the other way round,
# Spanish has 67 % of Galician's count in a Galician text, Zulu 40 % of Swati's in a Swati one.
_NEXT = 0.75

# Fewer expected small words than this and their lack is chance.
_ENOUGH = 4.0


def cut(text: str) -> list[str]:
    """The words of a case-folded text."""
    return _WORD.findall(text)


def counts(words: Iterable[str]) -> Counter[str]:
    """How many of the words are small words of each language."""
    index = _index()
    spoken = Counter(words)
    found: Counter[str] = Counter()
    for word in spoken.keys() & index.keys():
        for tag in index[word]:
            found[tag] += spoken[word]
    return found


def back(tag: str, found: Counter[str], size: int) -> bool:
    """Whether a text of `size` words reads as that language: enough of its small words, and no other has many more."""
    key = _key(tag)
    leader = max(found.values(), default=0)
    return _present(key, found, size) and found[key] >= _NEXT * leader


def outnumbered(tag: str, found: Counter[str]) -> bool:
    """Whether some other language has many more of its small words in the text, be it long or short."""
    leader = max(found.values(), default=0)
    return leader >= 2 and found[_key(tag)] < _NEXT * leader


def best(found: Counter[str], size: int) -> str:
    """The language with most of its small words among `size` words; "" when none has enough of them.

    Serbian, Croatian and Bosnian in Latin letters all come as hr.
    """
    for tag, _ in sorted(found.items(), key=lambda item: (-item[1], item[0])):
        if _present(tag, found, size):
            return tag
    return ""


def absent(tag: str, found: Counter[str], size: int) -> bool:
    """Whether so long a text in that language would have more of its small words; False where nothing is known."""
    key = _key(tag)
    if key not in table("words"):
        return False
    expected = usual(key) * size
    return expected >= _ENOUGH and found[key] < _ABSENT * expected


def count(tag: str, found: Counter[str]) -> int:
    """The small words of a language; of the three that share a list for Bosnian, Croatian and Latin Serbian."""
    return found[_key(tag)]


def usual(tag: str) -> float:
    """The share of small words that texts of the language usually have."""
    return float(table("words")[tag].get("usual", _USUAL))


def _present(key: str, found: Counter[str], size: int) -> bool:
    return key in table("words") and found[key] >= max(2, _PRESENT * usual(key) * size)


def _key(tag: str) -> str:
    return {"bs": "hr", "sr-Latn": "hr"}.get(tag, tag)


@cache
def _index() -> dict[str, tuple[str, ...]]:
    index: dict[str, list[str]] = {}
    for tag, entry in table("words").items():
        for word in set(entry["words"].split()):
            index.setdefault(word, []).append(tag)
    return {word: tuple(tags) for word, tags in index.items()}
