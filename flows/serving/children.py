"""Child processes of `wireglot serve`, started again when they end; they end with it, even by kill -9."""

import ctypes
import os
import signal
import subprocess
import time
from collections.abc import Mapping, Sequence
from contextlib import suppress
from pathlib import Path

# The first pause before a child is started again; each doubles the one before, so that a child that cannot run costs
# nothing and one that was killed is back at once.
FIRST_PAUSE = 1.0
LONGEST_PAUSE = 60.0
# A child that ran this long is not one that cannot run: the pauses begin anew.
STABLE_SECONDS = 120.0
_PR_SET_PDEATHSIG = 1


class Child:
    """A child process in a session of its own, so that Ctrl-C at the terminal reaches only its parent.

    name         what people call it in messages
    command      its command line
    environment  more of its environment
    log          a file for what it prints; None: the stderr of this process
    """

    def __init__(
        self,
        name: str,
        command: Sequence[str],
        *,
        environment: Mapping[str, str] | None = None,
        log: Path | None = None,
    ) -> None:
        self.name, self.log = name, log
        self._command, self._environment = command, dict(environment or {})
        self._process: subprocess.Popen[bytes] | None = None
        self._started = 0.0
        self._due = 0.0
        self._pause = FIRST_PAUSE

    def start(self) -> None:
        """Start the process."""
        with Path(self.log or os.devnull).open("ab") as log:
            self._process = subprocess.Popen(
                self._command,
                env=os.environ | self._environment,
                stdin=subprocess.DEVNULL,
                stdout=log if self.log else 2,
                stderr=log if self.log else 2,
                preexec_fn=end_with_parent,
                start_new_session=True,
            )
        self._started = time.monotonic()

    @property
    def status(self) -> int | None:
        """The exit status; None while it runs."""
        return self._process.poll() if self._process else None

    def start_again(self) -> str:
        """Start the process again when it has ended and its pause is over; return a sentence when it is seen to end."""
        if self._process and self.status is None:
            return ""
        if self._process:
            sentence = f"{self.name} ended (status {self.status}); started again in {self._next_pause():.0f} s."
            self._process = None
            return sentence
        if time.monotonic() >= self._due:
            self.start()
        return ""

    def _next_pause(self) -> float:
        if time.monotonic() - self._started > STABLE_SECONDS:
            self._pause = FIRST_PAUSE
        pause, self._pause = self._pause, min(2 * self._pause, LONGEST_PAUSE)
        self._due = time.monotonic() + pause
        return pause

    def stop(self, seconds: float) -> None:
        """Ask the process to end, and after so many seconds kill it and all that it started."""
        if not self._process:
            return
        with suppress(ProcessLookupError):
            self._process.send_signal(signal.SIGTERM)
        with suppress(subprocess.TimeoutExpired):
            self._process.wait(max(seconds, 0))
        with suppress(ProcessLookupError):
            os.killpg(self._process.pid, signal.SIGKILL)
        self._process.wait()
        self._process = None


def end_with_parent() -> None:
    """In the child: let the kernel end it when its parent dies, also by kill -9 (Linux only)."""
    with suppress(OSError, AttributeError):
        ctypes.CDLL(None).prctl(_PR_SET_PDEATHSIG, signal.SIGTERM)
