"""The outbox: what is still to be sent to the channels of a desk, in its output folder.

    .wireglot/notifications/<desk>/<channel>/digest.jsonl               what the next digest will say
                                             urgent.jsonl               what is sent soon, and before the digest
                                             messages/<time>-<id>.jsonl  a message that is to be sent
                                             given-up.json              what could not be sent for a week
    .wireglot/notifications/<desk>/noted.jsonl                          versions that have been noted by this run

A file of lines begins with a Header, then has an event each (flows/reports/edition_events.py). It holds no address,
only the name of a channel. What happened is added to a file of each channel; renaming that file makes it a message, and
a message that was sent is removed. So each event is in one place at a time, and a process that is killed leaves what it
has not sent. A kill removes what has not been sent of its article.
"""

import json
import os
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import AbstractContextManager, suppress
from dataclasses import asdict, dataclass, field, replace
from pathlib import Path
from secrets import token_hex
from types import MappingProxyType
from typing import Any, Literal
from urllib.parse import quote, unquote

from filelock import FileLock

from wireglot.articles import TimeText, now_text
from wireglot.flows.reports.edition_events import EditionEvent, from_json
from wireglot.outputs import (
    json_text,
    locks_folder,
    notifications_folder,
    read_record,
    record_of,
    replace_file,
    write_record,
)

MessageKind = Literal["digest", "urgent", "silent", "over", "test"]
Version = tuple[str, int]  # an article's id and the number of a version


@dataclass(frozen=True, slots=True)
class Header:
    """The first line of a file: what the message is, and how sending it went so far.

    id        of the message, the same in every try
    text      what it says beside events: of a silent desk, why it is silent
    counts    of the run: failed articles, and what is left for the next run
    attempts  so far; `next` is the time of the next one, and `error` why the last one failed
    """

    id: str
    kind: MessageKind
    desk: str
    created: TimeText
    text: str = ""
    counts: dict[str, int] = field(default_factory=dict)
    attempts: int = 0
    next: TimeText = ""
    error: str = ""


@dataclass(frozen=True, slots=True)
class Waiting:
    """A message in the outbox."""

    path: Path
    header: Header
    events: tuple[EditionEvent, ...] = ()


@dataclass(frozen=True, slots=True)
class GivenUp:
    """How many messages of a channel could not be sent, when the last one was made, and why it could not."""

    count: int
    last: str
    error: str


