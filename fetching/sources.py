"""Sources on the web: a feed with its items, a list of feeds, or any document, as items that become articles.

    a list of feeds     each of them, at most three lists deep
    a feed              its entries; where an entry is only a teaser, the text of its page
    anything else       its items, read as a file is (articles/reading/documents.py): one for a page, many for a message
                        of a news agency, which may be several texts of one article

All sources are fetched together (client.py limits hosts and requests); each succeeds or fails alone. An article that
several feeds have is given once, by the feed that has its whole text, or else that had it first.
"""

import asyncio
import logging
from collections.abc import Callable, Hashable, Iterable, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, replace
from datetime import UTC, datetime, tzinfo
from functools import partial
from typing import NamedTuple, ParamSpec, TypeVar

from wireglot.articles import canonical_address, shown_address
from wireglot.articles.reading import (
    Found,
    Item,
    NoArticle,
    ReadingError,
    Unread,
    fetched_document,
    only_item,
    read_document,
)
from wireglot.articles.reading.feeds import (
    Feed,
    FeedEntry,
    entry_digest,
    entry_names,
    is_feed,
    is_teaser,
    item_of_entry,
    read_feed,
    title_text,
)
from wireglot.fetching.client import DEFAULT_LIMITS, Client, Fetched, FetchLimits
from wireglot.fetching.errors import FetchError
from wireglot.fetching.state import FetchState, KnownItem, SourceHealth

log = logging.getLogger(__name__)

P = ParamSpec("P")
R = TypeVar("R")

# A list of feeds may name lists; deeper ones name each other in a circle.
MOST_LISTS = 3
# Characters of a feed's title, where it serves as the name of a source that the user gave none.
LONGEST_NAME = 60
# Hours after which an article belongs to another feed, when the one that had it first does not show it any more.
OWNED_SECONDS = 86_400


@dataclass(frozen=True, slots=True)
class WebSource:
    """An address, with what holds for it and for everything it leads to: feeds of a list, pages of items.

    name       what people call it, "" for its address
    full_text  fetch the page where a feed has only a teaser
    limits     how hosts are asked for it
    """

    url: str
    name: str = ""
    full_text: bool = True
    limits: FetchLimits = DEFAULT_LIMITS


class FetchedItem(NamedTuple):
    """An item with the place where it was read, as the user knows it, and the source that led to it."""

    item: Item
    place: str
    source: WebSource


class FailedSource(NamedTuple):
    """What could not be fetched or read: its identifier, its place, and why.

    stage  "fetch" for a source, "read" for an item of one
    """

    uri: str
    source: str
    error: str
    stage: str = "fetch"


@dataclass(frozen=True, slots=True)
class FetchedSources:
    """What came of all sources, in their order: nothing of them is missing."""

    items: tuple[FetchedItem, ...] = ()
    failed: tuple[FailedSource, ...] = ()
    health: tuple[SourceHealth, ...] = ()


async def fetch_sources(
    sources: Sequence[WebSource],
    client: Client,
    state: FetchState,
    zone: tzinfo = UTC,
) -> FetchedSources:
    """Return the items of all sources; no error of a source stops the others.

    Args:
        client: Asks for each source within the limits of that source.
        zone: Of times that name none.
    """
    with ThreadPoolExecutor(1) as thread:
        run = _Run(client, state, zone, thread, set())
        found = await asyncio.gather(*(_SourceReader(run, source).read(source.url) for source in sources))
    state.prune()
    return FetchedSources(
        items=tuple(_once(state, [item for one in found for item in one.items])),
        failed=tuple(failed for one in found for failed in one.failed),
        health=tuple(health for one in found for health in one.health),
    )


class _Owned(NamedTuple):
    """An item with its place, its source, and the feed that gave it, "" for a document that was asked for by itself.

    is_version  one of possibly several texts of an article, as agencies send them
    """

    item: Item
    place: str
    source: WebSource
    feed: str
    is_version: bool = False


class _Read(NamedTuple):
    """An entry as an item; `page`: the address of the page with its whole text, "" where the feed has it."""

    owned: _Owned
    page: str
    is_unchanged: bool = False


@dataclass(slots=True)
class _Found:
    """What came of one source."""

    items: list[_Owned]
    failed: list[FailedSource]
    health: list[SourceHealth]


class _Run(NamedTuple):
    """What the readers of all sources share; each address in `seen` has its reader.

    Parsers work in one thread beside the network: a large feed would otherwise let the time limits of others run out.
    """

    client: Client
    state: FetchState
    zone: tzinfo
    thread: ThreadPoolExecutor
    seen: set[str]


