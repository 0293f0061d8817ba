"""The model store: model weights on this machine, found and checked without the network.

    STORE/lock.json                                     id -> revision, the one that is used; and, for models from a
                                                        source without commits, the sha256 of files as first pulled
    STORE/<org>--<name>/<revision, 40 hex>/
        snapshot/                                       the hub's files as they are
        ctranslate2/                                    converted from them, once, where the family allows it
        manifest.json                                   sha256 and size of every file; written last
    STORE/.pulling/<org>--<name>/<revision>/            an unfinished pull; the next one continues it
    STORE/.locks/                                       file locks between processes

STORE is $WIREGLOT_MODELS, else ~/.local/share/wireglot/models. A revision's folder appears by one rename: it is
complete or not there. lock.json is for people: sorted, indented, and fit to be kept under version control; editing it,
or copying one from another machine, decides which revision is pulled and used.
"""

import hashlib
import json
import os
import re
import secrets
from collections.abc import Iterator, Mapping
from contextlib import AbstractContextManager
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any, Literal, NamedTuple

from wireglot.models.locks import exclusive_lock

LOCK_FILE = "lock.json"
LOCK_SCHEMA = 1
MANIFEST = "manifest.json"
MANIFEST_SCHEMA = 2
# The ids of the hub: organisation and name, of letters, digits, "-", "_" and "."; never a path that leads elsewhere.
_ID = re.compile(r"[A-Za-z0-9][\w.-]{0,95}/[A-Za-z0-9][\w.-]{0,95}", re.ASCII)
_REVISION = re.compile(r"[0-9a-f]{40}")


class InvalidModelId(ValueError):
    """Not an id of a model, or not a revision."""


class InvalidLockFile(ValueError):
    """A lock.json that cannot be read: guessing would change which models are used."""


class InvalidManifest(ValueError):
    """A manifest.json that cannot be read."""


@dataclass(frozen=True, slots=True)
class StoredModel:
    """A complete model; `folder` is its revision's folder, `size` that of all its files in bytes.

    bleu: the score that its maker published for its pair on FLORES-200, None where there is none.
    """

    id: str
    revision: str
    folder: Path
    family: str
    licence: str
    size: int
    bleu: float | None = None

    @property
    def snapshot(self) -> Path:
        return self.folder / "snapshot"


@dataclass(frozen=True, slots=True)
class FileProblem:
    """One file that is not as it was pulled."""

    file: str
    kind: Literal["missing", "changed", "added"]

    def __str__(self) -> str:
        return f"{self.file} is {self.kind}"


class FileSum(NamedTuple):
    """What a file must be: sha256 in hex, and its size in bytes."""

    sha256: str
    size: int


@dataclass(frozen=True, slots=True)
class Manifest:
    """The content of manifest.json.

    licence      as the hub's model card or our table names it, "" when neither does
    conversion   settings of the conversion, () where there was none
    files        name below the folder -> sum, sorted by name
    bleu         the published score, None where there is none
    origin       what else its maker says of the model, such as its address; () where the id says it all
    """

    id: str
    revision: str
    family: str
    licence: str
    pulled_at: str
    conversion: tuple[tuple[str, str], ...]
    files: tuple[tuple[str, FileSum], ...]
    bleu: float | None = None
    origin: tuple[tuple[str, str], ...] = ()

    @property
    def size(self) -> int:
        return sum(file.size for _, file in self.files)


def store_folder() -> Path:
    """Return the folder of the model store, which need not exist."""
    named = os.environ.get("WIREGLOT_MODELS")
    return Path(named).absolute() if named else Path.home() / ".local" / "share" / "wireglot" / "models"


def find_model(model_id: str) -> StoredModel | None:
    """Return the model at the revision that lock.json names; None when it was not pulled completely."""
    revision = pinned_revision(model_id)
    return find_revision(model_id, revision) if revision else None


