"""What stands among the sentences of paragraphs and is none: sub-headings, captions, results, tables.

Form decides, and the article: where most sentences end in a final mark, one that does not is a heading or
a caption; where few do (Thai, poems, posts) that tells nothing. Labelled lines ("Photo:", "Read more") are
known by articles.apparatus; data/fragments.toml adds what asks the reader for something.
"""

import re
import tomllib
from collections.abc import Sequence
from functools import cache
from pathlib import Path

from articles.apparatus import recognise
from articles.reading.marks import ends_sentence
from summarizers.extracting.terms import words

TABLE = Path(__file__).parent.parent / "data" / "fragments.toml"

MARKED = 0.75  # share of an article's sentences that end in a final mark before a missing one tells anything
CAPTION = 45  # words; the longest caption. Longer without a mark is a paragraph that lost it
SHORT = 10  # words: a line in capitals, a result, an address
_PIECE = 400  # characters that are looked at; a fragment has fewer

_END = 80  # characters that are looked at for the final mark, with a credit behind it
_HARD_SPACE = re.compile("[\u00a0\u2009\u202f]")
_ADDRESS = re.compile(r"https?://\S+|www\.\S+|\S+@\S+\.\w{2,}")
_SCORE = re.compile(r"(?<!\d)\d{1,3}\s?[-–:]\s?\d{1,3}(?!\d)")
_BRACKETS = {"(": ")", "（": "）", "[": "]", "［": "］", "【": "】", "〔": "〕"}
_WORD = re.compile(r"[^\W\d_]+")
_CLOCK = re.compile(r"\d{1,2}[:.h]\d{2}\b")


def fragments(sentences: Sequence[str], blocks: Sequence[int]) -> list[bool]:
    """Of the sentences of paragraphs, in reading order: which may never be quoted.

    blocks: the number of the block that each sentence stands in.
    """
    finals = [_finished(sentence) for sentence in sentences]
    marked = sum(finals) >= MARKED * len(finals)
    shouting = _shouting(sentences)
    last = blocks[-1] if blocks else 0
    return [
        _is_fragment(sentence, final, edge=block <= 1 or block >= last - 1, marked=marked, shouting=shouting)
        for sentence, final, block in zip(sentences, finals, blocks, strict=True)
    ]


def _is_fragment(sentence: str, final: bool, *, edge: bool, marked: bool, shouting: bool) -> bool:
    if len(sentence) > _PIECE:
        return False
    if recognise(sentence, final=final, edge=edge) is not None or _in_brackets(sentence):
        return True
    if marked and not final and not _announces(sentence) and words(sentence) <= CAPTION:
        return True
    if _asks(sentence):
        return True
    return words(sentence) <= SHORT and (
        (not shouting and _in_capitals(sentence))
        or _of_names(sentence)
        or _of_figures(sentence)
        or _ADDRESS.search(sentence) is not None
    )


def _finished(sentence: str) -> bool:
    """French sets a hard space before a closing mark, which hides the final one."""
    return ends_sentence(_HARD_SPACE.sub(" ", sentence[-_END:]))


def _announces(sentence: str) -> bool:
    """A colon announces what follows; it is for attribution to keep them together."""
    return sentence.rstrip()[-1:] in {":", "："}


def _shouting(sentences: Sequence[str]) -> bool:
    """The whole article is set in capitals."""
    capital = sum(map(_in_capitals, sentences))
    return capital * 2 > len(sentences)


def _in_capitals(sentence: str) -> bool:
    return sentence.isupper() and sum(map(str.isalpha, sentence[:_PIECE])) > 3


def _in_brackets(sentence: str) -> bool:
    """An aside, a credit, a note of the desk: the whole sentence stands in brackets."""
    closing = _BRACKETS.get(sentence[0])
    return closing is not None and sentence.find(closing) >= len(sentence.rstrip(".。")) - 1


def _of_names(sentence: str) -> bool:
    """Nothing but names and figures: "Jane Smith, Reuters.", "Arsenal 2-1 Chelsea."."""
    found = _WORD.findall(sentence)
    named = all(word[0].isupper() or len(word) <= 3 for word in found)
    return bool(found) and named and (len(found) > 1 or _SCORE.search(sentence) is not None) and _cased(found)


def _cased(found: Sequence[str]) -> bool:
    return any(word[0].isupper() for word in found)


def _of_figures(sentence: str) -> bool:
    pieces = sentence.split()
    held = sum(any(map(str.isdigit, piece)) for piece in pieces)
    clock = _CLOCK.match(sentence) is not None and len(pieces) <= 3
    return clock or (len(pieces) >= 3 and held * 2 >= len(pieces))


def _asks(sentence: str) -> bool:
    return _requests().match(sentence.lower().lstrip(" \t-–—*•>»[(")) is not None


@cache
def _requests() -> re.Pattern[str]:
    """Openings that ask the reader for something, of all languages together: longest first."""
    table = tomllib.loads(TABLE.read_text(encoding="utf-8"))
    entries = {entry.lower() for some in table.values() for entry in some}
    return re.compile("|".join(re.escape(entry) for entry in sorted(entries, key=lambda e: (-len(e), e))))