class _SourceReader:
    """Reads one source and what it leads to."""

    def __init__(self, run: _Run, source: WebSource) -> None:
        self._source, self._client = source, run.client.within(source.limits)
        self._state, self._zone, self._thread, self._seen = run[1:]

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
            return await self._document(url, fetched)
        feed = await self._in_thread(read_feed, fetched.body, fetched.url, shown)
        feed = replace(feed, address=canonical_address(url))
        if feed.lists:
            return await self._list(url, feed, lists)
        found = await self._entries(feed, shown)
        newest = max((one.item.metadata.published for one in found.items), default="")
        found.health.append(self._success(url, feed.kind, len(feed.entries), newest, feed.title))
        return found

    async def _read(self, fetched: Fetched) -> list[Found]:
        document = fetched_document(fetched.body, fetched.url, fetched.content_type)
        return await self._in_thread(read_document, document, self._zone)

    async def _in_thread(self, work: Callable[P, R], *args: P.args, **named: P.kwargs) -> R:
        return await asyncio.get_running_loop().run_in_executor(self._thread, partial(work, *args, **named))

    async def _list(self, url: str, feed: Feed, lists: int) -> _Found:
        if lists == MOST_LISTS:
            raise FetchError(f"{shown_address(url)}: expected feeds, found lists of lists; name the feeds.")
        parts = await asyncio.gather(*(self.read(place, lists + 1) for place in feed.lists))
        health = self._success(url, feed.kind, len(feed.lists), "", feed.title)
        return _Found(
            [item for part in parts for item in part.items],
            [failed for part in parts for failed in part.failed],
            [health, *(one for part in parts for one in part.health)],
        )

    async def _document(self, url: str, fetched: Fetched) -> _Found:
        shown, found = shown_address(url), await self._read(fetched)
        items = [self._as_known(one, url if len(found) == 1 else "") for one in found if isinstance(one, Item)]
        if others := dict.fromkeys(one.kind for one in found if isinstance(one, NoArticle)):
            log.warning("No articles at %s: %s", shown, ", ".join(others))
        newest = max((item.metadata.published for item in items), default="")
        return _Found(
            [_Owned(item, shown, self._source, "", is_version=item.name != "") for item in items],
            [FailedSource(one.name, shown, str(one.error), "read") for one in found if isinstance(one, Unread)],
            [self._success(url, "a document", len(items), newest)],
        )

    def _as_known(self, item: Item, address: str) -> Item:
        """Return the item under the identifier by which an earlier run knew it or, where it is alone, its address."""
        known = self._state.known_item(item.metadata.uri) or self._state.known_item(canonical_address(address))
        return replace(item, metadata=replace(item.metadata, uri=known.uri)) if known else item

    async def _entries(self, feed: Feed, source: str) -> _Found:
        read = await self._in_thread(self._read_entries, feed, source)
        found = await asyncio.gather(*map(self._whole, read))
        items = [one for one in found if isinstance(one, _Owned)]
        if empty := sum(isinstance(one, NoArticle) for one in found):
            log.warning("%s: %d of %d items have neither title nor text.", source, empty, len(found))
        return _Found(items, [one for one in found if isinstance(one, FailedSource)], [])

    def _read_entries(self, feed: Feed, source: str) -> list["_Read | NoArticle | FailedSource"]:
        """Return every entry as an item, and remember by which names it is known."""
        names = entry_names(feed)
        uris = self._known_uris(names)
        unique = dict(zip(zip(feed.entries, uris, strict=True), names, strict=True))
        kept: list[tuple[str, KnownItem]] = []
        result: list[_Read | NoArticle | FailedSource] = []
        for (entry, uri), own_names in unique.items():
            digest, seen = entry_digest(entry), f"seen\0{feed.address}\0{uri}"
            before = self._state.known_item(seen)
            read = self._read_entry(feed, entry, uri, source)
            if isinstance(read, _Read):
                read = read._replace(is_unchanged=before is not None and before.digest == digest)
                kept += [(name, KnownItem(uri, digest)) for name in (uri, *own_names, seen)]
            result.append(read)
        self._state.keep_items(kept)
        return result

    def _read_entry(self, feed: Feed, entry: FeedEntry, uri: str, source: str) -> "_Read | NoArticle | FailedSource":
        """Return one entry; a fault of it is its own."""
        try:
            item = item_of_entry(feed, entry, uri, self._zone)
        except ReadingError as error:
            return FailedSource(uri, source, str(error), "read")
        except Exception as error:  # a fault of a parser: this entry fails, and no other
            log.warning("An item of %s could not be read: %r", source, error)
            reason = f"{source}: the item {uri} could not be read ({type(error).__name__})."
            return FailedSource(uri, source, reason, "read")
        if isinstance(item, Item):
            place = canonical_address(entry.link) or source  # what counts readers is of no use to ours
            owned = _Owned(item, place, self._source, feed.address)
            return _Read(owned, entry.link if is_teaser(entry) else "")
        return item if isinstance(item, NoArticle) else FailedSource(uri, source, str(item.error), "read")

    def _known_uris(self, names: Sequence[tuple[str, ...]]) -> list[str]:
        """Return the identifier of each entry: the one under which an earlier run knew it, by any of its names."""
        taken = {uri for uri, *_ in names}
        result: list[str] = []
        for uri, *others in names:
            known = (self._state.known_item(name) for name in (uri, *others))
            # A guid under which another entry of today is known has moved on to this one, and says nothing.
            uris = (item.uri for item in known if item and (item.uri == uri or item.uri not in taken))
            chosen = next(uris, uri)
            taken.add(chosen)
            result.append(chosen)
        return result

    async def _whole(self, read: "_Read | NoArticle | FailedSource") -> "_Owned | NoArticle | FailedSource":
        """Return an entry with the text of its page where it is a teaser."""
        if not isinstance(read, _Read):
            return read
        if not (read.page and self._source.full_text):
            return read.owned
        item = await self._with_page(read.owned.item, read.page, unchanged=read.is_unchanged)
        return read.owned._replace(item=item)

    async def _with_page(self, item: Item, address: str, *, unchanged: bool) -> Item:
        """Return the item with the text of its page; as it is, with a warning, where the page cannot be had."""
        try:
            fetched = await self._client.fetch(address, stored_is_enough=unchanged)
            page = only_item(await self._read(fetched), fetched.url)
            self._keep_page_name(page.metadata.uri, item.metadata.uri)
        except (FetchError, ReadingError) as error:
            warning = f"Teaser only: the page with the full text could not be read. {error}"
            metadata = replace(item.metadata, warnings=(*item.metadata.warnings, warning))
            return replace(item, metadata=metadata, full_text=False)
        return _joined(item, page)

    def _keep_page_name(self, page: str, uri: str) -> None:
        """Remember the address that a page calls its own, so that it is the same article when it is read by itself."""
        if page not in ("", uri) and self._state.known_item(page) is None:
            self._state.keep_items([(page, KnownItem(uri, b""))])

    def _success(self, url: str, kind: str, items: int, newest: str, title: str = "") -> SourceHealth:
        now, name = _now(), self._source.name or title_text(title)[:LONGEST_NAME]
        health = SourceHealth(*(shown_address(url), name, kind, now, now, 0, "", items, newest, self._list_of(url)))
        self._state.keep_health(url, health)
        return health

    def _list_of(self, url: str) -> str:
        """Return the list that named the address, "" for the source itself."""
        return "" if url == self._source.url else shown_address(self._source.url)

    def _failure(self, url: str, shown: str, error: str) -> _Found:
        before = self._state.health(url)
        name, listed_in = self._source.name or before.name, self._list_of(url)
        health = replace(
            before, name=name, tried=_now(), failures=before.failures + 1, error=error, listed_in=listed_in
        )
        self._state.keep_health(url, health)
        return _Found([], [FailedSource(canonical_address(url) or shown, shown, error)], [health])


