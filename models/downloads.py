"""Downloads: what a model would cost, and the pull into the model store. Only this module and firefox/pull.py download.

    firefox/... pulled as models/firefox/pull.py says; all others:
    the hub     commit, licence, sizes            one request, at most 10 s
    config      the family, before the weights    refused when it is not supported
    files       each with resume and checksum     STORE/.pulling/<org>--<name>/<revision>/snapshot/
    conversion  to CTranslate2, from those files
    manifest    sha256 of everything, written last
    rename      to STORE/<org>--<name>/<revision>/, then lock.json

Two pulls of one model wait for each other; a killed one leaves its files to the next.
"""

import logging
import shutil
from datetime import UTC, datetime
from importlib.metadata import version
from pathlib import Path

from wireglot.models.catalog import is_non_commercial, known_licence
from wireglot.models.conversion import convert_snapshot, missing_packages
from wireglot.models.errors import (
    ConversionFailed,
    HubError,
    LicenceNotAccepted,
    ModelError,
    UnsupportedModel,
    hub_error,
)
from wireglot.models.families import CONFIG, FAMILIES, family_of, model_type_of, weight_files
from wireglot.models.firefox import pull as firefox
from wireglot.models.firefox.model_list import is_firefox
from wireglot.models.hub_files import HubModel, download_file, endpoint, find_on_hub
from wireglot.models.model_store import (
    MANIFEST,
    Manifest,
    StoredModel,
    file_lock,
    find_model,
    find_revision,
    folder_name,
    pinned_revision,
    store_folder,
    sums_below,
    write_lock,
)
from wireglot.models.pulls import (
    DownloadProgress,
    Offer,
    OnProgress,
    check_disk_space,
    disk_error,
    draft_folder,
    publish,
)

log = logging.getLogger(__name__)

NEWEST = "main"
# A quarter of the size of float32 and the fastest on a CPU; a GPU takes it as int8_float16. The full weights are in the
# snapshot.
QUANTIZATION = "int8"


def get_offer(model_id: str, *, update: bool = False) -> Offer:
    """Return what a pull would bring. Asks the hub only when the model is not stored, or for an update."""
    folder_name(model_id)
    if is_firefox(model_id):
        return firefox.get_offer(model_id, update=update)
    if not update and (stored := find_model(model_id)):
        return Offer(model_id, stored.revision, stored.licence, 0, stored)
    model = _find(model_id, update=update)
    stored = find_revision(model_id, model.revision)
    return Offer(model_id, model.revision, _licence(model), 0 if stored else model.size, stored)


def pull_model(
    model_id: str,
    *,
    accept_licence: bool = False,
    update: bool = False,
    on_progress: OnProgress = lambda progress: None,
) -> StoredModel:
    """Return the stored model, downloaded and converted where it was not there.

    Without `update` the revision in lock.json is used, and a stored model costs no request.

    Raises:
        LicenceNotAccepted: Before any file is downloaded.
        HubError: One sentence with the model and what to do; what has arrived stays for the next pull.
        InvalidModelId: The name is no model id.
    """
    name = folder_name(model_id)
    if is_firefox(model_id):
        return firefox.pull(model_id, update=update, on_progress=on_progress)
    try:
        store_folder().mkdir(parents=True, exist_ok=True)
        with file_lock(store_folder(), name):
            return _pull(model_id, accept_licence=accept_licence, update=update, on_progress=on_progress)
    except HubError:
        raise
    except OSError as error:
        raise _write_error(error, model_id) from error


def _pull(model_id: str, *, accept_licence: bool, update: bool, on_progress: OnProgress) -> StoredModel:
    if not update and (stored := find_model(model_id)):
        return stored
    model = _find(model_id, update=update)
    stored = find_revision(model_id, model.revision)
    if not stored:
        _check_licence(model, accept_licence)
        _check_packages()
        if not update:  # an interrupted pull continues with this revision
            write_lock(store_folder(), model_id, model.revision)
        stored = _download(model, on_progress)
    write_lock(store_folder(), model_id, model.revision)
    return stored


def _find(model_id: str, *, update: bool) -> HubModel:
    """Return the model on the hub. Raises UnsupportedModel when it lacks a configuration or weights."""
    model = find_on_hub(model_id, NEWEST if update else pinned_revision(model_id) or NEWEST)
    names = [file.name for file in model.files]
    missing = [] if CONFIG in names else [CONFIG]
    missing += [] if weight_files(names) else ["weights for PyTorch (model.safetensors or pytorch_model.bin)"]
    if missing:
        raise UnsupportedModel(
            f"{model_id} has no {' and no '.join(missing)} on the hub: name a translation or summary model."
        )
    return model


