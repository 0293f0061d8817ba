"""A server of Firefox's models on loopback, with the layout of Mozilla's: db/models.json, and files packed by gzip.

    with FirefoxServer() as server:                      # server.address for WIREGLOT_FIREFOX_MODELS
        server.add_model("sv-en", {"model": b"...", "vocab": b"...", "lexicalShortlist": b"..."})

It suffices because its list is written as db/updater.py of mozilla/translations writes it, and its faults are those of
tests/hub.py. `write_mirror` puts the same files into a folder.
"""

import gzip
import hashlib
import json
from pathlib import Path
from typing import Any

from tests.hub import Asked, Hub

NAMES = {
    "model": "model.{}.intgemm.alphas.bin.gz",
    "vocab": "vocab.{}.spm.gz",
    "srcVocab": "srcvocab.{}.spm.gz",
    "trgVocab": "trgvocab.{}.spm.gz",
    "lexicalShortlist": "lex.50.50.{}.s2t.bin.gz",
}


def list_entry(
    pair: str,
    contents: dict[str, bytes],
    *,
    number: int = 0,
    architecture: str = "tiny",
    status: str | None = "Release",
    **scores: float,
) -> tuple[dict[str, Any], dict[str, bytes]]:
    """Return what the list says of a model, and its packed files by path."""
    source, _, target = pair.partition("-")
    folder = f"models/{pair}/run-{number}/exported"
    paths = {name: f"{folder}/{NAMES[name].format(source + target)}" for name in contents}
    files: dict[str, dict[str, Any]] = {name: {"path": path} for name, path in paths.items()}
    model = contents["model"]
    files["model"] |= {"uncompressedSize": len(model), "uncompressedHash": hashlib.sha256(model).hexdigest()}
    entry = {"architecture": architecture, "releaseStatus": status, "files": files}
    entry |= {"sourceLanguage": source, "targetLanguage": target, "metrics": {"flores200-plus": scores}}
    return entry, {path: gzip.compress(contents[name], mtime=0) for name, path in paths.items()}


class AskedForModels(Asked):
    """One request for the list or a file."""

    def route(self) -> None:
        content = self.hub.content(self.plain_path)
        self.refuse(404) if content is None else self.give(content, {"Content-Type": "application/gzip"})


class FirefoxServer(Hub):
    """The server; `pairs` is what the list has under "models", `files` are by path."""

    handler = AskedForModels

    def __init__(self) -> None:
        super().__init__({})
        self.pairs: dict[str, list[dict[str, Any]]] = {}
        self.files: dict[str, bytes] = {}

    def add_model(self, pair: str, contents: dict[str, bytes], **facts: Any) -> dict[str, Any]:
        """Add a model to the list, its files at paths of their own, and return its entry."""
        entry, files = list_entry(pair, contents, number=len(self.pairs.get(pair, [])), **facts)
        self.pairs.setdefault(pair, []).append(entry)
        self.files |= files
        return entry

    def list_content(self) -> bytes:
        """The list; its base address is another server's, which a mirror must not ask."""
        listed = {"generated": "2026-11-09T00:45:24Z", "baseUrl": "http://127.0.0.1:9", "models": self.pairs}
        return json.dumps(listed, indent=2).encode()

    def content(self, sha: str) -> bytes | None:
        """The list, or the file at that path or of that name."""
        name = sha.strip("/")
        if name == "db/models.json":
            return self.list_content()
        return next((content for path, content in self.files.items() if path.endswith(name)), None)

    def write_mirror(self, folder: Path) -> None:
        """Write the list and all files into the folder."""
        for path, content in {"db/models.json": self.list_content(), **self.files}.items():
            (folder / path).parent.mkdir(parents=True, exist_ok=True)
            (folder / path).write_bytes(content)
