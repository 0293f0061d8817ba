"""The catalog: finding the newest versions by words, language, desk, source, day and state, in any script."""

import sqlite3
import zlib
from collections.abc import Iterable, Sequence
from dataclasses import astuple, dataclass, fields
from pathlib import Path

from wireglot.outputs.edition import Edition
from wireglot.outputs.index.database import reading, writing
from wireglot.outputs.index.words import FIELD_END, indexed_text, match_expression


@dataclass(frozen=True, slots=True)
class Entry:
    """What is known of an article's newest version; no text of what was withdrawn or is embargoed.

    day: of its publication, otherwise of the run that made it, YYYY-MM-DD in UTC.
    """

    id: str
    version: int
    state: str
    language: str
    reader_language: str
    desk: str
    source: str
    day: str
    made_at: str
    headline: str
    original_headline: str
    short: str


@dataclass(frozen=True, slots=True)
class Query:
    """What a reader looks for; "" asks for everything.

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
        rows = [(entry_of(edition), indexed_text(edition)) for edition in editions]
        with writing(self._root) as connection:
            for entry, text in rows:
                _put(connection, entry, text)

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
        day=(article.published or edition.made_at)[:10],
        made_at=edition.made_at,
        headline=edition.headline if shown else "",
        original_headline=article.headline if shown else "",
        short=edition.summaries.short.text if shown else "",
    )


def _put(connection: sqlite3.Connection, entry: Entry, text: str) -> None:
    known = connection.execute("select row, version, text from article where id = ?", [entry.id]).fetchone()
    if known and known[1] > entry.version:
        return
    if known:  # FTS5 without content has to be given what it indexed in order to forget it
        connection.execute(
            "insert into terms (terms, rowid, text) values ('delete', ?, ?)", [known[0], _unpacked(known[2])]
        )
        connection.execute("delete from article where row = ?", [known[0]])
    packed = zlib.compress(text.encode(), 1)
    cursor = connection.execute(f"insert into article ({_COLUMNS}, text) values ({_MARKS})", [*astuple(entry), packed])
    connection.execute("insert into terms (rowid, text) values (?, ?)", [cursor.lastrowid, text])


def _unpacked(packed: bytes) -> str:
    try:
        return zlib.decompress(packed).decode()
    except (zlib.error, ValueError) as fault:
        raise sqlite3.DatabaseError(f"the terms of an article are damaged ({fault})") from fault


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
