"""The process of `wireglot serve`: it keeps a Prefect server and the runner of the desks alive and ends them.

    wireglot serve                    this process; imports no Prefect
      prefect server start            when no server responds; its log is a file (shared_server.py: with other services)
      serving/runner_process.py       registers the desks, starts their runs, and checks both
        python -m prefect.engine      one process for each run

Each child is started again when it ends. All end with this process: within ten seconds when it is asked to stop, and by
the kernel when it is killed.
"""

import hashlib
import os
import signal
import sys
from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from pathlib import Path
from threading import Event

from wireglot.flows.serving.children import Child
from wireglot.flows.serving.server import OwnServer, prefect_home
from wireglot.flows.serving.shared_server import is_of_another_service, server_to_use, successor
from wireglot.models import LockTaken, exclusive_lock

# Everything must be over within ten seconds, on a busy machine too: so many for the runner, which ends its runs, and
# then for the server, whose database survives a kill.
RUNNER_SECONDS = 6.0
SERVER_SECONDS = 2.0
# How often the children are checked.
LOOK_SECONDS = 0.5
# The status with which the runner refuses to serve: starting it again would change nothing.
REFUSED = 2

Say = Callable[[str], None]


class ServedAlready(RuntimeError):
    """Another process serves the same file."""


def supervise(config: Path, outputs: Path | None, say: Say) -> int:
    """Serve the desks until SIGTERM or Ctrl-C; return the exit status.

    Raises:
        ServedAlready: If another process serves this file.
        ServerUnavailable: If no server responds and none can be started.
    """
    with only_service(config), stop_signals() as stopped, ExitStack() as held:
        url, server = server_to_use(stopped, held)
        os.environ["PREFECT_API_URL"] = url
        service = _Service(Child("The runner of the desks", runner_command(config, outputs)), server, say)
        try:
            service.start_server(stopped)
            comes_after = server is None and is_of_another_service(url)
            return service.keep_alive(stopped, (lambda: successor(url, held)) if comes_after else lambda: None)
        finally:
            say("Stopping ...")
            service.stop()
            say("Stopped.")


def runner_command(config: Path, outputs: Path | None) -> Sequence[str]:
    given = [str(config), *([str(outputs)] if outputs else [])]
    return [sys.executable, "-m", "wireglot.flows.serving.runner_process", *given]


@dataclass
class _Service:
    """The children of this process: the runner, and the server where this process has it."""

    runner: Child
    server: OwnServer | None
    say: Say

    def start_server(self, stopped: Event) -> None:
        """Start the server of this process, if it has one, and wait until it responds or `stopped` is set."""
        if self.server:
            self.say(f"Starting Prefect's server (up to 30 seconds); its log is {self.server.log_file}")
            self.server.start()
            self.server.wait_until_ready(stopped)

    def keep_alive(self, stopped: Event, successor: Callable[[], OwnServer | None]) -> int:
        """Start what ended again until `stopped` is set or the runner refuses; return the exit status.

        successor  the server that takes the place of another service's; None while that responds
        """
        while not stopped.wait(LOOK_SECONDS):
            if self.runner.status == REFUSED:
                return REFUSED
            if not self.server and (server := successor()):
                self.say("Another `wireglot serve` that ran the Prefect server has ended; this one starts it again.")
                self.server = server
            for child in filter(None, (self.server, self.runner)):
                if sentence := child.start_again():
                    self.say(sentence)
            if self.server:
                self.server.trim_log()
        return 0

    def stop(self) -> None:
        self.runner.stop(RUNNER_SECONDS)
        if self.server:
            self.server.stop(SERVER_SECONDS)


@contextmanager
def only_service(config: Path) -> Iterator[None]:
    """Raise ServedAlready when another process serves this file: each would take the other's runs for lost."""
    name = hashlib.sha256(os.fsencode(config.resolve())).hexdigest()[:16]
    try:
        with exclusive_lock(prefect_home() / f"wireglot-serve-{name}.lock", "", wait=False):
            yield
    except LockTaken as error:
        raise ServedAlready(f"Another `wireglot serve` runs the desks of {config} already; stop it first.") from error


@contextmanager
def stop_signals() -> Iterator[Event]:
    """An event that SIGTERM and Ctrl-C set."""
    stopped = Event()

    before = {number: signal.signal(number, lambda *_: stopped.set()) for number in (signal.SIGTERM, signal.SIGINT)}
    try:
        yield stopped
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)
