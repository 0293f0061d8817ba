"""The catalog brought up to date with the archive: by the marks of what is pending, or all of it anew."""

import logging
import sqlite3
from collections.abc import Callable, Iterator, Sequence
from itertools import islice

from wireglot.outputs import pending
from wireglot.outputs.edition import Edition
from wireglot.outputs.index.catalog import Catalog
from wireglot.outputs.store import Store

log = logging.getLogger(__name__)

BATCH = 200  # editions a transaction: a killed rebuild loses little, and memory stays small


def catch_up(store: Store, ids: Sequence[str]) -> None:
    """Take in the newest versions of those articles; a catalog that is broken or absent is made anew."""
    catalog = Catalog(store.root)
    try:
        if not catalog.exists:
            rebuild(store)
        else:
            catalog.update(_editions(store, ids))
    except sqlite3.DatabaseError as fault:
        if "locked" in str(fault):
            raise
        log.warning("The catalog could not be read (%s) and is made anew.", fault)
        rebuild(store)


def in_step(store: Store) -> Catalog:
    """The catalog with everything taken in that any writer has left pending. Raises OSError, sqlite3.Error."""
    ids = pending.marked(store.root)
    if ids or not Catalog(store.root).exists:
        catch_up(store, ids)
    return Catalog(store.root)


def rebuild(store: Store, advance: Callable[[int], None] = lambda count: None) -> None:
    """Make the catalog anew from the versions."""
    catalog = Catalog(store.root)
    catalog.drop()
    editions = _editions(store, store.ids())
    while batch := list(islice(editions, BATCH)):
        catalog.update(batch)
        advance(len(batch))
    catalog.update(())


def _editions(store: Store, ids: Sequence[str]) -> Iterator[Edition]:
    """The newest edition of each; a damaged one is passed over and named by `wireglot verify`."""
    for id in ids:
        try:
            if store.versions(id):
                yield _named(store.read(id), id)
        except (OSError, KeyError, TypeError, ValueError) as fault:
            log.warning("%s is not in the catalog: %s", id, fault)


def _named(edition: Edition, id: str) -> Edition:
    """The edition, when it is that article's: its id becomes names of files. Raises ValueError."""
    if edition.article.id != id:
        raise ValueError(f"its newest version calls itself {edition.article.id!r}")
    return edition
