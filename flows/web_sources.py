"""Sources on the web in a run: addresses among the SOURCEs to articles, failures, and the health of each source.

    wireglot run https://news.example/feed.xml feeds.opml inbox/

A list of feeds (OPML) is given as an address or as a file.
"""

import asyncio
from collections.abc import Coroutine, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path
from typing import TypeVar
from zoneinfo import ZoneInfo

from wireglot.articles import Article, is_web_address
from wireglot.articles.reading import ReadingError, article_of, name_of
from wireglot.articles.reading.feeds import is_feed, read_feed
from wireglot.fetching import (
    Client,
    FetchedSources,
    FetchLimits,
    FetchState,
    SourceHealth,
    SourceOptions,
    fetch_sources,
)
from wireglot.flows.options import Options
from wireglot.flows.outcomes import Failed
from wireglot.outputs import fetching_file

# A list of feeds is recognised by its content; a larger file with this name is none.
_LARGEST_LIST = 5_000_000

_T = TypeVar("_T")


@dataclass(frozen=True, slots=True)
class WebArticles:
    """What came of the addresses: articles, failures, and how each source does."""

    articles: tuple[Article, ...] = ()
    failed: tuple[Failed, ...] = ()
    health: tuple[SourceHealth, ...] = ()


def split_web_sources(sources: Sequence[str]) -> tuple[list[str], list[str]]:
    """Separate the addresses, and those in lists of feeds, from files and folders."""
    web: list[str] = []
    others: list[str] = []
    for source in sources:
        if is_web_address(source):
            web.append(source)
        elif listed := _feeds_listed_in(source):
            web += listed
        else:
            others.append(source)
    return web, others


def fetch_articles(urls: Sequence[str], root: Path, options: Options) -> WebArticles:
    """Fetch the sources; what they hold is remembered in the output folder `root`."""
    fetched = _run(_fetch(urls, root, options))
    articles: list[Article] = []
    failed = [Failed(one.uri, one.source, one.stage, one.error) for one in fetched.failed]
    for found in fetched.items:
        try:
            articles.append(article_of(found.item, found.source))
        except ReadingError as error:
            failed.append(Failed(found.item.metadata.uri, found.source, "read", str(error)))
    return WebArticles(tuple(articles), tuple(failed), fetched.health)


def sources_health(root: Path) -> list[SourceHealth]:
    """How every source that was ever fetched into the output folder does."""
    state = FetchState(fetching_file(root))
    try:
        return state.all_health()
    finally:
        state.close()


def health_rows(health: Sequence[SourceHealth]) -> list[dict[str, str | int]]:
    """The health of sources as a table, those that fail first."""
    ordered = sorted(health, key=lambda one: (-one.failures, one.source))
    return [
        {
            "source": one.source,
            "last success": one.succeeded or "never",
            "failures": one.failures,
            "items": one.items,
            "newest item": one.newest,
            "error": one.error,
        }
        for one in ordered
    ]


async def _fetch(urls: Sequence[str], root: Path, options: Options) -> FetchedSources:
    state = FetchState(fetching_file(root))
    limits = FetchLimits(frozenset(host.lower() for host in options.allow), options.pause)
    how = SourceOptions(options.full_text, ZoneInfo(options.timezone))
    try:
        async with Client(state, limits) as client:
            return await fetch_sources(urls, client, state, how)
    finally:
        state.close()


def _run(coroutine: Coroutine[None, None, _T]) -> _T:
    """Run to the end; in a thread of its own where this one has a loop already (Prefect, a notebook)."""
    try:
        asyncio.get_running_loop()
    except RuntimeError:
        return asyncio.run(coroutine)
    with ThreadPoolExecutor(1) as pool:
        return pool.submit(asyncio.run, coroutine).result()


def _feeds_listed_in(source: str) -> list[str]:
    """Return the addresses in a file that is a list of feeds; [] for anything else."""
    path = Path(source)
    try:
        if not path.is_file() or path.stat().st_size > _LARGEST_LIST:
            return []
        content = path.read_bytes()
        return list(read_feed(content, "", name_of(path)).lists) if is_feed(content) else []
    except (OSError, ValueError, ReadingError):  # whoever reads it as a file says what is wrong with it
        return []
