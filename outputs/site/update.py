"""The site brought up to date with the versions: the articles that changed, or all of them.

Article pages are written first, then the state of the pages changes in a short transaction, then search data and lists
are written from it. A writer that is killed leaves marks (outputs/layout.py) and unwritten state (state.py), and the
next one writes the same pages again.
"""

import logging
import re
import shutil
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from itertools import islice
from pathlib import Path

from wireglot.outputs.edition import Edition
from wireglot.outputs.index import Catalog, Copy
from wireglot.outputs.layout import Addresses
from wireglot.outputs.site.article_pages import remove_article, write_article, write_held_article
from wireglot.outputs.site.failures import failures_differ, write_failures
from wireglot.outputs.site.lists import (
    DamagedBlock,
    list_page_names,
    update_block,
    write_block,
    write_index,
    write_lists,
)
from wireglot.outputs.site.pages import SITE, remove_drafts, static_files, write
from wireglot.outputs.site.sources import sources_differ, write_sources
from wireglot.outputs.site.state import BLOCK_SIZE, Card, SiteState, card_of, has_unwritten_pages, locked_state
from wireglot.outputs.source_rows import SourceRow
from wireglot.outputs.store import NewestEditions, Store

log = logging.getLogger(__name__)

MANY_ARTICLES = 5000  # articles: some ten seconds, worth a word before
_BLOCK_FILE = re.compile(r"[ht](\d+)")

Advance = Callable[[int], None]
# An article's card and search terms; None and an empty set for one that is not shown.
IndexedCard = tuple[Card | None, set[str]]


def update_site(
    store: Store,
    ids: Sequence[str],
    addresses: Addresses,
    newest: NewestEditions | None = None,
    sources: Sequence[SourceRow] | None = None,
) -> None:
    """Write the pages of those articles, and of those that another run left; all pages when there are none yet.

    sources: what the page of sources shows; None leaves it as it is.

    Raises OSError, sqlite3.Error.
    """
    new_sources = sources is not None and sources_differ(store.root, sources)
    if not (ids or new_sources or failures_differ(store.root) or has_unwritten_pages(store.root)):
        return
    with locked_state(store.root) as state:
        _write_pages_of_sources(store.root, sources)
        if state.is_complete:
            _update_behind(store, state, ids, addresses, newest or NewestEditions(store))
        else:
            _warn_if_slow(store)
            _rebuild(store, state, addresses, lambda count: None)


def rebuild_site(
    store: Store,
    addresses: Addresses,
    advance: Advance = lambda count: None,
    sources: Sequence[SourceRow] | None = None,
) -> None:
    """Write every page again; `advance` gets the number of articles of each step. Raises OSError, sqlite3.Error.

    sources: as for `update_site`.
    """
    with locked_state(store.root) as state:
        _write_pages_of_sources(store.root, sources)
        _rebuild(store, state, addresses, advance)


def _write_pages_of_sources(root: Path, sources: Sequence[SourceRow] | None) -> None:
    """Write what says how sources do and what failed: first, since the front page links to what is there."""
    if sources is not None:
        write_sources(root, sources)
    write_failures(root)


def _update_behind(
    store: Store, state: SiteState, ids: Sequence[str], addresses: Addresses, newest: NewestEditions
) -> None:
    """Write the pages of those articles, of those that were postponed, and what a killed writer left."""
    for block in (unwritten := state.unwritten_blocks()):
        _rewrite_block(store.root, state, block)
    state.blocks_written(unwritten)
    postponed = state.postponed()
    _update_articles(store, state, sorted({*ids, *(id for id, _ in postponed)}), addresses, newest)
    _finish(store, state)
    state.postponed_done(postponed)


