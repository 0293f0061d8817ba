"""The sentence memory: what an engine once told, kept so that no sentence is paid for twice.

One SQLite file in WAL mode, which several processes read and write at once. It can always be dropped: a file that is
corrupt or of another schema is set aside, and a disk that takes nothing makes the memory forgetful, never a run fail.
"""

import logging
import os
import sqlite3
import threading
import time
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import suppress
from hashlib import sha256
from itertools import islice
from pathlib import Path
from typing import NamedTuple, TypeVar

log = logging.getLogger(__name__)

_T = TypeVar("_T")

# Counted up when the table changes; a file that says otherwise is set aside, not read.
SCHEMA = 1

# SQLite takes 32,766 values in one question since 3.32, 999 before.
_AT_ONCE = 900

# A stamp is renewed only when it is a day old: pruning goes by days, and reading should not mean writing.
_STAMP_AGE = 86_400

# Seconds to wait for another process's write; one batch takes milliseconds.
_PATIENCE = 20.0

_TABLE = """
create table if not exists told (
    key blob primary key, sentence text not null, told text not null, used integer not null
) without rowid
"""


class Size(NamedTuple):
    """How many sentences are kept, and the bytes of the files."""

    sentences: int
    bytes: int


class Memory:
    """Sentences told before, in the file `path`; safe to use from several threads and processes.

    A key is the sha256 of signature, languages, sentence and context, so a better engine starts anew. `context` is
    what else the engine was shown. Trouble with the file is logged once; from then on nothing is found or kept.
    """

    def __init__(self, path: Path) -> None:
        self.path = path
        self._lock = threading.Lock()
        self._connection: sqlite3.Connection | None = None
        self._given_up = False

    def get(
        self, signature: str, source: str, to: str, sentences: Iterable[str], *, context: str = ""
    ) -> dict[str, str]:
        """Sentence -> what it was told as, for those that are known."""
        keys = {_key(signature, source, to, one, context): one for one in dict.fromkeys(sentences)}
        return self._safely(lambda connection: _find(connection, keys), {})

    def put(self, signature: str, source: str, to: str, pairs: Mapping[str, str], *, context: str = "") -> None:
        """Keeps sentence -> told; a newer telling takes the place of an older one."""
        now = int(time.time())
        rows = [
            (_key(signature, source, to, one, context), one, told, now)
            for one, told in pairs.items()
            if _storable(one) and _storable(told)
        ]
        if rows:
            self._safely(lambda connection: _keep(connection, rows), None)

    def size(self) -> Size:
        """What is kept; nothing where there is no file yet."""
        if not self.path.exists():
            return Size(0, 0)
        count = self._safely(lambda connection: int(connection.execute("select count(*) from told").fetchone()[0]), 0)
        return Size(count, sum(file.stat().st_size for file in self._files() if file.exists()))

    def prune(self, older_than_days: float | None = None) -> int:
        """Forgets what was not used for so many days, or everything; how many sentences that were."""
        if not self.path.exists():
            return 0
        before = None if older_than_days is None else int(time.time() - older_than_days * 86_400)
        return self._safely(lambda connection: _drop(connection, before), 0)

    def close(self) -> None:
        """Gives the file back; the memory opens it again when it is next used."""
        with self._lock:
            self._disconnect()

    def _safely(self, work: Callable[[sqlite3.Connection], _T], otherwise: _T) -> _T:
        """The work done on the open file, after a mend where it is damaged; `otherwise` where nothing helps."""
        with self._lock:
            if self._given_up:
                return otherwise
            for mend in (self._reopen, self._set_aside, None):
                try:
                    return work(self._open())
                except (sqlite3.Error, OSError, _OtherSchema) as error:
                    if mend is None or not (_damaged(error) and mend(error)):
                        return self._give_up(error, otherwise)
            return otherwise

    def _reopen(self, error: Exception) -> bool:
        """Lets go of a file that another process may have set aside already."""
        log.debug("The sentence memory %s is opened again: %s", self.path, error)
        self._disconnect()
        return True

    def _open(self) -> sqlite3.Connection:
        if self._connection is None:
            self.path.parent.mkdir(parents=True, exist_ok=True)
            self._connection = sqlite3.connect(
                self.path, timeout=_PATIENCE, isolation_level=None, check_same_thread=False
            )
            _prepare(self._connection)
        return self._connection

    def _disconnect(self) -> None:
        if self._connection is not None:
            with suppress(sqlite3.Error):
                self._connection.close()
        self._connection = None

    def _set_aside(self, error: Exception) -> bool:
        """Renames the file, so that a new one can take its place; whether that worked."""
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
        log.warning("The sentence memory %s cannot be used (%s); sentences are told anew.", self.path, error)
        return otherwise

    def _files(self) -> tuple[Path, ...]:
        return tuple(self.path.with_name(self.path.name + end) for end in ("", "-wal", "-shm"))


