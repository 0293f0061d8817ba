"""End tags that are missing in a feed, put where the element must have ended; and where a feed breaks off.

feedparser drops a text whose element does not end, and takes the items after it for a part of that text. An element
ends before the next element of its item, before the end of the item, or before the next item; an item before the next.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field

from wireglot.articles.reading.feeds.entries import BreaksOff

_TEXTS = ("title", "description", "content", "summary", "encoded")
_OTHERS = ("link", "guid", "id", "pubdate", "published", "updated", "date", "creator", "category", "comments")
_CONTAINERS = ("channel", "rss", "feed", "rdf")
_TOKEN = re.compile(
    r"<!\[CDATA\[.*?\]\]>"
    r"|<(?P<end>/?)(?P<name>(?:[\w.-]{1,40}:)?(?P<local>item|entry|"
    + "|".join((*_TEXTS, *_OTHERS, *_CONTAINERS))
    + r"))(?=[\s/>])[^<>]*?(?P<empty>/?)>",
    re.IGNORECASE | re.DOTALL,
)
_UNFINISHED_TAG = re.compile(r"<[^<>]{0,2000}\Z")
_ROOT_ENDS = re.compile(r"</(?:[\w.-]{1,40}:)?(?:rss|feed|rdf|channel)\s*>", re.IGNORECASE)
_ITEM_BEGINS = re.compile(r"<(?:[\w.-]{1,40}:)?(?:item|entry)(?=[\s/>])[^<>]*>", re.IGNORECASE)
_ITEM_ENDS = re.compile(r"</(?:[\w.-]{1,40}:)?(?:item|entry)\s*>", re.IGNORECASE)
_SECTION = re.compile(r"<!\[CDATA\[.*?\]\]>", re.DOTALL)


@dataclass(slots=True)
class _Open:
    """What is open at a place: the element with a text, and the item; and the end tags that were missing so far."""

    element: str = ""
    begins: int = 0
    item: str = ""
    missing: list[tuple[int, str]] = field(default_factory=list)

    def close_element(self, place: int) -> None:
        if self.element:
            self.missing.append((place, f"</{self.element}>"))
            self.element = ""

    def close_item(self, place: int) -> None:
        self.close_element(place)
        if self.item:
            self.missing.append((place, f"</{self.item}>"))
            self.item = ""


def breaks_off(text: str) -> BreaksOff:
    """Return whether a feed breaks off within its last item or after it; "" for a feed that has its end."""
    rest = _ITEM_ENDS.split(_SECTION.sub("", text))[-1]
    if _ROOT_ENDS.search(rest):
        return ""
    return "within" if _ITEM_BEGINS.search(rest) else "after"


def with_end_tags(text: str) -> str:
    """Return the feed with the end tags that are missing; an address or a date that is cut off is left out."""
    text = _UNFINISHED_TAG.sub("", text)
    found = _Open()
    for part in _items(_TOKEN.finditer(text)):
        last_ends = {token["name"]: token.start() for token in part if token["end"]}
        for token in part:
            _take(token, found, last_ends)
    end = len(text)
    if found.element and _local(found.element) not in _TEXTS:
        end, found.element = found.begins, ""
    found.close_item(end)
    return _with(text[:end], found.missing)


def _items(tokens: Iterable[re.Match[str]]) -> Iterator[list[re.Match[str]]]:
    """Yield the tags of each item, from its start tag on; sections, in which no tag counts, are left out."""
    part: list[re.Match[str]] = []
    for token in tokens:
        if token["name"] and _is_item(token) and not token["end"] and part:
            yield part
            part = []
        if token["name"]:
            part.append(token)
    yield part


def _take(token: re.Match[str], found: _Open, last_ends: dict[str, int]) -> None:
    place, name = token.start(), token["name"]
    if _is_item(token):
        if token["end"]:
            found.close_element(place)
            found.item = ""
        elif not token["empty"]:
            found.close_item(place)
            found.item = name
    elif token["local"].lower() in _CONTAINERS:
        if token["end"]:
            found.close_item(place)
    elif token["end"]:
        found.element = "" if name == found.element else found.element
    elif not token["empty"] and (not found.element or last_ends.get(found.element, -1) < place):
        found.close_element(place)
        found.element, found.begins = name, place


def _is_item(token: re.Match[str]) -> bool:
    return token["local"].lower() in ("item", "entry")


def _local(name: str) -> str:
    return name.rpartition(":")[2].lower()


def _with(text: str, missing: Sequence[tuple[int, str]]) -> str:
    pieces, last = [], 0
    for place, tag in missing:
        pieces += [text[last:place], tag]
        last = place
    return "".join((*pieces, text[last:]))
