"""Batches on the workers of a Dask cluster, each in one task for all its stages.

A task costs a worker 75 ms and this process 50: a task for each stage would take as long as 15 articles of a batch.

Nothing of a text passes Prefect's API: parameters travel with Dask, and results are not persisted. The workers write
the versions themselves, into the output folder that all machines share.
"""

import logging
import shutil
import socket
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from concurrent.futures import CancelledError
from contextlib import contextmanager, suppress
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any
from uuid import uuid4

from wireglot.flows.prefect_runs.settings import apply_settings

apply_settings()  # before the first import of Prefect, which reads its settings once

from dask import config  # noqa: E402  settings first
from distributed import Client, KilledWorker, LocalCluster  # noqa: E402
from distributed.client import ClosedClientError  # noqa: E402
from prefect.client.orchestration import get_client  # noqa: E402
from prefect.settings import PREFECT_API_URL, temporary_settings  # noqa: E402
from prefect_dask.task_runners import DaskTaskRunner  # noqa: E402

from wireglot.articles import Article  # noqa: E402
from wireglot.articles.reading import name_of  # noqa: E402
from wireglot.flows import pipeline  # noqa: E402
from wireglot.flows.options import Options  # noqa: E402
from wireglot.flows.outcomes import Done, Failed  # noqa: E402
from wireglot.flows.prefect_runs import tasks  # noqa: E402
from wireglot.flows.prefect_runs.dask_workers import (  # noqa: E402
    TOKEN,
    Answer,
    Expected,
    Prepared,
    answer_file,
    environment_for_workers,
    prepare,
    program,
)
from wireglot.flows.runs.batch_run import Process  # noqa: E402
from wireglot.flows.runs.in_flight import ClusterUnusable, Pending, Results  # noqa: E402
from wireglot.outputs import Store, memory_file, worker_answers_folder  # noqa: E402
from wireglot.translations import Memory  # noqa: E402

# While a worker works on one batch the next one is sent to it.
BATCHES_A_WORKER = 2
# A worker of a cluster that has just been started takes some seconds to import what it needs.
WAIT_FOR_WORKERS = 60
# To find the scheduler, also when it is gone: a run that has lost it ends after these seconds.
CONNECT_SECONDS = 10
# What one machine wrote is seen by others at once on a local disk, and within seconds on NFS.
WAIT_FOR_ANSWERS = 15
# A batch whose worker dies is processed once more by another. Dask's own 3 would let one article end four workers.
DEATHS = 1

# What Dask raises when the connection to its scheduler is gone, and when it has been given up.
_LOST = (CancelledError, OSError, ClosedClientError)

log = logging.getLogger(__name__)


@contextmanager
def batches_on_dask(options: Options, root: Path) -> Iterator[Process]:
    """Yield what processes a batch on the cluster of `options.dask`.

    Raises:
        ClusterUnusable: If there is no such cluster, or a worker is not ready; before any work.
    """
    _quiet_dask()
    with get_client(sync_client=True) as prefect:
        url = str(prefect.api_url).rstrip("/")
    # In the settings, which go to the workers with each task: otherwise each of them would start a server of its own.
    with (
        temporary_settings({PREFECT_API_URL: url}),
        _cluster(options.dask) as cluster,
        _task_runner(options.dask, cluster) as runner,
        _ready_workers(runner.client, root.absolute(), url),
    ):
        batches = DaskBatches(runner)
        yield tasks.CountedTasks([(batches.by_task, tasks.MOST_TASKS)], batches.without)


def _quiet_dask() -> None:
    """Dask logs every worker that comes and goes, and tracebacks of connections; what matters is said here."""
    for name in ("distributed", "distributed.client"):
        logging.getLogger(name).setLevel(logging.CRITICAL)


@contextmanager
def _cluster(dask: str) -> Iterator[LocalCluster | None]:
    """The workers that are started for the run, one thread each; None when there is a cluster already."""
    if not dask.isdigit():
        yield None
        return
    started = {"n_workers": int(dask), "threads_per_worker": 1, "silence_logs": logging.CRITICAL}
    loopback = "127.0.0.1:0"  # any free port: two runs at once would ask for the same one
    with (
        config.set({"distributed.scheduler.allowed-failures": DEATHS}),
        LocalCluster(**started, dashboard_address=loopback) as cluster,  # type: ignore[no-untyped-call]
    ):
        yield cluster


@contextmanager
def _task_runner(dask: str, cluster: LocalCluster | None) -> Iterator[DaskTaskRunner]:
    place: dict[str, Any] = {"cluster": cluster} if cluster else {"address": dask}
    runner = DaskTaskRunner(**place, client_kwargs={"timeout": CONNECT_SECONDS})
    with runner:
        try:
            runner.client.wait_for_workers(1, timeout=WAIT_FOR_WORKERS)
        except TimeoutError as error:
            raise ClusterUnusable(
                f"dask: the cluster at {dask} has no worker; start some with "
                f"`dask worker {dask} --nworkers 2 --nthreads 1`."
            ) from error
        except OSError as error:
            raise ClusterUnusable(
                f"dask: no scheduler responds at {dask}; start one with `dask scheduler`, or give the number of "
                "worker processes on this machine, such as 2."
            ) from error
        yield runner


