"""What the runner of the desks checks while it runs: its deployments, and runs that have lost their process."""

import logging
import time
from collections.abc import Collection, Sequence
from contextlib import suppress
from uuid import UUID

import httpx
from prefect.client.orchestration import PrefectClient
from prefect.client.schemas.filters import (
    DeploymentFilter,
    DeploymentFilterTags,
    FlowRunFilter,
    FlowRunFilterState,
    FlowRunFilterStateType,
)
from prefect.client.schemas.objects import FlowRun, State, StateType
from prefect.deployments.runner import DeploymentApplyError, RunnerDeployment
from prefect.exceptions import ObjectNotFound
from prefect.states import Cancelled, Crashed

from wireglot.flows.serving.desk_runner import DeskRunner
from wireglot.flows.serving.registration import missing, own_deployments

log = logging.getLogger(__name__)

# A cancelled run must end within ten seconds, and its process has four of them. Prefect's event of it mostly comes
# first, but not from a busy server, nor when the connection for events has broken.
LOOK_SECONDS = 2.0
# How often the deployments are looked for, which takes the server longer.
DEPLOYMENTS_SECONDS = 10.0
# What Prefect's client raises while the server is away or starts: RuntimeError when it asks for the server's version.
UNREACHABLE = (httpx.HTTPError, DeploymentApplyError, RuntimeError)
ACTIVE = [StateType.PENDING, StateType.RUNNING, StateType.CANCELLING]


class Watch:
    """Looks at the server again and again, and puts right what differs from the desks of the file."""

    def __init__(
        self, runner: DeskRunner, client: PrefectClient, desks: Sequence[RunnerDeployment], owner: str
    ) -> None:
        self._runner, self._client, self._desks, self._owner = runner, client, desks, owner
        self._deployments_due = 0.0

    async def look(self) -> None:
        """Create deployments that are gone, end runs that are to be cancelled, and mark those without a process."""
        try:
            if time.monotonic() >= self._deployments_due:
                await self._create(missing(self._desks, await own_deployments(self._client, self._owner)))
                self._deployments_due = time.monotonic() + DEPLOYMENTS_SECONDS
            before = self._runner.active
            runs = await self._active_runs()
            await self._look_at_runs(runs, before | self._runner.active)
        except UNREACHABLE as error:
            log.debug("The server could not be looked at: %s", error)  # the runner says that it does not respond

    async def _create(self, gone: Sequence[RunnerDeployment]) -> None:
        for deployment in gone:
            log.warning(
                "Prefect's server no longer knows the desk %s (was its database emptied?): created again.",
                deployment.name,
            )
            await self._runner.aadd_deployment(deployment)

    async def _active_runs(self) -> Sequence[FlowRun]:
        return await self._client.read_flow_runs(
            deployment_filter=DeploymentFilter(tags=DeploymentFilterTags(all_=[self._owner])),
            flow_run_filter=FlowRunFilter(state=FlowRunFilterState(type=FlowRunFilterStateType(any_=ACTIVE))),
        )

    async def _look_at_runs(self, runs: Sequence[FlowRun], active: Collection[UUID]) -> None:
        """End runs; `active` are those that the runner had before or after the server was asked."""
        for run in runs:
            cancelling = run.state is not None and run.state.is_cancelling()
            with suppress(ObjectNotFound):  # deleted meanwhile, or its server is empty now
                if run.id not in active:
                    await self._end_lost(run, cancelling)
                elif cancelling:
                    await self._runner.cancel_run(run.id)

    async def _end_lost(self, run: FlowRun, cancelling: bool) -> None:
        """Give a final state to a run whose process is gone: nothing else ever would."""
        state: State[None] = Cancelled(message="Cancelled; its process had ended already.")
        if not cancelling:
            log.warning("The process of the run %s is gone.", run.name)
            message = "The process of this run was killed, or the machine went down. The next run of the desk goes on."
            state = Crashed(message=message)
        await self._client.set_flow_run_state(run.id, state)
