"""The register: which article stands on which day and in which block, and what the pages have not been told yet.

.wireglot/site.sqlite     card:   pos (block * 250 + slot), id, day, part of the day, ..., the card itself
                          behind: ids that a run with --no-site has left
                          stamp:  how often each block was written

Who writes pages holds its one writing transaction meanwhile, so two writers never pass each other. When it is gone or
of another schema, the whole site is made anew.
"""

import sqlite3
from collections.abc import Iterable, Iterator, Sequence
from contextlib import closing, contextmanager
from pathlib import Path

from wireglot.outputs.layout import PRIVATE
from wireglot.outputs.site.blocks import SIZE
from wireglot.outputs.site.card import Card, from_text, to_text

# Counted up when a table, a template or the search data change: every page is then made anew by the next run.
SCHEMA = 1
PART = 200  # articles on a page of a day: a screen of minutes, and what one new article costs at most
PATIENCE = 60.0  # seconds to wait for another writer; a whole site takes longer: then this run goes without

_TABLES = """
create table card (pos integer primary key, id text not null unique, day text not null, part integer not null,
    time text not null, language text not null, desk text not null, state text not null, card blob not null);
create index by_day on card (day, part);
create index by_time on card (day, time);
create index by_language on card (language);
create index by_desk on card (desk);
create index by_state on card (state);
create table behind (id text primary key);
create table stamp (block integer primary key, number integer not null);
"""


def register_file(root: Path) -> Path:
    return root / PRIVATE / "site.sqlite"


