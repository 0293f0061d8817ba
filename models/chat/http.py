"""One HTTP exchange with a chat server, which ends when its time is up whatever the server does.

httpx limits each read and not the whole: a server that sends one byte a second would be read for ever. asyncio.timeout
limits everything, the name look-up included. The event loop runs in a thread of its own, so that the callers need not
be asynchronous and may themselves run inside an event loop (notebooks, Prefect).
"""

import json
import os
import threading
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

from wireglot.models.errors import ConnectionFailed, MalformedResponse, ServerTimeout

if TYPE_CHECKING:
    import asyncio  # 30 ms that a run without a chat server does not need

# Far above any honest answer: 4,000 tokens are 20 kB.
MAX_BYTES = 8_000_000
LOOPBACK = ("localhost", "127.0.0.1", "::1")


@dataclass(frozen=True, slots=True)
class Response:
    """A complete response; `retry_after` is the header's text, "" without one."""

    status: int
    retry_after: str
    body: bytes


def exchange(url: str, *, headers: Mapping[str, str], body: object | None, seconds: float) -> Response:
    """GET the address, or POST `body` as JSON where there is one; takes at most `seconds`.

    Redirects are not followed: the key in the headers is meant for this server.

    Raises:
        ConnectionFailed: The connection could not be made, or it broke.
        ServerTimeout: The response was not complete within `seconds`.
        MalformedResponse: The response has more than MAX_BYTES.
    """
    import asyncio

    import httpx

    content = None if body is None else json.dumps(body, ensure_ascii=False).encode("utf-8", "replace")
    request = _exchange(url, dict(headers), content, seconds, _certificates())
    try:
        return asyncio.run_coroutine_threadsafe(request, _event_loop(os.getpid())).result()
    except TimeoutError as error:
        raise ServerTimeout(f"The chat server at {url} gave no answer within {seconds:.0f} s.") from error
    except (httpx.HTTPError, httpx.InvalidURL, OSError) as error:
        problem = "cannot be reached" if isinstance(error, httpx.ConnectError) else "closed the connection early"
        raise ConnectionFailed(f"The chat server at {url} {problem} ({type(error).__name__}).") from error


async def _exchange(
    url: str, headers: dict[str, str], content: bytes | None, seconds: float, certificates: Any
) -> Response:
    import asyncio

    import httpx

    method = "GET" if content is None else "POST"
    headers |= {} if content is None else {"Content-Type": "application/json"}
    # A proxy named in the environment cannot reach this machine's own addresses.
    proxies = urlsplit(url).hostname not in LOOPBACK
    async with (
        asyncio.timeout(seconds),
        httpx.AsyncClient(timeout=None, trust_env=proxies, verify=certificates) as client,
        client.stream(method, url, headers=headers, content=content) as response,
    ):
        received = bytearray()
        async for chunk in response.aiter_bytes():
            received += chunk
            if len(received) > MAX_BYTES:
                raise MalformedResponse(f"The chat server's answer has more than {MAX_BYTES:,} bytes.")
        return Response(response.status_code, response.headers.get("Retry-After", ""), bytes(received))


@cache
def _event_loop(_process: int) -> "asyncio.AbstractEventLoop":
    """Return the event loop of this process, running in a daemon thread; a forked process starts its own."""
    import asyncio

    loop = asyncio.new_event_loop()
    threading.Thread(target=loop.run_forever, daemon=True, name="chat requests").start()
    return loop


@cache
def _certificates() -> Any:
    """Return the trusted certificates, read once: reading them takes longer than a short answer."""
    import httpx

    return httpx.create_ssl_context()
