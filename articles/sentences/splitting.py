"""Text to sentences, in any script, without knowing its language.

Rules, not a model: a pattern finds the punctuation marks, their context decides (borders.py), and tables know
the abbreviations (data/families.toml, data/caseless.toml). The libraries that were measured need the language as
input, or are less often right (benchmarks/splitting.py).
"""

import re

from wireglot.articles.sentences.borders import BLANK, CANDIDATE, next_sentence_start
from wireglot.articles.sentences.families import FamilyDetector
from wireglot.articles.sentences.quotations import MARK_SOON, REACH, is_in_short_quotation

# Thai and Lao have no sentence marks; a space ends a clause or a sentence. Sentences of Thai news have 60 to 200
# characters. Shorter pieces find more borders on NTREX (F1 0.42 at 60, 0.35 at 100, 0.47 at 30) but are clauses,
# which translate badly; re-run benchmarks/scoring/splitting.py after a change.
MIN_UNMARKED = 60
# Lao is often written with full stops: a piece that ends in one is a sentence, unless it is longer than this.
MAX_MARKED = 500

_FINAL_MARKS = tuple('.!?…"”')
_THAI_OR_LAO = "[\u0e01-\u0e5b\u0e81-\u0edf]"
_UNMARKED = re.compile(_THAI_OR_LAO)
# Neither side is a number or a Latin word.
_CLAUSE_SPACE = re.compile(f"(?<=[^\\s\\w.,:;(]|{_THAI_OR_LAO})\\s++(?=[\"“‘'(]?{_THAI_OR_LAO})")


def split_text(text: str) -> tuple[str, ...]:
    """Split the text into sentences with their trailing white space: "".join(split_text(text)) == text.

    A line end is always a border; leading white space belongs to the first sentence. Takes time linear in the
    length of any text and never raises; returns () for "".
    """
    family = FamilyDetector(text)
    mark_soon = MARK_SOON.match
    pieces: list[str] = []
    start, end = 0, len(text)
    for candidate in CANDIDATE.finditer(text):
        border = next_sentence_start(text, candidate, start, family)
        if not start < border < end or (
            mark_soon(text, border, border + REACH) and is_in_short_quotation(text, border)
        ):
            continue
        if start or not text[:border].isspace():
            piece = text[start:border]
            if len(piece) < 2 * MIN_UNMARKED:
                pieces.append(piece)
            else:
                pieces.extend(_split_unmarked(piece))
            start = border
    return (*pieces, *_split_unmarked(text[start:])) if text else ()


def split_sentences(text: str) -> tuple[str, ...]:
    """Return the sentences in reading order, without surrounding white space and invisible characters; none empty."""
    return tuple(sentence for piece in split_text(text) if (sentence := piece.strip(BLANK)))


def _split_unmarked(piece: str) -> tuple[str, ...]:
    """Split a long piece of Thai or Lao at the first clause space after each MIN_UNMARKED characters."""
    longest = MAX_MARKED if piece.rstrip()[-1:] in _FINAL_MARKS else 2 * MIN_UNMARKED
    if len(piece) < longest or _UNMARKED.search(piece, 0, MIN_UNMARKED) is None:
        return (piece,)
    borders = [0]
    for space in _CLAUSE_SPACE.finditer(piece):
        if space.end() - borders[-1] >= MIN_UNMARKED and len(piece) - space.end() >= MIN_UNMARKED // 2:
            borders.append(space.end())
    return tuple(piece[a:b] for a, b in zip(borders, [*borders[1:], len(piece)], strict=True))
