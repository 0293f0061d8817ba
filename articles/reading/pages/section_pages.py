"""Section pages: pages that list articles and are none, such as the politics page or the home page of a newspaper.

Their teasers, and those below an article, are elements of one kind that each have a line that is a link.
"""

from collections import defaultdict
from collections.abc import Iterable
from typing import TYPE_CHECKING

from wireglot.articles.reading.pages.blocks import PageBlock, element_name

if TYPE_CHECKING:
    from lxml.html import HtmlElement

# A list of three teasers is a section page; below an article there are lists as well, but they are little of its text.
LEAST_TEASERS = 3
TEASER_SHARE, TEASER_SHARE_OF_ARTICLE = 0.5, 0.9
# In characters of a key: a headline and two or three sentences. Parts of an article between links are longer.
LONGEST_TEASER = 400
_CARDS = ("li", "article", "section", "div", "tr")
_ALL_LINKED = 0.9


def is_section_page(
    column: "HtmlElement | None", text: Iterable[PageBlock], blocks: Iterable[PageBlock], *, is_article: bool
) -> bool:
    """Return whether most of the text is in teasers.

    Args:
        text: The blocks that would be the text of the article.
        blocks: All blocks of the page.
        is_article: The page says that it is an article.
    """
    if column is None:
        return False
    cards = teaser_cards(column, blocks)
    total = in_cards = 0
    used: set[HtmlElement] = set()
    for block in text:
        total += len(block.key)
        if (card := next((element for element in block.container if element in cards), None)) is not None:
            in_cards += len(block.key)
            used.add(card)
    share = TEASER_SHARE_OF_ARTICLE if is_article else TEASER_SHARE
    return len(used) >= LEAST_TEASERS and share * total <= in_cards <= LONGEST_TEASER * len(used)


def teaser_cards(column: "HtmlElement", blocks: Iterable[PageBlock]) -> "set[HtmlElement]":
    """Return the elements below the column that have a linked line, of a name that at least three others have too."""
    named: dict[tuple[str, HtmlElement | None], set[HtmlElement]] = defaultdict(set)
    for block in blocks:
        if column in block.container and block.linked >= _ALL_LINKED * len(block.text):
            for element in block.container[block.container.index(column) + 1 :]:
                if element.tag in _CARDS and (block.element is not element or element.tag == "li"):
                    named[element_name(element), element.getparent()].add(element)
    return {element for group in named.values() if len(group) >= LEAST_TEASERS for element in group}