def _joined(item: Item, page: Item) -> Item:
    """Return the longer text under the identifier and headline of the feed; what protects either protects it."""
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
    if _size(page) < _size(item):
        return replace(item, metadata=metadata)
    text = replace(page.text, headline=item.text.headline or page.text.headline)
    return replace(item, text=text, metadata=metadata, full_text=page.full_text)


def _size(item: Item) -> int:
    return sum(len(block.text) for block in item.text.blocks if block.kind in ("paragraph", "heading"))


def _once(state: FetchState, items: Iterable[_Owned]) -> list[FetchedItem]:
    """Return each article once: as the feed has it that owns it, unless another has its whole text.

    Every text of an agency is returned, since the store orders them, and every one that must not be used.
    """
    chosen: dict[Hashable, _Owned] = {}
    for one in items:
        metadata = one.item.metadata
        key = one.item if one.is_version or metadata.status != "usable" else metadata.uri
        other = chosen.get(key)
        if other is None or (_is_whole(one) and not _is_whole(other)):
            chosen[key] = one
    kept = [one for one in chosen.values() if _may_have(state, one)]
    state.keep_items(
        (f"owner\0{one.item.metadata.uri}", KnownItem(one.feed, b"whole" if _is_whole(one) else b""))
        for one in kept
        if one.feed
    )
    if others := len(chosen) - len(kept):
        log.info("%d items are articles that another feed of this output folder gives.", others)
    return [FetchedItem(one.item, one.place, one.source) for one in kept]


def _is_whole(one: _Owned) -> bool:
    return one.item.full_text is True


def _may_have(state: FetchState, one: _Owned) -> bool:
    """Return whether this feed gives the article: no other did lately, or only a teaser of what is whole here."""
    owner = state.known_item(f"owner\0{one.item.metadata.uri}", newer_than=OWNED_SECONDS)
    return not one.feed or owner is None or owner.uri == one.feed or (_is_whole(one) and not owner.digest)


def _now() -> str:
    return datetime.now(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
