"""What goes into fetching and comes out of it: sources on the web, their items, and what failed."""

from dataclasses import dataclass
from typing import NamedTuple

from wireglot.articles.reading import Item
from wireglot.fetching.client import DEFAULT_LIMITS, FetchLimits
from wireglot.fetching.state import SourceHealth


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
    """An item with the place where it was read, as the user knows it, and the source that led to it.

    feed        the feed that gave it, "" for a document that was asked for by itself
    is_version  one of possibly several texts of an article, as agencies send them
    """

    item: Item
    place: str
    source: WebSource
    feed: str = ""
    is_version: bool = False


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
