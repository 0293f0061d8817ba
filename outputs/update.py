"""Updating the index, feeds and pages after new versions, at the cost of what changed."""

import logging
import sqlite3
from collections.abc import Callable, Iterable, Sequence
from pathlib import Path

from wireglot.outputs.edition import Edition
from wireglot.outputs.layout import FRONT, Addresses, clear_pending, pending_ids
from wireglot.outputs.source_rows import SourceRow
from wireglot.outputs.store import NewestEditions, Store
from wireglot.outputs.versions import point_latest

NOT_PUBLISHED = Addresses()  # the pages are opened from disk

log = logging.getLogger(__name__)


def update_outputs(
    store: Store,
    addresses: Addresses = NOT_PUBLISHED,
    *,
    site: bool = True,
    editions: Iterable[Edition] = (),
    sources: Sequence[SourceRow] | None = None,
) -> None:
    """Bring the index up to date with what is pending, and with `site` feeds and pages.

    addresses: where the output folder is published; editions: what this run stored, so that it is not read again;
    sources: what the page of sources shows, None to leave it as it is.

    Errors are logged and the articles stay pending: the versions are safe, and the next run or reader continues.
    """
    from wireglot.outputs.index import catch_up, remove_index
    from wireglot.outputs.site import postpone_pages

    ids, newest = pending_ids(store.root), NewestEditions(store, editions)
    try:
        _point_latest(store, ids)
        catch_up(store, ids, newest)
        if site:
            _update_pages(store, ids, addresses, newest, sources)
        elif ids:
            postpone_pages(store.root, ids)
        clear_pending(store.root, ids)
    except (OSError, sqlite3.Error) as error:
        log.warning("The index, feeds or pages are behind and will be brought up to date by the next run: %s", error)
        if isinstance(error, sqlite3.DatabaseError) and not isinstance(error, sqlite3.OperationalError):
            remove_index(store.root)  # damaged, perhaps where `catch_up` does not look: the next run rebuilds it


def _update_pages(
    store: Store, ids: Sequence[str], addresses: Addresses, newest: NewestEditions, sources: Sequence[SourceRow] | None
) -> None:
    """Write the feeds and pages of these articles, and of those that runs without pages have left."""
    from wireglot.outputs.feeds import write_feeds
    from wireglot.outputs.site import behind_ids, update_site

    if changed := sorted({*ids, *behind_ids(store.root)}):
        write_feeds(store, changed, addresses, newest)
    update_site(store, ids, addresses, newest, sources)


def has_pages(root: Path) -> bool:
    """Whether any run has made pages in this folder."""
    return (root / FRONT).is_file()


def rebuild_outputs(
    store: Store,
    addresses: Addresses = NOT_PUBLISHED,
    advance: Callable[[int], None] = lambda count: None,
    sources: Sequence[SourceRow] | None = None,
) -> None:
    """Rebuild feeds and pages from the versions, after bringing the index up to date. Raises OSError, sqlite3.Error.

    advance: called with the number of articles done; sources: as for `update_outputs`.
    """
    from wireglot.outputs.feeds import write_feeds
    from wireglot.outputs.index import up_to_date
    from wireglot.outputs.site import rebuild_site

    ids = pending_ids(store.root)
    _point_latest(store, ids)
    up_to_date(store)
    write_feeds(store, None, addresses)
    rebuild_site(store, addresses, advance, sources)
    clear_pending(store.root, ids)


def _point_latest(store: Store, ids: Iterable[str]) -> None:
    """Point `latest` at the newest version: a writer that was killed may have published one and not come this far."""
    for id in ids:
        point_latest(store.root / id)
