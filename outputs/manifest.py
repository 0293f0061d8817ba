"""The manifest of a version: what its files are, and what is needed to know whether the version still holds.

manifest.json is written last into a draft, so a version without one never existed. It repeats the few keys by which
an unchanged article is recognised: a manifest is read in a third of the time of an edition.
"""

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

import orjson

from wireglot.outputs.edition import SCHEMA, Edition, Signatures, State, read_json
from wireglot.outputs.layout import article_folders, version_name, version_numbers
from wireglot.outputs.source_status import source_version

MANIFEST = "manifest.json"


@dataclass(frozen=True, slots=True)
class Manifest:
    """What manifest.json holds.

    files           the sha256 of each file of the version, by its name
    source_version  what the source calls this text (outputs/source_status.py), "" when it says nothing
    previous        sha256 of the manifest.json of the version before, "" for the first: the chain
    """

    id: str
    version: int
    made_at: str
    state: State
    digest: str
    content_hash: str
    options: str
    language: str
    signatures: Signatures
    rank: int
    reasons: tuple[str, ...]
    source_version: str
    previous: str
    files: dict[str, str]
    schema: Literal[2] = SCHEMA


def manifest_of(edition: Edition, files: Mapping[str, bytes], previous: str = "") -> Manifest:
    """The manifest of `edition` written as `files` (name to content), after the manifest with the sum `previous`."""
    return Manifest(
        id=edition.article.id,
        version=edition.version,
        made_at=edition.made_at,
        state=edition.state,
        digest=edition.digest,
        content_hash=edition.content_hash,
        options=edition.options,
        language=edition.language.tag,
        signatures=edition.signatures,
        rank=edition.rank,
        reasons=edition.reasons,
        source_version=source_version(edition.article),
        previous=previous,
        files={name: sha256(files[name]) for name in sorted(files)},
    )


def sha256(content: bytes) -> str:
    """The sha256 of a file's content, 64 hex digits."""
    return hashlib.sha256(content).hexdigest()


def manifest_json(manifest: Manifest) -> bytes:
    """The content of manifest.json."""
    return orjson.dumps(manifest, option=orjson.OPT_INDENT_2 | orjson.OPT_APPEND_NEWLINE)


def read_manifest(folder: Path) -> Manifest:
    """The manifest in a version's folder. Raises OSError, or ValueError when it is not one."""
    content = (folder / MANIFEST).read_bytes()
    try:
        return read_json(Manifest, content)
    except ValueError as fault:
        raise ValueError(
            f"{folder / MANIFEST} is not a manifest of schema {SCHEMA} ({fault}); "
            "move that folder out of the output folder and run again."
        ) from fault


class OtherSchema(ValueError):
    """An output folder that another version of Wireglot wrote; nothing in it was changed."""


def check_schema(root: Path) -> None:
    """Raise OtherSchema when the first version found in the output folder has another schema number."""
    for article in article_folders(root):
        manifest = article / version_name(version_numbers(article)[0]) / MANIFEST
        try:
            found = orjson.loads(manifest.read_bytes())["schema"]
        except (OSError, LookupError, TypeError, ValueError):
            continue  # damaged: `wireglot verify` names it
        if found != SCHEMA:
            raise OtherSchema(
                f"The output folder {root} was written by another version of Wireglot (schema {found}; this one "
                f"uses {SCHEMA}): name a new folder with --outputs and run your sources again."
            )
        return
