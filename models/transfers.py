"""The transfer of one file over HTTP, with resume: what the model hub and Mozilla's server have in common.

NAME.part grows by requests for what is missing, in this pull or the next one; the caller compares its checksum and
renames it. The limits here are for all downloads.
"""

import logging
import threading
import time
from collections.abc import Callable
from concurrent.futures import Future
from contextlib import AbstractContextManager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, TypeVar

T = TypeVar("T")
# Called with the number of bytes that have arrived; negative when a part was thrown away.
OnBytes = Callable[[int], None]

log = logging.getLogger(__name__)

# A user waits at most 15 s for an unreachable server, start of the program included (1-3 s). The time limits of HTTP
# clients are for one read each: a server that sends a byte now and then, or a name server that never answers, would
# block them for ever, so the whole request has a limit as well.
ANSWER_SECONDS = 10.0
CONNECT_SECONDS = 8.0
# A server that sends nothing for so long during a download is given up; a connection that is silent for READ_SECONDS is
# opened again, from the byte where it stopped.
SILENT_SECONDS = 10.0
READ_SECONDS = 5.0
PAUSE_SECONDS = 0.3
MAX_TRIES = 5  # a server that cuts every connection at once would otherwise be asked until the 10 s are over
_RETRY_STATUSES = frozenset({408, 429, 500, 502, 503, 504})


@dataclass(frozen=True, slots=True)
class Transfer:
    """A file, and how its server is asked for it.

    name      for the log: "model.bin of org/name"
    size      in bytes
    open      from (first byte, seconds for each read) to an open response, whose status has been checked
    errors    what `open` and reading raise when the network or the server is the cause
    failure   from (the last error, bytes that have arrived) to the error for the user
    """

    name: str
    size: int
    open: Callable[[int, float], AbstractContextManager[Any]]
    errors: tuple[type[Exception], ...]
    failure: Callable[[Exception | None, int], Exception]


@dataclass(slots=True)
class _Retries:
    """How much longer to try: renewed by every byte, used up by time and by tries that bring none."""

    since: float = field(default_factory=time.monotonic)
    tries: int = 0

    def renew(self) -> None:
        self.since, self.tries = time.monotonic(), 0

    @property
    def seconds_left(self) -> float:
        return SILENT_SECONDS - (time.monotonic() - self.since)

    @property
    def used_up(self) -> bool:
        return self.seconds_left <= 0 or self.tries >= MAX_TRIES


def complete(transfer: Transfer, part: Path, on_bytes: OnBytes) -> None:
    """Request what is missing until the part is as long as the file; raise `failure` when the retries are used up.

    What has arrived stays. A part that is longer than the file is thrown away first.
    """
    if part.exists() and part.stat().st_size > transfer.size:
        part.unlink()
    part.touch()
    on_bytes(part.stat().st_size)
    retries = _Retries()
    while part.stat().st_size < transfer.size:
        error = _try(transfer, part, on_bytes, retries)
        size = part.stat().st_size
        if size >= transfer.size:
            return
        retries.tries += 1
        if retries.used_up or not _is_temporary(error):
            raise transfer.failure(error, size) from error
        log.info("%s: %s; continuing from byte %d.", transfer.name, error, size)
        time.sleep(max(0.0, min(PAUSE_SECONDS * retries.tries, retries.seconds_left)))


def within(seconds: float, work: Callable[[], T]) -> T:
    """Return or raise what `work` does; TimeoutError when it takes longer.

    Its thread is a daemon and is then left alone: nothing else ends a look-up that the system's resolver holds.
    """
    future: Future[T] = Future()

    def run() -> None:
        try:
            future.set_result(work())
        except BaseException as error:
            future.set_exception(error)

    threading.Thread(target=run, daemon=True).start()
    return future.result(seconds)


def range_headers(start: int) -> dict[str, str]:
    """Return the headers of a request from byte `start` on.

    Uncompressed on the way: offsets into a compressed response would mean nothing.
    """
    return {"Accept-Encoding": "identity"} | ({"Range": f"bytes={start}-"} if start else {})


def _try(transfer: Transfer, part: Path, on_bytes: OnBytes, retries: _Retries) -> Exception | None:
    """Make one request for what is missing; return the error that ended it, None when the response was complete."""
    seconds = max(0.5, min(READ_SECONDS, retries.seconds_left))
    try:
        with transfer.open(part.stat().st_size, seconds) as response:
            _append(response, part, transfer.size, on_bytes, retries)
    except transfer.errors as error:
        return error
    return None


def _append(response: Any, part: Path, size: int, on_bytes: OnBytes, retries: _Retries) -> None:
    """Append the response to the part; start again where the server sends the whole file.

    A response longer than the file is not read to its end, which need not come.
    """
    start = part.stat().st_size
    if start and not _continues(response, start):
        part.write_bytes(b"")
        on_bytes(-start)
    with part.open("ab") as out:
        for chunk in response.iter_bytes():  # as they come: chunks of a set size would be lost with the connection
            out.write(chunk)
            on_bytes(len(chunk))
            retries.renew()
            if out.tell() > size:
                return


def _continues(response: Any, start: int) -> bool:
    stated: str = response.headers.get("Content-Range", "")
    return bool(response.status_code == 206 and stated.replace(" ", "").startswith(f"bytes{start}-"))


def _is_temporary(error: Exception | None) -> bool:
    """Return whether to try again: after a cut or silent connection and for a busy server, not after a refusal."""
    status = getattr(getattr(error, "response", None), "status_code", 0)
    return not status or status in _RETRY_STATUSES
