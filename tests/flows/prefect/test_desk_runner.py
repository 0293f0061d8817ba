"""The runner of the desks while it is being started, which takes seconds on a busy machine."""

import os
import signal
import socket
import subprocess
import sys
from pathlib import Path

import pytest

from tests.prefect_servers import clean_environment
from wireglot.flows.serving.desk_runner import DeskRunner

pytestmark = pytest.mark.process

CHILD = """
import asyncio
from wireglot.flows.prefect_runs.settings import apply_settings
apply_settings()
from wireglot.flows.serving.desk_runner import DeskRunner

asyncio.run(DeskRunner().start())
"""


def test_a_runner_that_is_being_started_has_no_runs() -> None:
    assert DeskRunner().active == set()


def test_a_runner_that_is_being_started_ends_without_noise(tmp_path: Path) -> None:
    with socket.create_server(("127.0.0.1", 0)) as silent:  # it takes connections and never responds
        url = f"http://127.0.0.1:{silent.getsockname()[1]}/api"
        env = clean_environment() | {"PREFECT_HOME": str(tmp_path), "PREFECT_API_URL": url}
        command = [sys.executable, "-c", CHILD]
        with subprocess.Popen(command, env=env, stdout=subprocess.PIPE, stderr=subprocess.STDOUT) as process:
            connection, _ = silent.accept()
            with connection:
                os.kill(process.pid, signal.SIGTERM)
                printed, _ = process.communicate(timeout=600)
    assert (process.returncode, printed) == (0, b"")
