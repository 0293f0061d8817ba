"""Retries of tasks: Prefect tries again what failed by a fault of a network or of memory, and nothing else."""

import socket
from collections.abc import Callable, Sequence
from typing import Any

import pytest

from tests.flows.runs.test_passing_faults import Uppercase
from wireglot.flows.outcomes import Failed
from wireglot.flows.runs.passing_faults import RETRIES, Stage

pytestmark = [pytest.mark.process, pytest.mark.usefixtures("shared_server")]


def as_task(work: Callable[[Sequence[Any]], Any]) -> Callable[[Sequence[Any]], Any]:
    """The work as a task like ours, but for its waits, in a flow."""
    from prefect import flow, task

    from wireglot.flows.prefect_runs.tasks import SETTINGS

    stage = task(name="stage", **(SETTINGS | {"retry_delay_seconds": 0.1}))(work)
    return flow(name="retries")(lambda rows: stage(rows))


def with_retries(stage: Stage[Any, Any]) -> Callable[[Sequence[Any]], Any]:
    from wireglot.flows.prefect_runs import tasks

    return as_task(lambda rows: tasks.with_retries(stage, rows))


def test_a_task_tries_again_what_a_server_refused() -> None:
    with socket.socket() as server:
        server.bind(("127.0.0.1", 0))
        uppercase = Uppercase(server.getsockname()[1])

        def stage(rows: Sequence[str | Failed]) -> Sequence[str | Failed]:
            results = uppercase(rows)
            server.listen()
            return results

        results = with_retries(stage)(["a", "net b", "c"])

    assert list(results) == ["A", "NET B", "C"]
    assert uppercase.asked == [["a", "net b", "c"], ["net b"]]


def test_a_failure_stands_after_the_last_try() -> None:
    with socket.socket() as closed:
        closed.bind(("127.0.0.1", 0))
        stage = Uppercase(closed.getsockname()[1])

        a, b = with_retries(stage)(["a", "net b"])

    assert (a, isinstance(b, Failed)) == ("A", True)
    assert stage.asked == [["a", "net b"], *[["net b"]] * RETRIES]


@pytest.mark.parametrize(("error", "tries"), [(ValueError, 1), (MemoryError, 1 + RETRIES)])
def test_a_task_that_raises_is_tried_again_for_lack_of_memory_only(error: type[Exception], tries: int) -> None:
    runs = []

    def work(rows: Sequence[str]) -> None:
        runs.append(rows)
        raise error

    with pytest.raises(error):
        as_task(work)(["a"])

    assert len(runs) == tries
