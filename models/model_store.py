"""The model_store: model weights on this machine, found and checked without the network.

    SHELF/lock.json                                     id -> revision, the one that is used
    SHELF/<org>--<name>/<revision, 40 hex>/
        snapshot/                                       the hub's files as they are
        ctranslate2/                                    converted from them, once, where the family allows it
        manifest.json                                   sha256 and size of every file; written last
    SHELF/.pulling/<org>--<name>/<revision>/            a pull that is not done; the next one goes on with it

SHELF is $WIREGLOT_MODELS, else ~/.local/share/wireglot/models. A revision's folder appears by one rename: it is whole
or not there. Editing lock.json, or bringing one along from another machine, decides which revision is pulled and used.
"""

import os
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from wireglot.models.lock_file import read_lock
from wireglot.models.manifest import NAME as MANIFEST
from wireglot.models.manifest import Manifest, WrongManifest, read_manifest, sum_of_file

# The ids of the hub: organisation and name, of letters, digits, "-", "_" and "."; never a path that leads elsewhere.
_ID = re.compile(r"[A-Za-z0-9][\w.-]{0,95}/[A-Za-z0-9][\w.-]{0,95}", re.ASCII)
_REVISION = re.compile(r"[0-9a-f]{40}")


class InvalidModelId(ValueError):
    """What should be a model id is none."""


@dataclass(frozen=True, slots=True)
class StoredModel:
    """A model that is there whole; `folder` is its revision's folder, `size` that of all its files in bytes."""

    id: str
    revision: str
    folder: Path
    family: str
    licence: str
    size: int

    @property
    def snapshot(self) -> Path:
        return self.folder / "snapshot"


@dataclass(frozen=True, slots=True)
class Fault:
    """One file that is not as it was pulled."""

    file: str
    kind: Literal["missing", "changed", "added"]

    def __str__(self) -> str:
        return f"{self.file} is {self.kind}"


def shelf_folder() -> Path:
    """Where models lie: $WIREGLOT_MODELS, else ~/.local/share/wireglot/models. It need not be there."""
    named = os.environ.get("WIREGLOT_MODELS")
    return Path(named).absolute() if named else Path.home() / ".local" / "share" / "wireglot" / "models"


def find(model_id: str) -> StoredModel | None:
    """The model at the revision that lock.json names; None when it was not pulled, or not to its end."""
    revision = pinned(model_id)
    return stored_model(model_id, revision) if revision else None


def all() -> list[StoredModel]:
    """Every model that `find` finds, sorted by id."""
    return [found for model_id in sorted(read_lock(shelf_folder())) if (found := find(model_id))]


def check(model: StoredModel) -> list[Fault]:
    """What is missing, changed or added among the model's files, sorted by name; reads every byte."""
    try:
        manifest = read_manifest(model.folder)
    except (OSError, WrongManifest):
        return [Fault(MANIFEST, "changed" if (model.folder / MANIFEST).exists() else "missing")]
    listed = dict(manifest.files)
    there = set(_files(model.folder))
    faults = [Fault(name, "missing") for name in listed.keys() - there]
    faults += [Fault(name, "added") for name in there - listed.keys()]
    faults += [Fault(name, "changed") for name in listed.keys() & there if _differs(model.folder, name, manifest)]
    return sorted(faults, key=lambda fault: fault.file)


def pinned(model_id: str) -> str:
    """The revision that lock.json names for the model, "" when it names none that could be one."""
    revision = read_lock(shelf_folder()).get(model_id, "")
    return revision if _REVISION.fullmatch(revision) else ""


def stored_model(model_id: str, revision: str) -> StoredModel | None:
    """The model at that revision, whatever lock.json says; None when it is not there whole."""
    folder = folder_of(model_id, revision)
    try:
        manifest = read_manifest(folder)
    except (OSError, WrongManifest):
        return None
    return StoredModel(model_id, revision, folder, manifest.family, manifest.licence, manifest.size)


def folder_of(model_id: str, revision: str) -> Path:
    """Where the model lies at that revision, or would."""
    if not _REVISION.fullmatch(revision):
        raise InvalidModelId(f"Wanted a revision of 40 hexadecimal digits for {model_id}, met {revision!r}.")
    return shelf_folder() / folder_name(model_id) / revision


def folder_name(model_id: str) -> str:
    """ "facebook/m2m100_418M" is "facebook--m2m100_418M" on the disk; raises InvalidModelId for what is no id."""
    if not _ID.fullmatch(model_id) or ".." in model_id or "--" in model_id:
        raise InvalidModelId(f"Wanted a model id such as Helsinki-NLP/opus-mt-sv-en, met {model_id!r}.")
    return model_id.replace("/", "--")


def _files(folder: Path) -> Iterator[str]:
    """Names of all files below the folder but the manifest; the parts of a name are joined by "/"."""
    for path in folder.rglob("*"):
        name = path.relative_to(folder).as_posix()
        if not path.is_dir() and name != MANIFEST:
            yield name


def _differs(folder: Path, name: str, manifest: Manifest) -> bool:
    """Whether the file is another than was pulled; one of another size is not read."""
    wanted = dict(manifest.files)[name]
    try:
        if (folder / name).stat().st_size != wanted.size:
            return True
        return sum_of_file(folder / name) != wanted
    except OSError:
        return True
