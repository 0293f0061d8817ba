"""One HTTP exchange with a chat server, ended when its time is up whatever the server does.

httpx limits each read, not the whole: a server that sends one byte a second would be listened to for ever, and a
name server that is mute is not covered at all. So the exchange runs in a thread of its own, and when the time is up
its socket is shut down and the thread is left to end.
"""

import json
import threading
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from functools import cache
from queue import Empty, SimpleQueue
from typing import Any
from urllib.parse import urlsplit

from wireglot.models.chat_errors import AnswerUnusable, ServerFailed, ServerLate

# No honest answer comes near: 4,000 tokens are 20 kB.
BYTES_AT_MOST = 8_000_000
LOOPBACK = ("localhost", "127.0.0.1", "::1")


@dataclass(frozen=True, slots=True)
class Response:
    """What came back, read to its end; `retry_after` as the header says it, "" without one."""

    status: int
    retry_after: str
    body: bytes


class Broken(ServerFailed):
    """The connection could not be made or did not hold: worth another try."""


@dataclass(slots=True)
class _Line:
    """The connection while it is in use, so that it can be hung up from outside."""

    streams: list[Any] = field(default_factory=list)

    def opened(self, event: str, info: Mapping[str, Any]) -> None:
        """Called by httpcore at every step; a finished connect or TLS step gives the stream."""
        if event.endswith(("connect_tcp.complete", "start_tls.complete")):
            self.streams.append(info["return_value"])

    def hang_up(self) -> None:
        import socket

        for stream in self.streams:
            try:
                socket.socket.shutdown(stream.get_extra_info("socket"), socket.SHUT_RDWR)
            except (OSError, TypeError):
                continue  # it is closed already, or handed on to the TLS stream beside it


def exchange(url: str, *, headers: Mapping[str, str], body: object | None, seconds: float) -> Response:
    """GET, or POST of `body` as JSON where there is one; ended after `seconds` in any case.

    Redirects are not followed: the key in the headers is meant for this server.

    :raises Broken: no connection, or one that broke.
    :raises ServerLate: no end within `seconds`.
    :raises AnswerUnusable: an answer of more than BYTES_AT_MOST.
    """
    line = _Line()
    try:
        return _within(seconds, lambda: _exchange(url, headers, body, seconds, line))
    except TimeoutError:
        line.hang_up()
        raise ServerLate(f"The chat server at {url} gave no answer within {seconds:.0f} s.") from None


def _within(seconds: float, work: Callable[[], Response]) -> Response:
    """What `work` returns or raises in a thread of its own, or TimeoutError."""
    done: SimpleQueue[Response | BaseException] = SimpleQueue()

    def run() -> None:
        try:
            done.put(work())
        except BaseException as error:  # carried over to the caller's thread, whatever it is
            done.put(error)

    threading.Thread(target=run, daemon=True, name="chat exchange").start()
    try:
        result = done.get(timeout=max(seconds, 0))
    except Empty:
        raise TimeoutError from None
    if isinstance(result, BaseException):
        raise result
    return result


def _exchange(url: str, headers: Mapping[str, str], body: object | None, seconds: float, line: _Line) -> Response:
    import httpx

    content = None if body is None else json.dumps(body, ensure_ascii=False).encode("utf-8", "replace")
    sent = {**headers, **({"Content-Type": "application/json"} if content else {})}
    proxies = urlsplit(url).hostname not in LOOPBACK  # a proxy named in the environment cannot reach this machine
    until = time.monotonic() + seconds
    try:
        with (
            httpx.Client(timeout=seconds, trust_env=proxies, verify=_certificates()) as client,
            client.stream(
                "POST" if content else "GET", url, headers=sent, content=content, extensions={"trace": line.opened}
            ) as response,
        ):
            answer = _read(response.iter_bytes(), until)
            return Response(response.status_code, response.headers.get("Retry-After", ""), answer)
    except (httpx.TimeoutException, TimeoutError) as error:
        raise TimeoutError from error
    except (httpx.HTTPError, httpx.InvalidURL, OSError) as error:
        what = "cannot be reached" if isinstance(error, httpx.ConnectError) else "broke off"
        raise Broken(f"The chat server at {url} {what} ({type(error).__name__}).") from error


@cache
def _certificates() -> Any:
    """Whom to believe over TLS, read once: it takes longer than a short answer."""
    import httpx

    return httpx.create_ssl_context()


def _read(chunks: Any, until: float) -> bytes:
    read = bytearray()
    for chunk in chunks:
        read += chunk
        if time.monotonic() > until:
            raise TimeoutError
        if len(read) > BYTES_AT_MOST:
            raise AnswerUnusable(f"The chat server's answer has more than {BYTES_AT_MOST:,} bytes.")
    return bytes(read)
