"""Marks of articles: empty files by which a run finds what it has to do without reading the whole archive.

    .wireglot/pending/<host>-<pid>/<id>      the article has a version that index, pages and feeds do not know yet
    .wireglot/embargoes/<id>                 its newest version is embargoed

A writer marks an article as pending before a version is published, and removes the mark when everything made from
it is up to date. A writer that dies in between leaves a mark that the next reader or writer finds.
"""

from collections.abc import Iterable
from contextlib import suppress
from pathlib import Path

from wireglot.outputs.layout import embargoes_folder, may_be_running, pending_folder, writer_name


def mark_pending(root: Path, id: str) -> None:
    """Raises OSError."""
    _touch(pending_folder(root) / writer_name() / id)


def pending_ids(root: Path) -> list[str]:
    """The ids that any writer has marked as pending, sorted, each once."""
    return sorted({path.name for folder in _writers(root) for path in folder.iterdir()})


def clear_pending(root: Path, ids: Iterable[str]) -> None:
    """Remove this writer's marks of these ids, and those of writers that no longer run.

    What another running writer marked stays: its version may be on the way.
    """
    done = list(ids)
    for folder in _writers(root):
        if folder.name == writer_name() or not may_be_running(folder.name):
            for id in done:
                (folder / id).unlink(missing_ok=True)
            with suppress(OSError):  # another article is still marked
                folder.rmdir()


def mark_embargoed(root: Path, id: str) -> None:
    """Raises OSError."""
    _touch(embargoes_folder(root) / id)


def unmark_embargoed(root: Path, id: str) -> None:
    (embargoes_folder(root) / id).unlink(missing_ok=True)


def embargoed_ids(root: Path) -> list[str]:
    """The ids that are marked as embargoed, sorted."""
    try:
        return sorted(path.name for path in embargoes_folder(root).iterdir())
    except OSError:
        return []


def _touch(path: Path) -> None:
    try:
        path.touch()
    except FileNotFoundError:
        path.parent.mkdir(parents=True, exist_ok=True)
        path.touch()


def _writers(root: Path) -> list[Path]:
    try:
        return [folder for folder in pending_folder(root).iterdir() if folder.is_dir()]
    except OSError:
        return []
