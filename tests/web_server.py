"""A web server on loopback for tests: it answers what a test puts at its paths, and remembers what it was asked."""

import threading
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any


@dataclass(frozen=True)
class Request:
    """A request as it arrived; the names of its headers are in small letters."""

    path: str
    headers: dict[str, str]
    time: float
    body: bytes = b""


@dataclass
class Page:
    """What the server answers at a path.

    cut    announce the whole body and send only its first half
    stall  seconds between the head and the body
    """

    body: bytes = b""
    content_type: str = "application/xml"
    status: int = 200
    headers: dict[str, str] = field(default_factory=dict)
    cut: bool = False
    stall: float = 0.0


Answer = Page | Callable[[Request], Page]


class WebServer:
    """The server; `pages` holds its answers, `requests` what it was asked."""

    def __init__(self, host: str = "127.0.0.1", delay: float = 0.0) -> None:
        self.pages: dict[str, Answer] = {}
        self.requests: list[Request] = []
        self.delay = delay
        self.host = host
        self._server = _Server((host, 0), self)
        self._thread = threading.Thread(target=self._server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True)

    def __enter__(self) -> "WebServer":
        self._thread.start()
        return self

    def __exit__(self, *exception: object) -> None:
        self._server.shutdown()
        self._server.server_close()
        self._thread.join()

    def address(self, path: str) -> str:
        return f"http://{self.host}:{self._server.server_port}{path}"

    def asked(self, path: str) -> list[Request]:
        """The requests for this path, in order."""
        return [request for request in self.requests if request.path == path]


class _Server(ThreadingHTTPServer):
    daemon_threads = True
    request_queue_size = 512

    def __init__(self, address: tuple[str, int], owner: WebServer) -> None:
        super().__init__(address, _Handler)
        self.owner = owner

    def handle_error(self, request: Any, client_address: Any) -> None:
        """A client that hangs up is what some tests are about."""


class _Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    server: _Server

    def do_GET(self) -> None:
        owner = self.server.owner
        headers = {name.lower(): value for name, value in self.headers.items()}
        body = self.rfile.read(int(headers.get("content-length", 0)))
        request = Request(self.path, headers, time.monotonic(), body)
        owner.requests.append(request)
        time.sleep(owner.delay)
        answer = owner.pages.get(self.path, Page(status=404))
        self._send(answer(request) if callable(answer) else answer)

    def do_POST(self) -> None:
        self.do_GET()

    def _send(self, page: Page) -> None:
        self.send_response(page.status)
        headers = {"Content-Type": page.content_type, "Content-Length": str(len(page.body)), **page.headers}
        for name, value in headers.items():
            if value:
                self.send_header(name, value)
        if page.cut:
            self.send_header("Connection", "close")
        self.end_headers()
        time.sleep(page.stall)
        self.wfile.write(page.body[: len(page.body) // 2] if page.cut else page.body)
        self.close_connection = self.close_connection or page.cut

    def log_message(self, format: str, *args: Any) -> None:
        """Tests look at `requests` instead."""


def with_etag(body: bytes, etag: str = '"1"', content_type: str = "application/xml") -> Callable[[Request], Page]:
    """An answer that honours If-None-Match."""

    def answer(request: Request) -> Page:
        if request.headers.get("if-none-match") == etag:
            return Page(status=304, headers={"ETag": etag})
        return Page(body, content_type, headers={"ETag": etag})

    return answer
