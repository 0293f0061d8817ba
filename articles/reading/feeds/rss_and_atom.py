"""RSS 0.9x, 1.0, 2.0 and Atom, read by feedparser (https://feedparser.readthedocs.io).

It gets clean text in UTF-8 without document type and entities of its own: those may expand without end, and feedparser
expands them. What is not well-formed it reads by its tolerant parser; that is a warning. HTML is converted by our own
code, so its sanitizer is off.
"""

import re
from dataclasses import replace
from typing import Any
from urllib.parse import urljoin

from wireglot.articles.reading.errors import MalformedDocument, TooLarge, Undecodable
from wireglot.articles.reading.feeds.end_tags import breaks_off, with_end_tags
from wireglot.articles.reading.feeds.entries import MAX_ENTRIES, BreaksOff, Feed, FeedEntry, too_many
from wireglot.articles.reading.html_tokens import MAX_ATTRIBUTES, has_too_many_attributes
from wireglot.articles.reading.safe_xml import decode_xml
from wireglot.articles.web_addresses import canonical_address, is_web_address

# In characters; feeds of a thousand full texts have 5 million. feedparser reads 2 million a second when they are whole,
# and 0.5 million when they are broken.
MAX_FEED = 5_000_000
REPAIRED = "The feed is not well-formed XML; it was repaired."
# feedparser calls itself at each level that is nested within an entry.
MAX_DEPTH = 100

# Of a feed that is not well-formed: feedparser's tolerant parser is made for faults, not for attacks on it.
MAX_BROKEN_FEED = 1_000_000

# Before the root element; anywhere else it is no document type, and declares nothing.
_DOCTYPE = re.compile(r"^((?:\s+|<\?[^>]*\?>|<!--.*?-->)*+)<!DOCTYPE[^\[>]*(?:\[[^\]]*(?:\][^>]*)?)?>?", re.I | re.S)
# Unclosed, a section takes the rest: so that each character is looked at once.
_SECTION = re.compile(r"<!\[CDATA\[(?:.*?(?P<end>\]\]>)|.*)|<!--(?:.*?-->|.*)", re.DOTALL)
# After the end of an element an unclosed section is a fault within the feed; without one the feed breaks off in it.
_ENDS_LATER = re.compile(r"</(?:[\w.-]{1,40}:)?(?:item|entry|description|encoded|content|summary|title)\s*>", re.I)
_ENTRY = re.compile(r"<(?:[\w.-]{1,40}:)?(?:item|entry)[\s/>]", re.IGNORECASE)
_DECLARATION = re.compile(r"^\s*<\?xml[^>]{0,300}\?>", re.IGNORECASE)
_ENCODING = re.compile(r"\s*<\?xml[^>]{0,200}?encoding\s*=\s*[\"']([A-Za-z][\w.:-]{0,40})[\"']")
_CONTROL = re.compile(rb"[\x01-\x08\x0b\x0c\x0e-\x1f]")
_LOOKED_AT = 1_000_000  # bytes
_TAG = re.compile(r"<(/?)[A-Za-z][^<>]*?(/?)>")
_REFERENCE_TO_CONTROL = re.compile(
    r"&#(?:x0*(?:[0-8bcef]|1[0-9a-f])|0*(?:[0-8]|1[124-9]|2[0-9]|3[01]));", re.IGNORECASE
)


def read_rss_or_atom(content: bytes, address: str, name: str) -> Feed:
    """Return the feed.

    Raises:
        MalformedDocument: If feedparser finds no feed.
        TooLarge: If it is too large or too deep.
    """
    import feedparser

    decoded = _decoded(content, name)
    text = _prepared(decoded, name)
    is_well_formed = _is_well_formed(text)
    try:
        parsed = feedparser.parse(
            (text if is_well_formed else with_end_tags(text)).encode("utf-8", "replace"),
            response_headers={"content-type": "application/xml; charset=utf-8"},
            sanitize_html=False,
            resolve_relative_uris=False,
        )
    except (ValueError, TypeError, AttributeError, KeyError, LookupError, AssertionError, RecursionError) as error:
        raise MalformedDocument(
            f"{name}: expected a feed, found something that no parser of feeds can read."
        ) from error
    if not parsed.version and not parsed.entries:
        raise MalformedDocument(f"{name}: expected an RSS or Atom feed, found none; check the address.")
    is_broken = bool(parsed.bozo) and not isinstance(parsed.get("bozo_exception"), UserWarning)
    warnings = (REPAIRED,) if is_broken or _is_damaged(content, decoded) or not is_well_formed else ()
    feed = _feed(parsed, address, name, warnings)
    return feed if is_well_formed else _with_break(feed, breaks_off(text), name)


def _with_break(feed: Feed, where: BreaksOff, name: str) -> Feed:
    """Return the feed whose last item says that nothing follows it."""
    if where and not feed.entries:
        raise MalformedDocument(
            f"{name}: expected a whole feed, found one that breaks off before its first item; fetch it again."
        )
    return replace(feed, entries=(*feed.entries[:-1], replace(feed.entries[-1], breaks_off=where))) if where else feed


