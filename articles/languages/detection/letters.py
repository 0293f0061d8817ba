"""Whether a text has the letters of the language that it is taken for.

Slovene has č, š and ž and no y: "Port Severny zakryli v sredu" is Russian in Latin letters, which every detector takes
for Slovene. A text that was typed without marks looks the same, and is not certain either.
"""

import re
from functools import cache

from wireglot.articles.languages.tags import table

# With fewer expected letters with marks, or other signs, their absence is chance.
_MIN_EXPECTED = 4.0
# With less than this share of those expected a text lacks them.
_ABSENT_SHARE = 0.2
# As how many missing letters a word counts that has a letter which the language lacks: it may be a name.
_FOREIGN_WORD = 1.5

# Words of two letters and "www" are abbreviations.
_WORD = re.compile(r"[^\W\d_]{3,}")
# Uzbek has oʻ and gʻ, typed with any apostrophe.
_MARKS = re.compile(r"[^\W\d_a-z]|(?<=[og])['’‘`ʼ]")


def lacks_letters(tag: str, text: str) -> bool:
    """Whether a case-folded text in Latin letters has too few of the letters of a language, or many that it lacks."""
    entry = table("letters").get(tag)
    if not entry:
        return False
    words = set(_WORD.findall(text))
    foreign = sum(not _letters(entry["lacks"]).isdisjoint(word) for word in words)
    expected: float = entry["marks"] * len(text) / 1000 + _FOREIGN_WORD * foreign
    return expected >= _MIN_EXPECTED and len(_MARKS.findall(text)) < _ABSENT_SHARE * expected


@cache
def _letters(letters: str) -> frozenset[str]:
    return frozenset(letters)
