"""The search for source files: the files that a SOURCE names.

    SOURCE              becomes
    a file              that file, whatever its extension
    a folder            its texts, Markdown files and pages (EXTENSIONS) at any depth, sorted, and those files with
                        ITEM_EXTENSIONS that begin like items of a news agency or like a feed, and web archives
    -                   standard input

Hidden files are skipped, folders with editions, so that output never becomes input, and the done/ and failed/ of an
inbox (moved.py), unless such a folder is a SOURCE itself. Files of folders that are still being written are left out
(settled.py).
"""

import os
import re
import stat
import sys
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path
from typing import NamedTuple

from wireglot.articles.identity import STDIN_SCHEME, file_uri
from wireglot.articles.reading.encoding import MAX_BYTES
from wireglot.articles.reading.errors import EmptyFolder, MissingSource, SourceError, UnsupportedSource
from wireglot.articles.reading.feeds import is_feed
from wireglot.articles.reading.file_names import name_of
from wireglot.articles.reading.formats import BEGINNING, may_hold_items
from wireglot.articles.reading.moved import DONE, FAILED, is_for_moved_files, original_path
from wireglot.articles.reading.read import SourceFile
from wireglot.articles.reading.settled import FileState, has_temporary_name, settled_files
from wireglot.articles.reading.web_archives import is_archive_name
from wireglot.articles.web_addresses import is_web_address, shown_address

EXTENSIONS = frozenset({".txt", ".text", ".md", ".markdown", ".html", ".htm", ".xhtml"})
# Many such files are settings and other data, so that their content decides.
ITEM_EXTENSIONS = frozenset(
    {".json", ".jsonl", ".ndjson", ".ninjs", ".xml", ".nitf", ".newsml", ".iptc", ".rss", ".atom", ".rdf"}
)
STDIN = "-"

_ADDRESS = re.compile(r"[a-z][a-z0-9+.-]*://", re.IGNORECASE)
# Paths that are worth a look at their folders: there may be a hundred thousand.
_MOVED = re.compile(rf"/(?:{DONE}|{FAILED})/")


class Skipped(NamedTuple):
    """A file below a SOURCE folder that is not read, and why."""

    path: Path
    reason: str


class FaultySource(NamedTuple):
    """A SOURCE that holds nothing to read: its uri, and why."""

    name: str
    uri: str
    error: SourceError


@dataclass(frozen=True, slots=True)
class FoundSources:
    """What the SOURCEs name.

    files       to read, in the order of the SOURCEs, each once
    skipped     files of folders that are never read
    unsettled   files of folders that are still being written
    faulty      SOURCEs without anything to read
    folders     the uris of the SOURCEs that are folders
    """

    files: tuple[SourceFile, ...]
    skipped: tuple[Skipped, ...]
    unsettled: tuple[Path, ...]
    faulty: tuple[FaultySource, ...]
    folders: tuple[str, ...]

    @property
    def missing(self) -> tuple[FaultySource, ...]:
        """The faulty ones without empty folders, in which there may be something tomorrow."""
        return tuple(source for source in self.faulty if not isinstance(source.error, EmptyFolder))

    def check(self) -> "FoundSources":
        """Return itself.

        Raises:
            SourceError: When any SOURCE is faulty; the message names every such SOURCE.
        """
        if not self.faulty:
            return self
        kinds = {type(source.error) for source in self.faulty}
        message = "\n".join(str(source.error) for source in self.faulty)
        raise (kinds.pop() if len(kinds) == 1 else SourceError)(message)


def find_sources(names: Sequence[str | Path], *, outputs: Path) -> FoundSources:
    """Return the files of the SOURCEs; waits a moment when a file of a folder was written just now (settled.py).

    Args:
        outputs: The output folder: never read, wherever it is, and what the paths that name articles start from.
    """
    search = _SourceSearch(os.path.realpath(outputs))
    for name in map(str, names):
        try:
            search.add_source(name)
        except SourceError as error:
            search.add_fault(name, error)
    return search.found()


class _Listed(NamedTuple):
    """A file that may be read: one that was named, or one of a SOURCE folder."""

    path: Path
    folder: Path | None = None


