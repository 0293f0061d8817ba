"""One document: bytes from a file, an address or a web archive to the items in them.

The only place that decides of which format bytes are, by their content:

    a message, XML or JSON of a news agency       its items (formats.py)
    a feed                                        its entries as they are; a list of feeds must be fetched
    an HTML page                                  one item (pages/)
    anything else                                 one text, Markdown where its name or type says so
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import UTC, tzinfo
from itertools import islice
from pathlib import PurePosixPath
from urllib.parse import quote, urlsplit

from wireglot.articles.identity import item_uri
from wireglot.articles.reading.agency_lines import read_agency_lines
from wireglot.articles.reading.encoding import clean, decode, single_spaced
from wireglot.articles.reading.errors import NotAnArticle, TooLarge, UnsupportedFormat
from wireglot.articles.reading.feeds import is_feed, items_of_feed, read_feed
from wireglot.articles.reading.formats import found_items
from wireglot.articles.reading.front_matter import may_have_front_matter, split_front_matter
from wireglot.articles.reading.iptc_7901 import is_iptc_7901
from wireglot.articles.reading.items import Found, Item, NoArticle
from wireglot.articles.reading.markup import HTML_PAGE, found_markup
from wireglot.articles.reading.metadata import metadata_of
from wireglot.articles.reading.pages import is_page, read_page
from wireglot.articles.reading.repairs import RepairedContent, repaired, with_repair_warnings
from wireglot.articles.reading.text import read_text
from wireglot.articles.reading.text_entities import with_characters
from wireglot.articles.web_addresses import canonical_address, has_credentials, is_web_address, shown_address

MARKDOWN = frozenset({".md", ".markdown"})
MAX_ITEMS = 25_000  # a large agency sends 5,000 items a day; a short one takes 0.3 ms
_LONGEST_NAME = 200  # characters of an item's name in its identifier; a longer one is a text

_LETTER = re.compile(r"[^\W\d_]")
_EXTENSIONS = {  # of declared types
    **dict.fromkeys(("text/markdown", "text/x-markdown", "application/markdown"), ".md"),
    **dict.fromkeys(("text/html", "application/xhtml+xml"), ".html"),
}


@dataclass(frozen=True, slots=True)
class Document:
    """Bytes, and what is known beside them.

    name       the document as the user knows it, for errors
    extension  of its file's name, with its dot: ".md"
    url        the address that it was fetched from, without credentials; "" for a file
    charset    as the server declares it; UTF-8 that is valid counts before it
    """

    content: bytes
    name: str
    extension: str = ""
    url: str = ""
    charset: str = ""


def fetched_document(content: bytes, url: str, content_type: str) -> Document:
    """Return what a server sent, with what its Content-Type says; `url` without credentials."""
    kind, *parameters = content_type.split(";")
    named = dict(parameter.strip().lower().partition("=")[::2] for parameter in parameters)
    extension = _EXTENSIONS.get(kind.strip().lower()) or PurePosixPath(urlsplit(url).path).suffix
    return Document(content, url, extension, url, named.get("charset", "").strip(" \"'"))


def read_document(document: Document, zone: tzinfo = UTC) -> list[Found]:
    """Return everything in a document, in order; what of it cannot be read is in its place.

    Items of a document with a `url` have an identifier: their own, or one made from the address and their name.

    Args:
        zone: Of the times that name none.

    Raises:
        ReadingError: When nothing of it can be read, or it is no text; all kinds but SourceError.
    """
    whole = RepairedContent(document.content) if is_iptc_7901(document.content) else repaired(document.content)
    found = list(islice(_items(replace(document, content=whole.content), zone), MAX_ITEMS + 1))
    if len(found) > MAX_ITEMS:
        raise TooLarge(f"{document.name}: expected at most {MAX_ITEMS:,} items, found more; split the file.")
    items = with_repair_warnings(found, whole.repairs)
    if place := canonical_address(document.url):
        return [_identified(item, place) for item in items]
    return items


def only_item(found: list[Found], name: str) -> Item:
    """Return the one article of a document.

    Raises:
        ReadingError: When it could not be read, or there is not exactly one.
    """
    items = [one for one in found if isinstance(one, Item)]
    for one in found:
        if not isinstance(one, Item | NoArticle):
            raise one.error
    if len(items) != 1:
        others = ", ".join(dict.fromkeys(one.kind for one in found if isinstance(one, NoArticle))) or "none"
        raise NotAnArticle(f"{name}: expected one article, found {f'{len(items)} of them' if items else others}.")
    return items[0]


def _items(document: Document, zone: tzinfo) -> Iterator[Found]:
    content, name = document.content, document.name
    found = found_items(content, name, zone)
    if found is not None:
        return found
    if is_feed(content):
        return items_of_feed(read_feed(content, document.url, name), zone)
    return iter([_page(document, zone) if is_page(content) else _text(document, zone)])


def _identified(found: Found, place: str) -> Found:
    """Return what was found at an address under its own identifier, or else one within the address."""
    name = quote(found.name.encode("utf-8", "surrogatepass"), safe="")[:_LONGEST_NAME]
    uri = item_uri(place, name) if name else place
    if not isinstance(found, Item):
        return replace(found, name=uri)
    own = found.metadata.uri
    uri = shown_address(own) if is_web_address(own) and has_credentials(own) else own or uri
    return found if own == uri else replace(found, metadata=replace(found.metadata, uri=uri))


def _page(document: Document, zone: tzinfo) -> Item:
    page = read_page(document.content, document.name, url=document.url, charset=document.charset, zone=zone)
    return Item(page.text, page.metadata, full_text=page.full_text)


def _text(document: Document, zone: tzinfo) -> Item:
    text = decode(document.content, document.name, charset=document.charset)
    entries, body = split_front_matter(text) if may_have_front_matter(text) else ([], text)
    is_markdown = document.extension.lower() in MARKDOWN or bool(entries)
    kind = found_markup(body if body.strip() else text, document.extension, tags_are_read=is_markdown)
    if kind == HTML_PAGE and not entries:
        return _page(document, zone)
    if kind:
        raise UnsupportedFormat(
            f"{document.name}: expected the text of one article, found {kind}, which this version does not read; "
            "save the text of the article as .txt or .md."
        )
    if not _LETTER.search(text):
        lost = "question marks in place of its letters" if "???" in text else "no letters"
        found = lost if text.strip() else "an empty file"
        raise NotAnArticle(f"{document.name}: expected an article, found {found}; complete or remove the file.")
    if not is_markdown:
        body = clean(with_characters(body))
    agency = read_agency_lines(single_spaced(body), zone)
    metadata = metadata_of(entries, agency, zone)
    if not is_markdown:
        return Item(read_text(agency.text), metadata)
    from wireglot.articles.reading.markdown import read_markdown

    return Item(read_markdown(agency.text, document.name, metadata.title), metadata)
