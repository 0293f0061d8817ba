"""SOURCEs as the user names them, and the files that they stand for.

    SOURCE              becomes
    a file              that file, whatever its extension; uri = its name
    a folder            its .txt, .text, .md and .markdown files at any depth, sorted; uri = path below the folder
    -                   standard input; uri = "stdin:" and the sha256 of its content

Hidden files are left out, and folders with editions, so that output never becomes input.
"""

import os
import stat
import sys
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path
from typing import NamedTuple

from wireglot.articles.identity import STDIN_SCHEME
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
    """A file below a SOURCE folder that is not read, and why."""

    path: Path
    reason: str


def sources(names: Sequence[str | Path], *, skip: Path) -> tuple[list[SourceFile], list[Skipped]]:
    """Return the files of the SOURCEs, in the order named, each once, and what was left out.

    Args:
        skip: The output folder: never read, wherever it is.

    Raises:
        SourceError: When any SOURCE is missing, has no article or is of a kind that is not read; the message names
            every such SOURCE.
    """
    search = _SourceSearch(os.path.realpath(skip))
    errors: list[SourceError] = []
    for name in names:
        try:
            search.add_source(str(name))
        except SourceError as error:
            errors.append(error)
    if errors:
        kinds = {type(error) for error in errors}
        raise (kinds.pop() if len(kinds) == 1 else SourceError)("\n".join(map(str, errors)))
    return search.files, search.skipped


class _SourceSearch:
    """The files found so far, and the real paths that were seen."""

    def __init__(self, skip: str) -> None:
        self.files: list[SourceFile] = []
        self.skipped: list[Skipped] = []
        self._skip = skip
        self._seen: dict[str, Path] = {}

    def add_source(self, name: str) -> None:
        if name == STDIN:
            return self.files.append(_standard_input())
        if name.lower().startswith(("http://", "https://")):
            raise UnsupportedSource(
                f"{name}: expected a file, a folder or -, found a URL, which this version does not read; "
                "save the page's text as a file."
            )
        path = Path(name)
        mode = _mode(path, name)
        if stat.S_ISDIR(mode):
            return self._add_folder(path, name)
        if not stat.S_ISREG(mode):
            raise UnsupportedSource(
                f"{name}: expected a file, found a pipe or device; write `-` to read standard input."
            )
        return self._add_file(path, path.name)

    def _add_folder(self, folder: Path, name: str) -> None:
        skipped_before = len(self.skipped)
        paths = list(self._walk(folder, set()))
        others = len(self.skipped) - skipped_before
        for path in paths:
            self._add_file(path, path.relative_to(folder).as_posix())
        if not paths:
            found = f"{others} other file{'' if others == 1 else 's'}" if others else "none"
            raise EmptyFolder(
                f"{name}: expected a folder with articles ({' '.join(sorted(EXTENSIONS))}), found {found}; "
                "name a file itself to have it read whatever its extension."
            )

    def _add_file(self, path: Path, uri: str) -> None:
        real = os.path.realpath(path)
        if real in self._seen:
            self.skipped.append(Skipped(path, f"the same file as {self._seen[real]}"))
            return
        self._seen[real] = path
        self.files.append(SourceFile(path, uri))

    def _walk(self, folder: Path, visited: set[str]) -> Iterator[Path]:
        """Yield the articles below the folder, depth first by name; `visited` are the real folders done before."""
        real = os.path.realpath(folder)
        if real == self._skip or real in visited:
            return
        visited.add(real)
        try:
            entries = sorted(os.scandir(folder), key=lambda entry: entry.name)
        except OSError as error:
            self.skipped.append(Skipped(folder, f"the folder cannot be listed: {error.strerror}"))
            return
        if _has_editions({entry.name for entry in entries}):
            return
        for entry in entries:
            if entry.name.startswith("."):
                continue
            path = folder / entry.name
            if _is_folder(entry):
                yield from self._walk(path, visited)
            elif reason := _reason_to_skip(entry):
                self.skipped.append(Skipped(path, reason))
            else:
                yield path


def _standard_input() -> SourceFile:
    """Standard input under a name that is the same for the same bytes."""
    content = sys.stdin.buffer.read()
    return SourceFile(Path(STDIN), f"{STDIN_SCHEME}{sha256(content).hexdigest()}", content)


def _mode(path: Path, name: str) -> int:
    try:
        return path.stat().st_mode
    except (FileNotFoundError, NotADirectoryError):
        raise MissingSource(
            f"{name}: expected a file, a folder or -, found nothing of that name; check the path."
        ) from None
    except OSError as error:
        raise SourceError(
            f"{name}: expected a file, a folder or -, found {error.strerror or error}; check path and permissions."
        ) from error


def _has_editions(names: set[str]) -> bool:
    return ".wireglot" in names or {"manifest.json", "edition.json"} <= names


def _is_folder(entry: os.DirEntry[str]) -> bool:
    try:
        return entry.is_dir()
    except OSError:  # a link to itself
        return False


def _reason_to_skip(entry: os.DirEntry[str]) -> str:
    """Why the file is not read; "" when it is."""
    if Path(entry.name).suffix.lower() not in EXTENSIONS:
        return "not a .txt, .text, .md or .markdown file"
    try:
        regular = entry.is_file()
    except OSError:
        regular = False
    return "" if regular else "not a regular file, or a broken link"
