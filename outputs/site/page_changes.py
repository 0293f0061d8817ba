"""The changes between two versions, as a page shows them."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

from wireglot.outputs.changes import Changes, Segment, SentenceChange, one_line, setting_line, word_diff
from wireglot.outputs.site.page_texts import anchor, language_attributes
from wireglot.outputs.site.pages import label

if TYPE_CHECKING:
    from markupsafe import Markup


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
