"""`wireglot serve`: what runs, what is put right after something died, and how it ends.

Starting it takes 10 s or more, so each of the two tests looks at many things.
"""

import os
import re
import signal
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from tests.prefect_servers import ask, clean_environment, free_port, running_server
from tests.processes import becomes_true, is_alive
from wireglot.flows.runs.runner import one_run_at_a_time
from wireglot.flows.runs.watchdog import descendants
from wireglot.flows.serving.children import end_with_parent
from wireglot.flows.serving.server import responds
from wireglot.outputs import read_desk_run

pytestmark = pytest.mark.process

TEXT = """Storm closes Varn harbour

The harbour of Varn was closed on Monday after a storm damaged forty boats, the port said. Nobody was hurt.

The mayor promised help to the owners within two weeks. Insurers will visit the quay on Friday.
"""
HARBOUR = """
outputs = "out"
[desks.harbour]
sources = ["inbox", "share"]
schedule = { interval = 5 }
"""
BY_HAND = """
[desks.by-hand]
sources = [{ at = "other", name = "By hand", language = "en", move = true }]
[desks.stuck]
sources = ["stuck"]
time_limit = 5
"""
CANCELLING = {"type": "CANCELLING", "name": "Cancelling"}


@pytest.fixture
def desk(tmp_path: Path) -> Path:
    for folder in ("inbox", "other", "stuck"):
        (tmp_path / folder).mkdir()
        (tmp_path / folder / f"{folder}.txt").write_text(TEXT, "utf-8")
    (tmp_path / "wireglot.toml").write_text(HARBOUR + BY_HAND, "utf-8")
    return tmp_path


@contextmanager
def serving(desk: Path, url: str, config: str = "wireglot.toml") -> Iterator["subprocess.Popen[bytes]"]:
    """`wireglot serve` in a home of its own, with the server at `url`; ended by its pid."""
    env = clean_environment() | {"PREFECT_HOME": str(desk / "home"), "PREFECT_API_URL": url}
    # A suite that a shell runs in the background ignores Ctrl-C, and what it starts would ignore it as well.
    before = signal.signal(signal.SIGINT, signal.default_int_handler)
    with (desk / "log").open("ab") as log:
        command = [sys.executable, "-m", "wireglot.flows", "serve", "--config", config]
        process = subprocess.Popen(command, cwd=desk, env=env, stdout=log, stderr=log, preexec_fn=end_with_parent)
    signal.signal(signal.SIGINT, before)
    try:
        yield process
    finally:
        process.kill()
        process.wait()


def desks_at(url: str) -> dict[str, str]:
    """The ids of the deployments by name."""
    return {one["name"]: one["id"] for one in ask(url, "/deployments/filter", {})}


def start(url: str, desk: str) -> str:
    """Start a run by hand, as the UI does, and return its id."""
    run = ask(url, f"/deployments/{desks_at(url)[desk]}/create_flow_run", {"state": {"type": "SCHEDULED"}})
    return str(run["id"])


def state_of(url: str, run: str) -> str:
    return str(ask(url, f"/flow_runs/{run}")["state"]["name"])


def states_at(url: str, desk: str) -> list[str]:
    """The names of the states of all runs of a desk."""
    runs = ask(url, "/flow_runs/filter", {"deployments": {"name": {"any_": [desk]}}})
    return [run["state"]["name"] for run in runs]


def commands_of(process: int) -> dict[int, str]:
    """The command lines of what the process started."""
    found = {one: Path(f"/proc/{one}/cmdline") for one in descendants(process)}
    return {one: path.read_text().replace("\0", " ") for one, path in found.items() if path.exists()}


