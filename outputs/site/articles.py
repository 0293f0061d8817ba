"""The pages of an article: its newest version, and each older one by itself."""

import logging
from typing import Any

from wireglot.articles.article import BOILERPLATE
from wireglot.outputs.addresses import Addresses, is_web_address
from wireglot.outputs.changes import compare_editions
from wireglot.outputs.edition import Edition
from wireglot.outputs.exports import json_ld
from wireglot.outputs.rendering import accounting_line, how_made
from wireglot.outputs.site.change_list import ChangeList, change_list
from wireglot.outputs.site.history import HIDDEN, Past, history
from wireglot.outputs.site.names import article_page, remove, versions_folder, way_up, write
from wireglot.outputs.site.telling import rows, text, told
from wireglot.outputs.site.templating import render
from wireglot.outputs.store import Store

log = logging.getLogger(__name__)

UNREADABLE = (OSError, KeyError, IndexError, TypeError, ValueError)  # what a damaged version raises


def read(store: Store, id: str, number: int | None = None) -> Edition:
    """The edition, the newest by default. Raises what UNREADABLE names, also for one that calls itself another."""
    edition = store.read(id, number)
    if edition.article.id != id or edition.version not in store.versions(id) or number not in (None, edition.version):
        raise ValueError(f"it calls itself {edition.article.id!r}, version {edition.version}")
    return edition


def write_article(store: Store, edition: Edition, addresses: Addresses, *, anew: bool = False) -> None:
    """Write the pages of the article whose newest version is `edition`, which is not under embargo.

    Raises OSError, and ValueError when its manifest is damaged.

    A page of an older version that is there stays as it is, unless the article was withdrawn since, or with `anew`.
    """
    id = edition.article.id
    anew = anew or edition.state == "withdrawn"
    versions = history(store, id)
    if any(past.number == edition.version and not past.sound for past in versions):
        raise ValueError(f"the manifest of its version {edition.version} cannot be read")
    _sweep(store, id, versions)
    for at, past in enumerate(versions):
        if past.number < edition.version and (anew or not (store.root / past.page).is_file()):
            _write_older(store, id, versions[: at + 1], past, addresses)
    page = article_page(id)
    write(store.root, page, _page(store, page, edition, versions, addresses))


def remove_article(store: Store, id: str) -> None:
    """Take the article's pages away. Raises OSError."""
    remove(store.root, article_page(id))
    folder = store.root / versions_folder(id)
    if folder.is_dir():
        for path in folder.iterdir():
            path.unlink(missing_ok=True)
        folder.rmdir()


def _sweep(store: Store, id: str, versions: tuple[Past, ...]) -> None:
    """Pages of versions that were pruned since go with them."""
    folder, there = store.root / versions_folder(id), {store.root / past.page for past in versions}
    for path in folder.iterdir() if folder.is_dir() else ():
        if path not in there:
            path.unlink(missing_ok=True)


def _write_older(store: Store, id: str, versions: tuple[Past, ...], past: Past, addresses: Addresses) -> None:
    if not past.sound and not past.killed:
        return
    try:
        content = _page(store, past.page, read(store, id, past.number), versions, addresses)
    except UNREADABLE as fault:
        log.warning("Version %d of %s has no page: %s", past.number, id, fault)
        if past.killed:  # the page that it had shows what was withdrawn
            remove(store.root, past.page)
        return
    write(store.root, past.page, content)


def _page(store: Store, page: str, edition: Edition, versions: tuple[Past, ...], addresses: Addresses) -> bytes:
    """versions: up to this one; without its text where it may not be shown."""
    this = next(past for past in versions if past.number == edition.version)
    before = next((past for past in reversed(versions) if past.number < edition.version), None)
    values = _circumstances(page, edition, this, addresses) | {
        "versions": versions,
        "before": before,
        "changed": None,
        "changes_lost": False,
    }
    if this.hidden:
        return render("hidden.html", values)
    if before:
        values["changed"] = _changed(store, edition, before)
        values["changes_lost"] = values["changed"] is None
    return render("article.html", values | _words(edition))


def _circumstances(page: str, edition: Edition, this: Past, addresses: Addresses) -> dict[str, Any]:
    """What may be said of any version, also of one whose text may not be shown."""
    article = edition.article
    return {
        "root": way_up(page),
        "id": article.id,
        "this": this,
        "state": edition.state if edition.state in HIDDEN or not this.killed else "withdrawn",
        "desk": edition.desk,
        "source": article.source,
        "link": next((one for one in (article.uri, article.source) if is_web_address(one)), ""),
        "newest_page": article_page(article.id),
        "is_newest": page == article_page(article.id),
        "published": article.published,
        "machine": None if this.hidden else json_ld(edition, addresses),
    }


def _words(edition: Edition) -> dict[str, Any]:
    """The text of the article and all that is told of it."""
    article = edition.article
    headline = edition.headline or edition.summaries.short.text
    return {
        "headline": text(headline, edition.reader_language),
        "original_headline": text(article.headline, edition.language.tag) if edition.translation else None,
        "language": edition.language.tag,
        "translation": edition.translation,
        "short": told(edition, edition.summaries.short),
        "long": told(edition, edition.summaries.long),
        "rows": rows(edition),
        "boilerplate": BOILERPLATE,
        "warnings": edition.warnings,
        "how": how_made(edition),
        "accounting": accounting_line(edition),
    }


def _changed(store: Store, edition: Edition, before: Past) -> ChangeList | None:
    """What changed since the version before; None when that one cannot be read."""
    if not before.sound:
        return None
    try:
        old = read(store, edition.article.id, before.number)
        return change_list(compare_editions(old, edition))
    except UNREADABLE as fault:
        log.warning("What changed in version %d of %s: %s", edition.version, edition.article.id, fault)
        return None
