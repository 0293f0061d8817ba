"""Which family of languages a stretch of text belongs to, told cheaply from its small words."""

from collections import Counter
from typing import Any

from wireglot.articles.sentences.tables import Family, families

# One answer serves so many characters: about a page, so that an article in two languages gets both, and a
# text made of nothing but abbreviations is still read in linear time.
_STRETCH = 2048
# So many small words of one family alone, or more that several share, leave no warning: about two sentences.
_ENOUGH = 6
_WHOLE = 840  # a vote in whole numbers, which up to eight families share evenly: sums do not depend on the order
_MARGIN = 256  # read before and behind, for a stretch that begins or ends with a few words only


class Cues:
    """The families of one text, asked for by offset; a stretch is read when it is first asked for."""

    __slots__ = ("_known", "_text")

    def __init__(self, text: str) -> None:
        self._text = text
        self._known: dict[int, Family] = {}

    def at(self, offset: int) -> Family:
        """The family that is written around an offset; "common" when nothing tells."""
        stretch = offset // _STRETCH
        if stretch not in self._known:
            begin = max(0, stretch * _STRETCH - _MARGIN)
            self._known[stretch] = family_of(self._text[begin : begin + _STRETCH + 2 * _MARGIN])
        return self._known[stretch]


def family_of(text: str) -> Family:
    """The family with most small words and letters of its own in the text; each is shared out among its families."""
    tables = families()
    lower = text.lower()
    cues: Counter[Any] = Counter(map(tables.cues.get, lower.split()))
    cues.update(map(tables.letters.get, set(lower)))
    votes = dict.fromkeys(tables.by_name, 0)
    del cues[None]
    for names, times in cues.items():
        for name in names:
            votes[name] += times * _WHOLE // len(names)
    best = max(votes, key=votes.__getitem__)
    if votes[best] < _ENOUGH * _WHOLE:
        return tables.doubtful[best if votes[best] else "common"]
    return tables.by_name[best]