def test_desks_run_on_schedule_and_by_hand_and_end(desk: Path) -> None:
    url = f"http://127.0.0.1:{free_port()}/api"
    assert not responds(url)
    with serving(desk, url) as process:
        assert becomes_true((desk / "out").is_dir, process), (desk / "log").read_text()
        with one_run_at_a_time(desk / "out", [str(desk / "stuck")]):
            stuck = start(url, "stuck")
            with one_run_at_a_time(desk / "out", [str(desk / "other")]):
                waits = start(url, "by-hand")
                assert becomes_true(lambda: state_of(url, waits) == "Running", process), (desk / "log").read_text()
                servers = [command for command in commands_of(process.pid).values() if "prefect server" in command]
                ask(url, f"/flow_runs/{waits}/set_state", {"state": CANCELLING})
                assert becomes_true(lambda: state_of(url, waits) == "Cancelled", process)
            by_hand = [sys.executable, "-m", "prefect", "deployment", "run", "summarize-articles/by-hand"]
            env = clean_environment() | {"PREFECT_API_URL": url, "PREFECT_HOME": str(desk / "home")}
            subprocess.run(by_hand, env=env, capture_output=True, check=True, timeout=1200)
            assert becomes_true((desk / "other/done/other.txt").exists, process), (desk / "log").read_text()
            assert becomes_true(lambda: state_of(url, stuck) == "TimedOut", process), (desk / "log").read_text()
            assert becomes_true(lambda: read_desk_run(desk / "out", "stuck").state == "failed", process)
        assert becomes_true(lambda: states_at(url, "harbour").count("PartiallyFailed") > 1, process)
        names = [run["name"] for run in ask(url, "/flow_runs/filter", {"deployments": {"name": {"any_": ["harbour"]}}})]
        children = commands_of(process.pid)
        process.kill()

        assert becomes_true(lambda: not any(map(is_alive, children)))
    log = (desk / "log").read_text()
    assert len(servers) == 1
    assert len({name for name in names if name.startswith("harbour 20")}) > 1  # several in each minute
    assert not responds(url)
    assert f"desks.harbour: {desk / 'share'} is missing" in log
    assert re.search(r"its log is .*wireglot-server.log", log)
    for folder in desk.glob("out/*-*/"):
        assert [path.name for path in folder.glob("v*")] == ["v0001"]


def test_what_died_comes_back_and_what_left_is_removed(desk: Path) -> None:
    with running_server(desk / "first") as first:
        url, port = first.url, int(first.url.removesuffix("/api").rpartition(":")[2])
        with serving(desk, url) as process:
            assert becomes_true(lambda: states_at(url, "harbour"), process), (desk / "log").read_text()
            assert another_service(desk, url) == 2
            with one_run_at_a_time(desk / "out", [str(desk / "other")]):
                for who in (process_of_run, runner_of):
                    run = start(url, "by-hand")
                    assert becomes_true(lambda: state_of(url, run) == "Running", process)  # noqa: B023  awaited here
                    os.kill(who(process.pid, run), signal.SIGKILL)
                    assert becomes_true(lambda: state_of(url, run) == "Crashed", process)  # noqa: B023
            first.process.kill()
            first.process.wait()
            with running_server(desk / "second", port=port):
                assert becomes_true(lambda: {"harbour", "by-hand", "stuck"} == set(desks_at(url)), process)
                assert becomes_true(lambda: "PartiallyFailed" in states_at(url, "harbour"), process)
                process.send_signal(signal.SIGTERM)
                assert process.wait(600) == 0
                (desk / "wireglot.toml").write_text(HARBOUR, "utf-8")
                with serving(desk, url) as again:
                    assert becomes_true(lambda: set(desks_at(url)) == {"harbour"}, again)
                    again.send_signal(signal.SIGINT)
                    assert again.wait(600) == 0
    log = (desk / "log").read_text()
    assert "\nwireglot: Desk harbour is served at this Prefect server already" in log
    assert "Serving harbour. " not in log.partition("Stopping ...")[0]  # of the other service, which was refused
    assert "Prefect's server no longer knows the desk harbour" in log
    assert "Traceback" not in log.partition("created again")[2]
    assert log.count("Stopping ...") == log.count("\nStopped.") == 3


def another_service(desk: Path, url: str) -> int:
    """The status of a service with another file that has a desk of the same name."""
    (desk / "other.toml").write_text(HARBOUR, "utf-8")
    with serving(desk, url, "other.toml") as other:
        return other.wait(600)


def process_of_run(service: int, run: str) -> int:
    """The process of a run."""
    processes = [one for one, command in commands_of(service).items() if "prefect.engine" in command]
    return next(one for one in processes if run in Path(f"/proc/{one}/environ").read_text())


def runner_of(service: int, run: str) -> int:
    """The process that started the process of this run."""
    stat = Path(f"/proc/{process_of_run(service, run)}/stat")
    return int(stat.read_text().rpartition(")")[2].split()[1])
