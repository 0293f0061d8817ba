"""What is remembered between runs, in DIR/.wireglot/fetching.sqlite: answers of servers, and the health of sources.

    answers    by address: body, ETag and Last-Modified, where the address has moved for good, when to ask again
    sources    by address: last success, failures in a row, items, newest item
    items      by feed and guid, and by address: the identifier under which an item is known

The file may be deleted: everything is fetched once more, and only an item that changed both its address and its guid
meanwhile is taken for another. Several processes may use it at once (WAL). A damaged file is set aside.
"""

import hashlib
import logging
import os
import sqlite3
import threading
import time
import zlib
from collections.abc import Callable, Iterable, Sequence, Set
from contextlib import suppress
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TypeVar

from wireglot.articles import has_credentials, shown_address

log = logging.getLogger(__name__)

# Raise it when a table changes; a file with another number is set aside.
SCHEMA = 3
# Seconds to wait for another process: its longest write is that of one body of 20 MB.
_LOCK_TIMEOUT = 20.0
# An answer that no run has used for so long is deleted.
_KEPT_SECONDS = 60 * 86_400

_TABLES = """
create table answers (
    key blob primary key, shown text not null, body blob, content_type text not null default '',
    etag text not null default '', modified text not null default '', final text not null default '',
    moved text not null default '', fetched real not null default 0, used real not null default 0,
    failures integer not null default 0, not_before real not null default 0, inside text not null default ''
) without rowid;
create table sources (
    key blob primary key, shown text not null, name text not null default '', kind text not null default '',
    tried text not null default '', succeeded text not null default '', failures integer not null default 0,
    error text not null default '', items integer not null default 0, newest text not null default '',
    listed_in text not null default ''
) without rowid;
create table items (key blob primary key, uri text not null, digest blob not null, used real not null) without rowid;
"""

_HEALTH = "shown, name, kind, tried, succeeded, failures, error, items, newest, listed_in"

_T = TypeVar("_T")


@dataclass(frozen=True, slots=True)
class Answer:
    """What a server answered last.

    final       the address that gave the body, without credentials
    moved       the address to ask instead (permanent redirect), "" for none
    fetched     when the body was fetched or confirmed, in seconds since 1970; 0 for never
    failures    in a row, since the last success
    not_before  the earliest time for the next request, in seconds since 1970
    inside      hosts inside this network that led to it: who may not connect to them may not have it
    """

    body: bytes = b""
    content_type: str = ""
    etag: str = ""
    modified: str = ""
    final: str = ""
    moved: str = ""
    fetched: float = 0.0
    failures: int = 0
    not_before: float = 0.0
    inside: Set[str] = frozenset()


@dataclass(frozen=True, slots=True)
class SourceHealth:
    """How a source does: what `wireglot desks`, the artifact of a run and the site show.

    source     the address, without credentials
    name       what people call it, else the title of the feed, else ""
    kind       what it is: "feed", "page", "list of feeds"
    tried      when it was last asked, ISO 8601 in UTC; `succeeded` when that last worked, "" for never
    failures   in a row, 0 after a success; `error` is the last one, "" after a success
    items      in its newest answer
    newest     date of its newest item, "" when no item has one
    listed_in  the source that is the list which named it, "" for a source that the user named
    """

    source: str
    name: str = ""
    kind: str = ""
    tried: str = ""
    succeeded: str = ""
    failures: int = 0
    error: str = ""
    items: int = 0
    newest: str = ""
    listed_in: str = ""


@dataclass(frozen=True, slots=True)
class KnownItem:
    """An item that an earlier run has seen: its identifier, and the digest of what the feed said about it."""

    uri: str
    digest: bytes


