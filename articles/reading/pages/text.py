"""The text of an article within its page: what trafilatura finds, and what it loses.

trafilatura (Barbaresi 2021, https://aclanthology.org/2021.acl-demo.15) finds the paragraphs in pages of any design, but loses
the standfirst in four pages of ten, some sub-headings and quotes, and takes some lists of related articles along. So it
decides where the text is; which blocks there belong to it is decided from the page itself:

    column     the smallest element that holds nearly all that trafilatura found
    text       what it found, and what stands in the column in the same kind of elements
    headings   in the column, where text follows
    lead       between the headline and the text: what the page describes itself with, or names a standfirst
    not text   what the page names otherwise (related, newsletter, cookies), and lists and lines of links
"""

from collections import Counter
from functools import cached_property
from typing import TYPE_CHECKING

from wireglot.articles.article import BOILERPLATE, Kind
from wireglot.articles.languages import LineLimit, ends_sentence, is_within
from wireglot.articles.reading.pages.blocks import PageBlock, page_blocks, text_key
from wireglot.articles.reading.pages.parts import is_part
from wireglot.articles.reading.text import Paragraph

if TYPE_CHECKING:
    from lxml.html import HtmlElement

# The column holds this share of what trafilatura found: a standfirst or a last paragraph may be outside.
COLUMN_SHARE = 0.85
# An element whose name says that it is no text is none, unless it holds this share of the text: themes for blogs call
# the body of an article "widget" or "sidebar" as well.
MOST = 0.3
# In characters of a key. Shorter ones are in any text by chance.
CERTAIN = 20
# Of the characters of a line. A sentence with a few links in it is text, a line of links is not.
LINKED, ONLY_LINKED = 0.6, 0.98
# A line in bold between paragraphs is a heading up to this length.
BOLD_HEADING = LineLimit(14, 40, 60)
# In characters: a shorter line between headline and text is a kicker or a date, unless its name says standfirst.
LEAD_LENGTH = 40
# Of the words of a description that is in the text already, in other order or with other marks.
KNOWN_WORDS = 0.75
LONGEST_LEAD = 1500


def page_text(root: "HtmlElement", headline: str, descriptions: tuple[str, ...]) -> list[Paragraph]:
    """Return the paragraphs of the article, the lead first; [] where trafilatura finds no text."""
    blocks = page_blocks(root)
    found = _found_by_trafilatura(root)
    if not found:
        return []
    return _Selection(blocks, found, headline, descriptions).paragraphs()


def _found_by_trafilatura(root: "HtmlElement") -> list[str]:
    """Return the keys of the blocks that trafilatura takes for the text."""
    from trafilatura import bare_extraction  # 0.3 s

    document = bare_extraction(root, fast=True, include_comments=False, include_tables=True, with_metadata=False)
    body = getattr(document, "body", None)
    if body is None:
        return []
    return [key for element in body.iter() if (key := text_key(" ".join(element.itertext())))]


