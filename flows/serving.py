"""Deployments of the desks, served until the process is stopped."""

from collections.abc import Sequence

from wireglot.flows.desks import Config, Desk
from wireglot.flows.prefect_setup import set_up

set_up()

from prefect import serve as serve_deployments  # noqa: E402  settings first
from prefect.deployments.runner import RunnerDeployment  # noqa: E402
from prefect.schedules import Cron, Interval  # noqa: E402
from prefect.schedules import Schedule as PrefectSchedule  # noqa: E402

from wireglot.flows.summarize_articles import summarize_articles  # noqa: E402

# Runs at once: each is a process of its own. Two, so that a run by hand need not wait for a scheduled
# one; without a limit a backlog was seen to start 71 processes.
RUNS_AT_ONCE = 2


def serve(config: Config) -> None:
    """Serve a deployment summarize-articles/<desk> for each desk; returns when it is stopped."""
    serve_deployments(*deployments(config), limit=RUNS_AT_ONCE, pause_on_shutdown=False)


def deployments(config: Config) -> Sequence[RunnerDeployment]:
    """A deployment for each desk.

    No limit of Prefect's own on one desk: a run by hand would be cancelled by it, and a killed run
    would hold its place for minutes. Two runs over the same sources wait for each other (flows/locks.py).
    """
    return [_deployment(desk, str(config.outputs)) for desk in config.desks]


def _deployment(desk: Desk, outputs: str) -> RunnerDeployment:
    deployment = summarize_articles.to_deployment(
        name=desk.name,
        schedule=_schedule(desk),
        parameters={"sources": list(desk.sources), "outputs": outputs, "options": desk.options, "retry": True},
        description=f"Desk {desk.name}: {', '.join(desk.sources)}",
    )
    assert isinstance(deployment, RunnerDeployment)  # a coroutine only within an event loop
    return deployment


def _schedule(desk: Desk) -> PrefectSchedule | None:
    when = desk.schedule
    if when is None:
        return None
    return Cron(when.cron, timezone=when.timezone) if when.cron else Interval(when.interval)
