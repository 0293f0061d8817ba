"""The manifest of a stored_model model: what was pulled, from which revision, and how it was converted."""

import hashlib
import json
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any, NamedTuple

NAME = "manifest.json"
SCHEMA = 1
_CHUNK = 1 << 20


class WrongManifest(ValueError):
    """A manifest.json that cannot be read as one."""


class FileSum(NamedTuple):
    """What a file must be: sha256 in hex, and its size in bytes."""

    sha256: str
    size: int


@dataclass(frozen=True, slots=True)
class Manifest:
    """What manifest.json holds.

    licence      as the hub's model card or our table names it, "" when neither does
    conversion   settings of the conversion, () where there was none
    files        name below the folder -> sum, sorted by name
    """

    id: str
    revision: str
    family: str
    licence: str
    pulled_at: str
    conversion: tuple[tuple[str, str], ...]
    files: tuple[tuple[str, FileSum], ...]

    @property
    def size(self) -> int:
        return sum(file.size for _, file in self.files)


def to_json(manifest: Manifest) -> str:
    files = {name: file._asdict() for name, file in manifest.files}
    plain = asdict(manifest) | {"schema": SCHEMA, "files": files, "conversion": dict(manifest.conversion)}
    return json.dumps(plain, indent=2, sort_keys=True, ensure_ascii=False) + "\n"


def read_manifest(folder: Path) -> Manifest:
    """The manifest in a revision's folder. Raises OSError, or WrongManifest when it is not one."""
    try:
        data: dict[str, Any] = json.loads((folder / NAME).read_bytes())
        data.pop("schema")
        files = tuple((name, FileSum(**file)) for name, file in sorted(data.pop("files").items()))
        conversion = tuple(sorted(data.pop("conversion").items()))
        return Manifest(**data, files=files, conversion=conversion)
    except (KeyError, TypeError, AttributeError, ValueError) as fault:
        raise WrongManifest(f"{folder / NAME} is not a manifest of schema {SCHEMA} ({fault}).") from fault


def sums_below(folder: Path) -> tuple[tuple[str, FileSum], ...]:
    """The sum of every file below the folder, sorted by name."""
    paths = sorted(path for path in folder.rglob("*") if path.is_file())
    return tuple(sorted((path.relative_to(folder).as_posix(), sum_of_file(path)) for path in paths))


def sum_of_file(path: Path) -> FileSum:
    """The sum of one file, read in pieces: weights may be larger than memory."""
    digest, size = hashlib.sha256(), 0
    with path.open("rb") as file:
        while chunk := file.read(_CHUNK):
            digest.update(chunk)
            size += len(chunk)
    return FileSum(digest.hexdigest(), size)
