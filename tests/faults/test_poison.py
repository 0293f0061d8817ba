"""One poisonous article of twenty: it kills or hangs every process that has it, and the others are made nevertheless.

The short round is part of `make test`; `make faults` (WIREGLOT_FAULTS=full) tries every kind, in several places.
"""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.prefect_servers import running_server
from wireglot.outputs import Failures, verify

pytestmark = pytest.mark.process

ROOT = Path(__file__).parents[2]
FULL = os.environ.get("WIREGLOT_FAULTS") == "full"
PLACES = (0, 7, 19) if FULL else (7,)
ARTICLES = 20
# A batch of all, one of two, and three alone.
MOST_DEATHS = 5
BODY = (
    "\n\nThe harbour of Varn was closed on Monday after a storm damaged forty boats, the port said. Nobody was hurt."
    "\n\nThe mayor promised help to the owners within two weeks. Insurers will visit the quay on Friday.\n"
)


def write_inbox(folder: Path, place: int) -> None:
    (folder / "inbox").mkdir()
    for number in range(ARTICLES):
        name, word = (f"{number:02}-poison", "A poison spill") if number == place else (f"{number:02}", "A storm")
        (folder / "inbox" / f"{name}.txt").write_text(f"{word} closes harbour {number}{BODY}", "utf-8")


def runs(kind: str, folder: Path, *more: str, **environment: str) -> list[dict[str, object]]:
    command = [sys.executable, "-m", "tests.faults.poisoned_runs", kind, str(folder / "out"), *more]
    environment = os.environ | {"PYTHONPATH": f"{ROOT}:{PATH}"} | environment
    done = subprocess.run(command, cwd=folder, capture_output=True, text=True, env=environment)
    assert done.returncode == 0, done.stderr
    return [json.loads(line) for line in done.stdout.splitlines()]


PATH = os.environ.get("PYTHONPATH", "")


@pytest.mark.parametrize("place", PLACES)
@pytest.mark.parametrize("kind", ["crash", "hang", "kill", "read"] if FULL else ["crash"])
def test_a_poisonous_article_is_found_and_set_aside(kind: str, place: int, tmp_path: Path) -> None:
    write_inbox(tmp_path, place)

    *died, last = runs(kind, tmp_path)

    sys.stdout.write(f"{kind} at {place}: {len(died)} runs died, stored {[one['stored'] for one in died]}\n")
    assert all(one["died"] for one in died)
    assert 3 <= len(died) <= MOST_DEATHS
    assert died[-2]["stored"] == ARTICLES - 1  # before it is alone for the second time, all others are made
    assert (last["stored"], last["failed"], last["set_aside"]) == (ARTICLES - 1, 0, 1)
    (known,) = Failures(tmp_path / "out").all()
    assert "poison" in known.source
    assert (known.cause, known.attempts, known.is_set_aside) == ("crash", 3, True)
    assert list((tmp_path / "out" / ".wireglot" / "in-progress").iterdir()) == []
    assert list(verify(tmp_path / "out")) == []


@pytest.mark.skipif(not FULL, reason="a minute, of `make faults`")
def test_it_is_found_in_runs_of_prefect(tmp_path: Path) -> None:
    write_inbox(tmp_path, 7)
    with running_server(tmp_path / "prefect") as server:
        home = str(tmp_path / "home")
        *died, last = runs("kill", tmp_path, "prefect", PREFECT_API_URL=server.url, PREFECT_HOME=home)

    sys.stdout.write(f"kill at 7, in Prefect: {len(died)} runs died, stored {[one['stored'] for one in died]}\n")
    assert 3 <= len(died) <= MOST_DEATHS
    assert (last["stored"], last["failed"], last["set_aside"]) == (ARTICLES - 1, 0, 1)
    assert list(verify(tmp_path / "out")) == []
