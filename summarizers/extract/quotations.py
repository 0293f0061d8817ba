"""Which parts of the sentences stand between quotation marks, followed from sentence to sentence of a block.

A mark's side is told by what stands around it, since „ “ » and " open in one language and close in another.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from wireglot.articles.languages import ALWAYS_CLOSING, ALWAYS_OPENING, QUOTATION_MARKS

_MARK = re.compile(f"[{QUOTATION_MARKS}]")
_OPENS = frozenset("“„«") | ALWAYS_OPENING
_CLOSES = frozenset("”»") | ALWAYS_CLOSING
_EDGE = frozenset(" \t\u00a0\u202f\u2009([{（［【—–-:：,、，\u200e\u200f")
_DASH = re.compile(r"[-‑‒–—―−]\s*(?=[^\W\d]|[¿¡«\"“„.…])|[·•]\s")


@dataclass(frozen=True, slots=True)
class Quoted:
    """Of one sentence: what it says outside its quotation marks, and whether it is speech at its edges.

    outside   the words that are not between marks
    marked    it holds marks, or stands wholly between those of its neighbours
    began     it begins within a quotation that an earlier sentence opened
    goes_on   it ends within a quotation that a later sentence closes
    dash      a dash opens it, as speech is opened in many languages (and an item of a list in others)
    """

    outside: str
    marked: bool = False
    began: bool = False
    goes_on: bool = False
    dash: bool = False


def quoted(sentences: Sequence[str]) -> list[Quoted]:
    """Of the sentences of one block, in reading order; a quotation never goes on into the next block."""
    found: list[Quoted] = []
    inside = False
    for sentence in sentences:
        one, inside = _one(sentence, inside)
        found.append(one)
    return found


def _one(sentence: str, began: bool) -> tuple[Quoted, bool]:
    dash = _DASH.match(sentence) is not None
    marks = list(_MARK.finditer(sentence))
    if not marks:
        return Quoted("" if began else sentence, began, began, began, dash), began
    outside: list[str] = []
    inside, start = began, 0
    for mark in marks:
        at = mark.start()
        opens = _opens(sentence, at, inside)
        if not inside:
            outside.append(sentence[start:at])
        if opens != inside:
            inside = opens
            start = at + 1
        elif not inside:
            start = at + 1
    if not inside:
        outside.append(sentence[start:])
    return Quoted(" ".join(outside), True, began, inside, dash), inside


def _opens(text: str, at: int, inside: bool) -> bool:
    """Is a quotation open behind the mark? The tight side of a mark is the side of what it quotes."""
    mark = text[at]
    if mark in ALWAYS_OPENING - {"„"}:  # „ closes where it is typed for ”
        return True
    if mark in ALWAYS_CLOSING:
        return False
    free_before = at == 0 or text[at - 1] in _EDGE
    free_behind = at + 1 == len(text) or text[at + 1] in " \t\u00a0\u202f\u2009.,;:!?)]…。，、"
    if free_before != free_behind:
        return free_before
    if mark in _CLOSES:
        return False
    return not inside if mark in '"“' else mark in _OPENS
