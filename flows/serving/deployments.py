"""Prefect deployments of the desks, served until the process is stopped."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

from wireglot.articles.reading import name_of
from wireglot.flows.desks import Config, Desk, schedules
from wireglot.flows.desks.crons import plain_crons
from wireglot.flows.prefect_settings import apply_settings

apply_settings()

from prefect import serve  # noqa: E402  settings first
from prefect.deployments.runner import RunnerDeployment  # noqa: E402
from prefect.schedules import Cron, Interval, RRule, Schedule  # noqa: E402

from wireglot.flows.flow import summarize_articles  # noqa: E402
from wireglot.flows.sources import as_parameter  # noqa: E402

# Runs at the same time, each in its own process. Two, so that a run by hand need not wait for a scheduled one;
# without a limit a backlog was seen to start 71 processes.
RUNS_AT_ONCE = 2

# The changes of the clock for which a deployment knows the repeated runs; each start of serve renews them.
KNOWN_CHANGES = timedelta(days=3 * 366)
# Prefect takes rules of 6,500 characters. Three changes have 180 runs of a desk that runs every minute.
MOST_DATES = 350


def serve_desks(config: Config) -> None:
    """Serve a deployment summarize-articles/<desk> for each desk; return when stopped."""
    serve(*deployments(config), limit=RUNS_AT_ONCE, pause_on_shutdown=False)


def deployments(config: Config) -> Sequence[RunnerDeployment]:
    """A deployment for each desk.

    Without Prefect's concurrency limit per deployment: it would cancel a run by hand, and a killed run would hold its
    slot for minutes. Two runs over the same sources wait for each other instead (flows/runner.py).
    """
    return [_deployment(desk, config.path) for desk in config.desks]


def _deployment(desk: Desk, config: Path) -> RunnerDeployment:
    deployment = summarize_articles.to_deployment(
        name=desk.name,
        schedules=schedules_of(desk.schedule),
        parameters={
            "sources": [as_parameter(source) for source in desk.sources],
            "outputs": name_of(desk.outputs),
            "options": replace(desk.options, glossary=name_of(desk.options.glossary)),
            "retry": True,
            "config": name_of(config),
        },
        description=f"Desk {desk.name}: {', '.join(source.shown for source in desk.sources)}",
    )
    assert isinstance(deployment, RunnerDeployment)  # a coroutine only within an event loop
    return deployment


def schedules_of(when: schedules.Schedule | None, *, now: datetime | None = None) -> list[Schedule]:
    """Prefect's schedules of a desk: the one that was chosen, and the runs that it would leave out in autumn."""
    if when is None:
        return []
    if not when.cron:
        return [Interval(when.interval, anchor_date=schedules.ANCHOR)]
    now = now or datetime.now(UTC)
    chosen = [Cron(cron, timezone=when.timezone) for cron in plain_crons(when.cron)]
    repeated = when.repeated_runs(now, now + KNOWN_CHANGES)[:MOST_DATES]
    return [*chosen, _dates(repeated)] if repeated else chosen


def _dates(moments: Sequence[datetime]) -> Schedule:
    return RRule("RDATE:" + ",".join(f"{moment:%Y%m%dT%H%M%SZ}" for moment in moments), timezone="UTC")
