"""Settled files: those files of a folder that nobody is writing any more.

Half a text is a wrong text, so a file is read when it is settled, and otherwise in the next run. In this order:

    its name is temporary                       being written (data/temporary_names.toml)
    a program here has it open for writing      being written
    ctime later than mtime                      settled: it was renamed, or copied with its times
    unchanged for some seconds                  settled
    else                                        settled when it is the same after a pause, one for all files

Linux tells the owner of a file, on a local file system, whether a program has it open for writing: it then refuses a
read lease (fcntl(2), F_SETLEASE). So a file that was just written and closed need not wait. Of files of other owners,
on network file systems and on other systems only size and times are known.
"""

import errno
import fcntl
import os
import signal
import time
import tomllib
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass
from functools import cache
from pathlib import Path

# Seconds without a change after which a file is settled, where no program is known to have it open, or that none has.
# The second is for programs that open a file anew for each line.
QUIET, QUIET_WHEN_CLOSED = 10.0, 0.2
# File systems that only programs on this machine write to: others refuse leases for reasons of their own, or grant them
# though another machine is writing.
LOCAL = frozenset({"bcachefs", "btrfs", "ext2", "ext3", "ext4", "f2fs", "jfs", "overlay", "tmpfs", "xfs", "zfs"})
MOUNTS = Path("/proc/self/mountinfo")
# The most that a run waits, for files that changed in the last `QUIET` seconds.
PAUSE = 1.0
# A program that has written nothing for an hour is not going to: it forgot to close the file.
GIVEN_UP = 3600.0


@dataclass(frozen=True, slots=True)
class FileState:
    """What of a file changes when it is written: its size in bytes, and when it was written last, in nanoseconds."""

    size: int
    modified: int


@dataclass(frozen=True, slots=True)
class _Look:
    """What one look at a file showed: its state (None: it cannot be opened), and whether it is being written.

    pause: seconds after which a second look decides; 0 when it is settled.
    """

    state: FileState | None
    is_written: bool = False
    pause: float = 0.0


def state_of(info: os.stat_result) -> FileState:
    return FileState(info.st_size, info.st_mtime_ns)


def has_temporary_name(name: str) -> bool:
    """Return whether programs give such names to files that they have not written yet."""
    prefixes, suffixes = _temporary_names()
    return name.startswith(prefixes) or name.lower().endswith(suffixes)


def settled_files(paths: Sequence[Path]) -> dict[Path, FileState | None]:
    """Return those files that are settled, with their state; None for one that cannot be opened.

    Waits when some of them were written a moment ago, `PAUSE` at most.
    """
    looks = {path: _look(path) for path in paths}
    young = {path: look for path, look in looks.items() if look.pause}
    if young:
        time.sleep(max(look.pause for look in young.values()))
    changed = {path for path, look in young.items() if _has_changed(look, _look(path))}
    return {path: look.state for path, look in looks.items() if not look.is_written and path not in changed}


def _has_changed(first: _Look, second: _Look) -> bool:
    return second.is_written or second.state != first.state


def _look(path: Path) -> _Look:
    try:
        info = path.stat()
        if time.time() - info.st_mtime >= GIVEN_UP:  # nearly all files of a large folder
            return _Look(state_of(info))
        descriptor = os.open(path, os.O_RDONLY | os.O_NONBLOCK | os.O_CLOEXEC)
    except OSError:  # whoever reads it says why
        return _Look(None)
    try:
        info = os.fstat(descriptor)
        is_open = _is_open_for_writing(descriptor) if _is_local(info.st_dev) else None
        return _judged(info, is_open, time.time())
    finally:
        os.close(descriptor)


def _judged(info: os.stat_result, is_open: bool | None, now: float) -> _Look:
    """Return what the times of a file say.

    Args:
        is_open: Whether a program has it open for writing; None where that is not known.
        now: In seconds since 1970.
    """
    state, age = state_of(info), now - info.st_mtime
    if is_open and age < GIVEN_UP:
        return _Look(state, is_written=True)
    # An empty file may have been made for a program that opens it in a moment.
    if info.st_size and info.st_ctime_ns > info.st_mtime_ns:
        return _Look(state)
    if info.st_size and is_open is False:
        return _Look(state, pause=min(QUIET_WHEN_CLOSED, max(0.0, QUIET_WHEN_CLOSED - age)))
    return _Look(state, pause=PAUSE if age < QUIET else 0.0)


def _is_open_for_writing(descriptor: int) -> bool | None:
    """Return whether any program has the file open for writing; None where the system does not say."""
    if not hasattr(fcntl, "F_SETLEASE"):
        return None
    # The signal that somebody wants to write while the lease is held. By default it would end this process; nobody
    # handles SIGURG, and by default nothing happens.
    with suppress(OSError):
        fcntl.fcntl(descriptor, fcntl.F_SETSIG, signal.SIGURG)
    try:
        fcntl.fcntl(descriptor, fcntl.F_SETLEASE, fcntl.F_RDLCK)
    except OSError as error:
        return True if error.errno == errno.EAGAIN else None
    fcntl.fcntl(descriptor, fcntl.F_SETLEASE, fcntl.F_UNLCK)
    return False


@cache
def _is_local(device: int) -> bool:
    """Return whether only this machine writes to the file system; False where that is not known."""
    number = f"{os.major(device)}:{os.minor(device)}"
    try:
        mounts = [line.split() for line in MOUNTS.read_text("utf-8", "surrogateescape").splitlines()]
    except OSError:
        return False
    # 36 35 98:0 /root /mount rw,noatime master:1 - ext4 /dev/sda1 rw    (proc(5): what precedes the hyphen varies)
    return any(mount[2] == number and mount[mount.index("-") + 1] in LOCAL for mount in mounts)


@cache
def _temporary_names() -> tuple[tuple[str, ...], tuple[str, ...]]:
    table = tomllib.loads((Path(__file__).parent / "data" / "temporary_names.toml").read_text("utf-8"))
    return tuple(table["prefixes"]), tuple(table["suffixes"])
