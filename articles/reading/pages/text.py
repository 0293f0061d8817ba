"""The text of an article within its page: what trafilatura finds, and what it loses.

trafilatura (Barbaresi 2021, https://aclanthology.org/2021.acl-demo.15) finds the paragraphs in pages of any design, but
loses the standfirst in four pages of ten, some sub-headings and quotes, and takes some lists of related articles along.
So it decides where the text is; which blocks there belong to it is decided from the page itself:

    column     the smallest element that holds nearly all that trafilatura found
    text       what it found, and what stands in the column in the same kind of elements
    headings   in the column, where text follows
    lead       between the headline and the text: what the page describes itself with, or names a standfirst
    not text   what the page names otherwise (related, newsletter, cookies), and lists and lines of links
"""

import logging
from collections import Counter
from functools import cached_property
from typing import TYPE_CHECKING, NamedTuple

from wireglot.articles.article import BOILERPLATE, Kind
from wireglot.articles.boilerplate import boilerplate_kind
from wireglot.articles.languages import LineLimit, ends_sentence, is_within
from wireglot.articles.notices import KINDS, notice_in
from wireglot.articles.reading.pages.blocks import PageBlock, element_name, page_blocks, text_key
from wireglot.articles.reading.pages.parts import Part, is_part
from wireglot.articles.reading.pages.same_text import CERTAIN, repetitions, which_are_in
from wireglot.articles.reading.pages.section_pages import teaser_cards
from wireglot.articles.reading.paragraphs import Paragraph, as_item

if TYPE_CHECKING:
    from lxml.html import HtmlElement

# The column holds this share of what trafilatura found: a standfirst or a last paragraph may be outside.
COLUMN_SHARE = 0.85
# An element whose name says that it is no text is none, unless it, or all of its name, hold this share of the text:
# themes call the body of an article "widget" as well, and pages hide a text that only subscribers are to see.
MOST = 0.3
# Of the characters of a line that are links: a line without a final mark, and a sentence. A sentence with a few links
# is text, a line of links is not.
LINKED, ONLY_LINKED = 0.6, 0.98
# A line in bold between paragraphs is a heading up to this length.
BOLD_HEADING = LineLimit(14, 40, 60)
BOLD = 0.95
# In characters: a shorter line between headline and text is a kicker or a date; a longer one is the text itself.
SHORTEST_LEAD, LONGEST_LEAD = 40, 1500
# The same for a line without a final mark that nothing but its place shows to be a standfirst.
SHORTEST_UNMARKED_LEAD = 60
# Of the words of a description: it is in the text already, in other order or with other marks.
KNOWN_WORDS = 0.75
# How far above a text its element may be that says what it is: figure > div > div > p.
NEAR, NEAR_FIGURE = 3, 5

_NEVER_TEXT = frozenset({"aside", "footer"})


class PageText(NamedTuple):
    """The text of a page.

    paragraphs  the lead first
    chosen      the blocks that they were made from, without a lead that is in no block
    blocks      all blocks of the page
    column      the element that holds the text; None where there is no text
    """

    paragraphs: list[Paragraph]
    chosen: list[tuple[PageBlock, Paragraph]]
    blocks: list[PageBlock]
    column: "HtmlElement | None"


def page_text(root: "HtmlElement", headline: str, descriptions: tuple[str, ...]) -> PageText:
    """Return the text of the article; no paragraphs where trafilatura finds none."""
    blocks = page_blocks(root)
    found = _found_by_trafilatura(root)
    if not found or not blocks:
        return PageText([], [], blocks, None)
    return _Selection(blocks, found, headline, descriptions).text()


def _found_by_trafilatura(root: "HtmlElement") -> list[str]:
    """Return the keys of the blocks that trafilatura takes for the text."""
    from trafilatura import bare_extraction  # 0.3 s

    logging.getLogger("trafilatura").setLevel(logging.CRITICAL)  # it warns of every page without text
    document = bare_extraction(root, fast=True, include_comments=False, with_metadata=False)
    body = getattr(document, "body", None)
    if body is None:
        return []
    return [key for element in body.iter() if (key := text_key(" ".join(element.itertext())))]


