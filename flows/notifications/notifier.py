"""The notifier of a run: it notes what happened to articles, and sends it meanwhile in a thread of its own.

Corrections and withdrawals are sent when their batch is stored, and at the latest before the digest, which says all
else at the end. Nothing that a webhook or a mail server does delays the run, but for the message that is being sent at
its end.
"""

import logging
import threading
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from pathlib import Path

from wireglot.flows.notifications.channels import Channel
from wireglot.flows.notifications.delivery import deliver
from wireglot.flows.notifications.outbox import Outbox, Version
from wireglot.flows.options import Options
from wireglot.flows.outcomes import Done, Outcome
from wireglot.flows.reports.edition_events import EditionEvent, edition_event
from wireglot.flows.runs.callbacks import Callbacks
from wireglot.outputs import Store, Stored, meaning, pending_ids, read_desk_run

URGENT = ("corrected", "withdrawn")
NEWS = ("created", *URGENT)
# Messages that a run sends at once to each channel; one more at its end has what comes after them.
MOST_AT_ONCE = 5
# Seconds in which what happens in one batch is collected into one message.
COLLECTED_FOR = 1.0
# Seconds that a run waits at its end, and those of them that a message may take.
LAST_MESSAGES, MESSAGE_SECONDS = 12.0, 9.0

log = logging.getLogger(__name__)


class Notifier:
    """Notes and sends what happens in one run of a desk."""

    def __init__(self, root: Path, options: Options, channels: Sequence[Channel]) -> None:
        self._root, self._options = root, options
        self._outbox = Outbox(root, options.desk, [channel.kind for channel in channels])
        self._noted: set[Version] = set()
        self._senders = [_Sender(self._outbox, channel) for channel in channels]

    def start(self) -> None:
        """Begin to send, also what a run that was killed has left: stored and not noted, or noted and not sent."""
        try:
            with self._outbox.lock():
                self._noted = self._outbox.noted() | self._outbox.added()
        except OSError as error:
            self._warn(error)
        self._note(unnoted_events(self._root, self._options))
        for sender in self._senders:
            sender.start()
            sender.send_urgent()

    def callbacks(self, callbacks: Callbacks) -> Callbacks:
        """The callbacks, with this notifier before them."""

        def on_result(outcome: Outcome) -> None:
            event = edition_event(outcome, self._options)
            self._note([event] if event else [])
            callbacks.on_result(outcome)

        return replace(callbacks, on_result=on_result)

    def finish(self, counts: Mapping[str, int], *, wait: float = LAST_MESSAGES) -> None:
        """Send what is urgent, then the digest; what is not sent within `wait` seconds stays in the outbox.

        counts: of the run, beside what happened to articles.
        """
        try:
            with self._outbox.lock():
                for channel in self._outbox.channels:
                    self._outbox.seal(channel, "urgent")
                    self._outbox.seal(channel, "digest", counts)
                if not {id for id, _ in self._outbox.noted()} & set(pending_ids(self._root)):
                    self._outbox.forget_noted()
        except OSError as error:
            self._warn(error)
        until = time.monotonic() + wait
        for sender in self._senders:
            sender.end(until)
        for sender in self._senders:
            sender.join(max(0.0, until - time.monotonic()))

    def _note(self, events: Sequence[EditionEvent]) -> None:
        """Put these into the outbox; a failure to do so is logged and stops nothing."""
        news = [event for event in events if event.kind in NEWS and (event.id, event.version) not in self._noted]
        try:
            if news:
                self._add(news)
        except OSError as error:
            self._warn(error)
        self._noted |= {(event.id, event.version) for event in news}
        if any(event.kind in URGENT for event in news):
            for sender in self._senders:
                sender.send_urgent()

    def _add(self, news: Sequence[EditionEvent]) -> None:
        with self._outbox.lock():
            noted = self._outbox.noted()  # also by another run of the desk, which waits for this one
            for event in news:
                if (event.id, event.version) in noted:
                    continue
                if event.kind == "withdrawn":
                    self._outbox.drop_article(event.id)
                self._outbox.add([event], "urgent" if event.kind in URGENT else "digest")
            self._outbox.note(event for event in news if (event.id, event.version) not in noted)

    def _warn(self, error: OSError) -> None:
        log.warning("Desk %s: notifications could not be written: %s", self._options.desk, error)


class _Sender:
    """The thread that sends to one channel during a run."""

    def __init__(self, outbox: Outbox, channel: Channel) -> None:
        self._outbox, self._channel = outbox, channel
        self._new, self._until = threading.Event(), float("inf")
        self._ending = threading.Event()
        self._sent_at_once = 0
        self._thread = threading.Thread(target=self._work, name=f"notifications-{channel}", daemon=True)

    def start(self) -> None:
        self._thread.start()

    def send_urgent(self) -> None:
        self._new.set()

    def end(self, until: float) -> None:
        """Send all that is left, and begin no message so late that it would not be sent until then."""
        self._until = until - MESSAGE_SECONDS
        self._ending.set()
        self._new.set()

    def join(self, seconds: float) -> None:
        self._thread.join(seconds)

    def _work(self) -> None:
        while not self._ending.is_set():
            self._deliver(is_stopped=self._ending.is_set)
            self._new.wait()
            self._new.clear()
            if not self._ending.wait(COLLECTED_FOR):
                self._seal()
        left = max(0.0, self._until - time.monotonic())
        self._deliver(is_stopped=self._is_late, patience=left)

    def _deliver(self, *, is_stopped: Callable[[], bool], patience: float = 0.0) -> None:
        outbox, channel = self._outbox, self._channel
        deliver(outbox.root, outbox.desk, [channel], is_stopped=is_stopped, patience=patience, seconds=MESSAGE_SECONDS)

    def _is_late(self) -> bool:
        return time.monotonic() > self._until

    def _seal(self) -> None:
        if self._sent_at_once >= MOST_AT_ONCE:
            return
        try:
            with self._outbox.lock():
                self._sent_at_once += self._outbox.seal(self._channel.kind, "urgent")
        except OSError as error:
            log.warning("Desk %s: notifications could not be written: %s", self._outbox.desk, error)


def unnoted_events(root: Path, options: Options) -> list[EditionEvent]:
    """What happened to articles whose newest version was stored by the last run, which was killed before noting it.

    Their marks of pending work are still there; what it has noted, the caller knows.
    """
    store, since = Store(root), read_desk_run(root, options.desk).started
    ids = pending_ids(root) if since else []
    return [event for id in ids if (event := _unnoted_event(store, id, since, options))]


def _unnoted_event(store: Store, id: str, since: str, options: Options) -> EditionEvent | None:
    newest = store.readable_newest(id)
    if not newest or newest.made_at < since:
        return None
    try:
        edition = store.read(id, newest.version)
        old = store.read(id, newest.version - 1) if newest.version > 1 else None
    except (OSError, LookupError, ValueError):
        return None  # damaged or pruned: `wireglot verify` says more
    if edition.desk != options.desk:
        return None
    folder = store.folder(id, newest.version)
    return edition_event(
        Done(edition, Stored(id, newest.version, True, folder, edition, meaning(old, edition))), options
    )
