"""What a figure counts: the words beside it, so that "33 -> 35" reads "33 -> 35 hostages"."""

import re
from itertools import takewhile

from wireglot.outputs.changes.figures import Figure
from wireglot.outputs.changes.pieces import pieces, single, tells

_MOST = 3  # words taken along
_TELLING = 4  # letters: "of", "av" and "die" name nothing, and the next word is taken along
_NEAR = 80  # characters looked at on either side
_KATAKANA = re.compile("[\u30a1-\u30fa\u30fc]+")
_HIRAGANA = re.compile("[\u3041-\u3096]")  # endings and particles: they count nothing
_FIRST_HAN = "\u3400"
_JOINTS = frozenset("-‐'’")


def beside(text: str, figure: Figure) -> tuple[str, str]:
    """What to set before and behind a figure to name what it counts: ("", " hostages"), or ("page ", "")."""
    named = any(not one.isdecimal() and one not in ".,:-–/ \u00a0\u202f" for one in figure.text)
    behind = _words(text[figure.end :][:_NEAR], needed=named) or _signs(text[figure.end :][:_NEAR])
    if behind:
        return "", behind
    before = "" if named else _words(text[: figure.start][-_NEAR:], backward=True)
    return (before, "") if before else ("", "")


def _words(text: str, *, needed: bool = False, backward: bool = False) -> str:
    """Up to three words that touch the figure, to the first long one; the nearest where none is long.

    needed: nothing then, for the figure has its unit ("$33 million in") already.
    """
    found: list[str] = []
    words, nearest = 0, 0
    around = pieces(text)[:: -1 if backward else 1]
    for at, piece in enumerate(around):
        if not (piece.isspace() or piece in _JOINTS or (tells(piece) and not single(piece))) or words == _MOST:
            break
        found.append(piece)
        words += tells(piece)
        nearest = nearest or (len(found) if tells(piece) else 0)
        if len(piece) >= _TELLING and not piece[0].isdecimal():
            return "".join(found[::-1]) if backward else "".join(found) + _hyphenated(around[at + 1 :])
    chosen = found[: 0 if needed else nearest]
    return "".join(chosen[::-1] if backward else chosen)


def _hyphenated(rest: list[str]) -> str:
    """What goes on behind a hyphen: the "-old" of "-year-old"."""
    return "".join(rest[:2]) + _hyphenated(rest[2:]) if len(rest) > 1 and rest[0] in _JOINTS and tells(rest[1]) else ""


def _signs(text: str) -> str:
    """Behind a figure in a script without spaces: a run of katakana, three Han characters ("名人质"), or two others."""
    space = text[: len(text) - len(text.lstrip())]
    if katakana := _KATAKANA.match(text, len(space)):
        return space + katakana[0]
    found = list(takewhile(lambda piece: single(piece) and not _HIRAGANA.match(piece), pieces(text.lstrip())))
    return space + "".join(found[: 3 if found[0] >= _FIRST_HAN else 2]) if found else ""
