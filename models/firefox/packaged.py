"""Firefox models that come inside of ordinary Python packages (data/packaged_models.toml).

The files are located through the package's metadata; its code is never imported. Only the exact version of the table
counts, since another may bring other weights.
"""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib.metadata import PackageNotFoundError, distribution
from pathlib import Path
from typing import Any

from wireglot.models.model_store import FileSum, StoredModel


@dataclass(frozen=True, slots=True)
class PackagedModel:
    """A model within a Python package; `stored.folder` has its files, and `package` names package and version."""

    stored: StoredModel
    files: Mapping[str, FileSum]
    package: str


def packaged_models() -> list[PackagedModel]:
    """Return the models whose package is installed here in the version of the table, sorted by pair."""
    return [model for pair in sorted(_table()) if (model := packaged_model(f"firefox/{pair}"))]


def packaged_model(model_id: str) -> PackagedModel | None:
    """Return the model of an id such as "firefox/pt-en"; None when no installed package brings it."""
    entry = _table().get(model_id.removeprefix("firefox/"))
    folder = _folder(entry["package"], entry["version"], entry["folder"]) if entry else None
    if entry is None or folder is None:
        return None
    files = {name: FileSum(**file) for name, file in entry["files"].items()}
    # As for a pulled model, the weights name the revision.
    revision = next(file.sha256 for name, file in files.items() if name.startswith("model."))[:40]
    size = sum(file.size for file in files.values())
    stored = StoredModel(model_id, revision, folder, "firefox", entry["licence"], size)
    return PackagedModel(stored, files, f"{entry['package']} {entry['version']}")


@cache
def _folder(package: str, version: str, folder: str) -> Path | None:
    """The folder within the installed package; None when it is not installed in that version."""
    try:
        found = distribution(package)
    except PackageNotFoundError:
        return None
    return Path(str(found.locate_file(folder))) if found.version == version else None


@cache
def _table() -> dict[str, Any]:
    return tomllib.loads((Path(__file__).parents[1] / "data" / "packaged_models.toml").read_text("utf-8"))
