"""kill -9 of what runs around an article: the Prefect server, its PostgreSQL, a worker. Every article is stored once.

The short round is part of `make test`: a desk loses both servers, and a run its server for ever; the worker dies in
tests/flows/prefect/test_worker.py. `make faults` (WIREGLOT_FAULTS=full) does the full counts.
"""

import json
import random
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path

import pytest

from tests.faults.test_kills import FULL, assert_sound, complete_lines
from tests.postgresql import PostgreSQL, running_postgresql
from tests.prefect_servers import PrefectServer, ask, free_port, running_server
from wireglot.outputs import Store, verify

pytestmark = pytest.mark.process

KILLS = 10 if FULL else 1  # of each
ARTICLES = 100 if FULL else 60  # more than one batch, so that what is killed is killed during the run
SENTENCES = 12 if FULL else 4
CONFIG = """
outputs = "editions"
[desks.harbour]
sources = ["inbox"]
schedule = { interval = 10 }
[desks.by-hand]
sources = ["inbox"]
"""


class PermanentServer:
    """A Prefect server on PostgreSQL, started again at the same address after each of the two was killed."""

    def __init__(self, home: Path, database: PostgreSQL) -> None:
        self.database = database
        self._home, self._port = home, free_port()
        self._stack = ExitStack()
        self.start()

    def start(self) -> None:
        running = running_server(self._home, port=self._port, settings=self.database.settings)
        self.prefect: PrefectServer = self._stack.enter_context(running)

    def kill(self) -> None:
        self.prefect.process.kill()
        self.prefect.process.wait()

    def stop(self) -> None:
        self._stack.close()


@pytest.fixture(scope="module")
def permanent_server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[PermanentServer]:
    with running_postgresql() as database:
        server = PermanentServer(tmp_path_factory.mktemp("prefect"), database)
        yield server
        server.stop()


@pytest.fixture
def server(permanent_server: PermanentServer) -> PermanentServer:
    """The server, started again where the test before left it killed."""
    if permanent_server.prefect.process.poll() is not None:
        permanent_server.start()
    return permanent_server


