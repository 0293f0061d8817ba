"""The record of desk runs: starts, ends, and runs that were killed."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from wireglot.outputs import DeskRun, begin_run, change_desk_run, desk_runs, end_run, read_desk_run

KILLED = """
import os, signal, sys
from pathlib import Path
from wireglot.outputs import begin_run, change_desk_run
change_desk_run(Path(sys.argv[1]), "north", lambda run: begin_run(run, "2026-03-01T10:00:00Z"))
os.kill(os.getpid(), signal.SIGKILL)
"""


def test_a_good_run_is_the_last_good_run() -> None:
    started = begin_run(DeskRun("north"), "2026-03-01T10:00:00Z")

    ended = end_run(started, "2026-03-01T10:05:00Z", "partial", {"new": 3, "failed": 1}, "Not readable.")

    assert started.is_running
    assert not ended.is_running
    assert (ended.good_started, ended.good_ended) == ("2026-03-01T10:00:00Z", "2026-03-01T10:05:00Z")
    assert (ended.state, ended.counts, ended.failures) == ("partial", {"new": 3, "failed": 1}, 0)


def test_a_failed_run_keeps_the_last_good_one() -> None:
    good = end_run(begin_run(DeskRun("north"), "2026-03-01T10:00:00Z"), "2026-03-01T10:05:00Z", "completed", {})

    failed = end_run(begin_run(good, "2026-03-01T11:00:00Z"), "2026-03-01T11:00:01Z", "failed", {}, "No engine.")

    assert (failed.good_ended, failed.ended) == ("2026-03-01T10:05:00Z", "2026-03-01T11:00:01Z")
    assert (failed.failures, failed.error) == (1, "No engine.")


@pytest.mark.process
def test_runs_that_were_killed_count_as_failed(tmp_path: Path) -> None:
    for _ in range(2):
        subprocess.run([sys.executable, "-c", KILLED, str(tmp_path)], check=False)

    _, run = change_desk_run(tmp_path, "north", lambda run: begin_run(run, "2026-03-01T12:00:00Z"))

    assert run.failures == 2
    assert list(run.running.values()) == ["2026-03-01T12:00:00Z"]
    assert run.good_ended == ""


def test_an_error_that_names_an_odd_path_is_recorded(tmp_path: Path) -> None:
    error = os.fsdecode(b"d\xe9p\xeaches is missing.")

    change_desk_run(tmp_path, "north", lambda run: end_run(run, "2026-03-01T10:00:00Z", "failed", {}, error))

    assert read_desk_run(tmp_path, "north").error == error


def test_a_damaged_record_is_written_again(tmp_path: Path) -> None:
    change_desk_run(tmp_path, "north", lambda run: begin_run(run, "2026-03-01T10:00:00Z"))
    (tmp_path / ".wireglot" / "desks" / "north.json").write_text('{"desk": "nor')

    assert read_desk_run(tmp_path, "north") == DeskRun("north")
    change_desk_run(tmp_path, "north", lambda run: begin_run(run, "2026-03-01T11:00:00Z"))
    assert [run.started for run in desk_runs(tmp_path)] == ["2026-03-01T11:00:00Z"]


@pytest.mark.parametrize("name", ["..", "../../outside", "a/b", ""])
def test_a_strange_name_stays_in_its_folder(name: str, tmp_path: Path) -> None:
    root = tmp_path / "out"

    change_desk_run(root, name, lambda run: begin_run(run, "2026-03-01T10:00:00Z"))

    assert read_desk_run(root, name).started == "2026-03-01T10:00:00Z"
    assert [path.name for path in tmp_path.iterdir()] == ["out"]
