"""Faults of a network or of memory: what failed by one is tried again, and nothing else is."""

import errno
import socket
from collections.abc import Sequence

import httpx
import pytest

from wireglot.flows.outcomes import Failed
from wireglot.flows.runs.passing_faults import RETRIES, may_pass, passing_faults, tried_again, with_retries
from wireglot.models import ConnectionFailed, RequestRejected
from wireglot.outputs import Failure


@pytest.mark.parametrize(
    "error",
    [
        ConnectionResetError("reset by peer"),
        TimeoutError("timed out"),
        MemoryError(),
        httpx.ReadTimeout("no answer"),
        httpx.ConnectError("refused"),
        ConnectionFailed("The chat server gave no answer."),
        OSError(errno.ESTALE, "Stale file handle"),
    ],
)
def test_faults_of_networks_and_memory_may_pass(error: Exception) -> None:
    assert may_pass(error)


@pytest.mark.parametrize(
    "error",
    [
        ValueError("no article"),
        OSError(errno.ENOSPC, "No space left on device"),
        PermissionError(errno.EACCES, "Permission denied"),
        RequestRejected("too long"),
        httpx.InvalidURL("no address"),
        None,
    ],
)
def test_other_faults_come_again(error: Exception | None) -> None:
    assert not may_pass(error)


class Uppercase:
    """A stage that asks a server on this machine for every third row; it notes which rows it got."""

    def __init__(self, port: int) -> None:
        self.port, self.asked = port, list[Sequence[str]]()

    def __call__(self, rows: Sequence[str | Failed]) -> Sequence[str | Failed]:
        self.asked.append([row for row in rows if isinstance(row, str)])
        return [row if isinstance(row, Failed) else self._one(row) for row in rows]

    def _one(self, row: str) -> str | Failed:
        try:
            if row.startswith("net"):
                socket.create_connection(("127.0.0.1", self.port), timeout=5).close()
            return row.upper()
        except OSError as error:
            return Failed(Failure(row, row, "translate", str(error)), may_pass=may_pass(error))


EARLIER = Failed(Failure("old", "old", "detect", "no answer"), may_pass=True)
ROWS = ("a", "net b", EARLIER, "net c", "d")


def test_only_what_failed_is_tried_again_and_keeps_its_place() -> None:
    with socket.socket() as server:
        server.bind(("127.0.0.1", 0))
        stage = Uppercase(server.getsockname()[1])
        first = stage(ROWS)
        server.listen()

        second = tried_again(stage, ROWS, first)

    assert passing_faults(ROWS, first) == 2
    assert second == ("A", "NET B", EARLIER, "NET C", "D")
    assert stage.asked == [["a", "net b", "net c", "d"], ["net b", "net c"]]


def test_a_stage_without_such_faults_is_asked_once() -> None:
    stage = Uppercase(port=0)

    assert with_retries(stage, ("a", EARLIER)) == ["A", EARLIER]
    assert len(stage.asked) == 1


def test_the_failure_stands_when_the_fault_does_not_pass(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("time.sleep", lambda seconds: None)  # 14 seconds of waiting
    with socket.socket() as closed:
        closed.bind(("127.0.0.1", 0))
        stage = Uppercase(closed.getsockname()[1])

        a, b = with_retries(stage, ("a", "net b"))

    assert a == "A"
    assert isinstance(b, Failed)
    assert len(stage.asked) == 1 + RETRIES
