"""Whether a Prefect server is there: one that is busy is, and what else listens is none."""

import socket
from collections.abc import Callable, Iterator
from threading import Event

import pytest

from tests.fetching.raw_server import raw_server
from wireglot.flows.serving import server
from wireglot.flows.serving.server import DEFAULT_URL, running_server

HEAD = b"HTTP/1.1 200 OK\r\nContent-Length: 4\r\nConnection: close\r\n\r\n"


def found_at(answer: Callable[[int], Iterator[bytes]], monkeypatch: pytest.MonkeyPatch) -> tuple[bool, int]:
    """Whether a server was found where these answers come from, and how often it was asked."""
    asked: list[str] = []

    def answers(path: str) -> Iterator[bytes]:
        asked.append(path)
        return answer(len(asked))

    with raw_server(answers) as found:
        monkeypatch.setenv("PREFECT_API_URL", url := found.address("/api"))
        return running_server(Event()) == url, len(asked)


def test_a_server_that_is_busy_is_waited_for(monkeypatch: pytest.MonkeyPatch) -> None:
    answers_now = Event()

    def answer(number: int) -> Iterator[bytes]:
        if number < 3:
            answers_now.wait(60)
        yield HEAD + b"true"

    monkeypatch.setattr(server, "TRY_SECONDS", 0.3)
    monkeypatch.setattr(server, "TRIES", 1000)
    found, asked = found_at(answer, monkeypatch)
    answers_now.set()

    assert found
    assert asked >= 3


def test_what_is_no_prefect_is_asked_once(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(server, "TRY_SECONDS", 60)
    for reply in (HEAD + b"fine", b"HTTP/1.1 404 Not Found\r\n\r\n", b"SSH-2.0-OpenSSH\r\n"):
        assert found_at(lambda number, reply=reply: iter([reply]), monkeypatch) == (False, 1)  # type: ignore[misc]


def test_a_stop_ends_the_waiting(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(server, "TRY_SECONDS", 0.1)
    stopped = Event()
    stopped.set()
    with socket.create_server(("127.0.0.1", 0)) as silent:
        monkeypatch.setenv("PREFECT_API_URL", DEFAULT_URL.replace("4200", str(silent.getsockname()[1])))

        assert running_server(stopped) == ""
