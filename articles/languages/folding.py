"""Text folding for search, so that a query matches whatever keyboard or spelling the article was written with.

The site's JavaScript folds with the same table, data/folding.json, in the same four steps:

1. Normalize to NFKC: full-width and presentation forms, ligatures, composed letters.
2. Replace each code point by its entry in `characters`, a map from the replacement to all code points that it
   replaces ("" for those that are removed); other code points stay.
3. Apply the pairs of `patterns` in order: each is a regular expression without groups or flags (in JavaScript with
   the flags "gu") and its replacement. They contain the Indic rules: a nasal consonant with a virama before a consonant
   is an anusvara, and a virama that ends a word is removed.
4. Normalize to NFC.

benchmarks/folding_table.py generates the table; tests/articles/languages/folding_vectors.json contains the vectors that
both implementations must pass. Folding twice is the same as folding once.
"""

import json
import re
from functools import cache
from typing import Any
from unicodedata import normalize

from wireglot.articles.languages.tags import table_text


def fold(text: str) -> str:
    """Return the text as searches compare it: without case, accents, vowel signs and other differences of spelling."""
    if text.isascii():
        return text.lower()
    folded = normalize("NFKC", text).translate(_characters())
    for pattern, replacement in _patterns():
        folded = pattern.sub(replacement, folded)
    return normalize("NFC", folded)


@cache
def folding_table() -> dict[str, Any]:
    """Return the table that `fold` uses, for the site's script; callers must not change it."""
    table: dict[str, Any] = json.loads(table_text("folding.json"))
    return table


@cache
def _characters() -> dict[int, str]:
    groups = folding_table()["characters"]
    return {ord(character): replacement for replacement, characters in groups.items() for character in characters}


@cache
def _patterns() -> tuple[tuple[re.Pattern[str], str], ...]:
    return tuple((re.compile(pattern), replacement) for pattern, replacement in folding_table()["patterns"])
