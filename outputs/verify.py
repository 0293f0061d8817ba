"""Verifying an output folder: whether it is what was written to it; and repairing what can be made again.

Each version is compared with its manifest, each manifest with its sum in the next one (the chain), and
each number that is missing with the record of what was pruned.

Made again from sound editions are the files for readers (summary.md, short.txt, long.txt, changes.md), `latest`, the
marks of embargoes and the index. A damaged edition.json or manifest.json is left as it is: `verify` goes on naming it
until a backup replaces it.
"""

import os
from collections.abc import Iterable, Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from wireglot.articles import InvalidId, check_id
from wireglot.outputs.edition import Edition, content_hash, from_json
from wireglot.outputs.index import rebuild
from wireglot.outputs.late import late_files, read_late_text
from wireglot.outputs.layout import (
    LATEST,
    PRIVATE,
    REBUILDABLE,
    VERSION,
    backup_of_file,
    drafts_folder,
    embargoed_ids,
    index_file,
    late_folder,
    mark_embargoed,
    version_name,
    version_numbers,
)
from wireglot.outputs.store import READER_FILES, UNREADABLE, Store, read_edition, reader_files
from wireglot.outputs.versions import (
    EDITION,
    MANIFEST,
    REMOVED,
    Manifest,
    Removed,
    check_schema,
    latest_name,
    point_latest,
    read_manifest,
    read_removed,
    remove_dead_drafts,
    remove_draft,
    sha256,
    write_draft,
)

RESTORED = (
    "says that this is a restored backup: what was withdrawn since is shown again until a run reads the withdrawal "
    "once more; then remove this file"
)


@dataclass(frozen=True, slots=True)
class Finding:
    """`damage` is a loss or a change of what was stored; what a `note` names loses nothing.

    id: the article's, "" where it concerns none. path: what was looked at; what: what is wrong with it.
    """

    grade: Literal["damage", "note"]
    id: str
    path: Path
    what: str

    def __str__(self) -> str:
        return f"{self.grade}  {self.id or '-'}  {printable(self.path)}  {self.what}"


def verify(root: Path) -> Iterator[Finding]:
    """Every finding, article by article in the order of their ids; none for a sound or empty folder.

    Raises OtherSchema for a folder that another version of Wireglot wrote.
    """
    if not root.is_dir():
        yield Finding("damage", "", root, "is missing")
        return
    check_schema(root)
    for path in sorted(root.iterdir()):
        if path.name == PRIVATE or path.name in REBUILDABLE:
            continue
        if path.is_symlink() or not path.is_dir() or not _is_id(path.name):
            yield Finding("damage", "", path, "was added")
        else:
            yield from _article(path)
    for draft in sorted(drafts_folder(root).glob("*")):
        yield Finding("note", "", draft, "is a draft that a writer left")
    yield from _restored(root)


def _restored(root: Path) -> Iterator[Finding]:
    """A note when the folder is a backup that was copied to where the output folder was."""
    path = backup_of_file(root)
    with suppress(OSError):
        if path.read_text("utf-8", "surrogateescape").strip() == os.path.realpath(root):
            yield Finding("note", "", path, RESTORED)


def verify_version(id: str, number: int, folder: Path) -> Iterator[Finding]:
    """Every finding in a version's folder; none when it is exactly as it was written."""
    if folder.is_symlink() or not folder.is_dir():
        yield Finding("damage", id, folder, "is not a folder")
        return
    try:
        manifest = read_manifest(folder)
    except FileNotFoundError:
        yield Finding("damage", id, folder / MANIFEST, "is missing")
        return
    except (OSError, ValueError) as error:
        yield Finding("damage", id, folder / MANIFEST, f"cannot be read ({_one_line(error)})")
        return
    if manifest.id != id:
        yield Finding("damage", id, folder / MANIFEST, f"is of another article, {manifest.id}")
    if manifest.version != number:
        yield Finding("damage", id, folder / MANIFEST, f"is of {version_name(manifest.version)}")
    yield from _files(id, folder, manifest)


def printable(path: Path) -> str:
    """The path on one line, with its control characters escaped: a name may contain a line end."""
    return "".join(c if c.isprintable() else c.encode("unicode_escape", "backslashreplace").decode() for c in str(path))


