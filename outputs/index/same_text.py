"""Groups of articles that hold the same text, such as one agency's text in several newspapers, as tables of the index.

      same_text       an article whose text is shown and long enough: the hashes of its words, its rank, its group
      same_text_band  the bands by which similar texts are found (articles/near_duplicates.py)
      same_text_pair  every two articles that were compared and are one text, in both directions

A group is named by the article that represents it: the first by rank, which is full text before teasers, then the
time when its first version was made. Each other member is the same text as that one. Members alike to each other only
through a third do not count, so that a live story does not become one group by small steps. Groups depend on the pairs
and the ranks alone, and not on the order in which articles arrive. An article's newest version counts; what is
withdrawn, held or under embargo is in no group. Where a group changes, the pages of its other members are marked as
behind, in the same transaction.
"""

import sqlite3
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path, PurePath
from secrets import token_hex
from urllib.parse import urlsplit

from wireglot.articles import bands, is_web_address, same_text, text_hashes
from wireglot.outputs.edition import Edition
from wireglot.outputs.layout import version_name, version_numbers
from wireglot.outputs.versions import read_manifest

TABLES = """
create table same_text (number integer primary key, id text not null unique, rank text not null, words blob not null,
    leader integer not null);
create index same_text_leader on same_text (leader);
create table same_text_band (band integer not null, number integer not null, primary key (band, number)) without rowid;
create table same_text_pair (one integer not null, other integer not null, primary key (one, other)) without rowid;
"""

# Candidates that are compared with a new text, those that represent a group first, then the most alike: some 20 ms.
# Reports of one template are alike by the hundred.
MOST_COMPARED = 100


@dataclass(frozen=True, slots=True)
class Text:
    """The text of an article; `words` is b"" where there is none to compare."""

    id: str
    rank: str
    words: bytes


@dataclass(frozen=True, slots=True)
class Copy:
    """An article of a group: where its text was read, and what decides in which lists it is."""

    id: str
    source: str
    source_name: str
    desk: str
    language: str

    @property
    def name(self) -> str:
        """The newspaper as readers know it: its name, else the host of its address or the folder of its file."""
        if self.source_name:
            return self.source_name
        host = urlsplit(self.source).hostname if is_web_address(self.source) else ""
        path = PurePath(self.source)
        return host.removeprefix("www.") if host else path.parent.name or path.name


def text_of(root: Path, edition: Edition) -> Text:
    """The text of an edition that was stored below `root`."""
    article = edition.article
    words = text_hashes(article) if edition.shown else b""
    rank = f"{int(not article.full_text)} {_first_made(root, edition)} {article.published or '~'} {article.id}"
    return Text(article.id, rank, words)


def put_text(db: sqlite3.Connection, text: Text) -> None:
    """Take in the newest text of an article, and group it and all that it touches anew."""
    known = db.execute("select number, rank, words from same_text where id = ?", [text.id]).fetchone()
    if (known or (None, text.rank, b""))[1:] == (text.rank, text.words):
        return
    before = dict[str, int]()
    touched = set[int]()
    if known:
        before = _leaders(db, [known[0]])
        touched |= _paired(db, known[0])
        _remove(db, known[0], known[2])
    if text.words:
        touched.add(_insert(db, text))
    connected = _connected(db, touched)
    before = _leaders(db, connected) | before
    _group(db, connected)
    changed = _regrouped(before, _leaders(db, connected)) - {text.id}
    db.executemany("insert or replace into page_behind values (?, ?)", [(id, token_hex(8)) for id in sorted(changed)])


def copies_of(db: sqlite3.Connection, ids: Sequence[str]) -> dict[str, tuple[Copy, ...]]:
    """All members of the groups of these articles, the representative first; nothing of an article that is alone."""
    marks = ", ".join("?" * len(ids))
    rows = db.execute(
        "select mine.id, other.id, article.source, article.source_name, article.desk, article.language"
        " from same_text mine join same_text other on other.leader = mine.leader"
        f" join article on article.id = other.id where mine.id in ({marks}) order by other.rank",
        list(ids),
    )
    groups: dict[str, list[Copy]] = {}
    for id, *values in rows:
        groups.setdefault(id, []).append(Copy(*values))
    return {id: tuple(copies) for id, copies in groups.items() if len(copies) > 1}


