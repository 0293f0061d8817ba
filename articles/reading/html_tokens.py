"""HTML from outside as tags and texts, each character looked at once, whatever it contains.

For the bodies of agency items, which are pieces of HTML in a string: tags may be missing, and quotes unbalanced. The
standard library's parser takes quadratic time for some such input, and lxml's stops at 256 levels and loses the rest.
"""

import re
from collections.abc import Iterator
from html import unescape
from typing import NamedTuple

_TAG = re.compile(r"<(/?)([A-Za-z][\w.:-]{0,60})")
_SPECIAL = re.compile(r"[>\"']")
_CLASS = re.compile(r"""\bclass\s{0,9}=\s{0,9}(?:"([^"]{0,500})"|'([^']{0,500})'|([^\s>"']{1,100}))""", re.IGNORECASE)
# Their content is no markup until their own end tag.
_RAW = frozenset({"script", "style", "textarea", "xmp"})
_HEAD_OF_TAG = 4000  # characters in which a class is looked for
# Of one element; the largest that pages have is some dozens. libxml2 and feedparser compare each with all before it.
MAX_ATTRIBUTES = 500
CLOSED = "x-closed-here"
_MANY_ATTRIBUTES = re.compile(
    rb"""<[a-zA-Z][^\s<>/]*+(?:[\s/]++[^\s<>/=]++(?:\s*+=\s*+(?:"[^"]*+"|'[^']*+'|[^\s>"'][^\s>]*+)?+)?+){%d}"""
    % (MAX_ATTRIBUTES + 1)
)


class Tag(NamedTuple):
    """A start or end tag: its local name in small letters, and the value of its class."""

    name: str
    is_end: bool
    css_class: str = ""


class _Last(NamedTuple):
    """Where the last ">" and the last "-->" are: what begins after them has no end, and is text."""

    tag_end: int
    comment_end: int


def has_too_many_attributes(markup: bytes) -> bool:
    """Return whether an element of XML has more than `MAX_ATTRIBUTES`."""
    return _MANY_ATTRIBUTES.search(markup) is not None


def with_few_attributes(markup: bytes) -> bytes:
    """Return the markup with every tag closed at its first attribute beyond `MAX_ATTRIBUTES`, and marked with `CLOSED`.

    A script may look like such a tag ("if(a<b ..."): only elements that have the mark when they are parsed are tags.
    """
    return _MANY_ATTRIBUTES.sub(rb"\g<0> %s>" % CLOSED.encode("ascii"), markup)


def html_tokens(text: str) -> Iterator[Tag | str]:
    """Yield tags and texts in order; an unfinished tag at the end is text."""
    position = start = 0
    last = _Last(text.rfind(">"), text.rfind("-->"))
    while 0 <= (position := text.find("<", position)) < last.tag_end:
        end, tag = _markup_at(text, position, last)
        if end == position:
            position += 1
            continue
        if start < position:
            yield unescape(text[start:position])
        if tag is not None:
            yield tag
            if tag.name in _RAW and not tag.is_end:
                end = _end_of_raw(text, end, tag.name)
        position = start = end
    if start < len(text):
        yield unescape(text[start:])


def _markup_at(text: str, position: int, last: _Last) -> tuple[int, Tag | None]:
    """Return where the markup that begins here ends, and its tag; `position` itself where "<" is text."""
    if text.startswith("<!--", position) and position < last.comment_end:
        return _after(text, "-->", position), None
    if text.startswith("<![CDATA[", position):
        return position + len("<![CDATA["), None  # its "]]>" is left in the text
    if text.startswith(("<!", "<?"), position):
        return _after(text, ">", position), None
    match = _TAG.match(text, position)
    if match is None:
        return position, None
    end = _end_of_tag(text, match.end())
    if end > last.tag_end + 1:  # a quote without its end took the rest
        end = _after(text, ">", match.end())
    found = _CLASS.search(text, match.end(), min(end, match.end() + _HEAD_OF_TAG))
    css_class = next(filter(None, found.groups()), "") if found else ""
    return end, Tag(match[2].rpartition(":")[2].lower(), bool(match[1]), css_class.lower())


def _end_of_tag(text: str, position: int) -> int:
    """Return the position after the ">" of a tag, outside its quotes; the end of the text for an unfinished tag."""
    while special := _SPECIAL.search(text, position):
        position = special.end()
        if special[0] == ">":
            return position
        closing = text.find(special[0], position)
        if closing < 0:  # an apostrophe: the next ">" ends the tag
            return _after(text, ">", position)
        position = closing + 1
    return len(text)


def _after(text: str, end: str, position: int) -> int:
    found = text.find(end, position)
    return len(text) if found < 0 else found + len(end)


def _end_of_raw(text: str, position: int, name: str) -> int:
    match = re.compile(rf"</{name}\b", re.IGNORECASE).search(text, position)
    return match.start() if match else len(text)
