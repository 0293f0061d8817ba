"""What changed between two versions, as a page shows it: marked words, each in its language and direction."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from wireglot.outputs.changes import (
    Changes,
    Segment,
    SentenceChange,
    SourceSentence,
    SummaryChange,
    one_line,
    setting_line,
    word_diff,
)
from wireglot.outputs.site.strings import say
from wireglot.outputs.site.telling import anchor
from wireglot.outputs.site.telling import text as tagged


@dataclass(frozen=True, slots=True)
class Piece:
    """A run of words; mark is "", "gone" or "come"."""

    words: str
    mark: str


@dataclass(frozen=True, slots=True)
class Marked:
    """Words of one language, with what went and what came."""

    pieces: tuple[Piece, ...]
    lang: str
    dir: str


@dataclass(frozen=True, slots=True)
class Item:
    """One change: its label, the sentence of this page that it is about ("" for none), the words, and as told."""

    label: str
    anchor: str
    original: Marked | None
    told: Marked | None


@dataclass(frozen=True, slots=True)
class Section:
    title: str
    items: tuple[Item, ...]


@dataclass(frozen=True, slots=True)
class ChangeList:
    old: int
    new: int
    line: str
    silent: bool
    sections: tuple[Section, ...]


def change_list(changes: Changes) -> ChangeList:
    """The changes without empty sections; silent ones hold no word of either version."""
    found = [
        Section(say("facts"), tuple(_facts(changes))),
        Section(say("changed_headline"), tuple(_headline(changes))),
        Section(say("changed_text"), tuple(_item(one, changes) for one in changes.sentences)),
        Section(say("changed_summaries"), tuple(_summaries(changes))),
        Section(say("changed_retold"), tuple(_retold(changes))),
        Section(say("changed_around"), tuple(_plain(setting_line(one)) for one in changes.settings)),
    ]
    sections = tuple(section for section in found if section.items)
    return ChangeList(changes.old.number, changes.new.number, one_line(changes), changes.hidden, sections)


def _facts(changes: Changes) -> Iterator[Item]:
    for fact in changes.facts:
        note = "" if fact.old and fact.new else say("gone") if fact.old else say("come")
        original = say("in_original", text=" -> ".join(filter(None, fact.original))) if fact.original else ""
        behind = "; ".join(filter(None, (note, original)))
        place = next((place for place in fact.evidence if place and fact.new), None)
        words = (Piece(fact.text, ""), *([Piece(f" ({behind})", "")] if behind else []))
        yield Item("", anchor(place) if place else "", None, _marked(words, changes.reader_language))


def _headline(changes: Changes) -> Iterator[Item]:
    if changes.headline and changes.headline_changed:
        yield _item(changes.headline, changes)


def _item(change: SentenceChange, changes: Changes) -> Item:
    old, new = change.old, change.new
    label = say("what_" + change.status.replace(" ", "_"))
    where = anchor(new.ref) if new and new.ref else ""
    told = _told(old, new)
    return Item(
        label,
        where,
        _marked(_words(change), changes.language),
        _marked(told, changes.reader_language) if told else None,
    )


def _words(change: SentenceChange) -> tuple[Piece, ...]:
    if change.words:
        return tuple(_pieces(change.words))
    side = change.shown
    mark = {"added": "come", "removed": "gone"}.get(change.status, "")
    return (Piece(side.text, mark),)


def _told(old: SourceSentence | None, new: SourceSentence | None) -> tuple[Piece, ...]:
    """How the reader reads the change; () where the sentence is told in its own words."""
    before, after = (side.translation if side else "" for side in (old, new))
    if before and after:
        return tuple(_pieces(word_diff(before, after)))
    if new and after:
        return (Piece(after, "" if old else "come"),)
    return (Piece(before, "" if new else "gone"),) if before and not new else ()


def _summaries(changes: Changes) -> Iterator[Item]:
    for name, summary in (("short", changes.short), ("long", changes.long)):
        for one in summary.changed if summary else ():
            where = anchor(one.evidence[0].ref) if one.evidence and one.status != "removed" else ""
            label = f"{say(name)}: {say(f'what_{one.status}').lower()}"
            yield Item(label, where, None, _marked(_summary(one), changes.reader_language))


def _summary(one: SummaryChange) -> tuple[Piece, ...]:
    if one.words:
        return tuple(_pieces(one.words))
    return tuple(Piece(words, mark) for words, mark in ((one.old, "gone"), (one.new, "come")) if words)


def _retold(changes: Changes) -> Iterator[Item]:
    found = changes.translations
    for one in found.first:
        yield Item("", anchor(one.ref) if one.ref else "", None, _marked(_pieces(one.words), changes.reader_language))
    if found.count > len(found.first):
        yield _plain(say("retold_more", count=found.count - len(found.first)))


def _plain(words: str) -> Item:
    return Item(words, "", None, None)


def _pieces(words: Sequence[Segment]) -> Iterator[Piece]:
    for one in words:
        if one.same:
            yield Piece(one.new, "")
            continue
        if one.old:
            yield Piece(one.old, "gone")
        if one.new:
            yield Piece(one.new, "come")


def _marked(words: Iterable[Piece], tag: str) -> Marked:
    shown = tagged("", tag)
    return Marked(tuple(words), shown.lang, shown.dir)
