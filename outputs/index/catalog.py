"""The index: an SQLite file of the newest versions, searched by words, language, desk, source, day and state.

    .wireglot/index.sqlite
      article      an Entry per article; `row` rises with each new version; `text` holds the indexed terms
      terms        FTS5 over article.text, without a copy of it
      page         an article's place on the site: pos = block * 250 + slot, day, part of the day, its card
      page_block   how often each block of search data changed, and the change that was last written
      page_part    parts of days whose pages are to be written
      page_behind  articles whose pages are not up to date: a run with --no-site left them, or their group changed
      same_text    and two more: articles that hold the same text (same_text.py)
      meta         key and value: "complete" when every article was taken in, "site" for the version of the pages

A transaction holds for a batch of articles at most. A writer of pages takes the site's own lock (outputs/site)
and opens a short transaction for each batch, so that other writers never wait for pages.
"""

import logging
import sqlite3
import zlib
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import closing, contextmanager
from dataclasses import astuple, dataclass, fields
from itertools import islice
from pathlib import Path

from filelock import FileLock

from wireglot.outputs.edition import Edition
from wireglot.outputs.index import same_text
from wireglot.outputs.index.same_text import Copy
from wireglot.outputs.index.words import FIELD_END, indexed_text, match_expression
from wireglot.outputs.layout import index_file, locks_folder, pending_ids
from wireglot.outputs.source_status import sort_time
from wireglot.outputs.store import UNREADABLE, NewestEditions, Store

# Raised when a table or the search terms change. A file with another number is rebuilt from the versions.
SCHEMA = 5
TIMEOUT = 20.0  # seconds to wait for another writer; a batch takes milliseconds

TABLES = """
create table article (row integer primary key autoincrement, id text not null unique, version integer not null,
    state text not null, language text not null, reader_language text not null, desk text not null,
    source text not null, source_name text not null, day text not null, made_at text not null, headline text not null,
    original_headline text not null, short text not null, reason text not null, text blob not null);
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
TABLES += same_text.TABLES


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


def remove_index(root: Path) -> None:
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
    """The tables in a new file; another process may have created them first."""
    connection.execute("begin immediate")
    schema = _schema(connection)
    if schema == 0:
        for statement in TABLES.split(";"):
            connection.execute(statement)
        connection.execute(f"pragma user_version = {SCHEMA}")
    connection.execute("commit")
    if schema not in (0, SCHEMA):
        raise OutdatedIndex(f"the index has schema {schema}, this version of wireglot writes {SCHEMA}")


@dataclass(frozen=True, slots=True)
class Entry:
    """What is known of an article's newest version; no text of what was withdrawn, is held or is embargoed.

    day                of its publication, unless it lies ahead, otherwise of the run that made it, YYYY-MM-DD in UTC
    original_headline  beside a headline of gist quality, "" elsewhere
    reason             why its text is not shown, "" when it is
    """

    id: str
    version: int
    state: str
    language: str
    reader_language: str
    desk: str
    source: str
    source_name: str
    day: str
    made_at: str
    headline: str
    original_headline: str
    short: str
    reason: str = ""


@dataclass(frozen=True, slots=True)
class Query:
    """A search; "" does not restrict it.

    words      each one must be found, from its beginning; "in quotes" as they are
    language   BCP 47 tag; a base tag also finds its variants
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


_COLUMNS = ", ".join(field.name for field in fields(Entry))
_MARKS = ", ".join("?" * (len(fields(Entry)) + 1))


class Catalog:
    """The articles in the index of one output folder, opened for each call; safe with several writers.

    Every method raises sqlite3.Error.
    """

    def __init__(self, root: Path) -> None:
        self._root = root

    def update(self, editions: Iterable[Edition]) -> None:
        """Take in newest versions, in one transaction; one that is older than what is known is ignored."""
        rows = [
            (entry_of(edition), indexed_text(edition), same_text.text_of(self._root, edition)) for edition in editions
        ]
        with writing(self._root) as connection:
            for entry, terms, text in rows:
                if _put(connection, entry, terms):
                    same_text.put_text(connection, text)

    def find(self, query: Query, limit: int = 100) -> list[Entry]:
        """The articles that match, the newest versions first."""
        where, values = _conditions(query)
        sql = f"select {_COLUMNS} from article where {where} order by row desc limit ?"
        with reading(self._root) as connection:
            return [Entry(*row) for row in connection.execute(sql, [*values, limit])]

    def groups(self) -> list[tuple[str, str]]:
        """Every pair of desk and language that occurs."""
        sql = "select distinct desk, language from article order by desk, language"
        with reading(self._root) as connection:
            return list(connection.execute(sql))

    def copies(self, ids: Sequence[str]) -> dict[str, tuple[Copy, ...]]:
        """The groups of articles with the same text that these are in, the representative first; some hundred ids."""
        with reading(self._root) as connection:
            return same_text.copies_of(connection, ids)

    def terms(self, ids: Sequence[str]) -> dict[str, set[str]]:
        """The search terms of articles, empty for one that is not known or not shown; some hundred ids at a time."""
        marks = ", ".join("?" * len(ids))
        with reading(self._root) as connection:
            rows = connection.execute(f"select id, text from article where id in ({marks})", list(ids)).fetchall()
        return {id: set() for id in ids} | {id: set(_unpacked(text).split()) - {FIELD_END} for id, text in rows}


