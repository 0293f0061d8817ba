"""The site brought up to date with the versions: what changed, or all of it anew.

Everything is made from what the store says while the register's transaction is open, so whoever comes second writes
what is newest. A killed writer leaves pages that are newer than the register; its marks (outputs/pending.py) stay, and
the next writer makes the same pages again.
"""

import logging
import sqlite3
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from itertools import islice
from pathlib import Path

from wireglot.outputs.addresses import Addresses
from wireglot.outputs.index import terms_of
from wireglot.outputs.site import blocks
from wireglot.outputs.site.articles import UNREADABLE, read, remove_article, write_article
from wireglot.outputs.site.card import Card, card_of
from wireglot.outputs.site.lists import write_lists
from wireglot.outputs.site.names import SITE, drop_drafts, write
from wireglot.outputs.site.register import Register, drop, needs_work, opened
from wireglot.outputs.site.sweeping import sweep
from wireglot.outputs.site.templating import static_files
from wireglot.outputs.store import NewestEditions, Store

log = logging.getLogger(__name__)

MANY = 5000  # articles: some ten seconds

Advance = Callable[[int], None]


@dataclass(slots=True)
class Touched:
    """What of the lists and of the search data is to be written: parts of days, and slots of blocks."""

    parts: set[tuple[str, int]] = field(default_factory=set)
    slots: dict[int, dict[int, tuple[Card | None, set[str]]]] = field(default_factory=dict)

    def add(self, pos: int, card: Card | None, terms: set[str]) -> None:
        self.slots.setdefault(pos // blocks.SIZE, {})[pos % blocks.SIZE] = (card, terms)


def keep_site(store: Store, ids: Sequence[str], addresses: Addresses, newest: NewestEditions | None = None) -> None:
    """Bring the pages of those articles up to date, and of those that a run left behind; all when there are none yet.

    Raises OSError, sqlite3.Error.
    """
    if not ids and not needs_work(store.root):
        return
    with _register(store.root) as register:
        if register.is_new:
            _say_how_long(store)
            _make_all(store, register, addresses, lambda count: None)
        else:
            behind = register.behind()
            _make(store, register, sorted({*ids, *behind}), addresses, newest or NewestEditions(store))
            register.caught_up(behind)


def rebuild_site(store: Store, addresses: Addresses, advance: Advance = lambda count: None) -> None:
    """Make every page anew; advance hears how many articles were done. Raises OSError, sqlite3.Error."""
    with _register(store.root) as register:
        _make_all(store, register, addresses, advance)


def fall_behind(store: Store, ids: Iterable[str]) -> None:
    """Remember that the pages of these articles are left as they are. Raises sqlite3.Error."""
    with _register(store.root) as register:
        if not register.is_new:
            register.fall_behind(ids)


def _say_how_long(store: Store) -> None:
    """A word before a wait that is worth one: about 2 ms an article (benchmarks/site.py)."""
    count = len(store.ids())
    if count >= MANY:
        log.warning("The pages of all %d articles are made for the first time: about %d s.", count, count // 500)


def _make(store: Store, register: Register, ids: Sequence[str], addresses: Addresses, newest: NewestEditions) -> None:
    _finish(store, register, _articles(store, register, ids, addresses, newest=newest))


def _make_all(store: Store, register: Register, addresses: Addresses, advance: Advance) -> None:
    """From the versions, the oldest first; pages of what is no more go at the end."""
    register.begin_anew()
    parts = _articles(store, register, _by_age(store), addresses, advance, anew=True, newest=NewestEditions(store))
    _finish(store, register, parts)
    sweep(store.root, register)


def _articles(
    store: Store,
    register: Register,
    ids: Iterable[str],
    addresses: Addresses,
    advance: Advance = lambda count: None,
    *,
    newest: NewestEditions,
    anew: bool = False,
) -> set[tuple[str, int]]:
    """Pages and search data of those articles; the parts of days that they touched."""
    parts, left = set[tuple[str, int]](), iter(ids)
    while some := list(islice(left, blocks.SIZE)):  # their terms are held in memory until their blocks are written
        touched = Touched()
        for id in some:
            _article(store, register, id, addresses, touched, newest, anew=anew)
        _write_blocks(store, register, touched)
        parts |= touched.parts
        advance(len(some))
    return parts


def _by_age(store: Store) -> list[str]:
    """All ids, those whose newest version was made first before the others."""
    made = {id: found.made_at if (found := store.readable_newest(id)) else "" for id in store.ids()}
    return sorted(made, key=lambda id: (made[id], id))


def _article(
    store: Store,
    register: Register,
    id: str,
    addresses: Addresses,
    touched: Touched,
    newest: NewestEditions,
    *,
    anew: bool = False,
) -> None:
    """Write the article's pages and put it where it belongs; a damaged one stays as it is."""
    try:
        edition = newest.get(id)
        card, terms = (card_of(edition), terms_of(edition)) if edition else (None, set[str]())
        if edition and edition.state != "embargoed":
            write_article(store, edition, addresses, anew=anew)
        else:
            remove_article(store, id)
            card = None
    except OSError as fault:
        if not isinstance(fault, FileNotFoundError):
            raise
        log.warning("%s is not in the pages: %s; `wireglot verify` says more.", id, fault)
        return
    except (LookupError, TypeError, ValueError) as fault:
        log.warning("%s is not in the pages: %s; `wireglot verify` says more.", id, fault)
        return
    found = register.place(card) if card else register.take_out(id)
    if found:
        pos, parts = found
        touched.parts |= parts
        touched.add(pos, card, terms if card else set())


def _write_blocks(store: Store, register: Register, touched: Touched) -> None:
    for block, slots in touched.slots.items():
        if set(register.in_block(block).values()) <= slots.keys():
            blocks.clear(store.root, block)
        try:
            blocks.patch(store.root, block, slots)
        except blocks.BlockLost as fault:
            log.info("Search data are made again: %s", fault)
            _remake(store, register, block)
    register.touch(touched.slots)


def _remake(store: Store, register: Register, block: int) -> None:
    """A block from the versions of its articles."""
    slots: dict[int, tuple[Card | None, Iterable[str]]] = {}
    for id, slot in register.in_block(block).items():
        try:
            edition = read(store, id)
        except UNREADABLE as fault:
            log.warning("%s is not in the search data: %s", id, fault)
            continue
        if edition.state != "embargoed":
            slots[slot] = (card_of(edition), terms_of(edition))
    blocks.clear(store.root, block)
    blocks.patch(store.root, block, slots)


def _finish(store: Store, register: Register, parts: set[tuple[str, int]]) -> None:
    drop_drafts(store.root)
    stamps = register.stamps()
    blocks.write_index(store.root, stamps)
    for name, content in static_files().items():
        write(store.root, f"{SITE}/{name}", content)
    write_lists(store.root, register, parts, sum(stamps))


@contextmanager
def _register(root: Path) -> Iterator[Register]:
    """The register opened for writing; one that cannot be read is made anew."""
    try:
        with opened(root) as register:
            yield register
            return
    except sqlite3.DatabaseError as fault:
        if isinstance(fault, sqlite3.OperationalError):
            raise
        drop(root)
        raise
