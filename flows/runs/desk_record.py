"""The record of the runs of a desk (outputs/desk_runs.py): when one starts, and how it ends, in whatever way."""

import logging
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path

from wireglot.articles import now_text, without_credentials
from wireglot.flows.desks.alarms import show_on_site, silence_is_over
from wireglot.flows.notifications.channels import Channel
from wireglot.flows.options import Options
from wireglot.flows.outcomes import Report, failure_text
from wireglot.flows.runs.source_lock import AnotherRun
from wireglot.outputs import DeskRun, begin_run, change_desk_run, end_run, withdraw_run

log = logging.getLogger(__name__)


@contextmanager
def failure_recorded(root: Path, options: Options) -> Iterator[None]:
    """Record the run of a desk that fails before it starts: for checks that come before Prefect starts."""
    try:
        yield
    except Exception as error:
        if options.desk:
            _record_failure(root, options, error)
        raise


@contextmanager
def recorded(root: Path, options: Options, channels: Sequence[Channel]) -> Iterator[Callable[[Report], None]]:
    """Record the start of a desk's run, and its end: by the report that the block gives, or by the error it raises."""
    # Where this fails, so does the record of the end, which then says so: once is enough.
    before, _ = _change(root, options, lambda run, now: begin_run(run, now), level=logging.DEBUG)
    try:
        yield lambda report: _record_end(root, options, report, channels)
    except AnotherRun:
        _change(root, options, lambda run, now: withdraw_run(run, before))
        raise
    except Exception as error:
        _record_failure(root, options, error)
        raise
    except BaseException:  # a signal, or a user who cancels the run
        _change(root, options, lambda run, now: end_run(run, now, "stopped", {}))
        raise


def record_timed_out(root: Path, desk: str, process: str, reason: str) -> None:
    """Record that the run of a desk in another process (outputs.writer_name) is ended by its time limit."""
    _change(root, Options(desk=desk), lambda run, now: end_run(run, now, "failed", {}, reason, process=process))


def _record_failure(root: Path, options: Options, error: Exception) -> None:
    reason = without_credentials(failure_text(error, root))
    _change(root, options, lambda run, now: end_run(run, now, "failed", {}, reason))


def _record_end(root: Path, options: Options, report: Report, channels: Sequence[Channel]) -> None:
    state = "failed" if report.is_mostly_failed else "partial" if report.failed else "completed"
    counts = {
        "articles": len(report.outcomes),
        "new": report.new,
        "failed": len(report.failed),
        "left": report.left,
    }
    error = without_credentials(report.failed[0].shown.error) if report.failed else ""
    before, run = _change(
        root, options, lambda run, now: _without_ended_silence(end_run(run, now, state, counts, error))
    )
    if before.silent_since and not run.silent_since:
        silence_is_over(run, root, options.base_url, channels)
    elif options.site:
        show_on_site(root, options.base_url)


def _without_ended_silence(run: DeskRun) -> DeskRun:
    """The record without a silence that a good run has ended."""
    return replace(run, silent_since="") if run.good_ended == run.ended else run


def _change(
    root: Path, options: Options, change: Callable[[DeskRun, str], DeskRun], *, level: int = logging.WARNING
) -> tuple[DeskRun, DeskRun]:
    """Change the record of the desk; one that cannot be written is logged and stops nothing."""
    now = now_text()
    try:
        return change_desk_run(root, options.desk, lambda run: change(run, now))
    except OSError as error:
        log.log(level, "The run of desk %s could not be recorded: %s", options.desk, error)
        return DeskRun(options.desk), DeskRun(options.desk)
