"""Sources on the web: a feed with its items, a list of feeds, or a page, as items that become articles.

    a list of feeds     each of them, at most three lists deep
    a feed              its entries; where an entry is only a teaser, the text of its page
    a page              one item

All sources are fetched together (client.py limits hosts and requests); each succeeds or fails alone. An article that
several feeds have is given once, by the feed that has its whole text, or else that had it first.
"""

import asyncio
import logging
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime, tzinfo
from typing import NamedTuple

from wireglot.articles import canonical_address, shown_address
from wireglot.articles.reading import Item, NoArticle, ReadingError
from wireglot.articles.reading.feeds import (
    Feed,
    FeedEntry,
    entry_digest,
    entry_names,
    entry_uris,
    is_feed,
    is_teaser,
    item_of_entry,
    read_feed,
)
from wireglot.fetching.client import Client, Fetched
from wireglot.fetching.errors import FetchError
from wireglot.fetching.state import FetchState, KnownItem, SourceHealth

log = logging.getLogger(__name__)

# A list of feeds may name lists; deeper ones name each other in a circle.
MOST_LISTS = 3
# Hours after which an article belongs to another feed, when the one that had it first does not show it any more.
OWNED_SECONDS = 86_400

# Reads a page: its bytes, its address, the encoding that its server declares, and the zone of times that name none.
PageReader = Callable[[bytes, str, str, tzinfo], Item]


class FetchedItem(NamedTuple):
    """An item with the place where it was read, as the user knows it."""

    item: Item
    source: str


class FailedSource(NamedTuple):
    """What could not be fetched or read: its identifier, its place, and why."""

    uri: str
    source: str
    error: str


@dataclass(frozen=True, slots=True)
class FetchedSources:
    """What came of all sources, in their order: nothing of them is missing."""

    items: tuple[FetchedItem, ...] = ()
    failed: tuple[FailedSource, ...] = ()
    health: tuple[SourceHealth, ...] = ()


@dataclass(frozen=True, slots=True)
class SourceOptions:
    """How sources are read.

    full_text  fetch the page where a feed has only a teaser
    zone       of times that name none
    """

    full_text: bool = True
    zone: tzinfo = UTC


DEFAULT_OPTIONS = SourceOptions()


async def fetch_sources(
    urls: Sequence[str],
    client: Client,
    state: FetchState,
    read_page: PageReader | None = None,
    options: SourceOptions = DEFAULT_OPTIONS,
) -> FetchedSources:
    """Return the items of all sources; no error of a source stops the others."""
    reader = _SourceReader(client, state, read_page, options)
    found = await asyncio.gather(*(reader.read(url) for url in dict.fromkeys(urls)))
    state.prune()
    return FetchedSources(
        items=tuple(_once(state, [item for one in found for item in one.items])),
        failed=tuple(failed for one in found for failed in one.failed),
        health=tuple(health for one in found for health in one.health),
    )


class _Owned(NamedTuple):
    """An item with the feed that gave it."""

    item: Item
    source: str
    feed: str


@dataclass(slots=True)
class _Found:
    """What came of one source."""

    items: list[_Owned]
    failed: list[FailedSource]
    health: list[SourceHealth]


