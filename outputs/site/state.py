"""State of the site, in the index: the cards of all articles, and which pages and search data are still to be written.

A card is what a list shows of an article. It has a day, and a position in the search data: block * 250 + slot.

The site has a lock of its own, which a writer of pages keeps until all are written. The index is locked only for each
short transaction. What a transaction changed is marked there as unwritten until its pages are written, so if
a writer is killed, the next one finds what is missing.
"""

import sqlite3
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import closing, contextmanager
from dataclasses import asdict, dataclass
from pathlib import Path
from secrets import token_hex

import orjson
from filelock import FileLock

from wireglot.articles import neutral_id
from wireglot.articles.languages import UNKNOWN, language_name, writing_direction
from wireglot.outputs.edition import Edition
from wireglot.outputs.index import Copy, get_meta, reading, set_meta, transaction, writing
from wireglot.outputs.layout import locks_folder
from wireglot.outputs.rendering import was_written
from wireglot.outputs.shown_languages import Passage, main_language, plain, summary_passages
from wireglot.outputs.site.pages import is_day, label
from wireglot.outputs.source_files import published_source
from wireglot.outputs.source_status import sort_time


@dataclass(frozen=True, slots=True)
class Card:
    """A row of a list; of an article that is withdrawn or held it contains no text, of a held one the reason.

    id         names the page; of a held article without the words of its address, which may be its headline
    day, time  of publication, unless it lies ahead, otherwise of the run, in UTC: YYYY-MM-DD, and the key for sorting
    lang, dir  of `headline`: a tag ("" when unknown) and the writing direction
    pieces     `short` in pieces of one language: text, tag, writing direction
    original   the original headline beside one of gist quality, "" elsewhere; `original_dir` is its writing direction
    language   of the original
    made_by    the engines, in words
    group      the article that represents its group with the same text, "" when no other has it
    place      its place in the group, 0 for that one
    also       the other members: page and name of the newspaper
    """

    id: str
    version: int
    state: str
    day: str
    time: str
    headline: str
    short: str
    lang: str
    dir: str
    language: str
    language_name: str
    desk: str
    source: str
    made_by: str
    group: str = ""
    place: int = 0
    also: tuple[tuple[str, str], ...] = ()
    original: str = ""
    original_dir: str = ""
    pieces: tuple[tuple[str, str, str], ...] = ()


def card_of(edition: Edition, copies: Sequence[Copy] = ()) -> Card:
    """Return the card of an edition, in the group of `copies`. Raises ValueError when the edition has no day."""
    article, shown = edition.article, edition.shown
    time = sort_time(article, edition.made_at)
    if not is_day(time[:10]):
        raise ValueError(f"made_at {edition.made_at!r} is no time")
    short = _short(edition)
    lang = _headline_language(edition) if shown else "en"
    headline = edition.headline or edition.summaries.short.text or label("no_headline")
    return Card(
        id=article.id if edition.state != "held" else neutral_id(article.id),
        version=edition.version,
        state=edition.state,
        day=time[:10],
        time=time,
        headline=headline if shown else label("held_title" if edition.state == "held" else "withdrawn_title"),
        short=plain(short),
        lang=_lang(lang),
        dir=writing_direction(lang),
        language=edition.language.tag,
        language_name=language_name(edition.language.tag),
        desk=edition.desk,
        source=published_source(article) if edition.state != "held" else "",
        made_by=_made_by(edition) if shown else "",
        group=copies[0].id if copies else "",
        place=next((place for place, copy in enumerate(copies) if copy.id == article.id), 0),
        also=tuple((copy.id, copy.name) for copy in copies if copy.id != article.id),
        original=edition.original_headline if shown else "",
        original_dir=writing_direction(edition.language.tag),
        pieces=tuple((each.text, _lang(each.language), writing_direction(each.language)) for each in short),
    )


def _headline_language(edition: Edition) -> str:
    """The language of what stands as the headline: the short summary where there is none."""
    short = summary_passages(edition, edition.summaries.short)
    return edition.headline_language if edition.headline else main_language(short) or edition.reader_language


def _lang(tag: str) -> str:
    return "" if tag == UNKNOWN else tag


def one_row_each(cards: Iterable[Card]) -> list[Card]:
    """Return the cards without those whose text another one has that is earlier in their group; the order stays."""
    cards = list(cards)
    first = {card.group: card.id for card in sorted(cards, key=lambda card: -card.place)}
    return [card for card in cards if not card.group or first[card.group] == card.id]


def _short(edition: Edition) -> tuple[Passage, ...]:
    """The short summary below a headline; of an article that is held the reason."""
    if edition.shown:
        return summary_passages(edition, edition.summaries.short) if edition.headline else ()
    return (Passage(edition.hidden_reason, "en"),) if edition.state == "held" else ()