class FetchState:
    """The file `path`. Where it cannot be used, that is logged once, and everything is fetched anew."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self._lock = threading.Lock()
        self._connection: sqlite3.Connection | None = None
        self._given_up = False

    def answer(self, url: str) -> Answer:
        """Return the last answer of the address; an empty one where there is none."""
        query = (
            "select body, content_type, etag, modified, final, moved, fetched, failures, not_before, inside "
            "from answers where key = ?"
        )
        row = self._safely(lambda connection: connection.execute(query, (_key(url),)).fetchone(), None)
        if row is None:
            return Answer()
        try:
            body = zlib.decompress(row[0]) if row[0] else b""
            return replace(Answer(body, *row[1:-1]), inside=frozenset(row[-1].split()))
        except zlib.error:
            return Answer()

    def keep_answer(self, url: str, answer: Answer) -> None:
        """Store the answer; an address to which it moved only when it has no credentials."""
        moved = "" if answer.moved and has_credentials(answer.moved) else answer.moved
        row = (
            *(_key(url), shown_address(url), zlib.compress(answer.body, 6) if answer.body else None),
            *(answer.content_type, answer.etag, answer.modified, shown_address(answer.final) if answer.final else ""),
            *(moved, answer.fetched, time.time(), answer.failures, answer.not_before, " ".join(sorted(answer.inside))),
        )
        self._write(f"insert or replace into answers values ({', '.join('?' * len(row))})", [row])

    def health(self, source: str) -> SourceHealth:
        """Return what is known about a source."""
        if not self.path.exists():
            return SourceHealth(shown_address(source))
        query = f"select {_HEALTH} from sources where key = ?"
        row = self._safely(lambda connection: connection.execute(query, (_key(source),)).fetchone(), None)
        return SourceHealth(*row) if row else SourceHealth(shown_address(source))

    def keep_health(self, source: str, health: SourceHealth) -> None:
        row = (
            *(_key(source), health.source, health.name, health.kind, health.tried, health.succeeded),
            *(health.failures, health.error, health.items, health.newest, health.listed_in),
        )
        self._write(f"insert or replace into sources values ({', '.join('?' * len(row))})", [row])

    def all_health(self) -> list[SourceHealth]:
        """Return what is known about every source, sorted by address; nothing where there is no file yet."""
        if not self.path.exists():
            return []
        query = f"select {_HEALTH} from sources order by shown"
        rows = self._safely(lambda connection: connection.execute(query).fetchall(), None)
        return [SourceHealth(*row) for row in rows or []]

    def known_item(self, name: str, newer_than: float = _KEPT_SECONDS) -> KnownItem | None:
        """Return the item that is known by this name (an address, a guid with its feed), if it was seen so lately."""
        query = "select uri, digest from items where key = ? and used > ?"
        values = (_key(name), time.time() - newer_than)
        row = self._safely(lambda connection: connection.execute(query, values).fetchone(), None)
        return KnownItem(*row) if row else None

    def keep_items(self, named: Iterable[tuple[str, KnownItem]]) -> None:
        """Store items by their names."""
        rows = [(_key(name), item.uri, item.digest, time.time()) for name, item in named]
        self._write("insert or replace into items values (?, ?, ?, ?)", rows)

    def prune(self) -> None:
        """Delete the answers, items and sources that no run has used for long."""
        before = time.time() - _KEPT_SECONDS
        day = time.strftime("%Y-%m-%d", time.gmtime(before))
        self._write("delete from sources where tried < ?", [(day,)])
        self._write("delete from answers where used < ?", [(before,)])
        self._write("delete from items where used < ?", [(before,)])

    def close(self) -> None:
        with self._lock:
            self._disconnect()

    def _write(self, statement: str, rows: Sequence[tuple[object, ...]]) -> None:
        def write(connection: sqlite3.Connection) -> None:
            with connection:
                connection.executemany(statement, rows)

        self._safely(write, None)

    def _safely(self, work: Callable[[sqlite3.Connection], _T], otherwise: _T) -> _T:
        with self._lock:
            for repair in (self._set_aside, None):
                if self._given_up:
                    break
                try:
                    return work(self._open())
                except (sqlite3.Error, OSError, _OtherSchema) as error:
                    if repair is None or not (_is_damaged(error) and repair(error)):
                        self._give_up(error)
            return otherwise

    def _open(self) -> sqlite3.Connection:
        if self._connection is None:
            self.path.parent.mkdir(parents=True, exist_ok=True)
            self._connection = sqlite3.connect(self.path, timeout=_LOCK_TIMEOUT, check_same_thread=False)
            _prepare(self._connection)
        return self._connection

    def _disconnect(self) -> None:
        if self._connection is not None:
            with suppress(sqlite3.Error):
                self._connection.close()
        self._connection = None

    def _set_aside(self, error: Exception) -> bool:
        self._disconnect()
        aside = self.path.with_name(f"{self.path.name}.aside-{time.strftime('%Y%m%dT%H%M%S')}-{os.getpid()}")
        try:
            for end in ("-wal", "-shm"):
                self.path.with_name(self.path.name + end).unlink(missing_ok=True)
            self.path.rename(aside)
        except OSError:
            return False
        log.warning("The state of fetching in %s cannot be read (%s); it was set aside.", self.path, error)
        return True

    def _give_up(self, error: Exception) -> None:
        self._disconnect()
        self._given_up = True
        log.warning("The state of fetching in %s cannot be used (%s); sources are fetched anew.", self.path, error)


class _OtherSchema(Exception):
    """The file was written by another version, or by another program."""


def _is_damaged(error: Exception) -> bool:
    return isinstance(error, _OtherSchema) or (
        isinstance(error, sqlite3.DatabaseError) and not isinstance(error, sqlite3.OperationalError)
    )


def _prepare(connection: sqlite3.Connection) -> None:
    """Create the tables, or check that they are ours."""
    connection.execute("pragma synchronous = normal")  # what a power cut loses is fetched once more
    version = connection.execute("pragma user_version").fetchone()[0]
    if version == SCHEMA:
        return
    connection.execute("pragma journal_mode = wal")
    connection.execute("begin exclusive")  # another process may create them at this moment
    version = connection.execute("pragma user_version").fetchone()[0]
    if version not in (0, SCHEMA):
        connection.rollback()
        raise _OtherSchema(f"schema {version} where {SCHEMA} was expected")
    if version == 0:
        for statement in _TABLES.split(";")[:-1]:
            connection.execute(statement)
        connection.execute(f"pragma user_version = {SCHEMA}")
    connection.commit()


def _key(name: str) -> bytes:
    """Return the digest of an address or name: what identifies it may contain a secret, and is not stored itself."""
    return hashlib.sha256(name.encode("utf-8", "surrogatepass")).digest()[:16]
