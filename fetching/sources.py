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
import time
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, replace
from datetime import UTC, tzinfo
from functools import partial
from typing import NamedTuple, ParamSpec, TypeVar
from urllib.parse import urlsplit

from wireglot.articles import canonical_address, now_text, shown_address
from wireglot.articles.reading import (
    Found,
    Item,
    NoArticle,
    ReadingError,
    Unread,
    fetched_document,
    is_archive_name,
    only_item,
    read_document,
)
from wireglot.articles.reading.feeds import Feed, is_feed, read_feed, title_text
from wireglot.fetching.bodies import web_archive
from wireglot.fetching.client import Client, Fetched
from wireglot.fetching.errors import FetchError
from wireglot.fetching.feed_entries import ReadEntry, read_entries
from wireglot.fetching.items import FailedSource, FetchedItem, FetchedSources, WebSource
from wireglot.fetching.owners import each_once
from wireglot.fetching.state import FetchState, KnownItem, SourceHealth
from wireglot.fetching.teasers import with_text_of_page

log = logging.getLogger(__name__)

P = ParamSpec("P")
R = TypeVar("R")

# A list of feeds may name lists; deeper ones name each other in a circle.
MOST_LISTS = 3
# Characters of a feed's title, where it serves as the name of a source that the user gave none.
LONGEST_NAME = 60
# Seconds for the pages of one feed in a run; what is left comes in the next ones. A feed may name 20,000 pages of one
# host, and until a run ends nobody sees what other sources brought, nor their kills.
MOST_PAGE_SECONDS = 600.0


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
        items=tuple(each_once(state, [item for one in found for item in one.items])),
        failed=tuple(failed for one in found for failed in one.failed),
        health=tuple(health for one in found for health in one.health),
    )


