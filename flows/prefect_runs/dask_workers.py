"""What makes a Dask worker ready for a run, and why it is not: the same program, the same folder, the same server.

These functions run in the worker's process. A worker that joins later is made ready by the plugin, and leaves again
where it cannot be: it would store versions on its own disk, where nobody finds them.
"""

import hashlib
import importlib.metadata
import logging
import os
import platform
import socket
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

from distributed import WorkerPlugin

from wireglot.flows.serving.server import responds_at_last
from wireglot.outputs import worker_answers_folder

if TYPE_CHECKING:
    from distributed import Worker

TOKEN = "token"
# Settings that are not given to workers: folders of this machine, the run that this process is, what only Prefect's
# server reads (with the password of its database), and the addresses of sources with their passwords.
_NOT_FOR_WORKERS = (
    "PREFECT_HOME",
    "PREFECT_PROFILES_PATH",
    "PREFECT__",
    "PREFECT_SERVER_",
    "PREFECT_API_DATABASE_",
    "WIREGLOT_MODELS",
    "WIREGLOT_OUTPUTS",
    "WIREGLOT_SOURCES",
)

log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Expected:
    """What a worker must have: the program, the output folder with the token of the run, and the settings."""

    program: str
    root: str
    token: str
    environment: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Answer:
    """What a worker says of itself; `fault` is "" when it is ready."""

    host: str
    name: str
    fault: str = ""


def environment_for_workers(api_url: str) -> dict[str, str]:
    """The settings of Prefect and of Wireglot that every worker gets; without the server's address each starts one."""
    own = {name: value for name, value in os.environ.items() if name.startswith(("PREFECT_", "WIREGLOT_"))}
    kept = {name: value for name, value in own.items() if not name.startswith(_NOT_FOR_WORKERS)}
    return kept | {"PREFECT_API_URL": api_url, "OMP_NUM_THREADS": "1", "WIREGLOT_CORES": "1"}


@cache
def program() -> str:
    """The version of Wireglot with a digest of its code, and that of Python: objects travel between both."""
    digest = hashlib.sha256()
    for package in ("articles", "models", "translations", "summarizers", "outputs", "flows"):
        found = importlib.import_module(f"wireglot.{package}").__path__[0]
        for path in sorted(Path(found).rglob("*.py")):
            digest.update(path.read_bytes())
    version = importlib.metadata.version("wireglot")
    return f"Wireglot {version} ({digest.hexdigest()[:8]}) on Python {platform.python_version()[:4].rstrip('.')}"


def answer_file(root: Path, token: str, name: str) -> Path:
    """Where a worker writes its answer."""
    safe = hashlib.sha256(name.encode()).hexdigest()[:16]
    return worker_answers_folder(root) / token / safe


def prepare(expected: Expected, dask_worker: "Worker") -> Answer:
    """Take over the settings, and answer in the output folder. Runs in the worker; Dask gives it `dask_worker`."""
    os.environ.update(expected.environment)
    name = str(dask_worker.address)
    fault = _fault(expected, name, dask_worker.state.nthreads)
    return Answer(socket.gethostname(), name, fault)


def _fault(expected: Expected, name: str, threads: int) -> str:
    if (found := program()) != expected.program:
        return f"it has {found}, and this machine has {expected.program}; install the same on both"
    if threads != 1:
        return f"it has {threads} threads, and models are made for one: start it with --nworkers {threads} --nthreads 1"
    if not responds_at_last(url := expected.environment["PREFECT_API_URL"]):
        return f"it cannot reach Prefect's server at {url}; give an address that it can reach as PREFECT_API_URL"
    return _folder_fault(Path(expected.root), expected.token, name)


def _folder_fault(root: Path, token: str, name: str) -> str:
    shared = f"the output folder {root} must be one folder, shared by all machines under this path"
    file = answer_file(root, token, name)
    try:
        (file.parent / TOKEN).read_bytes()
    except OSError as error:
        return f"{shared}, and it cannot read what the others wrote there ({error.strerror})"
    try:
        file.write_text(name, "utf-8")
    except OSError as error:
        return f"{shared}, and it cannot write there ({error.strerror}); give write permission"
    return ""


class Prepared(WorkerPlugin):
    """Makes workers that join during a run ready; one that cannot be leaves."""

    def __init__(self, expected: Expected) -> None:
        self._expected = expected
        self.name = f"wireglot-{expected.token}"

    def setup(self, worker: "Worker") -> None:
        """Called in each worker, now and when it starts."""
        answer = prepare(self._expected, worker)
        if answer.fault:
            log.error("This worker is of no use to Wireglot and leaves: %s.", answer.fault)
            worker.loop.add_callback(worker.close, reason=answer.fault)
