"""Batches on Dask: every article once, nothing of a text in Prefect, one server, and workers that are checked first."""

import sqlite3
import subprocess
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from tests.dask_clusters import DaskCluster, running_cluster
from tests.prefect_servers import PrefectServer
from tests.processes import becomes_true
from wireglot.flows.options import InvalidOptions, Options, check
from wireglot.outputs import Store, verify

psutil: Any = pytest.importorskip("psutil")
pytest.importorskip("prefect_dask")
pytestmark = [pytest.mark.process, pytest.mark.usefixtures("shared_server")]

WORD = "Queimadela"  # in every text, and nowhere else
TEXT = """{title}

O porto de {word} fechou na segunda-feira depois de {n} barcos terem sido danificados. Ninguém ficou ferido.
"""
COUNT = 110  # three batches: one worker gets two
OPTIONS = Options(summarizer="extract", site=False)


@pytest.fixture(scope="module")
def cluster(tmp_path_factory: pytest.TempPathFactory) -> Iterator[DaskCluster]:
    with running_cluster(tmp_path_factory.mktemp("dask")) as found:
        yield found


@pytest.fixture
def inbox(tmp_path: Path) -> Path:
    folder = tmp_path / "inbox"
    folder.mkdir()
    for n in range(COUNT):
        (folder / f"{n:03d}.txt").write_text(TEXT.format(title=f"Tempestade {n}", word=WORD, n=n + 2), "utf-8")
    return folder


def run_flow(sources: list[str], outputs: Path, options: Options) -> Any:
    from wireglot.flows.flow import summarize_articles

    return summarize_articles(sources, str(outputs), options, return_state=True)


def servers_of_prefect() -> list[int]:
    """The pids of Prefect's servers among the children of this process, and theirs."""
    children = psutil.Process().children(recursive=True)
    commands = {child.pid: " ".join(child.cmdline()) for child in children}
    return [pid for pid, command in commands.items() if "prefect" in command and "server" in command]


def everything_in(server: PrefectServer) -> str:
    """Every row of the server's database but the artifacts, of which one is the digest of the summaries shown."""
    with sqlite3.connect(server.home / "prefect.db") as database:
        names = [name for (name,) in database.execute("select name from sqlite_master where type = 'table'")]
        rows = [row for name in names if "artifact" not in name for row in database.execute(f'select * from "{name}"')]
    database.close()
    return str(rows)


def task_runs(name: str) -> int:
    from prefect.client.orchestration import get_client
    from prefect.client.schemas.filters import FlowRunFilter, FlowRunFilterName
    from prefect.client.schemas.objects import StateType

    with get_client(sync_client=True) as client:
        runs = client.read_task_runs(flow_run_filter=FlowRunFilter(name=FlowRunFilterName(any_=[name])))
        return sum(run.state_type == StateType.COMPLETED for run in runs)


def test_every_article_is_made_once_by_workers(
    cluster: DaskCluster, inbox: Path, tmp_path: Path, shared_server: PrefectServer
) -> None:
    """With what goes with it: the text stays out of Prefect, there is one server, and models are loaded once."""
    from distributed import Client

    outputs = tmp_path / "out"

    state = run_flow([str(inbox)], outputs, replace(OPTIONS, dask=cluster.address))

    assert f"{COUNT} articles: {COUNT} new versions, 0 unchanged, 0 failed" in state.message
    store = Store(outputs)
    ids = list(store.ids())
    assert len(ids) == COUNT
    assert all(store.versions(id) == [1] for id in ids)
    assert store.read(ids[0]).translation.engine == "firefox"  # type: ignore[union-attr]
    assert not list(verify(outputs))
    assert not list((outputs / ".wireglot" / "workers").iterdir())

    assert len(servers_of_prefect()) == 1
    from prefect.client.orchestration import get_client

    with get_client(sync_client=True) as client:
        name = client.read_flow_run(state.state_details.flow_run_id).name
    assert becomes_true(lambda: task_runs(name) == 3)
    assert WORD not in everything_in(shared_server)

    with Client(cluster.address, set_as_default=False) as dask:
        loads = dask.run(models_loaded)
    assert list(loads.values()) == [1, 1]
    again = run_flow([str(inbox)], outputs, replace(OPTIONS, dask=cluster.address))
    assert f"0 new versions, {COUNT} unchanged, 0 failed" in again.message


