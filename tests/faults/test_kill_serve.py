"""Kill -9 at random moments of the process of a run, and of `wireglot serve`: every article is stored once.

The short round is part of `make test`; `make faults` (WIREGLOT_FAULTS=full) kills each ten times, in runs of a hundred
articles.
"""

import os
import random
import signal
import sys
import time
from collections import Counter
from contextlib import ExitStack, suppress
from pathlib import Path

import pytest

from tests.faults.test_kills import assert_sound
from tests.flows.prefect.test_serve import becomes_true, commands_of, desks_at, serving, start, state_of, states_at
from tests.prefect_servers import running_server
from wireglot.outputs import Store, verify

pytestmark = pytest.mark.process

FULL = os.environ.get("WIREGLOT_FAULTS") == "full"
KILLS = 10 if FULL else 1
ARTICLES = 100 if FULL else 20
# From the start of a run's process to its end, which is later on a busy machine.
RUN_SECONDS = 5.0
# Cancelled: the kernel tells the runner that serve was killed, and there is time to say so.
FINAL = {"Completed", "Crashed", "Cancelled"}
CONFIG = """
outputs = "out"
[desks.harbour]
sources = ["inbox"]
"""


def write_inbox(folder: Path, turn: int) -> None:
    """Articles that change with each turn, so that each run has versions to make."""
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


def test_runs_and_services_that_are_killed_lose_nothing(tmp_path: Path) -> None:
    (tmp_path / "wireglot.toml").write_text(CONFIG, "utf-8")
    chance, ended = random.Random(15), Counter[str]()
    with running_server(tmp_path / "server") as server, ExitStack() as services:
        for turn in range(2 * KILLS):
            write_inbox(tmp_path, turn)
            if turn % 2 == 0:  # the one before was killed
                service = services.enter_context(serving(tmp_path, server.url))
            assert becomes_true(lambda: "harbour" in desks_at(server.url), service), (tmp_path / "log").read_text()
            run = start(server.url, "harbour")
            assert becomes_true(lambda: process_of(service.pid, run), service)  # noqa: B023  awaited here
            victim = (process_of(service.pid, run), service.pid)[turn % 2]
            time.sleep(chance.uniform(0, RUN_SECONDS))
            with suppress(ProcessLookupError):
                os.kill(victim, signal.SIGKILL)
            if turn % 2 == 0:
                assert becomes_true(lambda: state_of(server.url, run) in FINAL, service)  # noqa: B023
                ended[f"killed the run: {state_of(server.url, run)}"] += 1
        write_inbox(tmp_path, -1)
        service = services.enter_context(serving(tmp_path, server.url))
        runs = [start(server.url, "harbour"), start(server.url, "harbour")]
        assert becomes_true(lambda: [state_of(server.url, one) for one in runs] == ["Completed"] * 2, service)
        assert becomes_true(lambda: set(states_at(server.url, "harbour")) <= FINAL, service)
        ended.update(f"in all: {state}" for state in states_at(server.url, "harbour"))
    sys.stdout.write(f"{dict(ended)}\n")

    assert_sound(tmp_path / "out", set())
    assert len(list(Store(tmp_path / "out").ids())) == ARTICLES
    assert [str(finding) for finding in verify(tmp_path / "out")] == []
