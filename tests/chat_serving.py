"""`transformers serve` as a process of its own on loopback, with a model from a folder; ended by its own id.

    with serving(folder, log) as url: ...

It needs what the extra `dev` installs: openai and accelerate beside torch and transformers.
"""

import os
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from importlib.util import find_spec
from pathlib import Path

import httpx
import pytest

NEEDED = ("torch", "transformers", "openai", "accelerate", "uvicorn", "fastapi")
# Measured 14 to 60 s on two busy cores, nearly all of it imports.
START_SECONDS = 600


def need_serving() -> None:
    """On a user's machine a named skip where something is missing, in CI a failure."""
    missing = [name for name in NEEDED if find_spec(name) is None]
    if missing:
        why = f"transformers serve needs {', '.join(missing)}; make ready installs it"
        pytest.fail(why) if os.environ.get("CI") else pytest.skip(why)


@contextmanager
def serving(folder: Path, log: Path) -> Iterator[str]:
    """The base URL, ending in /v1; the model is named as its folder. What the server says goes to `log`."""
    port = _free_port()
    command = [Path(sys.executable).with_name("transformers"), "serve", folder, "--host", "127.0.0.1", "--port", port]
    environment = os.environ | {"HF_HUB_OFFLINE": "1", "HF_HUB_CACHE": str(log.parent / "hub"), "OMP_NUM_THREADS": "1"}
    with log.open("wb") as said:
        process = subprocess.Popen(
            [*map(str, command), "--device", "cpu"], stdout=said, stderr=subprocess.STDOUT, env=environment
        )
        try:
            _wait(process, f"http://127.0.0.1:{port}", log)
            yield f"http://127.0.0.1:{port}/v1"
        finally:
            _end(process)


def _free_port() -> int:
    with socket.create_server(("127.0.0.1", 0)) as server:
        return int(server.getsockname()[1])


def _wait(process: subprocess.Popen[bytes], address: str, log: Path) -> None:
    until = time.monotonic() + START_SECONDS
    while not _is_up(address):
        assert process.poll() is None, log.read_text("utf-8", "replace")[-2000:]
        assert time.monotonic() < until, f"transformers serve was not up after {START_SECONDS} s"
        time.sleep(0.2)


def _is_up(address: str) -> bool:
    try:
        return httpx.get(f"{address}/health", timeout=5, trust_env=False).status_code == 200
    except httpx.HTTPError:
        return False


def _end(process: subprocess.Popen[bytes]) -> None:
    process.terminate()
    try:
        process.wait(20)
    except subprocess.TimeoutExpired:
        process.kill()
        process.wait()