def find_revision(model_id: str, revision: str) -> StoredModel | None:
    """Return the model at that revision, whatever lock.json says; None when it is not complete."""
    folder = revision_folder(model_id, revision)
    try:
        manifest = read_manifest(folder)
    except (OSError, InvalidManifest):
        return None
    # The folder of another model that was copied to this name is not this model.
    is_right = (manifest.id, manifest.revision) == (model_id, revision)
    return stored_model(manifest, folder) if is_right else None


def stored_model(manifest: Manifest, folder: Path) -> StoredModel:
    """Return the model that the manifest in its folder describes."""
    ids = manifest.id, manifest.revision
    return StoredModel(*ids, folder, manifest.family, manifest.licence, manifest.size, manifest.bleu)


def stored_models() -> list[StoredModel]:
    """Return every model that `find_model` finds, sorted by id."""
    return [model for model_id in sorted(read_lock(store_folder())) if (model := find_model(model_id))]


def check_files(model: StoredModel) -> list[FileProblem]:
    """Return what is missing, changed or added among the model's files, sorted by name; reads every byte."""
    try:
        manifest = read_manifest(model.folder)
    except (OSError, InvalidManifest):
        return [FileProblem(MANIFEST, "changed" if (model.folder / MANIFEST).exists() else "missing")]
    listed = dict(manifest.files)
    present = set(_file_names(model.folder))
    problems = [FileProblem(name, "missing") for name in listed.keys() - present]
    problems += [FileProblem(name, "added") for name in present - listed.keys()]
    changed = (name for name in listed.keys() & present if differs(model.folder / name, listed[name]))
    problems += [FileProblem(name, "changed") for name in changed]
    return sorted(problems, key=lambda problem: problem.file)


def pinned_revision(model_id: str) -> str:
    """Return the revision that lock.json names for the model; "" for none, or one that is no commit."""
    revision = read_lock(store_folder()).get(model_id, "")
    return revision if _REVISION.fullmatch(revision) else ""


def revision_folder(model_id: str, revision: str) -> Path:
    """Return the folder of the model at that revision, which need not exist."""
    if not _REVISION.fullmatch(revision):
        raise InvalidModelId(f"Expected a revision of 40 hexadecimal digits for {model_id}, found {revision!r}.")
    return store_folder() / folder_name(model_id) / revision


def folder_name(model_id: str) -> str:
    """Return the folder's name: "facebook--m2m100_418M" for "facebook/m2m100_418M". Raises InvalidModelId."""
    if not _ID.fullmatch(model_id) or ".." in model_id or "--" in model_id:
        raise InvalidModelId(f"Expected a model id such as Helsinki-NLP/opus-mt-sv-en, found {model_id!r}.")
    return model_id.replace("/", "--")


def _file_names(folder: Path) -> Iterator[str]:
    """Yield the names of all files below the folder but the manifest; the parts of a name are joined by "/"."""
    for path in folder.rglob("*"):
        name = path.relative_to(folder).as_posix()
        if not path.is_dir() and name != MANIFEST:
            yield name


def differs(path: Path, expected: FileSum) -> bool:
    """Return whether the file is not the one that was pulled; one of another size is not read."""
    try:
        return path.stat().st_size != expected.size or sum_of_file(path) != expected
    except OSError:
        return True


# ---- lock.json ----


def read_lock(store: Path) -> dict[str, str]:
    """Return model id -> revision; {} when there is no lock file. Raises InvalidLockFile."""
    return _read_lock_file(store)[0]


def pinned_files(model_id: str) -> dict[str, str]:
    """Return file -> sha256 as lock.json pins them for the model; {} for none. Raises InvalidLockFile."""
    return _read_lock_file(store_folder())[1].get(model_id, {})


