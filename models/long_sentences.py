"""Splitting of sentences that are too long for a model: at clause marks, else between words, else within a word.

    split_to_fit    "".join(split_to_fit(sentence, fits)) == sentence, and every piece fits
    join_pieces     the translations of the pieces as one sentence

The caller says what fits (mostly by counting tokens). It is never asked about a text much longer than the piece that
results: the length is searched from the start by doubling, so that a megabyte costs no more than its pieces do.
"""

import re
import unicodedata
from collections.abc import Callable, Sequence
from functools import cache

from wireglot.articles.languages import join_sentences

Fits = Callable[[str], bool]

# A clause ends between "," and a space, and after the comma of a script that has its own, space or not. Closing marks
# stay with what they close. A mark within a number or an address has no space after it.
_CLOSERS = "\"'”’“‘»›)\\]}"
_CLAUSE = re.compile(
    f"(?:(?:[,;:!?…·–—]|(?<=\\s)-)[{_CLOSERS}]*+(?=\\s)|[،؛؟۔।॥፣፤፥፦።՝၊။៖។᠂᠃߸꘍꛵།、，；：。！？]+[{_CLOSERS}」』）】》〉〕]*+)\\s*+"
)
_WORD = re.compile(r"\s++")
# A piece shorter than this part of the limit has too little context for a good translation; then the next kind of cut
# is tried.
SHORTEST_PART = 3
# The first guess at what fits, in characters: shorter than what any model takes.
FIRST_GUESS = 64

_JOINER = "\u200d"
_HIGH, _LOW = range(0xD800, 0xDC00), range(0xDC00, 0xE000)
_FLAGS = range(0x1F1E6, 0x1F200)
_SKINS, _TAGS = range(0x1F3FB, 0x1F400), range(0xE0020, 0xE0080)
_LEADING, _JAMO = range(0x1100, 0x1160), range(0x1160, 0x1200)
_SYLLABLES = range(0xAC00, 0xD7A4)
_VIRAMA = 9  # its canonical combining class: the consonant after it is written under or into the one before


class CannotSplit(ValueError):
    """A single character, with the marks that belong to it, does not fit."""


def split_to_fit(sentence: str, fits: Fits) -> tuple[str, ...]:
    """Return the sentence in pieces that fit, each with the white space after it; () for "".

    A piece can be white space alone, where there is more of it than fits. `fits` is called about twenty times a piece,
    with texts of a few times its length at most. A text that fits should still fit when it is made shorter; where it
    does not, the pieces get shorter.

    Raises:
        CannotSplit: A single character does not fit.
    """
    pieces: list[str] = []
    start, guess = 0, FIRST_GUESS
    while start < len(sentence):
        limit = _longest_fit(sentence, start, guess, fits)
        end = _choose_end(sentence, start, limit, fits)
        pieces.append(sentence[start:end])
        start, guess = end, max(1, limit - start)
    return tuple(pieces)


def join_pieces(translated: Sequence[str], language: str) -> str:
    """Return the translated pieces as one sentence of the language, with its space between them."""
    return join_sentences([stripped for piece in translated if (stripped := piece.strip())], language)


def _longest_fit(text: str, start: int, guess: int, fits: Fits) -> int:
    """Return the furthest offset up to which the text from `start` fits, by doubling and then halving."""
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


def _choose_end(text: str, start: int, limit: int, fits: Fits) -> int:
    """Return the best offset up to `limit` to end the piece that begins at `start`."""
    if limit == len(text):
        return limit
    for end in _possible_ends(text, start, limit):
        if fits(text[start:end]):
            return end
    raise CannotSplit(f"Nothing can be cut to fit from character {start} on: {text[start : start + 8]!r}.")


def _possible_ends(text: str, start: int, limit: int) -> list[int]:
    """Return the offsets where the piece may end, the best first."""
    least = start + (limit - start) // SHORTEST_PART
    aim = _equal_length(len(text) - start, limit - start) + start
    best = []
    for mark in (_CLAUSE, _WORD):
        ends = [match.end() for match in mark.finditer(text, least, limit)]
        if clean := [end for end in ends if _is_clean_end(text, start, end, limit)]:
            best.append(min(clean, key=lambda end: abs(end - aim)))
    return [*best, *_between_characters(text, start, limit)]


def _equal_length(left: int, fit: int) -> int:
    """Return the length of equal pieces: of 1,000 characters where 900 fit, two of 500 are better than 900 and 100."""
    return -(-left // -(-left // fit)) if fit else 0


def _is_clean_end(text: str, start: int, end: int, limit: int) -> bool:
    """Return whether the white space before `end` ends there, and no character is cut apart."""
    return (end < limit or not text[end].isspace()) and not _is_joined(text, start, end)


def _between_characters(text: str, start: int, limit: int) -> list[int]:
    """Return offsets up to `limit` that cut no character apart: the last, and those at half, a quarter and so on."""
    ends = []
    while limit > start:
        end = next((end for end in range(limit, start, -1) if not _is_joined(text, start, end)), start)
        if end > start:
            ends.append(end)
        limit = start + (min(end, limit) - start) // 2
    return ends


def _is_joined(text: str, start: int, at: int) -> bool:
    """Return whether the character at an offset belongs to the one before it: marks, jamo, flags, emoji, halves.

    These are the rules of Unicode's extended grapheme clusters (UAX 29) as far as news needs them.
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
    """Return how many regional indicators are in a row between two offsets, before the second; two make a flag."""
    begin = at
    while begin > start and ord(text[begin - 1]) in _FLAGS:
        begin -= 1
    return at - begin
