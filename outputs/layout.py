"""Where things lie in an output folder, and the names of versions.

DIR/<id>/v0001/      a version: never changed once there
DIR/<id>/latest      points at the newest version
DIR/<id>/late/          older texts of the source that arrived after newer ones
DIR/index.html, feeds/, site/   made of the versions (outputs/feeds.py, outputs/site)
DIR/.wireglot/       drafts/, locks/, failures/: what can be dropped, and the record of failures
"""

import re
from pathlib import Path

PRIVATE = ".wireglot"
LATEST = "latest"
# What lies beside the articles and is made of them; never part of the archive.
REBUILDABLE = ("index.html", "feeds", "site")
VERSION = re.compile(r"v(\d{4,})")


def version_name(number: int) -> str:
    """v0001 for 1; from 10000 on the name simply grows."""
    return f"v{number:04d}"


def version_numbers(folder: Path) -> list[int]:
    """The numbers of the versions in an article's folder, ascending; [] when the folder is not there."""
    try:
        names = [entry.name for entry in folder.iterdir()]
    except (FileNotFoundError, NotADirectoryError):
        return []
    found = (VERSION.fullmatch(name) for name in names)
    return sorted(int(match[1]) for match in found if match)


def drafts_folder(root: Path) -> Path:
    return root / PRIVATE / "drafts"


def failures_folder(root: Path) -> Path:
    return root / PRIVATE / "failures"


def memory_file(root: Path) -> Path:
    """The sentence memory: can be dropped, then unchanged sentences of changed articles are paid for once more."""
    return root / PRIVATE / "memory.sqlite"


def embargoes_folder(root: Path) -> Path:
    """Marks of embargoed articles: can be dropped, `wireglot verify --repair` makes them again."""
    return root / PRIVATE / "embargoes"


def late_folder(article: Path) -> Path:
    """Below an article's folder: older texts that arrived after newer ones."""
    return article / "late"


def quarantine_folder(root: Path) -> Path:
    """What `wireglot verify --repair` put aside; nothing empties it."""
    return root / PRIVATE / "quarantine"


def pending_folder(root: Path) -> Path:
    """Marks of what catalog, pages and feeds do not know yet (outputs/pending.py)."""
    return root / PRIVATE / "pending"


def index_file(root: Path) -> Path:
    """The index: can be deleted, the next run or `wireglot list` rebuilds it."""
    return root / PRIVATE / "index.sqlite"


def feeds_folder(root: Path) -> Path:
    return root / "feeds"


def locks_folder(root: Path) -> Path:
    return root / PRIVATE / "locks"
