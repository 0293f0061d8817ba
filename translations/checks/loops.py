"""Loops: a stretch of the told sentence that comes again and again, found by its period in any script.

One pass over the characters, so that hostile text costs no more than other text of its length. Words are not cut:
a loop of Thai syllables is found as one of English words is.
"""

import re
from typing import NamedTuple

_EAST_ASIAN = re.compile("[\u2e80-\ud7ff]")

# Characters in a row that must come again before a period is tried: six Latin letters, three ideographs or syllables.
_SEED = 6
_SEED_DENSE = 3

# The smallest loop there is (five copies of two characters, three of six) says this many seeds again.
_FEWEST = 4

# Copies of a stretch that make a loop. A phrase of three words told twice at once is one already; short stretches are
# repeated on purpose ("very, very, very", "ha ha ha"), so they need more.
_LONG, _MIDDLING = 24, 6
_COPIES_LONG, _COPIES_MIDDLING, _COPIES_SHORT = 1.8, 2.9, 5.0

# Of a told sentence of this many characters, more than half said before, while the source says a quarter twice at most:
# a loop with small changes from round to round.
_ENOUGH = 60
_SAID_BEFORE = 0.5
_SOURCE_SAID_BEFORE = 0.25


class Repetition(NamedTuple):
    """The worst loop of a text: its copies (of `period` characters, ending before `end`), and the share said before."""

    copies: float
    period: int
    end: int
    before: float


def loop(source: str, told: str) -> str:
    """What loops in the told sentence and not in the source; "" when nothing does."""
    if not _repeats(told):
        return ""
    found = repetition(told)
    if not (_loops(found, told) or (len(told) >= _ENOUGH and found.before > _SAID_BEFORE)):
        return ""
    own = repetition(source)
    if _loops(found, told) and not _loops(own, source):
        piece = told[found.end - found.period : found.end].strip()
        return f"{_short(piece)!r} comes about {round(found.copies)} times in a row"
    if found.before > _SAID_BEFORE and own.before <= _SOURCE_SAID_BEFORE:
        return f"{found.before:.0%} of it repeats what it said before"
    return ""


def _repeats(text: str) -> bool:
    """Whether anything comes again often enough to be worth the search: most sentences are done with here."""
    seed = _SEED_DENSE if _dense(text) else _SEED
    grams = len(text) - seed + 1
    return grams - len({text[at : at + seed] for at in range(grams)}) >= _FEWEST


def repetition(text: str) -> Repetition:
    """The longest loop in a text, weighed by copies and letters; digits and marks alone make none."""
    seed = _SEED_DENSE if _dense(text) else _SEED
    last: dict[str, int] = {}
    best, period, run, before = Repetition(1.0, 0, 0, 0.0), 0, 0, 0
    for at in range(seed, len(text) + 1):
        gram = text[at - seed : at]
        seen = last.get(gram)
        last[gram] = at
        before += seen is not None
        if period and text[at - 1] == text[at - 1 - period]:
            run += 1
        else:
            best = _worse(best, text, period, run, at - 1)
            period, run = (at - seen, seed) if seen is not None else (0, 0)
    best = _worse(best, text, period, run, len(text))
    return best._replace(before=before / max(1, len(text) - seed + 1))


def _worse(best: Repetition, text: str, period: int, run: int, end: int) -> Repetition:
    if not period:
        return best
    copies = (run + period) / period
    if copies < 1.8 or copies * period <= best.copies * best.period:
        return best
    piece = text[end - period : end]
    return Repetition(copies, period, end, 0.0) if any(map(str.isalpha, piece)) else best


def _loops(found: Repetition, text: str) -> bool:
    weight = 3 if _dense(text) else 1
    if found.period * weight >= _LONG:
        return found.copies >= _COPIES_LONG
    return found.copies >= (_COPIES_MIDDLING if found.period * weight >= _MIDDLING else _COPIES_SHORT)


def _dense(text: str) -> bool:
    """Whether the text is mostly ideographs, kana or Hangul, of which one stands for three Latin letters or so."""
    return not text.isascii() and 2 * len(_EAST_ASIAN.findall(text, 0, 200)) > min(200, len(text))


def _short(piece: str) -> str:
    return piece if len(piece) <= 40 else f"{piece[:40]}…"
