"""The Prefect server that `wireglot serve` uses: a running one, or one that it starts and that ends with it.

Prefect's ephemeral server schedules nothing, so desks need a real one.
"""

import os
import shutil
import socket
import sys
import time
import urllib.request
from contextlib import suppress
from http.client import HTTPException
from pathlib import Path
from threading import Event
from urllib.parse import urlsplit

from wireglot.flows.prefect_runs.settings import named_server, state_home
from wireglot.flows.serving.children import Child

DEFAULT_URL = "http://127.0.0.1:4200/api"
# A server with an empty home took 12 to 24 s on two shared cores, and more than two minutes beside ten other processes.
START_SECONDS = 300
# A busy server answers late, and must not be taken for none: a second one would be started beside it.
TRIES = 6
TRY_SECONDS = 5.0
# How far ahead the server makes the runs of a desk, and three at least. Prefect's hour is 60 runs for a desk that runs
# every minute; each start of serve makes them again, and SQLite refuses other requests meanwhile.
SCHEDULED_AHEAD = "PREFECT_SERVER_SERVICES_SCHEDULER_MIN_SCHEDULED_TIME"
# With SQLite the server writes a traceback for each "database is locked"; of its log this much is kept twice.
LARGEST_LOG = 10_000_000


class ServerUnavailable(RuntimeError):
    """No Prefect server answers, and none could be started."""


def running_server(stopped: Event) -> str:
    """The API URL of the server that the user names, else at Prefect's default address or where one was started last.

    "" when none responds.

    stopped  when it is set, a server that is slow to answer is waited for no longer

    Raises:
        ServerUnavailable: If the server that is named does not respond and is not on this machine.
    """
    named = named_server()
    for url in [named] if named else [DEFAULT_URL, noted_address()]:
        if url and responds_at_last(url, stopped):
            return url
    if named and urlsplit(named).hostname not in ("127.0.0.1", "localhost", "::1"):
        raise ServerUnavailable(
            f"No Prefect server responds at {named} (PREFECT_API_URL). Start it, or unset the variable "
            "and a server is started on this machine."
        )
    return ""


def responds(url: str) -> bool:
    """Whether a Prefect API responds at `url` within two seconds."""
    return bool(_is_prefect(url, 2.0))


def responds_at_last(url: str, stopped: Event | None = None) -> bool:
    """Whether a Prefect API responds at `url`, also when it takes half a minute; where nothing listens, False at once.

    stopped  ends the waiting
    """
    for _ in range(TRIES):
        found = _is_prefect(url, TRY_SECONDS)
        if found is not None or (stopped and stopped.is_set()):
            return bool(found)
    return False


def _is_prefect(url: str, seconds: float) -> bool | None:
    """Whether a Prefect API is at `url`; None when nothing is said there within so many seconds."""
    try:
        with urllib.request.urlopen(f"{url}/health", timeout=seconds) as reply:
            return bool(reply.status == 200 and reply.read().strip() == b"true")
    except (OSError, ValueError, HTTPException) as error:
        return None if isinstance(getattr(error, "reason", error), TimeoutError) else False


class OwnServer(Child):
    """A server on loopback: at the port of PREFECT_API_URL when it is free, else at any free port.

    url  the address of its API
    """

    def __init__(self) -> None:
        port = urlsplit(named_server() or DEFAULT_URL).port or 4200
        port = port if _is_free(port) else _free_port()
        self.url = f"http://127.0.0.1:{port}/api"
        command = [sys.executable, "-m", "prefect", "server", "start", "--host", "127.0.0.1", "--port", str(port)]
        settings = {
            "PREFECT_API_URL": self.url,
            "PREFECT_SERVER_UI_API_URL": self.url,
            "PREFECT_LOGGING_LEVEL": "WARNING",
            SCHEDULED_AHEAD: os.environ.get(SCHEDULED_AHEAD, "PT5M"),
        }
        self.log_file = prefect_home() / "wireglot-server.log"
        super().__init__("Prefect's server", command, environment=settings, log=self.log_file)

    def start(self) -> None:
        """Start it, and note its address for other services with this home."""
        _note().write_text(self.url, "utf-8")
        super().start()

    def wait_until_ready(self, stopped: Event) -> None:
        """Return when it responds, or when `stopped` is set.

        Raises:
            ServerUnavailable: If it ends, or does not respond in time.
        """
        until = time.monotonic() + START_SECONDS
        while not stopped.wait(0.2) and not responds(self.url):
            if self.status is not None or time.monotonic() > until:
                raise ServerUnavailable(
                    f"Prefect's server at {self.url} did not start within {START_SECONDS} s (status {self.status}); "
                    f"its messages are in {self.log_file}. Start one with `prefect server start`, then set "
                    "PREFECT_API_URL."
                )

    def trim_log(self) -> None:
        """Keep the log small: what is too much of it moves to a file beside it, in place of what was there."""
        with suppress(OSError):
            if self.log_file.stat().st_size > LARGEST_LOG:
                shutil.copyfile(self.log_file, f"{self.log_file}.1")
                os.truncate(self.log_file, 0)


def noted_address() -> str:
    """The address of the server that a service with this home started last, "" for none."""
    with suppress(OSError):
        return _note().read_text("utf-8")
    return ""


def _note() -> Path:
    return prefect_home() / "wireglot-server.url"


def prefect_home() -> Path:
    """Prefect's home, or, for somebody who has a Prefect profile, the one that Wireglot would set."""
    home = Path(os.environ.get("PREFECT_HOME") or state_home() / "prefect")
    home.mkdir(parents=True, exist_ok=True)
    return home


def _is_free(port: int) -> bool:
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind(("127.0.0.1", port))
        except OSError:
            return False
    return True


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])
