"""The making public of a version: whole or not at all, whoever else writes, whenever the power goes.

.wireglot/drafts/<host>-<pid>-<random>/   files first, manifest last, each flushed to the disk
  -> rename ->  <id>/v0002                one atomic step; a taken number refuses it
  -> flush of <id>, then <id>/latest      which is only a pointer and may lag behind
"""

import errno
import os
import secrets
import shutil
import socket
from collections.abc import Mapping
from pathlib import Path

from outputs.layout import LATEST, drafts_folder, version_name, version_numbers
from outputs.manifest import NAME as MANIFEST

# rename(2) onto a folder that holds something: ENOTEMPTY on Linux, EEXIST where POSIX lets it.
_TAKEN = (errno.ENOTEMPTY, errno.EEXIST)


def write_draft(root: Path, files: Mapping[str, bytes]) -> Path:
    """A new draft folder with `files` on the disk, the manifest written last. Raises OSError."""
    draft = drafts_folder(root) / f"{socket.gethostname()}-{os.getpid()}-{secrets.token_hex(8)}"
    draft.mkdir(parents=True)
    try:
        for name in sorted(files, key=lambda name: (name == MANIFEST, name)):
            _write(draft / name, files[name])
        flush_folder(draft)
    except BaseException:
        drop_draft(draft)
        raise
    return draft


def publish(draft: Path, root: Path, id: str, number: int) -> bool:
    """Whether the draft has become version `number`; False when another writer took the number."""
    folder = root / id
    if not folder.is_dir():
        folder.mkdir(exist_ok=True)
        flush_folder(root)
    try:
        draft.rename(folder / version_name(number))
    except OSError as fault:
        if fault.errno in _TAKEN:
            return False
        raise
    flush_folder(folder)
    return True


def point_latest(folder: Path) -> None:
    """Let `latest` name the newest version, as a link, or as a file where links are not to be had.

    Two writers may pass each other here, so each looks again until the pointer is right.
    """
    while numbers := version_numbers(folder):
        name = version_name(numbers[-1])
        if latest_name(folder) == name:
            return
        _replace_pointer(folder, name)


def latest_name(folder: Path) -> str:
    """The version that `latest` names, "" when there is no pointer."""
    pointer = folder / LATEST
    try:
        return str(pointer.readlink()) if pointer.is_symlink() else pointer.read_text("utf-8").strip()
    except OSError:
        return ""


def drop_draft(draft: Path) -> None:
    shutil.rmtree(draft, ignore_errors=True)


def sweep_drafts(root: Path) -> None:
    """Remove the drafts of writers of this host that live no more."""
    host = socket.gethostname()
    for draft in drafts_folder(root).glob(f"{host}-*-*"):
        pid = draft.name.removeprefix(f"{host}-").partition("-")[0]
        if pid.isdecimal() and not _lives(int(pid)):
            drop_draft(draft)


def flush_folder(folder: Path) -> None:
    """Bring the folder's names to the disk: a rename is only sure after this."""
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def _write(path: Path, content: bytes) -> None:
    with path.open("xb") as file:
        file.write(content)
        file.flush()
        os.fsync(file.fileno())


def _replace_pointer(folder: Path, name: str) -> None:
    fresh = folder / f".{LATEST}-{os.getpid()}-{secrets.token_hex(4)}"
    try:
        fresh.symlink_to(name)
    except OSError:  # a file system without links (FAT, some network shares)
        fresh.write_text(name + "\n", "utf-8")
    fresh.replace(folder / LATEST)


def _lives(pid: int) -> bool:
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    except PermissionError:
        return True
    return True
