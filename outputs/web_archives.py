"""The record of web archives: how far each one has been read, so that the next run goes on there.

    .wireglot/archives/<16 digits of the uri's sha256>.json      one file for each archive: ReadArchive

An archive is known by its uri, size and time of change; one that changed is read from its beginning. The folder may be
deleted: archives are then read once more, and their unchanged articles make no versions.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

from wireglot.outputs.layout import archives_folder
from wireglot.outputs.records import read_record, record_name, write_record


@dataclass(frozen=True, slots=True)
class ReadArchive:
    """What is known of one archive.

    uri          the file's path relative to the output folder
    size         its bytes; `modified` the time of its last change in nanoseconds
    key          what the result depends on besides: options, engines, readers
    position     where the next run goes on; "" for the beginning
    share        how much of the file is before it, 0 to 1
    is_complete  it was read to its end
    counts       its articles ("articles"), and what is none of them by kind
    damages      its damages by kind
    """

    uri: str
    size: int
    modified: int
    key: str
    position: str = ""
    share: float = 0.0
    is_complete: bool = False
    counts: Mapping[str, int] = field(default_factory=dict)
    damages: Mapping[str, int] = field(default_factory=dict)

    def is_same(self, other: "ReadArchive") -> bool:
        """Whether both are of the same file with the same content."""
        return (self.uri, self.size, self.modified) == (other.uri, other.size, other.modified)


def read_archive_record(root: Path, uri: str) -> ReadArchive | None:
    """Return what is known of the archive; None when it is new, or its record is damaged."""
    record = read_record(ReadArchive, _path(root, uri))
    return record if record and record.uri == uri else None


def write_archive_record(root: Path, record: ReadArchive) -> None:
    """Raises OSError."""
    write_record(root, _path(root, record.uri), record)


def _path(root: Path, uri: str) -> Path:
    return archives_folder(root) / f"{record_name(uri)}.json"
