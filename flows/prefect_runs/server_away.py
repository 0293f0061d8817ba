"""A Prefect server that goes away during a run: what its client would say and wait for.

Articles are made without the server. But Prefect's client tries 7 seconds for each of its events and writes a line as
long as the event, and at the end of the process it does so for all that are left: 200 events would take 23 minutes.
"""

import logging
import os
import sys

_NO_ANSWER = "Unable to connect to"
_LOST = "failed to process item"

_is_away = False


def server_is_away() -> None:
    """Note that the server did not answer at the end of a run."""
    global _is_away
    _is_away = True


def end_at_once(status: int) -> None:
    """End the process now if the server is away, without the events that nobody would take; else do nothing."""
    if _is_away:
        for stream in (sys.stdout, sys.stderr):
            stream.flush()
        os._exit(status)


def quiet_client() -> None:
    """Let Prefect's client say once that the server does not answer, and never with what it could not tell it."""
    logging.getLogger("prefect.events.clients").addFilter(_Once())
    logging.getLogger("prefect._internal.concurrency").addFilter(lambda record: _LOST not in str(record.msg))
    for name in ("prefect.engine", "prefect.flow_runs"):
        logging.getLogger(name).addFilter(without_traceback)


def without_traceback(record: logging.LogRecord) -> bool:
    """Name in one line a server that does not answer, or has lost the run; the frames are all Prefect's."""
    import httpx  # Prefect has it; the command line alone need not load it
    from prefect.exceptions import ObjectNotFound

    error = record.exc_info[1] if record.exc_info else None
    if isinstance(error, httpx.TransportError | ObjectNotFound):
        record.exc_info = None
        record.msg = f"{record.msg}: Prefect's server " + (
            "no longer knows the run." if isinstance(error, ObjectNotFound) else "does not answer."
        )
    return True


class _Once(logging.Filter):
    def __init__(self) -> None:
        super().__init__()
        self._is_said = False

    def filter(self, record: logging.LogRecord) -> bool:
        if not str(record.msg).startswith(_NO_ANSWER):
            return True
        said, self._is_said = self._is_said, True
        return not said
