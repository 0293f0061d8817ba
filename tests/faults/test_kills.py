"""Runs that are killed at any write, beside other writers: nothing damaged, nothing lost, nothing twice.

The short round is part of `make test`; `make faults` (WIREGLOT_FAULTS=full) does the full counts.
"""

import json
import os
import random
import subprocess
import sys
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from wireglot.outputs import Store, verify
from wireglot.outputs.versions import read_manifest

pytestmark = pytest.mark.process

ROOT = Path(__file__).parents[2]
FULL = os.environ.get("WIREGLOT_FAULTS") == "full"
KILLS = 200 if FULL else 3
WRITES = 10_000 if FULL else 150  # of each of two processes
ARTICLES = 15
NEVER = 1_000_000  # more writes than any run makes


def write_inbox(inbox: Path, turn: int) -> None:
    """Articles that change with each turn, so that each run has versions to make."""
    inbox.mkdir(exist_ok=True)
    for number in range(ARTICLES):
        lede = f"The harbour was closed for the {turn}th time on Monday, police said."
        text = f"Storm {number} closes harbour\n\n{lede}\n\nNobody was hurt in the storm that came from the west.\n"
        (inbox / f"{number}.txt").write_text(text, "utf-8")


def run(inbox: Path, outputs: Path, kill_at: int = NEVER) -> tuple[list[dict[str, object]], int]:
    """What the run reported before it ended or was killed, and the number of its writes, 0 when it was killed."""
    command = [sys.executable, "-m", "tests.faults.killed_run", str(kill_at), "run", "--plain", "--json", str(inbox)]
    options = ["--translator", "none", "--outputs", str(outputs)]
    done = subprocess.run([*command, *options], cwd=ROOT, capture_output=True, text=True)
    writes = 0 if done.returncode < 0 else int(done.stderr.rpartition("\n")[2])
    return [json.loads(line) for line in complete_lines(done.stdout)], writes


def start_writer(outputs: Path, name: str, count: int, out: Path) -> "subprocess.Popen[bytes]":
    pause = "0.05" if count == NEVER else "0"
    command = [sys.executable, "-m", "tests.faults.writer", str(outputs), name, str(count), "50", pause]
    with out.open("w") as file:
        return subprocess.Popen(command, cwd=ROOT, stdout=file)


@contextmanager
def two_writers(outputs: Path, reports: list[Path]) -> Iterator[None]:
    """Two processes that write until the end of the block, and report each version in a file."""
    children = [start_writer(outputs, name, NEVER, report) for name, report in zip("ab", reports, strict=True)]
    try:
        yield
    finally:
        for child in children:
            child.kill()
            child.wait()


def complete_lines(text: str) -> list[str]:
    return [line for line in text.splitlines(keepends=True) if line.endswith("\n")]


def reported_in(reports: list[Path]) -> list[tuple[str, int]]:
    lines = [line.split() for report in reports for line in complete_lines(report.read_text())]
    return [(id, int(version)) for id, version in lines]


def test_killed_runs_beside_writers_leave_a_sound_archive(tmp_path_factory: pytest.TempPathFactory) -> None:
    folder = tmp_path_factory.mktemp("kills")
    inbox, outputs, reports = folder / "inbox", folder / "editions", [folder / "a.txt", folder / "b.txt"]
    chance, reported = random.Random(5), set[tuple[str, int]]()
    with two_writers(outputs, reports):
        write_inbox(inbox, 0)
        _, writes = run(inbox, outputs)
        for turn in range(1, KILLS + 1):
            write_inbox(inbox, turn)
            rows, _ = run(inbox, outputs, kill_at=chance.randint(1, writes))
            reported |= {(str(row["id"]), int(str(row["version"]))) for row in rows}
    reported |= set(reported_in(reports))

    assert_sound(outputs, reported)
    finished, _ = run(inbox, outputs)
    again, _ = run(inbox, outputs)
    assert len(finished) == ARTICLES
    assert all("error" not in row for row in finished)
    assert not any(row["new"] for row in again)
    assert list(verify(outputs)) == []


def test_two_writers_lose_nothing_and_store_nothing_twice(tmp_path_factory: pytest.TempPathFactory) -> None:
    folder = tmp_path_factory.mktemp("writers")
    outputs, reports = folder / "editions", [folder / "a.txt", folder / "b.txt"]
    children = [start_writer(outputs, name, WRITES, report) for name, report in zip("ab", reports, strict=True)]
    assert [child.wait() for child in children] == [0, 0]

    reported = reported_in(reports)
    assert len(reported) == len(set(reported)) == 2 * WRITES == len(stored(outputs))
    assert_sound(outputs, set(reported))


def assert_sound(outputs: Path, reported: set[tuple[str, int]]) -> None:
    store = Store(outputs)
    assert [str(finding) for finding in verify(outputs) if finding.grade == "damage"] == []
    assert reported <= stored(outputs)
    for id in store.ids():
        digests = Counter(read_manifest(store.folder(id, version)).digest for version in store.versions(id))
        assert digests.most_common(1)[0][1] == 1, f"{id} holds the same edition twice"


def stored(outputs: Path) -> set[tuple[str, int]]:
    store = Store(outputs)
    return {(id, version) for id in store.ids() for version in store.versions(id)}