class _Selection:
    """The blocks of one page, and which of them are the article."""

    def __init__(self, blocks: list[PageBlock], found: list[str], headline: str, descriptions: tuple[str, ...]) -> None:
        self.blocks = blocks
        self.headline = text_key(headline)
        self.descriptions = descriptions
        self.found = which_are_in([block.key for block in blocks], found)
        self._parts: dict[tuple[HtmlElement, Part], bool] = {}

    def text(self) -> PageText:
        kinds = self._without_lonely_headings([self._kind(i) for i in range(len(self.blocks))])
        first = next((i for i, kind in enumerate(kinds) if kind and kind not in BOILERPLATE), len(kinds))
        lead = self._lead(first, kinds)
        for i in lead:
            kinds[i] = "paragraph"
        chosen = self._chosen(kinds)
        paragraphs = [paragraph for _, paragraph in chosen]
        described = [] if lead else self._described(paragraphs)
        return PageText(described + paragraphs, chosen, self.blocks, self.column)

    def _chosen(self, kinds: list[Kind | None]) -> list[tuple[PageBlock, Paragraph]]:
        """Return the blocks of the text without those that come again: for phones, or as pull quotes."""
        chosen = [(block, kind) for block, kind in zip(self.blocks, kinds, strict=True) if kind]
        again = repetitions([block.key for block, _ in chosen])
        return [(block, _paragraph(block, kind)) for (block, kind), rep in zip(chosen, again, strict=True) if not rep]

    @cached_property
    def found_below(self) -> "Counter[HtmlElement]":
        """How many characters of the found text each element holds; lines of links do not count."""
        counts: Counter[HtmlElement] = Counter()
        for block, found in zip(self.blocks, self.found, strict=True):
            if found and block.linked < LINKED * len(block.text) and len(block.key) >= CERTAIN:
                for element in block.container:
                    counts[element] += len(block.key)
        return counts

    @cached_property
    def found_by_name(self) -> Counter[str]:
        """The same for all elements of a name together."""
        counts: Counter[str] = Counter()
        for block, found in zip(self.blocks, self.found, strict=True):
            if found:
                for name in set(map(element_name, block.container)):
                    counts[name] += len(block.key)
        return counts

    @cached_property
    def most(self) -> float:
        return MOST * max(self.found_below.values(), default=0)

    @cached_property
    def column(self) -> "HtmlElement | None":
        total = max(self.found_below.values(), default=0)
        holding = [element for element, count in self.found_below.items() if count >= COLUMN_SHARE * total]
        return max(holding, key=lambda element: sum(1 for _ in element.iterancestors()), default=None)

    @cached_property
    def homes(self) -> frozenset[object]:
        """The places in the column where found text is."""
        return frozenset(
            place
            for block, found in zip(self.blocks, self.found, strict=True)
            if found and len(block.key) >= 2 * CERTAIN and self._is_in_column(block) and not self._is_other(block)
            for place in self._places(block)
        )

    def _kind(self, i: int) -> Kind | None:
        """Return the kind of block that a block of the page is in the article; None for none of it."""
        block, found = self.blocks[i], self.found[i]
        inside = self._is_in_column(block) or (found and self._is_beside_column(block))
        if not inside or block.key == self.headline or self._is_other(block):
            return None
        if self._is_caption(block):
            return "caption" if found else None
        if notice := notice_in(block.text):
            return KINDS[notice]
        linked = block.linked / len(block.text)
        if block.is_heading or _is_bold_heading(block):
            if boilerplate_kind(block.text, final=False, at_edge=False) == "read-more":  # "Auch interessant"
                return "read-more" if found else None
            return "heading" if found or (block.tag != "h1" and linked < LINKED) else None
        if not found and (self.homes.isdisjoint(self._places(block)) or not self._cards.isdisjoint(block.container)):
            return None
        final = ends_sentence(block.text)
        if linked >= (ONLY_LINKED if final else LINKED):
            return "read-more" if found and final else None
        if self._is_part(block, "byline") and not final:
            return None
        return "paragraph" if found or final else None

    def _is_in_column(self, block: PageBlock) -> bool:
        return self.column in block.container

    def _is_beside_column(self, block: PageBlock) -> bool:
        """Return whether a block is beside the column, in an element of its name or of those in it."""
        parent = None if self.column is None else self.column.getparent()
        if self.column is None or parent is None or parent not in block.container:
            return False
        beside = block.container[block.container.index(parent) + 1 :]
        name = element_name(self.column)
        named = any(element_name(element) == name for element in beside if element.get("class"))
        return named or (block.element.get("class") is not None and element_name(block.element) in self.homes)

    def _places(self, block: PageBlock) -> list[object]:
        """Return where a block is: the names of the elements around it, its parent with its tag, and its own name."""
        parents = block.container[:-1] if block.tag == block.element.tag else block.container
        start = block.container.index(self.column) if self.column in block.container else 0
        places: list[object] = [tuple(map(element_name, block.container[start + 1 :])), (parents[-1:], block.tag)]
        return [*places, element_name(block.element)] if block.element.get("class") else places

    def _is_other(self, block: PageBlock) -> bool:
        return not self._others.isdisjoint(block.container)

    @cached_property
    def _others(self) -> "frozenset[HtmlElement]":
        elements = {element for block in self.blocks for element in block.container}
        named = (element for element in elements if self._named(element, "other"))
        return frozenset(e for e in named if e.tag in _NEVER_TEXT or not self._holds_most(e))

    @cached_property
    def _cards(self) -> "frozenset[HtmlElement]":
        cards = set() if self.column is None else teaser_cards(self.column, self.blocks)
        return frozenset(card for card in cards if not self._holds_most(card))

    def _is_part(self, block: PageBlock, part: Part) -> bool:
        near = block.container[-NEAR:]
        return any(self._named(element, part) and not self._holds_most(element) for element in near)

    def _is_caption(self, block: PageBlock) -> bool:
        in_figure = any(element.tag in ("figure", "picture") for element in block.container[-NEAR_FIGURE:])
        return in_figure or self._is_part(block, "caption")

    def _holds_most(self, element: "HtmlElement") -> bool:
        """Return whether an element, or those of its name together, hold much of the text."""
        return max(self.found_below[element], self.found_by_name[element_name(element)]) >= self.most

    def _named(self, element: "HtmlElement", part: Part) -> bool:
        key = (element, part)
        if key not in self._parts:
            self._parts[key] = is_part(element, part)
        return self._parts[key]

    def _without_lonely_headings(self, kinds: list[Kind | None]) -> list[Kind | None]:
        """Drop the headings that are not above text: those of related articles and comments.

        Between a heading that trafilatura did not find and its text there may be captions, but no other blocks.
        """
        kept = list(kinds)
        text_follows = directly = False
        for i in range(len(kinds) - 1, -1, -1):
            if kinds[i] == "heading":
                if not text_follows or not (directly or self.found[i]):
                    kept[i] = None
            elif kinds[i] == "paragraph":
                text_follows = directly = True
            elif kinds[i] is None and not self._may_stand_between(self.blocks[i]):
                directly = False
        return kept

    def _may_stand_between(self, block: PageBlock) -> bool:
        """Return whether a block that is no text may be between a heading and its text."""
        return not self._is_in_column(block) or self._is_other(block) or self._is_caption(block)

    def _lead(self, first: int, kinds: list[Kind | None]) -> list[int]:
        """Return the blocks before the text that are its lead; [] where the text has it already."""
        start = self._headline_position(first)
        described = [text_key(text.rstrip(".… ")) for text in self.descriptions]
        text = "".join(block.key for block, kind in zip(self.blocks, kinds, strict=True) if kind)
        candidates = [i for i in range(first) if kinds[i] is None and self._may_be_lead(self.blocks[i], text)]
        same = [i for i in candidates if any(_overlap(self.blocks[i].key, key) for key in described)]
        if same:
            return same[-1:]
        below = [i for i in candidates if start is not None and i > start and not self._is_other(self.blocks[i])]
        named = [i for i in below if self._is_part(self.blocks[i], "lead")]
        return named or [i for i in below if _is_like_lead(self.blocks[i])]

    def _headline_position(self, first: int) -> int | None:
        """Return the block of the headline, or the beginning of the element that has headline and text."""
        headlines = [i for i in range(first) if self.blocks[i].key == self.headline]
        if titles := [i for i in headlines if self.blocks[i].tag == "h1"] or headlines:
            return titles[0]
        title = next((i for i in range(first - 1, -1, -1) if self.blocks[i].tag == "h1"), None)
        if title is not None or self.column is None:
            return title
        around = next(self.column.iterancestors("article", "main"), None)
        return next((i for i in range(first) if around is not None and around in self.blocks[i].container), None)

    def _may_be_lead(self, block: PageBlock, text: str) -> bool:
        return (
            SHORTEST_LEAD <= len(block.text) <= LONGEST_LEAD
            and block.linked < LINKED * len(block.text)
            and block.tag != "h1"
            and block.key != self.headline
            and block.key not in text
            and not self._is_caption(block)
            and not self._is_part(block, "byline")
            and not notice_in(block.text)
        )

    def _described(self, paragraphs: list[Paragraph]) -> list[Paragraph]:
        """Return the page's description as its lead, unless it is cut off or in the text already."""
        known = text_key(" ".join(p.text for p in paragraphs))
        words = set(" ".join(p.text for p in paragraphs[:5]).casefold().split())
        for text in self.descriptions:
            own = text.casefold().split()
            if (
                len(text) < SHORTEST_LEAD
                or not _is_sentence(text)
                or text_key(text) == self.headline
                or notice_in(text)
            ):
                continue
            is_known = text_key(text) in known or sum(word in words for word in own) >= KNOWN_WORDS * len(own)
            return [] if is_known else [Paragraph(text, True, True, "paragraph")]
        return []