def _warn_if_slow(store: Store) -> None:
    count = len(store.ids())
    if count >= MANY_ARTICLES:  # benchmarks/site.py: about 2 ms an article
        log.warning("The pages of all %d articles are made for the first time: about %d s.", count, count // 500)


def _rebuild(store: Store, state: SiteState, addresses: Addresses, advance: Advance) -> None:
    """Write all pages, of the oldest versions first; pages of articles that are gone are removed at the end."""
    postponed, token = state.postponed(), state.begin_rebuild()
    ids = _by_age(store)
    _update_articles(store, state, ids, addresses, NewestEditions(store), advance, rewrite=True)
    _finish(store, state)
    _remove_orphans(store.root, state)
    state.postponed_done(postponed)
    state.end_rebuild(token)


def _by_age(store: Store) -> list[str]:
    """Return all ids, those whose newest version was made first before the others."""
    made = {id: found.made_at if (found := store.readable_newest(id)) else "" for id in store.ids()}
    return sorted(made, key=lambda id: (made[id], id))


def _update_articles(
    store: Store,
    state: SiteState,
    ids: Iterable[str],
    addresses: Addresses,
    newest: NewestEditions,
    advance: Advance = lambda count: None,
    *,
    rewrite: bool = False,
) -> None:
    """Write pages and search data of those articles, a block at a time, so that only their terms are in memory."""
    left = iter(ids)
    while batch := list(islice(left, BLOCK_SIZE)):
        groups = Catalog(store.root).copies(batch)
        cards = dict(_article_pages(store, batch, addresses, newest, groups, rewrite=rewrite))
        terms = Catalog(store.root).terms([id for id, card in cards.items() if card])
        positions = state.update(cards)
        shown: dict[int, IndexedCard] = {positions[id]: (cards[id], terms.get(id, set())) for id in positions}
        _write_blocks(store.root, state, shown)
        advance(len(batch))


def _article_pages(
    store: Store,
    ids: Iterable[str],
    addresses: Addresses,
    newest: NewestEditions,
    groups: Mapping[str, Sequence[Copy]],
    *,
    rewrite: bool,
) -> Iterator[tuple[str, Card | None]]:
    """Write the pages of articles, and yield their cards; a damaged article stays as it is."""
    for id in ids:
        try:
            edition = newest.get(id)
            card: Card | None = None
            if edition and edition.state != "embargoed":
                card = _write_page(store, edition, addresses, groups.get(id, ()), rewrite=rewrite)
            else:
                remove_article(store, id)
        except (FileNotFoundError, LookupError, TypeError, ValueError) as error:
            log.warning("%s is not on the pages: %s; `wireglot verify` says more.", id, error)
            continue
        yield id, card


def _write_page(store: Store, edition: Edition, addresses: Addresses, copies: Sequence[Copy], *, rewrite: bool) -> Card:
    """Write the page of an article with this newest edition, and return its card."""
    copies = copies if edition.shown else ()
    card = card_of(edition, copies)
    if edition.state == "held":
        write_held_article(store, edition, addresses)
    else:
        write_article(store, edition, addresses, copies, rewrite=rewrite)
    return card


def _write_blocks(root: Path, state: SiteState, shown: dict[int, IndexedCard]) -> None:
    """Write the search data of these positions."""
    by_block: dict[int, dict[int, IndexedCard]] = {}
    for pos, article in shown.items():
        by_block.setdefault(pos // BLOCK_SIZE, {})[pos % BLOCK_SIZE] = article
    for block, slots in by_block.items():
        if state.in_block(block).keys() <= slots.keys():
            write_block(root, block, slots)
            continue
        try:
            update_block(root, block, slots)
        except DamagedBlock as error:
            log.info("Search data are written again: %s", error)
            _rewrite_block(root, state, block)
    state.blocks_written(by_block)


def _rewrite_block(root: Path, state: SiteState, block: int) -> None:
    """Write a block's search data from the index."""
    cards = state.in_block(block)
    terms = Catalog(root).terms([card.id for card in cards.values()])
    slots: dict[int, IndexedCard] = {slot: (card, terms[card.id]) for slot, card in cards.items()}
    write_block(root, block, slots)


def _finish(store: Store, state: SiteState) -> None:
    """Write what is made of all articles together."""
    root = store.root
    remove_drafts(root)
    write_index(root, state.stamps())
    for name, content in static_files().items():
        write(root, f"{SITE}/{name}", content)
    parts = state.unwritten_parts()
    write_lists(root, state, parts)
    state.parts_written(parts)


def _remove_orphans(root: Path, state: SiteState) -> None:
    """Remove the pages and search data of articles that are no longer there. Raises OSError."""
    ids, article_pages = set(state.ids()), state.page_names()
    list_pages = {Path(page).name for page in list_page_names(state)}
    blocks = len(state.stamps())
    for path in _files(root, "articles"):
        if path.stem not in article_pages:
            path.unlink(missing_ok=True)
    for path in _files(root, "days"):
        if path.name not in list_pages:
            path.unlink(missing_ok=True)
    for path in _files(root, "versions"):
        if path.name not in ids:
            shutil.rmtree(path)
    for path in _files(root, "data"):
        if (block := _BLOCK_FILE.match(path.name)) and int(block[1]) >= blocks:
            path.unlink(missing_ok=True)


def _files(root: Path, folder: str) -> list[Path]:
    path = root / SITE / folder
    return list(path.iterdir()) if path.is_dir() else []
