"""What every pull shares, whoever serves the model: its offer, its progress, its draft, and how it enters the store.

STORE/.pulling/<org>--<name>/<revision>/     the draft: what has arrived, for this pull or the next one
manifest                                     sha256 of everything, written last
rename                                       to STORE/<org>--<name>/<revision>/
"""

import os
import shutil
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from wireglot.models.errors import NoDiskSpace
from wireglot.models.model_store import (
    MANIFEST,
    Manifest,
    StoredModel,
    folder_name,
    manifest_json,
    replace_file,
    revision_folder,
    store_folder,
    stored_model,
)

# On top of what a pull writes: some reserve.
SPARE_BYTES = 64 << 20


@dataclass(frozen=True, slots=True)
class Offer:
    """What a pull would bring: `size` is to be downloaded, in bytes, 0 when the model is stored already."""

    id: str
    revision: str
    licence: str
    size: int
    stored: StoredModel | None = None


@dataclass(frozen=True, slots=True)
class DownloadProgress:
    """The state of a pull; `done` and `total` are bytes of files, `stage` is "fetching" or "converting"."""

    id: str
    stage: str
    done: int
    total: int


OnProgress = Callable[[DownloadProgress], None]


def draft_folder(model_id: str, revision: str) -> Path:
    """Return the folder of the unfinished pull; drafts of other revisions are deleted, nobody will continue them."""
    folder = store_folder() / ".pulling" / folder_name(model_id)
    for other in folder.glob("*"):
        if other.name != revision:
            shutil.rmtree(other, ignore_errors=True)
    return folder / revision


def check_disk_space(model_id: str, needed: int, folder: Path) -> None:
    """Raise NoDiskSpace unless that many bytes, and some reserve, are free where the folder is."""
    needed += SPARE_BYTES
    free = shutil.disk_usage(folder).free
    if free < needed:
        raise NoDiskSpace(
            f"{model_id} needs {needed >> 20} MB in {store_folder()}, {free >> 20} MB are free: "
            "make room, or name another folder in WIREGLOT_MODELS."
        )


def publish(draft: Path, manifest: Manifest) -> StoredModel:
    """Write the manifest, bring everything to the disk, and let the revision's folder appear."""
    replace_file(draft / MANIFEST, manifest_json(manifest))
    _flush(draft)
    folder = revision_folder(manifest.id, manifest.revision)
    shutil.rmtree(folder, ignore_errors=True)  # one without a readable manifest, which nobody uses
    folder.parent.mkdir(parents=True, exist_ok=True)
    draft.rename(folder)
    return stored_model(manifest, folder)


def disk_error(error: OSError, model_id: str) -> NoDiskSpace:
    """Return the error for a model store that cannot be written to."""
    return NoDiskSpace(
        f"{model_id} could not be written to {store_folder()} ({error.strerror or type(error).__name__}): "
        "make room, give write permission, or name another folder in WIREGLOT_MODELS."
    )


def _flush(folder: Path) -> None:
    """Bring every file below the folder to the disk, so that the rename never outlives what it names."""
    for path in folder.rglob("*"):
        handle = os.open(path, os.O_RDONLY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)
