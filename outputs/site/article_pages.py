"""The pages of an article: its newest version, and one for each older version.

A page shows the summaries, translation and original, and the changes since the version before. Each text comes with its
language and writing direction, and each sentence with its number and its anchor on the page. What was withdrawn,
is held or under embargo is not shown, nor is an older version that a later one withdraws.
"""

import logging
from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from wireglot.articles import neutral_id
from wireglot.articles.languages import UNKNOWN
from wireglot.outputs.changes import compare_editions
from wireglot.outputs.edition import HIDDEN, Edition
from wireglot.outputs.exports import json_ld
from wireglot.outputs.index import Copy
from wireglot.outputs.layout import Addresses, is_safe_link
from wireglot.outputs.rendering import accounting_line, how_made
from wireglot.outputs.shown_languages import Passage, headline_passage, summary_language
from wireglot.outputs.site.page_changes import ChangeList, change_list
from wireglot.outputs.site.page_texts import Text, sentence_rows, shown_summary, text_in
from wireglot.outputs.site.pages import article_page, path_to_root, remove, render, version_page, versions_folder, write
from wireglot.outputs.source_files import published_source
from wireglot.outputs.store import UNREADABLE, Store
from wireglot.outputs.versions import Manifest, read_manifest

if TYPE_CHECKING:
    pass

log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class PastVersion:
    """A version of an article.

    hidden     its text may not be shown
    withdrawn  by itself or by a later version
    damaged    its manifest cannot be read; made_at and reasons are empty then
    page       its own page; the newest version has the article's
    """

    number: int
    made_at: str
    reasons: tuple[str, ...]
    hidden: bool
    withdrawn: bool
    damaged: bool
    page: str


def write_article(
    store: Store, edition: Edition, addresses: Addresses, copies: Sequence[Copy] = (), *, rewrite: bool = False
) -> None:
    """Write the pages of the article whose newest version is `edition`, which is neither held nor under embargo.

    copies: all articles with the same text, this one too; () when there is no other.

    The page of an older version that is there stays as it is, unless the article was withdrawn since, or with
    `rewrite`. Raises OSError, and ValueError when the newest manifest is damaged.
    """
    id = edition.article.id
    versions = version_history(store, id)
    if any(past.damaged and past.number == edition.version for past in versions):
        raise ValueError(f"the manifest of its version {edition.version} cannot be read")
    if len(versions) > 1 or rewrite:
        _remove_pruned(store, id, versions)
    rewrite = rewrite or edition.state == "withdrawn"
    for at, past in enumerate(versions):
        if past.number < edition.version and (rewrite or not (store.root / past.page).is_file()):
            _write_older(store, id, versions[: at + 1], addresses)
    page = article_page(id)
    write(store.root, page, _page(store, page, edition, versions, addresses, copies))
    remove(store.root, article_page(neutral_id(id)))


def write_held_article(store: Store, edition: Edition, addresses: Addresses) -> None:
    """Write the page of an article that is held: why it is, and no text of this version or an older one.

    Its name is neutral: the words of an id come from an address or file name, which may repeat the headline.

    Raises OSError, and ValueError when the newest manifest is damaged.
    """
    this = next(past for past in version_history(store, edition.article.id) if past.number == edition.version)
    if this.damaged:
        raise ValueError(f"the manifest of its version {edition.version} cannot be read")
    page = article_page(neutral_id(edition.article.id))
    write(store.root, page, _page(store, page, edition, (this,), addresses))
    _remove_named(store, edition.article.id)


def remove_article(store: Store, id: str) -> None:
    """Remove the article's pages. Raises OSError."""
    remove(store.root, article_page(neutral_id(id)))
    _remove_named(store, id)


def _remove_named(store: Store, id: str) -> None:
    """Remove what has the id in its name."""
    remove(store.root, article_page(id))
    _remove_pruned(store, id, ())
    folder = store.root / versions_folder(id)
    if folder.is_dir():
        folder.rmdir()


def version_history(store: Store, id: str) -> tuple[PastVersion, ...]:
    """Return every version that is there, the oldest first."""
    history: list[PastVersion] = []
    withdrawn = False
    for number in reversed(store.versions(id)):
        manifest = _manifest(store, id, number)
        withdrawn = withdrawn or (manifest is not None and manifest.state == "withdrawn")
        hidden = withdrawn or manifest is None or manifest.state in HIDDEN
        made_at, reasons = (manifest.made_at, manifest.reasons) if manifest else ("", ())
        page = version_page(id, number)
        history.append(PastVersion(number, made_at, reasons, hidden, withdrawn, manifest is None, page))
    return tuple(reversed(history))


