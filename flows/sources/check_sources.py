"""Trying the sources of a desk: each is fetched or opened once, and nothing of it becomes an edition."""

import os
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path
from tempfile import TemporaryDirectory

from wireglot.articles.reading import SourceFile, find_sources
from wireglot.fetching import SourceHealth
from wireglot.flows.desks import Desk
from wireglot.flows.sources.source import Source
from wireglot.flows.sources.source_health import note_local_health
from wireglot.flows.sources.web_sources import fetch_articles, split_web_sources


@dataclass(frozen=True, slots=True)
class CheckedDesk:
    """What came of trying a desk: its sources, and what is wrong with single items, as sentences."""

    sources: tuple[SourceHealth, ...]
    items: tuple[str, ...]


def check_desk(desk: Desk) -> CheckedDesk:
    """Try every source of the desk, with one conditional request for each feed and page.

    What was fetched is kept for the next run, and how the sources do, unless there is no output folder yet.
    """
    web, local = split_web_sources(desk.sources)
    with _kept_in(desk.outputs) as root:
        health = [_check_local(source, desk.outputs, root) for source in local]
        feeds_alone = [replace(source, full_text=False) for source in web]
        fetched = fetch_articles(feeds_alone, root, desk.options)
    unread = tuple(one.reason for one in fetched.failed if one.stage == "read")
    return CheckedDesk((*health, *fetched.health), unread)


@contextmanager
def _kept_in(outputs: Path) -> Iterator[Path]:
    """The output folder, or one for now where there is none: a check should make no output folder."""
    if outputs.is_dir():
        yield outputs
        return
    with TemporaryDirectory() as folder:
        yield Path(folder)


def _check_local(source: Source, outputs: Path, root: Path) -> SourceHealth:
    """List the folder or file, and open what is in it."""
    found = find_sources([source.at], outputs=outputs)
    error = next((str(fault.error) for fault in found.missing), "") or _unreadable(found.files)
    return note_local_health([source], found.files, root, error=error)[0]


def _unreadable(files: Sequence[SourceFile]) -> str:
    """Which of the files cannot be opened, "" for none."""
    closed = [file.name for file in files if not os.access(file.path, os.R_OK)]
    others = f" and {len(closed) - 1} more" if len(closed) > 1 else ""
    return f"{closed[0]}{others}: expected files that can be opened; give read permission." if closed else ""