class _SourceReader:
    """Reads sources, each once."""

    def __init__(self, client: Client, state: FetchState, read_page: PageReader | None, options: SourceOptions) -> None:
        self._client, self._state, self._read_page, self._options = client, state, read_page, options
        self._seen: set[str] = set()

    async def read(self, url: str, lists: int = 0) -> _Found:
        """Return what is at the address, with its health."""
        if url in self._seen:
            return _Found([], [], [])
        self._seen.add(url)
        shown = shown_address(url)
        try:
            fetched = await self._client.fetch(url)
            return await self._found(url, fetched, lists)
        except (FetchError, ReadingError) as error:
            return self._failure(url, shown, str(error))
        except Exception as error:  # a fault of a parser: this source fails, and no other
            log.warning("%s could not be read: %r", shown, error)
            return self._failure(url, shown, f"{shown}: its content could not be read ({type(error).__name__}).")

    async def _found(self, url: str, fetched: Fetched, lists: int) -> _Found:
        shown = shown_address(url)
        if not is_feed(fetched.body):
            return self._page(url, fetched)
        feed = replace(read_feed(fetched.body, fetched.url, shown), address=canonical_address(url))
        if feed.lists:
            return await self._list(url, feed, lists)
        found = await self._entries(feed, shown)
        newest = max((one.item.metadata.published for one in found.items), default="")
        found.health.append(self._success(url, feed.kind, len(feed.entries), newest))
        return found

    async def _list(self, url: str, feed: Feed, lists: int) -> _Found:
        if lists == MOST_LISTS:
            raise FetchError(f"{shown_address(url)}: expected feeds, found lists of lists; name the feeds.")
        parts = await asyncio.gather(*(self.read(place, lists + 1) for place in feed.lists))
        return _Found(
            [item for part in parts for item in part.items],
            [failed for part in parts for failed in part.failed],
            [self._success(url, feed.kind, len(feed.lists), ""), *(one for part in parts for one in part.health)],
        )

    def _page(self, url: str, fetched: Fetched) -> _Found:
        if self._read_page is None:
            raise FetchError(f"{shown_address(url)}: expected a feed, found a page; name the site's feed.")
        item = self._read_page(fetched.body, fetched.url, _charset(fetched.content_type), self._options.zone)
        uri = item.metadata.uri or canonical_address(fetched.url)
        item = replace(item, metadata=replace(item.metadata, uri=uri))
        health = self._success(url, "a page", 1, item.metadata.published)
        return _Found([_Owned(item, shown_address(url), uri)], [], [health])

    async def _entries(self, feed: Feed, source: str) -> _Found:
        known = self._known_uris(feed)
        found = await asyncio.gather(
            *(
                self._entry(feed, entry, uri, source)
                for entry, uri in dict(zip(feed.entries, known, strict=True)).items()
            )
        )
        items = [one for one in found if isinstance(one, _Owned)]
        empty = sum(isinstance(one, NoArticle) for one in found)
        if empty:
            log.warning("%s: %d of %d items have neither title nor text.", source, empty, len(found))
        return _Found(items, [one for one in found if isinstance(one, FailedSource)], [])

    def _known_uris(self, feed: Feed) -> list[str]:
        """Return the identifier of each entry: the one under which an earlier run knew it, by any of its names."""
        uris = entry_uris(feed)
        taken = set(uris)
        result: list[str] = []
        for entry, uri in zip(feed.entries, uris, strict=True):
            known = (self._state.known_item(name) for name in entry_names(feed, entry, uri))
            # A guid under which another entry of today is known has moved on to this one, and says nothing.
            names = (item.uri for item in known if item and (item.uri == uri or item.uri not in taken))
            chosen = next(names, uri)
            taken.add(chosen)
            result.append(chosen)
        return result

    async def _entry(self, feed: Feed, entry: FeedEntry, uri: str, source: str) -> _Owned | NoArticle | FailedSource:
        """Return one entry as an item; a fault of it is its own."""
        try:
            item = item_of_entry(feed, entry, uri, self._options.zone)
            if not isinstance(item, Item):
                return item if isinstance(item, NoArticle) else FailedSource(uri, source, str(item.error))
            digest, seen = entry_digest(entry), f"seen\0{feed.address}\0{uri}"
            before = self._state.known_item(seen)
            if self._options.full_text and self._read_page and entry.link and is_teaser(entry):
                item = await self._with_page(item, entry, unchanged=before is not None and before.digest == digest)
        except ReadingError as error:
            return FailedSource(uri, source, str(error))
        except Exception as error:  # a fault of a parser: this entry fails, and no other
            log.warning("An item of %s could not be read: %r", source, error)
            return FailedSource(uri, source, f"{source}: the item {uri} could not be read ({type(error).__name__}).")
        names = (*entry_names(feed, entry, uri), seen)
        own = entry_uris(replace(feed, entries=(entry,)))[0]  # its address, when another one is its identifier
        self._state.keep_items((name, KnownItem(uri, digest)) for name in dict.fromkeys((*names, own)))
        return _Owned(item, (entry.link and shown_address(entry.link)) or source, feed.address)

    async def _with_page(self, item: Item, entry: FeedEntry, *, unchanged: bool) -> Item:
        """Return the item with the text of its page; as it is, with a warning, where the page cannot be had."""
        assert self._read_page
        try:
            fetched = await self._client.fetch(entry.link, stored_is_enough=unchanged)
            page = self._read_page(fetched.body, fetched.url, _charset(fetched.content_type), self._options.zone)
        except (FetchError, ReadingError) as error:
            warning = f"Teaser only: the page with the full text could not be read. {error}"
            metadata = replace(item.metadata, warnings=(*item.metadata.warnings, warning))
            return replace(item, metadata=metadata, full_text=False)
        return _joined(item, page)

    def _success(self, url: str, kind: str, items: int, newest: str) -> SourceHealth:
        now = _now()
        health = SourceHealth(shown_address(url), kind, now, now, 0, "", items, newest)
        self._state.keep_health(url, health)
        return health

    def _failure(self, url: str, shown: str, error: str) -> _Found:
        before = self._state.health(url)
        health = replace(before, tried=_now(), failures=before.failures + 1, error=error)
        self._state.keep_health(url, health)
        return _Found([], [FailedSource(canonical_address(url) or shown, shown, error)], [health])


