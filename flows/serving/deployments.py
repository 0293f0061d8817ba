"""Prefect deployments of the desks."""

from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

from wireglot.articles.reading import name_of
from wireglot.flows.desks import Config, Desk, schedules
from wireglot.flows.desks.crons import plain_crons
from wireglot.flows.prefect_runs.settings import apply_settings

apply_settings()

from dateutil.rrule import rrulestr  # type: ignore[import-untyped]  # noqa: E402  Prefect reads rules with it
from prefect.deployments.runner import RunnerDeployment  # noqa: E402  settings first
from prefect.schedules import Cron, Interval, RRule, Schedule  # noqa: E402

from wireglot.flows.flow import summarize_articles, tags_of  # noqa: E402
from wireglot.flows.serving.registration import owner_tag  # noqa: E402
from wireglot.flows.sources.source import as_parameter  # noqa: E402

# The changes of the clock for which a deployment knows the repeated runs; each start of serve renews them.
KNOWN_CHANGES = timedelta(days=10 * 366)
# Prefect takes rules of 6,500 characters. Five changes have 300 runs of a desk that runs every minute.
MOST_DATES = 350
_WEEKDAYS = ("MO", "TU", "WE", "TH", "FR", "SA", "SU")


def deployments(config: Config) -> Sequence[RunnerDeployment]:
    """A deployment for each desk.

    Without Prefect's concurrency limit per deployment: it would cancel a run by hand, and a killed run would hold its
    slot for minutes. The runner chooses (due_runs.py), and two runs over the same sources wait for each other.
    """
    return [_deployment(desk, config.path) for desk in config.desks]


def _deployment(desk: Desk, config: Path) -> RunnerDeployment:
    deployment = summarize_articles.to_deployment(
        name=desk.name,
        schedules=schedules_of(desk.schedule),
        parameters=parameters_of(desk, config),
        tags=[*tags_of(desk.options), owner_tag(config)],
        description=description_of(desk),
    )
    assert isinstance(deployment, RunnerDeployment)  # a coroutine only within an event loop
    return deployment


def parameters_of(desk: Desk, config: Path) -> dict[str, Any]:
    """The parameters of the flow, without credentials: those are read from `config` when the flow runs."""
    return {
        "sources": [as_parameter(source) for source in desk.sources],
        "outputs": name_of(desk.outputs),
        "options": replace(desk.options, glossary=name_of(desk.options.glossary)),
        "retry": True,
        "config": name_of(config),
    }


def description_of(desk: Desk) -> str:
    return f"Desk {desk.name}: {', '.join(source.shown for source in desk.sources)}"


def schedules_of(when: schedules.Schedule | None, *, now: datetime | None = None) -> list[Schedule]:
    """Prefect's schedules of a desk: the one that was chosen, and the runs that it would leave out in autumn."""
    if when is None:
        return []
    if not when.cron:
        return [Interval(when.interval, anchor_date=schedules.ANCHOR)]
    now = now or datetime.now(UTC)
    chosen = [Cron(cron, timezone=when.timezone) for cron in plain_crons(when.cron)]
    repeated = when.repeated_runs(now, now + KNOWN_CHANGES)
    return [*chosen, RRule(_rule(repeated, now), timezone="UTC")] if repeated else chosen


def _rule(moments: Sequence[datetime], now: datetime) -> str:
    """The moments as a rule such as "every year on the last Sunday in October at 1:00", or one by one."""
    first = moments[0]
    hours, minutes = ({getattr(moment, part) for moment in moments} for part in ("hour", "minute"))
    times = f"BYHOUR={_listed(hours)};BYMINUTE={_listed(minutes)};BYSECOND=0"
    for nth in (-1, 1, 2, 3):
        rule = f"RRULE:FREQ=YEARLY;BYMONTH={first.month};BYDAY={nth}{_WEEKDAYS[first.weekday()]};{times}"
        if rrulestr(rule, dtstart=now.replace(microsecond=0)).between(now, now + KNOWN_CHANGES) == moments:
            return rule
    return "RDATE:" + ",".join(f"{moment:%Y%m%dT%H%M%SZ}" for moment in moments[:MOST_DATES])


def _listed(numbers: Iterable[int]) -> str:
    return ",".join(map(str, sorted(numbers)))
