"""The hub: what a model would cost to fetch, and the pull into the model store. The only place that downloads.

    listing     commit, licence, sizes            one request, at most 10 s
    config      the family, before the weights    refused when it is none of ours
    files       each with resume and checksum     SHELF/.pulling/<org>--<name>/<revision>/snapshot/
    conversion  to CTranslate2, from those files
    manifest    sha256 of everything, written last
    rename      to SHELF/<org>--<name>/<revision>/, then lock.json

Two pulls of one model wait for each other; a killed one leaves its files to the next.
"""

import logging
import os
import shutil
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from wireglot.models import listing as hub_listing
from wireglot.models import model_store
from wireglot.models.conversion import check_kind, check_tools, converted, family_name
from wireglot.models.errors import HubError, LicenceNotAccepted, NoDiskSpace, UnsupportedModel, hub_error
from wireglot.models.fetching import fetch
from wireglot.models.known import is_non_commercial, known
from wireglot.models.listing import Listing
from wireglot.models.lock_file import held, replace_file, write_lock
from wireglot.models.manifest import NAME as MANIFEST
from wireglot.models.manifest import Manifest, sums_below, to_json
from wireglot.models.model_store import StoredModel
from wireglot.models.wanted import CONFIG, weights

log = logging.getLogger(__name__)

NEWEST = "main"
# On top of the files: the conversion is at most as large as they are (int8 is a quarter), and some room to live.
_SPARE = 64 << 20


@dataclass(frozen=True, slots=True)
class Offer:
    """What a pull would bring: `size` is to be fetched, in bytes, 0 when the model is in the model store already."""

    id: str
    revision: str
    licence: str
    size: int
    stored_model: StoredModel | None = None

    @property
    def non_commercial(self) -> bool:
        return is_non_commercial(self.licence)


@dataclass(frozen=True, slots=True)
class Progress:
    """How far a pull is; `done` and `total` are bytes of files, `stage` says what is under way."""

    id: str
    stage: str
    done: int
    total: int


OnResult = Callable[[Progress], None]


def size_of(model_id: str) -> int:
    """The bytes that a pull would fetch now; 0 when the model is there. Raises HubError."""
    return offer(model_id).size


def offer(model_id: str, *, update: bool = False) -> Offer:
    """What a pull would bring. Asks the hub only when the model is not in the model store, or for an update."""
    model_store.folder_name(model_id)
    if not update and (there := model_store.find(model_id)):
        return Offer(model_id, there.revision, there.licence, 0, there)
    listing = _ask(model_id, update=update)
    there = model_store.stored_model(model_id, listing.revision)
    return Offer(model_id, listing.revision, _licence(listing), 0 if there else listing.size, there)


def pull(
    model_id: str,
    *,
    accept_licence: bool = False,
    update: bool = False,
    progress: OnResult = lambda progress: None,
) -> StoredModel:
    """The model in the model store, fetched and converted where it was not there.

    Without `update` the revision in lock.json is used, and a model that is there costs no request.

    :raises LicenceNotAccepted: before any file is fetched
    :raises HubError: one sentence with the model and what to do; what has arrived stays for the next pull
    :raises model_store.InvalidModelId: what was named is no model id
    """
    name = model_store.folder_name(model_id)
    try:
        model_store.shelf_folder().mkdir(parents=True, exist_ok=True)
        with held(model_store.shelf_folder(), name):
            return _pull(model_id, accept_licence=accept_licence, update=update, progress=progress)
    except HubError:
        raise
    except OSError as fault:
        raise _no_room(fault, model_id) from fault


def _pull(model_id: str, *, accept_licence: bool, update: bool, progress: OnResult) -> StoredModel:
    if not update and (there := model_store.find(model_id)):
        return there
    listing = _ask(model_id, update=update)
    if not (there := model_store.stored_model(model_id, listing.revision)):
        _check_licence(listing, accept_licence)
        check_tools()
        if not update:
            write_lock(
                model_store.shelf_folder(), model_id, listing.revision
            )  # a pull that breaks off goes on with this one
        there = _bring(listing, progress)
    write_lock(model_store.shelf_folder(), model_id, listing.revision)
    return there


