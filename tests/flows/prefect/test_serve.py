"""`wireglot serve`: with no server running, a scheduled run starts and ends, and a run by hand does too."""

import os
import re
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from wireglot.flows.serving.server import responds

pytestmark = pytest.mark.process

TEXT = """Storm closes Varn harbour

The harbour of Varn was closed on Monday after a storm damaged forty boats, the port said. Nobody was hurt.

The mayor promised help to the owners within two weeks. Insurers will visit the quay on Friday.
"""
CONFIG = """
outputs = "out"
[desks.harbour]
sources = ["inbox", "share"]
schedule = { interval = 5 }
[desks.by-hand]
sources = [{ at = "other", name = "By hand", language = "en", move = true }]
"""


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def becomes_true(condition: Callable[[], object], process: "subprocess.Popen[bytes] | None" = None) -> bool:
    """Wait for an event as long as the process runs; ten minutes pass only where it never comes."""
    end = time.monotonic() + 600
    while not condition() and time.monotonic() < end and not (process and process.poll() is not None):
        time.sleep(0.3)
    return bool(condition())


@pytest.fixture
def desk(tmp_path: Path) -> Path:
    for folder in ("inbox", "other"):
        (tmp_path / folder).mkdir()
        (tmp_path / folder / f"{folder}.txt").write_text(TEXT, "utf-8")
    (tmp_path / "wireglot.toml").write_text(CONFIG, "utf-8")
    return tmp_path


@pytest.fixture
def serving(desk: Path) -> Iterator[tuple[subprocess.Popen[bytes], str]]:
    """`wireglot serve` in a home of its own, with a port at which nothing answers yet; ended by its pid."""
    url = f"http://127.0.0.1:{free_port()}/api"
    env = {name: value for name, value in os.environ.items() if not name.startswith("PREFECT_")}
    env |= {"PREFECT_HOME": str(desk / "home"), "PREFECT_API_URL": url}
    assert not responds(url)
    # A suite that a shell runs in the background ignores Ctrl-C, and what it starts would ignore it as well.
    before = signal.signal(signal.SIGINT, signal.default_int_handler)
    with (desk / "log").open("wb") as log:
        command = [sys.executable, "-m", "wireglot.flows", "serve"]
        process = subprocess.Popen(command, cwd=desk, env=env, stdout=log, stderr=log)
    signal.signal(signal.SIGINT, before)
    yield process, url
    process.kill()
    process.wait()


def versions(desk: Path) -> list[str]:
    return [path.parent.name for path in desk.glob("out/*/v0001/manifest.json")]


def test_a_scheduled_run_starts_and_ends_and_a_run_by_hand_too(
    desk: Path, serving: tuple[subprocess.Popen[bytes], str]
) -> None:
    process, url = serving

    assert becomes_true(lambda: len(list(desk.glob("out/*/v0001"))) == 1, process), (desk / "log").read_text()
    assert f"desks.harbour: {desk / 'share'} is missing" in (desk / "log").read_text()

    env = os.environ | {"PREFECT_API_URL": url, "PREFECT_HOME": str(desk / "home")}
    by_hand = [sys.executable, "-m", "prefect", "deployment", "run", "summarize-articles/by-hand"]
    asked = subprocess.run(by_hand, env=env, capture_output=True, text=True, timeout=1200)
    assert asked.returncode == 0, asked.stderr
    assert becomes_true(lambda: len(list(desk.glob("out/*/v0001"))) == 2, process), (desk / "log").read_text()
    assert becomes_true((desk / "other/done/other.txt").exists, process), (desk / "log").read_text()
    assert becomes_true(lambda: re.search(r"Finished in state Completed", (desk / "log").read_text()), process)

    process.send_signal(signal.SIGINT)
    process.wait(600)
    assert becomes_true(lambda: not responds(url))
    for folder in desk.glob("out/*-*/"):
        assert [path.name for path in folder.glob("v*")] == ["v0001"]


def test_the_server_ends_with_serve_even_by_kill_9(serving: tuple[subprocess.Popen[bytes], str]) -> None:
    process, url = serving
    assert becomes_true(lambda: responds(url), process)

    process.kill()

    assert becomes_true(lambda: not responds(url))
