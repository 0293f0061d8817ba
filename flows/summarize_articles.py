"""The Prefect flow `summarize_articles`: the road, with a task for each stage of each batch.

The flow's name, parameters and deployment names are what people type: summarize-articles/<desk>.
Article text stays in the process: tasks are given a batch and give back envelopes, never text.
"""

import json
from collections.abc import Callable, Sequence
from contextvars import ContextVar
from functools import cache
from pathlib import Path
from typing import Any, TypeVar

from wireglot.flows.prefect_setup import set_up

set_up()  # before the first import of Prefect, which reads its settings once

from prefect import Task, flow, task  # noqa: E402  settings first
from prefect.artifacts import create_markdown_artifact, create_table_artifact  # noqa: E402
from prefect.cache_policies import NO_CACHE  # noqa: E402
from prefect.client.schemas.objects import State  # noqa: E402
from prefect.states import Completed, Failed  # noqa: E402

from wireglot.flows import outcome  # noqa: E402
from wireglot.flows.options import Options  # noqa: E402
from wireglot.flows.outcome import Report  # noqa: E402
from wireglot.flows.retry import retry as retry_all  # noqa: E402
from wireglot.flows.rows import Row  # noqa: E402
from wireglot.flows.running import run  # noqa: E402
from wireglot.flows.stages import each  # noqa: E402
from wireglot.flows.telling import count_rows, digest_markdown, failure_rows  # noqa: E402
from wireglot.outputs import Store  # noqa: E402

In = TypeVar("In", bound=Row)
Out = TypeVar("Out")

# Above this share of failed articles the run itself has failed: something is wrong with the
# machine or the sources, not with an article.
FAILED_SHARE = 0.5

OnResult = Callable[[outcome.Outcome], None]
listener: ContextVar[OnResult] = ContextVar("listener", default=lambda made: None)
expecter: ContextVar[Callable[[int], None]] = ContextVar("expecter", default=lambda files: None)


PLAIN = Options()


@flow(name="summarize-articles", persist_result=False, validate_parameters=True)
def summarize_articles(
    sources: list[str], outputs: str = "outputs/editions", options: Options = PLAIN, retry: bool = False
) -> State[Report]:
    """Detect, translate, summarise short and long, and store a version of each changed article.

    sources: files and folders, seen from where the flow runs; outputs: the output folder; retry: afterwards take
    up what is untranslated, doubtful or failed in the output folder, when better is there.
    """
    report = run(sources, Path(outputs), options, step=as_task, on_result=listener.get(), on_total=expecter.get())
    if retry:
        retried = retry_all(Store(Path(outputs)), options, step=as_task, on_result=listener.get())
        report = Report(report.outcomes + retried.outcomes, report.left)
    _leave_artifacts(report, outputs)
    return final_state(report)


def as_task(stage: str, work: Callable[[Sequence[In]], Sequence[Out]], rows: Sequence[In]) -> tuple[Any, ...]:
    """One stage of one batch as one task run; nothing runs for an empty batch."""
    if not rows:
        return ()
    made: list[tuple[Out | outcome.Failed, ...]] = []

    def carry_out() -> str:
        made.append(each(stage, work, rows))
        return envelopes(rows, made[0])

    task_of(stage)(carry_out)
    return made[0]


@cache
def task_of(stage: str) -> Task[[Callable[[], str]], str]:
    """The task of a stage over a batch; making one costs as much as running it, so each is made once."""

    @task(name=stage, task_run_name=stage, cache_policy=NO_CACHE, persist_result=False)
    def batch(carry_out: Callable[[], str]) -> str:
        return carry_out()

    return batch


def envelopes(rows: Sequence[In], made: Sequence[object]) -> str:
    """[{id, status, error}] for all rows: what Prefect may know of an article.

    A bad article is no failed task: its failure is in here. JSON text, since Prefect walks through
    lists that a task returns (2 ms for 25 rows), but not through text.
    """
    rows_of_result = [
        {"id": row.article.id, "status": "failed", "error": one.error}
        if isinstance(one, outcome.Failed)
        else {"id": row.article.id, "status": "ok", "error": ""}
        for row, one in zip(rows, made, strict=True)
    ]
    return json.dumps(rows_of_result)


def final_state(report: Report) -> State[Report]:
    """Completed, PartiallyFailed (also of type Completed), or Failed above the threshold."""
    failed, total = len(report.failed), len(report.outcomes)
    message = str(report) + "".join(f"; {one.source}: {one.error}" for one in report.failed[:3])
    if total and failed / total > FAILED_SHARE:
        return Failed(message=message, data=report)
    if failed:
        return Completed(name="PartiallyFailed", message=message, data=report)
    return Completed(message=message, data=report)


def _leave_artifacts(report: Report, outputs: str) -> None:
    create_markdown_artifact(digest_markdown(report, outputs), key="summaries", description=str(report))
    create_table_artifact(count_rows(report), key="counts", description=str(report))
    if report.failed:
        create_table_artifact(failure_rows(report), key="failures", description=str(report))
