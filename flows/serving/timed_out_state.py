"""The state TimedOut of a flow run, set from outside its process."""

from uuid import UUID

from wireglot.flows.prefect_runs.settings import apply_settings

apply_settings()  # before the first import of Prefect, which reads its settings once

from prefect.client.orchestration import get_client  # noqa: E402  settings first
from prefect.client.schemas.objects import State, StateType  # noqa: E402


def mark_timed_out(flow_run: str, message: str) -> None:
    """Give the flow run the state TimedOut; it stays when the process is then killed."""
    state: State[None] = State(type=StateType.FAILED, name="TimedOut", message=message)
    with get_client(sync_client=True) as client:
        client.set_flow_run_state(UUID(flow_run), state, force=True)
