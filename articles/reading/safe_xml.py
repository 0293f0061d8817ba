"""XML from outside: bytes to a tree of elements, without DTD, entities or network, and within limits.

Agencies differ in namespaces, or leave them out, so names are local names in small letters: `hedline` for
`nitf:hedline`, `formalname` for `FormalName`, `lang` for `xml:lang`.

What is repaired: a blank line before the declaration, control characters, a bare "&", names of HTML such as `&nbsp;`,
and a wrong declared encoding (bytes that are UTF-8 are UTF-8). What is not: tags that do not match, since a document
that was cut off may lack its embargo. Entities that a document declares itself are never expanded; their names stay as
text.

Expat is used directly and not through xml.etree: it reads names without regard to namespaces, and its handlers can stop
a document that is too deep or too large before it is in memory.
"""

import codecs
import re
from collections.abc import Iterator
from html.entities import html5
from xml.parsers import expat

from wireglot.articles.reading.encoding import clean, decode
from wireglot.articles.reading.errors import MalformedDocument, TooLarge

# NITF inside NewsML inside a package is 25 elements deep, and tables nested in tables seldom more than 60.
MAX_DEPTH = 200
# An element takes about 300 bytes of memory; a day's wire of 2,000 items has 200,000.
MAX_ELEMENTS = 300_000

_DECLARED = re.compile(rb"<\?xml[^>]{0,200}?encoding\s*=\s*[\"']([A-Za-z][\w.:-]{0,40})[\"']")
# Unclosed, a section takes the rest: so that each character is looked at once.
_REFERENCE = re.compile(
    r"<!\[CDATA\[(?:.*?\]\]>|.*)|<!--(?:.*?-->|.*)|&(#\d{1,7};|#x[0-9A-Fa-f]{1,6};|\w{1,40};)?", re.DOTALL
)
_OF_XML = frozenset({"amp;", "lt;", "gt;", "quot;", "apos;"})
_NOT_IN_XML = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")


class Element:
    """An element: its local name and attributes in small letters, and its children, elements and texts in order."""

    __slots__ = ("attributes", "children", "name")

    def __init__(self, name: str, attributes: dict[str, str]) -> None:
        self.name = name
        self.attributes = attributes
        self.children: list[Element | str] = []

    def get(self, *names: str) -> str:
        """Return the first of these attributes that is there, "" for none."""
        return next((_line(self.attributes[name]) for name in names if name in self.attributes), "")

    def elements(self, *names: str) -> Iterator["Element"]:
        """Yield the child elements with one of these names, all without names."""
        for child in self.children:
            if isinstance(child, Element) and (not names or child.name in names):
                yield child

    def child(self, *path: str) -> "Element | None":
        """Return the first element at the end of the path of child names."""
        found: Element | None = self
        for name in path:
            found = next(found.elements(name), None) if found else None
        return found

    def descendants(self, *names: str, without: tuple[str, ...] = ()) -> Iterator["Element"]:
        """Yield elements at any depth in document order, but none within an element named in `without`."""
        open_elements = [self.elements()]
        while open_elements:
            element = next(open_elements[-1], None)
            if element is None:
                open_elements.pop()
                continue
            if element.name in names:
                yield element
            if element.name not in without:
                open_elements.append(element.elements())

    def first(self, *names: str) -> "Element | None":
        """Return the first element of these names at any depth."""
        return next(self.descendants(*names), None)

    def text(self) -> str:
        """Return all text in it as one clean line."""
        pieces: list[str] = []
        remaining: list[Element | str] = [self]
        while remaining:
            node = remaining.pop()
            if isinstance(node, str):
                pieces.append(node)
            else:
                remaining.extend(reversed(node.children))
        return _line("".join(pieces))


def decode_xml(raw: bytes, name: str) -> str:
    """Return the text of XML: bytes that are UTF-8 are UTF-8; for others the declared encoding, if it fits, counts.

    Raises:
        Undecodable, TooLarge: As `decode`.
    """
    declared = _DECLARED.match(raw.lstrip()[:300])
    if declared is None or _is_utf8(raw):
        return decode(raw, name, many=True)
    try:
        text = codecs.decode(raw, declared[1].decode("ascii"), "strict")
    except (LookupError, ValueError, TypeError):  # no such encoding, not in it, or one that makes no text ("hex")
        return decode(raw, name, many=True)
    return decode(text.encode("utf-8", "ignore"), name) if isinstance(text, str) else decode(raw, name)


def parse_xml(text: str, name: str) -> Element:
    """Return the root element of a document that was decoded.

    Args:
        name: The file as the user knows it, for errors.

    Raises:
        MalformedDocument: When tags do not match, or the document ends early.
        TooLarge: When it is deeper or larger than the limits.
    """
    builder = _TreeBuilder(name)
    try:
        builder.parse(_repaired(text.strip().lstrip("\ufeff")))
    except expat.ExpatError as error:
        raise MalformedDocument(
            f"{name}: expected well-formed XML, found {expat.ErrorString(error.code)} in line {error.lineno}; "
            "fetch the file again, or correct it."
        ) from error
    return builder.root


class _TreeBuilder:
    """The handlers of one expat parser; `root` is complete when `parse` returns."""

    def __init__(self, name: str) -> None:
        self._name = name
        self._document = Element("", {})
        self._open = [self._document]
        self._count = 0

    @property
    def root(self) -> Element:
        return next(self._document.elements())

    def parse(self, text: str) -> None:
        parser = expat.ParserCreate()
        parser.buffer_text = True
        parser.specified_attributes = True  # a default of the document type would be in memory once for each element
        parser.StartElementHandler = self._start
        parser.EndElementHandler = self._end
        parser.CharacterDataHandler = self._data
        parser.Parse(text, True)

    def _start(self, name: str, attributes: dict[str, str]) -> None:
        self._count += 1
        if self._count > MAX_ELEMENTS or len(self._open) > MAX_DEPTH:
            raise TooLarge(
                f"{self._name}: expected XML of at most {MAX_ELEMENTS:,} elements and {MAX_DEPTH} levels, found more; "
                "split the file, or leave it out."
            )
        element = Element(_local(name), {_local(key): value for key, value in attributes.items()})
        self._open[-1].children.append(element)
        self._open.append(element)

    def _end(self, name: str) -> None:
        self._open.pop()

    def _data(self, text: str) -> None:
        self._open[-1].children.append(text)


def _line(text: str) -> str:
    return " ".join(clean(text).split())


def _local(name: str) -> str:
    return name.rpartition(":")[2].lower()


def _is_utf8(raw: bytes) -> bool:
    try:
        raw.decode("utf-8")
    except UnicodeDecodeError:
        return False
    return b"\0" not in raw


def _repaired(text: str) -> str:
    """Return the text with the references that XML knows, and without characters that it does not allow."""
    if "&" in text:
        text = _REFERENCE.sub(_reference, text)
    return _NOT_IN_XML.sub("", text)


def _reference(match: re.Match[str]) -> str:
    if not match[0].startswith("&"):
        return match[0]
    name = match[1]
    if name is None:
        return "&amp;"
    if name in _OF_XML:
        return match[0]
    if name.startswith("#"):
        return _numbered(name)
    return html5.get(name) or f"&amp;{name}"


def _numbered(name: str) -> str:
    """Return the character as it is, "" for one that no text has: `&#0;`, `&#xD800;`."""
    number = int(name[2:-1], 16) if name[1] == "x" else int(name[1:-1])
    if number in (0x26, 0x3C):
        return f"&#{number};"
    return chr(number) if number <= 0x10FFFF and not _NOT_IN_XML.match(chr(number)) else ""
