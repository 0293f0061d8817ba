"""Denials: a short sentence in which somebody denies what the sentences before it in its paragraph say of them.

"Goff forged two signatures. He bought a yacht. Goff denies the charges." Without the last, a claim reads as a fact.
The first sentence of the article is left alone: it stands for the news.
"""

import tomllib
from collections.abc import Iterator, Sequence
from functools import cache
from pathlib import Path

from wireglot.articles.languages import base_language, length_in_words
from wireglot.summarizers.extract.context import lower_case
from wireglot.summarizers.extract.speech import words_of

TABLE = Path(__file__).parent.parent / "data" / "denials.toml"

_MAX_WORDS = 8  # of a denial; a longer sentence says more than that
_REACH = 3  # sentences before it that a denial may be about


def denial_needs(blocks: Sequence[Sequence[str]], language: str) -> Iterator[tuple[int, int]]:
    """Yield (sentence, the denial behind it in its paragraph that it needs), by number in reading order."""
    verbs = _verbs().get(base_language(language), frozenset())
    number = 0
    for block in blocks if verbs else ():
        for n, sentence in enumerate(block):
            if _denies(sentence, verbs, language):
                yield from ((m, number + n) for m in range(max(number, 1, number + n - _REACH), number + n))
        number += len(block)


def _denies(sentence: str, verbs: frozenset[str], language: str) -> bool:
    return length_in_words(sentence, language) <= _MAX_WORDS and not verbs.isdisjoint(words_of(lower_case(sentence)))


@cache
def _verbs() -> dict[str, frozenset[str]]:
    table = tomllib.loads(TABLE.read_text("utf-8"))
    return {language: frozenset(verbs) for language, verbs in table.items()}
