"""A lock for runs over the same sources, so that two at once do not pay twice for one text."""

import fcntl
import hashlib
import logging
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

from wireglot.outputs import locks_folder

log = logging.getLogger(__name__)


@contextmanager
def one_run_at_a_time(root: Path, sources: Sequence[str]) -> Iterator[None]:
    """Hold the lock of `sources` in the output folder `root`; wait while another run holds it.

    The kernel drops the lock with its process, so a killed run leaves nothing to clean up.
    Runs over other sources go on beside this one: the store is safe with several writers.
    """
    names = "\n".join(sorted(str(Path(source).absolute()) for source in sources))
    path = locks_folder(root) / f"{hashlib.sha256(names.encode('utf-8', 'surrogatepass')).hexdigest()[:16]}.lock"
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("a") as lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            log.warning("Another run reads the same sources into %s; waiting for its end.", root)
            fcntl.flock(lock, fcntl.LOCK_EX)
        yield
