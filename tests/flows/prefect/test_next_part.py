"""The next part of a deployment's run, and how many task runs a run may have."""

from pathlib import Path
from typing import Any
from uuid import UUID

import pytest

from tests.flows.runs.test_parts import inbox, small_parts  # noqa: F401  fixtures
from wireglot.flows.options import Options
from wireglot.outputs import Store

pytestmark = [pytest.mark.process, pytest.mark.usefixtures("shared_server")]

OPTIONS = Options(translator="none", summarizer="extract", site=False)


def runs_of(deployment: UUID) -> list[Any]:
    from prefect.client.orchestration import get_client
    from prefect.client.schemas.filters import DeploymentFilter, DeploymentFilterId

    with get_client(sync_client=True) as client:
        return client.read_flow_runs(deployment_filter=DeploymentFilter(id=DeploymentFilterId(any_=[deployment])))


def test_a_deployment_gets_a_run_for_each_part(inbox: Path, tmp_path: Path) -> None:  # noqa: F811
    from prefect.client.orchestration import get_client
    from prefect.flow_engine import run_flow

    from wireglot.flows.flow import summarize_articles

    parameters = {"sources": [str(inbox)], "outputs": str(tmp_path / "out"), "options": OPTIONS}
    deployment: Any = summarize_articles.to_deployment("parts", parameters=parameters)
    id = deployment.apply()
    with get_client(sync_client=True) as client:
        client.create_flow_run_from_deployment(id)
        for _ in range(3):
            (due,) = [run for run in runs_of(id) if run.state.is_scheduled()]
            run_flow(summarize_articles, flow_run=due, parameters=due.parameters, return_type="state")

    assert not [run for run in runs_of(id) if run.state.is_scheduled()]
    assert len(runs_of(id)) == 3
    assert len(list(Store(tmp_path / "out").ids())) == 25


def test_a_run_has_at_most_200_task_runs(monkeypatch: pytest.MonkeyPatch) -> None:
    from wireglot.flows.prefect_runs import tasks

    counts = {"stages": 0, "one": 0, "none": 0}

    def way(name: str) -> Any:
        def process(*_: object) -> tuple[()]:
            counts[name] += 1
            return ()

        return process

    monkeypatch.setattr(tasks, "process_batch", way("stages"))
    monkeypatch.setattr(tasks, "process_whole", way("one"))
    monkeypatch.setattr(tasks.pipeline, "process", way("none"))
    with tasks.process_of(OPTIONS, Path()) as process:
        for _ in range(500):
            process([], Path(), OPTIONS)

    assert 4 * counts["stages"] + counts["one"] == 200
    assert sum(counts.values()) == 500
