"""One feed: bytes to entries, in the format that its content shows."""

import json
import re
from dataclasses import replace

from wireglot.articles.reading.errors import MalformedDocument, ReadingError
from wireglot.articles.reading.feeds.entries import Feed
from wireglot.articles.reading.feeds.json_feed import read_json_feed
from wireglot.articles.reading.feeds.opml import read_opml
from wireglot.articles.reading.feeds.rss_and_atom import read_rss_or_atom
from wireglot.articles.reading.feeds.sitemap import read_sitemap
from wireglot.articles.reading.repairs import repaired
from wireglot.articles.reading.safe_xml import decode_xml

_READERS = {
    **dict.fromkeys(("rss", "rdf", "feed", "channel"), read_rss_or_atom),
    **dict.fromkeys(("urlset", "sitemapindex"), read_sitemap),
    "opml": read_opml,
}
_BEGINNING = 4096
# News may begin with "<feed> becomes a standard"; a feed has at least one of these.
_PART = re.compile(
    r"xmlns|<(?:[\w.-]{1,40}:)?(?:channel|item|entry|title|url|sitemap|outline|head|body|id|link|updated)[\s/>]",
    re.IGNORECASE,
)
_ROOT = re.compile(
    r"(?:\s+|<\?.*?\?>|<!--.*?-->|<!DOCTYPE[^>\[]*+(?:\[[^\]]*+\]\s*+)?>)*+<(?:[A-Za-z][\w.-]*:)?([A-Za-z]+)(?=[\s/>])",
    re.DOTALL | re.IGNORECASE,
)


def feed_format(content: bytes) -> str:
    """Return the root element of a feed, "json" for a JSON feed, "" for what is no feed."""
    beginning = _beginning(content)
    if (match := _ROOT.match(beginning)) and match[1].lower() in _READERS and _PART.search(beginning, match.end()):
        return match[1].lower()
    if beginning.lstrip().startswith("{") and _says_json_feed(content):
        return "json"
    return ""


def is_feed(content: bytes) -> bool:
    return feed_format(content) != ""


def read_feed(content: bytes, address: str, name: str) -> Feed:
    """Return the feed in the bytes.

    Args:
        address: Where it was fetched, to which relative links belong; "" for a file.
        name: The feed as the user knows it, for errors.

    Raises:
        ReadingError: If it is no feed, damaged beyond repair, or too large.
    """
    whole = repaired(content)
    kind = feed_format(whole.content)
    if kind != "json" and kind not in _READERS:
        raise MalformedDocument(f"{name}: expected a feed, found none; check the address.")
    read = read_json_feed if kind == "json" else _READERS[kind]
    return replace(read(whole.content, address, name), repairs=whole.repairs)


def _beginning(content: bytes) -> str:
    try:
        return decode_xml(content[:_BEGINNING], "").lstrip("\ufeff \t\r\n")
    except ReadingError:
        return content[:_BEGINNING].decode("latin-1").lstrip()


def _says_json_feed(content: bytes) -> bool:
    if b"jsonfeed.org/version" in content.replace(b"\\/", b"/")[:_BEGINNING]:
        return True
    try:
        data = json.loads(content)
    except (ValueError, RecursionError):
        return False
    return isinstance(data, dict) and "jsonfeed.org/version" in str(data.get("version", ""))
