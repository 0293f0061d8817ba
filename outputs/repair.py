"""Repair of an output folder: what can be made again from sound editions is; nothing else is touched.

Made again are the files for readers (summary.md, short.txt, long.txt, changes.md), `latest`, the marks of embargoes
and the index. A damaged edition.json or manifest.json is left as it is: `verify` goes on naming it until a backup
replaces it.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from wireglot.outputs import marks, publishing
from wireglot.outputs.edition import Edition
from wireglot.outputs.index import rebuild
from wireglot.outputs.layout import LATEST, VERSION, index_file, version_name, version_numbers
from wireglot.outputs.manifest import read_manifest, sha256
from wireglot.outputs.store import EDITION, READER_FILES, UNREADABLE, Store, read_edition, reader_files
from wireglot.outputs.verify import Finding, printable, verify, verify_version


@dataclass(frozen=True, slots=True)
class Repair:
    """What was done about a path."""

    id: str
    path: Path
    what: str

    def __str__(self) -> str:
        return f"repaired  {self.id or '-'}  {printable(self.path)}  {self.what}"


def repair(root: Path) -> Iterator[Repair]:
    """Make again what `verify` finds and can be made again; deletes nothing that was stored. Raises OSError."""
    store = Store(root)
    publishing.remove_dead_drafts(root)
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
    draft = publishing.write_draft(folder.parent.parent, {path.name: content})
    (draft / path.name).replace(path)
    publishing.remove_draft(draft)
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
    if publishing.latest_name(folder) != version_name(numbers[-1]):
        publishing.point_latest(folder)
        yield Repair(id, folder / LATEST, f"points at {publishing.latest_name(folder)}")
    newest = folder / version_name(numbers[-1])
    if not any(verify_version(id, numbers[-1], newest)) and read_manifest(newest).state == "embargoed":
        marks.mark_embargoed(root, id)