def _first_made(root: Path, edition: Edition) -> str:
    """When the first version was made: a later one does not change who represents a group."""
    folder = root / edition.article.id
    first = min(version_numbers(folder), default=edition.version)
    try:
        return edition.made_at if first == edition.version else read_manifest(folder / version_name(first)).made_at
    except (OSError, ValueError):  # damaged: `wireglot verify` names it
        return edition.made_at


def _insert(db: sqlite3.Connection, text: Text) -> int:
    """Insert the text with its bands and pairs, not yet grouped."""
    found, words = bands(text.words), text.words
    alike = [number for number, other in _candidates(db, found) if same_text(words, other)]
    values = [text.id, text.rank, text.words]
    number = db.execute("insert into same_text (id, rank, words, leader) values (?, ?, ?, 0)", values).lastrowid or 0
    db.executemany("insert or ignore into same_text_band values (?, ?)", [(band, number) for band in found])
    db.executemany("insert into same_text_pair values (?, ?)", _both_ways(number, alike))
    return number


def _candidates(db: sqlite3.Connection, found: Sequence[int]) -> list[tuple[int, bytes]]:
    marks = ", ".join("?" * len(found))
    sql = (
        "select number, words from same_text"
        " join (select number, count(*) as shared from same_text_band"
        f" where band in ({marks}) group by number) using (number)"
        " order by leader = number desc, shared desc, rank limit ?"
    )
    return db.execute(sql, [*found, MOST_COMPARED]).fetchall()


def _remove(db: sqlite3.Connection, number: int, words: bytes) -> None:
    db.execute("delete from same_text where number = ?", [number])
    bound = [(band, number) for band in bands(words)]
    db.executemany("delete from same_text_band where band = ? and number = ?", bound)
    db.executemany("delete from same_text_pair where one = ? and other = ?", _both_ways(number, _paired(db, number)))


def _both_ways(number: int, others: Iterable[int]) -> list[tuple[int, int]]:
    return [pair for other in others for pair in ((number, other), (other, number))]


def _paired(db: sqlite3.Connection, number: int) -> set[int]:
    return {other for (other,) in db.execute("select other from same_text_pair where one = ?", [number])}


def _connected(db: sqlite3.Connection, numbers: Iterable[int]) -> set[int]:
    """The articles that are linked with these by pairs, and these."""
    found, left = set[int](), list(numbers)
    while left:
        number = left.pop()
        if number not in found:
            found.add(number)
            left += _paired(db, number)
    return found


def _group(db: sqlite3.Connection, connected: set[int]) -> None:
    """Assign each to the first by rank that represents a group and is the same text, else to itself."""
    ranked = [number for number, _ in sorted(_ranks(db, connected).items(), key=lambda item: item[1])]
    leaders: dict[int, None] = {}
    for number in ranked:
        paired = _paired(db, number)
        leader = next((one for one in leaders if one in paired), number)
        if leader == number:
            leaders[number] = None
        db.execute("update same_text set leader = ? where number = ? and leader != ?", [leader, number, leader])


def _ranks(db: sqlite3.Connection, numbers: Iterable[int]) -> dict[int, str]:
    sql = "select number, rank from same_text where number = ?"
    return dict(db.execute(sql, [number]).fetchone() for number in numbers)


def _leaders(db: sqlite3.Connection, numbers: Iterable[int]) -> dict[str, int]:
    """The group of each article by id."""
    sql = "select id, leader from same_text where number = ?"
    return dict(db.execute(sql, [number]).fetchone() for number in numbers)


def _regrouped(before: Mapping[str, int], after: Mapping[str, int]) -> set[str]:
    """The articles that are with others than before."""
    groups_before, groups_after = _groups(before), _groups(after)
    alone: frozenset[str] = frozenset()
    return {id for id in before.keys() | after if groups_before.get(id, alone) != groups_after.get(id, alone)}


def _groups(leaders: Mapping[str, int]) -> dict[str, frozenset[str]]:
    """The other members of each article's group, by id."""
    members: dict[int, set[str]] = {}
    for id, leader in leaders.items():
        members.setdefault(leader, set()).add(id)
    return {id: frozenset(members[leader] - {id}) for id, leader in leaders.items()}
