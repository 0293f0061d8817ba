"""Texts in Latin letters whose language is written in others: transliterated, or typed in messages and comments.

No detector knows them: Russian is taken for Slovene, Arabic for Catalan, Japanese for Swahili. They show themselves by
the words that are frequent in their language (data/romanised.toml). In 3,100 documents and 3,100 headlines of NTREX in
Latin letters these are never as many as required here.
"""

import re
from collections import Counter
from functools import cache

from wireglot.articles.languages.small_words import small_words_of
from wireglot.articles.languages.tags import table

# Letters and digits: in Arabic messages 3, 7 and 2 are letters.
_WORD = re.compile(r"[^\W_]+")
_LETTERS_AND_DIGITS = re.compile(r"[a-z]*[a-z][235789][a-z]+|[2378][a-z]{2,}")

# So many words of the language, and such a share of all, that are no small words of the language that the detectors
# name. Documents have up to 9 %, Luxembourgish and Hausa; romanised texts 10 to 70 %.
_MIN_WORDS = 3
_MIN_SHARE = 0.1
# In comparison with the small words of the Latin-script language that has most of them: Slavic and Arabic texts in
# Latin letters have some of Slovene or Catalan.
_SHARE_OF_MOST = 0.5


def romanised_language(text: str, named: str, most: int) -> str:
    """Return the language that a case-folded text in Latin letters may be in instead of the one named; "" for none.

    most: the small words of the language that has most of them in the text.
    """
    words = _WORD.findall(text)
    small = small_words_of(named)
    counts: Counter[str] = Counter()
    for word in words:
        if word not in small:
            counts.update(_languages_of(word))
    tag = max(sorted(counts), key=lambda tag: counts[tag], default="")
    needed = max(_MIN_SHARE * len(words), _SHARE_OF_MOST * most, _MIN_WORDS)
    return tag if counts[tag] >= needed else ""


def _languages_of(word: str) -> tuple[str, ...]:
    if _LETTERS_AND_DIGITS.fullmatch(word):
        return ("ar",)
    return _index().get(word, ())


@cache
def _index() -> dict[str, tuple[str, ...]]:
    index: dict[str, list[str]] = {}
    for tag, entry in table("romanised").items():
        for word in set(entry["words"].split()):
            index.setdefault(word, []).append(tag)
    return {word: tuple(tags) for word, tags in index.items()}
