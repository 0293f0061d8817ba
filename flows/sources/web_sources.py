"""Sources on the web in a run: addresses among the SOURCEs to articles, failures, and the health of each source.

    wireglot run https://news.example/feed.xml feeds.opml inbox/

A list of feeds (OPML) is given as an address or as a file.
"""

import asyncio
from collections import Counter
from collections.abc import Coroutine, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, replace
from operator import itemgetter
from pathlib import Path
from typing import TypeVar
from zoneinfo import ZoneInfo

from wireglot.articles import Article, canonical_address, is_masked, shown_address
from wireglot.articles.reading import ReadingError, article_of, name_of
from wireglot.articles.reading.feeds import is_feed, read_feed
from wireglot.fetching import (
    Client,
    FailedSource,
    FetchedItem,
    FetchedSources,
    FetchLimits,
    FetchState,
    SourceHealth,
    WebSource,
    fetch_sources,
)
from wireglot.flows.options import Options
from wireglot.flows.outcomes import Failed
from wireglot.flows.sources.source import Source
from wireglot.outputs import Cause, Failure, fetching_file

# A list of feeds is recognised by its content; a larger file with this name is none.
_LARGEST_LIST = 5_000_000

_T = TypeVar("_T")


@dataclass(frozen=True, slots=True)
class WebArticles:
    """What came of the addresses: articles, failures, and how each source does."""

    articles: tuple[Article, ...] = ()
    failed: tuple[Failed, ...] = ()
    health: tuple[SourceHealth, ...] = ()


def split_web_sources(sources: Sequence[Source]) -> tuple[list[Source], list[Source]]:
    """Separate the addresses, and those in lists of feeds with the settings of their list, from files and folders."""
    web: list[Source] = []
    others: list[Source] = []
    for source in sources:
        if source.is_on_the_web:
            web.append(source)
        elif listed := feeds_listed_in(source.at):
            web += [replace(source, at=address) for address in listed]
        else:
            others.append(source)
    return web, others


def _without_credentials(source: Source) -> Failed:
    """The failure of a source of which only the masked form is known (flows/sources/credentials.py)."""
    error = (
        f"{source.shown}: expected its user, password or key in the wireglot.toml of its desk or in WIREGLOT_SOURCES, "
        "found neither; give the whole address in one of them, and restart `wireglot serve` where it has changed."
    )
    return Failed(Failure(canonical_address(source.at), source.shown, "fetch", error, cause="machine"))


def _failure_of(failed: FailedSource) -> Failed:
    """The failure of a source, which each run asks again, or of an item of one."""
    cause: Cause = "machine" if failed.stage == "fetch" else "article"
    return Failed(Failure(failed.uri, failed.source, failed.stage, failed.error, cause=cause))


def fetch_articles(sources: Sequence[Source], root: Path, options: Options) -> WebArticles:
    """Fetch the sources; what they hold is remembered in the output folder `root`."""
    unknown = [source for source in sources if is_masked(source.at)]
    failed = list(map(_without_credentials, unknown))
    sources = [source for source in sources if source not in unknown]
    by_address = {source.at: source for source in reversed(sources)}  # the first of two for one address counts
    fetched = run_to_end(_fetch(list(by_address.values())[::-1], root, options))
    titles = {canonical_address(one.source): one.name for one in fetched.health}
    articles: list[Article] = []
    failed += map(_failure_of, fetched.failed)
    for found in _in_turns(fetched.items):
        try:
            source = by_address[found.source.url]
            name = source.name or titles.get(canonical_address(shown_address(found.feed)), "")
            articles.append(article_of(found.item, found.place, source.language, name))
        except ReadingError as error:
            failed.append(Failed(Failure(found.item.metadata.uri, found.place, "read", str(error))))
    return WebArticles(tuple(articles), tuple(failed), fetched.health)


def _in_turns(items: Sequence[FetchedItem]) -> list[FetchedItem]:
    """The items of all feeds and documents in turns, so that a limit leaves each its share; of one in its order."""
    before = Counter[str]()
    turns: list[int] = []
    for one in items:
        place = one.feed or one.source.url
        turns.append(before[place])
        before[place] += 1
    return [one for _, one in sorted(zip(turns, items, strict=True), key=itemgetter(0))]


async def _fetch(sources: Sequence[Source], root: Path, options: Options) -> FetchedSources:
    state = FetchState(fetching_file(root))
    web = [as_web_source(source, options) for source in sources]
    try:
        async with Client(state) as client:
            return await fetch_sources(web, client, state, ZoneInfo(options.timezone))
    finally:
        state.close()


def as_web_source(source: Source, options: Options) -> WebSource:
    """The source as fetching knows it; where it has no settings of its own, those of the run count."""
    pause = options.pause if source.pause is None else source.pause
    full_text = options.full_text if source.full_text is None else source.full_text
    allowed = frozenset(host.lower() for host in (*options.allow, *source.allow))
    return WebSource(source.at, source.name, full_text, FetchLimits(allowed, pause))


def run_to_end(coroutine: Coroutine[None, None, _T]) -> _T:
    """Run to the end; in a thread of its own where this one has a loop already (Prefect, a notebook)."""
    try:
        asyncio.get_running_loop()
    except RuntimeError:
        return asyncio.run(coroutine)
    with ThreadPoolExecutor(1) as pool:
        return pool.submit(asyncio.run, coroutine).result()


def feeds_listed_in(source: str) -> list[str]:
    """Return the addresses in a file that is a list of feeds; [] for anything else."""
    path = Path(source)
    try:
        if not path.is_file() or path.stat().st_size > _LARGEST_LIST:
            return []
        content = path.read_bytes()
        return list(read_feed(content, "", name_of(path)).lists) if is_feed(content) else []
    except (OSError, ValueError, ReadingError):  # whoever reads it as a file says what is wrong with it
        return []
