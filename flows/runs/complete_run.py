"""A complete run: what the command line and the Prefect flow start.

The run of a desk is recorded (desk_record.py), and its notifications are sent (flows/notifications), however it ends.
"""

import logging
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

from wireglot.articles.reading import path_of
from wireglot.flows import pipeline
from wireglot.flows.desks import InvalidDesks, read_config
from wireglot.flows.notifications.channels import Channel
from wireglot.flows.notifications.notifier import Notifier
from wireglot.flows.options import Options
from wireglot.flows.outcomes import Report
from wireglot.flows.runs.batch_run import Process
from wireglot.flows.runs.callbacks import SILENT, Callbacks
from wireglot.flows.runs.desk_record import recorded
from wireglot.flows.runs.request import RunRequest
from wireglot.flows.runs.runner import run_request

log = logging.getLogger(__name__)


def complete_run(request: RunRequest, process: Process = pipeline.process, callbacks: Callbacks = SILENT) -> Report:
    """Run as `run_request` does; what surrounds the run of a desk happens also when the run raises."""
    outputs, options = request.outputs, request.options
    if not options.desk:
        return run_request(request, process, callbacks)
    channels = _channels(request.config, options.desk)
    with _notified(outputs, options, channels, callbacks) as (noting, finish):
        with recorded(outputs, options, channels) as end:
            report = run_request(request, process, noting)
            end(report)
        finish(report)
    return report


def _channels(config: str, desk: str) -> list[Channel]:
    if not config:
        return []
    try:
        found = read_config(Path(path_of(config))).desk(desk)
    except InvalidDesks as error:
        log.warning("Nobody is notified of this run: %s", error)
        return []
    return found.notify.channels if found else []


@contextmanager
def _notified(
    root: Path, options: Options, channels: Sequence[Channel], callbacks: Callbacks
) -> Iterator[tuple[Callbacks, Callable[[Report], None]]]:
    """Note what happens and send it; a run that fails or is stopped has notified of what it stored."""
    if not channels:
        yield callbacks, lambda report: None
        return
    notifier = Notifier(root, options, channels)
    notifier.start()
    try:
        yield notifier.callbacks(callbacks), lambda report: notifier.finish({"failed": len(report.failed)})
    except Exception:
        notifier.finish({})
        raise
    except BaseException:  # a run that is stopped ends at once
        notifier.finish({}, wait=0)
        raise