@contextmanager
def _ready_workers(client: Client, root: Path, url: str) -> Iterator[None]:
    """Check that all workers have the same program and the same folder, and keep a plugin for those that join later."""
    token = uuid4().hex
    folder = worker_answers_folder(root) / token
    folder.mkdir(parents=True)
    try:
        (folder / TOKEN).write_text("", "utf-8")
        expected = Expected(program(), str(root), token, environment_for_workers(url))
        _check(client, expected)
        plugin = Prepared(expected)
        client.register_plugin(plugin)
        try:
            yield
        finally:
            with suppress(Exception):  # the scheduler may be gone
                client.unregister_worker_plugin(plugin.name)  # type: ignore[no-untyped-call]
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def _check(client: Client, expected: Expected) -> None:
    answers: Mapping[str, Answer | Exception] = client.run(prepare, expected, on_error="return")
    faults = {worker: _fault_of(answer) for worker, answer in answers.items()}
    root = Path(expected.root)
    if any(isinstance(one, Answer) and one.host != socket.gethostname() for one in answers.values()):
        Memory(memory_file(root)).share_with_hosts()
    seen = time.monotonic() + WAIT_FOR_ANSWERS
    for worker in (worker for worker, fault in faults.items() if not fault):
        file = answer_file(root, expected.token, worker)
        while not file.exists() and time.monotonic() < seen:
            time.sleep(0.1)
        if not file.exists():
            faults[worker] = f"it writes into another folder {name_of(root)} than this machine: share one folder"
    if found := [f"worker {worker}: {fault}." for worker, fault in faults.items() if fault]:
        raise ClusterUnusable("dask: " + " ".join(found))


def _fault_of(answer: Answer | Exception) -> str:
    if isinstance(answer, Answer):
        return answer.fault
    return f"Wireglot cannot be used there ({type(answer).__name__}: {answer}); install the same version as here"


@dataclass(frozen=True, slots=True)
class DaskBatches:
    """Processes batches on the workers; the text of a batch goes there once, and its outcomes come back."""

    runner: DaskTaskRunner

    def by_task(self, articles: Sequence[Article], root: Path, options: Options) -> Pending:
        """One task of Prefect for all stages."""
        return self._pending(self._task, articles, root.absolute(), _with_absolute_paths(options))

    def without(self, articles: Sequence[Article], root: Path, options: Options) -> Pending:
        """No task of Prefect."""
        return self._pending(self._plain, articles, root.absolute(), _with_absolute_paths(options))

    def _task(self, articles: Sequence[Article], root: Path, options: Options) -> Any:
        return self.runner.submit(tasks.whole, {"batch": tasks.Batch(articles), "root": root, "options": options})

    def _plain(self, articles: Sequence[Article], root: Path, options: Options) -> Any:
        client: Any = self.runner.client
        return client.submit(pipeline.process, articles, root, options, pure=False)

    def _pending(
        self, submit: Callable[..., Any], articles: Sequence[Article], root: Path, options: Options
    ) -> Pending:
        before = _version_numbers(articles, root)
        client: Any = self.runner.client
        try:
            future = submit(articles, root, options)
            workers = max(1, len(client.ncores()))
        except _LOST as error:
            raise _lost(error) from error

        def results() -> Results:
            try:
                found = future.result()
            except KilledWorker:
                log.warning("Workers died over a batch of %d articles: each of them is processed alone.", len(articles))
                # One after the other, so that no article is on a worker with the one that ends it.
                found = [self._alone(article, root, options) for article in articles]
            except _LOST as error:
                raise _lost(error) from error
            return [_as_new(result, before) for result in found]

        return Pending(results, BATCHES_A_WORKER * workers)

    def _alone(self, article: Article, root: Path, options: Options) -> Done | Failed:
        """The outcome of one article, without tasks of Prefect; it fails in the stage in which its workers died."""
        client: Any = self.runner.client
        detected = client.submit(pipeline.detect, [article], pure=False)
        translated = client.submit(pipeline.translate, detected, root, options, pure=False)
        summarized = client.submit(pipeline.summarize, translated, options, pure=False)
        stored = client.submit(pipeline.store, summarized, root, options, pure=False)
        try:
            result: Done | Failed = stored.result()[0]
        except KilledWorker as error:
            stage = str(error.task).partition("-")[0]  # Dask's key is the name of the function with a number
            reason = "Each worker that processed this article died; it may need more memory than a worker has."
            return pipeline.failure_of(article, stage, reason, "crash")
        except _LOST as error:
            raise _lost(error) from error
        return result


def _version_numbers(articles: Sequence[Article], root: Path) -> dict[str, int]:
    """The number of the newest version of each article, 0 for none."""
    store = Store(root)
    return {article.id: max(store.versions(article.id), default=0) for article in articles}


def _as_new(result: Done | Failed, before: Mapping[str, int]) -> Done | Failed:
    """The result, as new where a worker had stored the version before it died: another then finds nothing to add."""
    if isinstance(result, Failed) or result.stored.version <= before.get(result.stored.id, result.stored.version):
        return result
    return replace(result, stored=replace(result.stored, new=True))


def _with_absolute_paths(options: Options) -> Options:
    """The options for workers, which run in other folders."""
    return replace(options, glossary=str(Path(options.glossary).absolute())) if options.glossary else options


def _lost(error: BaseException) -> ClusterUnusable:
    return ClusterUnusable(
        "dask: the scheduler is gone, or closed the connection. The versions that were stored so far are kept; start "
        f"the cluster again, and the next run goes on from there ({type(error).__name__})."
    )
