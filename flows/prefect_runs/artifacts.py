"""What Prefect shows of a run: its progress meanwhile, and at its end the digest, tables and events.

Nothing of this decides about the articles, which are stored already: what Prefect's server does not take is named in
one warning. When a run ends with an error, what it did before is shown all the same.
"""

import logging
import re
import time
from collections.abc import Callable
from dataclasses import replace
from types import TracebackType
from typing import ParamSpec, Self, TypeVar
from uuid import UUID

import httpx

from wireglot.flows.prefect_runs.settings import apply_settings

apply_settings()  # before the first import of Prefect, which reads its settings once

from prefect.artifacts import (  # noqa: E402  settings first
    create_markdown_artifact,
    create_progress_artifact,
    create_table_artifact,
    update_progress_artifact,
)
from prefect.settings import PREFECT_API_REQUEST_TIMEOUT, PREFECT_CLIENT_MAX_RETRIES, temporary_settings  # noqa: E402

from wireglot.articles.reading import path_of  # noqa: E402
from wireglot.flows.options import Options  # noqa: E402
from wireglot.flows.outcomes import Failed, Outcome, Report, counted  # noqa: E402
from wireglot.flows.prefect_runs.earlier_digests import DIGEST_KEY, EMPTY_DIGEST, forget_withdrawn, write_digest  # noqa: E402
from wireglot.flows.prefect_runs.events import send_edition_events  # noqa: E402
from wireglot.flows.reports.digest import digest_markdown, same_texts  # noqa: E402
from wireglot.flows.reports.edition_events import RunEvents  # noqa: E402
from wireglot.flows.reports.report import archive_rows, chat_fault_line, count_rows, failure_rows  # noqa: E402
from wireglot.flows.runs.callbacks import Callbacks  # noqa: E402
from wireglot.flows.sources.source_health import health_rows  # noqa: E402
from wireglot.outputs import Addresses  # noqa: E402

# An update costs some 10 ms, here and on the server; the page of a run is read again every few seconds.
SECONDS_BETWEEN_UPDATES = 5.0
# A server that does not answer is not asked again for this time, so that it does not slow the run down.
SECONDS_AFTER_A_FAULT = 60.0
# One that accepts a connection and says nothing, which is no reason to let the articles wait.
SHORT_TIMEOUT = 3.0
# At the end of a run: it waits 2, 4 and 8 s, in which a server starts again. Prefect itself then waits for a minute.
RETRIES_AT_THE_END = 3

log = logging.getLogger(__name__)

Arguments = ParamSpec("Arguments")
Answer = TypeVar("Answer")


class RunRecord:
    """Collects what happens in a run, for use in a `with` block around it.

    callbacks: with which the run is to be called; they call those that were given.
    """

    def __init__(self, outputs: str, options: Options, callbacks: Callbacks) -> None:
        self._outputs, self._options, self._given = outputs, options, callbacks
        self._events, self._server = RunEvents(options), _Server()
        self._progress = _Progress(self._server, self._key("progress"))
        self.callbacks = replace(callbacks, on_total=self._on_total, on_result=self._on_result)

    def __enter__(self) -> Self:
        self._progress.start()
        return self

    def _on_total(self, total: int) -> None:
        self._given.on_total(total)
        self._progress.total = total

    def _on_result(self, outcome: Outcome) -> None:
        self._events.note(outcome)
        self._progress.advance(is_failure=isinstance(outcome, Failed))
        self._given.on_result(outcome)

    def finish(self, report: Report) -> None:
        """Show the whole run."""
        summary, show = str(report), self._server.ask
        show(send_edition_events, self._events)
        show(forget_withdrawn, path_of(self._outputs))
        self._progress.end(summary)
        show(self._create_digest, summary, chat_fault_line(report.chat_fault))
        show(create_table_artifact, count_rows(report), key=self._key("counts"), description=summary)
        if report.health:
            show(
                create_table_artifact,
                health_rows(report.health),
                key=self._key("sources"),
                description="How the sources do",
            )
        if report.archives:
            show(create_table_artifact, archive_rows(report), key=self._key("archives"), description="Web archives")
        if report.of(Failed):
            show(create_table_artifact, failure_rows(report), key=self._key("failures"), description=summary)

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """Show what a run did before it ended with an error; one that is cancelled has no time for more than events."""
        if kind is None:
            return
        if not issubclass(kind, Exception):
            self._server.try_once(send_edition_events, self._events)
            return
        self._server.ask(send_edition_events, self._events)
        if not self._progress.done:
            self._progress.end("Ended before the first article", is_whole=False)
        else:
            summary = f"Ended by an error after {self._progress}"
            self._progress.end(summary, is_whole=False)
            notice = f"{kind.__name__}: what is listed here is stored, and the next run goes on."
            self._server.ask(self._create_digest, summary, notice)

    def _key(self, name: str) -> str:
        """The key of an artifact: Prefect lists the newest under each key, so that each desk has its own."""
        desk = re.sub(r"[^a-z0-9]+", "-", self._options.desk.lower()).strip("-")
        return f"{desk}-{name}" if desk else name

    def _create_digest(self, summary: str, notice: str) -> None:
        options = self._options
        front = Addresses(options.base_url).front() if options.base_url and options.site else ""
        groups = same_texts(path_of(self._outputs), self._events)
        text = digest_markdown(
            summary,
            self._events,
            outputs=self._outputs,
            desk=options.desk,
            front=front,
            notice=notice,
            groups=groups,
        )
        id = create_markdown_artifact(EMPTY_DIGEST, key=self._key(DIGEST_KEY), description=summary)
        assert isinstance(id, UUID)  # a coroutine only within an event loop, where no flow runs
        write_digest(path_of(self._outputs), id, text, self._events.shown_ids())


