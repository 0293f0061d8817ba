"""The desks of wireglot.toml in Prefect's standard way: prefect.yaml, a process work pool and a worker.

With the short round of kills of a worker and of the process of a run; tests/faults has the full counts.
"""

import os
import random
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from uuid import UUID
from zoneinfo import ZoneInfo

import pytest

from tests.faults.test_kill_serve import ARTICLES, is_free, process_of, write_inbox
from tests.faults.test_kills import assert_sound
from tests.flows.prefect.test_serve import TEXT, start, state_of
from tests.prefect_servers import PrefectServer
from tests.processes import becomes_true, is_alive
from wireglot.flows.serving.children import end_with_parent
from wireglot.outputs import Store, verify

pytestmark = pytest.mark.process

CONFIG = """
outputs = "out"
[desks.harbour]
sources = ["inbox", "https://reader:pa55word@127.0.0.1:9/feed"]
schedule = { cron = "0 * * * *", timezone = "Asia/Tokyo" }
[desks.yearly]
sources = ["inbox"]
schedule = { interval = 86400 }
[desks.many]
sources = ["kills/inbox"]
outputs = "kills/out"
translator = "none"
"""


@pytest.fixture(scope="module")
def desk(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("desk")
    (folder / "inbox").mkdir()
    (folder / "inbox/storm.txt").write_text(TEXT, "utf-8")
    (folder / "inbox/secret.txt").write_text(
        f"---\nembargo: 2999-01-01T00:00:00Z\n---\n{TEXT}".replace("Storm", "Plan")
    )
    (folder / "inbox/empty.txt").write_text("")
    (folder / "wireglot.toml").write_text(CONFIG, "utf-8")
    return folder


@pytest.fixture(scope="module")
def environment(shared_server: PrefectServer) -> dict[str, str]:
    """With a worker that looks for runs every second; its own usual time is ten."""
    settings = {"PREFECT_LOGGING_LEVEL": "INFO", "PREFECT_CLI_PROMPT": "false", "PREFECT_WORKER_QUERY_SECONDS": "1"}
    return shared_server.environment | settings


def ran(folder: Path, environment: dict[str, str], *command: str) -> str:
    done = subprocess.run(
        [sys.executable, "-m", *command], cwd=folder, env=environment, capture_output=True, text=True, timeout=600
    )
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout


@pytest.fixture(scope="module")
def deployed(desk: Path, environment: dict[str, str]) -> Path:
    """The folder with its prefect.yaml, whose desks are deployments in the shared server."""
    (desk / "prefect.yaml").write_text(ran(desk, environment, "wireglot.flows", "desks", "prefect-file"), "utf-8")
    ran(desk, environment, "prefect", "work-pool", "create", "--type", "process", "wireglot")
    ran(desk, environment, "prefect", "--no-prompt", "deploy", "--all")
    return desk


@contextmanager
def working(deployed: Path, environment: dict[str, str]) -> Iterator["subprocess.Popen[bytes]"]:
    """A worker of the pool; ended by its pid, the second time by kill, since it may not end before."""
    command = [sys.executable, "-m", "prefect", "worker", "start", "--pool", "wireglot", "--limit", "2"]
    with (deployed / "worker.log").open("ab") as log:
        process = subprocess.Popen(
            command, cwd=deployed, env=environment, stdout=log, stderr=log, preexec_fn=end_with_parent
        )
    yield process
    process.terminate()
    try:
        process.wait(10)
    except subprocess.TimeoutExpired:
        process.kill()
        process.wait()


@pytest.fixture(scope="module")
def worker(deployed: Path, environment: dict[str, str]) -> Iterator["subprocess.Popen[bytes]"]:
    with working(deployed, environment) as process:
        yield process


def logged(client: Any, run: UUID) -> str:
    """What Prefect's UI shows as the log of a run."""
    from prefect.client.schemas.filters import LogFilter, LogFilterFlowRunId

    return "\n".join(log.message for log in client.read_logs(LogFilter(flow_run_id=LogFilterFlowRunId(any_=[run]))))


def test_the_file_holds_the_schedules_and_no_password(deployed: Path) -> None:
    from prefect.client.orchestration import get_client

    with get_client(sync_client=True) as client:
        harbour = client.read_deployment_by_name("summarize-articles/harbour")
        yearly = client.read_deployment_by_name("summarize-articles/yearly")

    assert [str(one.schedule.timezone) for one in harbour.schedules] == ["Asia/Tokyo"]  # type: ignore[union-attr]
    assert harbour.schedules[0].schedule.cron == "0 * * * *"  # type: ignore[union-attr]
    assert str(yearly.schedules[0].schedule.anchor_date)[:10] == "2020-01-01"  # type: ignore[union-attr]
    assert "pa55word" not in (deployed / "prefect.yaml").read_text("utf-8") + str(harbour)


def test_a_bad_value_is_refused_before_a_run_exists(deployed: Path) -> None:
    from prefect.client.orchestration import get_client
    from prefect.client.schemas.filters import DeploymentFilter, DeploymentFilterId
    from prefect.exceptions import PrefectHTTPStatusError
    from prefect.states import Scheduled

    with get_client(sync_client=True) as client:
        yearly = client.read_deployment_by_name("summarize-articles/yearly")
        whole = yearly.parameters["options"]
        for options in (whole | {"limit": -1}, whole | {"to": "xx"}, {"limit": 3}):
            with pytest.raises(PrefectHTTPStatusError, match="409"):
                client.create_flow_run_from_deployment(yearly.id, parameters={"options": options}, state=Scheduled())
        own = DeploymentFilter(id=DeploymentFilterId(any_=[yearly.id]))
        runs = client.read_flow_runs(deployment_filter=own)

    assert [run for run in runs if not run.auto_scheduled] == []


def versions(folder: Path) -> int:
    return len(list((folder / "out").glob("*/v*")))


def wait_for_versions(folder: Path, process: int) -> None:
    """Wait until a run has stored some of its articles: any number up to the half of them."""
    wanted = versions(folder) + random.randint(1, ARTICLES // 2)
    while versions(folder) < wanted and is_alive(process):
        time.sleep(0.01)


@dataclass(frozen=True)
class Desk:
    """The folder of the desk `many`, and the address of the server that has its deployment."""

    folder: Path
    url: str

    def start_and_kill(self, victim: str, worker: "subprocess.Popen[bytes]") -> str:
        """Start a run and kill it or its worker with -9; return the run when another could begin."""
        run = start(self.url, "many")
        assert becomes_true(lambda: process_of(worker.pid, run), worker)
        process = process_of(worker.pid, run)
        wait_for_versions(self.folder, process)
        os.kill(worker.pid if victim == "worker" else process, signal.SIGKILL)
        assert becomes_true(lambda: is_free(self.folder))
        return run


def test_a_killed_worker_and_a_killed_run_cost_no_article(
    deployed: Path, environment: dict[str, str], request: pytest.FixtureRequest
) -> None:
    """The worker dies during a run, the process of the next run by itself; a third run makes what is missing."""
    desk = Desk(deployed / "kills", environment["PREFECT_API_URL"])
    desk.folder.mkdir()
    write_inbox(desk.folder, turn=1)
    with working(deployed, environment) as first:
        desk.start_and_kill("worker", first)
    write_inbox(desk.folder, turn=2)
    worker = request.getfixturevalue("worker")
    killed = desk.start_and_kill("run", worker)
    assert becomes_true(lambda: state_of(desk.url, killed) == "Crashed", worker)
    last = start(desk.url, "many")
    assert becomes_true(lambda: state_of(desk.url, last) == "Completed", worker)

    store = Store(desk.folder / "out")
    assert len(store.ids()) == ARTICLES
    assert all("2th time" in store.read(id).article.blocks[0].sentences[0] for id in store.ids())
    assert {len(store.versions(id)) for id in store.ids()} <= {1, 2}
    assert_sound(store.root, set())
    assert [str(finding) for finding in verify(store.root)] == []


def test_a_worker_runs_a_desk_by_hand(deployed: Path, worker: "subprocess.Popen[bytes]") -> None:
    """With a name that says desk and time, tags, and a log that names what may be named."""
    from prefect.client.orchestration import get_client

    with get_client(sync_client=True) as client:
        harbour = client.read_deployment_by_name("summarize-articles/harbour")
        run = client.create_flow_run_from_deployment(harbour.id)

        def has_ended() -> bool:
            state = client.read_flow_run(run.id).state
            return bool(state and state.is_final())

        assert becomes_true(has_ended, worker), (deployed / "worker.log").read_text()
        run = client.read_flow_run(run.id)
        assert becomes_true(lambda: "must not be shown" in logged(client, run.id)), logged(client, run.id)
        log = logged(client, run.id)

    due = run.expected_start_time.astimezone(ZoneInfo("Asia/Tokyo"))
    assert (run.name, run.state_name) == (f"harbour {due:%Y-%m-%d %H:%M:%S}", "PartiallyFailed")
    assert {"wireglot", "harbour", "en"} <= set(run.tags)
    assert "created: inbox-storm-" in log
    assert "(ok)" in log
    assert "failed (read): " in log
    assert "1 new version must not be shown" in log
    for hidden in ("pa55word", "Plan", "secret", "Storm closes Varn harbour"):
        assert hidden not in log
