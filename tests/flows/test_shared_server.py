"""Services with one Prefect home: one of them has the server, and another one comes after it."""

from collections.abc import Iterator
from contextlib import AbstractContextManager, ExitStack
from pathlib import Path
from threading import Event

import pytest

from tests.fetching.raw_server import raw_server
from tests.prefect_servers import free_port
from wireglot.flows.serving import server
from wireglot.flows.serving.server import ServerUnavailable, running_server
from wireglot.flows.serving.shared_server import is_of_another_service, server_to_use, successor
from wireglot.models import exclusive_lock

HEALTHY = b"HTTP/1.1 200 OK\r\nContent-Length: 4\r\nConnection: close\r\n\r\ntrue"


@pytest.fixture(autouse=True)
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("PREFECT_HOME", str(tmp_path))
    monkeypatch.delenv("PREFECT_API_URL", raising=False)
    monkeypatch.setattr(server, "DEFAULT_URL", closed())
    return tmp_path


def closed() -> str:
    """An address at which nothing listens."""
    return f"http://127.0.0.1:{free_port()}/api"


def healthy(path: str) -> Iterator[bytes]:
    yield HEALTHY


def of_another(home: Path, url: str) -> AbstractContextManager[None]:
    """Another service with this home has a server at `url`."""
    (home / "wireglot-server.url").write_text(url)
    return exclusive_lock(home / "wireglot-server.lock", "", wait=False)


def test_the_server_of_another_service_is_found_at_any_port(home: Path) -> None:
    with raw_server(healthy) as found, of_another(home, url := found.address("/api")), ExitStack() as held:
        assert server_to_use(Event(), held) == (url, None)
        assert is_of_another_service(url)
    assert not is_of_another_service(url)


def test_the_first_service_has_the_server(home: Path) -> None:
    with ExitStack() as held:
        url, own = server_to_use(Event(), held)

        assert own
        assert own.url == url == server.DEFAULT_URL
        with ExitStack() as others:
            assert successor(url, others) is None
    assert running_server(Event()) == ""


def test_a_service_comes_after_the_one_that_had_the_server(home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with raw_server(healthy) as found, of_another(home, url := found.address("/api")), ExitStack() as held:
        assert successor(url, held) is None
    with raw_server(healthy) as found, ExitStack() as held:
        assert successor(found.address("/api"), held) is None
    monkeypatch.setenv("PREFECT_API_URL", url)
    with ExitStack() as held:
        after = successor(url, held)

        assert after
        assert after.url == url


def test_two_servers_never_share_a_database(home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PREFECT_API_URL", closed())
    with of_another(home, other := closed()), ExitStack() as held, pytest.raises(ServerUnavailable, match=other):
        server_to_use(Event(), held)
