"""A desk's run that hangs with the interpreter's lock held.

python -m tests.flows.runs.hanging_run FOLDER SECONDS FLOW_RUN

A regular expression that tries every way to fail gives no other thread a turn, and no signal handler of Python either,
such as the one for SIGTERM that Prefect sets.
It prints the id of a process that it started, which has to end with it.
"""

import re
import signal
import subprocess
import sys
from pathlib import Path

from wireglot.flows.runs.source_lock import one_run_at_a_time
from wireglot.flows.runs.time_limit import ended_in_time
from wireglot.outputs import begin_run, change_desk_run


def main(outputs: Path, seconds: int, flow_run: str) -> None:
    signal.signal(signal.SIGTERM, lambda *_: None)  # the run does not get to it
    change_desk_run(outputs, "harbour", lambda run: begin_run(run, "2026-01-01T00:00:00Z"))
    with ended_in_time(seconds, outputs, "harbour", flow_run=flow_run), one_run_at_a_time(outputs, ["inbox"]):
        child = subprocess.Popen(["sleep", "600"])
        sys.stdout.write(f"{child.pid}\n")
        sys.stdout.flush()
        re.fullmatch(r"(a+)+", "a" * 60 + "b")


if __name__ == "__main__":
    main(Path(sys.argv[1]), int(sys.argv[2]), sys.argv[3])
