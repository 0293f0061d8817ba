"""The element tree of a page: its encoding, its limits, and what is never text.

UTF-8 comes before any declaration, which is often wrong: text of another encoding is hardly ever valid UTF-8. Then
the HTTP header counts, then the page's own declaration, then what chardet finds.
"""

import codecs
import re
from collections.abc import Mapping
from typing import TYPE_CHECKING

from wireglot.articles.reading.encoding import MAX_BYTES, MAX_CHARACTERS, declared_codec, decode
from wireglot.articles.reading.errors import TooLarge, Undecodable, UnsupportedFormat
from wireglot.articles.reading.html_tokens import CLOSED, MAX_ATTRIBUTES, with_few_attributes

if TYPE_CHECKING:
    from lxml.html import HtmlElement

# The longest live blogs have about 20,000 elements; more take seconds, and are a dump or an attack.
MAX_ELEMENTS = 60_000
# A page above this many bytes is counted before its tree is in memory, at 500 bytes for an element or attribute.
LARGE = 2_000_000
MAX_ATTRIBUTES_IN_ALL = 10 * MAX_ELEMENTS
# libxml2's own limit of elements within each other, which says so in its log and drops the rest; pages have up to 60.
MAX_DEPTH = 2048
# The levels of all elements together, since every block knows the elements around it: a page of 60,000 elements may
# have 50 on average. Pages of few elements cannot have so many that it would take long.
MAX_LEVELS, FEW_ELEMENTS = 3_000_000, 3_000

# Elements with which the text of a page begins, and which libxml2 does not know.
_OF_BODY = frozenset({"article", "aside", "figure", "footer", "header", "main", "nav", "section"})

# Of the bytes of a page, which has its tags in ASCII, a third to a half are zeros in UTF-16.
UTF16_ZEROS = 0.2
_BEGINNING = 4096  # bytes; the standard wants the declaration within 1024, and many pages have it later
_META_CHARSET = re.compile(
    rb"""<(?:meta|\?xml)[^>]{0,200}?(?:charset|encoding)\s*=\s*["']?\s*([\w.:-]+)""", re.IGNORECASE
)
# Terminal sequences, and the characters that XML does not have: with one of them lxml refuses the whole text.
_SEQUENCE = re.compile(rb"\x1b\[[0-?]*[ -/]*[@-~]")
_CONTROL_BYTES = bytes({*range(32), 127} - {9, 10, 13})
_NOT_IN_XML = (b"\xef\xbf\xbe", b"\xef\xbf\xbf")
_REFERENCE_TO_THEM = re.compile(
    rb"&#(?:x0*(?:1?[0-9a-f]|fff[ef])(?![0-9a-f])|0*(?:[12]?[0-9]|3[01]|6553[45])(?![0-9]));?", re.IGNORECASE
)


def page_tree(content: bytes, name: str, charset: str = "") -> "HtmlElement":
    """Return the root element of a page.

    Args:
        name: The page as the user knows it, for errors.
        charset: As the HTTP header declares it.

    Raises:
        TooLarge: More bytes, elements or levels than a page has.
        Undecodable: Binary data, or an unknown encoding.
        UnsupportedFormat: No element at all.
    """
    from lxml import etree, html  # 20 ms

    if len(content) > MAX_BYTES:
        raise TooLarge(_too_large(name, f"{len(content) / 1e6:,.0f} MB"))
    markup = with_few_attributes(_without_controls(_as_utf8(content, name, charset)))
    _check_markup(markup, name)
    parser = html.HTMLParser(encoding="utf-8", remove_comments=True, remove_pis=True, no_network=True, huge_tree=True)
    try:
        root = html.document_fromstring(markup, parser=parser)
    except (etree.LxmlError, ValueError) as error:
        raise UnsupportedFormat(f"{name}: expected an HTML page, found no element; check the file.") from error
    if any(entry.type_name == "ERR_RESOURCE_LIMIT" for entry in parser.error_log):
        raise TooLarge(_too_large(name, "more than the parser takes"))
    _check_size(root, name)
    _move_text_out_of_head(root)
    return root


