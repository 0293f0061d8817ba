"""The words that an article is found by, as static/front.js cuts a reader's words: change both together.

Folded (compatibility forms, case, accents), cut where no letter, mark or digit stands. Of a script without spaces
each pair of neighbours is a word, and the last character of a run by itself: so a word of two characters is found, and
a single one is found as the beginning of a pair.
"""

import re
import unicodedata
from collections.abc import Iterable, Iterator

from wireglot.outputs.edition import Edition
from wireglot.summarizers.extract.terms import UNSPACED

LONGEST = 40  # characters of a word that count: longer ones are addresses and noise, found by their beginning
_RUNS = re.compile(f"[{UNSPACED}]+|[^{UNSPACED}]+")
_UNSPACED = re.compile(f"[{UNSPACED}]")
_ACCENTS = re.compile("[\u0300-\u036f]")
# What lower case leaves in two forms.
_FORMS = str.maketrans({"ς": "σ", "ß": "ss", "ı": "i"})


def terms_of(edition: Edition) -> set[str]:
    """Of headlines, summaries, translation and original; empty for what is not shown."""
    if not edition.shown:
        return set()
    return set(cut(" ".join(_texts(edition))))


def cut(text: str) -> Iterator[str]:
    """The words of a text in reading order."""
    for word in fold(text).translate(_KEPT).split():
        if word.isascii():
            yield word[:LONGEST]
        else:
            for run in _RUNS.findall(word):
                yield from _pairs(run) if _UNSPACED.match(run) else (run[:LONGEST],)


def fold(text: str) -> str:
    """`text` as it is compared: lower case, without accents of Latin, Greek and Cyrillic."""
    lower = text.lower()
    if lower.isascii():
        return lower
    bare = _ACCENTS.sub("", unicodedata.normalize("NFKD", lower))
    return unicodedata.normalize("NFC", bare).lower().translate(_FORMS)


def _pairs(run: str) -> Iterable[str]:
    return [*(run[at : at + 2] for at in range(len(run) - 1)), run[-1]]


def _texts(edition: Edition) -> Iterator[str]:
    yield edition.headline
    yield edition.article.headline
    yield edition.summaries.short.text
    yield edition.summaries.long.text
    told = edition.translation.blocks if edition.translation else ()
    for block in (*told, *edition.article.blocks):
        yield from block.sentences


class _Table(dict[int, int]):
    """What `str.translate` asks: letters, marks and digits stay, all else is a space."""

    def __missing__(self, code: int) -> int:
        self[code] = code if unicodedata.category(chr(code))[0] in "LMN" else 32
        return self[code]


_KEPT = _Table()
