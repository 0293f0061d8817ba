"""Versions on disk: their manifests, how they are published, and how old ones are pruned.

A version is published whole or not at all, also with several writers and after a power failure:

    .wireglot/drafts/<host>-<pid>-<random>/   files first, manifest last, all flushed to the disk
      -> rename ->  <id>/v0002                one atomic step; it fails when the number is taken
      -> <id>/latest                          only a pointer, which may be behind
      -> flush of <id> and of the output folder

After the last flush the version is permanent. manifest.json says what the files of a version are. It repeats
the few keys by which an unchanged article is recognised: a manifest is read in a third of the time of an edition.

Pruning records each version before it is removed, so that a gap is not mistaken for a loss:

    DIR/<id>/removed.json      [{version, manifest, removed_at, content_hash}], ascending by version
"""

import errno
import hashlib
import os
import secrets
import shutil
from collections.abc import Iterator, Mapping
from contextlib import ExitStack, suppress
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Literal

import orjson

from wireglot.articles import now_text
from wireglot.outputs.edition import SCHEMA, Edition, Restored, Signatures, State, read_json
from wireglot.outputs.layout import (
    LATEST,
    article_folders,
    drafts_folder,
    may_be_running,
    version_name,
    version_numbers,
    writer_name,
)
from wireglot.outputs.source_order import source_version
from wireglot.translations import PIVOT, rank_of

EDITION = "edition.json"
MANIFEST = "manifest.json"

# Bytes: the files of a version have some tens of thousands, and the index and pages need as much again.
LARGE_VERSION = 256_000


@dataclass(frozen=True, slots=True)
class Manifest:
    """The content of manifest.json.

    files           the sha256 of each file of the version, by its name
    source_version  the source's own version of its last text (outputs/source_order.py), "" when it gives none
    restored        of an older version that a user restored, else None
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
    restored: Restored | None = None
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
        source_version=edition.restored.source_version if edition.restored else source_version(edition.article),
        previous=previous,
        files={name: sha256(files[name]) for name in sorted(files)},
        restored=edition.restored,
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
        return _with_current_rank(read_json(Manifest, content))
    except ValueError as error:
        raise ValueError(
            f"{folder / MANIFEST} is not a manifest of schema {SCHEMA} ({error}); "
            "move that folder out of the output folder and run again."
        ) from error


def _with_current_rank(manifest: Manifest) -> Manifest:
    """The manifest with a rank that can be compared: 2 was the rank of neural engines before PIVOT was between."""
    if manifest.rank != PIVOT:
        return manifest
    engine = manifest.signatures.translation.partition("|")[0]
    return replace(manifest, rank=max(manifest.rank, rank_of(engine)))


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


# rename(2) onto a folder that is not empty: ENOTEMPTY on Linux, EEXIST where POSIX allows it.
_TAKEN = (errno.ENOTEMPTY, errno.EEXIST)


def write_draft(root: Path, files: Mapping[str, bytes]) -> Path:
    """A new draft folder with `files` on the disk, the manifest written last. Raises OSError.

    All are written before the first is flushed: the disk's journal then takes them together (1.2 to 1.4 times as fast
    as one by one, measured on ext4).
    """
    draft = new_draft(root)
    draft.mkdir(parents=True)
    try:
        with ExitStack() as stack:
            names = sorted(files, key=lambda name: (name == MANIFEST, name))
            for handle in [_write(stack, draft / name, files[name]) for name in names]:
                os.fsync(handle)
        flush_folder(draft)
    except BaseException:
        remove_draft(draft)
        raise
    return draft


def new_draft(root: Path) -> Path:
    """A path for a draft that does not exist yet; its name says which writer's it is."""
    return drafts_folder(root) / f"{writer_name()}-{secrets.token_hex(8)}"


def has_space(root: Path) -> bool:
    """Whether there is space for another version; True where that cannot be known."""
    draft = new_draft(root)
    try:
        draft.parent.mkdir(parents=True, exist_ok=True)
        with draft.open("wb") as file:
            os.posix_fallocate(file.fileno(), 0, LARGE_VERSION)
    except OSError as error:
        return error.errno not in (errno.ENOSPC, errno.EDQUOT)
    finally:
        with suppress(OSError):
            draft.unlink(missing_ok=True)
    return True


def publish(draft: Path, root: Path, id: str, number: int) -> bool:
    """Turn the draft into version `number`, point `latest` at it and flush; False when the number is taken."""
    folder = root / id
    folder.mkdir(exist_ok=True)
    try:
        draft.rename(folder / version_name(number))
    except OSError as error:
        if error.errno in _TAKEN:
            return False
        raise
    point_latest(folder)
    flush_folder(folder)
    flush_folder(root)
    return True


def point_latest(article: Path) -> None:
    """Point `latest` at the newest version: as a link, or as a file where the file system has no links.

    Two writers may overtake each other here, so each looks again until the pointer is right.
    """
    while numbers := version_numbers(article):
        name = version_name(numbers[-1])
        if latest_name(article) == name or _create_pointer(article, name):
            return
        _replace_pointer(article, name)


