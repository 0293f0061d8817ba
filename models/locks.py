"""A lock between processes, held through a file."""

import logging
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

log = logging.getLogger(__name__)


class LockTaken(RuntimeError):
    """Another process holds a lock for which the caller does not wait."""


@contextmanager
def exclusive_lock(path: Path, waiting: str, *, wait: bool = True) -> Iterator[None]:
    """Hold the lock at `path`; log the sentence `waiting` when another process holds it, and wait.

    The kernel releases it when its process ends, so that a killed process leaves nothing to clean up.

    Raises:
        LockTaken: If another process holds it, and `wait` is False.
    """
    from filelock import FileLock, Timeout

    path.parent.mkdir(parents=True, exist_ok=True)
    lock = FileLock(path)
    try:
        lock.acquire(blocking=False)
    except Timeout as error:
        if not wait:
            raise LockTaken(str(path)) from error
        log.warning("%s", waiting)
        lock.acquire()
    try:
        yield
    finally:
        lock.release()
