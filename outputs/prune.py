"""Pruning: removing old versions on demand, each recorded first, so that a gap can be told from a loss.

DIR/<id>/removed.json      [{version, manifest, removed_at}], ascending by version
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path

import orjson

from wireglot.outputs import publishing
from wireglot.outputs.edition import read_json
from wireglot.outputs.layout import article_folders, version_name, version_numbers
from wireglot.outputs.manifest import MANIFEST, read_manifest, sha256

REMOVED = "removed.json"


@dataclass(frozen=True, slots=True)
class Removed:
    """A version that was removed; `manifest` is the sha256 of its manifest, which the next version refers to."""

    version: int
    manifest: str
    removed_at: str


def prunable(root: Path, *, keep: int, older_than: timedelta, now: datetime | None = None) -> Iterator[Path]:
    """The folders of versions that are not among the newest `keep` (at least 1) of their article and are that old.

    A version whose manifest cannot be read stays: `wireglot verify` names it.
    """
    before = (now or datetime.now(UTC)) - older_than
    for article in sorted(article_folders(root)):
        for number in version_numbers(article)[: -max(1, keep)]:
            if _made_at(article / version_name(number)) < before:
                yield article / version_name(number)


def prune(version: Path) -> None:
    """Remove the folder of a version: recorded first, then renamed away in one step, then deleted. Raises OSError."""
    article, number = version.parent, int(version.name[1:])
    _record(article, number, sha256((version / MANIFEST).read_bytes()))
    draft = publishing.new_draft(article.parent)
    draft.parent.mkdir(parents=True, exist_ok=True)
    version.rename(draft)
    publishing.flush_folder(article)
    publishing.remove_draft(draft)


def read_removed(article: Path) -> tuple[Removed, ...]:
    """The record in an article's folder; () when nothing was removed. Raises OSError, ValueError on damage."""
    try:
        content = (article / REMOVED).read_bytes()
    except FileNotFoundError:
        return ()
    return read_json(tuple[Removed, ...], content)


def highest_removed(article: Path) -> int:
    """The highest number that was removed, 0 for none: a number is never used twice. Raises OSError, ValueError."""
    return max((removed.version for removed in read_removed(article)), default=0)


def _record(article: Path, version: int, manifest: str) -> None:
    """Add a version to the record, on the disk before this returns. Raises OSError, ValueError."""
    now = datetime.now(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
    rows = {row.version: row for row in read_removed(article)} | {version: Removed(version, manifest, now)}
    content = orjson.dumps(
        [rows[number] for number in sorted(rows)], option=orjson.OPT_INDENT_2 | orjson.OPT_APPEND_NEWLINE
    )
    draft = publishing.write_draft(article.parent, {REMOVED: content})
    (draft / REMOVED).replace(article / REMOVED)
    publishing.flush_folder(article)
    publishing.remove_draft(draft)


def _made_at(version: Path) -> datetime:
    try:
        return datetime.fromisoformat(read_manifest(version).made_at)
    except (OSError, ValueError):
        return datetime.max.replace(tzinfo=UTC)