def _ask(model_id: str, *, update: bool) -> Listing:
    listing = hub_listing.ask(model_id, NEWEST if update else model_store.pinned(model_id) or NEWEST)
    names = [file.name for file in listing.files]
    missing = [] if CONFIG in names else [CONFIG]
    missing += [] if weights(names) else ["weights for PyTorch (model.safetensors or pytorch_model.bin)"]
    if missing:
        raise UnsupportedModel(
            f"{model_id} has no {' and no '.join(missing)} on the hub: name a translation or summary model."
        )
    return listing


def _check_licence(listing: Listing, accepted: bool) -> None:
    licence = _licence(listing)
    if is_non_commercial(licence) and not accepted:
        raise LicenceNotAccepted(
            f"{listing.id} is under {licence}, which forbids commercial use: "
            "pull it with --accept-licence if that suits what you do."
        )


def _licence(listing: Listing) -> str:
    """The card's licence, or the table's; where one of them is non-commercial, that one."""
    entry = known(listing.id)
    table = entry.licence if entry else ""
    return table if is_non_commercial(table) else listing.licence or table


def _bring(listing: Listing, progress: OnResult) -> StoredModel:
    """Fetch, convert, write down, and move into place."""
    draft = _draft(listing)
    snapshot = draft / "snapshot"
    snapshot.mkdir(parents=True, exist_ok=True)
    _check_room(listing, snapshot)
    family = _fetch_all(listing, snapshot, progress)
    progress(Progress(listing.id, "converting", listing.size, listing.size))
    settings = converted(listing.id, snapshot, draft / "ctranslate2")
    return _shelve(listing, draft, family, settings)


def _draft(listing: Listing) -> Path:
    """Where this revision gathers; drafts of other revisions are dropped, nobody will go on with them."""
    folder = model_store.shelf_folder() / ".pulling" / model_store.folder_name(listing.id)
    for other in folder.glob("*"):
        if other.name != listing.revision:
            shutil.rmtree(other, ignore_errors=True)
    return folder / listing.revision


def _fetch_all(listing: Listing, snapshot: Path, progress: OnResult) -> str:
    """All files, config.json first: another family ends it there. Gives the family."""
    done = 0

    def advance(count: int) -> None:
        nonlocal done
        done += count
        progress(Progress(listing.id, "fetching", done, listing.size))

    for file in listing.files:
        fetch(listing, file, snapshot, advance)
        if file.name == CONFIG:
            check_kind(snapshot, listing.id)
    return family_name(snapshot, listing.id)


def _shelve(listing: Listing, draft: Path, family: str, settings: Sequence[tuple[str, str]]) -> StoredModel:
    """Write the manifest, bring all to the disk, and let the revision's folder appear."""
    (draft / MANIFEST).unlink(missing_ok=True)
    manifest = Manifest(
        id=listing.id,
        revision=listing.revision,
        family=family,
        licence=_licence(listing),
        pulled_at=datetime.now(UTC).isoformat(timespec="seconds"),
        conversion=tuple(settings),
        files=sums_below(draft),
    )
    replace_file(draft / MANIFEST, to_json(manifest))
    _flush(draft)
    place = model_store.folder_of(listing.id, listing.revision)
    shutil.rmtree(place, ignore_errors=True)  # one that lost its manifest: it was not there for anyone
    place.parent.mkdir(parents=True, exist_ok=True)
    draft.rename(place)
    return StoredModel(listing.id, listing.revision, place, family, manifest.licence, manifest.size)


def _flush(folder: Path) -> None:
    """Bring every file below the folder to the disk, so that the rename never outlives what it names."""
    for path in folder.rglob("*"):
        handle = os.open(path, os.O_RDONLY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)


def _check_room(listing: Listing, snapshot: Path) -> None:
    there = sum(path.stat().st_size for path in snapshot.iterdir())
    needed = 2 * listing.size - there + _SPARE
    free = shutil.disk_usage(snapshot).free
    if free < needed:
        raise NoDiskSpace(
            f"{listing.id} needs {needed >> 20} MB in {model_store.shelf_folder()}, {free >> 20} MB are free: "
            "make room, or name another folder by WIREGLOT_MODELS."
        )


def _no_room(fault: OSError, model_id: str) -> HubError:
    if getattr(fault, "response", None) is not None:
        return hub_error(fault, model_id, hub_listing.endpoint())
    return NoDiskSpace(
        f"{model_id} could not be written to {model_store.shelf_folder()} ({fault.strerror or type(fault).__name__}): "
        "make room, give write permission, or name another folder by WIREGLOT_MODELS."
    )
