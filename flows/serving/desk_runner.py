"""Prefect's runner for desks: it chooses among the runs that are due, outlives its server, and ends quickly."""

import asyncio
import logging
import os
import time
from collections.abc import Sequence
from contextlib import suppress
from datetime import UTC, datetime
from typing import Any
from uuid import UUID

import httpx
from prefect.client.orchestration import get_client
from prefect.client.schemas.objects import FlowRun
from prefect.runner import Runner

from wireglot.flows.runs.watchdog import kill_with_descendants
from wireglot.flows.serving.due_runs import Choice, choose

log = logging.getLogger(__name__)

# Runs at the same time, each in its own process. Two, so that a run by hand need not wait for a scheduled one;
# without a limit a backlog was seen to start 71 processes.
RUNS_AT_ONCE = 2
# The server gives this many runs at once, and takes this many ids for deletion.
PAGE = 200
DELETED_AT_ONCE = 50
# A desk whose runs take longer than its schedule misses some all the time; so many are missed in an outage.
MANY_MISSED = 10
# How often the server is asked for runs; Prefect's 10 s are long for somebody who starts one by hand.
POLL_SECONDS = 5.0
# A process of a run is asked to end; its watchdog (flows/runs/watchdog.py) kills it after three seconds, and this after
# so many. A version is written whole or not at all, so a kill does no harm.
PROCESS_SECONDS = 4.0
# For all runs when this process ends, with their states. The supervisor kills it after six seconds.
END_SECONDS = 5.5


class DeskRunner(Runner):
    """A runner whose desks never have two runs at a time.

    It reaches into Prefect's runner in three places (the poller's list of runs that are due, the ids of active runs,
    and cancelling): there is no public way, and tests/flows/prefect/test_serve.py sees when one of them changes.
    Prefect's own cancelling looks every three seconds whether the process has ended, and kills it after thirty.
    """

    def __init__(self) -> None:
        super().__init__(limit=RUNS_AT_ONCE, query_seconds=POLL_SECONDS, pause_on_shutdown=False)
        self._desk_of: dict[UUID, UUID] = {}
        self._started_at: dict[UUID, float] = {}
        self._is_unreachable = False

    async def __aenter__(self) -> "DeskRunner":
        await super().__aenter__()
        poller: Any = self._scheduled_run_poller
        self._due = poller._get_scheduled_flow_runs
        poller._get_scheduled_flow_runs = self._chosen
        processes: Any = self._process_manager
        processes.kill = self._end_process
        _leave_polling(self._cancelling_observer)
        return self

    @property
    def active(self) -> set[UUID]:
        """The runs that this runner starts, runs, or whose end it reports now; none while it is being started."""
        if not self.started:
            return set()
        return self._scheduled_run_poller._submitting_flow_run_ids | self._cancelling_flow_run_ids

    async def _chosen(self) -> Sequence[FlowRun]:
        """The runs to start now; none when the server does not respond, since Prefect's runner would then end."""
        try:
            chosen = await self._choose(due := await self._due())
            while len(due) >= PAGE and chosen.missed:
                chosen = await self._choose(due := await self._due())
        except httpx.HTTPError as error:
            if not self._is_unreachable:
                log.warning("Prefect's server does not respond (%s); no run starts until it does.", error)
            self._is_unreachable = True
            return []
        if self._is_unreachable:
            log.warning("Prefect's server responds again.")
        self._is_unreachable = False
        start = chosen.start[: max(RUNS_AT_ONCE - len(self.active), 0)]  # Prefect logs each poll that has more
        self._desk_of |= {run.id: run.deployment_id for run in start if run.deployment_id}
        self._started_at |= {run.deployment_id: time.monotonic() for run in start if run.deployment_id}
        return list(start)

    async def _choose(self, due: Sequence[FlowRun]) -> Choice:
        active = self.active
        self._desk_of = {run: desk for run, desk in self._desk_of.items() if run in active}
        waiting = [run for run in due if run.id not in active]
        choice = choose(waiting, set(self._desk_of.values()), datetime.now(UTC), self._started_at)
        await self._delete(choice.missed)
        return choice

    async def _delete(self, missed: Sequence[FlowRun]) -> None:
        """Delete scheduled runs that were missed: after an outage there may be thousands."""
        if not missed:
            return
        path: Any = "/flow_runs/bulk_delete"  # newer than Prefect's list of paths
        async with get_client() as client:
            for start in range(0, len(missed), DELETED_AT_ONCE):
                ids = [str(run.id) for run in missed[start : start + DELETED_AT_ONCE]]
                await client.request("POST", path, json={"flow_runs": {"id": {"any_": ids}}})
        if len(missed) >= MANY_MISSED:
            log.warning("%d scheduled runs were missed; only the newest of each desk is made up for.", len(missed))

    async def cancel_run(self, run: UUID) -> None:
        """End the process of a run and mark the run as cancelled."""
        await self._cancel_run(run)

    async def _end_process(self, run: UUID, grace_seconds: float = PROCESS_SECONDS, *, force: bool = False) -> None:
        """Ask the process of a run to end, and kill it when it does not, or when that is forced."""
        handle = self._process_manager.get(run)
        if handle is None:
            return
        end = time.monotonic() + (0 if force else min(grace_seconds, PROCESS_SECONDS))
        with suppress(ProcessLookupError):
            if not force:
                handle.graceful_kill()
            while handle.returncode is None and time.monotonic() < end:
                await asyncio.sleep(0.1)
            if handle.returncode is None and handle.pid:
                kill_with_descendants(handle.pid)

    def handle_sigterm(self, *args: Any, **kwargs: Any) -> None:
        """End. Prefect's own handler would give each run half a minute, one after the other."""
        if not self.started:
            os._exit(0)  # while it is being started, there are no runs to end
        self.execute_in_background(self._end)

    async def _end(self) -> None:
        """End the runs, and this process without the clean-up of Prefect's runner, which waits for what was ended."""
        logging.disable(logging.WARNING)
        await self._end_runs()
        os._exit(0)

    async def _end_runs(self) -> None:
        """Start no more runs, and cancel those that run; what did not end in time is killed."""
        self._scheduled_run_poller.stopping = True
        runs = self._process_manager.flow_run_ids()
        cancelled = [self._cancel_run(run, state_msg="wireglot serve was stopped.") for run in runs]
        with suppress(TimeoutError):
            await asyncio.wait_for(asyncio.gather(*cancelled, return_exceptions=True), END_SECONDS)
        for run in self._process_manager.flow_run_ids():
            await self._end_process(run, force=True)


def _leave_polling(observer: Any) -> None:
    """Let Prefect's observer of cancelled runs only listen: its polling ends when the server does, with pages of text.

    What it misses, watch.py finds.
    """
    if observer._polling_task:
        observer._polling_task.cancel()
    if listening := observer._consumer_task:
        listening.remove_done_callback(observer._start_polling_task)
        listening.add_done_callback(lambda task: task.cancelled() or task.exception())
