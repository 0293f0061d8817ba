"""Fetching: the network, that is every request which is not for a model.

addresses.py     which addresses may be connected to
certificates.py  which certificates of https are trusted
transport.py     connections to checked addresses
bodies.py        bodies of answers within limits
robots.py        what a site lets programs fetch
headers.py       headers of requests and responses
client.py        all of it in one call: `Client.fetch`
sources.py       feeds, lists of feeds and documents to items
items.py         what goes into that and comes out of it
feed_entries.py  the entries of a feed as items
teasers.py       a teaser and its page as one item
owners.py        which feed gives an article, where several have it
state.py         what is remembered between runs, and the health of sources
"""

from wireglot.fetching.client import DEFAULT_LIMITS, Client, Fetched, FetchLimits
from wireglot.fetching.errors import (
    BadStatus,
    FetchError,
    Postponed,
    RefusedAddress,
    RefusedByRobots,
    RefusedContent,
    Unreachable,
)
from wireglot.fetching.items import FailedSource, FetchedItem, FetchedSources, WebSource
from wireglot.fetching.sources import fetch_sources
from wireglot.fetching.state import FetchState, KnownItem, SourceHealth

__all__ = [
    "DEFAULT_LIMITS",
    "BadStatus",
    "Client",
    "FailedSource",
    "FetchError",
    "FetchLimits",
    "FetchState",
    "Fetched",
    "FetchedItem",
    "FetchedSources",
    "KnownItem",
    "Postponed",
    "RefusedAddress",
    "RefusedByRobots",
    "RefusedContent",
    "SourceHealth",
    "Unreachable",
    "WebSource",
    "fetch_sources",
]
