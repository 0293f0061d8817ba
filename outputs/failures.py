"""The record of failures: what could not be processed, why, and since when.

    .wireglot/failures/<16 digits of the uri's sha256>.json      {uri, source, stage, error, first, last, times}

A later success removes the entry, so the folder lists what is missing now.
"""

import hashlib
import json
from dataclasses import asdict, dataclass, replace
from datetime import UTC, datetime
from pathlib import Path

from wireglot.outputs.layout import failures_folder
from wireglot.outputs.versions import replace_file


@dataclass(frozen=True, slots=True)
class Failure:
    """An article that a run could not process.

    uri           names the file, item, record or address that failed (articles/identity.py)
    source        where it was read; `articles.reading.path_of` finds the file
    stage         the stage that failed; `error` says why
    first, last   when it failed, ISO 8601 in UTC; `times` counts the runs
    """

    uri: str
    source: str
    stage: str
    error: str
    first: str = ""
    last: str = ""
    times: int = 0


class Failures:
    """The failures that are known in one output folder."""

    def __init__(self, root: Path) -> None:
        self._root = root
        self._folder = failures_folder(root)

    def record(self, uri: str, *, source: str, stage: str, error: str) -> None:
        """Record a failure, counting repeats. Raises OSError."""
        now = datetime.now(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
        known = self._read(self._path(uri))
        first, times = (known.first, known.times) if known else (now, 0)
        self._write(Failure(uri, source, stage, error, first, now, times + 1))

    def rename(self, uri: str, to: str) -> None:
        """Go on with the record of `uri` under another uri. Raises OSError."""
        if known := self._read(self._path(uri)):
            self._write(replace(known, uri=to))
            self.clear(uri)

    def clear(self, uri: str) -> None:
        """Remove the failure of `uri`, if there is one."""
        self._path(uri).unlink(missing_ok=True)

    def all(self) -> list[Failure]:
        """Every recorded failure, the oldest first."""
        failures = (self._read(path) for path in self._folder.glob("*.json"))
        return sorted(filter(None, failures), key=lambda failure: (failure.first, failure.uri))

    def _write(self, failure: Failure) -> None:
        self._folder.mkdir(parents=True, exist_ok=True)
        text = json.dumps(asdict(failure), ensure_ascii=False, indent=2) + "\n"
        # A file name that is not UTF-8 comes as lone surrogates, which JSON can hold as escapes only.
        replace_file(self._root, self._path(failure.uri), text.encode("utf-8", "backslashreplace"))

    def _path(self, uri: str) -> Path:
        return self._folder / f"{hashlib.sha256(uri.encode('utf-8', 'surrogatepass')).hexdigest()[:16]}.json"

    def _read(self, path: Path) -> Failure | None:
        try:
            return Failure(**json.loads(path.read_bytes()))
        except (OSError, ValueError, TypeError):
            return None  # not there or damaged: the next failure is written over it
