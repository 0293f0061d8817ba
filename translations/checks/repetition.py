"""Repetition: a part of the translation that comes again and again, found by its period in any script.

One pass over the characters, so that hostile text costs no more than other text of its length. Words are not split:
a repetition of Thai syllables is found like one of English words.
"""

import re
from typing import NamedTuple

_EAST_ASIAN = re.compile("[\u2e80-\ud7ff]")

# Characters in a row that must recur before a period is tried: six Latin letters, three ideographs or syllables.
_SEED = 6
_SEED_DENSE = 3

# The smallest repetition there is (five copies of two characters, three of six) has this many seeds twice.
_MIN_SEEDS = 4

# Copies that make a repetition, by the length of the repeated part. Three words said twice in a row are one already;
# short parts are repeated on purpose ("very, very, very", "ha ha ha"), so they need more.
_LONG, _MEDIUM = 24, 6
_COPIES_LONG, _COPIES_MEDIUM, _COPIES_SHORT = 1.8, 2.9, 5.0

# In a translation of this many characters, more than half said before, while the source repeats a quarter at most:
# a repetition with small changes from round to round.
_MIN_CHARACTERS = 60
_MAX_REPEATED = 0.5
_MAX_REPEATED_IN_SOURCE = 0.25


class Repetition(NamedTuple):
    """The worst repetition of a text: `copies` of `period` characters ending before `end`.

    `repeated` is the share of all seeds that occurred before.
    """

    copies: float
    period: int
    end: int
    repeated: float


def repetition(source: str, translation: str) -> str:
    """Say what is repeated in the translation and not in the source; "" when nothing is."""
    if not _may_repeat(translation):
        return ""
    worst = _worst_repetition(translation)
    repeats = _is_repetition(worst, translation)
    if not (repeats or (len(translation) >= _MIN_CHARACTERS and worst.repeated > _MAX_REPEATED)):
        return ""
    in_source = _worst_repetition(source)
    if repeats and not _is_repetition(in_source, source):
        part = translation[worst.end - worst.period : worst.end].strip()
        return f"{_shorten(part)!r} comes about {round(worst.copies)} times in a row"
    if worst.repeated > _MAX_REPEATED and in_source.repeated <= _MAX_REPEATED_IN_SOURCE:
        return f"{worst.repeated:.0%} of it repeats what it said before"
    return ""


def _may_repeat(text: str) -> bool:
    """Whether enough recurs to be worth the search: most sentences are done with here."""
    seed = _seed(text)
    count = len(text) - seed + 1
    return count - len({text[start : start + seed] for start in range(count)}) >= _MIN_SEEDS


def _worst_repetition(text: str) -> Repetition:
    """The longest repetition of a text, by copies and letters; digits and punctuation alone make none."""
    seed = _seed(text)
    last_end: dict[str, int] = {}
    worst, period, run, repeated = Repetition(1.0, 0, 0, 0.0), 0, 0, 0
    for end in range(seed, len(text) + 1):
        part = text[end - seed : end]
        before = last_end.get(part)
        last_end[part] = end
        repeated += before is not None
        if period and text[end - 1] == text[end - 1 - period]:
            run += 1
        else:
            worst = _worse(worst, text, period, run, end - 1)
            period, run = (end - before, seed) if before is not None else (0, 0)
    worst = _worse(worst, text, period, run, len(text))
    return worst._replace(repeated=repeated / max(1, len(text) - seed + 1))


def _worse(worst: Repetition, text: str, period: int, run: int, end: int) -> Repetition:
    if not period:
        return worst
    copies = (run + period) / period
    if copies < 1.8 or copies * period <= worst.copies * worst.period:
        return worst
    part = text[end - period : end]
    return Repetition(copies, period, end, 0.0) if any(map(str.isalpha, part)) else worst


def _is_repetition(found: Repetition, text: str) -> bool:
    length = found.period * (3 if _is_dense(text) else 1)
    if length >= _LONG:
        return found.copies >= _COPIES_LONG
    return found.copies >= (_COPIES_MEDIUM if length >= _MEDIUM else _COPIES_SHORT)


def _seed(text: str) -> int:
    return _SEED_DENSE if _is_dense(text) else _SEED


def _is_dense(text: str) -> bool:
    """Whether the text is mostly ideographs, kana or Hangul, of which one stands for three Latin letters or so."""
    return not text.isascii() and 2 * len(_EAST_ASIAN.findall(text, 0, 200)) > min(200, len(text))


def _shorten(part: str) -> str:
    return part if len(part) <= 40 else f"{part[:40]}…"
