"""Pruning: old versions taken out on demand, each put on record first, so that the chain can still be checked."""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

from wireglot.outputs import publishing
from wireglot.outputs.layout import drafts_folder, version_name, version_numbers
from wireglot.outputs.manifest import NAME as MANIFEST
from wireglot.outputs.manifest import read_manifest, sum_of
from wireglot.outputs.removed import record_removed
from wireglot.outputs.store import Store


def prunable(store: Store, *, keep: int, older_than: timedelta, now: datetime | None = None) -> Iterator[Path]:
    """The folders of versions that may go: not among the newest `keep` (at least 1), and older than that.

    A version whose manifest cannot be read stays: `wireglot verify` names it.
    """
    before = (now or datetime.now(UTC)) - older_than
    for id in store.ids():
        folder = store.root / id
        for number in version_numbers(folder)[: -max(1, keep)]:
            if _made(folder / version_name(number)) < before:
                yield folder / version_name(number)


def prune(version: Path) -> None:
    """Take the version out: recorded first, then gone from its place in one step, then deleted. Raises OSError."""
    article, number = version.parent, int(version.name[1:])
    record_removed(article, number, sum_of((version / MANIFEST).read_bytes()), "pruned")
    grave = drafts_folder(article.parent)
    grave.mkdir(parents=True, exist_ok=True)
    gone = publishing.draft_place(article.parent)
    version.rename(gone)
    publishing.flush_folder(article)
    publishing.drop_draft(gone)


def _made(version: Path) -> datetime:
    try:
        return datetime.fromisoformat(read_manifest(version).made_at)
    except (OSError, ValueError):
        return datetime.max.replace(tzinfo=UTC)
