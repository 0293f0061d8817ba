"""The search for source files: the files that a SOURCE names.

    SOURCE              becomes
    a file              that file, whatever its extension
    a folder            its texts, Markdown files and pages (EXTENSIONS) at any depth, sorted, and those files with
                        ITEM_EXTENSIONS that begin like items of a news agency or like a feed, and web archives
    -                   standard input

Hidden files are skipped, and folders with editions, so that output never becomes input.
"""

import os
import stat
import sys
from collections.abc import Iterator, Sequence
from hashlib import sha256
from pathlib import Path
from typing import NamedTuple

from wireglot.articles.identity import STDIN_SCHEME, file_uri
from wireglot.articles.reading.archives import is_archive_name
from wireglot.articles.reading.encoding import MAX_BYTES
from wireglot.articles.reading.errors import EmptyFolder, MissingSource, SourceError, UnsupportedSource
from wireglot.articles.reading.feeds import is_feed
from wireglot.articles.reading.file_names import name_of
from wireglot.articles.reading.formats import BEGINNING, may_hold_items
from wireglot.articles.reading.read import SourceFile

EXTENSIONS = frozenset({".txt", ".text", ".md", ".markdown", ".html", ".htm", ".xhtml"})
# Many such files are settings and other data, so that their content decides.
ITEM_EXTENSIONS = frozenset(
    {".json", ".jsonl", ".ndjson", ".ninjs", ".xml", ".nitf", ".newsml", ".iptc", ".rss", ".atom", ".rdf"}
)
STDIN = "-"


class Skipped(NamedTuple):
    """A file below a SOURCE folder that is not read, and why."""

    path: Path
    reason: str


def sources(names: Sequence[str | Path], *, outputs: Path) -> tuple[list[SourceFile], list[Skipped]]:
    """Return the files of the SOURCEs, in the order named, each once, and the files that were skipped.

    Args:
        outputs: The output folder: never read, wherever it is, and what the paths that name articles start from.

    Raises:
        SourceError: When any SOURCE is missing, has no article or is of an unsupported kind; the message names every
            such SOURCE.
    """
    search = _SourceSearch(os.path.realpath(outputs))
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
    """A search for source files: those found so far, and the real paths that were seen."""

    def __init__(self, outputs: str) -> None:
        self.files: list[SourceFile] = []
        self.skipped: list[Skipped] = []
        self._outputs = outputs
        self._seen: dict[str, Path] = {}

    def add_source(self, name: str) -> None:
        if name == STDIN:
            return self.files.append(_standard_input())
        shown = name_of(name)
        if name.lower().startswith(("http://", "https://")):
            raise UnsupportedSource(
                f"{shown}: expected a file, a folder or -, found an address; "
                "`wireglot run` fetches addresses, other commands read files."
            )
        path = Path(name)
        mode = _mode(path, shown)
        if stat.S_ISDIR(mode):
            return self._add_folder(path, shown)
        if not stat.S_ISREG(mode):
            raise UnsupportedSource(
                f"{shown}: expected a file, found a pipe or device; write `-` to read standard input."
            )
        return self._add_file(path)

    def _add_folder(self, folder: Path, name: str) -> None:
        skipped_before = len(self.skipped)
        paths = list(self._articles_below(folder, set()))
        others = len(self.skipped) - skipped_before
        for path in paths:
            self._add_file(path)
        if not paths:
            found = f"{others} other file{'' if others == 1 else 's'}" if others else "none"
            raise EmptyFolder(
                f"{name}: expected a folder with articles ({' '.join(sorted(EXTENSIONS))}), found {found}; "
                "to read a file with another extension, name the file itself."
            )

    def _add_file(self, path: Path) -> None:
        real = os.path.realpath(path)
        if real in self._seen:
            self.skipped.append(Skipped(path, f"the same file as {name_of(self._seen[real])}"))
            return
        self._seen[real] = path
        self.files.append(SourceFile(path, name_of(file_uri(real, self._outputs))))

    def _articles_below(self, folder: Path, visited: set[str]) -> Iterator[Path]:
        """Yield the articles below the folder, depth first by name; `visited` holds the real paths of folders."""
        real = os.path.realpath(folder)
        if real == self._outputs or real in visited:
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
                yield from self._articles_below(path, visited)
            elif reason := _reason_to_skip(entry):
                self.skipped.append(Skipped(path, reason))
            else:
                yield path


def _standard_input() -> SourceFile:
    """Return standard input, with a uri that is the same for the same bytes."""
    content = sys.stdin.buffer.read(MAX_BYTES + 1)  # more is refused as too large
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
    """Return why the file is not read; "" when it is."""
    extension = Path(entry.name).suffix.lower()
    is_archive = is_archive_name(entry.name)
    if extension not in EXTENSIONS | ITEM_EXTENSIONS and not is_archive:
        return f"not a {', '.join(sorted(EXTENSIONS))} file, feed, item of a news agency or web archive"
    try:
        regular = entry.is_file()
    except OSError:
        regular = False
    if not regular:
        return "not a regular file, or a broken link"
    return (
        ""
        if extension in EXTENSIONS or is_archive or _holds_items(Path(entry.path))
        else "no item of a news agency in it"
    )


def _holds_items(path: Path) -> bool:
    """Whether the file begins like items; one that cannot be opened is read later, and fails then with the reason."""
    try:
        with path.open("rb") as file:
            start = file.read(BEGINNING)
            return may_hold_items(start) or is_feed(start)
    except OSError:
        return True