def _article(folder: Path) -> Iterator[Finding]:
    id, numbers = folder.name, version_numbers(folder)
    removed: Sequence[Removed] = ()
    try:
        removed = read_removed(folder)
    except (OSError, ValueError) as error:
        yield Finding("damage", id, folder / REMOVED, f"cannot be read ({_one_line(error)})")
    for path in sorted(folder.iterdir()):
        if path.name not in (LATEST, REMOVED, late_folder(folder).name) and not VERSION.fullmatch(path.name):
            yield Finding("damage", id, path, "was added")
    for number in numbers:
        yield from verify_version(id, number, folder / version_name(number))
    yield from _gaps(id, folder, numbers, removed)
    yield from _chain(id, folder, numbers, removed)
    yield from _latest(id, folder, numbers)
    yield from _late_texts(id, folder)
    yield from _embargo_mark(id, folder, numbers)


def _files(id: str, folder: Path, manifest: Manifest) -> Iterator[Finding]:
    present = {path.name: path for path in folder.iterdir()}
    for name in sorted(present.keys() - manifest.files.keys() - {MANIFEST}):
        yield Finding("damage", id, present[name], "was added")
    for name in sorted(manifest.files):
        path = folder / name
        problem = _file_problem(path, manifest.files[name]) if name in present else "is missing"
        if not problem and name == EDITION:
            problem = _edition_problem(path, manifest)
        if problem:
            yield Finding("damage", id, path, problem)
    if EDITION not in manifest.files:
        yield Finding("damage", id, folder / MANIFEST, f"does not list {EDITION}")


def _file_problem(path: Path, expected: str) -> str:
    """What is wrong with a file, "" when its content has the expected sum."""
    if path.is_symlink() or not path.is_file():
        return "is not a plain file"
    try:
        content = path.read_bytes()
    except OSError as error:
        return f"cannot be read ({error.strerror})"
    return "" if sha256(content) == expected else "was changed"


def _edition_problem(path: Path, manifest: Manifest) -> str:
    """Whether the edition is the one that the manifest describes: both may have been changed alike."""
    try:
        edition = from_json(path.read_bytes())
    except (OSError, ValueError) as error:
        return f"is not an edition ({_one_line(error)})"
    found = (edition.article.id, edition.version, edition.state, edition.digest, edition.content_hash)
    if found != (manifest.id, manifest.version, manifest.state, manifest.digest, manifest.content_hash):
        return "does not say what its manifest says"
    return "" if content_hash(edition.article) == edition.content_hash else "contains another text than was stored"


def _gaps(id: str, folder: Path, numbers: Sequence[int], removed: Sequence[Removed]) -> Iterator[Finding]:
    """Numbers that are neither there nor recorded as removed, and numbers that are both."""
    recorded = {row.version for row in removed}
    for number in range(1, max([*numbers, *recorded], default=0) + 1):
        path = folder / version_name(number)
        if number not in numbers and number not in recorded:
            yield Finding("damage", id, path, "is missing, and no prune recorded it")
        elif number in numbers and number in recorded:
            yield Finding("note", id, path, "is recorded as removed; a prune was killed")
    if not numbers and not recorded:
        yield Finding("note", id, folder, "contains no version; a writer was killed")


def _chain(id: str, folder: Path, numbers: Sequence[int], removed: Sequence[Removed]) -> Iterator[Finding]:
    """Each manifest contains the sum of the previous one, present or recorded as removed; the first contains ""."""
    sums = {row.version: row.manifest for row in removed}
    for number in numbers:
        path = folder / version_name(number) / MANIFEST
        try:
            content, previous = path.read_bytes(), read_manifest(path.parent).previous
        except (OSError, ValueError):
            continue  # named already
        if previous not in _possible_links(sums, number, numbers):
            yield Finding("damage", id, path, "breaks the chain: it follows another version")
        sums[number] = sha256(content)


def _possible_links(sums: dict[int, str], number: int, numbers: Sequence[int]) -> set[str]:
    """What `previous` of a version may be: the sum of the next lower one that is there, or of one removed since."""
    possible: set[str] = set()
    for known in sorted((known for known in sums if known < number), reverse=True):
        possible.add(sums[known])
        if known in numbers:
            return possible
    return possible | {""}


