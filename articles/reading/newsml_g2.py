"""NewsML-G2: a news item, or a news message with many.

    newsItem@guid @version         the identifier of all versions, and the number of this one
    itemMeta                       itemClass, versionCreated, firstCreated, pubStatus, embargoed, edNote, signal
    contentMeta                    headline, description (the lead), by, dateline, language, slugline, urgency
    contentSet                     inlineXML with NITF or XHTML, inlineData; several are forms of one text

Only text items are articles: pictures and videos have captions, packages point to other items. Codes may be given with
or without their vocabulary (`stat:usable`, a URI, `usable`), and catalogs are never fetched.
"""

from collections.abc import Iterator
from datetime import UTC, tzinfo

from wireglot.articles.reading.agency_items import AgencyItem, found_item
from wireglot.articles.reading.body_markup import (
    has_tags,
    line_of_html,
    paragraphs_of_element,
    paragraphs_of_html,
)
from wireglot.articles.reading.items import Found, NoArticle
from wireglot.articles.reading.nitf import nitf_body, nitf_headline, nitf_lead
from wireglot.articles.reading.paragraphs import Paragraph, find_paragraphs
from wireglot.articles.reading.protection import Entry
from wireglot.articles.reading.safe_xml import Element

_OTHER_ITEMS = {
    "packageitem": "a package of other items",
    "conceptitem": "a concept of a vocabulary",
    "knowledgeitem": "a vocabulary",
    "planningitem": "a plan",
    "catalogitem": "a catalog of vocabularies",
    "groupset": "a package of other items",
    "contentmeta": "metadata without an item",
}
_SENT = ("newsitem", "packageitem", "conceptitem", "knowledgeitem", "planningitem", "catalogitem")
_ITEMS = ("newsitem", *_OTHER_ITEMS)
# A content set alone is a text without anything that is said of it.
ROOTS = frozenset({"newsmessage", "contentset", *_ITEMS})
_TEXT_CLASSES = frozenset({"", "text", "composite"})
# Roles of a headline or description that is not that of the text.
_CAPTIONS = frozenset({"caption", "alttext", "videocaption"})
# The correction, the kill and the update, as IPTC codes them; a correction in the signals is told in the note.
_SIGNALS = {"correction": "Correction.", "c": "Correction.", "update": "Update.", "u": "Update."}
# Content that is data rather than text.
_MARKUP = ("nitf", "html", "body", "article", "div", "p", "section", "bodycontent")


def read_newsml_g2(root: Element, zone: tzinfo = UTC) -> Iterator[Found]:
    """Yield what each item of the document is, in order."""
    if root.name == "contentset":
        item = Element("newsitem", {})
        item.children.append(root)
        root = item
    items = [root] if root.name in _ITEMS else list(root.descendants(*_SENT, without=_SENT))
    for item in items:
        yield _read_item(item, zone)


def _read_item(item: Element, zone: tzinfo) -> Found:
    guid = item.get("guid")
    if item.name in _OTHER_ITEMS:
        return NoArticle(_OTHER_ITEMS[item.name], guid)
    meta = item.child("itemmeta") or Element("itemmeta", {})
    kind = code_of(meta.child("itemclass"))
    if kind not in _TEXT_CLASSES:
        return NoArticle(f"an item of class {kind!r}", guid)
    content = item.child("contentmeta") or Element("contentmeta", {})
    return found_item(_agency_item(item, meta, content, _contents(item)), zone)


def _agency_item(item: Element, meta: Element, content: Element, contents: list[Element]) -> AgencyItem:
    nitf = next((found for part in contents if (found := part.first("nitf"))), None)
    first = _text(meta, "firstcreated") or _text(content, "contentcreated") or _text(meta, "versioncreated")
    changed = _text(meta, "versioncreated")
    language = content.child("language")
    urgency = _text(content, "urgency")
    signals = list(meta.elements("signal"))
    return AgencyItem(
        identifier=item.get("guid"),
        provider=_provider(meta),
        version=item.get("version"),
        headline=_chosen(content, "headline") or (nitf_headline(nitf) if nitf else ""),
        lead=_lead(content) or (nitf_lead(nitf) if nitf else ()),
        bodies=tuple(_bodies(contents, tuple(_credits(content)))),
        language=(language.get("tag") if language else "") or item.get("lang"),
        published=first,
        updated=changed if changed != first else "",
        notes=(*(note.text() for note in meta.elements("ednote")), *(_SIGNALS.get(code_of(s), "") for s in signals)),
        protection=tuple(_protection(meta, signals)),
        lines=(_text(content, "slugline"), f"Urgency {urgency}" if urgency else ""),
    )


def code_of(element: Element | None) -> str:
    """Return a code without its vocabulary, in small letters: "usable" of `stat:usable`; "" for no element."""
    if element is None:
        return ""
    code = element.get("qcode", "uri", "literal", "code", "formalname") or element.text()
    return code.rstrip("/").rpartition("/")[2].rpartition(":")[2].casefold()


def _contents(item: Element) -> list[Element]:
    return list(item.descendants("inlinexml", "inlinedata", without=("inlinexml", "inlinedata")))


def _bodies(contents: list[Element], credits: tuple[Paragraph, ...]) -> Iterator[tuple[Paragraph, ...]]:
    """Yield each form of the text, NITF and XHTML before plain text."""
    for part in sorted(contents, key=lambda part: part.name != "inlinexml"):
        if body := body_of(part):
            has_credits = any(paragraph.kind in ("byline", "dateline") for paragraph in body)
            yield body if has_credits else (*credits, *body)


def body_of(part: Element) -> tuple[Paragraph, ...]:
    """Return the paragraphs in an element around NITF, XHTML, escaped HTML or plain text; () for other XML."""
    if nitf := part.first("nitf"):
        return nitf_body(nitf)
    if any(True for _ in part.elements()):
        return tuple(paragraphs_of_element(part)) if part.first(*_MARKUP) else ()
    text = "".join(child for child in part.children if isinstance(child, str))
    return tuple(paragraphs_of_html(text) if has_tags(text) else find_paragraphs(text.strip()))


def _credits(content: Element) -> Iterator[Paragraph]:
    for element in content.elements("by", "dateline"):
        if text := element.text():
            yield Paragraph(text, False, True, "byline" if element.name == "by" else "dateline")


def _lead(content: Element) -> tuple[str, ...]:
    text = _chosen(content, "description")
    return (text,) if text else ()


def _chosen(content: Element, name: str) -> str:
    """Return the text of the first element of this name that is not for a picture, the main one before others."""
    elements = [e for e in content.elements(name) if e.get("role").rpartition(":")[2].casefold() not in _CAPTIONS]
    elements.sort(key=lambda element: element.get("role").rpartition(":")[2] not in ("", "main", "summary"))
    return next((text for element in elements if (text := line_of_html(element.text()))), "")


def _protection(meta: Element, signals: list[Element]) -> Iterator[Entry]:
    for status in meta.elements("pubstatus"):
        yield Entry("pubstatus", status.get("qcode", "uri", "literal") or status.text() or "(empty)")
    for embargo in meta.elements("embargoed"):
        # The format has no empty embargo, so one has lost its time.
        yield Entry("embargoed", embargo.text() or "(empty)")
    for signal in signals:
        yield Entry("kill", "true") if code_of(signal) in ("d", "kill") else Entry("signal", code_of(signal))


def _provider(meta: Element) -> str:
    provider = meta.child("provider")
    return provider.get("literal", "qcode", "uri") or provider.text() if provider else ""


def _text(element: Element, name: str) -> str:
    found = element.child(name)
    return found.text() if found else ""