class _OtherSchema(Exception):
    """The file was written by another version, or by another program."""


def _damaged(error: Exception) -> bool:
    """Whether the file itself is at fault: not the disk, nor another process that holds it."""
    return isinstance(error, _OtherSchema) or (
        isinstance(error, sqlite3.DatabaseError) and not isinstance(error, sqlite3.OperationalError)
    )


def _prepare(connection: sqlite3.Connection) -> None:
    """Makes the table, or checks that it is ours."""
    version = connection.execute("pragma user_version").fetchone()[0]
    tables = {name for (name,) in connection.execute("select name from sqlite_master where type = 'table'")}
    if version != SCHEMA and (version or tables):
        raise _OtherSchema(f"schema {version} where {SCHEMA} was expected")
    if "told" in tables and version == SCHEMA:
        connection.execute("select key, sentence, told, used from told limit 1").fetchone()
        return
    connection.execute("pragma journal_mode = wal")
    connection.execute("begin immediate")
    connection.execute(_TABLE)
    connection.execute(f"pragma user_version = {SCHEMA}")
    connection.execute("commit")


def _find(connection: sqlite3.Connection, keys: Mapping[bytes, str]) -> dict[str, str]:
    found: dict[str, str] = {}
    stale: list[bytes] = []
    before = int(time.time()) - _STAMP_AGE
    for some in _some(list(keys)):
        marks = ",".join("?" * len(some))
        for key, told, used in connection.execute(f"select key, told, used from told where key in ({marks})", some):
            found[keys[key]] = told
            if used < before:
                stale.append(key)
    _stamp(connection, stale)
    return found


def _stamp(connection: sqlite3.Connection, keys: Sequence[bytes]) -> None:
    """Renews the stamps; a file that takes no writing is still good for reading."""
    now = int(time.time())
    with suppress(sqlite3.OperationalError):
        for some in _some(keys):
            marks = ",".join("?" * len(some))
            connection.execute(f"update told set used = ? where key in ({marks})", (now, *some))


def _keep(connection: sqlite3.Connection, rows: Sequence[tuple[bytes, str, str, int]]) -> None:
    connection.execute("begin immediate")
    try:
        connection.executemany("insert or replace into told values (?, ?, ?, ?)", rows)
        connection.execute("commit")
    except BaseException:
        with suppress(sqlite3.Error):
            connection.execute("rollback")
        raise


def _drop(connection: sqlite3.Connection, before: int | None) -> int:
    if before is None:
        count = connection.execute("delete from told").rowcount
    else:
        count = connection.execute("delete from told where used < ?", (before,)).rowcount
    connection.execute("vacuum")
    connection.execute("pragma wal_checkpoint(truncate)")
    return int(count)


def _some(keys: Sequence[bytes]) -> Iterator[list[bytes]]:
    rest = iter(keys)
    while some := list(islice(rest, _AT_ONCE)):
        yield some


def _key(signature: str, source: str, to: str, sentence: str, context: str) -> bytes:
    """Each part with its length, so that no two lists of parts run together; lone surrogates count as they are."""
    parts = (signature, source, to, sentence, context)
    whole = "".join(f"{len(part)}:{part}" for part in parts)
    return sha256(whole.encode("utf-8", "surrogatepass")).digest()


def _storable(text: str) -> bool:
    """Whether SQLite can keep it: a lone surrogate is no UTF-8."""
    return text.isascii() or not any("\ud800" <= one <= "\udfff" for one in text)
