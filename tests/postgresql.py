"""A real PostgreSQL for tests: on loopback, with data of its own, ended by its pid."""

import os
import pwd
import shutil
import signal
import subprocess
import tempfile
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import pytest

from tests.prefect_servers import free_port
from wireglot.flows.serving.children import end_with_parent

# Whom the server runs as where the tests run as root, whom PostgreSQL refuses.
UNPRIVILEGED = ("postgres", "nobody")
# No test needs its data after a power failure; without flushing it starts in a third of the time.
SETTINGS = {"fsync": "off", "synchronous_commit": "off", "full_page_writes": "off", "unix_socket_directories": ""}


def newest_programs() -> Path | None:
    """The folder of initdb and postgres; Debian has one for each version and none in PATH."""
    found = [path.parent for path in Path("/usr/lib/postgresql").glob("*/bin/initdb")]
    if on_path := shutil.which("initdb"):
        found.append(Path(on_path).parent)
    return max(found, key=lambda folder: int(folder.parent.name) if folder.parent.name.isdecimal() else 0, default=None)


@dataclass
class PostgreSQL:
    """A server that can be killed and started again on the same data and port."""

    programs: Path
    home: Path
    port: int
    process: "subprocess.Popen[bytes] | None" = None

    @property
    def url(self) -> str:
        """The address of its database, as Prefect takes it."""
        return f"postgresql+asyncpg://prefect@127.0.0.1:{self.port}/postgres"

    @property
    def settings(self) -> Mapping[str, str]:
        """What makes a Prefect server use it."""
        return {"PREFECT_API_DATABASE_CONNECTION_URL": self.url}

    def create(self) -> None:
        command = ["initdb", "-D", str(self.home / "data"), "-U", "prefect", "-A", "trust", "-E", "UTF8", "--no-sync"]
        done = self._run([*command, "--locale=C"])
        assert done.returncode == 0, done.stderr

    def start(self) -> None:
        """Start it and wait until it answers; ten minutes pass only where it never does."""
        options = [part for name, value in SETTINGS.items() for part in ("-c", f"{name}={value}")]
        command = [
            str(self.programs / "postgres"),
            "-D",
            str(self.home / "data"),
            "-p",
            str(self.port),
            "-h",
            "127.0.0.1",
        ]
        with (self.home / "log").open("ab") as log:
            self.process = subprocess.Popen(
                [*command, *options], stdout=log, stderr=log, user=unprivileged(), preexec_fn=end_with_parent, cwd="/"
            )
        end = time.monotonic() + 600
        while self._run(["pg_isready", "-h", "127.0.0.1", "-p", str(self.port)]).returncode != 0:
            assert self.process.poll() is None, (self.home / "log").read_text("utf-8", "replace")
            assert time.monotonic() < end, "PostgreSQL did not answer within ten minutes"
            time.sleep(0.1)

    def kill(self) -> None:
        """Kill its main process with -9; the others end when they notice."""
        self._end(signal.SIGKILL)

    def stop(self) -> None:
        """End it at once and in order (SIGINT is PostgreSQL's fast shutdown)."""
        self._end(signal.SIGINT)

    def _end(self, signal_number: int) -> None:
        if self.process and self.process.poll() is None:
            self.process.send_signal(signal_number)
            self.process.wait(600)

    def _run(self, command: list[str]) -> "subprocess.CompletedProcess[str]":
        program = str(self.programs / command[0])
        return subprocess.run([program, *command[1:]], user=unprivileged(), cwd="/", capture_output=True, text=True)


def unprivileged() -> str | None:
    """The user to run as; None for the present one."""
    if os.geteuid() != 0:
        return None
    known = {entry.pw_name for entry in pwd.getpwall()}
    return next(name for name in UNPRIVILEGED if name in known)


@contextmanager
def running_postgresql() -> Iterator[PostgreSQL]:
    """A server with an empty database; skips the test where PostgreSQL is missing.

    In a folder of its own directly below the folder for temporary files: those of pytest are closed to other users.
    """
    programs = newest_programs()
    if programs is None:
        pytest.skip("PostgreSQL is missing: on Debian, apt-get install postgresql")
    home = Path(tempfile.mkdtemp(prefix="postgresql-"))
    if user := unprivileged():
        shutil.chown(home, user)
    server = PostgreSQL(programs, home, free_port())
    try:
        server.create()
        server.start()
        yield server
    finally:
        server.stop()
        shutil.rmtree(home, ignore_errors=True)
