"""Marks of the articles that have a new version of which catalog, pages and feeds do not know yet.

    .wireglot/pending/<host>-<pid>/<id>      an empty file, in the folder of the writer that stored the version

A writer marks an article before a version is published, and takes the mark away when all that is made of it is up to
date. So whoever dies in between leaves a mark that the next reader or writer finds, and nobody walks the archive.
"""

import os
import socket
from collections.abc import Iterable
from contextlib import suppress
from pathlib import Path

from wireglot.outputs.layout import pending_folder


def mark(root: Path, id: str) -> None:
    """Raises OSError."""
    folder = _own(root)
    try:
        (folder / id).touch()
    except FileNotFoundError:
        folder.mkdir(parents=True, exist_ok=True)
        (folder / id).touch()


def marked(root: Path) -> list[str]:
    """The ids that any writer has marked, sorted, each once."""
    return sorted({path.name for folder in _folders(root) for path in folder.iterdir()})


def settle(root: Path, ids: Iterable[str]) -> None:
    """Take away this writer's marks of those ids, and those of writers that live no more.

    What another living writer marked stays: its version may be on the way.
    """
    done = list(ids)
    for folder in _folders(root):
        if folder == _own(root) or not _lives(folder.name):
            for id in done:
                (folder / id).unlink(missing_ok=True)
            with suppress(OSError):  # another article is still marked
                folder.rmdir()


def _folders(root: Path) -> list[Path]:
    try:
        return [folder for folder in pending_folder(root).iterdir() if folder.is_dir()]
    except OSError:
        return []


def _own(root: Path) -> Path:
    return pending_folder(root) / f"{socket.gethostname()}-{os.getpid()}"


def _lives(name: str) -> bool:
    """Whether the writer may still be at work; of another host nobody here can tell."""
    host, _, pid = name.rpartition("-")
    if host != socket.gethostname() or not pid.isdecimal():
        return True
    try:
        os.kill(int(pid), 0)
    except ProcessLookupError:
        return False
    except PermissionError:
        return True
    return True
