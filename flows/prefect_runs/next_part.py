"""The next part of a run of a deployment: another run of the same deployment, which starts when this one has ended."""

import logging

from wireglot.flows.prefect_runs.settings import apply_settings

apply_settings()  # before the first import of Prefect, which reads its settings once

from prefect.client.orchestration import get_client  # noqa: E402  settings first
from prefect.context import FlowRunContext  # noqa: E402

from wireglot.flows.options import Options  # noqa: E402
from wireglot.flows.outcomes import Report  # noqa: E402
from wireglot.flows.runs.parts import limit_of_rest  # noqa: E402

log = logging.getLogger(__name__)


def start_next_part(report: Report, options: Options) -> None:
    """Create a run with the same parameters that goes on behind this one, where there is more; not for runs by hand.

    It may start before this one has ended, and then waits for the lock of the sources.
    """
    limit, context = limit_of_rest(options, report), FlowRunContext.get()
    this = context.flow_run if context else None
    if limit is None or this is None or this.deployment_id is None:
        return
    chosen = this.parameters.get("options") or {}
    rest = {"after": report.after} | ({"options": {**chosen, "limit": limit}} if options.limit else {})
    with get_client(sync_client=True) as client:
        client.create_flow_run_from_deployment(this.deployment_id, parameters={**this.parameters, **rest})
    log.info("%s.", report)
