"""Identity: which entries of feeds are the same article.

    address   the canonical address of its page, where no other entry of the feed has it; the same in every feed
    guid      within its feed, where no other entry has it; "1" in two feeds is two articles
    title     within its feed, for an entry with neither; with its text where two have the same title

`entry_uris` decides from one document. Between runs a feed may change an entry's address or its guid: `entry_names` are
all names of the entries, and who keeps them finds an article again by any of its own.
"""

import re
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import replace
from datetime import UTC, tzinfo
from hashlib import sha256
from urllib.parse import quote, urlsplit

from wireglot.articles.identity import item_uri
from wireglot.articles.reading.errors import UnsupportedFormat
from wireglot.articles.reading.feeds.entries import Feed, FeedEntry, item_of_entry, title_text
from wireglot.articles.reading.items import Found, Item
from wireglot.articles.web_addresses import canonical_address

_URI = re.compile(r"(?:urn|tag):\S+", re.IGNORECASE)
# A guid with less than this many characters is mostly the position in the list, which the next article takes over.
SHORTEST_LASTING_GUID = 4


def entry_uris(feed: Feed) -> list[str]:
    """Return the identifier of each entry; entries that are the same twice have the same."""
    addresses = [_address(feed, entry) for entry in feed.entries]
    by_address = _count(zip(addresses, feed.entries, strict=True))
    by_guid = _count((entry.guid, entry) for entry in feed.entries)
    by_title = Counter(entry.title for entry in dict.fromkeys(feed.entries))
    return [
        address
        if address and by_address[address] == 1
        else _guid_uri(feed, entry)
        if entry.guid and by_guid[entry.guid] == 1
        else _text_uri(feed, entry, is_unique=by_title[entry.title] == 1)
        for address, entry in zip(addresses, feed.entries, strict=True)
    ]


def items_of_feed(feed: Feed, zone: tzinfo = UTC) -> Iterator[Found]:
    """Yield the articles of a feed that is a file; an identifier that is good within the feed names a part of the file.

    Raises:
        UnsupportedFormat: For a list of feeds, whose feeds must be fetched.
    """
    if feed.lists:
        raise UnsupportedFormat(
            f"{feed.address}: expected articles, found {feed.kind}; give it as a source of its own."
        )
    own = item_uri(feed.address, "")
    for entry, uri in dict(zip(feed.entries, entry_uris(feed), strict=True)).items():
        item = item_of_entry(feed, entry, uri, zone)
        if isinstance(item, Item) and uri.startswith(own):
            item = replace(item, metadata=replace(item.metadata, uri="", uris=()), name=uri.removeprefix(own))
        yield item


def entry_names(feed: Feed) -> list[tuple[str, ...]]:
    """Return every name under which a later run may know an entry: its identifier, and its guid within its feed."""
    by_guid = _count((entry.guid, entry) for entry in feed.entries)
    return [
        (uri, f"guid\0{feed.address}\0{entry.guid}")
        if len(entry.guid) >= SHORTEST_LASTING_GUID and by_guid[entry.guid] == 1
        else (uri,)
        for entry, uri in zip(feed.entries, entry_uris(feed), strict=True)
    ]


def _address(feed: Feed, entry: FeedEntry) -> str:
    """Return the canonical address of the page, "" where the link leads to the site as a whole."""
    address = canonical_address(entry.link)
    parts = urlsplit(address)
    is_front = parts.path in ("", "/") and not parts.query and not parts.fragment
    return "" if is_front or address == canonical_address(feed.home) or address == feed.address else address


def _count(pairs: Iterable[tuple[str, FeedEntry]]) -> Counter[str]:
    """Return how many different entries have each name."""
    return Counter(name for name, _ in dict.fromkeys(pairs))


def _guid_uri(feed: Feed, entry: FeedEntry) -> str:
    if address := canonical_address(entry.guid):
        return address
    return entry.guid if _URI.fullmatch(entry.guid) else item_uri(feed.address, quote(entry.guid, safe="")[:200])


def _text_uri(feed: Feed, entry: FeedEntry, *, is_unique: bool) -> str:
    """Return an identifier from title and date, or from the text."""
    title = title_text(entry.title)
    parts = (title, entry.published) if title and is_unique else (title, entry.content, entry.description)
    digest = sha256("\0".join(parts).encode("utf-8", "surrogatepass")).hexdigest()[:16]
    return item_uri(feed.address, digest)
