"""Workers and the scheduler of Dask killed by their own pids: every article is made exactly once, and runs end.

The short round is part of `make test`; `make faults` (WIREGLOT_FAULTS=full) does ten of each, and prints the counts.
"""

import json
import os
import random
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from tests.dask_clusters import running_cluster
from tests.prefect_servers import PrefectServer
from wireglot.flows.serving.children import end_with_parent
from wireglot.outputs import Store, verify

pytest.importorskip("prefect_dask")
pytestmark = pytest.mark.process

ROOT = Path(__file__).parents[2]
FULL = os.environ.get("WIREGLOT_FAULTS") == "full"
ROUNDS = 10 if FULL else 1
ARTICLES = 100 if FULL else 60
# A run must say that the scheduler is gone within this time; it does at once, but a busy machine needs time to end.
SECONDS_TO_FAIL = 60
DEADLY = "Deadly"
# An engine that ends its process over one article, as one does that needs more memory than there is, and is slow enough
# to be killed at work.
ENGINE = f"""
import os, signal, time
from dataclasses import replace
from wireglot.summarizers import Summaries
from wireglot.summarizers.engines import extract

class Engine(extract.Engine):
    name = "deadly"
    def signature(self, language, output_language):
        return "deadly|1"
    def summarize(self, texts):
        for text in texts:
            time.sleep(0.02)
            if "{DEADLY}" in text.article.headline:
                os.kill(os.getpid(), signal.SIGKILL)
        own = dict(engine="deadly", signature="deadly|1")
        return [Summaries(replace(one.short, **own), replace(one.long, **own)) for one in super().summarize(texts)]
"""


@pytest.fixture(scope="module")
def package(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with the engine as another package brings it."""
    folder = tmp_path_factory.mktemp("package")
    (folder / "deadly_engine.py").write_text(ENGINE, "utf-8")
    info = folder / "deadly_engine-1.0.dist-info"
    info.mkdir()
    (info / "METADATA").write_text("Metadata-Version: 2.1\nName: deadly-engine\nVersion: 1.0\n", "utf-8")
    entry = "[wireglot.summarizers]\ndeadly = deadly_engine:Engine\n"
    (info / "entry_points.txt").write_text(entry, "utf-8")
    return folder


@pytest.fixture
def inbox(tmp_path: Path) -> Path:
    folder = tmp_path / "inbox"
    folder.mkdir()
    for n in range(ARTICLES):
        text = f"Storm {n} closes the harbour\n\nThe harbour was closed on Monday, police said. Nobody was hurt.\n"
        (folder / f"{n:03d}.txt").write_text(text, "utf-8")
    return folder


def start_run(inbox: Path, outputs: Path, address: str, environment: dict[str, str]) -> "subprocess.Popen[str]":
    options = ["--translator", "none", "--summarizer", "deadly", "--no-site", "--json"]
    cluster = ["--dask", address] if address else ["--plain"]
    command = [sys.executable, "-m", "wireglot.flows", "run", str(inbox), "--outputs", str(outputs), *options, *cluster]
    return subprocess.Popen(
        command,
        env=environment,
        text=True,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        cwd=outputs.parent,
        preexec_fn=end_with_parent,
    )


def environment_of(server: PrefectServer, package: Path) -> dict[str, str]:
    paths = [str(package), *filter(None, [os.environ.get("PYTHONPATH")])]
    return server.environment | {"PYTHONPATH": os.pathsep.join(paths)}


def made(outputs: Path) -> int:
    return len(list(Store(outputs).ids())) if outputs.exists() else 0


def wait_for_articles(count: int, outputs: Path, run: "subprocess.Popen[str]") -> None:
    end = time.monotonic() + 300
    while made(outputs) < count:
        assert run.poll() is None, run.communicate()
        assert time.monotonic() < end
        time.sleep(0.01)


def rows_of(run: "subprocess.Popen[str]") -> tuple[list[dict[str, object]], str]:
    out, errors = run.communicate(timeout=300)
    return [json.loads(line) for line in out.splitlines()], errors


def assert_each_once(outputs: Path, count: int) -> None:
    store = Store(outputs)
    ids = list(store.ids())
    assert len(ids) == count
    assert all(store.versions(id) == [1] for id in ids)
    assert [str(one) for one in verify(outputs) if one.grade == "damage"] == []


def test_killed_workers_and_schedulers_cost_no_article(
    prefect_server: PrefectServer, package: Path, inbox: Path, tmp_path: Path
) -> None:
    """On each cluster a worker is killed during one run, and the scheduler during the next, with the worker left."""
    chance, environment = random.Random(7), environment_of(prefect_server, package)
    for turn in range(ROUNDS):
        first, second = tmp_path / f"worker-{turn}", tmp_path / f"scheduler-{turn}"
        with running_cluster(tmp_path / "dask", environment={"PYTHONPATH": environment["PYTHONPATH"]}) as cluster:
            run = start_run(inbox, first, cluster.address, environment)
            wait_for_articles(chance.randrange(1, ARTICLES // 2), first, run)
            os.kill(cluster.workers[turn % 2].pid, signal.SIGKILL)
            rows, errors = rows_of(run)
            assert run.returncode == 0, errors
            assert [row["new"] for row in rows] == [True] * ARTICLES  # also those that the killed worker stored
            assert_each_once(first, ARTICLES)

            run = start_run(inbox, second, cluster.address, environment)
            wait_for_articles(chance.randrange(1, ARTICLES // 2), second, run)
            os.kill(cluster.scheduler.pid, signal.SIGKILL)
            _, errors = run.communicate(timeout=SECONDS_TO_FAIL)
        assert_ended_well(run, errors)
        again = start_run(inbox, second, "", environment)
        rows, errors = rows_of(again)
        assert again.returncode == 0, errors
        assert len(rows) == ARTICLES
        assert_each_once(second, ARTICLES)
    sys.stdout.write(f"\n{ROUNDS} Dask workers killed: {ARTICLES} articles each time, each made once.\n")
    sys.stdout.write(f"\n{ROUNDS} Dask schedulers killed: {ARTICLES} articles each time, each made once.\n")


def assert_ended_well(run: "subprocess.Popen[str]", errors: str) -> None:
    """The run has said that the scheduler is gone, and no more."""
    assert run.returncode == 2
    assert "the scheduler is gone" in errors
    assert "Traceback" not in errors, errors


@pytest.mark.skipif(not FULL, reason="`make faults` runs it: workers die and start again for half a minute")
def test_an_article_that_ends_each_worker_fails_alone(
    prefect_server: PrefectServer, package: Path, inbox: Path, tmp_path: Path
) -> None:
    """On worker processes of the run itself, which are started again when they die."""
    for n in range(60, ARTICLES):  # the second batch has ten articles and this one
        (inbox / f"{n:03d}.txt").unlink()
    (inbox / "deadly.txt").write_text(
        f"{DEADLY} storm\n\nThe harbour was closed on Monday. Nobody was hurt.\n", "utf-8"
    )

    run = start_run(inbox, tmp_path / "out", "2", environment_of(prefect_server, package))
    rows, errors = rows_of(run)

    failed = [row for row in rows if "error" in row]
    assert run.returncode == 1, errors
    assert len(rows) == 61
    assert [str(row["source"]).rpartition("/")[2] for row in failed] == ["deadly.txt"]
    assert "Each worker that processed this article died" in str(failed[0]["error"])
    assert_each_once(tmp_path / "out", 60)
