"""The frame of a press release: what a publisher says of itself, its lawyers' words, and whom to ask.

    About Tolliver Foods          a heading with a name that the text has above, and which opens the paragraph below
    Forward-looking statements    a heading of a company's lawyers
    Media contact:                a short line above an address or a telephone number

All are behind the news, and "About X" is the frame only where nothing else follows it, and an address, a telephone
number or another heading of the frame shows a release: an article may have a section about a person. Form and position
decide; data/press_releases.toml has the words before or behind the name ("About", "Über", について), and those of the
lawyers. For a language without an entry a heading is "About X" when an address or a telephone number ends the text.
"""

import re
import tomllib
from collections.abc import Mapping, Sequence
from functools import cache
from pathlib import Path
from typing import Literal, NamedTuple

from wireglot.articles.article import Block
from wireglot.articles.languages import ends_sentence, length_in_words
from wireglot.articles.text_above import TextAbove, texts_above

_MAX_HEADING = 10  # words
_MAX_CONTACT = 25  # words of a line with an address
_MAX_ABOUT = 3  # paragraphs below "About X"
_NAME_AT = 40  # characters from the start of a paragraph within which it names what the heading names
_CONTACT = re.compile(r"\S@\S+\.\w{2,}|(?:\+|\b0|\(0)[\d ()/.–-]{7,}\d|https?://\S+|www\.\S+")
_LABELLED = re.compile(r"(?P<heading>.{3,80}?)\s*[:：–—|]\s+(?P<text>\S.+)", re.DOTALL)

_Role = Literal["text", "heading", "about", "about heading", "statement", "opening"]
_FRAME = ("about", "about heading", "statement", "opening")


class _Words(NamedTuple):
    """press_releases.toml: what stands before and behind the name in a heading, and the headings of the frame."""

    before: tuple[str, ...]
    behind: tuple[str, ...]
    frame: tuple[str, ...]


def frame_of(blocks: Sequence[Block], headline: str) -> frozenset[int]:
    """Return the numbers of the blocks that are the frame of a press release; none for other texts."""
    places = [n for n, block in enumerate(blocks) if block.kind in ("paragraph", "heading")]
    body = next((k for k, n in enumerate(places) if not _is_heading(blocks[n])), len(places))
    above = texts_above(headline, (" ".join(blocks[n].sentences) for n in places))
    roles = {k: _role(blocks, places, k, above[k]) for k in range(body + 1, len(places))}
    if not any(role in _FRAME for role in roles.values()):
        return frozenset()
    found = _frame_places(roles, _last_sign(blocks, places, roles))
    if any(roles[k] != "statement" for k in found):  # a release, whose lawyers may begin with other words
        found.update(k for k in roles if k >= len(places) / 2 and _has_statement(blocks[places[k]].sentences[0]))
    return frozenset(places[k] for k in found)


def _role(blocks: Sequence[Block], places: Sequence[int], k: int, above: TextAbove) -> _Role:
    n = places[k]
    if not _is_heading(blocks[n]):
        if _is_labelled(blocks[n], above):
            return "about"
        return "statement" if _is_statement(blocks[n], is_foot=k > len(places) / 2) else "text"
    heading = blocks[n].sentences[0].strip(" \t*_#:：.")
    if _is_frame_heading(heading) or _is_contact(blocks, n):
        return "opening"
    below = blocks[places[k + 1]] if k + 1 < len(places) else None
    if below is None or _is_heading(below):
        return "heading"
    return "about heading" if _is_about_heading(blocks, n, below.sentences[0], above) else "heading"


def _frame_places(roles: Mapping[int, _Role], last_sign: int) -> set[int]:
    """Return the frame, from the end of the text up to where its news ends; statements and contacts also above that."""
    found: set[int] = set()
    section: list[int] = []  # the paragraphs below the next heading
    is_end = True  # nothing but frame is below
    for k in sorted(roles, reverse=True):
        role = roles[k]
        if role == "text":
            section.append(k)
            continue
        is_about = is_end and k < last_sign and len(section) <= (_MAX_ABOUT if role == "about heading" else 0)
        if role in ("opening", "statement") or is_about:
            found.add(k)
        if role in ("statement", "about"):
            is_end = is_end and (role == "statement" or is_about)
            continue
        if role == "opening" or is_about:
            found.update(section)
        else:
            is_end = is_end and not section
        section = []
    return found


