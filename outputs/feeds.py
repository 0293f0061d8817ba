"""Feeds of an output folder, as Atom and JSON Feed: all articles, those of each desk, those in each language.

    DIR/feeds/all.atom, all.json, desk-<name>.atom, ..., language-<tag>.atom, ...

Articles with the same text are one item, which names all sources: that of the article which represents them, or of the
first in the feed's desk or language. A newspaper that brings the text later is named in that item, without a new time:
readers get nothing anew. Its own article is in the feed when the other one is withdrawn or gets another text.

An entry's id stays the same; a new version comes on top again with its new time. No time goes back when the clock was
set back, since readers would not show the correction: a new version is at least one second later than the one before
it, and a feed at least as late as it was. A withdrawn article becomes a
tombstone (RFC 6721) in Atom (RFC 4287) and is left out of JSON Feed 1.1, which has no form for it.

Without a base_url links are relative to the feed, and its own address, which must be absolute, is left out.
"""

import logging
import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from itertools import islice
from pathlib import Path
from xml.etree import ElementTree

import orjson

from wireglot.articles import time_text
from wireglot.outputs.edition import Edition
from wireglot.outputs.index import Catalog, Copy, Entry, Query
from wireglot.outputs.layout import Addresses, article_urn, feeds_folder, is_safe_link
from wireglot.outputs.rendering import beside_original, how_made
from wireglot.outputs.shown_languages import (
    Passage,
    edition_language,
    html_attributes,
    html_passages,
    main_language,
    plain,
    summary_passages,
)
from wireglot.outputs.source_status import sort_time
from wireglot.outputs.store import NewestEditions, Store
from wireglot.outputs.versions import read_manifest, replace_file

log = logging.getLogger(__name__)

# Readers poll every few minutes to hours; a busy desk makes some dozens of articles in that time.
NEWEST = 50
# Embargoed articles and further sources of a text are no items; so that they displace none, more are read than listed.
LOOKED_AT = 5 * NEWEST

AUTHOR = "Wireglot (machine-made summaries)"
ATOM, TOMBSTONES = "http://www.w3.org/2005/Atom", "http://purl.org/atompub/tombstones/1.0"
_LANGUAGE = "{http://www.w3.org/XML/1998/namespace}lang"
EPOCH = "1970-01-01T00:00:00Z"  # of a feed that never had an item
_UPDATED = re.compile(rb"<updated>([^<]+)</updated>")
_NOT_IN_XML = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


@dataclass(frozen=True, slots=True)
class FeedItem:
    """An article's newest version in a feed; of a withdrawn one only `urn` and `updated`.

    language: of most of it; each text has its own.
    """

    urn: str
    updated: str
    withdrawn: bool = False
    published: str = ""
    page: str = ""
    source: str = ""
    language: str = ""
    state: str = "ok"
    headline: str = ""
    headline_language: str = ""
    short: tuple[Passage, ...] = ()
    paragraphs: tuple[tuple[Passage, ...], ...] = ()

    @property
    def html(self) -> str:
        return "".join(map(self._paragraph, self.paragraphs))

    def _paragraph(self, passages: tuple[Passage, ...]) -> str:
        """The paragraph as HTML, with its language where that is not the item's."""
        language = main_language(passages)
        attributes = "" if language == self.language else html_attributes(language)
        return f"<p{attributes}>{html_passages(passages, language)}</p>"


@dataclass(frozen=True, slots=True)
class _Feed:
    """A feed's name, its title and the articles that belong to it."""

    name: str
    title: str
    query: Query


class _Items:
    """The items of articles, each made once however many feeds it is in."""

    def __init__(self, store: Store, newest: NewestEditions, addresses: Addresses) -> None:
        self._store, self._newest, self._addresses = store, newest, addresses
        self._made: dict[str, FeedItem | None] = {}
        self._groups: dict[str, tuple[Copy, ...]] = {}

    def in_feed(self, query: Query, entries: Sequence[Entry]) -> Iterator[FeedItem]:
        """Yield the items of a feed with this query: of articles with the same text, that of the first that matches."""
        self._groups |= Catalog(self._store.root).copies([entry.id for entry in entries if entry.id not in self._made])
        return self.of(entry for entry in entries if _first_match(query, self._groups.get(entry.id, ()), entry.id))

    def of(self, entries: Iterable[Entry]) -> Iterator[FeedItem]:
        """Yield the items of what is neither held nor under embargo; a damaged article is left out."""
        for entry in entries:
            if entry.state not in ("held", "embargoed"):
                if entry.id not in self._made:
                    self._made[entry.id] = self._make(entry)
                if item := self._made[entry.id]:
                    yield item

    def _make(self, entry: Entry) -> FeedItem | None:
        try:
            edition = self._newest.get(entry.id, entry.version)
        except (FileNotFoundError, LookupError, TypeError, ValueError) as error:
            log.warning("%s is not in the feeds: %s; `wireglot verify` says more.", entry.id, error)
            return None
        if edition is None:
            return None
        copies = self._groups.get(entry.id, ()) if edition.shown else ()
        return replace(feed_item(edition, self._addresses, copies), updated=updated_at(self._store, edition))


