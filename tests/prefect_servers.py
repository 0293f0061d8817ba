"""Real Prefect servers for tests: `prefect server start` on loopback, with a home of its own."""

import json
import os
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from wireglot.flows.serving.children import end_with_parent
from wireglot.flows.serving.server import responds


@dataclass
class PrefectServer:
    """A running server: the address of its API, its home, and its process, which a test may kill."""

    url: str
    home: Path
    process: "subprocess.Popen[bytes]"

    @property
    def environment(self) -> dict[str, str]:
        """The environment for a child process that uses this server."""
        return clean_environment() | {"PREFECT_API_URL": self.url, "PREFECT_HOME": str(self.home)}


def clean_environment() -> dict[str, str]:
    """The environment without settings of Prefect."""
    return {name: value for name, value in os.environ.items() if not name.startswith("PREFECT_")}


def ask(url: str, path: str, body: object = None) -> Any:
    """The answer of Prefect's API; with SQLite a busy server refuses some requests (503), which are sent again."""
    data = None if body is None else json.dumps(body).encode()
    request = urllib.request.Request(f"{url}{path}", data, {"Content-Type": "application/json"})
    for _ in range(100):
        try:
            with urllib.request.urlopen(request, timeout=60) as answer:
                return json.loads(answer.read())
        except urllib.error.HTTPError as error:
            if error.code != 503:
                raise
            time.sleep(0.5)
    raise AssertionError(f"{url}{path} was refused a hundred times")


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@contextmanager
def running_server(home: Path, *, port: int = 0, settings: Mapping[str, str] | None = None) -> Iterator[PrefectServer]:
    """Start a server and end it by its pid. It ends with this process too; its log is home/server.log.

    port: 0 for a free one.
    settings: more of its environment, such as PREFECT_API_DATABASE_CONNECTION_URL.
    """
    port = port or free_port()
    url = f"http://127.0.0.1:{port}/api"
    home.mkdir(parents=True, exist_ok=True)
    env = clean_environment() | {
        "PREFECT_HOME": str(home),
        "PREFECT_SERVER_ANALYTICS_ENABLED": "false",
        "DO_NOT_TRACK": "1",
        "PREFECT_SERVER_UI_API_URL": url,
        "PREFECT_API_URL": url,
        **(settings or {}),
    }
    command = [sys.executable, "-m", "prefect", "server", "start", "--host", "127.0.0.1", "--port", str(port)]
    with (home / "server.log").open("ab") as log:
        process = subprocess.Popen(command, env=env, stdout=log, stderr=log, preexec_fn=end_with_parent)
    try:
        _wait_for(url, process, home)
        yield PrefectServer(url, home, process)
    finally:
        process.terminate()
        try:
            process.wait(10)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()


def _wait_for(url: str, process: "subprocess.Popen[bytes]", home: Path) -> None:
    end = time.monotonic() + 600
    while not responds(url):
        assert process.poll() is None, (home / "server.log").read_text("utf-8", "replace")
        assert time.monotonic() < end, f"no server at {url} after ten minutes"
        time.sleep(0.2)
