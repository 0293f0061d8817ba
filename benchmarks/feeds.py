"""500 feeds on loopback, each on a host of its own, with 50 ms delay and 5 % faults: wall time, faults, requests.

    python -m benchmarks.feeds [FEEDS]

The ideal is what the delays alone cost with 20 hosts at a time: two requests per host in the first run (robots.txt and
the feed), one in the second. The CPU time is mostly that of parsing 4,750 items.
The server is a process of its own. It stops with an error when a fault is not reported, a source without one is, an
address is asked twice, or an unchanged feed costs more than one conditional request.
"""

import asyncio
import gzip
import multiprocessing
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Awaitable, Callable
from multiprocessing.connection import Connection
from pathlib import Path

from wireglot.fetching import Client, FetchedSources, FetchLimits, FetchState, WebSource, fetch_sources
from wireglot.fetching.client import HOSTS_AT_A_TIME

DELAY = 0.05
FAULT_EVERY = 20  # 5 %
ITEMS = 10
TIME_LIMIT = 2.0  # of a request, so that the server that never answers costs no more

Log = list[tuple[str, str, bool]]  # host, path, whether conditional


def main(feeds: int = 500) -> None:
    here, there = multiprocessing.Pipe()
    server = multiprocessing.Process(target=_serve, args=(there,), daemon=True)
    server.start()
    port = here.recv()
    urls = [f"http://{_host(n)}:{port}/{n}/feed.xml" for n in range(feeds)]
    faults = {url for n, url in enumerate(urls) if n % FAULT_EVERY == 0}
    with tempfile.TemporaryDirectory() as folder:
        state = FetchState(Path(folder) / "fetching.sqlite")
        print(
            f"{'run':<10}{'wall s':>8}{'CPU s':>7}{'ideal s':>9}{'ratio':>7}{'items':>8}{'faults reported':>17}"
            f"{'requests':>10}"
        )
        for name, requests in (("first", 2), ("second", 1)):
            started, busy = time.perf_counter(), time.process_time()
            found = asyncio.run(_fetch(urls, state))
            wall, cpu = time.perf_counter() - started, time.process_time() - busy
            here.send("log")
            log: Log = here.recv()
            ideal = requests * feeds * DELAY / HOSTS_AT_A_TIME
            reported = {failed.source for failed in found.failed}
            print(
                f"{name:<10}{wall:>8.2f}{cpu:>7.2f}{ideal:>9.2f}{wall / ideal:>7.2f}{len(found.items):>8}"
                f"{f'{len(reported & faults)} of {len(faults)}':>17}{len(log):>10}"
            )
            _check(found, faults, reported, log, first=name == "first")
        state.close()
    server.terminate()


def _check(found: FetchedSources, faults: set[str], reported: set[str], log: Log, *, first: bool) -> None:
    if reported != faults:
        sys.exit(f"faults not reported: {faults - reported}; reported without a fault: {reported - faults}")
    twice = [request for request, times in Counter((host, path) for host, path, _ in log).items() if times > 1]
    if twice:
        sys.exit(f"asked twice: {twice[:5]}")
    plain = [request for request in log if not request[2] and not _is_fault(request[1])]
    if not first and plain:
        sys.exit(f"an unchanged feed cost more than one conditional request: {plain[:5]}")


async def _fetch(urls: list[str], state: FetchState) -> FetchedSources:
    hosts = frozenset(url.split("/")[2].partition(":")[0] for url in urls)
    limits = FetchLimits(hosts, seconds=TIME_LIMIT)
    async with Client(state, limits) as client:
        sources = [WebSource(url, full_text=False, limits=limits) for url in urls]
        return await fetch_sources(sources, client, state)


def _host(n: int) -> str:
    return f"127.1.{n // 200}.{n % 200 + 1}"


def _is_fault(path: str) -> bool:
    return path.endswith("/feed.xml") and int(path.split("/")[1]) % FAULT_EVERY == 0


def _serve(pipe: Connection) -> None:
    """Answer on every address of 127.0.0.0/8, and send the log of requests when asked for it."""
    asyncio.run(_server(pipe))


