"""The pages of an article: its newest version, and one for each older version.

A page shows the summaries, translation and original, and the changes since the version before. Each text comes with its
language and writing direction, and each sentence with its number and its anchor on the page. What was withdrawn,
is held or under embargo is not shown, nor is an older version that a later one withdraws.
"""

import logging
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING, Any

from wireglot.articles import SentenceRef, neutral_id
from wireglot.articles.languages import UNKNOWN, writing_direction
from wireglot.outputs.changes import (
    Changes,
    Segment,
    SentenceChange,
    compare_editions,
    one_line,
    setting_line,
    word_diff,
)
from wireglot.outputs.edition import HIDDEN, Edition
from wireglot.outputs.exports import json_ld
from wireglot.outputs.index import Copy
from wireglot.outputs.layout import Addresses, is_safe_link
from wireglot.outputs.rendering import (
    accounting_line,
    check_in_words,
    how_made,
    other_languages,
    own_checks,
    summary_doubts,
)
from wireglot.outputs.shown_languages import (
    Passage,
    TextLanguages,
    headline_passage,
    original_languages,
    sentence_passages,
    shown_languages,
    summary_language,
)
from wireglot.outputs.site.pages import (
    article_page,
    label,
    path_to_root,
    remove,
    render,
    version_page,
    versions_folder,
    write,
)
from wireglot.outputs.source_files import published_source
from wireglot.outputs.store import UNREADABLE, Store
from wireglot.outputs.versions import Manifest, read_manifest
from wireglot.summarizers import Summary

if TYPE_CHECKING:
    from markupsafe import Markup


@dataclass(frozen=True, slots=True)
class Piece:
    """A piece of a text, and the attributes of the element around it; "" where it is in the language of the text."""

    words: str
    attributes: "Markup | str"


@dataclass(frozen=True, slots=True)
class Text:
    """A text in pieces, and the attributes of the HTML element around it: its language and writing direction."""

    pieces: tuple[Piece, ...]
    attributes: "Markup"

    @property
    def words(self) -> str:
        return "".join(piece.words for piece in self.pieces)


@dataclass(frozen=True, slots=True)
class Row:
    """A sentence of the source beside its translation, which is None for an article without translation.

    starts_block  it is the first of its block
    note          "kept" or "failed" where the translation is the original, else ""
    doubts        what may be wrong with the translation
    """

    number: int
    anchor: str
    kind: str
    starts_block: bool
    translation: Text | None
    original: Text
    note: str
    doubts: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class EvidenceLink:
    """A sentence of the source that a summary sentence cites."""

    number: int
    anchor: str


@dataclass(frozen=True, slots=True)
class CitedSentence:
    """A sentence of a summary with its evidence; `separator` is the text between it and the sentence before."""

    text: tuple[Piece, ...]
    evidence: tuple[EvidenceLink, ...]
    shortened: bool
    separator: str


@dataclass(frozen=True, slots=True)
class ShownSummary:
    """A summary with its checks in words; without sentences when the article is too short."""

    sentences: tuple[CitedSentence, ...]
    checks: tuple[str, ...]
    attributes: "Markup"


@dataclass(frozen=True, slots=True)
class MarkedText:
    """A text in one language, with what was removed and added."""

    words: tuple[Segment, ...]
    attributes: "Markup"


@dataclass(frozen=True, slots=True)
class ChangeItem:
    """One change: its label, the sentence on this page that it is about ("" for none), and the text."""

    label: str
    anchor: str = ""
    original: MarkedText | None = None
    translation: MarkedText | None = None


@dataclass(frozen=True, slots=True)
class ChangeSection:
    title: str
    items: tuple[ChangeItem, ...]


@dataclass(frozen=True, slots=True)
class ChangeList:
    """The changes between two versions, without empty sections; hidden ones have no word of either version."""

    old: int
    new: int
    line: str
    hidden: bool
    sections: tuple[ChangeSection, ...]


def text_in(words: str, tag: str) -> Text:
    return _text_of((Passage(words, tag),), tag)


def _text_of(passages: Sequence[Passage], tag: str) -> Text:
    return Text(_pieces(passages, tag), language_attributes(tag))


def _pieces(passages: Sequence[Passage], tag: str) -> tuple[Piece, ...]:
    """The passages of a text that is in the language `tag`."""
    return tuple(
        Piece(passage.text, "" if passage.language == tag else language_attributes(passage.language))
        for passage in passages
    )


@lru_cache(maxsize=1000)
def language_attributes(tag: str) -> "Markup":
    """Return the attributes lang and dir of an element in that language, with a space before."""
    from markupsafe import Markup, escape

    lang = "" if tag == UNKNOWN else Markup(' lang="{}"').format(escape(tag))
    return Markup('{} dir="{}"').format(lang, writing_direction(tag))


def anchor(ref: SentenceRef | None) -> str:
    """Return the name of a sentence on its page, "" for the headline."""
    return f"s-{ref.block}-{ref.sentence}" if ref else ""


