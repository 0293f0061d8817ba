"""Delivery: what is in the outbox of a desk is sent to its channels, and what could not be sent is kept for later.

Who delivers holds the lock of the channel, so that a message is sent once; others go on without waiting. The kernel
releases the lock with its process. A message that was accepted just before its process was killed is sent again: it
has the same id.
"""

import logging
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from threading import Thread
from urllib.parse import quote

from filelock import FileLock, Timeout

from wireglot.articles import now_text, time_text
from wireglot.flows.notifications.channels import Channel
from wireglot.flows.notifications.messages import compose
from wireglot.flows.notifications.outbox import Header, Outbox, Waiting
from wireglot.flows.notifications.sending import SEND_SECONDS, send
from wireglot.outputs import Store, locks_folder

FIRST_PAUSE = timedelta(minutes=1)  # after a failure, then 2, 4, 8 ...
LONGEST_PAUSE = timedelta(hours=6)
GIVEN_UP_AFTER = timedelta(days=7)  # older news helps nobody
WORTH_SAYING = timedelta(hours=1)  # a channel that works again within it is no fault
MOST_FAILURES = 3  # in one go

log = logging.getLogger(__name__)


def deliver(
    root: Path,
    desk: str,
    channels: Sequence[Channel],
    *,
    is_stopped: Callable[[], bool] = lambda: False,
    patience: float = 0.0,
    seconds: float = SEND_SECONDS,
) -> None:
    """Send what is due; stops after the present message when `is_stopped`. What cannot be written is logged.

    patience: seconds to wait while another process delivers to a channel; `seconds` those that a message may take.
    """
    outbox = Outbox(root, desk, [channel.kind for channel in channels])
    for channel in channels:
        try:
            with _delivering(root, desk, channel, patience) as is_ours:
                if is_ours:
                    _deliver_channel(outbox, channel, is_stopped, seconds)
        except OSError as error:
            log.warning("Desk %s: the outbox of notifications cannot be written: %s", desk, error)


def deliver_in_background(root: Path, desk: str, channels: Sequence[Channel]) -> None:
    """Send what is due in threads that nobody waits for; where one is still at work, nothing happens."""
    outbox = Outbox(root, desk, [channel.kind for channel in channels])
    for channel in channels:
        if outbox.waiting(channel.kind):
            Thread(target=deliver, args=(root, desk, [channel]), daemon=True).start()


def faults(root: Path, desk: str, channels: Sequence[Channel]) -> list[str]:
    """A sentence for each channel that could not be reached for an hour, or for which messages were given up."""
    outbox = Outbox(root, desk, [channel.kind for channel in channels])
    return [fault for channel in channels for fault in _channel_faults(outbox, channel)]


def _channel_faults(outbox: Outbox, channel: Channel) -> Iterator[str]:
    if lost := outbox.given_up(channel.kind):
        count = "1 message" if lost.count == 1 else f"{lost.count} messages"
        yield f"Desk {outbox.desk}: {count} to its {channel} could not be sent for a week ({lost.error})."
    late = [message.header for message in outbox.waiting(channel.kind) if message.header.attempts]
    if late and _age(late[0]) > WORTH_SAYING:
        yield f"Desk {outbox.desk}: its {channel} cannot be reached since {late[0].created} ({late[0].error})."


def _deliver_channel(outbox: Outbox, channel: Channel, is_stopped: Callable[[], bool], seconds: float) -> None:
    """Send the messages that are due, until several fail: the next ones would fail as well.

    One that is refused for what is in it must not hold up those behind it.
    """
    failures = 0
    for message in outbox.waiting(channel.kind):
        if is_stopped() or failures == MOST_FAILURES:
            return
        if _is_later(message.header):
            continue
        if error := _send(outbox, channel, message, seconds):
            _keep(outbox, channel, message, error)
            failures += 1


def _is_later(header: Header) -> bool:
    """Whether its next try has not come; one further away than any pause is of a clock that was set back since."""
    wait = datetime.fromisoformat(header.next) - datetime.now(UTC) if header.next else timedelta()
    return timedelta() < wait <= LONGEST_PAUSE


def _send(outbox: Outbox, channel: Channel, message: Waiting, seconds: float) -> str:
    with outbox.lock():
        composed = compose(message, Store(outbox.root))
    if composed and (error := send(channel, composed, seconds)):
        return error
    with outbox.lock():
        outbox.delivered(channel.kind, message)
    return ""


def _keep(outbox: Outbox, channel: Channel, message: Waiting, error: str) -> None:
    created = min(message.header.created, now_text())  # the clock may have been set back since
    header = replace(message.header, created=created, attempts=message.header.attempts + 1, error=error)
    with outbox.lock():
        if _age(header) > GIVEN_UP_AFTER:
            outbox.give_up(channel.kind, replace(message, header=header))
            log.error("Desk %s: a message to its %s is given up after a week: %s", outbox.desk, channel, error)
            return
        pause = min(FIRST_PAUSE * 2 ** min(header.attempts - 1, 20), LONGEST_PAUSE)
        outbox.retry_later(message, replace(header, next=time_text(datetime.now(UTC) + pause)))
    log.warning("Desk %s: a message to its %s could not be sent, and will be later: %s", outbox.desk, channel, error)


def _age(header: Header) -> timedelta:
    return datetime.now(UTC) - datetime.fromisoformat(header.created)


@contextmanager
def _delivering(root: Path, desk: str, channel: Channel, patience: float) -> Iterator[bool]:
    """Whether this process delivers to the channel now; False while another one does."""
    path = locks_folder(root) / f"notify-{quote(desk, safe='')}-{channel}.lock"
    path.parent.mkdir(parents=True, exist_ok=True)
    lock = FileLock(path)
    try:
        lock.acquire(timeout=patience)
    except Timeout:
        yield False
        return
    try:
        yield True
    finally:
        lock.release()
