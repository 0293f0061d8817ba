"""What is recorded when a run is ended by its time limit: python -m wireglot.flows.timed_out FOLDER DESK SECONDS RUN.

The watchdog of the run (watchdog.py) starts it, and then ends the run.
"""

import sys
from collections.abc import Sequence


def main(arguments: Sequence[str]) -> None:
    _outputs, desk, seconds, flow_run = arguments
    run = f"The run of desk {desk}" if desk else "The run"
    message = (
        f"{run} was ended after its time limit of {seconds} s; what it had stored stays, and the next run goes on."
    )
    sys.stderr.write(f"wireglot: {message}\n")
    if flow_run:
        from wireglot.flows.serving.timed_out_state import mark_timed_out

        mark_timed_out(flow_run, message)


if __name__ == "__main__":
    main(sys.argv[1:])