def latest_name(article: Path) -> str:
    """The version that `latest` names, "" when there is no pointer."""
    pointer = article / LATEST
    try:
        return str(pointer.readlink()) if pointer.is_symlink() else pointer.read_text("utf-8").strip()
    except OSError:
        return ""


def remove_draft(draft: Path) -> None:
    """Remove a draft: a folder, or a pointer that was never put in its place."""
    if draft.is_symlink() or draft.is_file():
        draft.unlink(missing_ok=True)
    shutil.rmtree(draft, ignore_errors=True)


def remove_dead_drafts(root: Path) -> None:
    """Remove the drafts of writers of this host that no longer run."""
    for draft in drafts_folder(root).glob("*-*-*"):
        if not may_be_running(draft.name.rpartition("-")[0]):
            remove_draft(draft)


def replace_file(root: Path, path: Path, content: bytes) -> None:
    """Create or replace a file in one step, without a flush; a killed writer leaves only a draft. Raises OSError."""
    draft = new_draft(root)
    draft.parent.mkdir(parents=True, exist_ok=True)
    try:
        draft.write_bytes(content)
        draft.replace(path)
    except BaseException:
        remove_draft(draft)
        raise


def flush_folder(folder: Path) -> None:
    """Flush the folder's list of names to the disk: a rename is only safe after this."""
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def _write(stack: ExitStack, path: Path, content: bytes) -> int:
    """The handle of a new file with `content`, not yet flushed."""
    file = stack.enter_context(path.open("xb", buffering=0))
    file.write(content)
    return file.fileno()


def _create_pointer(article: Path, name: str) -> bool:
    """Whether a link could be made where there was none, which costs half of replacing one."""
    try:
        (article / LATEST).symlink_to(name)
    except OSError:
        return False
    return version_name(version_numbers(article)[-1]) == name


def _replace_pointer(article: Path, name: str) -> None:
    """In one step; made among the drafts, so that what a killed writer leaves is removed with them."""
    fresh = new_draft(article.parent)
    fresh.parent.mkdir(parents=True, exist_ok=True)
    try:
        fresh.symlink_to(name)
    except OSError:  # a file system without links (FAT, some network shares)
        fresh.write_text(name + "\n", "utf-8")
    fresh.replace(article / LATEST)


REMOVED = "removed.json"


@dataclass(frozen=True, slots=True)
class Removed:
    """A version that was removed.

    manifest      the sha256 of its manifest, which the next version refers to
    content_hash  of its text, by which the text is known when it comes again; "" in older records
    """

    version: int
    manifest: str
    removed_at: str
    content_hash: str = ""


def prunable(root: Path, *, keep: int, older_than: timedelta, now: datetime | None = None) -> Iterator[Path]:
    """The folders of versions that are not among the newest `keep` (at least 1) of their article and are that old.

    A version whose manifest cannot be read stays: `wireglot verify` names it.
    """
    before = (now or datetime.now(UTC)) - older_than
    for article in sorted(article_folders(root)):
        for number in version_numbers(article)[: -max(1, keep)]:
            if _made_at(article / version_name(number)) < before:
                yield article / version_name(number)


def prune(version: Path) -> None:
    """Remove the folder of a version: recorded first, then removed. Raises OSError."""
    _record(version.parent, version)
    remove_version(version)


def remove_version(version: Path) -> None:
    """Remove the folder of a version that is recorded as removed: renamed away in one step, then deleted."""
    article = version.parent
    draft = new_draft(article.parent)
    draft.parent.mkdir(parents=True, exist_ok=True)
    version.rename(draft)
    flush_folder(article)
    remove_draft(draft)


def read_removed(article: Path) -> tuple[Removed, ...]:
    """The record in an article's folder; () when nothing was removed. Raises OSError, ValueError on damage."""
    try:
        content = (article / REMOVED).read_bytes()
    except FileNotFoundError:
        return ()
    return read_json(tuple[Removed, ...], content)


def highest_removed(article: Path) -> int:
    """The highest number that was removed, 0 for none: a number is never used twice. Raises OSError, ValueError."""
    return max((removed.version for removed in read_removed(article)), default=0)


def _record(article: Path, folder: Path) -> None:
    """Add a version to the record, on the disk before this returns. Raises OSError, ValueError."""
    now = now_text()
    manifest = read_manifest(folder)
    fresh = Removed(manifest.version, sha256((folder / MANIFEST).read_bytes()), now, manifest.content_hash)
    rows = {row.version: row for row in read_removed(article)} | {int(folder.name[1:]): fresh}
    content = orjson.dumps(
        [rows[number] for number in sorted(rows)], option=orjson.OPT_INDENT_2 | orjson.OPT_APPEND_NEWLINE
    )
    draft = write_draft(article.parent, {REMOVED: content})
    (draft / REMOVED).replace(article / REMOVED)
    flush_folder(article)
    remove_draft(draft)


def _made_at(version: Path) -> datetime:
    try:
        return datetime.fromisoformat(read_manifest(version).made_at)
    except (OSError, ValueError):
        return datetime.max.replace(tzinfo=UTC)
