"""Fetching: the network, that is every request which is not for a model.

addresses.py   which addresses may be connected to
transport.py   connections to checked addresses
bodies.py      bodies of answers within limits
robots.py      what a site lets programs fetch
client.py      all of it in one call: `Client.fetch`
state.py       what is remembered between runs, and the health of sources
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
from wireglot.fetching.state import FetchState, KnownItem, SourceHealth

__all__ = [
    "DEFAULT_LIMITS",
    "BadStatus",
    "Client",
    "FetchError",
    "FetchLimits",
    "FetchState",
    "Fetched",
    "KnownItem",
    "Postponed",
    "RefusedAddress",
    "RefusedByRobots",
    "RefusedContent",
    "SourceHealth",
    "Unreachable",
]