def _joined(item: Item, page: Item) -> Item:
    """Return the text of the page under the identifier and headline of the feed; what protects either protects it."""
    if _size(page) < _size(item):
        return item
    feed, own = item.metadata, page.metadata
    metadata = replace(
        feed,
        language=feed.language or own.language,
        published=feed.published or own.published,
        updated=own.updated or feed.updated,
        status=max(feed.status, own.status, key=("usable", "withheld", "canceled").index),
        hold=" ".join(dict.fromkeys(filter(None, (feed.hold, own.hold)))),
        embargoed=max(feed.embargoed, own.embargoed),
        note=feed.note or own.note,
        agency_lines=(*feed.agency_lines, *own.agency_lines),
        warnings=tuple(dict.fromkeys((*feed.warnings, *own.warnings))),
    )
    text = replace(page.text, headline=item.text.headline or page.text.headline)
    return replace(item, text=text, metadata=metadata, full_text=page.full_text)


def _size(item: Item) -> int:
    return sum(len(block.text) for block in item.text.blocks if block.kind in ("paragraph", "heading"))


def _once(state: FetchState, items: Iterable[_Owned]) -> list[FetchedItem]:
    """Return each article once: as the feed has it that owns it, unless another has its whole text."""
    chosen: dict[str, _Owned] = {}
    for one in items:
        uri = one.item.metadata.uri
        other = chosen.get(uri)
        if other is None or (_is_whole(one) and not _is_whole(other)):
            chosen[uri] = one
    kept = [one for one in chosen.values() if _may_have(state, one)]
    state.keep_items(
        (f"owner\0{one.item.metadata.uri}", KnownItem(one.feed, b"whole" if _is_whole(one) else b"")) for one in kept
    )
    return [FetchedItem(one.item, one.source) for one in kept]


def _is_whole(one: _Owned) -> bool:
    return one.item.full_text is True


def _may_have(state: FetchState, one: _Owned) -> bool:
    """Return whether this feed gives the article: no other did lately, or only a teaser of what is whole here."""
    owner = state.known_item(f"owner\0{one.item.metadata.uri}", newer_than=OWNED_SECONDS)
    return owner is None or owner.uri == one.feed or (_is_whole(one) and not owner.digest)


def _charset(content_type: str) -> str:
    """Return the encoding in a Content-Type, "" for none."""
    for part in content_type.split(";")[1:]:
        name, _, value = part.partition("=")
        if name.strip().lower() == "charset":
            return value.strip(" \"'")
    return ""


def _now() -> str:
    return datetime.now(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