def _made_by(edition: Edition) -> str:
    translation, engine = edition.translation, edition.summaries.short.engine
    key = "gist_by" if edition.gist else "translated_by"
    translator = label(key, engine=translation.engine) if translation else label("not_translated")
    return f"{translator}; {label('written_by' if was_written(edition) else 'chosen_by', engine=engine)}"


def to_bytes(card: Card) -> bytes:
    return orjson.dumps(asdict(card))


def from_bytes(content: bytes) -> Card:
    values = orjson.loads(content)
    return Card(**values | {key: tuple(map(tuple, values.get(key, ()))) for key in ("also", "pieces")})


# Raised when a template, the search data or the tables change: the next run then makes every page again.
VERSION = "9"
# Articles in a block of search data. A block's files are read and written for each new article in it (some 10 ms), and
# a search over 10,000 articles loads 40 blocks: half the size doubles the second cost, twice the size the first.
BLOCK_SIZE = 250
PART_SIZE = 200  # articles on a page of a day: a few screens, and the most that one new article rewrites
TIMEOUT = 60.0  # seconds to wait for another writer; a whole site takes longer, and then this run leaves its pages

# A new block begins at the time, so that no browser takes the files of an earlier site from its cache.
_RAISE_STAMP = """
insert into page_block values (?, cast(strftime('%s', 'now') as integer), 0)
on conflict (block) do update set stamp = stamp + 1
"""

Part = tuple[str, int]  # a day, and a part of it from 0


