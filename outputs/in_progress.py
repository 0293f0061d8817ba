"""What is being processed: it says which articles were in progress when a process died.

    .wireglot/in-progress/<host>-<pid>-<random>.json      [the fields of `Failure` of each article or file]

A process writes down a batch before it begins and holds a lock on the record, which the kernel releases when the
process ends, however it ends. A record that nobody holds is that of a process that was killed: by an article in it, or
by chance. It is flushed to the disk, since such an article may take the whole machine with it.
"""

import fcntl
import json
import os
import secrets
import time
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import asdict, dataclass
from pathlib import Path

from wireglot.outputs.failures import Failure
from wireglot.outputs.layout import in_progress_folder, writer_name
from wireglot.outputs.records import json_text, record_of
from wireglot.outputs.versions import flush_folder

# Seconds after which a record is forgotten whose articles no run has met again: they are gone from their sources.
FORGOTTEN_AFTER = 7 * 86_400


class InProgress:
    """The record of one batch, held by this process until `end`. Raises OSError where it cannot be written."""

    def __init__(self, root: Path, batch: Sequence[Failure]) -> None:
        folder = in_progress_folder(root)
        folder.mkdir(parents=True, exist_ok=True)
        self._path = folder / f"{writer_name()}-{secrets.token_hex(8)}.json"
        self._file = os.open(self._path, os.O_WRONLY | os.O_CREAT | os.O_EXCL | os.O_CLOEXEC, 0o666)
        try:
            fcntl.flock(self._file, fcntl.LOCK_EX)
            with os.fdopen(self._file, "wb", closefd=False) as file:  # writes all of it, or raises
                file.write(json_text([asdict(one) for one in batch]))
            os.fsync(self._file)
            flush_folder(folder)
        except BaseException:
            self.end()
            raise

    def end(self) -> None:
        """Forget the batch: it is done."""
        with suppress(OSError):
            self._path.unlink(missing_ok=True)
        self.release()

    def release(self) -> None:
        """Leave the record to the next run."""
        if self._file >= 0:
            os.close(self._file)
            self._file = -1


@dataclass(frozen=True, slots=True)
class Unfinished:
    """The batch of a process that was killed."""

    path: Path
    batch: tuple[Failure, ...]

    def forget(self) -> None:
        with suppress(OSError):
            self.path.unlink(missing_ok=True)


def unfinished_batches(root: Path) -> list[Unfinished]:
    """The batches that nobody processes any more; each that is too old is removed."""
    found = (_unfinished(path) for path in sorted(in_progress_folder(root).glob("*.json")))
    return [one for one in found if one]


def _unfinished(path: Path) -> Unfinished | None:
    try:
        file = os.open(path, os.O_RDONLY | os.O_CLOEXEC)
    except OSError:  # its process has just ended it
        return None
    try:
        fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        is_old = time.time() - os.fstat(file).st_mtime > FORGOTTEN_AFTER
        batch = _batch(path.read_bytes())
    except OSError:  # its process is at work
        return None
    finally:
        os.close(file)
    if is_old:
        Unfinished(path, ()).forget()
    return Unfinished(path, batch) if batch and not is_old else None


def _batch(content: bytes) -> tuple[Failure, ...]:
    """What the record holds; nothing where its process writes it now, or was killed while it did."""
    try:
        return tuple(record_of(Failure, row) for row in json.loads(content))
    except (ValueError, TypeError):
        return ()
