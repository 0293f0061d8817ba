"""Sentences too long for a model, cut into pieces that fit: at clause marks, else between words, else in a word.

    pieces    "".join(pieces(sentence, fits)) == sentence, and every piece fits
    join      the translations of the pieces as one sentence

What fits is asked of the caller (a token count, mostly), never of a text much longer than the piece that comes of it:
the text is felt out from its start by doubling, so that a megabyte costs no more than its pieces do.
"""

import re
import unicodedata
from collections.abc import Callable, Sequence
from functools import cache

from wireglot.articles.languages import join_sentences

Fits = Callable[[str], bool]

# Between "," and a space a clause ends, and so it does behind the comma of a script that has its own, space or not.
# Closing marks stay with what they close. A mark within a number or an address has no space behind it.
_CLOSERS = "\"'”’“‘»›)\\]}"
_CLAUSE = re.compile(
    f"(?:(?:[,;:!?…·–—]|(?<=\\s)-)[{_CLOSERS}]*+(?=\\s)|[،؛؟۔।॥፣፤፥፦።՝၊။៖។᠂᠃߸꘍꛵།、，；：。！？]+[{_CLOSERS}」』）】》〉〕]*+)\\s*+"
)
_WORD = re.compile(r"\s++")
# A piece shorter than this part of what fits says too little to be translated well; then the next kind of cut is taken.
SHORTEST_PART = 3
# The first guess at what fits, in characters: shorter than what any model takes.
FIRST_GUESS = 64

_JOINER = "\u200d"
_HIGH, _LOW = range(0xD800, 0xDC00), range(0xDC00, 0xE000)
_FLAGS = range(0x1F1E6, 0x1F200)
_SKINS, _TAGS = range(0x1F3FB, 0x1F400), range(0xE0020, 0xE0080)
_LEADING, _JAMO = range(0x1100, 0x1160), range(0x1160, 0x1200)
_SYLLABLES = range(0xAC00, 0xD7A4)
_VIRAMA = 9  # its canonical combining class: the consonant behind it is written under or into the one before


class CannotFit(ValueError):
    """There is a character, with the marks that belong to it, that alone does not fit."""


def pieces(sentence: str, fits: Fits) -> tuple[str, ...]:
    """The sentence in pieces that fit, each with the white space behind it; () for "".

    A piece can be white space alone, where there is more of it than fits. `fits` is called some twenty times a piece,
    with texts a few times its length at most; what fits should still fit when it is made shorter, and where it
    does not the pieces get shorter.

    :raises CannotFit: where a single character does not.
    """
    found: list[str] = []
    start, guess = 0, FIRST_GUESS
    while start < len(sentence):
        reach = _reach(sentence, start, guess, fits)
        end = _cut(sentence, start, reach, fits)
        found.append(sentence[start:end])
        start, guess = end, max(1, reach - start)
    return tuple(found)


def join(told: Sequence[str], to: str) -> str:
    """The translated pieces as one sentence of the language `to`, with its space between them."""
    return join_sentences([stripped for piece in told if (stripped := piece.strip())], to)


def _reach(text: str, start: int, guess: int, fits: Fits) -> int:
    """The furthest offset up to which the text from `start` fits, found by doubling and then halving."""
    low, step = start, guess
    high = min(start + step, len(text))
    while fits(text[start:high]):
        if high == len(text):
            return high
        low, step = high, step * 2
        high = min(start + step, len(text))
    while high - low > 1:
        middle = (low + high) // 2
        if fits(text[start:middle]):
            low = middle
        else:
            high = middle
    return low


def _cut(text: str, start: int, reach: int, fits: Fits) -> int:
    """The best offset up to `reach` to end the piece that begins at `start`."""
    if reach == len(text):
        return reach
    for end in _ends(text, start, reach):
        if fits(text[start:end]):
            return end
    raise CannotFit(f"Nothing can be cut to fit from character {start} on: {text[start : start + 8]!r}.")


def _ends(text: str, start: int, reach: int) -> list[int]:
    """Where the piece may end, the best first."""
    least = start + (reach - start) // SHORTEST_PART
    aim = _aim(len(text) - start, reach - start) + start
    best = [
        min(ends, key=lambda end: abs(end - aim))
        for mark in (_CLAUSE, _WORD)
        if (
            ends := [
                found.end() for found in mark.finditer(text, least, reach) if _is_apart(text, start, found.end(), reach)
            ]
        )
    ]
    return [*best, *_between_characters(text, start, reach)]


def _aim(left: int, fit: int) -> int:
    """The length of equal pieces: 1,000 characters where 900 fit are better two of 500 than one of 900 and a rest."""
    return -(-left // -(-left // fit)) if fit else 0


def _is_apart(text: str, start: int, end: int, reach: int) -> bool:
    """Whether the white space in front of `end` ends there, and nothing in front of `end` belongs behind it."""
    return (end < reach or not text[end].isspace()) and not _belongs(text, start, end)


def _between_characters(text: str, start: int, reach: int) -> list[int]:
    """The offsets up to `reach` that cut no character apart: the last, and those at half and less of the way."""
    ends = []
    while reach > start:
        end = next((end for end in range(reach, start, -1) if not _belongs(text, start, end)), start)
        if end > start:
            ends.append(end)
        reach = start + (min(end, reach) - start) // 2
    return ends


def _belongs(text: str, start: int, at: int) -> bool:
    """Whether the character at an offset belongs to the one before it: marks, jamo, flags, joined emoji, halves.

    The rules of Unicode's extended grapheme clusters (UAX 29) for what news holds, without its tables.
    """
    if not start < at < len(text):
        return False
    before, after = text[at - 1], text[at]
    if after.isascii():
        return before == "\r" and after == "\n"
    if _is_mark(after) or before == _JOINER or unicodedata.combining(before) == _VIRAMA:
        return True
    first, second = ord(before), ord(after)
    if second in _FLAGS:
        return _flags_before(text, start, at) % 2 == 1
    return (
        (first in _HIGH and second in _LOW)
        or (second in _JAMO and (first in _LEADING or first in _JAMO or first in _SYLLABLES))
        or (first in _LEADING and (second in _LEADING or second in _SYLLABLES))
    )


@cache
def _is_mark(character: str) -> bool:
    code = ord(character)
    return unicodedata.category(character)[0] == "M" or character in "\u200c\u200d" or code in _SKINS or code in _TAGS


def _flags_before(text: str, start: int, at: int) -> int:
    """How many regional indicators stand in a row between two offsets, in front of the second; two make a flag."""
    begin = at
    while begin > start and ord(text[begin - 1]) in _FLAGS:
        begin -= 1
    return at - begin