def _is_sentence(text: str) -> bool:
    return ends_sentence(text) and not text.endswith(("…", "..."))


def _is_like_lead(block: PageBlock) -> bool:
    """Whether a block below the headline is a standfirst by its form."""
    if block.tag == "li":
        return False
    unmarked = block.linked == 0 and block.tag in ("h2", "h3", "p") and len(block.text) >= SHORTEST_UNMARKED_LEAD
    return ends_sentence(block.text) or unmarked


def _overlap(key: str, description: str) -> bool:
    """Whether a block is the description, or one of both begins with the other, or holds it."""
    if min(len(key), len(description)) < CERTAIN:
        return False
    return description in key or (key in description and len(key) > len(description) / 2)


def _is_bold_heading(block: PageBlock) -> bool:
    return (
        block.tag in ("p", "div")
        and block.strong >= BOLD * len(block.text)
        and not ends_sentence(block.text)
        and is_within(block.text, BOLD_HEADING)
    )


def _paragraph(block: PageBlock, kind: Kind) -> Paragraph:
    """A line without a final mark may still be a heading, a byline or a "read more": its words decide."""
    final = ends_sentence(block.text)
    paragraph = Paragraph(block.text, final, True, None if kind == "paragraph" and not final else kind)
    is_item = block.tag == "li" and block.linked < len(block.text) / 2  # no link to another article
    return as_item(paragraph) if is_item else paragraph