@dataclass(slots=True)
class _Result:
    """What came of one source."""

    items: list[FetchedItem]
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

    async def read(self, url: str, lists: int = 0) -> _Result:
        """Return what is at the address, with its health."""
        if url in self._seen:
            return _Result([], [], [])
        self._seen.add(url)
        shown = shown_address(url)
        try:
            if is_archive_name(urlsplit(url).path):
                raise web_archive(shown)
            fetched = await self._client.fetch(url)
            return await self._found(url, fetched, lists)
        except (FetchError, ReadingError) as error:
            return self._failure(url, shown, str(error))
        except Exception as error:  # a fault of a parser: this source fails, and no other
            log.warning("%s could not be read: %r", shown, error)
            return self._failure(url, shown, f"{shown}: its content could not be read ({type(error).__name__}).")

    async def _found(self, url: str, fetched: Fetched, lists: int) -> _Result:
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

    async def _list(self, url: str, feed: Feed, lists: int) -> _Result:
        if lists == MOST_LISTS:
            raise FetchError(f"{shown_address(url)}: expected feeds, found lists of lists; name the feeds.")
        parts = await asyncio.gather(*(self.read(place, lists + 1) for place in feed.lists))
        health = self._success(url, feed.kind, len(feed.lists), "", feed.title)
        return _Result(
            [item for part in parts for item in part.items],
            [failed for part in parts for failed in part.failed],
            [health, *(one for part in parts for one in part.health)],
        )

    async def _document(self, url: str, fetched: Fetched) -> _Result:
        shown, found = shown_address(url), await self._read(fetched)
        items = [self._as_known(one, url if len(found) == 1 else "") for one in found if isinstance(one, Item)]
        if others := dict.fromkeys(one.kind for one in found if isinstance(one, NoArticle)):
            log.warning("No articles at %s: %s", shown, ", ".join(others))
        newest = max((item.metadata.published for item in items), default="")
        return _Result(
            [FetchedItem(item, shown, self._source, is_version=item.name != "") for item in items],
            [FailedSource(one.name, shown, str(one.error), "read") for one in found if isinstance(one, Unread)],
            [self._success(url, "a document", len(items), newest)],
        )

    def _as_known(self, item: Item, address: str) -> Item:
        """Return the item under the identifier by which an earlier run knew it or, where it is alone, its address."""
        known = self._state.known_item(item.metadata.uri) or self._state.known_item(canonical_address(address))
        return replace(item, metadata=replace(item.metadata, uri=known.uri)) if known else item

    async def _entries(self, feed: Feed, source: str) -> _Result:
        read = await self._in_thread(read_entries, feed, source, self._source, self._state, self._zone)
        deadline = time.monotonic() + MOST_PAGE_SECONDS
        found = await asyncio.gather(*(self._whole(one, deadline) for one in read))
        items = [one for one in found if isinstance(one, FetchedItem)]
        if empty := sum(isinstance(one, NoArticle) for one in found):
            log.warning("%s: %d of %d items have neither title nor text.", source, empty, len(found))
        return _Result(items, [one for one in found if isinstance(one, FailedSource)], [])

    async def _whole(
        self, read: ReadEntry | NoArticle | FailedSource, deadline: float
    ) -> FetchedItem | NoArticle | FailedSource:
        """Return an entry with the text of its page where it is a teaser."""
        if not isinstance(read, ReadEntry):
            return read
        if not (read.page and self._source.full_text):
            return read.item
        item = await self._with_page(read.item.item, read.page, deadline, unchanged=read.is_unchanged)
        return read.item._replace(item=item)

    async def _with_page(self, item: Item, address: str, deadline: float, *, unchanged: bool) -> Item:
        """Return the item with the text of its page; as it is, with a warning, where the page cannot be had."""
        try:
            fetched = await self._fetch_before(deadline, address, unchanged)
            page = only_item(await self._read(fetched), fetched.url)
            names = self._names_with(page.metadata.uri, item)
        except (FetchError, ReadingError) as error:
            warning = f"Teaser only: the page with the full text could not be read. {error}"
            metadata = replace(item.metadata, warnings=(*item.metadata.warnings, warning))
            return replace(item, metadata=metadata, full_text=False)
        whole = with_text_of_page(item, page)
        return replace(whole, metadata=replace(whole.metadata, uris=names))

    async def _fetch_before(self, deadline: float, address: str, unchanged: bool) -> Fetched:
        try:
            async with asyncio.timeout(max(0.0, deadline - time.monotonic())):
                return await self._client.fetch(address, stored_is_enough=unchanged)
        except TimeoutError as error:
            raise FetchError(
                f"{shown_address(address)}: expected all pages of its feed within {MOST_PAGE_SECONDS:.0f} seconds, "
                "found more; it is left for the next run."
            ) from error

    def _names_with(self, page: str, item: Item) -> tuple[str, ...]:
        """Return the identifiers of an item with the address that its page calls its own, by which a kill may name it.

        Of several items whose pages call themselves by one address it is that of the first.
        """
        uri, uris = item.metadata.uri, item.metadata.uris
        if page in ("", uri):
            return uris
        known = self._state.known_item(page)
        if known is None:
            self._state.keep_items([(page, KnownItem(uri, b""))])
        return uris if known and known.uri != uri else (*uris, page)

    def _success(self, url: str, kind: str, items: int, newest: str, title: str = "") -> SourceHealth:
        now, name = now_text(), self._source.name or title_text(title)[:LONGEST_NAME]
        health = SourceHealth(*(shown_address(url), name, kind, now, now, 0, "", items, newest, self._list_of(url)))
        self._state.keep_health(url, health)
        return health

    def _list_of(self, url: str) -> str:
        """Return the list that named the address, "" for the source itself."""
        return "" if url == self._source.url else shown_address(self._source.url)

    def _failure(self, url: str, shown: str, error: str) -> _Result:
        before = self._state.health(url)
        name, listed_in = self._source.name or before.name, self._list_of(url)
        health = replace(
            before, name=name, tried=now_text(), failures=before.failures + 1, error=error, listed_in=listed_in
        )
        self._state.keep_health(url, health)
        return _Result([], [FailedSource(canonical_address(url) or shown, shown, error)], [health])
