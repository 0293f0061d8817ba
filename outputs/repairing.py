"""Repair of an output folder: what can be made again is, what cannot is put aside whole; nothing is deleted.

.wireglot/quarantine/<time>/<path below the folder>
"""

import shutil
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

import orjson

from wireglot.outputs import embargoes, publishing
from wireglot.outputs.edition import Edition
from wireglot.outputs.edition_json import from_json
from wireglot.outputs.for_readers import NAMES, files_for_readers
from wireglot.outputs.index import rebuild
from wireglot.outputs.layout import LATEST, VERSION, index_file, quarantine_folder, version_name, version_numbers
from wireglot.outputs.manifest import NAME as MANIFEST
from wireglot.outputs.manifest import read_manifest, sum_of
from wireglot.outputs.removed import record_removed
from wireglot.outputs.store import EDITION, Store
from wireglot.outputs.verifying import Finding, verify
from wireglot.outputs.verifying.finding import one_line
from wireglot.outputs.verifying.version import check_version


@dataclass(frozen=True, slots=True)
class Repair:
    """What was done about a path: "made again", "put aside to ..." and so on."""

    id: str
    path: Path
    what: str

    def __str__(self) -> str:
        return f"repaired  {self.id or '-'}  {one_line(self.path)}  {self.what}"


def repair(root: Path) -> Iterator[Repair]:
    """Mend what `verify` finds; afterwards it finds no damage. Raises OSError."""
    publishing.sweep_drafts(root)
    aside = quarantine_folder(root) / datetime.now(UTC).strftime("%Y%m%dT%H%M%S.%fZ")
    yield from _told_again(list(verify(root)))
    while hopeless := list(_hopeless(root, list(verify(root)))):  # a lost record leaves gaps to record anew
        for path, id in hopeless:
            yield _put_aside(root, path, id, aside)
    for id in sorted({finding.id for finding in verify(root) if finding.id}):
        yield from _pointers(root, id)
    rebuild(Store(root))
    yield Repair("", index_file(root), "made anew from the versions")


def _told_again(findings: Iterable[Finding]) -> Iterator[Repair]:
    """Files for readers, from an edition that is sound; counted only when the bytes are those of the manifest."""
    for finding in findings:
        in_version = finding.path.name in NAMES and VERSION.fullmatch(finding.path.parent.name)
        if finding.grade == "damage" and in_version and _tell(finding.path):
            yield Repair(finding.id, finding.path, "made again from edition.json")


def _tell(path: Path) -> bool:
    folder = path.parent
    try:
        wanted = dict(read_manifest(folder).files)
        content = files_for_readers(_edition(folder), _before(folder)).get(path.name, b"")
    except (OSError, KeyError, TypeError, ValueError):
        return False
    whole = wanted.get(EDITION) == sum_of((folder / EDITION).read_bytes())
    if not whole or wanted.get(path.name) != sum_of(content) or (path.is_dir() and not path.is_symlink()):
        return False
    draft = publishing.write_draft(folder.parent.parent, {path.name: content})
    (draft / path.name).replace(path)
    publishing.drop_draft(draft)
    return True


def _edition(folder: Path) -> Edition:
    return from_json(orjson.loads((folder / EDITION).read_bytes()))


def _before(folder: Path) -> Edition | None:
    """The edition that came before, None for the first one that is there."""
    older = [number for number in version_numbers(folder.parent) if number < int(folder.name[1:])]
    return _edition(folder.parent / version_name(older[-1])) if older else None


def _hopeless(root: Path, findings: Iterable[Finding]) -> Iterator[tuple[Path, str]]:
    """What has to be put aside, each once: a stray file by itself, a version whole."""
    done: set[Path] = set()
    for finding in findings:
        path = _unit(root, finding)
        if path is not None and path not in done:
            done.add(path)
            yield path, finding.id


def _unit(root: Path, finding: Finding) -> Path | None:
    """The folder of the version that is damaged, or the stray itself; None for what pointers and records mend."""
    if finding.grade == "note" or finding.path.name == LATEST:
        return None
    parts = finding.path.relative_to(root).parts
    if len(parts) > 1 and VERSION.fullmatch(parts[1]) and finding.what != "was added":
        return root / parts[0] / parts[1]
    return finding.path


def _put_aside(root: Path, path: Path, id: str, aside: Path) -> Repair:
    """Move it, and put a version on record as quarantined, with its link of the chain where that can be known."""
    target = aside / path.relative_to(root)
    article, number = path.parent, int(path.name[1:]) if VERSION.fullmatch(path.name) else 0
    if number:
        article.mkdir(exist_ok=True)
        record_removed(article, number, _link(article, number), "quarantined")
    if path.exists() or path.is_symlink():
        target.parent.mkdir(parents=True, exist_ok=True)
        shutil.move(path, target)
        return Repair(id, path, f"put aside to {target}")
    return Repair(id, path, "put on record as lost")


def _link(article: Path, number: int) -> str:
    """What the next version says of this one's manifest, else the sum of the manifest as it is, else ""."""
    for later in (one for one in version_numbers(article) if one > number):
        try:
            return read_manifest(article / f"v{later:04d}").previous
        except (OSError, ValueError):
            continue
    try:
        return sum_of((article / f"v{number:04d}" / MANIFEST).read_bytes())
    except OSError:
        return ""


def _pointers(root: Path, id: str) -> Iterator[Repair]:
    """`latest` and the marks of embargoes; leftovers of killed writers are put out of the way."""
    folder = root / id
    for left in sorted(folder.glob(".removed-*")):
        left.unlink()
        yield Repair(id, left, "a killed writer's half-made record, removed")
    numbers = version_numbers(folder)
    if not numbers:
        return
    publishing.point_latest(folder)
    yield Repair(id, folder / LATEST, f"points at {publishing.latest_name(folder)}")
    newest = folder / f"v{numbers[-1]:04d}"
    if not any(check_version(id, numbers[-1], newest)) and read_manifest(newest).state == "embargoed":
        embargoes.mark(root, id)
