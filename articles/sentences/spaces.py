"""Long stretches of scripts that know no sentence marks (Thai, Lao), cut by length at spaces.

A space in Thai ends a clause or a sentence, and nothing tells which. So a stretch is cut at the first space
behind SHORTEST characters, where neither side is a number or a Latin word, and none is ever lost.
"""

import re

# Characters. A Thai news sentence runs 60 to 200. Shorter pieces find more borders on NTREX (F1 0.42 at 60,
# 0.35 at 100, 0.47 at 30) but are clauses, which translate badly; re-run tests/evaluation/splitting.py after a change.
SHORTEST = 60

# Lao is often written with full stops: what ends in one is a sentence, unless it is longer than any.
LONGEST_MARKED = 500  # characters
_MARKED = tuple('.!?…"”')

_LETTER = "[\u0e01-\u0e5b\u0e81-\u0edf]"
_UNMARKED = re.compile(_LETTER)
_SPACE = re.compile(f"(?<=[^\\s\\w.,:;(]|{_LETTER})\\s++(?=[\"“‘'(]?{_LETTER})")


def cut(piece: str) -> tuple[str, ...]:
    """The piece in parts, each with its trailing space; one part when it is short or of another script."""
    longest = 2 * SHORTEST if piece.rstrip()[-1:] not in _MARKED else LONGEST_MARKED
    if len(piece) < longest or _UNMARKED.search(piece, 0, SHORTEST) is None:
        return (piece,)
    borders = [0]
    for space in _SPACE.finditer(piece):
        if space.end() - borders[-1] >= SHORTEST and len(piece) - space.end() >= SHORTEST // 2:
            borders.append(space.end())
    return tuple(piece[a:b] for a, b in zip(borders, [*borders[1:], len(piece)], strict=True))
