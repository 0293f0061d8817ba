"""Which deployments at the Prefect server are those of this wireglot.toml: made, made again, and removed.

A tag names the file that a deployment was made from. Two services with different files on one server leave each other's
desks alone, and a desk of one name in both is refused: a deployment's name is all that tells desks apart.
"""

import logging
import socket
from collections.abc import Collection, Sequence
from contextlib import suppress
from datetime import UTC, datetime
from pathlib import Path
from uuid import UUID

from prefect.client.orchestration import PrefectClient
from prefect.client.schemas.filters import (
    DeploymentFilter,
    DeploymentFilterId,
    DeploymentFilterName,
    DeploymentFilterTags,
    FlowRunFilter,
    FlowRunFilterExpectedStartTime,
    FlowRunFilterState,
    FlowRunFilterStateType,
)
from prefect.client.schemas.objects import DeploymentStatus, FlowRun, StateType
from prefect.client.schemas.responses import DeploymentResponse
from prefect.client.schemas.sorting import FlowRunSort
from prefect.deployments.runner import RunnerDeployment
from prefect.exceptions import ObjectNotFound

from wireglot.articles.reading import name_of, path_of

log = logging.getLogger(__name__)

OWNER = "wireglot.toml: "
# Prefect's tag of the runs that its scheduler makes.
AUTOMATIC = frozenset({"auto-scheduled"})


class DeskTaken(RuntimeError):
    """A desk of this name is served from another file at the same server."""


def owner_tag(config: Path) -> str:
    """The tag of all deployments that are made from this file on this machine."""
    return f"{OWNER}{socket.gethostname()}:{name_of(config)}"


async def check_names(client: PrefectClient, deployments: Sequence[RunnerDeployment], owner: str) -> None:
    """Raise DeskTaken for each desk that another service serves now at the same server.

    One that has not asked for its runs for a minute has ended (or its file was moved), and its desks are taken over.
    """
    names = [deployment.name for deployment in deployments]
    known = await client.read_deployments(deployment_filter=DeploymentFilter(name=DeploymentFilterName(any_=names)))
    others = [one for one in known if _is_served_by_others(one, owner)]
    if others:
        raise DeskTaken(
            " ".join(
                f"Desk {one.name} is served at this Prefect server already, from {_owner(one)}; rename one of the two "
                "desks, or stop the other service and wait a minute."
                for one in others
            )
        )


def _is_served_by_others(deployment: DeploymentResponse, owner: str) -> bool:
    return _owner(deployment) not in ("", owner.removeprefix(OWNER)) and deployment.status == DeploymentStatus.READY


def _owner(deployment: DeploymentResponse) -> str:
    return next((tag.removeprefix(OWNER) for tag in deployment.tags if tag.startswith(OWNER)), "")


async def own_deployments(client: PrefectClient, owner: str) -> Sequence[DeploymentResponse]:
    """All deployments at the server that were made from this file."""
    tagged = DeploymentFilter(tags=DeploymentFilterTags(all_=[owner]))
    return await client.read_deployments(deployment_filter=tagged)


async def remove_others(client: PrefectClient, owner: str, names: Collection[str]) -> None:
    """Delete the deployments of desks that the file no longer has, and with them their scheduled runs."""
    for deployment in await own_deployments(client, owner):
        if deployment.name not in names:
            log.warning("Desk %s is no longer in the file: its deployment is deleted.", deployment.name)
            try:
                await client.delete_deployment(deployment.id)
            except ObjectNotFound:
                log.debug("Deployment %s was deleted by others.", deployment.id)


async def remove_abandoned(client: PrefectClient) -> None:
    """Delete the deployments of this machine whose file is gone: nobody will ever serve their scheduled runs."""
    here = f"{OWNER}{socket.gethostname()}:"
    for deployment in await client.read_deployments():
        file = next((tag.removeprefix(here) for tag in deployment.tags if tag.startswith(here)), "")
        if file and not path_of(file).exists():
            log.warning("Desk %s: its file %s is gone, and its deployment is deleted.", deployment.name, file)
            with suppress(ObjectNotFound):  # deleted by another service
                await client.delete_deployment(deployment.id)


async def renew_missed(client: PrefectClient, owner: str) -> None:
    """Give the newest run that each desk missed the settings of the file as it is now.

    When a deployment changes, Prefect makes the runs that are still to come again. One that was due before has the
    settings of the day when it was scheduled, and would read a source that was removed since, or write into the
    folder of another file. Older ones are deleted by the runner.
    """
    for deployment in await own_deployments(client, owner):
        if run := await _newest_missed(client, deployment.id):
            tags = {*deployment.tags, *AUTOMATIC.intersection(run.tags)}
            await client.update_flow_run(run.id, parameters=deployment.parameters, tags=sorted(tags))


async def _newest_missed(client: PrefectClient, deployment: UUID) -> FlowRun | None:
    due = FlowRunFilter(
        state=FlowRunFilterState(type=FlowRunFilterStateType(any_=[StateType.SCHEDULED])),
        expected_start_time=FlowRunFilterExpectedStartTime.model_validate({"before_": datetime.now(UTC)}),
    )
    runs = await client.read_flow_runs(
        deployment_filter=DeploymentFilter(id=DeploymentFilterId(any_=[deployment])),
        flow_run_filter=due,
        sort=FlowRunSort.EXPECTED_START_TIME_DESC,
    )
    return next((run for run in runs if run.auto_scheduled), None)


def missing(deployments: Sequence[RunnerDeployment], known: Sequence[DeploymentResponse]) -> list[RunnerDeployment]:
    """The deployments that the server does not have (any more)."""
    names = {deployment.name for deployment in known}
    return [deployment for deployment in deployments if deployment.name not in names]
