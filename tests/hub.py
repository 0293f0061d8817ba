"""A small hub on loopback: the parts of the hub's protocol that huggingface_hub uses, over real HTTP.

    with Hub({"Helsinki-NLP/opus-mt-sv-en": folder}) as hub:      # hub.address for HF_ENDPOINT

It serves folders under real ids: model information, tree, and files with ETag, X-Repo-Commit, byte ranges and, for
large ones, the redirect to another host that stands for the content network. It suffices because `snapshot_download`
of huggingface_hub itself downloads from it (test_downloads.py). Its faults are those of real hubs: `hub.faults` and the
functions that make them.
"""

import hashlib
import json
import threading
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any, ClassVar
from urllib.parse import unquote, urlsplit

LARGE = (".bin", ".safetensors", ".spm", ".model")  # kept by LFS on the real hub, and so listed with a sha256


@dataclass(slots=True)
class Repository:
    """A model as the hub has it; `commit` changes with the content, and older ones stay to be had."""

    licence: str = "apache-2.0"
    commits: dict[str, dict[str, bytes]] = field(default_factory=dict)
    main: str = ""

    def push(self, files: Mapping[str, bytes]) -> str:
        """A new commit with exactly these files, which "main" names from now on."""
        digest = hashlib.sha1(usedforsecurity=False)
        for name, content in sorted(files.items()):
            digest.update(name.encode() + b"\0" + content)
        self.main = digest.hexdigest()
        self.commits[self.main] = dict(files)
        return self.main


Fault = Callable[["Asked"], bool]
"""Tried on every request; True when it has dealt with it (answered, cut or kept silent)."""


class _Server(ThreadingHTTPServer):
    daemon_threads = True

    def handle_error(self, request: Any, client_address: Any) -> None:
        """A client that has hung up: its traceback would be in the output of a later test."""


class Hub:
    """The server, in a thread of this process from `with` to its end."""

    handler: ClassVar[type["Asked"]]

    def __init__(self, folders: Mapping[str, Path]) -> None:
        self.models: dict[str, Repository] = {}
        self.faults: list[Fault] = []
        self.seen: list[Seen] = []
        self.over = threading.Event()
        for model_id, folder in folders.items():
            self.add(model_id, folder)
        self._server = _Server(("127.0.0.1", 0), self.handler)
        self._server.hub = self  # type: ignore[attr-defined]
        self.address = f"http://127.0.0.1:{self._server.server_port}"
        self.network = f"http://localhost:{self._server.server_port}"  # another host, to which no token may go

    def add(self, model_id: str, folder: Path, *, licence: str = "apache-2.0") -> Repository:
        model = self.models[model_id] = Repository(licence)
        paths = (path for path in folder.rglob("*") if path.is_file())
        model.push({path.relative_to(folder).as_posix(): path.read_bytes() for path in paths})
        return model

    def __enter__(self) -> "Hub":
        threading.Thread(target=self._server.serve_forever, args=(0.02,), daemon=True).start()
        return self

    def __exit__(self, *fault: object) -> None:
        self.over.set()
        self._server.shutdown()
        self._server.server_close()

    def content(self, sha: str) -> bytes | None:
        """The file with that sha256, of any model and commit."""
        commits = (files for model in self.models.values() for files in model.commits.values())
        contents = (content for files in commits for content in files.values())
        return next((one for one in contents if hashlib.sha256(one).hexdigest() == sha), None)

    def asked_for(self, name: str) -> list["Seen"]:
        """The requests whose path ends so, in order."""
        return [seen for seen in self.seen if seen.path.endswith(name)]


@dataclass(frozen=True, slots=True)
class Seen:
    """A request as it came in."""

    method: str
    path: str
    range: str
    token: str


