"""The page of sources: how each of them does, those that fail first, and how each desk does."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime, timedelta
from pathlib import Path

from wireglot.articles import time_text
from wireglot.outputs.desk_runs import DeskRun, desk_runs
from wireglot.outputs.site.pages import SITE, path_to_root, remove, render, write
from wireglot.outputs.source_files import published_place
from wireglot.outputs.source_rows import SourceRow

SOURCES = f"{SITE}/sources.html"
# A desk that was removed leaves the page after this time; weekly ones stay.
SHOWN_FOR = timedelta(days=14)


def has_sources(root: Path) -> bool:
    """Whether there is a page of sources, to which the front page links."""
    return (root / SOURCES).is_file()


def sources_differ(root: Path, rows: Sequence[SourceRow]) -> bool:
    """Whether the page is not yet what these rows make it. Raises OSError."""
    try:
        return (root / SOURCES).read_bytes() != _page(root, rows)
    except FileNotFoundError:
        return _page(root, rows) is not None


def write_sources(root: Path, rows: Sequence[SourceRow]) -> None:
    """Write the page, or remove it when there are no sources. Raises OSError."""
    page = _page(root, rows)
    if page:
        write(root, SOURCES, page)
    else:
        remove(root, SOURCES)


def silent_desks(root: Path) -> list[DeskRun]:
    """The desks that are known to be silent."""
    return [run for run in desk_runs(root) if run.silent_since]


def _page(root: Path, rows: Sequence[SourceRow]) -> bytes | None:
    """The page; None when there is nothing to show."""
    ordered = sorted(map(_published, rows), key=lambda row: row.urgency)
    desks, silent = _shown_desks(desk_runs(root)), silent_desks(root)
    if not ordered and not desks:
        return None
    return render("sources.html", {"root": path_to_root(SOURCES), "rows": ordered, "desks": desks, "silent": silent})


def _shown_desks(runs: Sequence[DeskRun]) -> list[DeskRun]:
    """The desks that ran in the weeks before the last run of any, or are silent; the silent first."""
    started = [run for run in runs if run.started]
    last = max((run.started for run in started), default="")
    since = time_text(datetime.fromisoformat(last) - SHOWN_FOR) if last else ""
    shown = [run for run in started if run.started >= since or run.silent_since]
    return sorted(shown, key=lambda run: (not run.silent_since, run.desk))


def _published(row: SourceRow) -> SourceRow:
    """The row without the layout of this machine: in its error as well, which names files of a folder."""
    place = published_place(row.place)
    return replace(row, place=place, error=row.error.replace(row.place, place))