class _Selection:
    """The blocks of one page, and which of them are the article."""

    def __init__(
        self, blocks: list[PageBlock], found: list[str], headline: str, descriptions: tuple[str, ...]
    ) -> None:
        self.blocks = blocks
        self.headline = text_key(headline)
        self.descriptions = descriptions
        whole = max(found, key=len)
        keys = frozenset(found)
        self.found = [
            block.key in keys or (len(block.key) >= CERTAIN and block.key in whole) for block in blocks
        ]
        self._parts: dict[tuple[int, str], bool] = {}

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
                for name in set(map(_name, block.container)):
                    counts[name] += len(block.key)
        return counts

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

    def paragraphs(self) -> list[Paragraph]:
        kinds = self._without_lonely_headings(self._kinds())
        first = next((i for i, kind in enumerate(kinds) if kind and kind not in BOILERPLATE), len(kinds))
        lead = self._lead(first, kinds)
        for i in lead:
            kinds[i] = "paragraph"
        chosen = [(block, kind) for block, kind in zip(self.blocks, kinds, strict=True) if kind]
        paragraphs = [_paragraph(block, kind) for block, kind in _without_repetitions(chosen)]
        described = [] if lead else self._described(paragraphs)
        return described + paragraphs

    def _kinds(self) -> list[Kind | None]:
        return [self._kind(block, found) for block, found in zip(self.blocks, self.found, strict=True)]

    def _kind(self, block: PageBlock, found: bool) -> Kind | None:
        inside = self._is_in_column(block) or (found and self._is_beside_column(block))
        if block.key == self.headline or self._is_other(block) or not inside:
            return None
        if self._is_caption(block):
            return "caption" if found else None
        linked = block.linked / len(block.text)
        if block.is_heading or _is_bold_heading(block):
            return "heading" if found or (block.tag != "h1" and linked < LINKED) else None
        if not found and self.homes.isdisjoint(self._places(block)):
            return None
        if linked >= (ONLY_LINKED if ends_sentence(block.text) else LINKED):
            return "read-more" if found and ends_sentence(block.text) else None
        if self._is_part(block, "byline") and not ends_sentence(block.text):
            return None
        return "paragraph" if found or ends_sentence(block.text) else None

    def _is_caption(self, block: PageBlock) -> bool:
        return self._is_part(block, "caption") or _is_in(block, "figure", "picture")

    def _is_in_column(self, block: PageBlock) -> bool:
        return self.column in block.container

    def _is_beside_column(self, block: PageBlock) -> bool:
        """Return whether a found block is beside the column, in an element of its name or of those in it."""
        parent = None if self.column is None else self.column.getparent()
        if parent is None or parent not in block.container:
            return False
        beside = block.container[block.container.index(parent) + 1 :]
        named = any(_name(element) == _name(self.column) for element in beside if element.get("class"))
        return named or (block.element.get("class") is not None and _name(block.element) in self.homes)

    def _places(self, block: PageBlock) -> list[object]:
        """Return where a block is: the names of the elements around it, its parent with its tag, and its own name."""
        parents = block.container[:-1] if block.tag == block.element.tag else block.container
        start = block.container.index(self.column) if self.column in block.container else 0
        places: list[object] = [tuple(map(_name, block.container[start + 1 :])), (parents[-1], block.tag)]
        return [*places, _name(block.element)] if block.element.get("class") else places

    def _is_other(self, block: PageBlock) -> bool:
        return any(self._named(e, "other") and not self._holds_most(e) for e in block.container)

    def _is_part(self, block: PageBlock, part: str) -> bool:
        return any(self._named(e, part) and not self._holds_most(e) for e in block.container[-3:])

    def _holds_most(self, element: "HtmlElement") -> bool:
        """Return whether an element, or those of its name together, hold much of the text."""
        held = max(self.found_below[element], self.found_by_name[_name(element)])
        return held >= MOST * max(self.found_below.values(), default=0)

    def _named(self, element: "HtmlElement", part: str) -> bool:
        key = (id(element), part)
        if key not in self._parts:
            self._parts[key] = is_part(element, part)  # type: ignore[arg-type]
        return self._parts[key]

    def _without_lonely_headings(self, kinds: list[Kind | None]) -> list[Kind | None]:
        """Drop the headings that are not above text: those of related articles and comments."""
        kept = list(kinds)
        text_follows = directly = False
        for i in range(len(kinds) - 1, -1, -1):
            if kinds[i] == "heading":
                if not text_follows or not (directly or self.found[i]):
                    kept[i] = None
                    continue
            elif kinds[i] == "paragraph":
                text_follows = directly = True
            elif kinds[i] is None and not self._is_caption(self.blocks[i]) and not self._is_other(self.blocks[i]):
                directly = False
        return kept

    def _lead(self, first: int, kinds: list[Kind | None]) -> list[int]:
        """Return the blocks before the text that are its lead; [] where the text has it already."""
        start = self._headline_position(first)
        described = [text_key(text.rstrip(".… ")) for text in self.descriptions]
        text = "".join(block.key for block, kind in zip(self.blocks, kinds, strict=True) if kind)
        candidates = [i for i in range(first) if kinds[i] is None and self._may_be_lead(i, text)]
        same = [i for i in candidates if any(_overlap(self.blocks[i].key, key) for key in described)]
        if same:
            return same[-1:]
        below = [i for i in candidates if start is not None and i > start and not self._is_other(self.blocks[i])]
        named = [i for i in below if self._is_part(self.blocks[i], "lead")]
        return named or [i for i in below if _is_like_lead(self.blocks[i])]

    def _headline_position(self, first: int) -> int | None:
        headlines = [i for i in range(first) if self.blocks[i].key == self.headline]
        titles = [i for i in headlines if self.blocks[i].tag == "h1"] or headlines
        if titles:
            return titles[0]
        title = next((i for i in range(first - 1, -1, -1) if self.blocks[i].tag == "h1"), None)
        if title is not None or self.column is None:
            return title
        around = next(self.column.iterancestors("article", "main"), None)
        return next((i for i in range(first) if around is not None and around in self.blocks[i].container), None)

    def _may_be_lead(self, i: int, text: str) -> bool:
        block = self.blocks[i]
        return (
            LEAD_LENGTH <= len(block.text) <= LONGEST_LEAD
            and block.linked < LINKED * len(block.text)
            and block.key not in text
            and block.key != self.headline
            and not block.tag == "h1"
            and not self._is_caption(block)
            and not self._is_part(block, "byline")
        )

    def _described(self, paragraphs: list[Paragraph]) -> list[Paragraph]:
        """Return the page's description as its lead, unless it is cut off or in the text already."""
        known = text_key(" ".join(p.text for p in paragraphs))
        words = set(" ".join(p.text for p in paragraphs[:5]).casefold().split())
        for text in self.descriptions:
            own = text.casefold().split()
            is_cut = text.endswith(("…", "..."))
            if is_cut or len(text) < LEAD_LENGTH or not ends_sentence(text) or text_key(text) == self.headline:
                continue
            if text_key(text) in known or sum(word in words for word in own) >= KNOWN_WORDS * len(own):
                return []
            return [Paragraph(text, True, True, "paragraph")]
        return []