def _check_licence(model: HubModel, accepted: bool) -> None:
    licence = _licence(model)
    if is_non_commercial(licence) and not accepted:
        raise LicenceNotAccepted(
            f"{model.id} is under {licence}, which forbids commercial use: "
            "pull it with --accept-licence if that suits your use."
        )


def _check_packages() -> None:
    """Raise before a download of 300 MB, not after it."""
    if missing := missing_packages():
        raise ConversionFailed(
            f"Models need {', '.join(missing)}, not installed here: pip install 'wireglot[neural]', then pull again."
        )


def _licence(model: HubModel) -> str:
    """Return the card's licence, or the catalog's; where one of them is non-commercial, that one."""
    listed = known_licence(model.id)
    return listed if is_non_commercial(listed) else model.licence or listed


def _download(model: HubModel, on_progress: OnProgress) -> StoredModel:
    """Download, convert, write the manifest, and move into place."""
    draft = draft_folder(model.id, model.revision)
    snapshot = draft / "snapshot"
    snapshot.mkdir(parents=True, exist_ok=True)
    # The conversion is at most as large as the files; int8 is a quarter of them.
    present = sum(path.stat().st_size for path in snapshot.iterdir())
    check_disk_space(model.id, 2 * model.size - present, snapshot)
    family = _download_files(model, snapshot, on_progress)
    on_progress(DownloadProgress(model.id, "converting", model.size, model.size))
    _convert(model.id, snapshot, draft / "ctranslate2")
    return _store(model, draft, family)


def _download_files(model: HubModel, snapshot: Path, on_progress: OnProgress) -> str:
    """Download all files, config.json first: an unsupported family ends it there. Returns the family."""
    done = 0

    def on_bytes(count: int) -> None:
        nonlocal done
        done += count
        on_progress(DownloadProgress(model.id, "fetching", done, model.size))

    for file in model.files:
        download_file(model, file, snapshot, on_bytes)
        if file.name == CONFIG:
            _check_family(snapshot, model.id)
    try:
        return family_of(snapshot).name
    except ModelError as error:
        raise UnsupportedModel(f"The hub does not have all files of {model.id}: {error}") from error


def _check_family(snapshot: Path, model_id: str) -> None:
    """Raise UnsupportedModel when config.json, the only file so far, names a family that is not supported."""
    try:
        model_type = model_type_of(snapshot)
    except ModelError as error:
        raise UnsupportedModel(f"{model_id} cannot be used here: {error}") from error
    if model_type not in {family.model_type for family in FAMILIES}:
        names = ", ".join(family.name for family in FAMILIES)
        raise UnsupportedModel(
            f"{model_id} is of the family {model_type or 'unknown'!r}, which cannot be used here: "
            f"name a model of {names}."
        )


def _convert(model_id: str, snapshot: Path, folder: Path) -> None:
    """Convert the snapshot. Raises ConversionFailed with the reason; the downloaded files stay."""
    shutil.rmtree(folder, ignore_errors=True)
    try:
        convert_snapshot(snapshot, folder, quantization=QUANTIZATION)
    except Exception as error:
        log.debug("The conversion of %s failed.", model_id, exc_info=True)
        reason = (next(iter(str(error).splitlines()), "") or type(error).__name__).rstrip(".")
        raise ConversionFailed(
            f"{model_id} was downloaded but not converted ({reason}): correct that, and pull again."
        ) from error


def _store(model: HubModel, draft: Path, family: str) -> StoredModel:
    (draft / MANIFEST).unlink(missing_ok=True)
    manifest = Manifest(
        id=model.id,
        revision=model.revision,
        family=family,
        licence=_licence(model),
        pulled_at=datetime.now(UTC).isoformat(timespec="seconds"),
        conversion=(("ctranslate2", version("ctranslate2")), ("quantization", QUANTIZATION)),
        files=sums_below(draft),
    )
    return publish(draft, manifest)


def _write_error(error: OSError, model_id: str) -> HubError:
    """Return the error for the user: huggingface_hub's own errors of a refusal are OSErrors as well."""
    if getattr(error, "response", None) is not None:
        return hub_error(error, model_id, endpoint())
    return disk_error(error, model_id)
