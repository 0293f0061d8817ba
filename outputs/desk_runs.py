"""The record of desk runs: when each desk last ran into an output folder, how that ended, and whether it is silent.

    .wireglot/desks/<desk>.json      the fields of DeskRun

A run enters itself in `running` when it starts and leaves when it ends, however it ends. One whose process is gone was
killed: it counts as failed from the next run on. What tells whether a desk works is `good_ended`, the end of its last
run that ended normally: a desk that starts every hour and dies every time is silent too.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path
from urllib.parse import quote

from wireglot.articles import TimeText
from wireglot.models import exclusive_lock
from wireglot.outputs.layout import desks_folder, locks_folder, may_be_running, writer_name
from wireglot.outputs.records import read_record, write_record

# How a run ended that was good for its desk: with all articles, or with some that failed.
GOOD_STATES = ("completed", "partial")


@dataclass(frozen=True, slots=True)
class DeskRun:
    """The runs of a desk; times are ISO 8601 in UTC, "" for never.

    config        the wireglot.toml that names the desk, as far as known
    since         when the desk, or its present `schedule`, was first seen
    started       of the last run; `ended`, `state`, `counts` and `error` are those of the last run that ended
    state         completed, partial (some articles failed), failed, or stopped (by a user or a signal)
    failures      runs in a row that did not end normally, with those that were killed
    good_started, good_ended   of the last run that ended normally
    running       the runs that have started and not ended: process (layout.writer_name) to time
    silent_since  when the desk was found silent, "" while it is not
    """

    desk: str
    config: str = ""
    schedule: str = ""
    since: TimeText = ""
    started: TimeText = ""
    ended: TimeText = ""
    state: str = ""
    counts: Mapping[str, int] = field(default_factory=dict)
    error: str = ""
    failures: int = 0
    good_started: TimeText = ""
    good_ended: TimeText = ""
    running: Mapping[str, str] = field(default_factory=dict)
    silent_since: TimeText = ""

    @property
    def is_running(self) -> bool:
        return any(map(may_be_running, self.running))


def read_desk_run(root: Path, desk: str) -> DeskRun:
    """The record of a desk; an empty one when there is none, or it is damaged."""
    return read_record(DeskRun, _path(root, desk)) or DeskRun(desk)


def desk_runs(root: Path) -> list[DeskRun]:
    """The records of all desks that ever ran into the folder, by name."""
    found = (read_record(DeskRun, path) for path in desks_folder(root).glob("*.json"))
    return sorted(filter(None, found), key=lambda run: run.desk)


def change_desk_run(root: Path, desk: str, change: Callable[[DeskRun], DeskRun]) -> tuple[DeskRun, DeskRun]:
    """Change the record of a desk in one step, and return it as it was and as it is. Raises OSError."""
    path = _path(root, desk)
    with exclusive_lock(locks_folder(root) / "desks.lock", "Another run writes the record of desks; waiting."):
        before = read_desk_run(root, desk)
        if (after := change(before)) != before:
            write_record(root, path, after)
    return before, after


def remove_desk_run(root: Path, desk: str) -> None:
    """Forget a desk that is no longer in its file. Raises OSError."""
    _path(root, desk).unlink(missing_ok=True)


def begin_run(run: DeskRun, now: str) -> DeskRun:
    """The record once a run has started: those that were killed before it have failed."""
    killed = [process for process in run.running if process == writer_name() or not may_be_running(process)]
    running = {process: time for process, time in run.running.items() if process not in killed}
    return replace(
        run,
        since=run.since or now,
        started=now,
        failures=run.failures + len(killed),
        running=running | {writer_name(): now},
    )


def withdraw_run(run: DeskRun, before: DeskRun) -> DeskRun:
    """The record once a run was given up because another one was going on; `before` is how it was at its start."""
    running = {process: time for process, time in run.running.items() if process != writer_name()}
    return replace(run, running=running, started=max(running.values(), default=before.started))


def end_run(
    run: DeskRun, now: str, state: str, counts: Mapping[str, int], error: str = "", *, process: str = ""
) -> DeskRun:
    """The record once a run has ended in that state: the one of this process, or of the one that is named."""
    running = dict(run.running)
    started = running.pop(process or writer_name(), run.started)
    ended = replace(run, ended=now, state=state, counts=counts, error=error, running=running)
    if state in GOOD_STATES:
        return replace(ended, failures=0, good_started=started, good_ended=now)
    return replace(ended, failures=run.failures + 1)


def _path(root: Path, desk: str) -> Path:
    return desks_folder(root) / f"{quote(desk, safe='')}.json"