def _first_match(query: Query, copies: Sequence[Copy], id: str) -> bool:
    """Whether no article with the same text is before it in the feed with this query."""
    matching = (copy.id for copy in copies if _matches(query, copy))
    return next(matching, id) == id


def _matches(query: Query, copy: Copy) -> bool:
    language = query.language in ("", copy.language) or copy.language.startswith(f"{query.language}-")
    return language and query.desk in ("", copy.desk)


def updated_at(store: Store, edition: Edition) -> str:
    """Return when the edition was made, later than each version before it even where the clock said otherwise."""
    updated = ""
    for number in store.versions(edition.article.id):
        if number < edition.version:
            updated = _later(updated, _made_at(store.folder(edition.article.id, number)))
    return _later(updated, edition.made_at)


def _made_at(version: Path) -> str:
    try:
        return read_manifest(version).made_at
    except (OSError, ValueError):
        return ""  # damaged: `wireglot verify` names it


def _later(before: str, now: str) -> str:
    """Return `now`, or a second after `before` where that is later; times in UTC, "" for none."""
    if not before or now > before:
        return now
    try:
        return time_text(datetime.fromisoformat(before) + timedelta(seconds=1))
    except (ValueError, OverflowError):  # the last second of the calendar
        return before


def write_feeds(
    store: Store, changed: Sequence[str] | None, addresses: Addresses, newest: NewestEditions | None = None
) -> None:
    """Write the feeds that the articles in `changed` belong to or have left; all feeds when it is None.

    Raises OSError, sqlite3.Error.
    """
    addresses = replace(addresses, up="../")
    items = _Items(store, newest or NewestEditions(store), addresses)
    catalog = Catalog(store.root)
    feeds = list(_feeds(catalog.groups()))
    for name in _written_names(store) - {feed.name for feed in feeds}:
        _write(store, _Feed(name, f"Wireglot: {name}", Query()), (), addresses)  # it lost its last article
    for feed in feeds:
        entries = catalog.find(feed.query, LOOKED_AT)
        if changed is None or _is_affected(store, feed.name, entries, set(changed)):
            _write(store, feed, list(islice(items.in_feed(feed.query, entries), NEWEST)), addresses)


def feed_item(edition: Edition, addresses: Addresses, copies: Sequence[Copy] = ()) -> FeedItem:
    """Return the item of an article; of those with the same text it names the other sources."""
    article = edition.article
    others = dict.fromkeys(copy.name for copy in copies if copy.id != article.id)
    same = f"The same text in: {', '.join(others)}." if others else ""
    if not edition.shown:
        return FeedItem(article_urn(article.id), edition.made_at, withdrawn=True)
    short = summary_passages(edition, edition.summaries.short)
    notes = [(Passage(note, "en"),) for note in (same, *edition.warnings, how_made(edition)) if note]
    return FeedItem(
        urn=article_urn(article.id),
        updated=edition.made_at,
        published=sort_time(article, edition.made_at) if "T" in article.published else edition.made_at,
        page=addresses.page(article.id),
        source=article.uri if is_safe_link(article.uri) else "",
        language=edition_language(edition),
        state=edition.state,
        headline=_title(edition),
        headline_language=edition.headline_language if edition.headline else main_language(short),
        short=short,
        paragraphs=tuple(filter(None, (summary_passages(edition, edition.summaries.long), *notes))),
    )


def _title(edition: Edition) -> str:
    """The headline; of gist quality it says so and has the original beside it, for many readers show titles only."""
    title = beside_original(edition.headline or edition.summaries.short.text, edition.original_headline)
    return f"[gist] {title}" if edition.gist else title


def atom(urn: str, title: str, address: str, front: str, items: Sequence[FeedItem], not_before: str = EPOCH) -> bytes:
    """Return an Atom feed, updated with its newest item; `urn` is its own name, the newest item comes first."""
    ElementTree.register_namespace("", ATOM)
    ElementTree.register_namespace("at", TOMBSTONES)
    feed = ElementTree.Element(f"{{{ATOM}}}feed")
    _add(feed, "id", urn)
    _add(feed, "title", title)
    _add(feed, "updated", max(not_before, *(item.updated for item in items)))
    if address:
        _add(feed, "link", rel="self", href=address)
    _add(feed, "link", rel="alternate", type="text/html", href=front)
    _add(_add(feed, "author"), "name", AUTHOR)
    for item in items:
        if item.withdrawn:
            attributes = {"ref": item.urn, "when": item.updated}
            ElementTree.SubElement(feed, f"{{{TOMBSTONES}}}deleted-entry", attributes)
        else:
            _add_entry(feed, item)
    written: bytes = ElementTree.tostring(feed, encoding="utf-8", xml_declaration=True)
    return written + b"\n"