class Outbox:
    """What is to be sent to the channels of one desk."""

    def __init__(self, root: Path, desk: str, channels: Sequence[str]) -> None:
        self.root, self.desk, self.channels = root, desk, channels
        self._folder = notifications_folder(root) / quote(desk, safe="")
        self._known_noted, self._known_size = set[Version](), 0

    def lock(self) -> AbstractContextManager[object]:
        """The lock of all outboxes in the folder, held for moments: never while something is sent."""
        path = locks_folder(self.root) / "notifications.lock"
        path.parent.mkdir(parents=True, exist_ok=True)
        return FileLock(path)

    def add(self, events: Iterable[EditionEvent], kind: Literal["digest", "urgent"]) -> None:
        """Add what happened to the next digest of each channel, or to what is sent at once. Raises OSError."""
        lines = [json_text(event.as_json()) for event in events]
        for channel in self.channels if lines else ():
            path = self._file(channel, kind)
            path.parent.mkdir(parents=True, exist_ok=True)
            header = [] if path.exists() else [json_text(asdict(self._header(kind)))]
            _append(path, b"".join([*header, *lines]))

    def put(self, kind: MessageKind, text: str) -> None:
        """Add a message without events for each channel. Raises OSError."""
        for channel in self.channels:
            header = self._header(kind, text)
            path = self._messages(channel) / f"{header.created.replace(':', '')}-{header.id}.jsonl"
            self._write(path, header, ())

    def seal(
        self, channel: str, kind: Literal["digest", "urgent"], counts: Mapping[str, int] = MappingProxyType({})
    ) -> bool:
        """Make a message of what was added so far; False when nothing was. Raises OSError."""
        path = self._file(channel, kind)
        found = _read(path)
        if not found:
            path.unlink(missing_ok=True)
            return False
        if counts:
            self._write(path, replace(found.header, counts=dict(counts)), found.events)
        target = self._messages(channel) / f"{now_text().replace(':', '')}-{found.header.id}.jsonl"
        target.parent.mkdir(parents=True, exist_ok=True)
        path.rename(target)
        return True

    def waiting(self, channel: str) -> list[Waiting]:
        """The messages of a channel, the oldest first; of those of one second what is urgent."""
        paths = sorted(self._messages(channel).glob("*.jsonl"))
        return sorted((found for path in paths if (found := _read(path))), key=_turn)

    def retry_later(self, message: Waiting, header: Header) -> None:
        """Keep a message, unless it was removed meanwhile. Raises OSError."""
        if message.path.exists():
            found = _read(message.path)
            self._write(message.path, header, found.events if found else message.events)

    def drop_article(self, id: str) -> None:
        """Remove what has not been sent of an article, in all desks of the folder. Raises OSError."""
        for path in notifications_folder(self.root).glob("*/*/**/*.jsonl"):
            found = _read(path)
            if not found or all(event.id != id for event in found.events):
                continue
            if rest := tuple(event for event in found.events if event.id != id):
                self._write(path, found.header, rest)
            else:
                path.unlink(missing_ok=True)

    def added(self) -> set[Version]:
        """The versions of which something is still to be sent."""
        files = [found for path in self._folder.glob("*/**/*.jsonl") if (found := _read(path))]
        return {(event.id, event.version) for found in files for event in found.events}

    def noted(self) -> set[Version]:
        """The versions that were added since the last run that ended, whether they have been sent or not."""
        path = self._folder / "noted.jsonl"
        size = path.stat().st_size if path.exists() else 0
        if size != self._known_size:  # another process has written to it
            self._known_noted = {(row.get("id", ""), row.get("version", 0)) for row in _rows(path)}
            self._known_size = size
        return self._known_noted

    def note(self, events: Iterable[EditionEvent]) -> None:
        """Remember that these were added, after `noted`. Raises OSError."""
        self._folder.mkdir(parents=True, exist_ok=True)
        with (self._folder / "noted.jsonl").open("ab") as file:
            for event in events:
                self._known_noted.add((event.id, event.version))
                file.write(json_text({"id": event.id, "version": event.version}))
            self._known_size = file.tell()

    def forget_noted(self) -> None:
        """A run has ended, and nothing is left that the next one could add again. Raises OSError."""
        (self._folder / "noted.jsonl").unlink(missing_ok=True)

    def give_up(self, channel: str, message: Waiting) -> None:
        """Remove a message that could not be sent, and list that. Raises OSError."""
        known = self.given_up(channel)
        lost = GivenUp(1 + (known.count if known else 0), message.header.created, message.header.error)
        write_record(self.root, self._given_up(channel), lost)
        message.path.unlink(missing_ok=True)

    def given_up(self, channel: str) -> GivenUp | None:
        """What could not be sent; None for nothing."""
        return read_record(GivenUp, self._given_up(channel))

    def delivered(self, channel: str, message: Waiting) -> None:
        """Remove a message that was sent: the channel works again. Raises OSError."""
        message.path.unlink(missing_ok=True)
        self._given_up(channel).unlink(missing_ok=True)

    def _header(self, kind: MessageKind, text: str = "") -> Header:
        return Header(token_hex(8), kind, self.desk, now_text(), text)

    def _file(self, channel: str, kind: str) -> Path:
        return self._folder / channel / f"{kind}.jsonl"

    def _messages(self, channel: str) -> Path:
        return self._folder / channel / "messages"

    def _given_up(self, channel: str) -> Path:
        return self._folder / channel / "given-up.json"

    def _write(self, path: Path, header: Header, events: Iterable[EditionEvent]) -> None:
        path.parent.mkdir(parents=True, exist_ok=True)
        lines = [json_text(asdict(header)), *(json_text(event.as_json()) for event in events)]
        replace_file(self.root, path, b"".join(lines))


def _append(path: Path, lines: bytes) -> None:
    """Append the lines, or nothing: behind half a line, or without its header, a file could not be read."""
    size = path.stat().st_size if path.exists() else 0
    try:
        with path.open("ab") as file:
            file.write(b"\n" + lines if size else lines)  # a killed writer may have cut its last line
    except OSError:
        with suppress(OSError):
            os.truncate(path, size) if size else path.unlink()
        raise


def _rows(path: Path) -> Iterator[dict[str, Any]]:
    """The objects in a file; a line that a killed writer left unfinished is none."""
    try:
        lines = path.read_bytes().splitlines()
    except OSError:
        return
    for line in lines:
        try:
            yield dict(json.loads(line))
        except (ValueError, TypeError):
            continue


def _read(path: Path) -> Waiting | None:
    """What is in a file; None when it is gone, or nothing can be read. Events are read without their header too."""
    rows = list(_rows(path))
    events = tuple(event for row in rows if (event := _event(row)))
    header = _header(rows[0]) if rows else None
    return Waiting(path, header or _lost_header(path), events) if header or events else None


def _turn(message: Waiting) -> tuple[str, bool]:
    """What sorts messages: the time in the name of the file, which is that of a second, then what is urgent."""
    return message.path.stem.rpartition("-")[0], message.header.kind != "urgent"


def _event(row: dict[str, Any]) -> EditionEvent | None:
    try:
        return from_json(row)
    except TypeError:
        return None


def _header(row: dict[str, Any]) -> Header | None:
    try:
        header = record_of(Header, row)
        return header if header.created else None
    except TypeError:
        return None


def _lost_header(path: Path) -> Header:
    """The header of a file whose first line was lost in a power failure, as far as its place says."""
    is_message = path.parent.name == "messages"
    channel = path.parent.parent if is_message else path.parent
    id = path.stem.rpartition("-")[2] if is_message else token_hex(8)
    return Header(id, "digest", unquote(channel.parent.name), now_text())
