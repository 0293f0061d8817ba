"""Waiting for what other processes do, and whether they are there."""

import subprocess
import time
from collections.abc import Callable
from pathlib import Path


def becomes_true(condition: Callable[[], object], process: "subprocess.Popen[bytes] | None" = None) -> bool:
    """Wait for an event as long as the process runs; ten minutes pass only where it never comes."""
    end = time.monotonic() + 600
    while not condition() and time.monotonic() < end and not (process and process.poll() is not None):
        time.sleep(0.3)
    return bool(condition())


def is_alive(process: int) -> bool:
    """Whether there is such a process, and it has not ended."""
    try:
        return Path(f"/proc/{process}/stat").read_text().rpartition(")")[2].split()[0] != "Z"
    except (FileNotFoundError, ProcessLookupError):
        return False
