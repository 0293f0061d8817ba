"""Prefect deployments of the desks."""

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

from wireglot.articles.reading import name_of
from wireglot.flows.desks import Config, Desk
from wireglot.flows.prefect_settings import apply_settings

apply_settings()

from prefect.deployments.runner import RunnerDeployment  # noqa: E402  settings first
from prefect.schedules import Cron, Interval, Schedule  # noqa: E402

from wireglot.flows.flow import summarize_articles  # noqa: E402
from wireglot.flows.serving.registration import owner_tag  # noqa: E402
from wireglot.flows.sources import as_parameter  # noqa: E402


def deployments(config: Config) -> Sequence[RunnerDeployment]:
    """A deployment for each desk.

    Without Prefect's concurrency limit per deployment: it would cancel a run by hand, and a killed run would hold its
    slot for minutes. The runner chooses (due_runs.py), and two runs over the same sources wait for each other.
    """
    return [_deployment(desk, config.path) for desk in config.desks]


def _deployment(desk: Desk, config: Path) -> RunnerDeployment:
    deployment = summarize_articles.to_deployment(
        name=desk.name,
        schedule=_schedule(desk),
        parameters={
            "sources": [as_parameter(source) for source in desk.sources],
            "outputs": name_of(desk.outputs),
            "options": replace(desk.options, glossary=name_of(desk.options.glossary)),
            "retry": True,
            "config": name_of(config),
        },
        tags=[owner_tag(config)],
        description=f"Desk {desk.name}: {', '.join(source.shown for source in desk.sources)}",
    )
    assert isinstance(deployment, RunnerDeployment)  # a coroutine only within an event loop
    return deployment


def _schedule(desk: Desk) -> Schedule | None:
    when = desk.schedule
    if when is None:
        return None
    return Cron(when.cron, timezone=when.timezone) if when.cron else Interval(when.interval)