def _name(element: "HtmlElement | None") -> str:
    return "" if element is None else f"{element.tag}.{element.get('class') or ''}"


def _is_like_lead(block: PageBlock) -> bool:
    """Whether a block below the headline is a standfirst by its form."""
    if block.tag == "li":
        return False
    return ends_sentence(block.text) or (block.linked == 0 and block.tag in ("h2", "h3", "p") and len(block.text) >= 60)


def _overlap(key: str, description: str) -> bool:
    """Whether a block is the description, or its beginning, or has it as its beginning."""
    if min(len(key), len(description)) < CERTAIN:
        return False
    return key.startswith(description) or description in key or (key in description and len(key) > len(description) / 2)


def _is_in(block: PageBlock, *tags: str) -> bool:
    return any(element.tag in tags for element in block.container[-5:])


def _is_bold_heading(block: PageBlock) -> bool:
    return (
        block.tag in ("p", "div")
        and block.strong >= 0.95 * len(block.text)
        and not ends_sentence(block.text)
        and is_within(block.text, BOLD_HEADING)
    )


def _paragraph(block: PageBlock, kind: Kind) -> Paragraph:
    marked = None if kind == "paragraph" and not ends_sentence(block.text) else kind
    return Paragraph(block.text, ends_sentence(block.text), True, marked)


def _without_repetitions(blocks: list[tuple[PageBlock, Kind]]) -> list[tuple[PageBlock, Kind]]:
    """Drop blocks that come again, as the page's version for phones or its pull quotes."""
    kept: list[tuple[PageBlock, Kind]] = []
    seen: set[str] = set()
    text = ""
    for block, kind in blocks:
        if len(block.key) >= 2 * CERTAIN and (block.key in seen or block.key in text):
            continue
        seen.add(block.key)
        text += block.key + "|"
        kept.append((block, kind))
    return kept