class Asked(BaseHTTPRequestHandler):
    """One request. Speaks HTTP/1.1, so that connections are kept as the real hub keeps them."""

    protocol_version = "HTTP/1.1"

    def do_GET(self) -> None:
        self._answer()

    def do_HEAD(self) -> None:
        self._answer()

    def log_message(self, *_: object) -> None:
        """Nothing: the tests look at `hub.seen`."""

    @property
    def hub(self) -> Hub:
        hub: Hub = self.server.hub  # type: ignore[attr-defined]
        return hub

    @property
    def plain_path(self) -> str:
        return unquote(urlsplit(self.path).path)

    def _answer(self) -> None:
        headers = self.headers
        token, ranged = headers.get("Authorization", ""), headers.get("Range", "")
        self.hub.seen.append(Seen(self.command, self.plain_path, ranged, token))
        if not any(fault(self) for fault in list(self.hub.faults)):
            self.route()

    def route(self) -> None:
        parts = self.plain_path.strip("/").split("/")
        if parts[:2] == ["api", "models"] and len(parts) >= 4:
            return self._api("/".join(parts[2:4]), parts[4:])
        if len(parts) >= 5 and parts[2] == "resolve":
            return self._resolve("/".join(parts[:2]), parts[3], "/".join(parts[4:]))
        if parts[0] == "network" and len(parts) == 2:
            return self._content(parts[1])
        return self.refuse(404)

    def _api(self, model_id: str, rest: list[str]) -> None:
        model = self.hub.models.get(model_id)
        if not model:
            return self.refuse(404, "RepoNotFound")
        commit = self._commit(model, rest[1] if len(rest) > 1 else "main")
        if not commit:
            return self.refuse(404, "RevisionNotFound")
        files = model.commits[commit]
        if rest[:1] == ["tree"]:
            return self.send_json([_tree_row(name, content) for name, content in files.items()])
        siblings = [_sibling(name, content) for name, content in files.items()]
        card = {"license": model.licence} if model.licence else {}
        tags = [f"license:{model.licence}"] if model.licence else []
        names = {"_id": "0" * 24, "id": model_id, "modelId": model_id, "sha": commit, "private": False, "gated": False}
        return self.send_json(names | {"tags": tags, "cardData": card, "siblings": siblings})

    def _resolve(self, model_id: str, revision: str, name: str) -> None:
        model = self.hub.models.get(model_id)
        commit = self._commit(model, revision) if model else ""
        if not model or not commit:
            return self.refuse(404, "RevisionNotFound" if model else "RepoNotFound")
        content = model.commits[commit].get(name)
        if content is None:
            return self.refuse(404, "EntryNotFound")
        if not name.endswith(LARGE):
            return self.give(content, {"X-Repo-Commit": commit, "ETag": f'"{blob(content)}"'})
        sha = hashlib.sha256(content).hexdigest()
        head = {"X-Repo-Commit": commit, "X-Linked-Size": str(len(content)), "X-Linked-ETag": f'"{sha}"'}
        return self.send(302, b"", head | {"Location": f"{self.hub.network}/network/{sha}"})

    def _content(self, sha: str) -> None:
        """What a redirect leads to, the content network's part."""
        found = self.hub.content(sha)
        return self.refuse(404) if found is None else self.give(found, {"ETag": f'"{sha}"'})

    @staticmethod
    def _commit(model: Repository, revision: str) -> str:
        return model.main if revision == "main" else revision if revision in model.commits else ""

    def send_json(self, data: Any) -> None:
        self.send(200, json.dumps(data).encode(), {"Content-Type": "application/json"})

    def refuse(self, status: int, code: str = "") -> None:
        head = {"X-Error-Code": code, "X-Error-Message": code} if code else {}
        self.send(status, json.dumps({"error": code or "no"}).encode(), head | {"Content-Type": "application/json"})

    def give(self, content: bytes, head: dict[str, str]) -> None:
        """The content, or the range of it that was asked for."""
        begin = int(self.headers.get("Range", "bytes=0-").removeprefix("bytes=").partition("-")[0])
        if not begin:
            return self.send(200, content, head | {"Accept-Ranges": "bytes"})
        if begin >= len(content):
            return self.send(416, b"", {"Content-Range": f"bytes */{len(content)}"})
        stated = f"bytes {begin}-{len(content) - 1}/{len(content)}"
        return self.send(206, content[begin:], head | {"Content-Range": stated})

    def send(self, status: int, body: bytes, head: Mapping[str, str] | None = None, *, length: int = -1) -> None:
        self.send_response(status)
        for name, value in (head or {}).items():
            self.send_header(name, value)
        self.send_header("Content-Length", str(len(body) if length < 0 else length))
        self.end_headers()
        if self.command != "HEAD":
            self.wfile.write(body)


Hub.handler = Asked