class _Progress:
    """The progress of a run as an artifact, which is updated from time to time.

    total: how many articles are expected; an estimate, and never a reason to show 100 % before the end.
    """

    def __init__(self, server: "_Server", key: str) -> None:
        self.done = self.total = self._failed = 0
        self._server, self._key = server, key
        self._id: UUID | None = None
        self._next = 0.0

    def start(self) -> None:
        reading = "Reading the sources"
        id = self._server.try_once(create_progress_artifact, 0.0, key=self._key, description=reading)
        self._id = id if isinstance(id, UUID) else None  # a coroutine only within an event loop, where no flow runs
        self._next = time.monotonic() + SECONDS_BETWEEN_UPDATES

    def advance(self, *, is_failure: bool) -> None:
        self.done += 1
        self._failed += is_failure
        if self._id and time.monotonic() >= self._next:
            self._server.try_once(update_progress_artifact, self._id, min(self._percent, 99.0), f"{self} so far")
            self._next = time.monotonic() + SECONDS_BETWEEN_UPDATES

    def end(self, summary: str, *, is_whole: bool = True) -> None:
        if self._id:
            percent = 100.0 if is_whole else min(self._percent, 99.0)
            self._server.ask(update_progress_artifact, self._id, percent, summary)

    @property
    def _percent(self) -> float:
        return 100 * self.done / max(self.total, self.done, 1)

    def __str__(self) -> str:
        """What was done, as "120 of 300 articles, 2 failed"."""
        of = f"{self.done:,} of " if self.done < self.total else ""
        failed = f", {self._failed:,} failed" if self._failed else ""
        return f"{of}{counted(max(self.done, self.total), 'article')}{failed}"


class _Server:
    """Prefect's server. When it does not answer, that is said once."""

    def __init__(self) -> None:
        self._closed_until = 0.0
        self._said = False

    def ask(self, call: Callable[Arguments, Answer], *args: Arguments.args, **named: Arguments.kwargs) -> Answer | None:
        """The answer to a call of Prefect's API, such as one that makes an artifact; None when there is none."""
        with temporary_settings({PREFECT_CLIENT_MAX_RETRIES: RETRIES_AT_THE_END}):
            return self._answer(call, *args, **named)

    def try_once(
        self, call: Callable[Arguments, Answer], *args: Arguments.args, **named: Arguments.kwargs
    ) -> Answer | None:
        """As `ask`, but without waiting for a server that does not answer: during a run there is other work."""
        with temporary_settings({PREFECT_CLIENT_MAX_RETRIES: 0, PREFECT_API_REQUEST_TIMEOUT: SHORT_TIMEOUT}):
            return self._answer(call, *args, **named)

    def _answer(
        self, call: Callable[Arguments, Answer], *args: Arguments.args, **named: Arguments.kwargs
    ) -> Answer | None:
        if time.monotonic() < self._closed_until:
            return None
        try:
            return call(*args, **named)
        except Exception as error:  # whatever it is, the articles are stored
            self._note(error)
            return None

    def _note(self, error: Exception) -> None:
        refused = isinstance(error, httpx.HTTPStatusError) and error.response.is_client_error
        if not refused:  # of one artifact only
            self._closed_until = time.monotonic() + SECONDS_AFTER_A_FAULT
        if not self._said:
            log.warning("Prefect does not show this run as a whole; its articles are stored. Its server: %s", error)
        self._said = True
