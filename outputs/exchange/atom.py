"""A feed as Atom (RFC 4287), its withdrawn entries as tombstones (RFC 6721)."""

from collections.abc import Sequence
from html import escape
from xml.etree import ElementTree

from wireglot.outputs.exchange.item import Item

ATOM, TOMBSTONES = "http://www.w3.org/2005/Atom", "http://purl.org/atompub/tombstones/1.0"
_LANGUAGE = "{http://www.w3.org/XML/1998/namespace}lang"


def atom(name: str, title: str, address: str, front: str, items: Sequence[Item]) -> bytes:
    """name: the feed's own urn; items the newest first, `updated` is that of the first."""
    ElementTree.register_namespace("", ATOM)
    ElementTree.register_namespace("at", TOMBSTONES)
    feed = ElementTree.Element(f"{{{ATOM}}}feed")
    _add(feed, "id", name)
    _add(feed, "title", title)
    _add(feed, "updated", max((item.updated for item in items), default="1970-01-01T00:00:00Z"))
    _add(feed, "link", rel="self", href=address)
    _add(feed, "link", rel="alternate", type="text/html", href=front)
    _add(_add(feed, "author"), "name", "Wireglot (machine-made summaries)")
    for item in items:
        _tombstone(feed, item) if item.withdrawn else _entry(feed, item)
    written: bytes = ElementTree.tostring(feed, encoding="utf-8", xml_declaration=True)
    return written + b"\n"


def _tombstone(feed: ElementTree.Element, item: Item) -> None:
    ElementTree.SubElement(feed, f"{{{TOMBSTONES}}}deleted-entry", {"ref": item.urn, "when": item.updated})


def _entry(feed: ElementTree.Element, item: Item) -> None:
    entry = _add(feed, "entry", **{_LANGUAGE: item.language})
    _add(entry, "id", item.urn)
    _add(entry, "title", item.headline)
    _add(entry, "published", item.published)
    _add(entry, "updated", item.updated)
    _add(entry, "link", rel="alternate", type="text/html", href=item.page)
    if item.source:
        _add(entry, "link", rel="via", href=item.source)
    _add(entry, "summary", item.short, type="text")
    _add(entry, "content", html_of(item), type="html")


def html_of(item: Item) -> str:
    """The paragraphs as HTML that holds nothing but paragraphs."""
    return "".join(f"<p>{escape(paragraph)}</p>" for paragraph in item.paragraphs)


def _add(parent: ElementTree.Element, tag: str, text: str = "", **attributes: str) -> ElementTree.Element:
    element = ElementTree.SubElement(parent, f"{{{ATOM}}}{tag}", attributes)
    element.text = _legal(text) or None
    return element


def _legal(text: str) -> str:
    """Without the characters that XML 1.0 has no way to write."""
    return "".join(
        c for c in text if c in "\t\n\r" or " " <= c <= "\ud7ff" or "\ue000" <= c <= "\ufffd" or c > "\uffff"
    )
