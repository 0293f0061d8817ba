"""The Prefect server that `wireglot serve` uses: a running one, or one that it starts and that ends with it.

Prefect's ephemeral server schedules nothing, so desks need a real one.
"""

import ctypes
import logging
import os
import signal
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from urllib.parse import urlsplit

log = logging.getLogger(__name__)

DEFAULT_URL = "http://127.0.0.1:4200/api"
# A server with an empty home took 12 to 24 s on two shared cores; a busy CI machine takes longer.
START_SECONDS = 120
_PR_SET_PDEATHSIG = 1


class ServerUnavailable(RuntimeError):
    """No Prefect server answers, and none could be started."""


@contextmanager
def prefect_server() -> Iterator[str]:
    """Yield the API URL of a running server, also set as PREFECT_API_URL for this process and its children.

    Raises:
        ServerUnavailable: If the server named by PREFECT_API_URL does not respond and is not on this machine, or if
            no server could be started.
    """
    named = os.environ.get("PREFECT_API_URL", "")
    url = named or DEFAULT_URL
    if responds(url):
        os.environ["PREFECT_API_URL"] = url
        yield url
        return
    if named and urlsplit(named).hostname not in ("127.0.0.1", "localhost", "::1"):
        raise ServerUnavailable(
            f"No Prefect server responds at {named} (PREFECT_API_URL). Start it, or unset the variable "
            "and a server is started on this machine."
        )
    with _start_server(url) as started:
        yield started


def responds(url: str) -> bool:
    """Whether a Prefect API responds at `url` within two seconds."""
    try:
        with urllib.request.urlopen(f"{url}/health", timeout=2) as reply:
            return bool(reply.status == 200 and reply.read().strip() == b"true")
    except (urllib.error.URLError, OSError, ValueError):
        return False


@contextmanager
def _start_server(wanted: str) -> Iterator[str]:
    """Start a server on loopback: at the port of `wanted` when it is free, else at any free port."""
    port = urlsplit(wanted).port or 4200
    port = port if _is_free(port) else _free_port()
    url = f"http://127.0.0.1:{port}/api"
    os.environ["PREFECT_API_URL"] = os.environ["PREFECT_SERVER_UI_API_URL"] = url
    command = [sys.executable, "-m", "prefect", "server", "start", "--host", "127.0.0.1", "--port", str(port)]
    server = subprocess.Popen(
        command,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
        stderr=sys.stderr.fileno(),
        preexec_fn=end_with_parent,
        start_new_session=True,
    )
    try:
        _wait_for(url, server)
        yield url
    finally:
        _end(server)


def _wait_for(url: str, server: "subprocess.Popen[bytes]") -> None:
    until = time.monotonic() + START_SECONDS
    while not responds(url):
        if server.poll() is not None or time.monotonic() > until:
            raise ServerUnavailable(
                f"Prefect's server at {url} did not start within {START_SECONDS} s (status {server.poll()}); "
                "its messages are above. Start one with `prefect server start`, then set PREFECT_API_URL."
            )
        time.sleep(0.2)


def _end(server: "subprocess.Popen[bytes]") -> None:
    """Ask the server to stop, and kill it after ten seconds."""
    with suppress(ProcessLookupError):
        os.killpg(server.pid, signal.SIGTERM)
    try:
        server.wait(10)
    except subprocess.TimeoutExpired:
        os.killpg(server.pid, signal.SIGKILL)
        server.wait()


def end_with_parent() -> None:
    """In the child: let the kernel end it when its parent dies, also by kill -9 (Linux only)."""
    with suppress(OSError, AttributeError):
        ctypes.CDLL(None).prctl(_PR_SET_PDEATHSIG, signal.SIGTERM)


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
