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


@contextmanager
def process_of(options: Options, root: Path) -> Iterator[Process]:
    """What processes the batches of a run: this process, or the workers of a Dask cluster."""
    if not options.dask:
        yield process_batch
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


def untraversed(batch: Batch) -> Batch:
    """The batch, marked so that Prefect does not look for futures in every sentence of it (2 ms per 25 articles)."""
    return cast(Batch, opaque(cast(Any, batch)))
