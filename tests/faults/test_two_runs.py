"""Two runs at once: over the same sources, and of two desks into one folder; each article is made once."""

import json
import os
import subprocess
import sys
from collections import Counter
from pathlib import Path

import pytest

from wireglot.outputs import Failures, Store, verify

pytestmark = pytest.mark.process

ROOT = Path(__file__).parents[2]
FULL = os.environ.get("WIREGLOT_FAULTS") == "full"
ROUNDS = 5 if FULL else 1
ARTICLES = 100 if FULL else 20
BODY = (
    "\n\nThe harbour of Varn was closed on Monday after a storm damaged forty boats, the port said. Nobody was hurt."
    "\n\nThe mayor promised help to the owners within two weeks. Insurers will visit the quay on Friday.\n"
)


def start(folder: Path, *sources: str) -> "subprocess.Popen[str]":
    command = [sys.executable, "-m", "flows", "run", *sources, "--plain", "--json", "--translator", "none"]
    return subprocess.Popen([*command, "--outputs", str(folder / "out")], cwd=ROOT, stdout=subprocess.PIPE, text=True)


def rows_of(runs: list["subprocess.Popen[str]"]) -> list[dict[str, object]]:
    answers = [run.communicate()[0] for run in runs]
    return [json.loads(line) for answer in answers for line in answer.splitlines()]


def test_two_runs_at_once_make_each_article_once(tmp_path: Path) -> None:
    north, south = tmp_path / "north", tmp_path / "south"
    for turn in range(1, ROUNDS + 1):
        for number in range(ARTICLES):
            inbox = (north, south)[number % 2]
            inbox.mkdir(exist_ok=True)
            (inbox / f"{number}.txt").write_text(f"Storm {number} closes harbour, day {turn}{BODY}", "utf-8")
        (north / "bad.txt").write_bytes(b"\0\1\2" * turn)
        same = [start(tmp_path, str(north)), start(tmp_path, str(north)), start(tmp_path, str(south))]

        rows = rows_of(same)

        new = Counter(str(row["id"]) for row in rows if row.get("new"))
        sys.stdout.write(f"3 runs at once, round {turn}: {len(new)} articles new, {max(new.values())} time each\n")
        assert (len(new), set(new.values())) == (ARTICLES, {1})
        assert sorted(bool(row["waiting"]) for row in rows if "error" in row) == [False, True]
        assert [failure.attempts for failure in Failures(tmp_path / "out").all()] == [1]
    store = Store(tmp_path / "out")
    assert {len(store.versions(id)) for id in store.ids()} == {ROUNDS}
    assert list(verify(store.root)) == []
