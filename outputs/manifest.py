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

from wireglot.outputs.edition import SCHEMA, Edition, Signatures, State
from wireglot.outputs.edition_json import signatures_json
from wireglot.outputs.source_versions import source_version

NAME = "manifest.json"


@dataclass(frozen=True, slots=True)
class Manifest:
    """What manifest.json holds; `files` maps a file's name to its sha256, sorted by name.

    source_version  what the source calls this text (outputs/source_versions.py), "" when it says nothing
    previous        sha256 of the manifest.json of the version before, "" for the first: the chain
    """

    id: str
    version: int
    made_at: str
    state: State
    digest: str
    words: str
    options_key: str
    language: str
    signatures: Signatures
    rank: int
    files: tuple[tuple[str, str], ...]
    reasons: tuple[str, ...] = ()
    source_version: str = ""
    previous: str = ""


def manifest_of(edition: Edition, files: Mapping[str, bytes], previous: str = "") -> Manifest:
    """The manifest of `edition` written as `files` (name to content), after the manifest with the sum `previous`."""
    sums = tuple((name, sum_of(files[name])) for name in sorted(files))
    return Manifest(
        id=edition.article.id,
        version=edition.version,
        made_at=edition.made_at,
        state=edition.state,
        digest=edition.digest,
        words=edition.words,
        options_key=edition.options_key,
        language=edition.language.tag,
        signatures=edition.signatures,
        rank=edition.rank,
        files=sums,
        reasons=edition.reasons,
        source_version=source_version(edition.article),
        previous=previous,
    )


def sum_of(content: bytes) -> str:
    """The sha256 of a file's content, 64 hex digits."""
    return hashlib.sha256(content).hexdigest()


def to_json(manifest: Manifest) -> dict[str, Any]:
    plain = asdict(manifest) | {
        "signatures": signatures_json(manifest.signatures),
        "files": dict(manifest.files),
        "reasons": list(manifest.reasons),
    }
    return {"schema": SCHEMA} | plain


def read_manifest(folder: Path) -> Manifest:
    """The manifest in a version's folder. Raises OSError, or ValueError when it is not one."""
    try:
        data = orjson.loads((folder / NAME).read_bytes())
        data.pop("schema")
        plain = {
            "signatures": Signatures(**data.pop("signatures")),
            "files": tuple(data.pop("files").items()),
            "reasons": tuple(data.pop("reasons", ())),
        }
        return Manifest(**data | plain)
    except (KeyError, TypeError, AttributeError, ValueError) as fault:
        raise ValueError(
            f"{folder / NAME} is not a manifest of schema {SCHEMA} ({fault}); "
            "move that folder out of the output folder and run again."
        ) from fault
