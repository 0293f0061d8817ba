"""Files that a run moved out of an inbox after it had read them, and where they were before.

    inbox/mon/lead.txt                    becomes inbox/done/mon/lead.txt, or inbox/failed/mon/lead.txt
    a second file of that name            inbox/done/mon/lead~2.txt
    a file whose own name has such a sign, lead~2.txt
                                          inbox/done/mon/lead~2~1.txt

done/ and failed/ hold a hidden file (MARK) by which they are recognised: they are not read with their inbox, and a file
in them is the article that it was before it was moved, whatever its number.
"""

import os
import re
from collections.abc import Iterator
from contextlib import suppress
from itertools import count
from pathlib import Path

from wireglot.articles.reading.settled import FileState, state_of

MARK = ".moved-by-wireglot"
DONE, FAILED = "done", "failed"

_EXPLANATION = (
    "Wireglot moved these files here after it had read them, and does not read them again with their inbox.\n"
)
_NAME = re.compile(r"(.*?)(\.[^.~]+)?", re.DOTALL)
_NUMBERED = re.compile(r"(.*?)~(\d+)(\.[^.~]+)?", re.DOTALL)


class NotMoved(OSError):
    """A file that stays where it is; the message says why."""


def is_for_moved_files(names: set[str]) -> bool:
    """Return whether a folder with these entries is a done/ or a failed/."""
    return MARK in names


def original_path(path: Path) -> Path:
    """Return where the file was before it was moved; the path itself when it was not moved."""
    folder = _folder_of_moved(path)
    if folder is None:
        return path
    return folder.parent / path.relative_to(folder).with_name(_without_number(path.name)[0])


def moved_to(path: Path, kind: str) -> Path | None:
    """Return where the last file that was moved away from this path is now; None where there is none.

    Args:
        kind: `DONE` or `FAILED`.
    """
    for inbox in path.parents:
        folder = inbox / kind
        if (folder / MARK).is_file():
            return _last_place(folder / path.relative_to(inbox))
    return None


def inbox_of(path: Path) -> Path | None:
    """Return the inbox from which the file was moved; None when it was not."""
    folder = _folder_of_moved(path)
    return folder.parent if folder else None


def move_file(path: Path, inbox: Path, kind: str, seen: FileState | None) -> Path:
    """Move a file of an inbox to its done/ or failed/, and return where it is now. No file is ever overwritten.

    Args:
        path: In the inbox, or in another folder of moved files of the inbox.
        seen: The file's state when it was read; one that has changed since holds an unread text and stays.

    Raises:
        NotMoved: When it changed, is a link, or is on another file system.
        OSError: When it is gone, or a folder cannot be written.
    """
    folder = inbox / kind
    if path.is_symlink() or not Path(os.path.realpath(path)).is_relative_to(os.path.realpath(inbox)):
        raise NotMoved("it is a link, or its folder is one")
    if seen is not None and state_of(path.stat()) != seen:
        raise NotMoved("it has changed since it was read")
    _mark(folder)
    place = _reserve(folder / original_path(path).relative_to(inbox))
    try:
        path.rename(place)
    except OSError:
        place.unlink()  # empty, and ours
        raise
    if seen is not None and state_of(place.stat()) != seen:
        _put_back(place, path)
        raise NotMoved("it was replaced while it was moved")
    return place


def _folder_of_moved(path: Path) -> Path | None:
    return next((up for up in path.parents if up.name in (DONE, FAILED) and (up / MARK).is_file()), None)


def _mark(folder: Path) -> None:
    folder.mkdir(exist_ok=True)
    mark = folder / MARK
    if not mark.exists():
        mark.write_text(_EXPLANATION, "utf-8")


def _reserve(wanted: Path) -> Path:
    """Make an empty file of the wanted name, or of the next number, so that no other run takes the same one."""
    wanted.parent.mkdir(parents=True, exist_ok=True)
    for place in _places(wanted):
        with suppress(FileExistsError):
            place.open("xb").close()
            return place
    raise AssertionError("numbers never end")


def _places(wanted: Path) -> Iterator[Path]:
    """Yield the names that files from one path get, in order."""
    name = _NAME.fullmatch(wanted.name)
    assert name  # every name has this form
    has_number = _NUMBERED.fullmatch(wanted.name) is not None
    if not has_number:
        yield wanted
    for number in count(1 if has_number else 2):
        yield wanted.with_name(f"{name[1]}~{number}{name[2] or ''}")


def _without_number(name: str) -> tuple[str, int]:
    """Return the name that a moved file had before, and its number; 0 where it has none."""
    match = _NUMBERED.fullmatch(name)
    return (match[1] + (match[3] or ""), int(match[2])) if match else (name, 0)


def _last_place(wanted: Path) -> Path | None:
    """Return the file with the highest number of those that were moved under the wanted name."""
    if not wanted.parent.is_dir():
        return None
    named = ((_without_number(path.name), path) for path in wanted.parent.iterdir())
    found = [(number, path) for (name, number), path in named if name == wanted.name]
    return max(found)[1] if found else None


def _put_back(place: Path, path: Path) -> None:
    """Return an unread file to the inbox, unless a third one has come there."""
    if not path.exists():
        place.rename(path)
