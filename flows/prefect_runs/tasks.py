"""The stages of the pipeline as Prefect tasks, one for each stage and batch.

They are module-level functions with frozen values in and out, so any task runner can carry them. Results are not
persisted: article text never leaves the process for Prefect's database.
"""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from itertools import chain, repeat
from pathlib import Path
from typing import Any, TypeVar, cast
from uuid import UUID

from wireglot.flows.prefect_runs.settings import apply_settings

apply_settings()  # before the first import of Prefect, which reads its settings once

from prefect import task  # noqa: E402  settings first
from prefect.cache_policies import NO_CACHE  # noqa: E402
from prefect.client.schemas.objects import State  # noqa: E402
from prefect.context import TaskRunContext  # noqa: E402
from prefect.tasks import exponential_backoff  # noqa: E402
from prefect.utilities.annotations import opaque  # noqa: E402

from wireglot.articles import Article  # noqa: E402
from wireglot.flows import pipeline  # noqa: E402
from wireglot.flows.options import Options  # noqa: E402
from wireglot.flows.outcomes import Done, Failed  # noqa: E402
from wireglot.flows.runs.batch_run import Process  # noqa: E402
from wireglot.flows.runs.batches import MOST_BATCHES  # noqa: E402
from wireglot.flows.runs.in_flight import Pending, Results  # noqa: E402
from wireglot.flows.runs.passing_faults import (  # noqa: E402
    FIRST_WAIT,
    JITTER,
    RETRIES,
    Stage,
    may_pass,
    passing_faults,
    tried_again,
)

Row = TypeVar("Row")
Result = TypeVar("Result")

# Of more, Prefect's server loses records.
MOST_TASKS = 200
TASKS_A_BATCH = 4

# What a task has so far that waits for its next try, by the id of its run. It stays in this process: Prefect tries
# again where the task runs.
_so_far: dict[UUID, Sequence[Any]] = {}


class FaultMayPass(Exception):
    """Articles of a batch failed by a fault of a network or of memory: Prefect tries the task again."""


def _is_worth_another_try(_task: object, _run: object, state: State[Any]) -> bool:
    return isinstance(state.data, FaultMayPass) or may_pass(state.data)


# NO_CACHE: the store decides what is unchanged, and any cache policy would write article text to disk.
SETTINGS: dict[str, Any] = {
    "cache_policy": NO_CACHE,
    "persist_result": False,
    "retries": RETRIES,
    "retry_delay_seconds": exponential_backoff(FIRST_WAIT),
    "retry_jitter_factor": JITTER,
    "retry_condition_fn": _is_worth_another_try,
}


@task(name="detect", task_run_name="detect", **SETTINGS)
def detect(articles: Sequence[Article]) -> Sequence[pipeline.Detected | Failed]:
    return with_retries(pipeline.detect, articles)


@task(name="translate", task_run_name="translate", **SETTINGS)
def translate(
    rows: Sequence[pipeline.Detected | Failed], root: Path, options: Options
) -> Sequence[pipeline.Translated | Failed]:
    return with_retries(lambda rows: pipeline.translate(rows, root, options), rows)


@task(name="summarize", task_run_name="summarize", **SETTINGS)
def summarize(rows: Sequence[pipeline.Translated | Failed], options: Options) -> Sequence[pipeline.Summarized | Failed]:
    return with_retries(lambda rows: pipeline.summarize(rows, options), rows)


@task(name="store", task_run_name="store", **SETTINGS)
def store(rows: Sequence[pipeline.Summarized | Failed], root: Path, options: Options) -> Sequence[Done | Failed]:
    return with_retries(lambda rows: pipeline.store(rows, root, options), rows)


class Batch:
    """The articles of a batch, as an object that Prefect and Dask do not look into for futures: some 50 ms each time.

    `untraversed` is for calls in this process: Dask would take it for a tuple.
    """

    def __init__(self, articles: Sequence[Article]) -> None:
        self.articles = articles


@task(name="process", task_run_name="process", **SETTINGS)
def whole(batch: Batch, root: Path, options: Options) -> Results:
    return with_retries(lambda articles: pipeline.process(articles, root, options), batch.articles)


def with_retries(stage: Stage[Row, Result], rows: Sequence[Row]) -> Sequence[Result | Failed]:
    """The results of a stage, with Prefect's retries for what failed by a fault that may pass.

    The other articles are not processed again, and with the last try the failures stand.

    Raises:
        FaultMayPass: While there are tries left.
    """
    run = TaskRunContext.get().task_run  # type: ignore[union-attr]  # within a task there is one
    known = _so_far.pop(run.id, None)
    results = stage(rows) if known is None else tried_again(stage, rows, known)
    count = passing_faults(rows, results)
    if count and run.run_count <= RETRIES:
        _so_far[run.id] = results
        raise FaultMayPass(f"{count} of {len(rows)} articles failed by a fault of a network or of memory.")
    return results


@contextmanager
def process_of(options: Options, root: Path) -> Iterator[Process]:
    """What processes the batches of a run: this process, or the workers of a Dask cluster."""
    if not options.dask:
        ways = [(process_batch, MOST_BATCHES), (process_whole, MOST_TASKS - TASKS_A_BATCH * MOST_BATCHES)]
        yield CountedTasks(ways, pipeline.process)
        return
    from wireglot.flows.prefect_runs.clusters import batches_on_dask

    with batches_on_dask(options, root) as process:
        yield process


def process_batch(articles: Sequence[Article], root: Path, options: Options) -> Sequence[Done | Failed]:
    """The pipeline over one batch, a task for each stage."""
    detected = detect(untraversed(articles))
    translated = translate(untraversed(detected), root, options)
    summarized = summarize(untraversed(translated), options)
    return store(untraversed(summarized), root, options)


class CountedTasks:
    """Takes batches through tasks, but never through more than 200 in a run, of which Prefect would lose records.

    The first batches go each of the ways in turn, so many as it says, and what comes then goes `without` any task. So
    many are rare: each text of an article with many versions, and each ended embargo, is a batch of its own.
    """

    def __init__(self, ways: Sequence[tuple[Process, int]], without: Process) -> None:
        self._ways = chain.from_iterable(repeat(way, batches) for way, batches in ways)
        self._without = without

    def __call__(self, articles: Sequence[Article], root: Path, options: Options) -> Results | Pending:
        way = next(self._ways, self._without)
        return way(articles, root, options)


def process_whole(articles: Sequence[Article], root: Path, options: Options) -> Results:
    """The pipeline over one batch in one task."""
    return whole(Batch(articles), root, options)


def untraversed(rows: Sequence[Row]) -> Sequence[Row]:
    """The rows, marked so that Prefect does not look for futures in every sentence of them (2 ms per 25 articles)."""
    return cast(Sequence[Row], opaque(cast(Any, rows)))
