"""The record of failures: what could not be made, why and since when, until it is made.

    .wireglot/failures/<16 hex of the uri>.json      {uri, source, stage, error, first, last, times}

A later success removes the entry, so the folder names what is missing now.
"""

import hashlib
import json
import os
import secrets
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from wireglot.outputs.layout import failures_folder


@dataclass(frozen=True, slots=True)
class Failure:
    """An article that a run did not make: `uri` is the source's own identifier, `stage` where it broke."""

    uri: str
    source: str
    stage: str
    error: str
    first: str = ""
    last: str = ""
    times: int = 0


class Failures:
    """The failures known under one output folder."""

    def __init__(self, root: Path) -> None:
        self._folder = failures_folder(root)

    def record(self, uri: str, *, source: str, stage: str, error: str) -> None:
        """Write the failure down, counting repeats. Raises OSError."""
        now = datetime.now(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
        known = self._read(self._path(uri))
        first, times = (known.first, known.times) if known else (now, 0)
        fresh = Failure(uri, source, stage, error, first, now, times + 1)
        self._folder.mkdir(parents=True, exist_ok=True)
        draft = self._folder / f".{os.getpid()}-{secrets.token_hex(4)}"
        plain = {key: getattr(fresh, key) for key in Failure.__slots__}
        draft.write_text(json.dumps(plain, ensure_ascii=False, indent=2, sort_keys=True) + "\n", "utf-8")
        draft.replace(self._path(uri))

    def clear(self, uri: str) -> None:
        """Forget the failure of `uri`, if there was one."""
        self._path(uri).unlink(missing_ok=True)

    def all(self) -> list[Failure]:
        """Every failure on record, the oldest first."""
        found = (self._read(path) for path in self._folder.glob("*.json"))
        return sorted(filter(None, found), key=lambda failure: (failure.first, failure.uri))

    def _path(self, uri: str) -> Path:
        name = hashlib.sha256(uri.encode("utf-8", "surrogatepass")).hexdigest()[:16]
        return self._folder / f"{name}.json"

    def _read(self, path: Path) -> Failure | None:
        try:
            return Failure(**json.loads(path.read_text("utf-8")))
        except (OSError, ValueError, TypeError):
            return None  # not there, or not readable as one: it will be written anew
