"""The index brought up to date with the versions: the articles that are marked as pending, or all of them."""

import logging
import sqlite3
from collections.abc import Callable, Iterator, Sequence
from itertools import islice

from filelock import FileLock

from wireglot.outputs import marks
from wireglot.outputs.edition import Edition
from wireglot.outputs.index import database
from wireglot.outputs.index.catalog import Catalog
from wireglot.outputs.layout import locks_folder
from wireglot.outputs.store import UNREADABLE, NewestEditions, Store

log = logging.getLogger(__name__)

BATCH = 200  # editions in a transaction: other writers wait for milliseconds, and memory stays small


def catch_up(store: Store, ids: Sequence[str], newest: NewestEditions | None = None) -> None:
    """Take in the newest versions of these articles; an index that is damaged or incomplete is rebuilt.

    Raises OSError, and sqlite3.OperationalError when the file cannot be opened or is locked for too long.
    """
    try:
        if database.is_complete(store.root):
            _take_in(store, ids, newest or NewestEditions(store))
            return
    except sqlite3.OperationalError:
        raise
    except sqlite3.DatabaseError as fault:
        log.warning("The index cannot be read (%s) and is rebuilt.", fault)
        rebuild(store)
        return
    with _lock(store):
        if not database.is_complete(store.root):
            _rebuild(store, lambda count: None)
            return
    _take_in(store, ids, newest or NewestEditions(store))


def up_to_date(store: Store) -> Catalog:
    """The catalog after everything that any writer left pending was taken in. Raises OSError, sqlite3.Error."""
    ids = marks.pending_ids(store.root)
    if ids or not database.is_complete(store.root):
        catch_up(store, ids)
    return Catalog(store.root)


def rebuild(store: Store, advance: Callable[[int], None] = lambda count: None) -> None:
    """Rebuild the index from the versions; the site's record of its pages is lost with it."""
    with _lock(store):
        _rebuild(store, advance)


def _rebuild(store: Store, advance: Callable[[int], None]) -> None:
    database.remove(store.root)
    _take_in(store, store.ids(), NewestEditions(store), advance)
    with database.writing(store.root) as connection:
        database.set_meta(connection, "complete", "yes")


def _take_in(
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
        except UNREADABLE as fault:
            log.warning("%s is not in the index: %s", id, fault)
            continue
        if edition:
            yield edition


def _lock(store: Store) -> FileLock:
    path = locks_folder(store.root) / "index.lock"
    path.parent.mkdir(parents=True, exist_ok=True)
    return FileLock(path)
