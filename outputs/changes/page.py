"""changes.md: what changed in a version, for a person to read; the facts first, then sentence by sentence.

The page is built as rows for a `Style`, so that `wireglot diff` tells the same in the same words on a
terminal. No line begins with text from outside: it could make a list, a quote or a heading of itself.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import Any

from wireglot.articles.languages import language_name
from wireglot.outputs.changes.changes import Changes
from wireglot.outputs.changes.saying import at, circumstance, fact_line, kind, one_line, say
from wireglot.outputs.changes.sentences import Change
from wireglot.outputs.changes.style import MARKDOWN, Style
from wireglot.outputs.changes.summaries import SummaryChange, SummaryChanges
from wireglot.outputs.changes.wording import Stretch, stretches

_GLIMPSE = 160  # characters of a moved sentence: enough to know it by


def changes_markdown(changes: Changes) -> str:
    """The page of a version after the first: never empty, and without a word of a withdrawn article."""
    return changes_page(changes, MARKDOWN)


def changes_page(changes: Changes, style: Style) -> str:
    """The page in that style; empty lines part its sections."""
    return "\n\n".join(filter(None, _parts(changes, style))) + "\n"


def _parts(changes: Changes, style: Style) -> Iterator[str]:
    yield style.title(say("title", new=changes.new.number) if changes.new.number else say("title_plain"))
    yield style.strong(changes.title)
    yield style.note(say("note", note=changes.note)) if changes.note else ""
    yield style.strong(one_line(changes))
    yield _against(changes)
    if changes.silent:
        yield _silence(changes)
    yield from _section(style, "facts", [style.plain(fact_line(fact)) for fact in changes.facts])
    if changes.headline and changes.headline_changed:
        yield from _section(style, "headline", [_sentence(changes.headline, changes, style)])
    yield from _section(style, "text", list(_sentences(changes, style)))
    if changes.short and changes.long:
        rows = [*_summary("short", changes.short, style), *_summary("long", changes.long, style)]
        yield from _section(style, "summaries", rows)
    yield from _section(style, "around", [style.plain(circumstance(one)) for one in changes.circumstances])
    yield from _retold(changes, style)


def _section(style: Style, name: str, rows: Sequence[str]) -> Iterator[str]:
    if rows:
        yield style.heading(say(name))
        yield "\n".join(f"- {row}" for row in rows)


def _against(changes: Changes) -> str:
    if not changes.new.number:
        return ""
    new_at, old_at = (say("at", when=one.made_at) if one.made_at else "" for one in (changes.new, changes.old))
    return say("against", new=changes.new.number, old=changes.old.number, new_at=new_at, old_at=old_at)


def _silence(changes: Changes) -> str:
    when = say("on", when=changes.new.made_at) if changes.new.made_at else ""
    quiet = changes.new.state in ("withdrawn", "embargoed")
    key = changes.new.state if quiet else f"was_{changes.old.state}"
    return say(key, old=changes.old.number, new=changes.new.number, when=when)


@dataclass(frozen=True, slots=True)
class _Moved:
    """Sentences that moved together, unchanged: told as one."""

    first: Change
    count: int


def _sentences(changes: Changes, style: Style) -> Iterator[str]:
    for run in _runs(changes.sentences):
        row = _sentence(run.first, changes, style)
        yield row + (f" ({say('more', run.count - 1)})" if run.count > 1 else "")


def _runs(sentences: Sequence[Change]) -> Iterator[_Moved]:
    """Each change alone, but neighbours that moved by the same way as one."""
    numbered = enumerate(sentences)
    for _, group in groupby(numbered, key=lambda one: _way(one[0], one[1])):
        found = [change for _, change in group]
        yield _Moved(found[0], len(found))


def _way(number: int, change: Change) -> object:
    """Equal for sentences of one paragraph that moved to one paragraph; unlike for all others."""
    if change.what != "moved" or not (change.old and change.new and change.old.place and change.new.place):
        return number
    return change.old.place.block, change.new.place.block


def _sentence(change: Change, changes: Changes, style: Style) -> str:
    """Label, words, and below them what the reader reads."""
    label = f"{style.label(_label(change))}: " if change.sides[-1].place else ""
    return label + _words(change, style) + "".join(f"\n  - {row}" for row in _told(change, changes, style))


def _label(change: Change) -> str:
    old, new = change.old, change.new
    side = change.sides[-1]
    values: dict[str, Any] = {
        "at": at(side.place),
        "old": kind(old.kind) if old else "",
        "new": kind(new.kind) if new else "",
    }
    if old and new and old.place and new.place:
        values |= {"from": at(old.place), "way": say("up" if new.place < old.place else "down")}
        also = say("kind_too", **values) if old.kind != new.kind and change.what != "recast" else ""
        return say(change.what.replace(" ", "_"), **values) + also
    named = "" if side.kind == "paragraph" else f" ({kind(side.kind)})"
    return say(change.what, **values) + named


def _words(change: Change, style: Style) -> str:
    if change.words:
        return style.diff(change.words)
    if change.new is None:
        return style.gone(change.old.text) if change.old else ""
    return style.come(change.new.text) if change.old is None else style.plain(_glimpse(change.new.text))


def _told(change: Change, changes: Changes, style: Style) -> Iterator[str]:
    """The telling of the new sentence, and of the old one where it was another."""
    name = language_name(changes.told_in)
    new, old = (side.told if side else "" for side in (change.new, change.old))
    if not change.words:
        whole = change.new is None or change.old is None
        text = new or old
        yield from [f"{name}: {style.plain(text if whole else _glimpse(text))}"] if text else []
    elif new and old and (words := stretches(old, new)) and _near(words):
        yield f"{name}: {style.diff(words)}"
    else:
        yield from [f"{name}: {style.plain(new)}"] if new else []
        yield from [f"{say('before', language=name)}: {style.plain(old)}"] if old else []


def _near(words: Sequence[Stretch]) -> bool:
    """Whether most of the new telling stood in the old one: else two whole sentences read better than one of both."""
    return 2 * sum(len(one.new) for one in words if one.same) >= sum(len(one.new) for one in words)


def _glimpse(text: str) -> str:
    return text if len(text) <= _GLIMPSE else text[:_GLIMPSE].rstrip() + "…"


def _summary(which: str, summary: SummaryChanges, style: Style) -> list[str]:
    """The changed sentences of a summary, or that it stayed."""
    rows = [f"{style.label(say(which))}: {_summary_row(one, style)}" for one in summary.changed]
    if summary.reordered:
        rows.append(f"{style.label(say(which))}: {say('summary_reordered')}")
    return rows or [say("summary_kept", which=say(which).lower())]


def _summary_row(change: SummaryChange, style: Style) -> str:
    grounds = ", ".join(say("ground_" + one.what.replace(" ", "_"), at=at(one.place)) for one in change.grounds)
    why = f" ({say('rests', grounds=grounds)})" if grounds else ""
    if change.what == "gone":
        return f"{say('summary_gone')}: {style.gone(change.old)}{why}"
    if change.what == "new":
        return f"{say('new')}: {style.come(change.new)}{why}"
    words = style.diff(change.words) if change.words else f"{style.gone(change.old)} {style.come(change.new)}"
    return f"{say('reworded')}: {words}{why}"


def _retold(changes: Changes, style: Style) -> Iterator[str]:
    found = changes.retold
    if not found.count:
        return
    yield style.heading(say("retold"))
    said = say("retold_count", found.count)
    yield said + (" " + say("retold_first", shown=len(found.first)) if found.count > len(found.first) else "")
    yield "\n".join(f"- {style.label(at(one.place))}: {style.diff(one.words)}" for one in found.first)
