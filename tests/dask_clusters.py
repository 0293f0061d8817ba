"""Real Dask clusters for tests: a scheduler and worker processes on loopback, without any setting of Prefect."""

import os
import signal
import subprocess
import sys
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

from tests.prefect_servers import clean_environment, free_port
from wireglot.flows.serving.children import end_with_parent


@dataclass
class DaskCluster:
    """A scheduler and its workers; each is one process, without a nanny that would start it again."""

    address: str
    folder: Path
    environment: dict[str, str]
    processes: "list[subprocess.Popen[bytes]]" = field(default_factory=list)

    @property
    def scheduler(self) -> "subprocess.Popen[bytes]":
        return self.processes[0]

    @property
    def workers(self) -> "list[subprocess.Popen[bytes]]":
        return self.processes[1:]

    def start(self, *arguments: str, before: Sequence[str] = ()) -> None:
        command = [*before, sys.executable, "-m", "distributed.cli.dask_" + arguments[0], *arguments[1:]]
        with (self.folder / f"{len(self.processes)}-{arguments[0]}.log").open("ab") as log:
            self.processes.append(
                subprocess.Popen(
                    command, env=self.environment, cwd=self.folder, stdout=log, stderr=log, preexec_fn=end_with_parent
                )
            )

    def start_worker(self, *arguments: str, before: Sequence[str] = ()) -> None:
        """before: the beginning of the command, such as `unshare`."""
        local = ("--host", "127.0.0.1", "--no-dashboard", "--local-directory", str(self.folder))
        self.start("worker", self.address, "--nthreads", "1", "--no-nanny", *local, *arguments, before=before)


@contextmanager
def running_cluster(
    folder: Path, workers: int = 2, environment: Mapping[str, str] | None = None
) -> Iterator[DaskCluster]:
    """Start a scheduler and workers, and end each by its pid."""
    port = free_port()
    paths = [str(Path(__file__).parent.parent), *filter(None, [os.environ.get("PYTHONPATH")])]  # functions of tests
    env = clean_environment() | {"PYTHONPATH": os.pathsep.join(paths)} | dict(environment or {})
    env["DASK_DISTRIBUTED__SCHEDULER__ALLOWED_FAILURES"] = "1"
    folder.mkdir(parents=True, exist_ok=True)
    cluster = DaskCluster(f"tcp://127.0.0.1:{port}", folder, env)
    try:
        cluster.start("scheduler", "--host", "127.0.0.1", "--port", str(port), "--no-dashboard", "--no-show")
        for _ in range(workers):
            cluster.start_worker()
        yield cluster
    finally:
        for process in cluster.processes:
            if process.poll() is None:
                os.kill(process.pid, signal.SIGKILL)
            process.wait()
