"""The sentence memory: earlier translations, kept so that no sentence is paid for twice.

One SQLite file in WAL mode, which several processes read and write at once. It can always be deleted: a file that is
corrupt or of another schema is renamed and replaced by an empty one. On a full disk nothing is stored, but no run
fails.
"""

import logging
import os
import sqlite3
import threading
import time
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from contextlib import suppress
from hashlib import sha256
from pathlib import Path
from typing import NamedTuple, TypeVar

log = logging.getLogger(__name__)

_T = TypeVar("_T")

# Raise it when the table changes; a file with another number is renamed, not read.
SCHEMA = 2

# SQLite takes 32,766 values in one query since 3.32, 999 before.
_KEYS_PER_QUERY = 900

# The time of last use is written only when it is a day old: pruning goes by days, and reading should not mean writing.
_SECONDS_PER_DAY = 86_400

# Seconds to wait for another process's write; one batch takes milliseconds.
_LOCK_TIMEOUT = 20.0

_TABLE = """
create table if not exists translations (
    key blob primary key, sentence text not null, translation text not null, used integer not null
) without rowid
"""


class Size(NamedTuple):
    """The number of stored translations, and the bytes of the files."""

    sentences: int
    bytes: int


class Memory:
    """Earlier translations in the file `path`; safe to use from several threads and processes.

    A key is the sha256 of signature, languages and sentence, so a better engine starts with none. An error of the file
    is logged once; from then on nothing is found or stored.
    """

    def __init__(self, path: Path) -> None:
        self.path = path
        self._lock = threading.Lock()
        self._connection: sqlite3.Connection | None = None
        self._given_up = False

    def get(self, signature: str, source: str, to: str, sentences: Iterable[str]) -> dict[str, str]:
        """Return sentence -> translation for the sentences that are known."""
        keys = {_key(signature, source, to, sentence): sentence for sentence in sentences}
        return self._safely(lambda connection: _select(connection, keys), {})

    def put(self, signature: str, source: str, to: str, translations: Mapping[str, str]) -> None:
        """Store sentence -> translation; a newer translation replaces an older one."""
        now = int(time.time())
        rows = [
            (_key(signature, source, to, sentence), sentence, translation, now)
            for sentence, translation in translations.items()
            if _is_storable(sentence) and _is_storable(translation)
        ]
        if rows:
            self._safely(lambda connection: _insert(connection, rows), None)

    def size(self) -> Size:
        """Return what is stored; nothing where there is no file yet."""
        if not self.path.exists():
            return Size(0, 0)
        count = self._safely(
            lambda connection: int(connection.execute("select count(*) from translations").fetchone()[0]), 0
        )
        return Size(count, sum(file.stat().st_size for file in self._files() if file.exists()))

    def prune(self, older_than_days: float | None = None) -> int:
        """Delete what was not used for so many days, or everything; return the number of deleted translations."""
        if not self.path.exists():
            return 0
        before = None if older_than_days is None else int(time.time() - older_than_days * _SECONDS_PER_DAY)
        return self._safely(lambda connection: _delete(connection, before), 0)

    def forget(self, sentences: Collection[str]) -> int:
        """Delete every translation of these sentences, with any engine; return how many there were."""
        if not sentences or not self.path.exists():
            return 0
        return self._safely(lambda connection: _forget(connection, frozenset(sentences)), 0)

    def share_with_hosts(self) -> None:
        """From here on let processes on several machines use the file.

        WAL mode needs memory that all of them share. The file keeps the other mode, which is slower and locks it alone.
        """
        self._safely(lambda connection: connection.execute("pragma journal_mode = delete").fetchone(), None)

    def close(self) -> None:
        """Close the file; the memory opens it again when it is next used."""
        with self._lock:
            self._disconnect()

    def _safely(self, work: Callable[[sqlite3.Connection], _T], otherwise: _T) -> _T:
        """Do the work on the open file, after a repair where it is damaged; `otherwise` where nothing helps."""
        with self._lock:
            if self._given_up:
                return otherwise
            for repair in (self._reopen, self._set_aside, None):
                try:
                    return work(self._open())
                except (sqlite3.Error, OSError, _OtherSchema) as error:
                    if repair is None or not (_is_damaged(error) and repair(error)):
                        return self._give_up(error, otherwise)
            return otherwise

    def _reopen(self, error: Exception) -> bool:
        """Close a file that another process may have set aside already."""
        log.debug("Opening the sentence memory %s again: %s", self.path, error)
        self._disconnect()
        return True

    def _open(self) -> sqlite3.Connection:
        if self._connection is None:
            self.path.parent.mkdir(parents=True, exist_ok=True)
            self._connection = sqlite3.connect(
                self.path, timeout=_LOCK_TIMEOUT, isolation_level=None, check_same_thread=False
            )
            _prepare(self._connection)
        return self._connection

    def _disconnect(self) -> None:
        if self._connection is not None:
            with suppress(sqlite3.Error):
                self._connection.close()
        self._connection = None

    def _set_aside(self, error: Exception) -> bool:
        """Rename the file, so that a new one can take its place; return whether that worked."""
        self._disconnect()
        aside = self.path.with_name(
            f"{self.path.name}.aside-{time.strftime('%Y%m%dT%H%M%S', time.gmtime())}-{os.getpid()}"
        )
        try:
            for file in self._files()[1:]:
                file.unlink(missing_ok=True)
            self.path.rename(aside)
        except OSError:
            return False
        log.warning("The sentence memory %s cannot be read (%s); it was set aside as %s.", self.path, error, aside.name)
        return True

    def _give_up(self, error: Exception, otherwise: _T) -> _T:
        self._disconnect()
        self._given_up = True
        log.warning("The sentence memory %s cannot be used (%s); sentences are translated again.", self.path, error)
        return otherwise

    def _files(self) -> tuple[Path, ...]:
        return tuple(self.path.with_name(self.path.name + end) for end in ("", "-wal", "-shm"))


