"""Kill -9 at random moments of the process of a run, and of `wireglot serve`: every article is stored once.

`make faults` (WIREGLOT_FAULTS=full) kills each ten times, in runs of a hundred articles. In `make test` the tests of
serve kill one of each.
"""

import os
import random
import signal
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Callable
from contextlib import ExitStack, suppress
from dataclasses import dataclass, field
from pathlib import Path

import pytest

from tests.faults.test_kills import assert_sound
from tests.flows.prefect.test_serve import commands_of, desks_at, serving, start, state_of, states_at
from tests.prefect_servers import running_server
from tests.processes import becomes_true
from wireglot.flows.runs.source_lock import AnotherRun, one_run_at_a_time
from wireglot.outputs import Store, verify

pytestmark = pytest.mark.process

FULL = os.environ.get("WIREGLOT_FAULTS") == "full"
KILLS = 10
ARTICLES = 100
# From the start of a run's process to its first version, which is later on a busy machine.
START_SECONDS = 4.0
# A run is cancelled when its service is killed: the kernel asks the runner to end, which has time to say so.
FINAL = {"Completed", "Crashed", "Cancelled"}
CONFIG = """
outputs = "out"
[desks.harbour]
sources = ["inbox"]
translator = "none"
"""


def write_inbox(folder: Path, turn: int) -> None:
    """Articles that change with each turn, so that each turn has versions to make."""
    inbox = folder / "inbox"
    inbox.mkdir(exist_ok=True)
    for number in range(ARTICLES):
        lede = f"The harbour was closed for the {turn}th time on Monday, police said."
        text = f"Storm {number} closes harbour\n\n{lede}\n\nNobody was hurt in the storm that came from the west.\n"
        (inbox / f"{number}.txt").write_text(text, "utf-8")


def process_of(service: int, run: str) -> int:
    """The process of a run, 0 while there is none."""
    for process, command in commands_of(service).items():
        with suppress(OSError):  # it has just ended
            if "prefect.engine" in command and run in Path(f"/proc/{process}/environ").read_text():
                return process
    return 0


def stored(folder: Path, turn: int) -> int:
    """How many articles have the version of this turn, the first being 1."""
    return len(list((folder / "out").glob(f"*/v{turn:04d}")))


def wait_for_moment(chance: random.Random, folder: Path, turn: int, is_over: Callable[[], bool]) -> str:
    """Wait for a random moment of the run that has just begun: before its first version, or after any of them."""
    before = stored(folder, turn)
    moment = chance.randint(-ARTICLES, ARTICLES - 1)
    if moment < before:
        time.sleep(START_SECONDS * chance.random())
    else:
        while stored(folder, turn) < moment and not is_over():
            time.sleep(0.01)
    return f"{stored(folder, turn) - before} of {ARTICLES - before}"


@dataclass
class Kills:
    """Kills of a run or of the service during a run, and what came of them."""

    folder: Path
    url: str
    chance: random.Random = field(default_factory=lambda: random.Random(11))
    at: dict[str, list[str]] = field(default_factory=lambda: {"run": [], "serve": []})
    states: Counter[str] = field(default_factory=Counter)
    blocked: float = 0.0

    def kill(self, victim: str, service: "subprocess.Popen[bytes]", turn: int) -> str:
        """Start a run and kill at a random moment of it; return the run, when another could begin."""
        assert becomes_true(lambda: "harbour" in desks_at(self.url), service), (self.folder / "log").read_text()
        run = start(self.url, "harbour")
        assert becomes_true(lambda: process_of(service.pid, run), service)
        process = process_of(service.pid, run)
        is_over = lambda: not process_of(service.pid, run)  # noqa: E731
        self.at[victim].append(wait_for_moment(self.chance, self.folder, turn, is_over))
        with suppress(ProcessLookupError):
            os.kill(process if victim == "run" else service.pid, signal.SIGKILL)
        killed = time.monotonic()
        assert becomes_true(lambda: is_free(self.folder))
        self.blocked = max(self.blocked, time.monotonic() - killed)
        return run

    def note_end(self, victim: str, run: str, service: "subprocess.Popen[bytes]") -> None:
        """Wait until the run has a final state."""
        assert becomes_true(lambda: state_of(self.url, run) in FINAL, service)
        self.states[f"{victim} killed, its run {state_of(self.url, run)}"] += 1


def is_free(folder: Path) -> bool:
    """Whether another run of the desk could begin."""
    try:
        with one_run_at_a_time(folder / "out", [str(folder / "inbox")], wait=False):
            return True
    except AnotherRun:
        return False


@pytest.mark.skipif(not FULL, reason="`make faults` runs it; tests/flows/prefect/test_serve.py kills one of each")
def test_runs_and_services_that_are_killed_lose_nothing(tmp_path: Path) -> None:
    """In each turn the run is killed, then the service during the next run; a third run of the desk makes the rest."""
    (tmp_path / "wireglot.toml").write_text(CONFIG, "utf-8")
    with running_server(tmp_path / "server") as server, ExitStack() as services:
        kills = Kills(tmp_path, server.url)
        service = services.enter_context(serving(tmp_path, server.url))
        for turn in range(1, KILLS + 1):
            write_inbox(tmp_path, turn)
            kills.note_end("run", kills.kill("run", service, turn), service)
            run = kills.kill("serve", service, turn)
            service = services.enter_context(serving(tmp_path, server.url))
            kills.note_end("serve", run, service)
            last = start(server.url, "harbour")
            assert becomes_true(lambda: state_of(server.url, last) == "Completed", service)  # noqa: B023  awaited here
            assert stored(tmp_path, turn) == ARTICLES
        assert set(states_at(server.url, "harbour")) <= FINAL
    sys.stdout.write(f"\n{dict(kills.states)}; articles that the killed run had stored: {kills.at}\n")
    sys.stdout.write(f"the desk was blocked for {kills.blocked:.1f} s at most\n")

    store = Store(tmp_path / "out")
    assert len(store.ids()) == ARTICLES
    assert {tuple(store.versions(id)) for id in store.ids()} == {tuple(range(1, KILLS + 1))}
    assert_sound(store.root, set())
    assert [str(finding) for finding in verify(store.root)] == []
