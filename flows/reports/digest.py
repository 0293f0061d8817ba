"""The digest of a run: what it changed for readers, as a page of Markdown.

What must no longer be used comes first, then corrections, then what is new. Texts are in it only as short summaries,
and none of what is hidden. Nothing limits its length but this module.
"""

import re
import sqlite3
from collections.abc import Collection, Iterator, Mapping, Sequence
from pathlib import Path
from types import MappingProxyType

from wireglot.articles.languages import language_name
from wireglot.flows.reports.edition_events import EditionEvent, Kind, RunEvents
from wireglot.outputs import beside_original, escaped, shortened
from wireglot.outputs.index import Catalog, Copy

# A page of Prefect's UI with 200 summaries still scrolls well. What is only a line is cut earlier: all failures are in
# a table of their own, and a version by another engine is news to nobody.
MOST_ENTRIES = 200
MOST_LINES: Mapping[Kind, int] = {"withdrawn": 200, "updated": 20, "failed": 20}

MOST_OF_A_WARNING = 160  # characters: which doubt it is; the page of the article has all of it

_TITLES: Mapping[Kind, str] = {
    "withdrawn": "Withdrawn",
    "corrected": "Corrected",
    "created": "New",
    "updated": "Made again",
    "failed": "Failed",
}
_ENTRIES = re.compile(r"^(?=#{2,3} |- )", re.MULTILINE)
WITHDRAWN_SINCE = "*An article that was listed here has been withdrawn since.*\n\n"
NO_GROUPS: Mapping[str, Sequence[Copy]] = MappingProxyType({})


def digest_markdown(
    summary: str,
    events: RunEvents,
    *,
    outputs: str,
    desk: str = "",
    front: str = "",
    notice: str = "",
    groups: Mapping[str, Sequence[Copy]] = NO_GROUPS,
) -> str:
    """The digest of a run.

    Args:
        summary: The run in one line.
        outputs: The output folder.
        front: The address of the site's front page, where it is published.
        notice: What the reader should know of the run as a whole.
        groups: The articles with the same text as one of these, by id; those that are new together have one entry.
    """
    where = [f"[All articles](<{front}>)"] if front else []
    parts = [
        f"# {_line(desk) or 'News'}",
        _line(summary),
        f"> {_line(notice)}" if notice else "",
        " · ".join([*where, f"Output folder: {_code(outputs)}"]),
        *_lines("withdrawn", events),
        *_entries("corrected", events, groups),
        *_entries("created", events, groups),
        *_lines("updated", events),
        *_lines("failed", events),
    ]
    return "\n\n".join(filter(None, parts)) + "\n"


def without_articles(digest: str, ids: Collection[str]) -> str:
    """The digest of an earlier run without the headlines and summaries of these articles, which are withdrawn now.

    An entry names its article by the address of its page or by its folder.
    """
    return "".join(
        WITHDRAWN_SINCE if _names(entry, ids) and not _is_of_withdrawn(entry) else entry
        for entry in _ENTRIES.split(digest)
    )


def _names(entry: str, ids: Collection[str]) -> bool:
    return any(f"/{id}.html>" in entry or f"/{id}/v" in entry for id in ids)


def _is_of_withdrawn(entry: str) -> bool:
    """Whether it is a row of a withdrawn article, whose title is its id."""
    title = re.match(r"- \[?([a-z0-9-]+)\]?", entry)
    return title is not None and f"/{title[1]}.html>" in entry


def same_texts(root: Path, events: RunEvents) -> Mapping[str, Sequence[Copy]]:
    """The articles with the same text as one of those with an entry, by id; none where the index cannot be read."""
    ids = [event.id for kind in _ENTRY_KINDS for event in events.of(kind)]
    try:
        return Catalog(root).copies(ids) if ids else {}
    except sqlite3.Error:
        return {}  # the run has logged that the index is behind


_ENTRY_KINDS: tuple[Kind, ...] = ("corrected", "created")


