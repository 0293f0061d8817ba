"""The file of the index: tables, transactions and what makes it complete.

    .wireglot/index.sqlite
      article      an Entry per article (catalog.py); `row` rises with each new version; `text` holds the indexed terms
      terms        FTS5 over article.text, without a copy of it
      page         an article's place on the site: pos = block * 250 + slot, day, part of the day, its card
      page_block   how often each block of search data changed, and the change that was last written
      page_part    parts of days whose pages are to be written
      page_behind  articles whose pages a run with --no-site left as they were
      meta         key and value: "complete" when every article was taken in, "site" for the version of the pages

A transaction holds for a batch of articles at most. Who writes pages takes the site's own lock (outputs/site) and
opens a short transaction for each batch, so that other writers never wait for pages.
"""

import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

from wireglot.outputs.layout import index_file

# Raised when a table or the search terms change. A file with another number is rebuilt from the versions.
SCHEMA = 1
TIMEOUT = 20.0  # seconds to wait for another writer; a batch takes milliseconds

TABLES = """
create table article (row integer primary key autoincrement, id text not null unique, version integer not null,
    state text not null, language text not null, reader_language text not null, desk text not null,
    source text not null, day text not null, made_at text not null, headline text not null,
    original_headline text not null, short text not null, text blob not null);
create index article_day on article (day);
create index article_language on article (language);
create index article_state on article (state);
create index article_desk on article (desk);
create virtual table terms using fts5 (text, content='', tokenize='ascii');
create table page (pos integer primary key, id text not null unique, day text not null, part integer not null,
    time text not null, language text not null, desk text not null, state text not null, card blob not null);
create index page_day on page (day, part);
create index page_time on page (day, time);
create index page_language on page (language);
create index page_desk on page (desk);
create index page_state on page (state);
create table page_block (block integer primary key, stamp integer not null, written integer not null);
create table page_part (day text not null, part integer not null, primary key (day, part));
create table page_behind (id text primary key, token text not null);
create table meta (key text primary key, value text not null);
"""


class OutdatedIndex(sqlite3.DatabaseError):
    """The file has tables of another schema; it is rebuilt from the versions."""


@contextmanager
def reading(root: Path) -> Iterator[sqlite3.Connection]:
    """A connection for queries. Raises sqlite3.Error."""
    with _connection(root) as connection:
        yield connection


@contextmanager
def writing(root: Path) -> Iterator[sqlite3.Connection]:
    """A connection in a transaction that is committed at the end of the block, or rolled back by an exception.

    Keep the block short: other writers wait for it. Raises sqlite3.Error.
    """
    with _connection(root) as connection, transaction(connection):
        yield connection


@contextmanager
def transaction(connection: sqlite3.Connection) -> Iterator[None]:
    """A transaction that is committed at the end of the block, or rolled back by an exception."""
    connection.execute("begin immediate")
    try:
        yield
    except BaseException:
        connection.execute("rollback")
        raise
    connection.execute("commit")


def get_meta(connection: sqlite3.Connection, key: str) -> str:
    """The value of a key in `meta`, "" if there is none."""
    row = connection.execute("select value from meta where key = ?", [key]).fetchone()
    return str(row[0]) if row else ""


def set_meta(connection: sqlite3.Connection, key: str, value: str) -> None:
    connection.execute("insert or replace into meta values (?, ?)", [key, value])


def is_complete(root: Path) -> bool:
    """Whether the file is there and every article was once taken in. Raises sqlite3.DatabaseError on damage."""
    if not index_file(root).is_file():
        return False
    with reading(root) as connection:
        return get_meta(connection, "complete") != ""


def remove(root: Path) -> None:
    """Remove the file, before it is rebuilt."""
    for suffix in ("", "-wal", "-shm"):
        index_file(root).with_name(index_file(root).name + suffix).unlink(missing_ok=True)


@contextmanager
def _connection(root: Path) -> Iterator[sqlite3.Connection]:
    path = index_file(root)
    path.parent.mkdir(parents=True, exist_ok=True)
    with closing(sqlite3.connect(path, timeout=TIMEOUT, isolation_level=None)) as connection:
        connection.execute("pragma journal_mode = wal")
        connection.execute("pragma synchronous = normal")  # what a power failure takes is rebuilt
        if _schema(connection) != SCHEMA:
            _create(connection)
        yield connection


def _schema(connection: sqlite3.Connection) -> int:
    (schema,) = connection.execute("pragma user_version").fetchone()
    return int(schema)


def _create(connection: sqlite3.Connection) -> None:
    """The tables in a new file; another process may have made them meanwhile."""
    connection.execute("begin immediate")
    schema = _schema(connection)
    if schema == 0:
        for statement in TABLES.split(";"):
            connection.execute(statement)
        connection.execute(f"pragma user_version = {SCHEMA}")
    connection.execute("commit")
    if schema not in (0, SCHEMA):
        raise OutdatedIndex(f"the index has schema {schema}, this version of wireglot writes {SCHEMA}")