def blob(content: bytes) -> str:
    """The name git gives to the content."""
    return hashlib.sha1(b"blob %d\0" % len(content) + content, usedforsecurity=False).hexdigest()


def _sibling(name: str, content: bytes) -> dict[str, Any]:
    """A file in the answer to ?blobs=true."""
    row: dict[str, Any] = {"rfilename": name, "size": len(content), "blobId": blob(content)}
    sha = hashlib.sha256(content).hexdigest()
    return row | ({"lfs": {"sha256": sha, "size": len(content), "pointerSize": 134}} if name.endswith(LARGE) else {})


def _tree_row(name: str, content: bytes) -> dict[str, Any]:
    """A file in a tree listing."""
    row: dict[str, Any] = {"type": "file", "oid": blob(content), "size": len(content), "path": name}
    sha = hashlib.sha256(content).hexdigest()
    return row | ({"lfs": {"oid": sha, "size": len(content), "pointerSize": 134}} if name.endswith(LARGE) else {})


# ---- what can go wrong ----


def status(number: int, code: str = "", *, at: str = "", times: int = 1_000_000) -> Fault:
    """Answer so to requests whose path holds `at`, so many times."""
    left = iter(range(times))

    def fault(asked: Asked) -> bool:
        if at not in asked.plain_path or next(left, None) is None:
            return False
        asked.refuse(number, code)
        return True

    return fault


def cut(after: int, *, times: int = 1, at: str = "/network/") -> Fault:
    """Break the connection when `after` bytes of a content were sent, so many times."""
    left = iter(range(times))

    def fault(asked: Asked) -> bool:
        if at not in asked.plain_path or asked.command == "HEAD" or next(left, None) is None:
            return False
        whole = _content_of(asked)
        begin = int(asked.headers.get("Range", "bytes=0-").removeprefix("bytes=").partition("-")[0])
        head = {"Content-Range": f"bytes {begin}-{len(whole) - 1}/{len(whole)}"} if begin else {}
        asked.send(206 if begin else 200, whole[begin : begin + after], head, length=len(whole) - begin)
        asked.close_connection = True
        return True

    return fault


def spoil(*, at: str = "/network/", times: int = 1_000_000) -> Fault:
    """Send a content of the right length with one byte changed."""
    left = iter(range(times))

    def fault(asked: Asked) -> bool:
        if at not in asked.plain_path or asked.command == "HEAD" or next(left, None) is None:
            return False
        content = bytearray(_content_of(asked))
        content[len(content) // 2] ^= 1
        asked.give(bytes(content), {})
        return True

    return fault


def stall(after: int, *, at: str = "/network/", times: int = 1) -> Fault:
    """Send `after` bytes of a content and then nothing more, so many times."""
    left = iter(range(times))

    def fault(asked: Asked) -> bool:
        if at not in asked.plain_path or asked.command == "HEAD" or next(left, None) is None:
            return False
        content = _content_of(asked)
        asked.send(200, content[:after], length=len(content))
        asked.hub.over.wait()
        asked.close_connection = True
        return True

    return fault


def replace(content: bytes, *, at: str) -> Fault:
    """Send this content, whole, to requests whose path contains `at`."""

    def fault(asked: Asked) -> bool:
        if at not in asked.plain_path:
            return False
        asked.send(200, content)
        return True

    return fault


def silence(*, at: str = "") -> Fault:
    """Take the request and never answer."""

    def fault(asked: Asked) -> bool:
        if at not in asked.plain_path:
            return False
        asked.hub.over.wait()
        asked.close_connection = True
        return True

    return fault


def drip(*, at: str = "", every: float = 0.5) -> Fault:
    """Send a byte of an endless header now and then: no read ever times out, and no answer ever comes."""

    def fault(asked: Asked) -> bool:
        if at not in asked.plain_path:
            return False
        asked.wfile.write(b"HTTP/1.1 200 OK\r\nX-Slow: ")
        while not asked.hub.over.wait(every):
            asked.wfile.write(b".")
        asked.close_connection = True
        return True

    return fault


def _content_of(asked: Asked) -> bytes:
    """The content that the request is about: /network/<sha256>, or on Mozilla's server a path."""
    content = asked.hub.content(asked.plain_path.rpartition("/")[2])
    assert content is not None, asked.path
    return content