def write_lock(store: Path, model_id: str, revision: str, files: Mapping[str, str] | None = None) -> None:
    """Let lock.json name `revision` for the model, and pin `files` (name -> sha256); the other models stay as they are.

    Without `files`, those that are pinned stay where the revision stays.
    """
    with file_lock(store, LOCK_FILE):
        models, pins = _read_lock_file(store)
        if files is None and models.get(model_id) == revision:
            files = pins.get(model_id)
        pins = {id: names for id, names in pins.items() if id != model_id} | ({model_id: dict(files)} if files else {})
        content = {"schema": LOCK_SCHEMA, "models": models | {model_id: revision}} | ({"files": pins} if pins else {})
        replace_file(store / LOCK_FILE, json.dumps(content, indent=2, sort_keys=True) + "\n")


def _read_lock_file(store: Path) -> tuple[dict[str, str], dict[str, dict[str, str]]]:
    """Return the revisions, and the pinned files of models whose source has no commits."""
    path = store / LOCK_FILE
    try:
        content = json.loads(path.read_bytes())
        models = {str(id): str(revision) for id, revision in content["models"].items()}
        pins = {str(id): {str(k): str(v) for k, v in names.items()} for id, names in content.get("files", {}).items()}
        return models, pins
    except (FileNotFoundError, NotADirectoryError):
        return {}, {}
    except (KeyError, TypeError, AttributeError, ValueError) as error:
        raise InvalidLockFile(
            f"{path} cannot be read as a list of models and revisions ({error}); correct it, or move it away and pull."
        ) from error


def file_lock(store: Path, name: str) -> AbstractContextManager[None]:
    """The lock of that name in the model store."""
    return exclusive_lock(store / ".locks" / f"{name}.lock", f"Another process is working on {name}; waiting for it.")


def replace_file(path: Path, text: str) -> None:
    """Replace the file: completely or not at all, and on the disk when this returns."""
    fresh = path.with_name(f".{path.name}-{os.getpid()}-{secrets.token_hex(4)}")
    try:
        with fresh.open("x", encoding="utf-8") as file:
            file.write(text)
            file.flush()
            os.fsync(file.fileno())
        fresh.replace(path)
    finally:
        fresh.unlink(missing_ok=True)


# ---- manifest.json ----


def manifest_json(manifest: Manifest) -> str:
    """Return the manifest as the text of its file."""
    files = {name: file._asdict() for name, file in manifest.files}
    plain = asdict(manifest) | {"schema": MANIFEST_SCHEMA, "files": files}
    plain |= {"conversion": dict(manifest.conversion), "origin": dict(manifest.origin)}
    return json.dumps(plain, indent=2, sort_keys=True, ensure_ascii=False) + "\n"


def read_manifest(folder: Path) -> Manifest:
    """Return the manifest in a revision's folder. Raises OSError, or InvalidManifest."""
    path = folder / MANIFEST
    try:
        data: dict[str, Any] = json.loads(path.read_bytes())
        if (schema := data.pop("schema")) != MANIFEST_SCHEMA:
            raise ValueError(f"its schema is {schema!r}")
        files = tuple((name, FileSum(**file)) for name, file in sorted(data.pop("files").items()))
        conversion = tuple(sorted(data.pop("conversion").items()))
        origin = tuple(sorted(data.pop("origin", {}).items()))
        return Manifest(**data, files=files, conversion=conversion, origin=origin)
    except (KeyError, TypeError, AttributeError, ValueError) as error:
        raise InvalidManifest(f"{path} is not a manifest of schema {MANIFEST_SCHEMA} ({error}).") from error


def sums_below(folder: Path) -> tuple[tuple[str, FileSum], ...]:
    """Return the sum of every file below the folder, sorted by name."""
    paths = sorted(path for path in folder.rglob("*") if path.is_file())
    return tuple(sorted((path.relative_to(folder).as_posix(), sum_of_file(path)) for path in paths))


def sum_of_file(path: Path) -> FileSum:
    """Return the sum of one file, which may be larger than memory."""
    with path.open("rb") as file:
        return FileSum(hashlib.file_digest(file, "sha256").hexdigest(), path.stat().st_size)