def _last_sign(blocks: Sequence[Block], places: Sequence[int], roles: Mapping[int, _Role]) -> int:
    """Return the place up to which "About X" may be of a release: all, where lawyers speak, else the last address."""
    if any(role in ("opening", "statement") for role in roles.values()):
        return len(places)
    last = next((n for n in reversed(range(len(blocks))) if _has_contact(blocks[n])), -1)
    return sum(n <= last for n in places)


def _is_about_heading(blocks: Sequence[Block], n: int, text: str, above: TextAbove) -> bool:
    heading = blocks[n].sentences[0].strip(" \t*_#:：.")
    if name := _name_in(heading):
        return _is_about(name, text, above)
    return any(map(_has_contact, blocks[max(n, len(blocks) - 3) :])) and _ends_in_subject(heading, text, above)


def _is_heading(block: Block) -> bool:
    """Whether it is a heading, or a short paragraph that could be one; a release may end its headings with a colon."""
    if block.kind == "heading":
        return True
    text = block.sentences[0]
    return len(block.sentences) == 1 and not ends_sentence(text) and length_in_words(text) <= _MAX_HEADING


def _is_about(name: str, text: str, above: TextAbove) -> bool:
    """Whether a paragraph opens with the name, and the news above has it too."""
    first = name.split()[0]
    return len(first) > 1 and first in text[:_NAME_AT] and above.has(name)


def _ends_in_subject(heading: str, text: str, above: TextAbove) -> bool:
    """Whether a heading is a word or two and the name with which the paragraph opens: "Despre Tolliver Foods"."""
    words = heading.split()
    names = [" ".join(words[n:]) for n in range(1, min(len(words), 4))]
    return len(words) <= 5 and any(text.startswith(name) and name[:1].isupper() and above.has(name) for name in names)


def _name_in(heading: str) -> str:
    """Return the name in a heading "About X", "X hakkında"; "" for any other."""
    words, folded = _words(), heading.lower()
    before = next((word for word in words.before if folded.startswith(word)), "")
    behind = next((word for word in words.behind if folded.endswith(word)), "")
    name = heading[len(before) :] if before else heading[: len(heading) - len(behind)] if behind else ""
    name = name.strip(' \t-–—:：「」『』【】《》"“”„«»')
    return name if name and not name[0].islower() and not name[0].isdigit() else ""


def _is_labelled(block: Block, above: TextAbove) -> bool:
    """Whether a paragraph has its heading in itself: "About Tolliver Foods: Tolliver Foods is ..."."""
    match = _LABELLED.match(" ".join(block.sentences)[:300])
    name = _name_in(match["heading"]) if match else ""
    return match is not None and name != "" and _is_about(name, match["text"], above)


def _is_statement(block: Block, *, is_foot: bool) -> bool:
    """Whether a paragraph begins with the words of a heading of the frame: "Disclaimer: ..."."""
    folded = block.sentences[0].lower().lstrip(" \t*_")
    if is_foot and folded.startswith(_statements()):
        return True
    match = _LABELLED.match(" ".join(block.sentences)[:300])
    return match is not None and folded.startswith((*_words().frame, *_statements()))


def _is_frame_heading(heading: str) -> bool:
    folded = heading.lower()
    return folded.startswith(_words().frame) or (_has_statement(heading) and length_in_words(heading) <= _MAX_HEADING)


def _has_statement(text: str) -> bool:
    folded = text.lower()
    return any(word in folded for word in _statements())


def _has_contact(block: Block) -> bool:
    return _CONTACT.search(" ".join(block.sentences)) is not None


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
