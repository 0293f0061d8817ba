"""The page of sources: how each of them does, those that fail first."""

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

from wireglot.outputs.site.pages import SITE, path_to_root, remove, render, write
from wireglot.outputs.source_files import published_place
from wireglot.outputs.source_rows import SourceRow

SOURCES = f"{SITE}/sources.html"


def has_sources(root: Path) -> bool:
    """Whether there is a page of sources, to which the front page links."""
    return (root / SOURCES).is_file()


def sources_differ(root: Path, rows: Sequence[SourceRow]) -> bool:
    """Whether the page is not yet what these rows make it. Raises OSError."""
    try:
        return (root / SOURCES).read_bytes() != (_page(rows) if rows else None)
    except FileNotFoundError:
        return bool(rows)


def write_sources(root: Path, rows: Sequence[SourceRow]) -> None:
    """Write the page, or remove it when there are no sources. Raises OSError."""
    if rows:
        write(root, SOURCES, _page(rows))
    else:
        remove(root, SOURCES)


def _page(rows: Sequence[SourceRow]) -> bytes:
    ordered = sorted(map(_published, rows), key=lambda row: row.urgency)
    return render("sources.html", {"root": path_to_root(SOURCES), "rows": ordered})


def _published(row: SourceRow) -> SourceRow:
    """The row without the layout of this machine: in its error as well, which names files of a folder."""
    place = published_place(row.place)
    return replace(row, place=place, error=row.error.replace(row.place, place))
