"""Web archives as sources: a WARC file to articles, record by record, from any of its records on.

A record is named by its file and its place: `../in/news.warc.gz//@52411`. So an article says where in which archive it
was captured, and a record that failed is found again without reading the file up to there.
"""

import io
import os
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from contextlib import ExitStack
from dataclasses import dataclass, replace
from datetime import UTC, tzinfo
from pathlib import Path
from typing import BinaryIO

from wireglot.articles.article import Article
from wireglot.articles.identity import item_uri, place_of_item
from wireglot.articles.reading.dates import to_utc
from wireglot.articles.reading.errors import NotAnArticle, ReadingError, Unreadable
from wireglot.articles.reading.items import Item, NoArticle
from wireglot.articles.reading.read import Contents, SourceFile, UnreadItem, article_of
from wireglot.articles.reading.warc import Damage, Position, Record, begins_as_warc, items_of_record, read_records
from wireglot.articles.reading.warc.captures import address_of

_ENDINGS = (".warc", ".warc.gz")
_BEGINNING = 4096  # bytes in which a WARC file shows itself
_PLACE = "@"
NO_TEXT = "pages without text"


@dataclass(frozen=True, slots=True)
class ArchivePart:
    """What one record of an archive is, or one damaged place.

    uri       names the record
    end       where the next record begins
    share     how much of the file has been read, 0 to 1
    others    why it is no article, in plain words: "requests", "answers with status 404"
    damage    what is damaged, "" for nothing
    """

    uri: str
    end: str
    share: float
    articles: tuple[Article, ...] = ()
    unread: tuple[UnreadItem, ...] = ()
    others: tuple[str, ...] = ()
    damage: str = ""


def is_archive_name(name: str) -> bool:
    """Return whether files and addresses with this name are web archives."""
    return name.lower().endswith(_ENDINGS)


def is_archive(source: SourceFile) -> bool:
    """Return whether the file is a web archive, by its beginning, or by its name where the beginning is damaged."""
    if source.content is None and is_archive_name(source.path.name):
        return True
    try:
        return begins_as_warc(_beginning(source))
    except OSError:  # whoever reads it says what is wrong with it
        return False


def read_archive(source: SourceFile, zone: tzinfo = UTC, start: str = "") -> Iterator[ArchivePart]:
    """Yield what each record is, in the order of the file.

    Args:
        zone: Of the times that name none.
        start: Where to begin: the `end` of an earlier part; "" for the beginning.

    Raises:
        Unreadable: The file vanished or cannot be read; in the middle as well.
    """
    with ExitStack() as stack:
        file, size = _open(source, stack)
        position = Position.parse(start) or Position()
        found = None
        try:
            for found, share in read_records(file, size, position):
                yield _part(source, found, share, zone)
        except OSError as error:
            raise _unreadable(source, error) from error
        if not (found or start):
            raise Unreadable(f"{source.name}: expected the records of a web archive, found none; check the file.")


def read_record(source: SourceFile, uri: str, zone: tzinfo = UTC) -> ArchivePart:
    """Return the one record with this uri.

    Raises:
        Unreadable: The file cannot be read, or has no record there any more.
    """
    part = next(read_archive(source, zone, position_of(uri)), None)
    if part is None or part.uri != uri or part.damage:
        raise Unreadable(
            f"{source.name}: expected a record at {position_of(uri)}, found none; "
            "the file has changed: run again over it."
        )
    return part


def archive_contents(source: SourceFile, zone: tzinfo = UTC) -> Contents:
    """Return everything in an archive at once.

    Raises:
        Unreadable: The file cannot be read, or has no record.
    """
    parts = list(read_archive(source, zone))
    damaged = [damaged_archive(source, damages)] if (damages := [part.damage for part in parts if part.damage]) else []
    return Contents(
        tuple(article for part in parts for article in part.articles),
        (*(one for part in parts for one in part.unread), *(UnreadItem(source.uri, error) for error in damaged)),
        tuple(dict.fromkeys(kind for part in parts for kind in part.others)),
    )


def damaged_archive(source: SourceFile, damages: Iterable[str] | Mapping[str, int]) -> Unreadable:
    """Return what to tell about an archive with these damages."""
    kinds = ", ".join(f"{why}: {count}" for why, count in Counter(damages).most_common())
    return Unreadable(
        f"{source.name}: expected whole records, found damages ({kinds}); "
        "what is whole was read, get the file again for the rest."
    )


def position_of(uri: str) -> str:
    """Return the place in an archive that a uri names; "" where it names none."""
    name = uri[len(place_of_item(uri)) + 2 :]
    position = Position.parse(name[1:]) if name.startswith(_PLACE) else None
    return str(position) if position else ""


def _part(source: SourceFile, found: Record | Damage, share: float, zone: tzinfo) -> ArchivePart:
    uri = item_uri(source.uri, f"{_PLACE}{found.position}")
    part = ArchivePart(uri, str(found.end), share)
    if isinstance(found, Damage):
        return replace(part, damage=found.why)
    shown = address_of(found)
    name = f"{source.name} ({shown or f'record at {found.position}'})"
    articles: list[Article] = []
    unread: list[UnreadItem] = []
    others: list[str] = []
    for item in items_of_record(found, name, zone):
        if isinstance(item, NoArticle):
            others.append(item.kind)
        elif isinstance(item, Item):
            try:
                article = article_of(item, shown or name, source.language, source.source_name)
                articles.append(replace(article, file=uri, captured=to_utc(found.headers.get("warc-date", ""))))
            except NotAnArticle:
                others.append(NO_TEXT)
        else:
            unread.append(UnreadItem(uri, item.error))
    return replace(part, articles=tuple(articles), unread=tuple(unread), others=tuple(others))


def _open(source: SourceFile, stack: ExitStack) -> tuple[BinaryIO, int]:
    if source.content is not None:
        return io.BytesIO(source.content), len(source.content)
    try:
        file = stack.enter_context(source.path.open("rb", buffering=0))
        return file, os.fstat(file.fileno()).st_size
    except OSError as error:
        raise _unreadable(source, error) from error


def _beginning(source: SourceFile) -> bytes:
    if source.content is not None:
        return source.content[:_BEGINNING]
    with Path(source.path).open("rb", buffering=0) as file:
        return file.read(_BEGINNING)


def _unreadable(source: SourceFile, error: OSError) -> ReadingError:
    return Unreadable(
        f"{source.name}: expected a readable file, found {error.strerror or str(error)!r}; check the file and its disk."
    )