def _move_text_out_of_head(root: "HtmlElement") -> None:
    """Move to the body what libxml2 left in the head: a page may omit the tags of both, and it knows no HTML 5."""
    head = root.find("head")
    misplaced = [child for child in head if child.tag in _OF_BODY] if head is not None else []
    if misplaced:
        body = root.find("body")
        if body is None:
            body = root.makeelement("body")
            root.append(body)
        body[:0] = misplaced


def _without_controls(markup: bytes) -> bytes:
    """Return the markup without what XML does not have; `translate` needs no memory for each place."""
    markup = _SEQUENCE.sub(b"", markup).translate(None, _CONTROL_BYTES)
    for character in _NOT_IN_XML:
        markup = markup.replace(character, b"")
    return _REFERENCE_TO_THEM.sub(b" ", markup)


def _check_markup(markup: bytes, name: str) -> None:
    """Refuse what would take endless time or memory while it is parsed."""
    from lxml import etree

    if len(markup) > LARGE:
        parser = etree.HTMLParser(target=_Counter(name), encoding="utf-8", no_network=True, huge_tree=True)
        parser.feed(markup)
        parser.close()


class _Counter:
    """Counts elements and attributes while they are parsed, for which no tree is built."""

    def __init__(self, name: str) -> None:
        self._name = name
        self._elements = self._attributes = 0

    def start(self, tag: str, attributes: Mapping[str, str]) -> None:
        self._elements += 1
        self._attributes += len(attributes)
        if self._elements > MAX_ELEMENTS or self._attributes > MAX_ATTRIBUTES_IN_ALL:
            raise TooLarge(_too_large(self._name, f"{self._elements:,} elements with {self._attributes:,} attributes"))

    def close(self) -> None:
        """Part of the interface that lxml wants; without it there is an error at the end."""


def _as_utf8(content: bytes, name: str, charset: str) -> bytes:
    if content.startswith(codecs.BOM_UTF8):
        return content[len(codecs.BOM_UTF8) :].replace(b"\0", b"")
    try:
        content.decode("utf-8")
    except UnicodeDecodeError:
        return _unicode(content, name, charset).encode("utf-8", "replace")
    is_utf16 = content.count(b"\0") > UTF16_ZEROS * len(content)
    return _unicode(content, name, "").encode("utf-8", "replace") if is_utf16 else content


def _unicode(content: bytes, name: str, charset: str) -> str:
    declared = _META_CHARSET.search(content, 0, _BEGINNING)
    for label in (charset, declared[1].decode("ascii") if declared else ""):
        if codec := declared_codec(label):
            try:
                return content.decode(codec)
            except UnicodeDecodeError:
                continue
    try:
        return decode(content, name)
    except Undecodable:
        if b"\0" in content:
            raise
    # A page assembled from several encodings: its ASCII part, which has the tags, is right in any case.
    return content.decode("utf-8", "replace")


def _check_size(root: "HtmlElement", name: str) -> None:
    elements = characters = 0
    for element in root.iter():
        elements += 1
        if CLOSED in element.attrib:
            raise TooLarge(_too_large(name, f"an element with more than {MAX_ATTRIBUTES} attributes"))
        if element.tag not in ("script", "style"):
            characters += len(element.text or "")
        characters += len(element.tail or "")
    if elements > MAX_ELEMENTS:
        raise TooLarge(_too_large(name, f"{elements:,} elements"))
    if elements > FEW_ELEMENTS and (levels := _levels(root)) > MAX_LEVELS:
        raise TooLarge(_too_large(name, f"{levels / elements:,.0f} levels on average"))
    if characters > MAX_CHARACTERS:
        raise TooLarge(_too_large(name, f"{characters:,} characters"))


def _levels(root: "HtmlElement") -> int:
    from lxml.etree import iterwalk

    depth = levels = 0
    for event, _ in iterwalk(root, events=("start", "end")):
        depth += 1 if event == "start" else -1
        levels += depth if event == "start" else 0
    return levels


def _too_large(name: str, size: str) -> str:
    return (
        f"{name}: expected a page of at most {MAX_BYTES / 1e6:.0f} MB, {MAX_ELEMENTS:,} elements, {MAX_DEPTH:,} levels "
        f"and {MAX_CHARACTERS:,} characters, found {size}; save the text of the article as .txt."
    )