def _manifest(store: Store, id: str, number: int) -> Manifest | None:
    try:
        return read_manifest(store.folder(id, number))
    except (OSError, ValueError) as error:
        log.warning("Version %d of %s is not on the pages: %s", number, id, error)
        return None


def _remove_pruned(store: Store, id: str, versions: Sequence[PastVersion]) -> None:
    """Remove the pages of versions that are no longer there."""
    folder, kept = store.root / versions_folder(id), {store.root / past.page for past in versions}
    for path in folder.iterdir() if folder.is_dir() else ():
        if path not in kept:
            path.unlink(missing_ok=True)


def _write_older(store: Store, id: str, versions: Sequence[PastVersion], addresses: Addresses) -> None:
    """Write the page of the last of these versions."""
    past = versions[-1]
    if past.damaged and not past.withdrawn:
        return
    try:
        content = _page(store, past.page, store.read(id, past.number), versions, addresses)
    except UNREADABLE as error:
        log.warning("Version %d of %s has no page: %s", past.number, id, error)
        if past.withdrawn:  # the page that it had shows the text
            remove(store.root, past.page)
        return
    write(store.root, past.page, content)


def _page(
    store: Store,
    page: str,
    edition: Edition,
    versions: Sequence[PastVersion],
    addresses: Addresses,
    copies: Sequence[Copy] = (),
) -> bytes:
    """Return the page of an edition, `versions` ending with it; without its text where that may not be shown."""
    this = next(past for past in versions if past.number == edition.version)
    before = next((past for past in reversed(versions) if past.number < edition.version), None)
    values = _metadata(page, edition, this, addresses) | {"versions": versions, "before": before, "changed": None}
    if this.hidden:
        return render("hidden.html", values | {"changes_unreadable": False})
    changed = _changes(store, edition, before) if before else None
    values |= {"changed": changed, "changes_unreadable": before is not None and changed is None}
    return render("article.html", values | _text(edition) | {"copies": copies})


def _metadata(page: str, edition: Edition, this: PastVersion, addresses: Addresses) -> dict[str, Any]:
    """Return what may be shown of any version, also of one whose text may not be shown."""
    article, held_page = edition.article, article_page(neutral_id(edition.article.id))
    values = {
        "root": path_to_root(page),
        "id": article.id,
        "this": this,
        "state": edition.state if edition.state in HIDDEN or not this.withdrawn else "withdrawn",
        "desk": edition.desk,
        "source": published_source(article),
        "link": next((address for address in (article.uri, article.source) if is_safe_link(address)), ""),
        "newest_page": article_page(article.id),
        "is_newest": page == article_page(article.id),
        "published": article.published,
        "hidden_reason": edition.hidden_reason if edition.state == "held" else "",
        "structured_data": None if this.hidden else json_ld(edition, addresses),
    }
    nameless = {"id": neutral_id(article.id), "source": "", "link": "", "newest_page": held_page, "is_newest": True}
    return values | (nameless if page == held_page else {})


def _text(edition: Edition) -> dict[str, Any]:
    """Return the text of the article, its translation and its summaries."""
    short = edition.summaries.short
    headline = headline_passage(edition) if edition.headline else Passage(short.text, summary_language(edition, short))
    return {
        "headline": text_in(*headline),
        "original_headline": _original_headline(edition),
        "language": edition.language.tag,
        "translation": edition.translation,
        "short": shown_summary(edition, edition.summaries.short),
        "long": shown_summary(edition, edition.summaries.long),
        "rows": sentence_rows(edition),
        "warnings": edition.warnings,
        "how_made": how_made(edition),
        "accounting": accounting_line(edition),
    }


def _original_headline(edition: Edition) -> Text | None:
    """The headline of the source; one in two languages is marked as none of them."""
    if not edition.whole_headline:
        return None
    language = edition.language
    tag = UNKNOWN if language.repeated else language.headline_tag or language.tag
    return text_in(edition.whole_headline, tag)


def _changes(store: Store, edition: Edition, before: PastVersion) -> ChangeList | None:
    """Return what changed since the version before; None when that one cannot be read."""
    if before.damaged:
        return None
    try:
        old = store.read(edition.article.id, before.number)
    except UNREADABLE as error:
        log.warning("Changes in version %d of %s: %s", edition.version, edition.article.id, error)
        return None
    return change_list(compare_editions(old, edition))
