"""Text cut into search terms: folded words, and pairs of neighbours in scripts that are written without spaces.

A word of two Han characters is then found as one pair, and a single character as the beginning of a pair. The site's
script (outputs/site/static/search.js) cuts in the same way; tests look for the same words in both.
"""

import re
import unicodedata
from collections.abc import Iterator
from functools import lru_cache

from wireglot.articles.languages import UNSPACED, fold, is_unspaced
from wireglot.outputs.edition import Edition

LONGEST = 40  # characters of a term: longer words are addresses and noise, and are found by their beginning
FIELD_END = "¶"  # between the indexed texts, so that no phrase is found across them; no term contains it

_RUN = re.compile(f"[{UNSPACED}]+")
_RUNS = re.compile(f"[{UNSPACED}]+|[^{UNSPACED}]+")
_QUERY_PARTS = re.compile(r'"[^"]*"|[^\s"]+')


def search_terms(text: str) -> list[str]:
    """The terms of a text in reading order: "Flood in 东京都" gives flood, in, 东京, 京都, 都."""
    words = fold(text).translate(_KEPT)
    if not _RUN.search(words):
        return [word[:LONGEST] for word in words.split()]
    terms: list[str] = []
    for word in words.split():
        if word.isascii():
            terms.append(word[:LONGEST])
        else:
            terms += _terms_of_word(word)
    return terms


@lru_cache(
    maxsize=500
)  # some 10 MB; the index and the site's search data ask for the same editions one after the other
def indexed_text(edition: Edition) -> str:
    """The terms of an edition in reading order, separated by spaces; "" if it is not shown."""
    if not edition.shown:
        return ""
    return f" {FIELD_END} ".join(" ".join(search_terms(text)) for text in _texts(edition))


def match_expression(typed: str) -> str:
    """What a reader typed as an FTS5 query: each word is found from its beginning, a quoted phrase as it is.

    Returns "" when nothing typed can be searched for. No typed word is interpreted as an operator.
    """
    return " ".join(filter(None, map(_phrase, _QUERY_PARTS.findall(typed))))


def _phrase(part: str) -> str:
    terms = search_terms(part)
    if not terms:
        return ""
    single = len(terms[-1]) == 1 and is_unspaced(terms[-1])
    if single and len(terms) > 1 and len(terms[-2]) == 2 and terms[-2].endswith(terms[-1]):
        terms.pop()  # in a text this pair may have another neighbour
    quoted = part.startswith('"') and not single
    return f'"{" ".join(terms)}"' + ("" if quoted else "*")


def _terms_of_word(word: str) -> Iterator[str]:
    for run in _RUNS.findall(word):
        if is_unspaced(run[0]):
            yield from (run[at : at + 2] for at in range(len(run)))
        else:
            yield run[:LONGEST]


def _texts(edition: Edition) -> Iterator[str]:
    yield edition.headline
    yield edition.article.headline
    yield edition.summaries.short.text
    yield edition.summaries.long.text
    for blocks in (edition.translation.blocks if edition.translation else (), edition.article.blocks):
        yield " ".join(sentence for block in blocks for sentence in block.sentences)


class _Table(dict[int, int]):
    """A table for `str.translate` that is filled as needed: letters, marks and digits stay, all else is a space."""

    def __missing__(self, code: int) -> int:
        self[code] = code if unicodedata.category(chr(code))[0] in "LMN" else 32
        return self[code]


_KEPT = _Table()
