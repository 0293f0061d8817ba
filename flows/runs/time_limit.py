"""The time limit of a run, and the end of a run that was asked to end: by another process (watchdog.py)."""

import os
import signal
import subprocess
import sys
import threading
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

from wireglot.articles.reading import name_of
from wireglot.outputs import writer_name

WATCHDOG = Path(__file__).with_name("watchdog.py")


@contextmanager
def ended_in_time(seconds: int, outputs: Path, desk: str, *, flow_run: str = "", api_url: str = "") -> Iterator[None]:
    """Within the block, have this process ended after so many seconds, or 3 s after SIGTERM, wherever it hangs.

    Without a limit and without a flow run, which may be cancelled, nothing is done.

    seconds   0 for no limit
    flow_run  the id of its flow run in Prefect, which then says TimedOut; "" for none
    api_url   the API of the Prefect server with this flow run
    """
    if not seconds and not flow_run:
        yield
        return
    reader, writer = os.pipe()
    os.set_blocking(writer, False)
    run = [writer_name(), name_of(outputs), desk, flow_run]
    record = [sys.executable, "-m", "wireglot.flows.runs.timed_out", str(seconds), *run]
    environment = os.environ | ({"PREFECT_API_URL": api_url} if api_url else {})
    command: Sequence[str] = [sys.executable, "-I", "-S", str(WATCHDOG), str(seconds), *record]
    watchdog = subprocess.Popen(command, stdin=reader, env=environment, start_new_session=True)
    os.close(reader)
    try:
        with _signals_written_to(writer):
            yield
    finally:
        os.close(writer)
        watchdog.wait()


@contextmanager
def _signals_written_to(writer: int) -> Iterator[None]:
    """Have the interpreter write the number of each signal to this pipe; only its main thread can ask for it."""
    if threading.current_thread() is not threading.main_thread():
        yield
        return
    before = signal.set_wakeup_fd(writer, warn_on_full_buffer=False)
    try:
        yield
    finally:
        signal.set_wakeup_fd(before)