async def _server(pipe: Connection) -> None:
    log: Log = []

    async def handle(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        try:
            while head := await reader.readuntil(b"\r\n\r\n"):
                lines = head.decode("latin-1").split("\r\n")
                path = lines[0].split(" ")[1]
                headers = {name.lower(): value for name, _, value in (line.partition(": ") for line in lines[1:])}
                log.append((headers["host"], path, "if-none-match" in headers))
                await asyncio.sleep(DELAY)
                if not await _answer(path, "if-none-match" in headers, writer):
                    break
        except (asyncio.IncompleteReadError, ConnectionError):
            pass
        finally:
            writer.close()

    server = await asyncio.start_server(handle, "0.0.0.0", 0, backlog=1000)
    pipe.send(server.sockets[0].getsockname()[1])
    while True:
        if pipe.poll():
            pipe.recv()
            pipe.send(list(log))
            log.clear()
        await asyncio.sleep(0.02)


async def _answer(path: str, is_conditional: bool, writer: asyncio.StreamWriter) -> bool:
    """Write the answer; False when the connection must be closed."""
    if path == "/robots.txt":
        writer.write(_response("404 Not Found", b""))
        return True
    n = int(path.split("/")[1])
    if _is_fault(path):
        return await _FAULTS[n // FAULT_EVERY % len(_FAULTS)](writer)
    writer.write(
        _response("304 Not Modified", b"") if is_conditional else _response("200 OK", _feed(n), 'ETag: "1"\r\n')
    )
    return True


def _response(status: str, body: bytes, headers: str = "") -> bytes:
    return (
        f"HTTP/1.1 {status}\r\nContent-Type: text/xml\r\nContent-Length: {len(body)}\r\n{headers}\r\n".encode() + body
    )


def _feed(n: int) -> bytes:
    text = " ".join(
        f"Sentence {s} of the report says what happened at the harbour of town {n} on Monday." for s in range(8)
    )
    items = "".join(
        f"<item><title>Report {i} of town {n}</title><link>https://town{n}.example/{i}</link><guid>{n}-{i}</guid>"
        f"<pubDate>Mon, 02 Nov 2026 0{i % 10}:00:00 GMT</pubDate>"
        f"<description>&lt;p&gt;{text}&lt;/p&gt;</description></item>"
        for i in range(ITEMS)
    )
    return f'<rss version="2.0"><channel><title>Town {n}</title>{items}</channel></rss>'.encode()


async def _no_such_page(writer: asyncio.StreamWriter) -> bool:
    writer.write(_response("404 Not Found", b""))
    return True


async def _server_error(writer: asyncio.StreamWriter) -> bool:
    writer.write(_response("500 Internal Server Error", b"<html>Error</html>"))
    return True


async def _cut_off(writer: asyncio.StreamWriter) -> bool:
    body = _feed(0)
    writer.write(_response("200 OK", body)[: -len(body) // 2])
    return False


async def _closed(writer: asyncio.StreamWriter) -> bool:
    return False


async def _silent(writer: asyncio.StreamWriter) -> bool:
    await asyncio.sleep(TIME_LIMIT + 1)
    return False


async def _no_feed(writer: asyncio.StreamWriter) -> bool:
    writer.write(_response("200 OK", b"<html><body><p>Moved to another place.</p></body></html>"))
    return True


async def _bomb(writer: asyncio.StreamWriter) -> bool:
    writer.write(_response("200 OK", gzip.compress(b"\0" * 25_000_000), "Content-Encoding: gzip\r\n"))
    return True


async def _redirect_away_from_the_web(writer: asyncio.StreamWriter) -> bool:
    writer.write(_response("302 Found", b"", "Location: ftp://nowhere.example/\r\n"))
    return True


_FAULTS: tuple[Callable[[asyncio.StreamWriter], Awaitable[bool]], ...] = (
    *(_no_such_page, _server_error, _cut_off, _closed, _silent, _no_feed, _bomb, _redirect_away_from_the_web),
)

if __name__ == "__main__":
    main(*map(int, sys.argv[1:]))
