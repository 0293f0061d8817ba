"""The format of a file, recognised by its content, and its items.

    bytes with STX and ETX                     IPTC 7901, ANPA 1312
    a JSON object or list                      ninjs
    a JSON object on every line                ninjs, one item a line
    XML, by the local name of its root         NITF, NewsML-G2, NewsML 1
    anything else                              no format of items: text, Markdown, HTML

Names of files and declared types do not matter: agencies send NewsML as .xml, .txt and .g2.
"""

import re
from collections.abc import Callable, Iterator
from datetime import UTC, tzinfo

from wireglot.articles.reading import newsml_g2
from wireglot.articles.reading.errors import MalformedDocument
from wireglot.articles.reading.front_matter import may_have_front_matter, split_front_matter
from wireglot.articles.reading.iptc_7901 import is_iptc_7901, read_iptc_7901
from wireglot.articles.reading.items import Found
from wireglot.articles.reading.newsml_1 import read_newsml_1
from wireglot.articles.reading.newsml_g2 import read_newsml_g2
from wireglot.articles.reading.ninjs import is_ninjs, load_json, ninjs_objects, read_ninjs, read_ninjs_lines
from wireglot.articles.reading.nitf import read_nitf
from wireglot.articles.reading.safe_xml import Element, decode_xml, parse_xml

# The beginning of a document up to its root element, in bytes of any encoding without their zeros.
_START_OF_XML = re.compile(
    rb"(?:\xef\xbb\xbf|\xff\xfe|\xfe\xff)?"
    rb"(?:\s|<\?[^>]{0,500}\?>|<!--.{0,2000}?-->|<!DOCTYPE[^>\[]{0,500}(?:\[[^\]]{0,5000}\]\s*)?>)*+"
    rb"<(?:[\w.-]{1,40}:)?([A-Za-z][\w.-]{0,40})",
    re.DOTALL,
)
BEGINNING = 20_000  # bytes in which a format shows itself
_KEY_OF_NINJS = re.compile(r'"(?:guid|uri|bodies|body_\w{1,20}|pubstatus|versioncreated)"\s*:', re.IGNORECASE)
_BEFORE_JSON = b"\xef\xbb\xbf\xff\xfe \t\r\n"  # byte order marks and white space
_JSON_LINE = re.compile(r"\{.*\}\s*")

XmlReader = Callable[[Element, tzinfo], Iterator[Found]]


def _read_nitf(root: Element, zone: tzinfo) -> Iterator[Found]:
    yield read_nitf(root, zone)


_XML_READERS: dict[str, XmlReader] = {
    "nitf": _read_nitf,
    "newsml": read_newsml_1,
    **dict.fromkeys(newsml_g2.ROOTS, read_newsml_g2),
}


def found_items(raw: bytes, name: str, zone: tzinfo = UTC) -> Iterator[Found] | None:
    """Return the items of a file in a format of news agencies; None for any other format.

    Args:
        name: The file as the user knows it, for errors.

    Raises:
        Unreadable: For a document that is in such a format and cannot be read.
    """
    if is_iptc_7901(raw):
        return read_iptc_7901(raw, name, zone)
    start = raw[:BEGINNING].replace(b"\0", b"")
    if (root := _root_of(start)) in _XML_READERS:
        return _XML_READERS[root](parse_xml(decode_xml(raw, name), name), zone)
    if start.lstrip(_BEFORE_JSON)[:1] in (b"{", b"["):
        return _json_items(decode_xml(raw, name), name, zone)
    return None


def may_hold_items(start: bytes) -> bool:
    """Return whether a file that begins like this may hold items: a sign of them is in its first `BEGINNING` bytes."""
    plain = start.replace(b"\0", b"")
    is_json = plain.lstrip(_BEFORE_JSON)[:1] in (b"{", b"[")
    key = _KEY_OF_NINJS.search(plain.decode("utf-8", "replace")) if is_json else None
    return is_iptc_7901(start) or _root_of(plain) in _XML_READERS or key is not None


def _root_of(start: bytes) -> str:
    """Return the local name of the root element, in small letters; "" for what is no XML."""
    match = _START_OF_XML.match(start)
    return match[1].decode("ascii").casefold() if match else ""


def _json_items(text: str, name: str, zone: tzinfo) -> Iterator[Found] | None:
    """Return the items of JSON; None for text after JSON front matter, and for JSON that is not ninjs."""
    lines = [line for line in text.split("\n") if line.strip()]
    if (
        len(lines) > 1
        and all(line.lstrip().startswith("{") for line in lines)
        and any(map(_JSON_LINE.fullmatch, lines))
    ):
        is_ninjs_file = _KEY_OF_NINJS.search(text) is not None and any(map(_may_be_ninjs_line, lines))
        return read_ninjs_lines(lines, name, zone) if is_ninjs_file else None
    try:
        value = load_json(text, name)
    except MalformedDocument:
        has_text_below = may_have_front_matter(text) and all(split_front_matter(text))
        if _KEY_OF_NINJS.search(text) and not has_text_below:
            raise
        return None
    objects = ninjs_objects(value)
    return None if objects is None else read_ninjs(objects, zone)


def _may_be_ninjs_line(line: str) -> bool:
    try:
        return is_ninjs(load_json(line, ""))
    except MalformedDocument:
        return _KEY_OF_NINJS.search(line) is not None