def _entries(kind: Kind, events: RunEvents, groups: Mapping[str, Sequence[Copy]]) -> Iterator[str]:
    """Yield a section of articles with their summaries."""
    corrected = {event.id for event in events.of("corrected")} if kind == "created" else set()
    found = [event for event in _one_entry_each(events.of(kind), groups) if event.id not in corrected]
    if not found:
        return
    yield _heading(kind, events)
    for event in found[:MOST_ENTRIES]:
        yield _entry(event, groups.get(event.id, ()))
    yield from _rest(events.counts[kind] - len(events.of(kind)) + max(len(found) - MOST_ENTRIES, 0))


def _lines(kind: Kind, events: RunEvents) -> Iterator[str]:
    """Yield a section with one row for each article."""
    found = events.of(kind)[: MOST_LINES[kind]]
    if not found:
        return
    yield _heading(kind, events)
    yield "\n".join(f"- {_failure(event) if kind == 'failed' else _row(event)}" for event in found)
    yield from _rest(events.counts[kind] - len(found))


def _heading(kind: Kind, events: RunEvents) -> str:
    return f"## {_TITLES[kind]} ({events.counts[kind]:,})"


def _rest(count: int) -> Iterator[str]:
    if count > 0:
        yield f"*{count:,} more are not listed here.*"


def _entry(event: EditionEvent, copies: Sequence[Copy]) -> str:
    also = ", ".join(dict.fromkeys(copy.name for copy in copies if copy.id != event.id))
    parts = [
        f"### {_linked(event, beside_original(event.headline, event.original_headline))}",
        f"**{_line(event.change)}**" if event.change else "",
        _line(event.short),
        f"> {_line(shortened(event.warnings[0], MOST_OF_A_WARNING))}" if event.warnings else "",
        f"Also in: {_line(also)}" if also else "",
        _facts(event),
    ]
    return "\n\n".join(filter(None, parts))


def _facts(event: EditionEvent) -> str:
    """Language, translator and doubt in one line, then the source, and where it is stored if that has no address."""
    translator = f"translated by {_line(event.translator)}" if event.translator != "none" else ""
    facts = [
        language_name(event.language),
        translator,
        f"**{event.state}**" if event.state != "ok" else "",
        _line(event.source),
        f"version {event.version}" if event.version > 1 else "",
        "" if event.link else _code(event.folder),
    ]
    return " · ".join(filter(None, facts))


def _row(event: EditionEvent) -> str:
    """What is withdrawn by its id, without any text; else the headline, with what differs."""
    if event.shown:
        where = "" if event.link else f" · {_code(event.folder)}"
        return f"{_linked(event, event.headline)}: {_line(event.change or event.state)}{where}"
    where = f" · {_line(event.source)}" if event.source else ""
    return f"{_linked(event, event.id)} (version {event.version}): {_line(event.reason)}{where}"


def _failure(event: EditionEvent) -> str:
    reason = event.reason.removeprefix(f"{event.source}: ")
    plan = f" ({event.next_try})" if event.next_try else ""
    return f"{_line(event.source or event.id)}, {event.stage}: {_line(reason)}{plan}"


def _linked(event: EditionEvent, text: str) -> str:
    title = _line(shortened(text, 200) or event.id)
    return f"[{title}](<{event.link}>)" if event.link else title


def _line(text: str) -> str:
    """Text from outside as one line that is no heading, list or link."""
    line = escaped(" ".join(text.split()))
    return re.sub(r"^(\d*)([-+.)])", r"\1\\\2", line)


def _code(text: str) -> str:
    return f"`{text.replace('`', chr(39))}`"


def _one_entry_each(events: Sequence[EditionEvent], groups: Mapping[str, Sequence[Copy]]) -> list[EditionEvent]:
    """The events without those whose text an earlier one of their group has."""
    ids = {event.id for event in events}
    first = {id: next((copy.id for copy in groups.get(id, ()) if copy.id in ids), id) for id in ids}
    return [event for event in events if first[event.id] == event.id]