class SiteState:
    """The state of the pages of one output folder, while the site is locked."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        self._db = connection

    @property
    def is_complete(self) -> bool:
        """Whether all pages were once written, by this version."""
        return get_meta(self._db, "site") == VERSION

    def begin_rebuild(self) -> str:
        """Forget everything; return a token for `end_rebuild`."""
        token = token_hex(8)
        with transaction(self._db):
            for table in ("page", "page_block", "page_part"):
                self._db.execute(f"delete from {table}")
            set_meta(self._db, "site", token)
        return token

    def end_rebuild(self, token: str) -> None:
        """Record that all pages are written, unless the index was rebuilt meanwhile."""
        with transaction(self._db):
            if get_meta(self._db, "site") == token:
                set_meta(self._db, "site", VERSION)

    def update(self, cards: Mapping[str, Card | None]) -> dict[str, int]:
        """Take in the cards of articles by id, None for one that is no longer shown.

        Returns the positions, a new one at the end; none for an unknown article that is not shown.
        """
        positions = dict[str, int]()
        with transaction(self._db):
            for id, card in cards.items():
                pos = self._insert(id, card) if card else self._remove(id)
                if pos is not None:
                    positions[id] = pos
            blocks = {(pos // BLOCK_SIZE,) for pos in positions.values()}
            self._db.executemany(_RAISE_STAMP, blocks)
        return positions

    def _insert(self, id: str, card: Card) -> int:
        row = self._db.execute("select pos, day, part from page where id = ?", [id]).fetchone()
        pos = row[0] if row else self._db.execute("select coalesce(max(pos) + 1, 0) from page").fetchone()[0]
        part = row[2] if row and row[1] == card.day else self._part_with_room(card.day)
        self._db.execute(
            "insert or replace into page values (?, ?, ?, ?, ?, ?, ?, ?, ?)",
            [pos, id, card.day, part, card.time, card.language, card.desk, card.state, to_bytes(card)],
        )
        self._mark_parts([(card.day, part), *([(row[1], row[2])] if row else [])])
        return int(pos)

    def _remove(self, id: str) -> int | None:
        row = self._db.execute("select pos, day, part from page where id = ?", [id]).fetchone()
        if row is None:
            return None
        self._db.execute("delete from page where id = ?", [id])
        self._mark_parts([(row[1], row[2])])
        return int(row[0])

    def _mark_parts(self, parts: Iterable[Part]) -> None:
        self._db.executemany("insert or ignore into page_part values (?, ?)", parts)

    def _part_with_room(self, day: str) -> int:
        (part,) = self._db.execute("select coalesce(max(part), 0) from page where day = ?", [day]).fetchone()
        (count,) = self._db.execute("select count(*) from page where day = ? and part = ?", [day, part]).fetchone()
        return int(part) + int(count >= PART_SIZE)

    def unwritten_parts(self) -> set[Part]:
        """The parts of days whose pages are to be written."""
        return {(day, part) for day, part in self._db.execute("select day, part from page_part")}

    def parts_written(self, parts: Iterable[Part]) -> None:
        with transaction(self._db):
            self._db.executemany("delete from page_part where day = ? and part = ?", parts)

    def unwritten_blocks(self) -> list[int]:
        """The blocks whose search data are to be written."""
        return [block for (block,) in self._db.execute("select block from page_block where written < stamp")]

    def blocks_written(self, blocks: Iterable[int]) -> None:
        with transaction(self._db):
            sql = "update page_block set written = stamp where block = ?"
            self._db.executemany(sql, [(block,) for block in blocks])

    def stamps(self) -> list[int]:
        """How often each block was written, from block 0."""
        stamps = dict(self._db.execute("select block, stamp from page_block"))
        return [stamps.get(block, 0) for block in range(max(stamps, default=-1) + 1)]

    def postponed(self) -> list[tuple[str, str]]:
        """The articles that a run without pages left, each with a token that is new each time."""
        return self._db.execute("select id, token from page_behind order by id").fetchall()

    def postponed_done(self, articles: Iterable[tuple[str, str]]) -> None:
        """Forget them, but for those that were left again since."""
        with transaction(self._db):
            self._db.executemany("delete from page_behind where id = ? and token = ?", articles)

    def ids(self) -> list[str]:
        return [id for (id,) in self._db.execute("select id from page")]

    def page_names(self) -> set[str]:
        """The names of the pages of all articles."""
        return {card.id for card in self._cards("", [])}

    def in_part(self, day: str, part: int) -> list[Card]:
        """The cards on that page, the latest first."""
        return self._cards("where day = ? and part = ? order by time desc, pos desc", [day, part])

    def latest(self, limit: int) -> list[Card]:
        return self._cards("order by day desc, time desc, pos desc limit ?", [limit])

    def in_block(self, block: int) -> dict[int, Card]:
        """The cards of a block by slot."""
        sql = "select pos, card from page where pos between ? and ?"
        rows = self._db.execute(sql, [block * BLOCK_SIZE, block * BLOCK_SIZE + BLOCK_SIZE - 1])
        return {pos % BLOCK_SIZE: from_bytes(card) for pos, card in rows}

    def _cards(self, clause: str, values: Sequence[object]) -> list[Card]:
        return [from_bytes(card) for (card,) in self._db.execute(f"select card from page {clause}", values)]

    def parts(self, day: str) -> list[int]:
        rows = self._db.execute("select distinct part from page where day = ? order by part", [day])
        return [part for (part,) in rows]

    def day_before(self, day: str) -> str:
        """The day before it that has an article, "" when there is none."""
        return str(self._db.execute("select coalesce(max(day), '') from page where day < ?", [day]).fetchone()[0])

    def day_after(self, day: str) -> str:
        return str(self._db.execute("select coalesce(min(day), '') from page where day > ?", [day]).fetchone()[0])

    def days(self, start: str = "", *, limit: int = -1) -> list[tuple[str, int]]:
        """The days that begin with `start`, such as a year, with their number of articles; the latest first."""
        sql = "select day, count(*) from page where day >= ? and day < ? group by day order by day desc limit ?"
        return self._db.execute(sql, [start, start + "~", limit]).fetchall()

    def years(self) -> list[str]:
        """The years that have an article, the latest first; a query for each, so that days cost nothing."""
        years, before = list[str](), "~"
        while day := self.day_before(before):
            years.append(day[:4])
            before = day[:4]
        return years

    def values(self, column: str) -> list[str]:
        """The different languages, desks or states, sorted; one query each, so that it costs the values."""
        sql = f"select min({column}) from page where {column} > ?"
        found = [""] if self._db.execute(f"select 1 from page where {column} = '' limit 1").fetchone() else []
        after = ""
        while value := self._db.execute(sql, [after]).fetchone()[0]:
            found.append(value)
            after = value
        return found


@contextmanager
def locked_state(root: Path) -> Iterator[SiteState]:
    """Lock the site for one writer of pages. Raises sqlite3.Error, and OSError when another takes too long."""
    path = locks_folder(root) / "site.lock"
    path.parent.mkdir(parents=True, exist_ok=True)
    with FileLock(path, timeout=TIMEOUT), reading(root) as connection:
        yield SiteState(connection)


def postpone_pages(root: Path, ids: Iterable[str]) -> None:
    """Remember that the pages of these articles are still to be written. Raises sqlite3.Error."""
    with writing(root) as connection:
        sql = "insert or replace into page_behind values (?, ?)"
        connection.executemany(sql, [(id, token_hex(8)) for id in ids])


def behind_ids(root: Path) -> list[str]:
    """The articles that a run without pages left, or whose group changed. Raises sqlite3.Error."""
    with reading(root) as connection:
        return [id for (id,) in connection.execute("select id from page_behind order by id")]


def has_unwritten_pages(root: Path) -> bool:
    """Whether pages are missing: all of them, or those that another run left unwritten. Raises sqlite3.Error."""
    with reading(root) as connection, closing(connection.cursor()) as cursor:
        unwritten = (
            "select 1 from page_behind union all select 1 from page_part"
            " union all select 1 from page_block where written < stamp limit 1"
        )
        return get_meta(connection, "site") != VERSION or cursor.execute(unwritten).fetchone() is not None
