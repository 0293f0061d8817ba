"""A chat server on loopback that answers by a script, as real ones do when they are well and when they are not.

    with ChatServer(translating(str.upper)) as url: ...            # a model that follows its instructions
    with ChatServer([status(429, retry_after=0), says("1. Hello")]) as url: ...

A script is a list of turns (the last one is repeated) or a function from a Request to a turn. It is HTTP over a real
socket: only the model is missing.
"""

import json
import re
import socket
import struct
import threading
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

MODEL = "scripted-1"


@dataclass(frozen=True)
class Request:
    """What was asked: the path, the headers in small letters, the body where there was one."""

    path: str
    headers: dict[str, str]
    body: dict[str, Any] = field(default_factory=dict)

    @property
    def text(self) -> str:
        """What the user asked last."""
        return str(self.body["messages"][-1]["content"])

    @property
    def sentences(self) -> list[str]:
        """The sentences between the fences of the first message of the user."""
        content = self.body["messages"][1]["content"]
        fenced = re.fullmatch(r"(=== TEXT \w+ ===)\n(.*)\n\1", content, re.DOTALL)
        assert fenced, content
        return [one["text"] for one in json.loads(fenced[2])]

    @property
    def article(self) -> dict[int, str]:
        """The numbered sentences of the article between the first two fences; the last piece of one cut in pieces."""
        content = self.body["messages"][1]["content"]
        fenced = re.match(r"(=== TEXT \w+ ===)\n(.*?)\n\1", content, re.DOTALL)
        assert fenced, content
        return {one["n"]: one["text"] for one in json.loads(fenced[2])["sentences"]}

    @property
    def lengths(self) -> list[str]:
        """Which summaries are asked for by the last word that was said of them."""
        messages = self.body["messages"]
        prompt = messages[-1 if len(messages) > 2 else 0]["content"]
        return [length for length in ("short", "long") if f'"{length}": [' in prompt]


@dataclass(frozen=True)
class Turn:
    """One answer: status, headers and body; how long it waits, and how it fails to come."""

    status: int = 200
    body: bytes = b""
    headers: tuple[tuple[str, str], ...] = ()
    wait: float = 0.0
    manner: str = "whole"  # cut: half of it; silent: nothing, the line stays open; drips: a byte each 50 ms


Script = Sequence[Turn] | Callable[[Request], Turn]


def says(content: object, *, finish_reason: str | None = "stop", model: str = MODEL) -> Turn:
    """A completion with that content."""
    choice = {"index": 0, "message": {"role": "assistant", "content": content}, "finish_reason": finish_reason}
    return raw(json.dumps({"object": "chat.completion", "model": model, "choices": [choice]}))


def never_ends(request: "Request", content: object, **message: object) -> Turn:
    """A completion that ends at the token limit of the request, counted as servers do."""
    choice = {"index": 0, "message": {"role": "assistant", "content": content, **message}, "finish_reason": "length"}
    usage = {"prompt_tokens": 900, "completion_tokens": request.body["max_tokens"]}
    return raw(json.dumps({"object": "chat.completion", "model": MODEL, "choices": [choice], "usage": usage}))


def raw(body: str) -> Turn:
    """Status 200 with any body at all."""
    return Turn(body=body.encode("utf-8", "surrogatepass"))


def status(code: int, message: str = "", *, retry_after: object = None) -> Turn:
    """An error as servers give it."""
    headers = () if retry_after is None else (("Retry-After", str(retry_after)),)
    return Turn(code, json.dumps({"error": {"message": message}}).encode(), headers)


def slowly(turn: Turn, seconds: float) -> Turn:
    return replace(turn, wait=seconds)


def silent() -> Turn:
    return Turn(manner="silent")


def drips(turn: Turn) -> Turn:
    return replace(turn, manner="drips")


def cut(turn: Turn) -> Turn:
    return replace(turn, manner="cut")


def numbered(texts: Sequence[str], first: int = 1) -> str:
    """The answer that is asked for."""
    return json.dumps([{"n": n, "text": text} for n, text in enumerate(texts, first)], ensure_ascii=False)


def translating(translate: Callable[[str], str]) -> Callable[[Request], Turn]:
    """A model that follows its instructions and translates by `translate`."""
    return lambda request: says(numbered([translate(sentence) for sentence in request.sentences]))


class ChatServer:
    """The server while it is entered; `requests` are those to /v1/chat/completions, `asked` all paths in order."""

    def __init__(self, script: Script, *, models: Turn | None = None, key: str = "") -> None:
        self.script, self.key = script, key
        listed = json.dumps({"object": "list", "data": [{"id": MODEL, "object": "model"}]})
        self.models = models or Turn(body=listed.encode())
        self.requests: list[Request] = []
        self.asked: list[str] = []
        self.closing = threading.Event()
        self._lock = threading.Lock()

    def __enter__(self) -> str:
        """The base URL, ending in /v1."""
        self._http = _Http(("127.0.0.1", 0), _handler(self))
        self._thread = threading.Thread(target=self._http.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True)
        self._thread.start()
        return f"http://127.0.0.1:{self._http.server_port}/v1"

    def __exit__(self, *_: object) -> None:
        self.closing.set()
        self._http.shutdown()
        self._http.server_close()
        self._thread.join(5)

    def turn(self, request: Request) -> Turn:
        """What the script says to this request, which is recorded."""
        with self._lock:
            self.asked.append(request.path)
            if self.key and request.headers.get("authorization") != f"Bearer {self.key}":
                return status(401, f"Incorrect key provided: {request.headers.get('authorization', 'none')}")
            if request.path == "/v1/models":
                return self.models
            if request.path != "/v1/chat/completions":
                return status(404, "no such path")
            self.requests.append(request)
            at = len(self.requests) - 1
        return self.script(request) if callable(self.script) else self.script[min(at, len(self.script) - 1)]


class _Http(ThreadingHTTPServer):
    daemon_threads = True

    def handle_error(self, request: object, client_address: object) -> None:
        """A client that hung up is no news here."""


def _handler(server: ChatServer) -> type[BaseHTTPRequestHandler]:
    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            self._answer(server.turn(Request(self.path, self._headers())))

        def do_POST(self) -> None:
            body = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
            self._answer(server.turn(Request(self.path, self._headers(), body)))

        def _headers(self) -> dict[str, str]:
            return {name.lower(): value for name, value in self.headers.items()}

        def _answer(self, turn: Turn) -> None:
            if turn.manner == "silent":
                server.closing.wait()
                return
            server.closing.wait(turn.wait)
            self.send_response(turn.status)
            for name, value in (*turn.headers, ("Content-Length", str(len(turn.body))), ("Connection", "close")):
                self.send_header(name, value)
            self.end_headers()
            if turn.manner == "drips":
                self._drip(turn.body)
            else:
                self.wfile.write(turn.body[: len(turn.body) // 2] if turn.manner == "cut" else turn.body)
            if turn.manner == "cut":  # a reset, as of a process that died
                self.connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))

        def _drip(self, body: bytes) -> None:
            for byte in body:
                if server.closing.wait(0.05):
                    return
                self.wfile.write(bytes([byte]))

        def log_message(self, format: str, *args: object) -> None:
            """Nothing on stderr: the tests read `requests`."""

    return Handler
