"""The deployments of the desks at the server, and the runs that they missed."""

import asyncio
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING
from uuid import UUID

import pytest

from wireglot.flows.desks import read_config

if TYPE_CHECKING:
    from prefect.client.orchestration import PrefectClient

pytestmark = [pytest.mark.process, pytest.mark.usefixtures("shared_server")]

DESK = """
[desks.renewed]
sources = ["{folder}"]
schedule = {{ interval = 3600 }}
"""


def test_a_missed_run_takes_the_settings_of_today(tmp_path: Path) -> None:
    file = tmp_path / "wireglot.toml"

    async def missed_then_changed() -> list[tuple[object, bool]]:
        from prefect.client.orchestration import get_client
        from prefect.client.schemas.filters import DeploymentFilter, DeploymentFilterId

        from wireglot.flows.serving.deployments import deployments
        from wireglot.flows.serving.registration import owner_tag, renew_missed

        async def register(folder: str) -> object:
            file.write_text(DESK.format(folder=folder))
            (made,) = await asyncio.to_thread(deployments, read_config(file))
            return await made.aapply()

        now = datetime.now(UTC)
        async with get_client() as client:
            id = await register("before")
            window = {"start_time": str(now - timedelta(hours=3)), "end_time": str(now)}
            await client._client.post(f"/deployments/{id}/schedule", json=window)
            await register("after")
            await renew_missed(client, owner_tag(file))
            of_desk = DeploymentFilter(id=DeploymentFilterId(any_=[id]))
            runs = await client.read_flow_runs(deployment_filter=of_desk)
            await client.delete_deployment(id)
        late = [run for run in runs if run.expected_start_time <= now]
        newest = max(late, key=lambda run: run.expected_start_time)
        return [(newest.parameters["sources"], "auto-scheduled" in newest.tags), len(late) >= 3]

    assert asyncio.run(missed_then_changed()) == [([str(tmp_path / "after")], True), True]


def test_the_desks_of_a_file_that_is_gone_are_removed(tmp_path: Path) -> None:
    file, kept = tmp_path / "gone.toml", tmp_path / "kept.toml"

    async def names_left() -> set[str]:
        from prefect.client.orchestration import get_client

        from wireglot.flows.serving.deployments import deployments
        from wireglot.flows.serving.registration import remove_abandoned

        for path, name in ((file, "abandoned"), (kept, "kept")):
            path.write_text(DESK.format(folder="inbox").replace("renewed", name))
            (made,) = await asyncio.to_thread(deployments, read_config(path))
            await made.aapply()
        file.unlink()
        async with get_client() as client:
            await remove_abandoned(client)
            left = await client.read_deployments()
            for deployment in left:
                if deployment.name == "kept":
                    await client.delete_deployment(deployment.id)
        return {deployment.name for deployment in left} & {"abandoned", "kept"}

    assert asyncio.run(names_left()) == {"kept"}


class EndedMeanwhile:
    """A runner whose run ended while the server was asked for runs: all that Watch asks of it about one."""

    def __init__(self, run: UUID) -> None:
        self._active = [{run}]

    @property
    def active(self) -> set[UUID]:
        return self._active.pop() if self._active else set()


def test_only_a_run_without_a_process_is_lost(tmp_path: Path, caplog: pytest.LogCaptureFixture) -> None:
    file = tmp_path / "wireglot.toml"
    file.write_text(DESK.format(folder="inbox"))

    async def states_seen() -> list[str]:
        from prefect.client.orchestration import get_client
        from prefect.states import Cancelling, Running

        from wireglot.flows.serving.deployments import deployments
        from wireglot.flows.serving.registration import owner_tag
        from wireglot.flows.serving.watch import Watch

        made = await asyncio.to_thread(deployments, read_config(file))
        async with get_client() as client:
            id = await made[0].aapply()
            run = await client.create_flow_run_from_deployment(id, state=Running())
            watch = Watch(EndedMeanwhile(run.id), client, made, owner_tag(file))  # type: ignore[arg-type]
            states = []
            for _ in range(2):
                await watch.look()
                states.append((await client.read_flow_run(run.id)).state_name)
            cancelled = await client.create_flow_run_from_deployment(id, state=Cancelling())
            await watch.look()
            messages = [await message_of(client, one.id) for one in (run, cancelled)]
            await client.delete_deployment(id)
        return [*states, *messages]

    *states, crashed, cancelled = asyncio.run(states_seen())
    assert states == ["Running", "Crashed"]
    assert crashed.startswith("The process of this run was killed")
    assert cancelled == "Cancelled; its process had ended already."
    assert caplog.text.count("The process of the run") == 1


async def message_of(client: "PrefectClient", run: UUID) -> str:
    state = (await client.read_flow_run(run)).state
    return state.message or "" if state else ""


def test_a_run_that_was_deleted_meanwhile_is_left() -> None:
    async def look_at_deleted_run() -> None:
        from prefect import flow
        from prefect.client.orchestration import get_client

        from wireglot.flows.serving.desk_runner import DeskRunner
        from wireglot.flows.serving.watch import Watch

        async with get_client() as client:
            run = await client.create_flow_run(flow(lambda: None, name="deleted"))
            await client.delete_flow_run(run.id)
            await Watch(DeskRunner(), client, [], "")._look_at_runs([run], active=[])

    asyncio.run(look_at_deleted_run())