def json_feed(title: str, address: str, front: str, items: Sequence[FeedItem]) -> bytes:
    """Return a JSON Feed; the newest item comes first."""
    feed = {
        "version": "https://jsonfeed.org/version/1.1",
        "title": title,
        "home_page_url": front,
        **({"feed_url": address} if address else {}),
        "authors": [{"name": AUTHOR}],
        "items": [_json_item(item) for item in items if not item.withdrawn],
    }
    return orjson.dumps(feed, option=orjson.OPT_INDENT_2 | orjson.OPT_APPEND_NEWLINE)


def _add_entry(feed: ElementTree.Element, item: FeedItem) -> None:
    entry = _add(feed, "entry", **{_LANGUAGE: item.language})
    _add(entry, "id", item.urn)
    _add(entry, "title", item.headline, **_other_language(item.headline_language, item))
    _add(entry, "published", item.published)
    _add(entry, "updated", item.updated)
    _add(entry, "link", rel="alternate", type="text/html", href=item.page)
    if item.source:
        _add(entry, "link", rel="via", href=item.source)
    if item.state != "ok":
        _add(entry, "category", term=item.state)
    language = main_language(item.short)
    several = any(passage.language != language for passage in item.short)
    summary = html_passages(item.short, language) if several else plain(item.short)
    _add(entry, "summary", summary, type="html" if several else "text", **_other_language(language, item))
    _add(entry, "content", item.html, type="html")


def _other_language(language: str, item: FeedItem) -> dict[str, str]:
    """The attribute that says so where a text is in another language than its entry."""
    return {_LANGUAGE: language} if language not in ("", item.language) else {}


def _add(parent: ElementTree.Element, tag: str, text: str = "", **attributes: str) -> ElementTree.Element:
    element = ElementTree.SubElement(parent, f"{{{ATOM}}}{tag}", attributes)
    element.text = _NOT_IN_XML.sub("", text) or None
    return element


def _json_item(item: FeedItem) -> dict[str, str | list[str]]:
    values: dict[str, str | list[str]] = {
        "id": item.urn,
        "url": item.page,
        "external_url": item.source,
        "title": item.headline,
        "summary": plain(item.short),
        "content_html": item.html,
        "date_published": item.published,
        "date_modified": item.updated,
        "language": item.language,
        "tags": [item.state] if item.state != "ok" else [],
    }
    return {key: value for key, value in values.items() if value}


def _feeds(groups: Iterable[tuple[str, str]]) -> Iterator[_Feed]:
    """Yield the feeds of an output folder with these pairs of desk and language."""
    pairs = list(groups)
    yield _Feed("all", "Wireglot: all articles", Query())
    for desk in sorted({desk for desk, _ in pairs if desk}):
        yield _Feed(f"desk-{desk}", f"Wireglot: desk {desk}", Query(desk=desk))
    for language in sorted({language for _, language in pairs}):
        yield _Feed(f"language-{language}", f"Wireglot: articles in {language}", Query(language=language))


def _written_names(store: Store) -> set[str]:
    return {path.stem for path in feeds_folder(store.root).glob("*.atom")}


def _is_affected(store: Store, name: str, entries: Sequence[Entry], changed: set[str]) -> bool:
    """Return whether a changed article is in the feed, or was when the feed was last written."""
    if changed & {entry.id for entry in entries}:
        return True
    try:
        written = (feeds_folder(store.root) / f"{name}.atom").read_bytes()
    except OSError:
        return True
    return any(article_urn(id).encode() in written for id in changed)


def _write(store: Store, feed: _Feed, items: Sequence[FeedItem], addresses: Addresses) -> None:
    folder, front = feeds_folder(store.root), addresses.front()
    folder.mkdir(parents=True, exist_ok=True)
    path, address = folder / f"{feed.name}.atom", addresses.feed(f"{feed.name}.atom")
    urn = f"urn:wireglot:feed:{feed.name}"
    before = _updated_before(path)
    content = atom(urn, feed.title, address, front, items, before)
    if max((item.updated for item in items), default=before) < before and _differs(path, content):
        content = atom(urn, feed.title, address, front, items, _later(before, ""))
    _replace(store.root, path, content)
    address = addresses.feed(f"{feed.name}.json")
    _replace(store.root, folder / f"{feed.name}.json", json_feed(feed.title, address, front, items))


def _updated_before(path: Path) -> str:
    """Return the time of the feed as it was last written, which is its first one; the earliest for none."""
    found = _UPDATED.search(path.read_bytes()) if path.is_file() else None
    return found[1].decode("ascii", "replace") if found else EPOCH


def _replace(root: Path, path: Path, content: bytes) -> None:
    """Write in one step, so that no reader gets half a feed; an unchanged one keeps its time."""
    if _differs(path, content):
        replace_file(root, path, content)


def _differs(path: Path, content: bytes) -> bool:
    return not path.is_file() or path.read_bytes() != content