def entry_of(edition: Edition) -> Entry:
    """The entry of an edition that was stored."""
    article, shown = edition.article, edition.shown
    return Entry(
        id=article.id,
        version=edition.version,
        state=edition.state,
        language=edition.language.tag,
        reader_language=edition.reader_language,
        desk=edition.desk,
        source=article.source,
        source_name=article.source_name,
        day=sort_time(article, edition.made_at)[:10],
        made_at=edition.made_at,
        headline=edition.headline if shown else "",
        original_headline=edition.original_headline if shown else "",
        short=edition.summaries.short.text if shown else "",
        reason="" if shown else edition.hidden_reason,
    )


def _put(connection: sqlite3.Connection, entry: Entry, text: str) -> bool:
    """Take in an entry and its terms; False for an older version than the one that is known."""
    known = connection.execute("select row, version, text from article where id = ?", [entry.id]).fetchone()
    if known and known[1] > entry.version:
        return False
    if known:  # FTS5 without content has to be given what it indexed in order to forget it
        connection.execute(
            "insert into terms (terms, rowid, text) values ('delete', ?, ?)", [known[0], _unpacked(known[2])]
        )
        connection.execute("delete from article where row = ?", [known[0]])
    packed = zlib.compress(text.encode(), 1)
    cursor = connection.execute(f"insert into article ({_COLUMNS}, text) values ({_MARKS})", [*astuple(entry), packed])
    connection.execute("insert into terms (rowid, text) values (?, ?)", [cursor.lastrowid, text])
    return True


def _unpacked(packed: bytes) -> str:
    try:
        return zlib.decompress(packed).decode()
    except (zlib.error, ValueError) as error:
        raise sqlite3.DatabaseError(f"the terms of an article are damaged ({error})") from error


def _conditions(query: Query) -> tuple[str, list[str]]:
    """The where-clause and its values."""
    match = match_expression(query.words)
    if query.words and not match:
        return "0", []
    pairs = [
        ("row in (select rowid from terms where terms match ?)", match),
        ("(language = ? or language like ? || '-%')", query.language),
        ("desk = ?", query.desk),
        ("instr(source, ?) > 0", query.source),
        ("day >= ?", query.since),
        ("day <= ?", query.until),
        ("state = ?", query.state),
    ]
    used = [(clause, value) for clause, value in pairs if value]
    values = [value for clause, value in used for _ in range(clause.count("?"))]
    return " and ".join(clause for clause, _ in used) or "1", values


log = logging.getLogger(__name__)

BATCH = 200  # editions in a transaction: other writers wait for milliseconds, and memory stays small


def catch_up(store: Store, ids: Sequence[str], newest: NewestEditions | None = None) -> None:
    """Take in the newest versions of these articles; an index that is damaged or incomplete is rebuilt.

    Raises OSError, and sqlite3.OperationalError when the file cannot be opened or is locked for too long.
    """
    try:
        if is_complete(store.root):
            _index_newest(store, ids, newest or NewestEditions(store))
            return
    except sqlite3.OperationalError:
        raise
    except sqlite3.DatabaseError as error:
        log.warning("The index cannot be read (%s) and is rebuilt.", error)
        rebuild(store)
        return
    with _lock(store):
        if not is_complete(store.root):
            _rebuild(store, lambda count: None)
            return
    _index_newest(store, ids, newest or NewestEditions(store))


def up_to_date(store: Store) -> Catalog:
    """The catalog after everything that any writer left pending was taken in. Raises OSError, sqlite3.Error."""
    ids = pending_ids(store.root)
    if ids or not is_complete(store.root):
        catch_up(store, ids)
    return Catalog(store.root)


def rebuild(store: Store, advance: Callable[[int], None] = lambda count: None) -> None:
    """Rebuild the index from the versions; the site's record of its pages is lost with it."""
    with _lock(store):
        _rebuild(store, advance)


def _rebuild(store: Store, advance: Callable[[int], None]) -> None:
    remove_index(store.root)
    _index_newest(store, store.ids(), NewestEditions(store), advance)
    with writing(store.root) as connection:
        set_meta(connection, "complete", "yes")


def _index_newest(
    store: Store, ids: Sequence[str], newest: NewestEditions, advance: Callable[[int], None] = lambda count: None
) -> None:
    editions = _readable(ids, newest)
    while batch := list(islice(editions, BATCH)):
        Catalog(store.root).update(batch)
        advance(len(batch))


def _readable(ids: Sequence[str], newest: NewestEditions) -> Iterator[Edition]:
    """The newest edition of each; a damaged one is left out and named by `wireglot verify`."""
    for id in ids:
        try:
            edition = newest.get(id)
        except UNREADABLE as error:
            log.warning("%s is not in the index: %s", id, error)
            continue
        if edition:
            yield edition


def _lock(store: Store) -> FileLock:
    path = locks_folder(store.root) / "index.lock"
    path.parent.mkdir(parents=True, exist_ok=True)
    return FileLock(path)
