"""What may be wrong within one version's folder: files, sums, and what the manifest says of itself."""

import hashlib
from collections.abc import Iterator
from pathlib import Path

import orjson

from wireglot.outputs.edition_json import from_json
from wireglot.outputs.layout import version_name
from wireglot.outputs.making import words_of
from wireglot.outputs.manifest import NAME as MANIFEST
from wireglot.outputs.manifest import Manifest, read_manifest
from wireglot.outputs.verifying.finding import Finding, damage

EDITION = "edition.json"


def check_version(id: str, number: int, folder: Path) -> Iterator[Finding]:
    """Every finding in the folder; nothing when it is just as it was written."""
    if folder.is_symlink() or not folder.is_dir():
        yield damage(id, folder, "is no folder")
        return
    try:
        manifest = read_manifest(folder)
    except FileNotFoundError:
        yield damage(id, folder / MANIFEST, "is missing")
        return
    except (OSError, ValueError) as fault:
        yield damage(id, folder / MANIFEST, f"cannot be read ({_one_line(fault)})")
        return
    yield from _names(id, number, folder, manifest)
    yield from _files(id, folder, manifest)


def _names(id: str, number: int, folder: Path, manifest: Manifest) -> Iterator[Finding]:
    if manifest.id != id:
        yield damage(id, folder / MANIFEST, f"is of another article, {manifest.id}")
    if manifest.version != number:
        yield damage(id, folder / MANIFEST, f"is of {version_name(manifest.version)}")


def _files(id: str, folder: Path, manifest: Manifest) -> Iterator[Finding]:
    listed = dict(manifest.files)
    there = {path.name: path for path in folder.iterdir()}
    for name in sorted(there.keys() - listed.keys() - {MANIFEST}):
        yield damage(id, there[name], "was added")
    for name in sorted(listed):
        path = folder / name
        wrong = "is missing" if name not in there else _changed(path, listed[name])
        if wrong:
            yield damage(id, path, wrong)
        elif name == EDITION:
            yield from _told(id, path, manifest)
    if EDITION not in listed:
        yield damage(id, folder / MANIFEST, f"does not list {EDITION}")


def _changed(path: Path, wanted: str) -> str:
    """What is wrong with a file, "" when its content has the sum."""
    if path.is_symlink() or not path.is_file():
        return "is no plain file"
    try:
        content = path.read_bytes()
    except OSError as fault:
        return f"cannot be read ({fault.strerror})"
    return "" if hashlib.sha256(content).hexdigest() == wanted else "was changed"


def _told(id: str, path: Path, manifest: Manifest) -> Iterator[Finding]:
    """Whether the edition is the one that the manifest speaks of: both may have been changed alike."""
    try:
        edition = from_json(orjson.loads(path.read_bytes()))
    except (KeyError, TypeError, ValueError) as fault:
        yield damage(id, path, f"is no edition ({_one_line(fault)})")
        return
    said = (edition.article.id, edition.version, edition.state, edition.digest, edition.words)
    if said != (manifest.id, manifest.version, manifest.state, manifest.digest, manifest.words):
        yield damage(id, path, "does not say what its manifest says")
    elif words_of(edition.article) != edition.words:
        yield damage(id, path, "holds other words than were stored")


def _one_line(fault: BaseException) -> str:
    return " ".join(f"{type(fault).__name__}: {fault}".split())
