"""The frame of a press release: what a publisher says of itself, its lawyers' words, and whom to ask.

    About Tolliver Foods          a heading with a name that the text has above, and which opens the paragraph below
    Forward-looking statements    a heading of a company's lawyers
    Media contact:                a short line above an address or a telephone number

All are behind the news. Form and position decide; data/press_releases.toml has the words before or behind the name
("About", "Über", について), and those of the lawyers. For a language without an entry a heading is "About X" when
an address or a telephone number ends the text.
"""

import re
import tomllib
from collections.abc import Sequence
from functools import cache
from pathlib import Path
from typing import NamedTuple

from wireglot.articles.article import Block
from wireglot.articles.languages import ends_sentence, length_in_words

_MAX_HEADING = 10  # words
_MAX_CONTACT = 25  # words of a line with an address
_NAME_AT = 40  # characters from the start of a paragraph within which it names what the heading names
_CONTACT = re.compile(r"\S+@\S+\.\w{2,}|(?:\+|\b0|\(0)[\d ()/.–-]{7,}\d|https?://\S+|www\.\S+")
_LABELLED = re.compile(r"(?P<heading>.{3,80}?)\s*[:：–—|]\s+(?P<text>\S.+)", re.DOTALL)


class _Words(NamedTuple):
    """press_releases.toml: what stands before and behind the name in a heading, and the headings of the frame."""

    before: tuple[str, ...]
    behind: tuple[str, ...]
    frame: tuple[str, ...]


def frame_of(blocks: Sequence[Block], headline: str) -> frozenset[int]:
    """Return the numbers of the blocks that are the frame of a press release; none for other texts."""
    places = [n for n, block in enumerate(blocks) if block.kind in ("paragraph", "heading")]
    body = next((k for k, n in enumerate(places) if not _is_heading(blocks[n])), len(places))
    found: set[int] = set()
    frame = False
    for k, n in enumerate(places):
        if k <= body:
            continue
        above = " ".join([headline, *(" ".join(blocks[m].sentences) for m in places[:k])])
        below = blocks[places[k + 1]] if k + 1 < len(places) else None
        if _is_heading(blocks[n]):
            frame = _opens_frame(blocks, n, below, above)
        elif _is_labelled(blocks[n], above) or _has_frame_words(blocks[n], is_foot=k > len(places) / 2):
            found.add(n)
            continue
        if frame:
            found.add(n)
    return frozenset(found)


def _opens_frame(blocks: Sequence[Block], n: int, below: Block | None, above: str) -> bool:
    heading = blocks[n].sentences[0].strip(" \t*_#:：.")
    if _is_frame_heading(heading) or _is_contact(blocks, n):
        return True
    if below is None or _is_heading(below):
        return False
    name = _name_in(heading)
    if name:
        return _is_about(name, below.sentences[0], above)
    ends_in_contact = any(_CONTACT.search(" ".join(block.sentences)) for block in blocks[max(n, len(blocks) - 3) :])
    return ends_in_contact and _ends_in_subject(heading, below.sentences[0], above)


def _is_heading(block: Block) -> bool:
    """Whether it is a heading, or a short paragraph that could be one; a release may end its headings with a colon."""
    if block.kind == "heading":
        return True
    text = block.sentences[0]
    return len(block.sentences) == 1 and not ends_sentence(text) and length_in_words(text) <= _MAX_HEADING


def _is_about(name: str, text: str, above: str) -> bool:
    """Whether a paragraph opens with the name, and the news above has it too."""
    first = name.split()[0]
    return len(first) > 1 and name in above and first in text[:_NAME_AT]


def _ends_in_subject(heading: str, text: str, above: str) -> bool:
    """Whether a heading is a word or two and the name with which the paragraph opens: "Despre Tolliver Foods"."""
    words = heading.split()
    names = [" ".join(words[n:]) for n in range(1, min(len(words), 4))]
    return len(words) <= 5 and any(text.startswith(name) and name[:1].isupper() and name in above for name in names)


def _name_in(heading: str) -> str:
    """Return the name in a heading "About X", "X hakkında"; "" for any other."""
    words, folded = _words(), heading.lower()
    before = next((word for word in words.before if folded.startswith(word)), "")
    behind = next((word for word in words.behind if folded.endswith(word)), "")
    name = heading[len(before) :] if before else heading[: len(heading) - len(behind)] if behind else ""
    name = name.strip(' \t-–—:：「」『』【】《》"“”„«»')
    return name if name and not name[0].islower() and not name[0].isdigit() else ""


def _is_labelled(block: Block, above: str) -> bool:
    """Whether a paragraph has its heading in itself: "About Tolliver Foods: Tolliver Foods is ..."."""
    match = _LABELLED.match(" ".join(block.sentences)[:300])
    if match is None:
        return False
    name = _name_in(match["heading"])
    return bool(name and _is_about(name, match["text"], above)) or _is_frame_heading(match["heading"])


def _has_frame_words(block: Block, *, is_foot: bool) -> bool:
    return is_foot and block.kind == "paragraph" and any(word in block.sentences[0].lower() for word in _statements())


def _is_frame_heading(heading: str) -> bool:
    folded = heading.lower()
    return any(folded.startswith(word) for word in _words().frame) or (
        any(word in folded for word in _statements()) and length_in_words(heading) <= _MAX_HEADING
    )


def _is_contact(blocks: Sequence[Block], n: int) -> bool:
    """Whether a line that ends in a colon has an address or a telephone number below it, of any kind of block."""
    below = " ".join(blocks[n + 1].sentences) if n + 1 < len(blocks) else ""
    is_label = blocks[n].sentences[0].rstrip()[-1:] in (":", "：")
    return is_label and length_in_words(below) <= _MAX_CONTACT and _CONTACT.search(below) is not None


@cache
def _words() -> _Words:
    table = _table()
    return _Words(*(tuple(sorted(table[name], key=len, reverse=True)) for name in ("before", "behind", "frame")))


@cache
def _statements() -> tuple[str, ...]:
    return tuple(_table()["statements"])


@cache
def _table() -> dict[str, list[str]]:
    return tomllib.loads((Path(__file__).parent / "data" / "press_releases.toml").read_text("utf-8"))
