"""Runs that are killed at any moment, beside other writers: nothing damaged, nothing lost, nothing twice.

The short round is part of `make test`; `make faults` (WIREGLOT_FAULTS=full) does the full counts.
"""

import json
import os
import random
import signal
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from wireglot.outputs import Store
from wireglot.outputs.manifest import read_manifest
from wireglot.outputs.verify import verify

pytestmark = pytest.mark.process

ROOT = Path(__file__).parents[2]
FULL = os.environ.get("WIREGLOT_FAULTS") == "full"
KILLS = 200 if FULL else 6
WRITES = 10_000 if FULL else 150  # of each of two processes
ARTICLES = 40


def write_inbox(inbox: Path, turn: int) -> None:
    """Articles that change with each turn, so that each run has versions to make."""
    inbox.mkdir(exist_ok=True)
    for number in range(ARTICLES):
        text = (
            f"Storm {number} closes harbour\n\nThe harbour was closed for the {turn}th time on Monday, police said.\n"
        )
        (inbox / f"{number}.txt").write_text(
            text + "\nNobody was hurt in the storm that came from the west.\n", "utf-8"
        )


def start_run(inbox: Path, outputs: Path) -> "subprocess.Popen[str]":
    command = [sys.executable, "-m", "flows", "run", "--plain", "--json", str(inbox), "--outputs", str(outputs)]
    return subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True)


def start_writer(outputs: Path, name: str, count: int, articles: int) -> "subprocess.Popen[str]":
    command = [sys.executable, "-m", "tests.faults.writing", str(outputs), name, str(count), str(articles)]
    return subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, text=True)


@contextmanager
def two_other_writers(outputs: Path, reports: Path) -> Iterator[list[Path]]:
    """Two processes that write until the end of the block; what they report goes to two files."""
    files = [reports / f"writer-{name}.txt" for name in "ab"]
    command = [sys.executable, "-m", "tests.faults.writing", str(outputs)]
    children = []
    for name, file in zip("ab", files, strict=True):
        with file.open("w") as out:
            children.append(subprocess.Popen([*command, name, "1000000", "50"], cwd=ROOT, stdout=out))
    try:
        yield files
    finally:
        for child in children:
            child.send_signal(signal.SIGKILL)
            child.wait()


def stored(line: str) -> tuple[str, int]:
    row = json.loads(line)
    return row["id"], row["version"]


def whole_lines(text: str) -> list[str]:
    return [line for line in text.splitlines(keepends=True) if line.endswith("\n")]


def test_a_run_killed_at_random_moments_beside_two_writers_leaves_a_sound_archive(tmp_path_factory) -> None:
    place = tmp_path_factory.mktemp("kills")
    inbox, outputs = place / "inbox", place / "editions"
    chance, reported = random.Random(5), set()
    with two_other_writers(outputs, place) as files:
        for turn in range(KILLS):
            write_inbox(inbox, turn)
            child = start_run(inbox, outputs)
            time.sleep(chance.uniform(0.0, 2.5))
            child.kill()
            told, _ = child.communicate()
            reported |= {stored(line) for line in whole_lines(told)}
    for file in files:
        reported |= {(line.split()[0], int(line.split()[1])) for line in whole_lines(file.read_text())}

    assert_sound(outputs, reported)
    finished = start_run(inbox, outputs)
    rows = [json.loads(line) for line in finished.communicate()[0].splitlines()]
    again = start_run(inbox, outputs)
    assert len(rows) == ARTICLES
    assert all("error" not in row for row in rows)
    assert not any(json.loads(line)["new"] for line in again.communicate()[0].splitlines())
    assert list(verify(outputs)) == []
    sys.stdout.write(
        f"\n{KILLS} kills, {len(reported)} versions reported, {count(outputs)} stored, none lost, none twice\n"
    )


def test_two_processes_write_to_one_folder_without_loss_or_duplicate(tmp_path_factory) -> None:
    outputs = tmp_path_factory.mktemp("writers") / "editions"
    children = [start_writer(outputs, name, WRITES, 50) for name in "ab"]
    lines = [line for child in children for line in child.communicate()[0].splitlines()]

    reported = {(line.split()[0], int(line.split()[1])) for line in lines}
    assert len(lines) == len(reported) == 2 * WRITES == count(outputs)
    assert_sound(outputs, reported)
    sys.stdout.write(f"\n{2 * WRITES} writes from two processes, {count(outputs)} versions\n")


def assert_sound(outputs: Path, reported: set[tuple[str, int]]) -> None:
    store = Store(outputs)
    there = {(id, version) for id in store.ids() for version in store.versions(id)}
    assert [str(finding) for finding in verify(outputs) if finding.grade == "damage"] == []
    assert reported <= there
    for id in store.ids():
        digests = [read_manifest(store.folder(id, version)).digest for version in store.versions(id)]
        assert Counter(digests).most_common(1)[0][1] == 1, f"{id} holds the same edition twice"


def count(outputs: Path) -> int:
    store = Store(outputs)
    return sum(len(store.versions(id)) for id in store.ids())
