"""Layout of an output folder: paths, names of versions, web addresses, and the marks by which runs find pending work.

DIR/<id>/v0001/      a version: never changed once it is there
DIR/<id>/latest      points at the newest version
DIR/<id>/late/       older texts of the source that arrived after newer ones
DIR/index.html, feeds/, site/   made from the versions (outputs/feeds.py, outputs/site)
DIR/.wireglot/       drafts, locks, marks, the index and the sentence memory, which can all be deleted; the failures,
                     the runs of desks, and what is to be sent to people

Marks are empty files, so that a run need not read the whole folder:

DIR/.wireglot/pending/<host>-<pid>/<id>      the article has a version that index, pages and feeds do not know yet
DIR/.wireglot/embargoes/<id>                 its newest version is embargoed

A writer marks an article as pending before a version is published, and removes the mark when everything made from
it is up to date. A writer that dies in between leaves a mark that the next reader or writer finds.
"""

import os
import re
import socket
from collections.abc import Iterable, Iterator
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import quote

PRIVATE = ".wireglot"
LATEST = "latest"
# What is beside the articles and is made from them; never one of them.
FRONT = "index.html"
REBUILDABLE = (FRONT, "feeds", "site")
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


def desks_folder(root: Path) -> Path:
    """When each desk last ran (outputs/desk_runs.py)."""
    return root / PRIVATE / "desks"


def notifications_folder(root: Path) -> Path:
    """What is still to be sent to people (flows/notifications/outbox.py)."""
    return root / PRIVATE / "notifications"


def backup_of_file(root: Path) -> Path:
    """In a backup: the path of the output folder that it is a backup of."""
    return root / PRIVATE / "backup-of"


def in_progress_folder(root: Path) -> Path:
    return root / PRIVATE / "in-progress"


def archives_folder(root: Path) -> Path:
    """How far web archives have been read; without it they are read once more."""
    return root / PRIVATE / "archives"


def memory_file(root: Path) -> Path:
    """The sentence memory; without it, unchanged sentences of changed articles are paid for once more."""
    return root / PRIVATE / "memory.sqlite"


def fetching_file(root: Path) -> Path:
    """What is known of sources on the web; without it they are fetched once more."""
    return root / PRIVATE / "fetching.sqlite"


def continued_file(root: Path) -> Path:
    """Files whose articles keep an older id (outputs/continued.py)."""
    return root / PRIVATE / "continued.json"


def identifiers_file(root: Path) -> Path:
    """The identifiers by which the texts of each article are recognised (outputs/identifiers.py)."""
    return root / PRIVATE / "identifiers.json"


def reader_language_file(root: Path) -> Path:
    """The one reader's language of the folder (outputs/reader_language.py)."""
    return root / PRIVATE / "reader-language"


def embargoes_folder(root: Path) -> Path:
    """Marks of embargoed articles ; `wireglot verify --repair` makes them again."""
    return root / PRIVATE / "embargoes"


def withdrawn_folder(root: Path) -> Path:
    """Marks of articles that were withdrawn and are still in digests of earlier runs in Prefect."""
    return root / PRIVATE / "withdrawn"


def pending_folder(root: Path) -> Path:
    """Marks of what index, pages and feeds do not know yet."""
    return root / PRIVATE / "pending"


def index_file(root: Path) -> Path:
    """The index: the next run or `wireglot list` rebuilds it."""
    return root / PRIVATE / "index.sqlite"


def locks_folder(root: Path) -> Path:
    return root / PRIVATE / "locks"


def worker_answers_folder(root: Path) -> Path:
    """What the workers of other machines wrote to show that this folder is theirs as well; only during a run."""
    return root / PRIVATE / "workers"


def late_folder(article: Path) -> Path:
    """Below an article's folder: older texts that arrived after newer ones (outputs/late.py)."""
    return article / "late"


def feeds_folder(root: Path) -> Path:
    return root / "feeds"


def writer_name() -> str:
    """The name of this process in drafts and marks: host and process id."""
    return f"{socket.gethostname()}-{os.getpid()}"


def may_be_running(writer: str) -> bool:
    """Whether the process of that name may still be running; True for a process of another host."""
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


def article_urn(id: str) -> str:
    """Return the name of an article's editions, which stays the same wherever they are published."""
    return f"urn:wireglot:{quote(id, safe='')}"


@dataclass(frozen=True, slots=True)
class Addresses:
    """Where the output folder is published; base_url "" for a folder that is opened from disk.

    up   what leads from the folder of the file with the links to the top of the output folder, without a base_url
    """

    base_url: str = ""
    up: str = ""

    def page(self, id: str) -> str:
        """Return the article's page: absolute, or relative to the file with the link."""
        return self._at(f"site/articles/{quote(id, safe='')}.html")

    def feed(self, name: str) -> str:
        """Return the feed's own address, which is absolute; "" where it is not known."""
        return self._at(f"feeds/{quote(name, safe='')}") if self.base_url else ""

    def front(self) -> str:
        return self._at(FRONT)

    def _at(self, path: str) -> str:
        return f"{self.base_url.rstrip('/')}/{path}" if self.base_url else f"{self.up}{path}"


def is_safe_link(text: str) -> bool:
    """Return whether a link may lead to this address: http(s) only, so that no text of a source becomes a script."""
    return text.startswith(("https://", "http://")) and not any(c.isspace() or c in "<>\"'\\" for c in text)


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


def mark_withdrawn(root: Path, id: str) -> None:
    """Raises OSError."""
    _touch(withdrawn_folder(root) / id)


def unmark_withdrawn(root: Path, id: str) -> None:
    (withdrawn_folder(root) / id).unlink(missing_ok=True)


def withdrawn_ids(root: Path) -> list[str]:
    """The ids that are marked as withdrawn, sorted."""
    try:
        return sorted(path.name for path in withdrawn_folder(root).iterdir())
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
