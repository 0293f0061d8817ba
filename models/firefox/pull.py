"""The pull of a Firefox model into the model store.

    the list    model, sizes, scores              model_list.py
    files       each with resume, gzip            STORE/.pulling/firefox--sv-en/<revision>/packed/
    unpacked    the model's sha256 as listed,     .../snapshot/
                the others' as lock.json pins them
    publish     STORE/firefox--sv-en/<first 40 digits of the model's sha256>/{snapshot/, manifest.json}

The list has no checksum of vocabularies and shortlist: lock.json pins those of the first pull, as a commit would.
"""

import shutil
from collections.abc import Mapping
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime
from pathlib import Path

from wireglot.models.errors import ChecksumMismatch, HubError, ModelNotFound, UnsupportedModel
from wireglot.models.firefox.model_list import (
    LICENCE,
    MOST_OTHER_BYTES,
    ListedFile,
    ListedModel,
    fetch_list,
    select,
)
from wireglot.models.firefox.origin import bring, packed_size
from wireglot.models.firefox.unpacking import Damaged, unpack
from wireglot.models.model_store import (
    MANIFEST,
    FileSum,
    Manifest,
    StoredModel,
    file_lock,
    find_model,
    find_revision,
    folder_name,
    pinned_files,
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

FAMILY = "firefox"
SNAPSHOT = "snapshot"


def get_offer(model_id: str, *, update: bool = False) -> Offer:
    """Return what a pull would bring. Asks for the list only when the model is not stored, or for an update."""
    if not update and (stored := find_model(model_id)):
        return Offer(model_id, stored.revision, stored.licence, 0, stored)
    model = _find(model_id, update=update)
    stored = find_revision(model_id, model.revision)
    return Offer(model_id, model.revision, LICENCE, 0 if stored else sum(_packed_sizes(model).values()), stored)


def pull(model_id: str, *, update: bool, on_progress: OnProgress) -> StoredModel:
    """Return the stored model, downloaded where it was not there.

    Without `update` the revision and the files in lock.json are used, and a stored model costs no request.

    Raises:
        HubError: One sentence with the model and what to do; what has arrived stays for the next pull.
    """
    try:
        store_folder().mkdir(parents=True, exist_ok=True)
        with file_lock(store_folder(), folder_name(model_id)):
            return _pull(model_id, update=update, on_progress=on_progress)
    except OSError as error:
        raise disk_error(error, model_id) from error


def _pull(model_id: str, *, update: bool, on_progress: OnProgress) -> StoredModel:
    if not update and (stored := find_model(model_id)):
        return stored
    model = _find(model_id, update=update)
    stored = find_revision(model_id, model.revision)
    if stored:
        write_lock(store_folder(), model_id, stored.revision)
        return stored
    pins = {} if update else pinned_files(model_id)
    if not update:  # an interrupted pull continues with this revision
        write_lock(store_folder(), model_id, model.revision)
    return _download(model, pins, on_progress)


def _find(model_id: str, *, update: bool) -> ListedModel:
    return select(fetch_list(), model_id, "" if update else pinned_revision(model_id))


def _packed_sizes(model: ListedModel) -> dict[str, int]:
    """Return the size of each file as it will be transferred; they are asked for at once."""
    try:
        with ThreadPoolExecutor(len(model.files)) as threads:
            sizes = threads.map(lambda file: packed_size(model.source, file.path), model.files)
            return {file.name: size for file, size in zip(model.files, sizes, strict=True)}
    except ModelNotFound as error:
        raise UnsupportedModel(f"{model.id} is in the list, but one of its files is missing: {error}") from error


def _download(model: ListedModel, pins: Mapping[str, str], on_progress: OnProgress) -> StoredModel:
    """Bring and unpack every file, compare, and let the model appear in the store."""
    sizes = _packed_sizes(model)
    draft = draft_folder(model.id, model.revision)
    packed, snapshot = draft / "packed", draft / SNAPSHOT
    for folder in (packed, snapshot):
        folder.mkdir(parents=True, exist_ok=True)
    # Packed, and unpacked: the model's size is listed, the others are at most half as large as it.
    check_disk_space(model.id, sum(sizes.values()) + 2 * model.files[0].size, draft)
    done = 0

    def on_bytes(count: int) -> None:
        nonlocal done
        done += count
        on_progress(DownloadProgress(model.id, "fetching", done, sum(sizes.values())))

    for file in model.files:
        part = packed / f"{file.name}.gz.part"
        if (snapshot / file.name).exists():
            on_bytes(sizes[file.name])
            continue
        bring(model.source, file.path, sizes[file.name], part, on_bytes)
        _unpack(model, file, part, snapshot / file.name)
        part.unlink()
    shutil.rmtree(packed)
    (draft / MANIFEST).unlink(missing_ok=True)
    return _store(model, draft, pins)


def _unpack(model: ListedModel, file: ListedFile, part: Path, target: Path) -> None:
    """Unpack one file, and compare it with the list; a wrong one is deleted."""
    try:
        sha256 = unpack(part, target, most=file.size or MOST_OTHER_BYTES)
        if file.sha256 and sha256 != file.sha256:
            target.unlink()
            raise Damaged(f"expected the sha256 {file.sha256[:12]}…, found {sha256[:12]}…")
    except Damaged as error:
        part.unlink()
        raise ChecksumMismatch(
            f"{file.path} of {model.id} is not what {model.source} says it is ({error}): it is deleted; "
            "pull again, and if it happens twice do not trust this server or the network in between."
        ) from error


def _store(model: ListedModel, draft: Path, pins: Mapping[str, str]) -> StoredModel:
    sums = sums_below(draft)
    found = {name: file.sha256 for name, file in sums if name != f"{SNAPSHOT}/{model.files[0].name}"}
    _check_sums(model, dict(sums), found, pins, draft)
    manifest = Manifest(
        id=model.id,
        revision=model.revision,
        family=FAMILY,
        licence=LICENCE,
        pulled_at=datetime.now(UTC).isoformat(timespec="seconds"),
        conversion=(),
        files=sums,
        bleu=model.bleu,
        origin=model.details,
    )
    stored = publish(draft, manifest)
    write_lock(store_folder(), model.id, model.revision, found)
    return stored


def _check_sums(
    model: ListedModel, sums: Mapping[str, FileSum], found: Mapping[str, str], pins: Mapping[str, str], draft: Path
) -> None:
    """Refuse a model that was damaged in the draft, and other files than those of the first pull; delete the draft."""
    problem: HubError | None = None
    weights = model.files[0]
    if sums[f"{SNAPSHOT}/{weights.name}"].sha256 != weights.sha256:
        problem = ChecksumMismatch(f"{weights.name} of {model.id} was damaged on this disk: pull again.")
    elif pins and pins != found:
        names = sorted(name for name in pins.keys() | found.keys() if pins.get(name) != found.get(name))
        problem = ChecksumMismatch(
            f"{' and '.join(names)} of {model.id} differ from the first pull, whose sha256 is in lock.json: ask why on "
            f"{model.source}, or take the new ones with `wireglot models pull --update {model.id}`."
        )
    if problem:
        shutil.rmtree(draft, ignore_errors=True)
        raise problem
