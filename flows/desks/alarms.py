"""Alarms: what is said once when a desk falls silent, and once when it runs again.

`check_desks` is called by `wireglot serve` every minute; that a silence is over, the run says that ends it. What has
been said is in the record of the desk, so that neither a restart nor a second process says it again.
"""

import logging
import sqlite3
from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Literal

from wireglot.articles import time_text
from wireglot.flows.desks import Config, Desk
from wireglot.flows.desks.silence import DeskStatus, status_of
from wireglot.flows.notifications.channels import Channel
from wireglot.flows.notifications.delivery import deliver_in_background
from wireglot.flows.notifications.outbox import Outbox
from wireglot.flows.sources.source_health import site_rows
from wireglot.outputs import (
    Addresses,
    DeskRun,
    Store,
    change_desk_run,
    desk_runs,
    has_pages,
    remove_desk_run,
    update_outputs,
)

OnSilent = Callable[[DeskStatus], None]

log = logging.getLogger(__name__)


def check_desks(config: Config, *, on_silent: OnSilent = lambda status: None, now: datetime | None = None) -> None:
    """Note which desks there are, and give the alarm for each that has fallen silent: log, site, message, `on_silent`.

    Messages of earlier runs that could not be sent are sent as well. What cannot be written is logged, and tried again
    with the next check.
    """
    now = now or datetime.now(UTC)
    for root in {desk.outputs for desk in config.desks}:
        _forget_removed(root, config)
    for desk in config.desks:
        try:
            silent = _newly_silent(desk, config, now)
            deliver_in_background(desk.outputs, desk.name, desk.notify.channels)
            if silent:
                on_silent(silent)  # last: it may wait for a server
        except OSError as error:
            log.warning("The record of desk %s could not be written: %s", desk.name, error)
        except Exception:  # one desk must not end the service of all others
            log.exception("Desk %s could not be checked", desk.name)


def _newly_silent(desk: Desk, config: Config, now: datetime) -> DeskStatus | None:
    """The status of a desk that has just fallen silent, which is logged, shown and put into the outbox."""

    def seen(run: DeskRun) -> DeskRun:
        run = _as_configured(run, desk, config, time_text(now))
        is_silent = status_of(desk, run, config.path, now).is_silent
        return replace(run, silent_since=(run.silent_since or time_text(now)) if is_silent else "")

    before, run = change_desk_run(desk.outputs, desk.name, seen)
    status = status_of(desk, run, config.path, now)
    if run.silent_since and not before.silent_since:
        log.error("%s", status)
        show_on_site(desk.outputs, desk.options.base_url)
        _put(desk.outputs, desk.name, desk.notify.channels, "silent", str(status))
        return status
    if before.silent_since and not run.silent_since:  # its schedule was changed or removed
        silence_is_over(run, desk.outputs, desk.options.base_url, desk.notify.channels)
    return None


def _as_configured(run: DeskRun, desk: Desk, config: Config, now: str) -> DeskRun:
    """The record with the desk's present schedule; after a change of it, or of the clock, periods count from now."""
    schedule = str(desk.schedule or "by hand")
    is_known = bool(run.since) and run.schedule in ("", schedule)
    run = replace(run, config=str(config.path), schedule=schedule, since=run.since if is_known else now)
    if max(run.since, run.good_ended) > now:  # a clock that was wrong then, or is wrong now
        run = replace(run, since=min(run.since, now), good_started="", good_ended=min(run.good_ended, now))
    return run


def silence_is_over(run: DeskRun, root: Path, base_url: str, channels: Sequence[Channel]) -> None:
    """Say that a desk which was silent is not any longer; its run, or the next check, sends the message."""
    sentence = f"Desk {run.desk} is no longer silent."
    log.warning("%s", sentence)
    show_on_site(root, base_url)
    _put(root, run.desk, channels, "over", sentence)


def _put(root: Path, desk: str, channels: Sequence[Channel], kind: Literal["silent", "over"], text: str) -> None:
    outbox = Outbox(root, desk, [channel.kind for channel in channels])
    try:
        with outbox.lock():
            outbox.put(kind, text)
    except OSError as error:
        log.warning("Desk %s: notifications could not be written: %s", desk, error)


def show_on_site(root: Path, base_url: str) -> None:
    """Bring the front page and the page of sources up to date with the record of desks."""
    try:
        if has_pages(root):
            update_outputs(Store(root), Addresses(base_url), sources=site_rows(root))
    except (OSError, ValueError, sqlite3.Error) as error:
        log.warning("The pages do not show the state of desks yet: %s", error)


def _forget_removed(root: Path, config: Config) -> None:
    names = {desk.name for desk in config.desks if desk.outputs == root}
    for run in desk_runs(root):
        if run.config == str(config.path) and run.desk not in names and not run.is_running:
            try:
                remove_desk_run(root, run.desk)
            except OSError as error:
                log.warning("The record of desk %s could not be removed: %s", run.desk, error)
