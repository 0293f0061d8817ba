"""The lock file SHELF/lock.json (which revision of each model is used), and the locks that keep processes apart.

lock.json is for people: sorted, indented, fit to be kept under version control and copied to another machine. The
locks in SHELF/.locks are the kernel's: they end with their process, so a killed pull leaves nothing to clean up.
"""

import fcntl
import json
import logging
import os
import secrets
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

NAME = "lock.json"
SCHEMA = 1

log = logging.getLogger(__name__)


class WrongLockFile(ValueError):
    """A lock.json that cannot be read as one: guessing would change which models are used."""


def read_lock(model_store: Path) -> dict[str, str]:
    """Model id -> revision; {} when there is no lock file. Raises WrongLockFile."""
    path = model_store / NAME
    try:
        models = json.loads(path.read_bytes())["models"]
        return {str(id): str(revision) for id, revision in models.items()}
    except (FileNotFoundError, NotADirectoryError):
        return {}
    except (KeyError, TypeError, AttributeError, ValueError) as fault:
        raise WrongLockFile(
            f"{path} cannot be read as a list of models and revisions ({fault}); mend it, or move it away and pull."
        ) from fault


def write_lock(model_store: Path, model_id: str, revision: str) -> None:
    """Let lock.json name `revision` for the model; the other models stay as they are."""
    with held(model_store, NAME):
        models = read_lock(model_store) | {model_id: revision}
        text = json.dumps({"schema": SCHEMA, "models": models}, indent=2, sort_keys=True) + "\n"
        replace_file(model_store / NAME, text)


def replace_file(path: Path, text: str) -> None:
    """Put `text` in the place of the file: whole or not at all, and on the disk when this returns."""
    fresh = path.with_name(f".{path.name}-{os.getpid()}-{secrets.token_hex(4)}")
    try:
        with fresh.open("x", encoding="utf-8") as file:
            file.write(text)
            file.flush()
            os.fsync(file.fileno())
        fresh.replace(path)
    finally:
        fresh.unlink(missing_ok=True)


@contextmanager
def held(model_store: Path, name: str) -> Iterator[None]:
    """Hold the lock of that name in the model store; wait, and say so, while another process holds it."""
    path = model_store / ".locks" / f"{name}.lock"
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("a") as lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            log.warning("Another process works on %s; waiting for its end.", name)
            fcntl.flock(lock, fcntl.LOCK_EX)
        yield
