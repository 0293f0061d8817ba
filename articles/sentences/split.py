"""Sentences: a text cut where its sentences end, in any script, without knowing its language.

    split       the pieces, each with the white space behind it; joined they are the text again
    sentences   the same without white space around and without empty ones

Rules, not a model: a pattern finds the marks (splitting/marks.py), what stands around decides
(splitting/borders.py, stops.py), tables know the abbreviations (data/families.toml, data/caseless.toml). No
library: those measured want to be told the language, or are less often right (benchmarks/splitting.py).
"""

from wireglot.articles.sentences.borders import border
from wireglot.articles.sentences.cues import Cues
from wireglot.articles.sentences.marks import BLANK, CANDIDATE
from wireglot.articles.sentences.spaces import cut


def split(text: str) -> tuple[str, ...]:
    """The text in sentences, each with its trailing white space: "".join(split(text)) == text.

    A line end is always a border; white space in front of the first sentence is a part of it. Takes time linear
    in the length of the text, whatever it holds, and never raises; () for "".
    """
    cues = Cues(text)
    pieces: list[str] = []
    start = 0
    for found in CANDIDATE.finditer(text):
        at = border(text, found, start, cues)
        if start < at < len(text) and (start or not text[:at].isspace()):
            pieces.extend(cut(text[start:at]))
            start = at
    return (*pieces, *cut(text[start:])) if text else ()


def sentences(text: str) -> tuple[str, ...]:
    """The sentences of the text in reading order, stripped of white space and of what cannot be seen; none empty."""
    return tuple(stripped for piece in split(text) if (stripped := piece.strip(BLANK)))
