"""The progress bar keeps to stderr: what is sent to a file or pipe is all there."""

import os
import pty
import subprocess
import sys
from pathlib import Path

import pytest

pytestmark = pytest.mark.process


def test_at_a_terminal_results_reach_the_redirected_file(tmp_path: Path) -> None:
    ours, theirs = pty.openpty()
    source = "Storm closes harbour\n\nThe harbour was closed on Monday after a storm, police in Callan said.\n"
    (tmp_path / "a.txt").write_text(source, "utf-8")
    command = [
        sys.executable,
        "-m",
        "flows",
        "run",
        "--plain",
        str(tmp_path / "a.txt"),
        "--outputs",
        str(tmp_path / "o"),
    ]

    with (tmp_path / "answers").open("w") as answers:
        done = subprocess.run(command, stdout=answers, stderr=theirs, cwd=Path(__file__).parents[3])
    os.close(theirs)
    os.close(ours)

    assert done.returncode == 0
    assert "Storm closes harbour" in (tmp_path / "answers").read_text("utf-8")
