"""The feeds of an output folder: all articles, those of each desk, those in each language.

    DIR/feeds/all.atom, all.json, desk-<name>.atom, ..., language-<tag>.atom, ...

An entry's id stays the same for ever; a new version comes on top again with its new time.
"""

import logging
import os
import secrets
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path

from wireglot.outputs.exchange.address import Addresses, urn
from wireglot.outputs.exchange.atom import atom
from wireglot.outputs.exchange.item import Item, item_of
from wireglot.outputs.exchange.jsonfeed import json_feed
from wireglot.outputs.index import Catalog, Entry, Query
from wireglot.outputs.layout import feeds_folder
from wireglot.outputs.store import NewestEditions, Store

log = logging.getLogger(__name__)

# Readers poll every few minutes to hours; a busy desk makes some dozens of articles in that time.
NEWEST = 50
# What is embargoed is in no feed; so that it pushes nothing out, more are looked at than told.
LOOKED_AT = 2 * NEWEST


def write_feeds(
    store: Store, changed: Sequence[str] | None, addresses: Addresses, newest: NewestEditions | None = None
) -> None:
    """Write the feeds that the articles in `changed` belong to or have left; all feeds when it is None.

    Raises OSError, sqlite3.Error.
    """
    catalog, newest = Catalog(store.root), newest or NewestEditions(store)
    feeds = list(_feeds(catalog.groups()))
    for left in _written(store) - {name for name, _, _ in feeds}:
        _write(store, left, f"Wireglot: {left}", (), addresses, newest)  # no article is left in it
    for name, title, query in feeds:
        entries = catalog.find(query, LOOKED_AT)
        if changed is None or _concerns(store, name, entries, set(changed)):
            _write(store, name, title, entries, addresses, newest)


def _written(store: Store) -> set[str]:
    """The names of the feeds that there are."""
    return {path.stem for path in feeds_folder(store.root).glob("*.atom") if not path.name.startswith(".")}


def _concerns(store: Store, name: str, entries: Sequence[Entry], changed: set[str]) -> bool:
    """Whether a changed article is in the feed, or was when it was last written."""
    if changed & {entry.id for entry in entries}:
        return True
    try:
        written = (feeds_folder(store.root) / f"{name}.atom").read_bytes()
    except OSError:
        return True
    return any(urn(id).encode() in written for id in changed)


def _feeds(groups: Iterable[tuple[str, str]]) -> Iterator[tuple[str, str, Query]]:
    """Name, title and what belongs to it; groups are pairs of desk and language."""
    pairs = list(groups)
    yield "all", "Wireglot: all articles", Query()
    for desk in sorted({desk for desk, _ in pairs if desk}):
        yield f"desk-{desk}", f"Wireglot: desk {desk}", Query(desk=desk)
    for language in sorted({language for _, language in pairs}):
        yield f"language-{language}", f"Wireglot: articles in {language}", Query(language=language)


def _write(
    store: Store, name: str, title: str, entries: Sequence[Entry], addresses: Addresses, newest: NewestEditions
) -> None:
    items = list(_items(newest, entries, addresses))[:NEWEST]
    folder = feeds_folder(store.root)
    folder.mkdir(parents=True, exist_ok=True)
    front = addresses.front()
    _replace(
        folder / f"{name}.atom", atom(f"urn:wireglot:feed:{name}", title, addresses.feed(f"{name}.atom"), front, items)
    )
    _replace(folder / f"{name}.json", json_feed(title, addresses.feed(f"{name}.json"), front, items))


def _items(newest: NewestEditions, entries: Sequence[Entry], addresses: Addresses) -> Iterator[Item]:
    for entry in entries:
        if entry.state == "embargoed":
            continue
        try:
            if edition := newest.get(entry.id, entry.version):
                yield item_of(edition, addresses)
        except (FileNotFoundError, LookupError, TypeError, ValueError) as fault:
            log.warning("%s is not in the feeds: %s; `wireglot verify` says more.", entry.id, fault)


def _replace(path: Path, content: bytes) -> None:
    """In one step, so that no reader meets half a feed; an unchanged one keeps its time."""
    if path.is_file() and path.read_bytes() == content:
        return
    draft = path.with_name(f".{path.name}-{os.getpid()}-{secrets.token_hex(4)}")
    draft.write_bytes(content)
    draft.replace(path)
