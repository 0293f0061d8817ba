"""The entries of a feed as items, under the identifiers by which earlier runs knew them."""

import logging
from collections.abc import Sequence
from datetime import tzinfo
from typing import NamedTuple

from wireglot.articles import canonical_address
from wireglot.articles.reading import Item, NoArticle, ReadingError
from wireglot.articles.reading.feeds import Feed, FeedEntry, entry_digest, entry_names, is_teaser, item_of_entry
from wireglot.fetching.items import FailedSource, FetchedItem, WebSource
from wireglot.fetching.state import FetchState, KnownItem

log = logging.getLogger(__name__)


class ReadEntry(NamedTuple):
    """An entry as an item.

    page          the address of the page with its whole text, "" where the feed has it
    is_unchanged  an earlier run saw it as it is
    """

    item: FetchedItem
    page: str
    is_unchanged: bool = False


def read_entries(
    feed: Feed, shown: str, source: WebSource, state: FetchState, zone: tzinfo
) -> list[ReadEntry | NoArticle | FailedSource]:
    """Return every entry as an item, and remember by which names it is known.

    Args:
        shown: The address of the feed, without credentials.
        source: What led to the feed.
        zone: Of times that name none.
    """
    names = entry_names(feed)
    uris = _known_uris(names, state)
    unique = dict(zip(zip(feed.entries, uris, strict=True), names, strict=True))
    kept: list[tuple[str, KnownItem]] = []
    result: list[ReadEntry | NoArticle | FailedSource] = []
    for (entry, uri), own_names in unique.items():
        item = _item(feed, entry, uri, shown, zone)
        if not isinstance(item, Item):
            result.append(item)
            continue
        digest, seen = entry_digest(entry), f"seen\0{feed.address}\0{uri}"
        before = state.known_item(seen)
        kept += [(name, KnownItem(uri, digest)) for name in (uri, *own_names, seen)]
        place = canonical_address(entry.link) or shown  # what counts readers is of no use to ours
        fetched = FetchedItem(item, place, source, feed.address)
        is_unchanged = before is not None and before.digest == digest
        result.append(ReadEntry(fetched, entry.link if is_teaser(entry) else "", is_unchanged))
    state.keep_items(kept)
    return result


def _item(feed: Feed, entry: FeedEntry, uri: str, shown: str, zone: tzinfo) -> Item | NoArticle | FailedSource:
    """Return one entry; a fault of it is its own."""
    try:
        item = item_of_entry(feed, entry, uri, zone)
    except ReadingError as error:
        return FailedSource(uri, shown, str(error), "read")
    except Exception as error:  # a fault of a parser: this entry fails, and no other
        log.warning("An item of %s could not be read: %r", shown, error)
        reason = f"{shown}: the item {uri} could not be read ({type(error).__name__})."
        return FailedSource(uri, shown, reason, "read")
    return item if isinstance(item, Item | NoArticle) else FailedSource(uri, shown, str(item.error), "read")


def _known_uris(names: Sequence[tuple[str, ...]], state: FetchState) -> list[str]:
    """Return the identifier of each entry: the one under which an earlier run knew it, by any of its names."""
    taken = {uri for uri, *_ in names}
    result: list[str] = []
    for uri, *others in names:
        known = (state.known_item(name) for name in (uri, *others))
        # A guid under which another entry of today is known has moved on to this one, and says nothing.
        uris = (item.uri for item in known if item and (item.uri == uri or item.uri not in taken))
        chosen = next(uris, uri)
        taken.add(chosen)
        result.append(chosen)
    return result
