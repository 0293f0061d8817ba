"""Where everything is in an output folder, and the names of versions.

DIR/<id>/v0001/      a version: never changed once it is there
DIR/<id>/latest      points at the newest version
DIR/<id>/late/       older texts of the source that arrived after newer ones
DIR/index.html, feeds/, site/   made from the versions (outputs/feeds.py, outputs/site)
DIR/.wireglot/       drafts, locks, marks, the index and the sentence memory, which can all be deleted, and the failures
"""

import os
import re
import socket
from collections.abc import Iterator
from pathlib import Path

PRIVATE = ".wireglot"
LATEST = "latest"
# What is beside the articles and is made from them; never part of the archive.
REBUILDABLE = ("index.html", "feeds", "site")
VERSION = re.compile(r"v(\d{4,})")


def version_name(number: int) -> str:
    """v0001 for 1; from 10000 on the name simply grows."""
    return f"v{number:04d}"


def version_numbers(article: Path) -> list[int]:
    """The numbers of the versions in an article's folder, ascending; [] when the folder does not exist."""
    try:
        names = os.listdir(article)  # noqa: PTH208  half the time of iterdir, and called for each article
    except (FileNotFoundError, NotADirectoryError):
        return []
    matches = (VERSION.fullmatch(name) for name in names)
    return sorted(int(match[1]) for match in matches if match)


def article_folders(root: Path) -> Iterator[Path]:
    """The folders that contain at least one version, in no order; none when `root` does not exist."""
    if root.is_dir():
        with os.scandir(root) as entries:
            for entry in entries:
                if not entry.name.startswith(".") and version_numbers(Path(entry.path)):
                    yield Path(entry.path)


def drafts_folder(root: Path) -> Path:
    return root / PRIVATE / "drafts"


def failures_folder(root: Path) -> Path:
    return root / PRIVATE / "failures"


def memory_file(root: Path) -> Path:
    """The sentence memory; without it, unchanged sentences of changed articles are paid for once more."""
    return root / PRIVATE / "memory.sqlite"


def embargoes_folder(root: Path) -> Path:
    """Marks of embargoed articles (outputs/marks.py); `wireglot verify --repair` makes them again."""
    return root / PRIVATE / "embargoes"


def pending_folder(root: Path) -> Path:
    """Marks of what index, pages and feeds do not know yet (outputs/marks.py)."""
    return root / PRIVATE / "pending"


def index_file(root: Path) -> Path:
    """The index: the next run or `wireglot list` rebuilds it."""
    return root / PRIVATE / "index.sqlite"


def locks_folder(root: Path) -> Path:
    return root / PRIVATE / "locks"


def late_folder(article: Path) -> Path:
    """Below an article's folder: older texts that arrived after newer ones (outputs/late.py)."""
    return article / "late"


def feeds_folder(root: Path) -> Path:
    return root / "feeds"


def writer_name() -> str:
    """The name of this process in drafts and marks: host and process id."""
    return f"{socket.gethostname()}-{os.getpid()}"


def may_be_running(writer: str) -> bool:
    """Whether the process of that name may still be at work; of another host nobody here can tell."""
    host, _, pid = writer.rpartition("-")
    if host != socket.gethostname() or not pid.isdecimal():
        return True
    try:
        os.kill(int(pid), 0)
    except ProcessLookupError:
        return False
    except PermissionError:
        return True
    return True