def sentence_rows(edition: Edition) -> tuple[Row, ...]:
    """Return every sentence of the source in reading order, numbered from 1."""
    blocks, translation = edition.article.blocks, edition.translation
    original, translated = original_languages(edition), shown_languages(edition)
    notes = dict.fromkeys(translation.kept, "kept") | dict.fromkeys(translation.failed, "failed") if translation else {}
    doubts: dict[SentenceRef | None, list[str]] = {}
    for doubt in translation.doubts if translation else ():
        doubts.setdefault(doubt.sentence, []).append(doubt.detail)
    rows = []
    for number, (ref, words) in enumerate(edition.article.sentences(), 1):
        note, shown = notes.get(ref, ""), None
        if translation:
            shown = _row_text(translated, ref, translation.blocks[ref.block].sentences[ref.sentence])
        kind, first = blocks[ref.block].kind, ref.sentence == 0
        doubtful = tuple(doubts.get(ref, ()))
        source = _row_text(original, ref, words)
        rows.append(Row(number, anchor(ref), kind, first, shown, source, note, doubtful))
    return tuple(rows)


def _row_text(languages: TextLanguages, ref: SentenceRef, words: str) -> Text:
    return _text_of(languages.passages(ref, words), languages.of(ref))


def shown_summary(edition: Edition, summary: Summary) -> ShownSummary:
    """Return a summary with its evidence; that it is from a teaser, too short or cut is said elsewhere on the page."""
    numbers = {ref: number for number, (ref, _) in enumerate(edition.article.sentences(), 1)}
    language = summary_language(edition, summary)
    sentences, end = [], 0
    for sentence in summary.sentences if summary.text else ():
        evidence = tuple(EvidenceLink(numbers[ref], anchor(ref)) for ref in sentence.evidence if ref in numbers)
        start = summary.text.find(sentence.text, end)
        separator = summary.text[end:start] if start >= 0 else " "
        end = start + len(sentence.text) if start >= 0 else end
        pieces = _pieces(sentence_passages(edition, summary, sentence), language)
        sentences.append(CitedSentence(pieces, evidence, sentence.span is not None, separator))
    checks = (*map(check_in_words, own_checks(summary)), *other_languages(summary), *summary_doubts(summary))
    return ShownSummary(tuple(sentences), checks, language_attributes(language))


def change_list(changes: Changes) -> ChangeList:
    """Return the changes as a page shows them."""
    headline = [changes.headline] if changes.headline and changes.headline_changed else []
    settings = (ChangeItem(setting_line(change)) for change in changes.settings)
    found = [
        ChangeSection(label("changed_facts"), tuple(_facts(changes))),
        ChangeSection(label("changed_headline"), tuple(_sentence(change, changes) for change in headline)),
        ChangeSection(label("changed_text"), tuple(_sentence(change, changes) for change in changes.sentences)),
        ChangeSection(label("changed_summaries"), tuple(_summaries(changes))),
        ChangeSection(label("changed_translations"), tuple(_translations(changes))),
        ChangeSection(label("changed_settings"), tuple(settings)),
    ]
    sections = tuple(section for section in found if section.items)
    return ChangeList(changes.old.number, changes.new.number, one_line(changes), changes.hidden, sections)


def _facts(changes: Changes) -> Iterator[ChangeItem]:
    for fact in changes.facts:
        note = "" if fact.is_replaced else label("fact_removed" if fact.old else "fact_added")
        original = label("in_original", text=" -> ".join(filter(None, fact.original))) if fact.original else ""
        notes = "; ".join(filter(None, (note, original)))
        place = next((ref for ref in fact.evidence if ref and fact.new), None)
        words = _unchanged(f"{fact.text} ({notes})" if notes else fact.text)
        yield ChangeItem("", anchor(place), None, _marked(words, changes.reader_language))


def _sentence(change: SentenceChange, changes: Changes) -> ChangeItem:
    old, new = change.old, change.new
    original = change.words or _whole(old.text if old else "", new.text if new else "")
    translation = _translation(old.translation if old else "", new.translation if new else "", change)
    return ChangeItem(
        label(f"change_{change.status.replace(' ', '_')}"),
        anchor(new.ref) if new else "",
        _marked(original, changes.language),
        _marked(translation, changes.reader_language) if translation else None,
    )


def _translation(old: str, new: str, change: SentenceChange) -> tuple[Segment, ...]:
    """Return how the translation changed; () for a sentence without one now."""
    if old and new:
        return word_diff(old, new)
    if change.old and change.new:
        return _unchanged(new) if new else ()
    return _whole(old, new)


def _summaries(changes: Changes) -> Iterator[ChangeItem]:
    for name, summary in (("short", changes.short), ("long", changes.long)):
        for change in summary.changed if summary else ():
            place = anchor(change.evidence[0].ref) if change.evidence and change.status != "removed" else ""
            title = f"{label(name)}: {label(f'change_{change.status}').lower()}"
            words = _marked(change.words or _whole(change.old, change.new), changes.reader_language)
            yield ChangeItem(title, place, None, words)


def _translations(changes: Changes) -> Iterator[ChangeItem]:
    found = changes.translations
    for change in found.first:
        yield ChangeItem("", anchor(change.ref), None, _marked(change.words, changes.reader_language))
    if found.count > len(found.first):
        yield ChangeItem(label("more_translations", count=found.count - len(found.first)))


def _whole(old: str, new: str) -> tuple[Segment, ...]:
    """Return two whole texts as one change; equal ones are unchanged."""
    return (Segment(old, new, old == new),) if old or new else ()


def _unchanged(text: str) -> tuple[Segment, ...]:
    return (Segment(text, text, same=True),)


def _marked(words: tuple[Segment, ...], tag: str) -> MarkedText:
    return MarkedText(words, language_attributes(tag))


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
