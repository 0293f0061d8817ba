"""The prefect.yaml of the desks, for those who run Prefect's own work pools and workers instead of `wireglot serve`."""

from typing import Any

import yaml
from pydantic_core import to_jsonable_python

from wireglot.flows.desks import Config, Desk
from wireglot.flows.flow import tags_of
from wireglot.flows.serving.deployments import description_of, parameters_of, schedules_of

from prefect.schedules import Schedule  # isort: skip  # after deployments, which applies the settings

ENTRYPOINT = "wireglot.flows.flow.summarize_articles"
WORK_POOL = "wireglot"
HEAD = f"""\
# The desks of {{config}}, written by `wireglot desks prefect-file`. After a change of that file write this one again.
#
#     prefect work-pool create --type process {WORK_POOL}
#     prefect --no-prompt deploy --all
#     prefect worker start --pool {WORK_POOL} --limit 2
#
# No credentials are in it: a worker reads those of the sources from the file named in `config`.
"""


def prefect_file(config: Config) -> str:
    """The text of a prefect.yaml with a deployment for each desk."""
    deployments = {"name": "wireglot", "pull": [], "deployments": [_deployment(desk, config) for desk in config.desks]}
    body = yaml.safe_dump(deployments, sort_keys=False, allow_unicode=True, width=120)
    return f"{HEAD.format(config=config.path.name)}\n{body}"


def _deployment(desk: Desk, config: Config) -> dict[str, Any]:
    return {
        "name": desk.name,
        "description": description_of(desk),
        "entrypoint": ENTRYPOINT,
        "tags": tags_of(desk.options),
        "parameters": to_jsonable_python(parameters_of(desk, config.path)),
        "schedules": [_schedule(schedule) for schedule in schedules_of(desk.schedule)],
        "work_pool": {"name": WORK_POOL},
    }


def _schedule(schedule: Schedule) -> dict[str, Any]:
    if schedule.interval:
        return {
            "interval": schedule.interval.total_seconds(),
            "anchor_date": str(schedule.anchor_date),
            "timezone": "UTC",
        }
    kind = "cron" if schedule.cron else "rrule"
    return {kind: getattr(schedule, kind), "timezone": schedule.timezone}