def _decoded(content: bytes, name: str) -> str:
    """Return the text; where a few letters tell no encoding, that of Western Europe, which most such feeds have."""
    try:
        return decode_xml(content, name)
    except Undecodable:
        if b"\0" in content or not content.lstrip().startswith(b"<"):
            raise
        return decode_xml(content.decode("cp1252", "replace").encode(), name)


def _prepared(text: str, name: str) -> str:
    """Return the text without what feedparser should not see."""
    if len(text) > MAX_FEED:
        raise TooLarge(f"{name}: expected a feed of at most {MAX_FEED:,} characters, found {len(text):,}.")
    text = _DECLARATION.sub("", text.lstrip("\ufeff \t\r\n"), count=1)
    text = _REFERENCE_TO_CONTROL.sub("", _DOCTYPE.sub(r"\1", text, count=1))
    text = _SECTION.sub(_closed_section, text)
    if sum(1 for _ in _ENTRY.finditer(text)) > MAX_ENTRIES:
        raise too_many(name)
    _check_depth(text, name)
    if has_too_many_attributes(text.encode("utf-8", "replace")):
        raise TooLarge(f"{name}: expected a feed, found an element with more than {MAX_ATTRIBUTES} attributes.")
    if len(text) > MAX_BROKEN_FEED and not _is_well_formed(text):
        raise TooLarge(
            f"{name}: expected well-formed XML, found {len(text):,} characters with faults, of which at most "
            f"{MAX_BROKEN_FEED:,} are repaired; tell the publisher."
        )
    return f'<?xml version="1.0" encoding="utf-8"?>{text.lstrip()}'


def _closed_section(section: re.Match[str]) -> str:
    """Keep text in CDATA as it is; leave out comments, and the beginning of a section whose end is missing."""
    if section[0].startswith("<!--"):
        return ""
    if section["end"]:
        return section[0]
    return section[0].replace("<![CDATA[", "") if _ENDS_LATER.search(section[0]) else f"{section[0]}]]>"


def _is_well_formed(text: str) -> bool:
    from xml.parsers import expat

    try:
        expat.ParserCreate().Parse(text.encode("utf-8", "replace"), True)
    except expat.ExpatError:
        return False
    return True


def _is_damaged(content: bytes, text: str) -> bool:
    """Return whether the bytes are not what XML allows: control characters, or another encoding than the declared one.

    A blank line before the declaration is a fault too, which many feeds have, but no text can be lost by it.
    """
    if _CONTROL.search(content[:_LOOKED_AT]) and b"\0" not in content[:_LOOKED_AT]:
        return True
    match = _ENCODING.match(text)
    try:
        content.decode(match[1] if match else "utf-8")
    except (UnicodeDecodeError, LookupError):
        return True
    return False


def _check_depth(text: str, name: str) -> None:
    """Refuse what is nested without end; `<br>` and `<p>` without end tags in broken feeds are not."""
    depth = deepest = 0
    for tag in _TAG.finditer(_SECTION.sub("", text)):
        depth = max(0, depth - 1) if tag[1] else depth if tag[2] else depth + 1
        deepest = max(deepest, depth)
    if deepest > MAX_DEPTH and deepest > text.count("<item") + text.count("<entry") + MAX_DEPTH:
        raise TooLarge(f"{name}: expected a feed, found {deepest:,} elements within each other.")


def _feed(parsed: Any, address: str, name: str, warnings: tuple[str, ...]) -> Feed:
    about = parsed.feed
    home = _web(about.get("link", ""), address)
    return Feed(
        kind="an Atom feed" if str(parsed.version).startswith("atom") else "an RSS feed",
        address=canonical_address(address) or name,
        title=_text(about.get("title")),
        home=home,
        language=_text(about.get("language")),
        entries=tuple(_entry(entry, home or address) for entry in parsed.entries),
        warnings=warnings,
    )


def _entry(entry: Any, base: str) -> FeedEntry:
    guid = _text(entry.get("id"))
    link = _text(entry.get("feedburner_origlink")) or _text(entry.get("link"))
    if link == guid and not is_web_address(link):  # feedparser takes a guid without isPermaLink="false" for a link
        link = ""
    contents = [part for part in entry.get("content", []) if _text(part.get("value"))]
    content: Any = max(contents, key=lambda part: len(part["value"]), default={})
    description = _text(entry.get("summary"))
    return FeedEntry(
        guid=guid,
        link=_web(link, base),
        title=_text(entry.get("title")),
        content=_text(content.get("value")),
        description="" if description == _text(content.get("value")) else description,
        language=_text(content.get("language"))
        or _text((entry.get("title_detail") or {}).get("language"))
        or _text(entry.get("dc_language")),
        published=_text(dict.get(entry, "published")) or _text(dict.get(entry, "updated")),
        updated=_text(dict.get(entry, "updated")),  # without feedparser's own replacement for a missing one
        author=_text(entry.get("author")),
        is_whole=bool(content),
    )


def _web(link: object, base: str) -> str:
    """Return the link as an absolute web address, "" for javascript: and anything else."""
    text = _text(link)
    if not text:
        return ""
    try:
        joined = urljoin(base, text)
    except ValueError:
        return ""
    return joined if is_web_address(joined) else ""


def _text(value: object) -> str:
    return value.strip() if isinstance(value, str) else ""
