"""Sources as the user names them, and the files they come to.

    SOURCE              becomes
    a file              that file, whatever its extension; uri = its name
    a folder            its .txt, .text, .md and .markdown files at any depth, sorted; uri = path below it
    -                   what stands on standard input; uri = "stdin:" and the sha256 of the bytes

Hidden files are left out, and folders that hold editions, so that output never becomes input.
"""

import os
import stat
import sys
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path
from typing import NamedTuple

from wireglot.articles.reading.errors import EmptyFolder, MissingSource, SourceError, UnsupportedSource

EXTENSIONS = frozenset({".txt", ".text", ".md", ".markdown"})
STDIN = "-"


@dataclass(frozen=True, slots=True)
class SourceFile:
    """One file to read.

    uri       the source's own identifier of the article: the path below the SOURCE folder
    content   the bytes, where they cannot be read a second time (standard input); else None
    """

    path: Path
    uri: str
    content: bytes | None = None


class Skipped(NamedTuple):
    """A file met below a SOURCE folder that is no article, and why."""

    path: Path
    reason: str


def sources(named: Sequence[str | Path], *, skip: Path) -> tuple[list[SourceFile], list[Skipped]]:
    """The files behind the SOURCEs, in the order named, each file once, and what was left aside.

    skip   the output folder: never read, wherever it lies

    :raises SourceError: when any SOURCE is missing, holds no article or is of a kind that is not read;
        the message names every such SOURCE.
    """
    hall = _Hall(os.path.realpath(skip))
    faults: list[SourceError] = []
    for name in named:
        try:
            hall.enter(str(name))
        except SourceError as fault:
            faults.append(fault)
    if faults:
        kinds = {type(fault) for fault in faults}
        raise (kinds.pop() if len(kinds) == 1 else SourceError)("\n".join(map(str, faults)))
    return hall.found, hall.skipped


class _Hall:
    """Where sources come in: what was found so far, and which real files and folders have been met."""

    def __init__(self, skip: str) -> None:
        self.found: list[SourceFile] = []
        self.skipped: list[Skipped] = []
        self._skip = skip
        self._met: dict[str, Path] = {}

    def enter(self, name: str) -> None:
        if name == STDIN:
            content = sys.stdin.buffer.read()
            return self.found.append(SourceFile(Path(STDIN), f"stdin:{sha256(content).hexdigest()}", content))
        if name.lower().startswith(("http://", "https://")):
            raise UnsupportedSource(
                f"{name}: wanted a file, a folder or -, met a URL, which this version does not read; "
                "save the page's text as a file."
            )
        path = Path(name)
        try:
            mode = path.stat().st_mode
        except (FileNotFoundError, NotADirectoryError):
            raise MissingSource(
                f"{name}: wanted a file, a folder or -, met nothing of that name; check the path."
            ) from None
        except OSError as error:
            raise SourceError(
                f"{name}: wanted a file, a folder or -, met {error.strerror or error}; check path and rights."
            ) from error
        if stat.S_ISDIR(mode):
            return self._enter_folder(path, name)
        if not stat.S_ISREG(mode):
            raise UnsupportedSource(f"{name}: wanted a file, met a pipe or device; write `-` to read standard input.")
        return self._add(path, path.name)

    def _enter_folder(self, folder: Path, name: str) -> None:
        aside = len(self.skipped)
        paths = list(self._walk(folder, set()))
        others = len(self.skipped) - aside
        for path in paths:
            self._add(path, path.relative_to(folder).as_posix())
        if not paths:
            met = f"{others} other file{'' if others == 1 else 's'}" if others else "none"
            raise EmptyFolder(
                f"{name}: wanted a folder with articles ({' '.join(sorted(EXTENSIONS))}), met {met}; "
                "name a file itself to have it read whatever its extension."
            )

    def _add(self, path: Path, uri: str) -> None:
        real = os.path.realpath(path)
        if real in self._met:
            self.skipped.append(Skipped(path, f"the same file as {self._met[real]}"))
            return
        self._met[real] = path
        self.found.append(SourceFile(path, uri))

    def _walk(self, folder: Path, walked: set[str]) -> Iterator[Path]:
        """Articles below the folder, depth first by name; `walked` are the real folders done before."""
        real = os.path.realpath(folder)
        if real == self._skip or real in walked:
            return
        walked.add(real)
        try:
            entries = sorted(os.scandir(folder), key=lambda entry: entry.name)
        except OSError as error:
            self.skipped.append(Skipped(folder, f"the folder cannot be listed: {error.strerror}"))
            return
        if _holds_editions({entry.name for entry in entries}):
            return
        for entry in entries:
            if entry.name.startswith("."):
                continue
            path = folder / entry.name
            if _is_folder(entry):
                yield from self._walk(path, walked)
            elif reason := _no_article(entry):
                self.skipped.append(Skipped(path, reason))
            else:
                yield path


def _holds_editions(names: set[str]) -> bool:
    return ".wireglot" in names or {"manifest.json", "edition.json"} <= names


def _is_folder(entry: os.DirEntry[str]) -> bool:
    try:
        return entry.is_dir()
    except OSError:  # a link that leads in a circle
        return False


def _no_article(entry: os.DirEntry[str]) -> str:
    """Why the file is none that we read; "" when it may be one."""
    if Path(entry.name).suffix.lower() not in EXTENSIONS:
        return "not a .txt, .text, .md or .markdown file"
    try:
        plain = entry.is_file()
    except OSError:
        plain = False
    return "" if plain else "no plain file, or a link that leads nowhere"