def models_loaded() -> int:
    """How often this process has loaded what it keeps of Firefox's model; runs in a worker."""
    from wireglot.models.runtimes import firefox

    return int(firefox._vocabulary.cache_info().misses)


@pytest.mark.parametrize("dask", ["0", "-1", "two", "10.0.0.7", "tcp://host", "http://host:8786", "tcp://a b:1"])
def test_other_values_are_refused_with_an_example(dask: str) -> None:
    with pytest.raises(InvalidOptions, match=r"such as tcp://10\.0\.0\.7:8786"):
        check(Options(dask=dask))


def test_an_address_without_a_scheduler_is_refused(
    inbox: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("wireglot.flows.prefect_runs.clusters.CONNECT_SECONDS", 1)

    state = run_flow([str(inbox)], tmp_path / "out", replace(OPTIONS, dask="tcp://127.0.0.1:9"))

    assert state.is_failed()
    assert "no scheduler responds at tcp://127.0.0.1:9" in state.message


def test_a_worker_with_another_folder_is_refused_by_name(cluster: DaskCluster, inbox: Path, tmp_path: Path) -> None:
    outputs = tmp_path / "out"
    outputs.mkdir()
    cluster.start_worker(before=without_sight_of(outputs))
    try:
        assert becomes_true(lambda: count_workers(cluster) == 3)

        state = run_flow([str(inbox)], outputs, replace(OPTIONS, dask=cluster.address))
    finally:
        worker = cluster.processes.pop()
        worker.kill()
        worker.wait()
        assert becomes_true(lambda: count_workers(cluster) == 2)

    assert state.is_failed()
    assert "must be one folder, shared by all machines under this path" in state.message
    assert state.message.count("worker tcp://") == 1
    assert list(Store(outputs).ids()) == []


def test_a_worker_that_joins_without_the_folder_leaves(
    cluster: DaskCluster, tmp_path: Path, shared_server: PrefectServer
) -> None:
    from distributed import Client

    from wireglot.flows.prefect_runs.dask_workers import TOKEN, Expected, Prepared, environment_for_workers, program

    outputs = tmp_path / "out"
    (outputs / ".wireglot" / "workers" / "run").mkdir(parents=True)
    (outputs / ".wireglot" / "workers" / "run" / TOKEN).write_text("")
    plugin = Prepared(Expected(program(), str(outputs), "run", environment_for_workers(shared_server.url)))
    with Client(cluster.address, set_as_default=False) as client:
        client.register_plugin(plugin)
        cluster.start_worker(before=without_sight_of(outputs))
        worker = cluster.processes.pop()
        left = becomes_true(lambda: worker.poll() is not None)
        worker.kill()
        worker.wait()
        client.unregister_worker_plugin(plugin.name)

    assert left
    assert count_workers(cluster) == 2
    assert len(list((outputs / ".wireglot" / "workers" / "run").iterdir())) == 3  # the token, and two answers


def without_sight_of(folder: Path) -> list[str]:
    """The beginning of a command that sees an empty folder there, as a machine that does not mount it."""
    hidden = ["unshare", "-m", "sh", "-c", f'mount -t tmpfs none {folder} && exec "$@"', "sh"]
    if subprocess.run([*hidden, "true"], capture_output=True).returncode:
        pytest.skip("no mount of its own can be made here")
    return hidden


def count_workers(cluster: DaskCluster) -> int:
    from distributed import Client

    with Client(cluster.address, set_as_default=False) as client:
        return len(client.ncores())
