"""The element tree of a page: its encoding, its limits, and what is never text.

UTF-8 comes before any declaration, which is often wrong: text of another encoding is hardly ever valid UTF-8. Then
the HTTP header counts, then the page's own declaration, then what chardet finds.
"""

import codecs
import re
from typing import TYPE_CHECKING

from wireglot.articles.reading.encoding import MAX_CHARACTERS, declared_codec, decode
from wireglot.articles.reading.errors import TooLarge, Undecodable, UnsupportedFormat

if TYPE_CHECKING:
    from lxml.html import HtmlElement

MAX_BYTES = 20_000_000
# The longest live blogs have about 20,000 elements; more take seconds, and are a dump or an attack.
MAX_ELEMENTS = 60_000
# libxml2's own limit of elements within each other, which says so in its log and drops the rest; pages have up to 60.
MAX_DEPTH = 2048
# The levels of all elements together, since every block knows the elements around it: a page of 60,000 elements may
# have 50 on average. Pages of few elements cannot have so many that it would take long.
MAX_LEVELS, FEW_ELEMENTS = 3_000_000, 3_000

# Of the bytes of a page, which has its tags in ASCII, a third to a half are zeros in UTF-16.
UTF16_ZEROS = 0.2
_BEGINNING = 4096  # bytes; the standard wants the declaration within 1024, and many pages have it later
_META_CHARSET = re.compile(
    rb"""<(?:meta|\?xml)[^>]{0,200}?(?:charset|encoding)\s*=\s*["']?\s*([\w.:-]+)""", re.IGNORECASE
)
# Terminal sequences, and the characters that XML does not have: with one of them lxml refuses the whole text.
_SEQUENCE = re.compile(rb"\x1b\[[0-?]*[ -/]*[@-~]")
_NOT_IN_XML = re.compile(rb"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f]+|\xef\xbf[\xbe\xbf]")
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
    markup = _REFERENCE_TO_THEM.sub(b" ", _NOT_IN_XML.sub(b"", _SEQUENCE.sub(b"", _as_utf8(content, name, charset))))
    parser = html.HTMLParser(encoding="utf-8", remove_comments=True, remove_pis=True, no_network=True, huge_tree=True)
    try:
        root = html.document_fromstring(markup, parser=parser)
    except (etree.LxmlError, ValueError) as error:
        raise UnsupportedFormat(f"{name}: expected an HTML page, found no element; check the file.") from error
    if any(entry.type_name == "ERR_RESOURCE_LIMIT" for entry in parser.error_log):
        raise TooLarge(_too_large(name, "more than the parser takes"))
    _check_size(root, name)
    return root


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