class _SourceSearch:
    """A search for source files: first what there is by its names, then what of it is settled and holds articles."""

    def __init__(self, outputs: str) -> None:
        self._outputs = outputs
        self._listed: list[_Listed | SourceFile] = []
        self._folders: list[Path] = []
        self._skipped: list[Skipped] = []
        self._faulty: list[FaultySource] = []
        self._seen: dict[str, Path] = {}

    def add_source(self, name: str) -> None:
        if name == STDIN:
            return self._listed.append(_standard_input())
        shown = name_of(name)
        path = Path(name)
        if _ADDRESS.match(name) and not path.exists():
            raise UnsupportedSource(_not_a_file(name))
        mode = _mode(path, shown)
        if stat.S_ISDIR(mode):
            return self._add_folder(path, shown)
        if not stat.S_ISREG(mode):
            raise UnsupportedSource(
                f"{shown}: expected a file, found a pipe or device; write `-` to read standard input."
            )
        return self._listed.append(_Listed(path))

    def add_fault(self, name: str, error: SourceError) -> None:
        if _ADDRESS.match(name):  # without its password
            return self._faulty.append(FaultySource(shown_address(name), shown_address(name), error))
        return self._faulty.append(FaultySource(name_of(name), self._uri(os.path.realpath(name)), error))

    def found(self) -> FoundSources:
        states = settled_files([one.path for one in self._listed if isinstance(one, _Listed) and one.folder])
        files: list[SourceFile] = []
        unsettled: list[Path] = []
        not_empty: set[Path | None] = set()
        for one in self._listed:
            if isinstance(one, SourceFile):
                files.append(one)
            elif one.folder and one.path not in states:
                unsettled.append(one.path)
                not_empty.add(one.folder)
            elif one.folder and not _holds_articles(one.path):
                self._skipped.append(Skipped(one.path, "no item of a news agency in it"))
            else:
                not_empty.add(one.folder)
                files += self._source_file(one, states.get(one.path))
        for folder in self._folders:
            if folder not in not_empty:
                self.add_fault(str(folder), self._empty(folder))
        folders = tuple(self._uri(os.path.realpath(folder)) for folder in self._folders)
        return FoundSources(tuple(files), tuple(self._skipped), tuple(unsettled), tuple(self._faulty), folders)

    def _uri(self, real: str) -> str:
        before = str(original_path(Path(real))) if _MOVED.search(real) else real
        return name_of(file_uri(before, self._outputs))

    def _add_folder(self, folder: Path, name: str) -> None:
        try:
            os.scandir(folder).close()
        except OSError as error:
            raise SourceError(
                f"{name}: expected a folder that can be listed, found {error.strerror!r}; check its permissions."
            ) from error
        if os.path.realpath(folder) == self._outputs or _has_editions(set(os.listdir(folder))):  # noqa: PTH208  names
            raise SourceError(
                f"{name}: expected a folder with articles, found an output folder of Wireglot, which is never read; "
                "name the folder with the articles, and another one as output folder."
            )
        self._folders.append(folder)
        self._listed += [_Listed(path, folder) for path in self._articles_below(folder, set())]

    def _empty(self, folder: Path) -> EmptyFolder:
        others = sum(skipped.path.is_relative_to(folder) for skipped in self._skipped)
        found = f"{others} other file{'' if others == 1 else 's'}" if others else "none"
        return EmptyFolder(
            f"{name_of(folder)}: expected a folder with articles ({' '.join(sorted(EXTENSIONS))}, feeds, items of news "
            f"agencies, web archives), found {found}; to read a file with another extension, name the file itself."
        )

    def _source_file(self, listed: _Listed, state: FileState | None) -> list[SourceFile]:
        """Return the file; [] when it was named before."""
        path, folder = listed
        real = os.path.realpath(path)
        if real in self._seen:
            self._skipped.append(Skipped(path, f"the same file as {name_of(self._seen[real])}"))
            return []
        self._seen[real] = path
        return [SourceFile(path, self._uri(real), folder=folder, seen=state)]

    def _articles_below(self, folder: Path, visited: set[str]) -> Iterator[Path]:
        """Yield the articles below the folder, depth first by name; `visited` holds the real paths of folders."""
        real = os.path.realpath(folder)
        if real == self._outputs or real in visited:
            return
        visited.add(real)
        try:
            entries = sorted(os.scandir(folder), key=lambda entry: entry.name)
        except OSError as error:
            self._skipped.append(Skipped(folder, f"the folder cannot be listed: {error.strerror}"))
            return
        names = {entry.name for entry in entries}
        if _has_editions(names) or (len(visited) > 1 and is_for_moved_files(names)):
            return
        for entry in entries:
            if entry.name.startswith("."):
                continue
            path = folder / entry.name
            if _is_folder(entry):
                yield from self._articles_below(path, visited)
            elif reason := _reason_to_skip(entry):
                self._skipped.append(Skipped(path, reason))
            else:
                yield path


def _not_a_file(address: str) -> str:
    """Return what is wrong with an address as a SOURCE, without the password in it."""
    shown = shown_address(address)
    if is_web_address(address):
        return (
            f"{shown}: expected a file, a folder or -, found an address; "
            "`wireglot run` fetches addresses, other commands read files."
        )
    return (
        f"{shown}: expected a file, a folder, - or an address with http:// or https:// and a host, found another "
        "address; write the path of a file without file://."
    )


def _standard_input() -> SourceFile:
    """Return standard input, with a uri that is the same for the same bytes."""
    content = sys.stdin.buffer.read(MAX_BYTES + 1)  # more is refused as too large
    return SourceFile(Path(STDIN), f"{STDIN_SCHEME}{sha256(content).hexdigest()}", content)


def _mode(path: Path, name: str) -> int:
    try:
        return path.stat().st_mode
    except (FileNotFoundError, NotADirectoryError):
        raise MissingSource(
            f"{name}: expected a file or a folder, found nothing of that name; check the path."
        ) from None
    except OSError as error:
        raise SourceError(
            f"{name}: expected a file or a folder, found {error.strerror or error}; check path and permissions."
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
    if has_temporary_name(entry.name):
        return "a temporary name: it is still being written, or was given up"
    extension = Path(entry.name).suffix.lower()
    is_archive = is_archive_name(entry.name)
    if extension not in EXTENSIONS | ITEM_EXTENSIONS and not is_archive:
        return f"not a {', '.join(sorted(EXTENSIONS))} file, feed, item of a news agency or web archive"
    try:
        regular = entry.is_file()
    except OSError:
        regular = False
    return "" if regular else "not a regular file, or a broken link"


def _holds_articles(path: Path) -> bool:
    """Whether it is a text, a web archive, or begins like items; one that cannot be opened fails when it is read."""
    if path.suffix.lower() in EXTENSIONS or is_archive_name(path.name):
        return True
    try:
        with path.open("rb") as file:
            start = file.read(BEGINNING)
            return may_hold_items(start) or is_feed(start)
    except OSError:
        return True