def _latest(id: str, folder: Path, numbers: Sequence[int]) -> Iterator[Finding]:
    pointer, name = folder / LATEST, latest_name(folder)
    if not numbers:
        return
    if not name and not pointer.exists():
        yield Finding("note", id, pointer, "is missing")
    elif name not in map(version_name, numbers):
        yield Finding("damage", id, pointer, f"points at {name or 'nothing'}, which is not there")
    elif name != version_name(numbers[-1]):
        yield Finding("note", id, pointer, f"is behind: it points at {name}")


def _late_texts(id: str, folder: Path) -> Iterator[Finding]:
    for path in late_files(folder):
        try:
            read_late_text(path)
        except (OSError, ValueError) as error:
            yield Finding("damage", id, path, f"was changed ({_one_line(error)})")


def _embargo_mark(id: str, folder: Path, numbers: Sequence[int]) -> Iterator[Finding]:
    """An embargoed article that no run would release, since it is not marked."""
    try:
        embargoed = numbers and read_manifest(folder / version_name(numbers[-1])).state == "embargoed"
    except (OSError, ValueError):
        return  # named already
    if embargoed and id not in embargoed_ids(folder.parent):
        yield Finding("note", id, folder, "is embargoed and not marked so: no run would release it")


def _is_id(name: str) -> bool:
    try:
        return check_id(name) == name
    except InvalidId:
        return False


def _one_line(error: BaseException) -> str:
    return " ".join(f"{type(error).__name__}: {error}".split())


@dataclass(frozen=True, slots=True)
class Repair:
    """What was done about a path."""

    id: str
    path: Path
    what: str

    def __str__(self) -> str:
        return f"repaired  {self.id or '-'}  {printable(self.path)}  {self.what}"


def repair(root: Path) -> Iterator[Repair]:
    """Make again what `verify` finds and can be made again; deletes no stored file. Raises OSError."""
    store = Store(root)
    remove_dead_drafts(root)
    findings = list(verify(root))
    yield from _reader_files(findings)
    for id in sorted({finding.id for finding in findings if finding.id}):
        yield from _latest_and_marks(root, id)
    rebuild(store)
    yield Repair("", index_file(root), "rebuilt from the versions")


def _reader_files(findings: Iterable[Finding]) -> Iterator[Repair]:
    for finding in findings:
        in_version = finding.path.name in READER_FILES and VERSION.fullmatch(finding.path.parent.name)
        if in_version and _make_again(finding.path):
            yield Repair(finding.id, finding.path, f"made again from {EDITION}")


def _make_again(path: Path) -> bool:
    """Whether the file could be made from a sound edition with just the bytes that the manifest lists."""
    folder = path.parent
    try:
        expected = read_manifest(folder).files
        content = reader_files(read_edition(folder), _edition_before(folder)).get(path.name, b"")
        sound = expected[EDITION] == sha256((folder / EDITION).read_bytes())
    except UNREADABLE:
        return False
    if not sound or expected.get(path.name) != sha256(content) or (path.is_dir() and not path.is_symlink()):
        return False
    draft = write_draft(folder.parent.parent, {path.name: content})
    (draft / path.name).replace(path)
    remove_draft(draft)
    return True


def _edition_before(folder: Path) -> Edition | None:
    """The edition of the version before, None for the first that is there."""
    older = [number for number in version_numbers(folder.parent) if number < int(folder.name[1:])]
    return read_edition(folder.parent / version_name(older[-1])) if older else None


def _latest_and_marks(root: Path, id: str) -> Iterator[Repair]:
    folder = root / id
    numbers = version_numbers(folder)
    if not numbers:
        return
    if latest_name(folder) != version_name(numbers[-1]):
        point_latest(folder)
        yield Repair(id, folder / LATEST, f"points at {latest_name(folder)}")
    newest = folder / version_name(numbers[-1])
    if not any(verify_version(id, numbers[-1], newest)) and read_manifest(newest).state == "embargoed":
        mark_embargoed(root, id)
