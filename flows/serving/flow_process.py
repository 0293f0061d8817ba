"""The process of a flow run: it ends with the service that started it, in time, and when it is asked to."""

import os
import signal
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from wireglot.flows.options import Options
from wireglot.flows.prefect_runs.settings import apply_settings
from wireglot.flows.runs.time_limit import ended_in_time
from wireglot.flows.serving.children import end_with_parent

apply_settings()  # before the first import of Prefect, which reads its settings once

from prefect.context import FlowRunContext  # noqa: E402  settings first

# Set by the runner of `wireglot serve` for the processes of its runs: its own id.
SERVED_BY = "WIREGLOT_SERVED_BY"
# Prefect sets it in a process that it starts for one flow run.
_OWN_PROCESS = "PREFECT__FLOW_RUN_ID"


@contextmanager
def supervised(options: Options, outputs: Path) -> Iterator[None]:
    """Within the block this process is ended after the time limit, when it is cancelled, and with `wireglot serve`."""
    context = FlowRunContext.get()
    run = context.flow_run if context else None
    is_own = _OWN_PROCESS in os.environ
    if is_own:
        _end_with_service()
    if context is None or run is None or not (is_own or options.time_limit):
        yield
        return
    url = str(context.client.api_url)
    with ended_in_time(options.time_limit, outputs, options.desk, flow_run=str(run.id), api_url=url):
        yield


def is_scheduled() -> bool:
    """Whether this flow run was made by a schedule, so that another one follows."""
    context = FlowRunContext.get()
    return bool(context and context.flow_run and context.flow_run.auto_scheduled)


def _end_with_service() -> None:
    """Have the kernel end this process when the runner that started it dies, or end now where it is dead already."""
    if runner := os.environ.get(SERVED_BY):
        end_with_parent()
        if os.getppid() != int(runner):
            os.kill(os.getpid(), signal.SIGKILL)