@pytest.fixture
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with an inbox for the articles, and a desk that reads it; versions go to `editions`."""
    folder = tmp_path_factory.mktemp("killed")
    (folder / "inbox").mkdir()
    (folder / "wireglot.toml").write_text(CONFIG, "utf-8")
    return folder


def write_articles(folder: Path, turn: int) -> None:
    """Articles, each with another text in each turn."""
    for number in range(ARTICLES):
        text = [
            f"Storm {number} closes harbour {number}",
            f"The harbour was closed for the {turn}th time, police said.",
        ]
        text += [f"Pier {pier} of harbour {number} lost {pier + 3} boats on Monday." for pier in range(SENTENCES)]
        (folder / "inbox" / f"{number}.txt").write_text("\n\n".join(text) + "\n", "utf-8")


def wireglot(folder: Path, server: PermanentServer, out: Path, **settings: str) -> "subprocess.Popen[bytes]":
    """A run over the inbox as a Prefect flow in a process of its own."""
    command = [sys.executable, "-m", "wireglot.flows", "run", "inbox", "--outputs", "editions", "--json", "--no-site"]
    environment = server.prefect.environment | settings
    with out.open("wb") as file, out.with_suffix(".err").open("wb") as errors:
        return subprocess.Popen(command, cwd=folder, env=environment, stdout=file, stderr=errors)


def wait_until(condition: Callable[[], object], end_of: "subprocess.Popen[bytes] | None" = None) -> None:
    """Wait for an event; ten minutes pass only where it never comes."""
    end = time.monotonic() + 600
    while not condition() and (end_of is None or end_of.poll() is None):
        assert time.monotonic() < end, "what was waited for did not happen within ten minutes"
        time.sleep(0.02)


def versions(folder: Path, turn: int) -> int:
    """How many articles have the version of this turn, the first being 1."""
    return len(list((folder / "editions").glob(f"*/v{turn:04d}")))


def assert_stored_once(folder: Path, turns: int) -> None:
    """Each article has one version of each turn, and nothing is damaged or left over."""
    store = Store(folder / "editions")
    assert {id: store.versions(id) for id in store.ids()} == {id: list(range(1, turns + 1)) for id in store.ids()}
    assert len(store.ids()) == ARTICLES
    assert [str(finding) for finding in verify(store.root)] == []
    assert_sound(store.root, set())


def rows(out: Path) -> list[dict[str, object]]:
    return [json.loads(line) for line in complete_lines(out.read_text("utf-8"))]


only_full = pytest.mark.skipif(not FULL, reason="another short round kills it once: `make faults` runs this one")


@only_full
@pytest.mark.parametrize("victim", ["server", "postgresql"])
def test_a_run_outlives_its_server_and_database(victim: str, server: PermanentServer, folder: Path) -> None:
    """Killed at a random moment and started again, as systemd does; the run goes on and says what it did."""
    chance, at = random.Random(victim), []
    for turn in range(1, KILLS + 1):
        write_articles(folder, turn)
        out = folder / f"{turn}.jsonl"
        run = wireglot(folder, server, out)
        moment = chance.randint(0, ARTICLES)
        wait_until(lambda: versions(folder, turn) >= moment, run)  # noqa: B023  called in this turn only
        at.append(versions(folder, turn))
        if victim == "server":
            server.kill()
            server.start()
        else:
            server.database.kill()
            server.database.start()
        assert run.wait(600) == 0, out.with_suffix(".err").read_text("utf-8")
        assert [row["new"] for row in rows(out)] == [True] * ARTICLES
    sys.stdout.write(
        f"\n{victim} killed {KILLS} times, with so many of {ARTICLES} articles stored: {at}; all runs ended\n"
    )

    assert_stored_once(folder, KILLS)
    again = folder / "again.jsonl"
    assert wireglot(folder, server, again).wait(600) == 0
    assert [row["new"] for row in rows(again)] == [False] * ARTICLES


def test_a_scheduled_desk_goes_on_when_both_are_back(server: PermanentServer, folder: Path) -> None:
    """Served from PostgreSQL; then its Prefect server and PostgreSQL are killed together and started again."""
    write_articles(folder, 1)
    with serving(folder, server) as process:
        wait_until(lambda: versions(folder, 1) == ARTICLES, process)
        server.kill()
        server.database.kill()
        server.database.start()
        server.start()
        write_articles(folder, 2)
        wait_until(lambda: versions(folder, 2) == ARTICLES, process)
    sys.stdout.write(f"\nserver and postgresql killed together: {ARTICLES} articles, 2 versions each\n")

    assert_stored_once(folder, 2)


@contextmanager
def serving(folder: Path, server: PermanentServer) -> Iterator["subprocess.Popen[bytes]"]:
    command = [sys.executable, "-m", "wireglot.flows", "serve"]
    with (folder / "serve.log").open("wb") as log:
        process = subprocess.Popen(command, cwd=folder, env=server.prefect.environment, stdout=log, stderr=log)
    try:
        yield process
        assert process.poll() is None, (folder / "serve.log").read_text("utf-8", "replace")
    finally:
        process.terminate()
        process.wait(600)


@only_full
def test_a_killed_worker_leaves_no_desk_blocked(server: PermanentServer, folder: Path) -> None:
    """Its run goes on without it or ends; the run of the next worker finds what is stored and makes the rest."""
    chance, at = random.Random("worker"), []
    deploy(folder, server)
    for turn in range(1, KILLS + 1):
        write_articles(folder, turn)
        start_run(server)
        moment, worker = chance.randint(0, ARTICLES - 1), start_worker(folder, server)
        wait_until(lambda: versions(folder, turn) >= moment, worker)  # noqa: B023  called in this turn only
        at.append(versions(folder, turn))
        worker.kill()
        worker.wait()
        run, worker = start_run(server), start_worker(folder, server)
        wait_until(lambda: state_of(server, run) == "COMPLETED", worker)  # noqa: B023
        assert versions(folder, turn) == ARTICLES
        worker.kill()
        worker.wait()
    sys.stdout.write(f"\nworker killed {KILLS} times, with so many of {ARTICLES} articles stored: {at}\n")

    assert_stored_once(folder, KILLS)


def test_a_run_whose_server_stays_away_keeps_its_articles(server: PermanentServer, folder: Path) -> None:
    write_articles(folder, 1)
    out = folder / "run.jsonl"
    run = wireglot(folder, server, out, PREFECT_CLIENT_MAX_RETRIES="1")
    wait_until(lambda: versions(folder, 1), run)

    server.kill()

    status, errors = run.wait(600), out.with_suffix(".err").read_text("utf-8")
    late = wireglot(folder, server, folder / "late.jsonl", PREFECT_CLIENT_MAX_RETRIES="0")
    assert late.wait(600) == 2
    assert "Prefect's server does not answer" in (folder / "late.err").read_text("utf-8")
    assert status == 0, errors
    assert "Prefect's server did not get the end of the run" in errors
    assert "Traceback" not in errors
    sys.stdout.write(f"\nserver killed and gone: {len(rows(out))} of {ARTICLES} articles stored, the next refused\n")
    assert len(rows(out)) == ARTICLES
    assert_stored_once(folder, 1)


def deploy(folder: Path, server: PermanentServer) -> None:
    """Make a work pool, and the deployment of the desk in it, as docs/deployments.md says."""
    ask(server.prefect.url, "/work_pools/", {"name": "wireglot", "type": "process"})
    made = call(folder, server, "wireglot.flows", "desks", "prefect-file")
    (folder / "prefect.yaml").write_text(made, "utf-8")
    call(folder, server, "prefect", "--no-prompt", "deploy", "--name", "by-hand")


def call(folder: Path, server: PermanentServer, module: str, *arguments: str) -> str:
    command = [sys.executable, "-m", module, *arguments]
    done = subprocess.run(command, cwd=folder, env=server.prefect.environment, capture_output=True, text=True)
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout


def start_worker(folder: Path, server: PermanentServer) -> "subprocess.Popen[bytes]":
    command = [sys.executable, "-m", "prefect", "worker", "start", "--pool", "wireglot", "--limit", "2"]
    with (folder / "worker.log").open("ab") as log:
        return subprocess.Popen(command, cwd=folder, env=server.prefect.environment, stdout=log, stderr=log)


def start_run(server: PermanentServer) -> str:
    """Ask for a run of the desk; the run's id."""
    deployment = ask(server.prefect.url, "/deployments/name/summarize-articles/by-hand")
    return str(ask(server.prefect.url, f"/deployments/{deployment['id']}/create_flow_run", {})["id"])


def state_of(server: PermanentServer, run: str) -> str:
    return str(ask(server.prefect.url, f"/flow_runs/{run}")["state_type"])
