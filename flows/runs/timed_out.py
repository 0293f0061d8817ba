"""What is recorded when a run is ended by its time limit; the watchdog of the run (watchdog.py) then ends it.

python -m wireglot.flows.runs.timed_out SECONDS PROCESS FOLDER DESK FLOW_RUN      the last two may be empty
"""

import sys
from collections.abc import Sequence

from wireglot.articles.reading import path_of
from wireglot.flows.runs.desk_record import record_timed_out


def main(arguments: Sequence[str]) -> None:
    seconds, process, outputs, desk, flow_run = arguments
    run = f"The run of desk {desk}" if desk else "The run"
    message = (
        f"{run} was ended after its time limit of {seconds} s; what it had stored stays, and the next run goes on."
    )
    sys.stderr.write(f"wireglot: {message}\n")
    if desk:
        record_timed_out(path_of(outputs), desk, process, message)
    if flow_run:
        from wireglot.flows.serving.timed_out_state import mark_timed_out

        mark_timed_out(flow_run, message)


if __name__ == "__main__":
    main(sys.argv[1:])
