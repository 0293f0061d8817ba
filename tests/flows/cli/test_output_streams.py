"""Commands in locales that are not UTF-8 and with closed streams: the work is done, and JSON loses no character."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

pytestmark = pytest.mark.process

CHINESE = "港口因风暴关闭\n\n港务局周三宣布，港口因风暴关闭，风速达到每小时140公里。三艘船在港外等待，没有人受伤。\n"


def wireglot(folder: Path, *arguments: str, **environment: str) -> subprocess.CompletedProcess[bytes]:
    command = [sys.executable, "-m", "wireglot.flows", *arguments]
    usual = {key: value for key, value in os.environ.items() if not key.startswith(("LC_", "PYTHONUTF8", "PYTHONIO"))}
    return subprocess.run(command, cwd=folder, env=usual | environment, capture_output=True, check=False)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "inbox").mkdir()
    (tmp_path / "inbox" / "zh.txt").write_text(CHINESE, "utf-8")
    (tmp_path / "inbox" / os.fsdecode("öl".encode("latin-1") + b".txt")).write_text("", "utf-8")
    return tmp_path


RUN = ("run", "inbox", "--plain", "--translator", "none", "--outputs", "out")


@pytest.mark.parametrize(
    "environment",
    [
        {"PYTHONIOENCODING": "ascii"},
        {"PYTHONIOENCODING": "cp1251:strict"},
        {"LC_ALL": "C", "PYTHONUTF8": "0", "PYTHONCOERCECLOCALE": "0"},
    ],
    ids=["ascii", "cp1251", "C"],
)
def test_no_encoding_of_the_screen_stops_the_work(folder: Path, environment: dict[str, str]) -> None:
    ran = wireglot(folder, *RUN, **environment)
    listed = wireglot(folder, "list", "--outputs", "out", **environment)
    answered = wireglot(folder, "list", "--outputs", "out", "--json", **environment)

    assert (ran.returncode, listed.returncode, answered.returncode) == (1, 0, 0)
    assert b"1 new version, 0 unchanged, 1 failed" in ran.stderr
    assert (folder / "out" / "index.html").is_file()
    assert json.loads(answered.stdout.decode("utf-8"))["headline"] == "港口因风暴关闭"


def test_a_reader_that_goes_away_stops_nothing(folder: Path) -> None:
    command = " ".join([sys.executable, "-m", "wireglot.flows", *RUN, "--json"])

    subprocess.run(["sh", "-c", f"{command} 2>err | true"], cwd=folder, check=True)

    assert "1 new version" in (folder / "err").read_text("utf-8")
    assert (folder / "out" / "index.html").is_file()


def test_closed_streams_stop_nothing(folder: Path) -> None:
    command = " ".join([sys.executable, "-m", "wireglot.flows", *RUN])

    status = subprocess.run(["sh", "-c", f"{command} >&- 2>&-"], cwd=folder, check=False).returncode

    assert status == 1  # one file is empty
    assert (folder / "out" / "index.html").is_file()
