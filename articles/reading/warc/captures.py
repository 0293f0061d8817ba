"""A record of a web archive to the items in it: the article of a page, or why there is none.

Of a crawl most records are no articles: requests, pictures, pages of errors, section pages. They are `NoArticle` with
a kind, so that they can be counted. A page that should have been read and could not be is `Unread`.

Feeds are not read: the archive holds the pages that they list, and their teasers would come after the whole texts.
"""

import logging
import re
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, tzinfo
from urllib.parse import urlsplit

from wireglot.articles.reading.documents import Document, read_document
from wireglot.articles.reading.errors import (
    NotAnArticle,
    ReadingError,
    SectionPage,
    TooLarge,
    Unreadable,
    UnsupportedFormat,
)
from wireglot.articles.reading.feeds import is_feed
from wireglot.articles.reading.formats import BEGINNING, may_hold_items
from wireglot.articles.reading.items import Found, Item, NoArticle, Unread
from wireglot.articles.reading.pages import is_page
from wireglot.articles.reading.warc.http import Answer, Body, decoded_body, parse_answer
from wireglot.articles.reading.warc.records import MAX_RECORD, Record
from wireglot.articles.web_addresses import canonical_address, is_web_address, shown_address

log = logging.getLogger(__name__)

CUT_OFF = "The web archive has only the beginning of this page."
PLAIN_TEXT = "From the plain text of a page in a web archive: menus and notices may be among the text."

_KINDS = {
    "warcinfo": "descriptions of the archive",
    "request": "requests",
    "metadata": "records of metadata",
    "revisit": "captures without change",
    "continuation": "parts of divided records",
}
_PAGES = frozenset({"text/html", "application/xhtml+xml"})
_TEXTS = frozenset({"text/plain", "text/markdown", "text/x-markdown"})
# What is none of these by its declared type is recognised by its content.
_OTHERS = (
    (re.compile(r"image/.*"), "pictures"),
    (re.compile(r"(?:video|audio)/.*|application/(?:vnd\.apple\.mpegurl|x-mpegurl|dash\+xml)"), "films and sounds"),
    (re.compile(r"font/.*|application/(?:font|x-font|vnd\.ms-fontobject).*"), "fonts"),
    (re.compile(r"text/css"), "style sheets"),
    (re.compile(r"(?:text|application)/(?:x-|ecma|java)?javascript.*|text/ecmascript"), "scripts"),
    (
        re.compile(r"application/(?:pdf|msword|rtf|epub|zip|gzip|x-|vnd\.(?:ms|open|oasis)|wasm).*"),
        "documents and packed files",
    ),
)
# Texts for programs, whatever their type says.
_FOR_PROGRAMS = re.compile(
    r".*/(?:robots|ads|app-ads|humans|security|llms(?:-full)?|sellers)\.(?:txt|json)|/\.well-known/.*"
)
_OK = 200


def items_of_record(record: Record, name: str, zone: tzinfo = UTC) -> Iterator[Found]:
    """Yield the items of a record; `NoArticle` and `Unread` say in plain words what it is instead.

    Args:
        name: The record as the user knows it, for errors.
        zone: Of the times that name none.
    """
    address = record.headers.get("warc-target-uri", "").strip("<> ")
    kind = record.headers.get("warc-type", "").lower()
    if kind in _KINDS:
        yield NoArticle(_KINDS[kind])
    elif kind not in ("response", "resource", "conversion"):
        yield NoArticle("records of an unknown type")
    elif not is_web_address(address):
        yield NoArticle("records of other protocols than http")
    else:
        try:
            yield from _items(record, kind, address, name, zone)
        except ReadingError as error:
            yield Unread("", error)
        except Exception as error:  # a fault of a parser: this record fails, and no other
            log.warning("%s could not be read: %r", name, error)
            yield Unread("", Unreadable(f"{name}: the page could not be read ({type(error).__name__})."))


def address_of(record: Record) -> str:
    """Return the address that the record was captured from, as outputs may show it; "" for none."""
    address = record.headers.get("warc-target-uri", "").strip("<> ")
    return shown_address(address) if is_web_address(address) else ""


def _items(record: Record, kind: str, address: str, name: str, zone: tzinfo) -> Iterator[Found]:
    answer = _answer(record, kind)
    if answer.status not in (0, _OK):
        yield NoArticle(f"answers with status {answer.status}")
    elif other := _other_kind(answer.content_type, address):
        yield NoArticle(other)
    elif not record.is_whole:
        yield _too_large(record, answer, name)
    else:
        body = decoded_body(answer, name)
        for item in _recognised(body, answer, kind, address, name, zone):
            is_cut = body.is_cut or "warc-truncated" in record.headers
            yield _as_beginning(item) if is_cut and isinstance(item, Item) else item


def _answer(record: Record, kind: str) -> Answer:
    if kind == "response":
        return parse_answer(record.content)
    return Answer(0, {"content-type": record.headers.get("content-type", "")}, record.content)


def _other_kind(content_type: str, address: str) -> str:
    if _FOR_PROGRAMS.fullmatch(urlsplit(address).path.lower()):
        return "robots.txt and other texts for programs"
    return next((kind for pattern, kind in _OTHERS if pattern.fullmatch(content_type)), "")


def _too_large(record: Record, answer: Answer, name: str) -> Found:
    """What a record is of which only the beginning was kept: no page is so large."""
    if answer.content_type and answer.content_type not in _PAGES:
        return NoArticle("other files of more than 20 MB")
    found = f"{record.size / 1e6:,.0f} MB"
    error = TooLarge(f"{name}: expected a record of at most {MAX_RECORD / 1e6:,.0f} MB, found {found}; it is skipped.")
    return Unread("", error)


def _recognised(body: Body, answer: Answer, kind: str, address: str, name: str, zone: tzinfo) -> Iterator[Found]:
    """Read the content as that of a file is, where it may be an article."""
    content = body.content
    extension = ".html" if answer.content_type in _PAGES else ""
    document = Document(content, name, extension, canonical_address(address), answer.charset)
    if not content.strip():
        yield NoArticle("empty answers")
    elif is_feed(content):
        yield NoArticle("feeds and lists of pages")
    elif kind == "conversion":
        yield from map(_from_plain_text, _read(document, zone))
    elif is_page(content) or answer.content_type in _PAGES | _TEXTS or may_hold_items(content[:BEGINNING]):
        yield from _read(document, zone)
    else:
        yield NoArticle("other files")


def _read(document: Document, zone: tzinfo) -> list[Found]:
    try:
        return read_document(document, zone)
    except SectionPage:
        return [NoArticle("pages that list articles")]
    except NotAnArticle:
        return [NoArticle("pages without text")]
    except UnsupportedFormat:
        return [NoArticle("other files")]


def _from_plain_text(found: Found) -> Found:
    return _warned(found, PLAIN_TEXT) if isinstance(found, Item) else found


def _as_beginning(item: Item) -> Item:
    return replace(_warned(item, CUT_OFF), full_text=False)


def _warned(item: Item, warning: str) -> Item:
    return replace(item, metadata=replace(item.metadata, warnings=(*item.metadata.warnings, warning)))