class Register:
    """One open register; `opened` makes it."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        self._db = connection

    @property
    def is_new(self) -> bool:
        """Whether it knows nothing, so that the whole site is to be made."""
        (schema,) = self._db.execute("pragma user_version").fetchone()
        return bool(schema != SCHEMA)

    def begin_anew(self) -> None:
        """Forget everything."""
        for (name,) in self._db.execute("select name from sqlite_master where type = 'table'").fetchall():
            self._db.execute(f"drop table {name}")
        for statement in _TABLES.split(";"):
            self._db.execute(statement)
        self._db.execute(f"pragma user_version = {SCHEMA}")

    def place(self, card: Card) -> tuple[int, set[tuple[str, int]]]:
        """Put the card where its article stands, else at the end: its position, and the parts of days concerned."""
        row = self._db.execute("select pos, day, part from card where id = ?", [card.id]).fetchone()
        pos = row[0] if row else self._db.execute("select coalesce(max(pos) + 1, 0) from card").fetchone()[0]
        part = row[2] if row and row[1] == card.day else self._room(card.day)
        self._db.execute(
            "insert or replace into card values (?, ?, ?, ?, ?, ?, ?, ?, ?)",
            [pos, card.id, card.day, part, card.time, card.language, card.desk, card.state, to_text(card)],
        )
        return pos, {(card.day, part), *([(row[1], row[2])] if row else [])}

    def take_out(self, id: str) -> tuple[int, set[tuple[str, int]]] | None:
        """Forget an article: where it stood, None when it was not there."""
        row = self._db.execute("select pos, day, part from card where id = ?", [id]).fetchone()
        self._db.execute("delete from card where id = ?", [id])
        return (row[0], {(row[1], row[2])}) if row else None

    def _room(self, day: str) -> int:
        """The day's part that takes one more."""
        (part,) = self._db.execute("select coalesce(max(part), 0) from card where day = ?", [day]).fetchone()
        (count,) = self._db.execute("select count(*) from card where day = ? and part = ?", [day, part]).fetchone()
        return int(part) + int(count >= PART)

    def of_part(self, day: str, part: int) -> list[Card]:
        """The latest first."""
        return self._cards("where day = ? and part = ? order by time desc, pos desc", [day, part])

    def latest(self, limit: int) -> list[Card]:
        return self._cards("order by day desc, time desc, pos desc limit ?", [limit])

    def in_block(self, block: int) -> dict[str, int]:
        """The ids in a block with their slots."""
        sql = "select id, pos from card where pos between ? and ?"
        return {id: pos % SIZE for id, pos in self._db.execute(sql, [block * SIZE, block * SIZE + SIZE - 1])}

    def _cards(self, clause: str, values: Sequence[object]) -> list[Card]:
        return [from_text(text) for (text,) in self._db.execute(f"select card from card {clause}", values)]

    def ids(self) -> list[str]:
        return [id for (id,) in self._db.execute("select id from card")]

    def blocks(self) -> set[int]:
        return {block for (block,) in self._db.execute("select block from stamp")}

    def parts(self, day: str) -> list[int]:
        rows = self._db.execute("select distinct part from card where day = ? order by part", [day])
        return [part for (part,) in rows]

    def earlier(self, day: str) -> str:
        """The day before it that holds an article, "" when there is none."""
        return str(self._db.execute("select coalesce(max(day), '') from card where day < ?", [day]).fetchone()[0])

    def later(self, day: str) -> str:
        return str(self._db.execute("select coalesce(min(day), '') from card where day > ?", [day]).fetchone()[0])

    def days(self, *, since: str = "", limit: int = -1) -> list[tuple[str, int]]:
        """Days with their counts, the latest first; since: a day or the beginning of one, such as 2024."""
        sql = "select day, count(*) from card where day >= ? and day < ? group by day order by day desc limit ?"
        return self._db.execute(sql, [since, since + "~", limit]).fetchall()

    def years(self) -> list[str]:
        """The years that hold an article, the latest first; each asked for by itself, so that it costs the years."""
        found, before = list[str](), "~"
        while day := self.earlier(before):
            found.append(day[:4])
            before = day[:4]
        return found

    def facet(self, name: str) -> list[str]:
        """The different values of language, desk or state, sorted; by leaps, so that it costs the values."""
        found, after = list[str](), ""
        sql = f"select min({name}) from card where {name} > ?"
        if self._db.execute(f"select 1 from card where {name} = '' limit 1").fetchone():
            found.append("")
        while value := self._db.execute(sql, [after]).fetchone()[0]:
            found.append(value)
            after = value
        return found

    def touch(self, blocks: Iterable[int]) -> None:
        """Count up the stamps of those blocks."""
        for block in blocks:
            self._db.execute(
                "insert into stamp values (?, 1) on conflict (block) do update set number = number + 1", [block]
            )

    def stamps(self) -> list[int]:
        """Of all blocks, from block 0: how often each was written."""
        stamps = dict(self._db.execute("select block, number from stamp"))
        return [stamps.get(block, 0) for block in range(max(stamps, default=-1) + 1)]

    def behind(self) -> list[str]:
        return [id for (id,) in self._db.execute("select id from behind order by id")]

    def fall_behind(self, ids: Iterable[str]) -> None:
        self._db.executemany("insert or ignore into behind values (?)", ((id,) for id in ids))

    def caught_up(self, ids: Iterable[str]) -> None:
        self._db.executemany("delete from behind where id = ?", ((id,) for id in ids))


@contextmanager
def opened(root: Path) -> Iterator[Register]:
    """The register, for one writer at a time; all that is done with it holds or none. Raises sqlite3.Error."""
    register_file(root).parent.mkdir(parents=True, exist_ok=True)
    with closing(sqlite3.connect(register_file(root), timeout=PATIENCE, isolation_level=None)) as connection:
        connection.execute("pragma synchronous = normal")  # a lost register is made again
        connection.execute("begin immediate")
        try:
            yield Register(connection)
        except BaseException:
            connection.execute("rollback")
            raise
        connection.execute("commit")


def drop(root: Path) -> None:
    """Remove the file: it could not be read."""
    register_file(root).unlink(missing_ok=True)


def needs_work(root: Path) -> bool:
    """Whether the site is not there yet, of another schema, or left behind by a run with --no-site."""
    if not register_file(root).is_file():
        return True
    with closing(sqlite3.connect(register_file(root), timeout=PATIENCE)) as connection:
        (schema,) = connection.execute("pragma user_version").fetchone()
        return schema != SCHEMA or connection.execute("select 1 from behind limit 1").fetchone() is not None
