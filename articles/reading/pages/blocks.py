"""The blocks of a page: every piece of text that is displayed on lines of its own, in the order of the page."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from wireglot.articles.reading.divided_words import join_lines, without_line_ends
from wireglot.articles.reading.encoding import clean

if TYPE_CHECKING:
    from lxml.html import HtmlElement

_INLINE_NAMES = (
    "a abbr acronym b bdi bdo big cite code data del dfn em font i ins kbd label mark nobr q rb rp ruby s samp small "
    "span strike strong sub sup time tt u var wbr slot"
)
_INLINE = frozenset(_INLINE_NAMES.split())
# Their content is never the text of an article.
_NO_TEXT_NAMES = (
    "script style noscript template svg math iframe object embed video audio canvas map form button select input "
    "textarea nav head dialog rt rp datalist progress meter"
)
_NO_TEXT = frozenset(_NO_TEXT_NAMES.split())
_HEADINGS = frozenset({"h1", "h2", "h3", "h4", "h5", "h6"})
_STRONG = frozenset({"b", "strong"})
_KEY = re.compile(r"[\W_]+")


@dataclass(slots=True, eq=False)
class PageBlock:
    """A piece of text on lines of its own.

    tag        the element that makes its kind: h1 to h6, li, blockquote, figcaption, td, p, div
    container  its elements from the root to the one that holds the text
    linked     how many of its characters are links; strong likewise
    key        its letters and digits in small letters, to compare it with other texts
    """

    text: str
    tag: str
    container: "tuple[HtmlElement, ...]"
    linked: int = 0
    strong: int = 0
    key: str = field(init=False)

    def __post_init__(self) -> None:
        self.key = text_key(self.text)

    @property
    def element(self) -> "HtmlElement":
        return self.container[-1]

    @property
    def is_heading(self) -> bool:
        return self.tag in _HEADINGS


def text_key(text: str) -> str:
    """Return the letters and digits of a text in small letters, which are the same whatever its marks and spaces."""
    return _KEY.sub("", text).casefold()


def element_name(element: "HtmlElement") -> str:
    """Return the tag and the classes of an element: those that are alike in both have the same role in their page."""
    return f"{element.tag}.{element.get('class') or ''}"


def text_of(element: "HtmlElement") -> str:
    """Return the displayed text of an element in one line."""
    return " ".join(block.text for block in page_blocks(element))


def page_blocks(root: "HtmlElement") -> list[PageBlock]:
    """Return the blocks below an element; forms, menus and scripts are none."""
    return list(_Walk().blocks(root))


class _Walk:
    """One pass over a tree: the text since the last border of a block, and the elements around it."""

    def __init__(self) -> None:
        self.path: list[HtmlElement] = []
        self.pieces: list[str] = []
        self.linked = self.strong = 0
        self.links = self.strongs = 0

    def blocks(self, root: "HtmlElement") -> Iterator[PageBlock]:
        from lxml.etree import iterwalk

        walk = iterwalk(root, events=("start", "end"))
        for event, element in walk:
            tag = element.tag if isinstance(element.tag, str) else ""
            if event == "start":
                if not tag or tag in _NO_TEXT:
                    walk.skip_subtree()
                    self.path.append(element)
                    continue
                yield from self._open(element, tag)
                self._add(element.text)
            else:
                yield from self._close(element, tag)
                self._add(element.tail)
        yield from self._flush()

    def _open(self, element: "HtmlElement", tag: str) -> Iterator[PageBlock]:
        if tag == "br":
            self.pieces.append("\n")
        elif tag not in _INLINE:
            yield from self._flush()
        self.links += tag == "a"
        self.strongs += tag in _STRONG
        self.path.append(element)

    def _close(self, element: "HtmlElement", tag: str) -> Iterator[PageBlock]:
        if tag and tag not in _NO_TEXT:
            if tag not in _INLINE and tag != "br":
                yield from self._flush()
            self.links -= tag == "a"
            self.strongs -= tag in _STRONG
        self.path.pop()

    def _add(self, text: str | None) -> None:
        if text:
            self.pieces.append(without_line_ends(text))
            self.linked += len(text.strip()) if self.links else 0
            self.strong += len(text.strip()) if self.strongs else 0

    def _flush(self) -> Iterator[PageBlock]:
        if not self.pieces:
            return
        # Two line breaks are the end of a paragraph, one is a line of an address or a verse.
        lines = [" ".join(clean(line).split()) for line in "".join(self.pieces).split("\n")]
        parts = " \n".join(lines).split("\n \n") if len(lines) > 1 else lines
        parts = [" ".join(join_lines(part).split()) for part in parts]
        parts = [part for part in parts if any(character.isalnum() for character in part)]
        if parts:
            container = tuple(element for element in self.path if element.tag not in _INLINE)
            tag = _kind_tag(container)
            total = sum(map(len, parts))
            for part in parts:
                share = len(part) / total
                yield PageBlock(part, tag, container, round(self.linked * share), round(self.strong * share))
        self.pieces.clear()
        self.linked = self.strong = 0


def _kind_tag(container: "tuple[HtmlElement, ...]") -> str:
    for element in reversed(container[-4:]):
        if element.tag in _HEADINGS or element.tag in ("li", "blockquote", "figcaption", "td", "th", "dt", "dd"):
            return str(element.tag)
    return str(container[-1].tag) if container else "p"