class _OtherSchema(Exception):
    """The file was written by another version, or by another program."""


def _is_damaged(error: Exception) -> bool:
    """Whether the file itself is at fault: not the disk, nor another process that holds it."""
    return isinstance(error, _OtherSchema) or (
        isinstance(error, sqlite3.DatabaseError) and not isinstance(error, sqlite3.OperationalError)
    )


def _prepare(connection: sqlite3.Connection) -> None:
    """Create the table, or check that it is ours."""
    version = connection.execute("pragma user_version").fetchone()[0]
    tables = {name for (name,) in connection.execute("select name from sqlite_master where type = 'table'")}
    if version != SCHEMA and (version or tables):
        raise _OtherSchema(f"schema {version} where {SCHEMA} was expected")
    if "translations" in tables and version == SCHEMA:
        connection.execute("select key, sentence, translation, used from translations limit 1").fetchone()
        return
    connection.execute("pragma journal_mode = wal")
    connection.execute("begin immediate")
    connection.execute(_TABLE)
    connection.execute(f"pragma user_version = {SCHEMA}")
    connection.execute("commit")


def _select(connection: sqlite3.Connection, keys: Mapping[bytes, str]) -> dict[str, str]:
    found: dict[str, str] = {}
    stale: list[bytes] = []
    before = int(time.time()) - _SECONDS_PER_DAY
    for batch in _batches(list(keys)):
        query = f"select key, translation, used from translations where key in ({_placeholders(batch)})"
        for key, translation, used in connection.execute(query, batch):
            found[keys[key]] = translation
            if used < before:
                stale.append(key)
    _mark_used(connection, stale)
    return found


def _mark_used(connection: sqlite3.Connection, keys: Sequence[bytes]) -> None:
    """Set the time of last use; a read-only file is still good for reading."""
    now = int(time.time())
    with suppress(sqlite3.OperationalError):
        for batch in _batches(keys):
            update = f"update translations set used = ? where key in ({_placeholders(batch)})"
            connection.execute(update, (now, *batch))


def _insert(connection: sqlite3.Connection, rows: Sequence[tuple[bytes, str, str, int]]) -> None:
    connection.execute("begin immediate")
    try:
        connection.executemany("insert or replace into translations values (?, ?, ?, ?)", rows)
        connection.execute("commit")
    except BaseException:
        with suppress(sqlite3.Error):
            connection.execute("rollback")
        raise


def _delete(connection: sqlite3.Connection, before: int | None) -> int:
    if before is None:
        count = connection.execute("delete from translations").rowcount
    else:
        count = connection.execute("delete from translations where used < ?", (before,)).rowcount
    connection.execute("vacuum")
    connection.execute("pragma wal_checkpoint(truncate)")
    return int(count)


def _forget(connection: sqlite3.Connection, sentences: frozenset[str]) -> int:
    """A sentence that was translated again with given terms has them below it (consistency.py)."""
    rows = connection.execute("select key, sentence from translations")
    keys = [(key,) for key, sentence in rows if sentence in sentences or sentence.partition("\n")[0] in sentences]
    if keys:
        connection.execute("pragma secure_delete = on")  # overwrites what is deleted
        connection.executemany("delete from translations where key = ?", keys)
        connection.execute("pragma wal_checkpoint(truncate)")
    return len(keys)


def _batches(keys: Sequence[bytes]) -> Iterator[Sequence[bytes]]:
    for start in range(0, len(keys), _KEYS_PER_QUERY):
        yield keys[start : start + _KEYS_PER_QUERY]


def _placeholders(keys: Sequence[bytes]) -> str:
    return ",".join("?" * len(keys))


def _key(*parts: str) -> bytes:
    """Each part with its length, so that different parts never give the same key; a lone surrogate counts as itself."""
    whole = "".join(f"{len(part)}:{part}" for part in parts)
    return sha256(whole.encode("utf-8", "surrogatepass")).digest()


def _is_storable(text: str) -> bool:
    """Whether SQLite can keep it: a lone surrogate is no UTF-8."""
    return text.isascii() or not any("\ud800" <= character <= "\udfff" for character in text)
