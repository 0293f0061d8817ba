"""A process that ends the run that started it: python watchdog.py SECONDS COMMAND...

A run can hang where no Python code of it gets a turn: in a regular expression, in a model, in a driver. So another
process ends it, with all that it started: after SECONDS (0: no limit), when COMMAND has recorded why; or three seconds
after SIGTERM, when it did not end by itself.

stdin is a pipe of which the run holds the other end. Python writes the number of each signal into it at once, also
while no Python code runs (signal.set_wakeup_fd). When it is closed, the run has ended.

Imports only the standard library: it starts beside every run of a desk, in 30 ms.
"""

import math
import os
import select
import signal
import subprocess
import sys
import time
from collections.abc import Sequence
from contextlib import suppress
from pathlib import Path

# A cancelled run must be over within ten seconds, on a busy machine as well.
SECONDS_AFTER_SIGTERM = 3.0
# For the command that records why a run was ended; a Prefect server that does not respond must not keep it alive.
RECORD_SECONDS = 30.0


def main(seconds: float, record: Sequence[str]) -> None:
    run = os.getppid()
    asked = _wait_for(time.monotonic() + (seconds or math.inf))
    if asked is None or os.getppid() != run:
        return
    if not asked:
        with suppress(OSError, subprocess.TimeoutExpired):
            subprocess.run(record, stdin=subprocess.DEVNULL, timeout=RECORD_SECONDS)
    if os.getppid() == run:
        kill_with_descendants(run)


def _wait_for(end: float) -> bool | None:
    """Wait until `end`, or until three seconds after SIGTERM; return whether there was one, None when the run ended."""
    asked = False
    while (left := end - time.monotonic()) > 0:
        # select() refuses a timeout of more than some years
        if not select.select([0], [], [], min(left, 86_400))[0]:
            continue
        if not (signals := os.read(0, 64)):
            return None
        if signal.SIGTERM in signals and not asked:
            asked, end = True, min(end, time.monotonic() + SECONDS_AFTER_SIGTERM)
    return asked


def kill_with_descendants(process: int) -> None:
    """Kill the process and all that it started."""
    for one in [process, *descendants(process)]:
        with suppress(ProcessLookupError):
            os.kill(one, signal.SIGKILL)


def descendants(process: int) -> list[int]:
    """The processes that it started, and those that these started, without this one (Linux; elsewhere none)."""
    parents: dict[int, int] = {}
    for stat in Path("/proc").glob("[0-9]*/stat"):
        with suppress(OSError, ValueError, IndexError):  # it has just ended
            parents[int(stat.parent.name)] = int(stat.read_text("utf-8", "replace").rpartition(")")[2].split()[1])
    found = [process]
    for parent in found:
        found += [child for child, own in parents.items() if own == parent and child != os.getpid()]
    return found[1:]


if __name__ == "__main__":
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    main(float(sys.argv[1]), sys.argv[2:])
