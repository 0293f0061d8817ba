"""A run that hangs in C code is ended after its time limit, or soon after SIGTERM, with all that it started."""

import os
import signal
import subprocess
import sys
from contextlib import suppress
from pathlib import Path

import pytest

from wireglot.flows.runs.source_lock import one_run_at_a_time
from wireglot.flows.runs.time_limit import ended_in_time
from wireglot.outputs import read_desk_run

pytestmark = pytest.mark.process

ROOT = Path(__file__).parents[3]


def hanging_run(outputs: Path, seconds: int, flow_run: str = "") -> tuple["subprocess.Popen[str]", int]:
    """The run and the id of the process that it started, once it hangs."""
    command = [sys.executable, "-m", "tests.flows.runs.hanging_run", str(outputs), str(seconds), flow_run]
    pipes = {"stdout": subprocess.PIPE, "stderr": subprocess.PIPE}
    run = subprocess.Popen(command, cwd=ROOT, text=True, start_new_session=True, **pipes)  # type: ignore[call-overload]
    return run, int(run.stdout.readline())


def has_ended(process: int) -> bool:
    """Whether it is gone; this process never waits for it, so it may be left as a zombie."""
    stat = Path(f"/proc/{process}/stat")
    return not stat.exists() or stat.read_text().rpartition(")")[2].split()[0] == "Z"


def test_a_run_that_hangs_ends_after_its_time_limit(tmp_path: Path) -> None:
    run, child = hanging_run(tmp_path, seconds=1)
    _, said = run.communicate(timeout=600)

    record = read_desk_run(tmp_path, "harbour")
    assert run.returncode == -signal.SIGKILL
    assert has_ended(child)
    assert "The run of desk harbour was ended after its time limit of 1 s" in said
    assert (record.state, record.running, record.failures) == ("failed", {}, 1)
    assert record.error in said
    with one_run_at_a_time(tmp_path, ["inbox"], wait=False):
        pass


def test_a_run_that_hangs_ends_soon_after_sigterm(tmp_path: Path) -> None:
    run, child = hanging_run(tmp_path, seconds=0, flow_run="its id")
    run.send_signal(signal.SIGTERM)  # of which Python code takes no notice
    _, said = run.communicate(timeout=600)

    assert (run.returncode, has_ended(child), said) == (-signal.SIGKILL, True, "")


def children() -> set[str]:
    """The processes that this one has started, other tests' servers among them."""
    found = set()
    for stat in Path("/proc").glob("[0-9]*/stat"):
        with suppress(OSError):  # it has ended meanwhile
            if stat.read_text().rpartition(")")[2].split()[1] == str(os.getpid()):
                found.add(stat.parent.name)
    return found


def test_a_run_that_ends_in_time_leaves_no_process(tmp_path: Path) -> None:
    before, processes = signal.set_wakeup_fd(-1), children()
    with ended_in_time(600, tmp_path, "harbour"):
        assert signal.set_wakeup_fd(-1) >= 0

    assert signal.set_wakeup_fd(before) == -1
    assert children() <= processes
