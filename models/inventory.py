"""Every model on this machine: those that were pulled into the model store, and those in Python packages."""

from collections.abc import Mapping
from dataclasses import dataclass

from wireglot.models.firefox.packaged import PackagedModel, packaged_model, packaged_models
from wireglot.models.model_store import (
    FileProblem,
    FileSum,
    StoredModel,
    check_files,
    differs,
    find_model,
    read_manifest,
    stored_models,
)


@dataclass(frozen=True, slots=True)
class InventoryEntry:
    """A model with what its files must be; `package` names package and version, "" for a pulled model."""

    model: StoredModel
    package: str
    files: Mapping[str, FileSum]


def inventory() -> list[InventoryEntry]:
    """Return every model, sorted by id; of one that is pulled and packaged, the pulled one first: it is used."""
    pulled = [pulled_entry(model) for model in stored_models()]
    packaged = [InventoryEntry(one.stored, one.package, one.files) for one in packaged_models()]
    return sorted([*pulled, *packaged], key=lambda entry: entry.model.id)


def pulled_entry(model: StoredModel) -> InventoryEntry:
    """Return the entry of a model of the model store."""
    return InventoryEntry(model, "", dict(read_manifest(model.folder).files))


def is_installed(model_id: str) -> bool:
    """Return whether the model can be used without a pull."""
    return find_model(model_id) is not None or is_packaged(model_id)


def is_packaged(model_id: str) -> bool:
    """Return whether an installed package brings the model with all its files."""
    found = packaged_model(model_id)
    return found is not None and all((found.stored.folder / name).is_file() for name in found.files)


def check_entry(entry: InventoryEntry) -> list[FileProblem]:
    """Return what is missing or changed, and in the model store what was added, sorted by name; reads every byte."""
    if not entry.package:
        return check_files(entry.model)
    return _problems(PackagedModel(entry.model, entry.files, entry.package))


def _problems(packaged: PackagedModel) -> list[FileProblem]:
    """Compare a packaged model's files; what else its folder contains is the package's own."""
    problems = []
    for name, expected in sorted(packaged.files.items()):
        path = packaged.stored.folder / name
        if not path.is_file():
            problems.append(FileProblem(name, "missing"))
        elif differs(path, expected):
            problems.append(FileProblem(name, "changed"))
    return problems
