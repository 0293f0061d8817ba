"""The manifest of a version: what its files are, and what is needed to know whether it still holds.

manifest.json is written last into a draft, so a version without one never was. It repeats the few
keys by which an unchanged article is told from a changed one: reading it costs a twentieth of
reading the edition.
"""

import hashlib
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

import orjson

from outputs.edition import SCHEMA, Edition, Signatures, State
from outputs.edition_json import signatures_json

NAME = "manifest.json"


@dataclass(frozen=True, slots=True)
class Manifest:
    """What manifest.json holds; `files` maps a file's name to its sha256, sorted by name."""

    id: str
    version: int
    made_at: str
    state: State
    digest: str
    words: str
    choices: str
    language: str
    signatures: Signatures
    rank: int
    files: tuple[tuple[str, str], ...]


def manifest_of(edition: Edition, files: Mapping[str, bytes]) -> Manifest:
    """The manifest of `edition` written as `files` (name to content)."""
    sums = tuple((name, hashlib.sha256(files[name]).hexdigest()) for name in sorted(files))
    return Manifest(
        id=edition.article.id,
        version=edition.version,
        made_at=edition.made_at,
        state=edition.state,
        digest=edition.digest,
        words=edition.words,
        choices=edition.choices,
        language=edition.language.tag,
        signatures=edition.signatures,
        rank=edition.rank,
        files=sums,
    )


def to_json(manifest: Manifest) -> dict[str, Any]:
    plain = asdict(manifest) | {
        "signatures": signatures_json(manifest.signatures),
        "files": dict(manifest.files),
    }
    return {"schema": SCHEMA} | plain


def read_manifest(folder: Path) -> Manifest:
    """The manifest in a version's folder. Raises OSError, or ValueError when it is not one."""
    try:
        data = orjson.loads((folder / NAME).read_bytes())
        data.pop("schema")
        files = tuple(data.pop("files").items())
        return Manifest(**data | {"signatures": Signatures(**data["signatures"]), "files": files})
    except (KeyError, TypeError, AttributeError, ValueError) as fault:
        raise ValueError(
            f"{folder / NAME} is not a manifest of schema {SCHEMA} ({fault}); "
            "move that folder out of the output folder and run again."
        ) from fault
