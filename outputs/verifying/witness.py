"""The catalog as a witness: it may know of a version that is gone without a trace."""

import sqlite3
from collections.abc import Iterator
from pathlib import Path

from wireglot.outputs.index import Catalog
from wireglot.outputs.layout import catalog_file, version_name, version_numbers
from wireglot.outputs.removed import highest_removed
from wireglot.outputs.verifying.finding import Finding, damage, note


def check_catalog(root: Path, ids: list[str]) -> Iterator[Finding]:
    """What the catalog says against what is there; ids: the articles' folders."""
    path = catalog_file(root)
    if not path.is_file():
        if ids:
            yield note("", path, "is absent")
        return
    try:
        known = dict(Catalog(root).all())
    except sqlite3.Error as fault:
        yield note("", path, f"cannot be read ({fault})")
        return
    for id in sorted({*known, *ids}):
        yield from _compared(root / id, known.get(id, 0), path)


def _compared(folder: Path, known: int, path: Path) -> Iterator[Finding]:
    there = max(version_numbers(folder), default=0)
    if there > known:
        yield note(folder.name, path, f"is behind: it knows {version_name(known) if known else 'nothing'} of it")
    elif known > max(there, _removed(folder)):
        yield damage(folder.name, folder / version_name(known), "is missing, and the catalog knows it")


def _removed(folder: Path) -> int:
    try:
        return highest_removed(folder)
    except (OSError, ValueError):
        return 0  # named already
