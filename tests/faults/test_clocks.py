"""Clocks that jump, between runs and during them: versions, feeds and next tries stay right."""

import json
import os
import re
import shutil
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path

import pytest

from tests.web_server import Answer, Page, Request, WebServer
from wireglot.outputs import Failures, Store, verify

pytestmark = [
    pytest.mark.process,
    pytest.mark.skipif(not shutil.which("faketime"), reason="faketime is not installed"),
]

ROOT = Path(__file__).parents[2]
FULL = os.environ.get("WIREGLOT_FAULTS") == "full"
TEXT = (
    "Storm closes Varn harbour\n\nThe harbour of Varn was closed on {} after a storm damaged forty boats."
    "\n\nThe mayor promised help to the owners within two weeks. Insurers will visit the quay on Friday.\n"
)
DAYS = ["Sunday", "Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday"]
FORWARD, BACK = "+700d", "-700d"
JUMPS = [FORWARD, "+0d", BACK, "+1h", "-1h", "+3d"] if FULL else [FORWARD, "+0d"]


def run(folder: Path, sources: Sequence[str], clock: str, environment: dict[str, str] | None = None) -> list[dict]:
    """The rows of a run whose clock says another time."""
    command = [sys.executable, "-m", "flows", "run", *sources, "--plain", "--json", "--translator", "none"]
    command += ["--outputs", str(folder / "out"), "--allow", "127.0.0.1"]
    faked = ["faketime", "-f", clock, *command] if clock else command
    done = subprocess.run(faked, cwd=ROOT, capture_output=True, text=True, env=os.environ | (environment or {}))
    assert done.returncode in (0, 1), done.stderr
    return [json.loads(line) for line in done.stdout.splitlines()]


def updated(folder: Path) -> str:
    found = re.search("<updated>([^<]*)", (folder / "out" / "feeds" / "all.atom").read_text("utf-8"))
    assert found
    return found[1]


def test_a_clock_that_jumps_between_runs(tmp_path: Path) -> None:
    inbox, times = tmp_path / "inbox", []
    inbox.mkdir()
    (inbox / "empty.txt").touch()
    for number, jump in enumerate(JUMPS):
        (inbox / "a.txt").write_text(TEXT.format(DAYS[number]), "utf-8")
        rows = run(tmp_path, [str(inbox)], jump)
        times.append(updated(tmp_path))
        assert [row["version"] for row in rows if "version" in row] == [number + 1]
        assert [row["waiting"] for row in rows if "error" in row] == [False]

    (id,) = Store(tmp_path / "out").ids()
    (failure,) = Failures(tmp_path / "out").all()
    sys.stdout.write(f"{len(JUMPS)} jumps: feed updated {times}\n")
    assert Store(tmp_path / "out").versions(id) == list(range(1, len(JUMPS) + 1))
    assert times == sorted(set(times))
    assert failure.attempts == len(JUMPS)
    assert list(verify(tmp_path / "out")) == []


FEED = """<rss version="2.0"><channel><title>Tarn Daily</title>
<item><title>Bridge gives way</title><link>{0}/bridge</link><description>The old bridge of Tarn gave way on Sunday.
Nobody was hurt, the mayor said. Engineers had found cracks in two piers.</description></item></channel></rss>"""


def jumping(clock: Path, times: Sequence[str], page: Page) -> Answer:
    """A page whose request moves the clock of the run that asks for it."""
    left = iter(times)

    def answer(request: Request) -> Page:
        clock.write_text(next(left, "+0"), "utf-8")
        return page

    return answer


@pytest.mark.skipif(not FULL, reason="three runs more, of `make faults`")
@pytest.mark.parametrize("jump", [FORWARD, BACK])
def test_a_clock_that_jumps_during_a_run(jump: str, tmp_path: Path) -> None:
    clock = tmp_path / "clock"
    clock.write_text("+0", "utf-8")
    library = next(Path("/usr/lib").glob("*/faketime/libfaketime.so.1"))
    environment = {"LD_PRELOAD": str(library), "FAKETIME_TIMESTAMP_FILE": str(clock), "FAKETIME_NO_CACHE": "1"}
    environment |= {"FAKETIME_DONT_FAKE_MONOTONIC": "1"}  # as of the kernel's clocks: only the wall clock is set
    with WebServer() as server:
        address = server.address("/feed.xml")
        server.pages["/feed.xml"] = jumping(clock, [jump], Page(FEED.format(server.address("")).encode()))
        first = run(tmp_path, [address], "", environment)
        server.pages["/feed.xml"] = Page(status=500)
        failed = run(tmp_path, [address], "", environment)
        server.pages["/feed.xml"] = Page(FEED.format(server.address("")).encode())
        clock.write_text("+0", "utf-8")
        last = run(tmp_path, [address], "", environment)

    assert [row["new"] for row in first] == [True]
    assert [row["stage"] for row in failed] == ["fetch"]
    assert [row["new"] for row in last] == [False]  # asked again at once, whatever the clock said when it failed
    assert Failures(tmp_path / "out").all() == []
    assert list(verify(tmp_path / "out")) == []
