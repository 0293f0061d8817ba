"""The catalog of the newest versions: one SQLite file with a full-text index, never the truth, always rebuildable.

.wireglot/catalog.sqlite      article: an Entry a row, its rowid rising with each new version
                              words:   FTS5 without content; what was indexed lies compressed beside the row
"""

import logging
import sqlite3
import zlib
from collections.abc import Iterable, Iterator
from contextlib import closing, contextmanager
from dataclasses import astuple, dataclass, fields
from pathlib import Path

from wireglot.outputs.edition import Edition
from wireglot.outputs.index.entry import Entry, entry_of, found_by
from wireglot.outputs.index.tokens import question
from wireglot.outputs.layout import catalog_file

log = logging.getLogger(__name__)

# Counted up when a table or the tokens change; a file that says otherwise is made anew.
SCHEMA = 1
PATIENCE = 20.0  # seconds to wait for another writer; a batch takes milliseconds
_COLUMNS = tuple(field.name for field in fields(Entry))
_APART = "\x1e"  # between the indexed texts; no indexed text holds a control character that is not white space

_TABLES = f"""
create table if not exists article (
    row integer primary key autoincrement, {", ".join(f"{name} not null" for name in _COLUMNS)}, indexed blob not null);
create unique index if not exists by_id on article (id);
create index if not exists by_day on article (day);
create index if not exists by_language on article (language);
create index if not exists by_state on article (state);
create index if not exists by_desk on article (desk);
create virtual table if not exists words using fts5 (
    headline, summaries, translation, original,
    content='', tokenize="unicode61 remove_diacritics 2 categories 'L* M* N*'");
"""


@dataclass(frozen=True, slots=True)
class Query:
    """What a reader looks for; "" asks for everything.

    words      every one must be found, from its beginning; "in quotes" as it stands
    language   BCP 47 tag, a base tag finds its variants too
    source     any part of the source's path or address
    since, until   days, YYYY-MM-DD, both included
    """

    words: str = ""
    language: str = ""
    desk: str = ""
    source: str = ""
    since: str = ""
    until: str = ""
    state: str = ""


class Catalog:
    """The catalog of one output folder, opened for each use; safe with several writers."""

    def __init__(self, root: Path) -> None:
        self._path = catalog_file(root)

    @property
    def exists(self) -> bool:
        return self._path.is_file()

    def update(self, editions: Iterable[Edition]) -> None:
        """Take in newest versions; one that is older than what is known is passed over. Raises sqlite3.Error."""
        with self._open() as connection, connection:
            connection.execute("begin immediate")
            for edition in editions:
                _put(connection, edition)

    def find(self, query: Query, limit: int = 100) -> list[Entry]:
        """What fits, the newest versions first. Raises sqlite3.Error."""
        where, values = _conditions(query)
        sql = f"select {', '.join(_COLUMNS)} from article where {where} order by row desc limit ?"
        with self._open() as connection:
            return [Entry(*row) for row in connection.execute(sql, [*values, limit])]

    def all(self) -> Iterator[tuple[str, int]]:
        """Every id with its newest version, by id."""
        with self._open() as connection:
            yield from connection.execute("select id, version from article order by id")

    def groups(self) -> list[tuple[str, str]]:
        """Every pair of desk and language that there is. Raises sqlite3.Error."""
        with self._open() as connection:
            return list(connection.execute("select distinct desk, language from article order by desk, language"))

    def forget(self, ids: Iterable[str]) -> None:
        """Articles that are no longer in the folder."""
        with self._open() as connection, connection:
            for id in ids:
                _drop(connection, id)

    def drop(self) -> None:
        """Remove the file, for a new one."""
        for suffix in ("", "-wal", "-shm"):
            self._path.with_name(self._path.name + suffix).unlink(missing_ok=True)

    @contextmanager
    def _open(self) -> Iterator[sqlite3.Connection]:
        self._path.parent.mkdir(parents=True, exist_ok=True)
        with closing(sqlite3.connect(self._path, timeout=PATIENCE, isolation_level=None)) as connection:
            connection.execute("pragma journal_mode = wal")
            connection.execute("pragma synchronous = normal")  # a lost catalog is made again
            (schema,) = connection.execute("pragma user_version").fetchone()
            if schema != SCHEMA:
                connection.executescript(_TABLES)
                connection.execute(f"pragma user_version = {SCHEMA}")
            yield connection


def _put(connection: sqlite3.Connection, edition: Edition) -> None:
    known = connection.execute("select version from article where id = ?", [edition.article.id]).fetchone()
    if known and known[0] > edition.version:
        return
    _drop(connection, edition.article.id)
    texts = found_by(edition)
    packed = zlib.compress(_APART.join(texts).encode("utf-8", "surrogatepass"), 1)
    marks = ", ".join("?" * (len(_COLUMNS) + 1))
    cursor = connection.execute(
        f"insert into article ({', '.join(_COLUMNS)}, indexed) values ({marks})",
        [*astuple(entry_of(edition)), packed],
    )
    connection.execute(
        "insert into words (rowid, headline, summaries, translation, original) values (?, ?, ?, ?, ?)",
        [cursor.lastrowid, *texts],
    )


def _drop(connection: sqlite3.Connection, id: str) -> None:
    """An index without content is told what to forget."""
    row = connection.execute("select row, indexed from article where id = ?", [id]).fetchone()
    if row is None:
        return
    texts = zlib.decompress(row[1]).decode("utf-8", "surrogatepass").split(_APART)
    connection.execute(
        "insert into words (words, rowid, headline, summaries, translation, original) values ('delete', ?, ?, ?, ?, ?)",
        [row[0], *texts],
    )
    connection.execute("delete from article where row = ?", [row[0]])


def _conditions(query: Query) -> tuple[str, list[str]]:
    """The where-clause and its values."""
    pairs = [
        ("row in (select rowid from words where words match ?)", question(query.words)),
        ("(language = ? or language like ? || '-%')", query.language),
        ("desk = ?", query.desk),
        ("instr(source, ?) > 0", query.source),
        ("day >= ?", query.since),
        ("day <= ?", query.until),
        ("state = ?", query.state),
    ]
    asked = [(clause, value) for clause, value in pairs if value]
    if query.words and not question(query.words):
        return "0", []
    values = [value for clause, value in asked for _ in range(clause.count("?"))]
    return " and ".join(clause for clause, _ in asked) or "1", values
