"""A web server on loopback, and what fetches from it: the host is allowed by name, as a desk would."""

import asyncio
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from tests.web_server import WebServer
from wireglot.fetching import Client, Fetched, FetchLimits, FetchState

ALLOWED = FetchLimits(allowed=frozenset({"127.0.0.1", "localhost"}), pause=0)

Fetch = Callable[..., Fetched]


@pytest.fixture
def server() -> Iterator[WebServer]:
    with WebServer() as running:
        yield running


@pytest.fixture
def state(tmp_path: Path) -> Iterator[FetchState]:
    opened = FetchState(tmp_path / "fetching.sqlite")
    yield opened
    opened.close()


@pytest.fixture
def fetch(state: FetchState) -> Fetch:
    """Fetches one address by a client of its own: each call is a run."""

    def run(url: str, limits: FetchLimits = ALLOWED, stored_is_enough: bool = False) -> Fetched:
        async def once() -> Fetched:
            async with Client(state, limits) as client:
                return await client.fetch(url, stored_is_enough=stored_is_enough)

        return asyncio.run(once())

    return run
