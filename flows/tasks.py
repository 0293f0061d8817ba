"""The stages of the pipeline as Prefect tasks, one for each stage and batch.

They are module-level functions with frozen values in and out, so any task runner can carry them. Results are not
persisted: article text never leaves the process for Prefect's database.
"""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any, TypeVar, cast

from wireglot.flows.prefect_settings import apply_settings

apply_settings()  # before the first import of Prefect, which reads its settings once

from prefect import task  # noqa: E402  settings first
from prefect.cache_policies import NO_CACHE  # noqa: E402
from prefect.utilities.annotations import opaque  # noqa: E402

from wireglot.articles import Article  # noqa: E402
from wireglot.flows import outcomes, pipeline  # noqa: E402
from wireglot.flows.batch_run import Process  # noqa: E402
from wireglot.flows.batches import MOST_BATCHES  # noqa: E402
from wireglot.flows.in_flight import Pending, Results  # noqa: E402
from wireglot.flows.options import Options  # noqa: E402

Batch = TypeVar("Batch")

# NO_CACHE: the store decides what is unchanged, and any cache policy would write article text to disk.
detect = task(name="detect", task_run_name="detect", cache_policy=NO_CACHE, persist_result=False)(pipeline.detect)
translate = task(name="translate", task_run_name="translate", cache_policy=NO_CACHE, persist_result=False)(
    pipeline.translate
)
summarize = task(name="summarize", task_run_name="summarize", cache_policy=NO_CACHE, persist_result=False)(
    pipeline.summarize
)
store = task(name="store", task_run_name="store", cache_policy=NO_CACHE, persist_result=False)(pipeline.store)
whole = task(name="process", task_run_name="process", cache_policy=NO_CACHE, persist_result=False)(pipeline.process)


@contextmanager
def process_of(options: Options, root: Path) -> Iterator[Process]:
    """What processes the batches of a run: this process, or the workers of a Dask cluster."""
    if not options.dask:
        yield CountedTasks(process_batch, process_whole, pipeline.process)
        return
    from wireglot.flows.clusters import batches_on_dask

    with batches_on_dask(options, root) as process:
        yield process


def process_batch(
    articles: Sequence[Article], root: Path, options: Options
) -> Sequence[outcomes.Done | outcomes.Failed]:
    """The pipeline over one batch, a task for each stage."""
    detected = detect(untraversed(articles))
    translated = translate(untraversed(detected), root, options)
    summarized = summarize(untraversed(translated), options)
    return store(untraversed(summarized), root, options)


class CountedTasks:
    """Takes batches through tasks, but never through more than 200 in a run, of which Prefect would lose records.

    40 batches have a task for each stage, the next 40 one for all stages, and what comes then has none. So many are
    rare: each text of an article with many versions, and each ended embargo, is a batch of its own.
    """

    def __init__(self, by_stages: Process, by_one: Process, without: Process) -> None:
        self._ways = (by_stages, by_one, without)
        self._batches = 0

    def __call__(self, articles: Sequence[Article], root: Path, options: Options) -> Results | Pending:
        way = self._ways[min(2, self._batches // MOST_BATCHES)]
        self._batches += 1
        return way(articles, root, options)


def process_whole(articles: Sequence[Article], root: Path, options: Options) -> Results:
    """The pipeline over one batch in one task."""
    return whole(untraversed(articles), root, options)


def untraversed(batch: Batch) -> Batch:
    """The batch, marked so that Prefect does not look for futures in every sentence of it (2 ms per 25 articles)."""
    return cast(Batch, opaque(cast(Any, batch)))
