"""A run that kills itself with SIGKILL at its n-th write: python -m tests.faults.killed_run N ARGUMENTS...

Every file that it opens for writing, renames, links, creates or removes counts as a write, so that kills reach every
step from the first draft to the last page. When the run ends before its n-th write, it prints the number of its writes
on stderr.
"""

import os
import signal
import sys

from wireglot.flows.cli.app import app

WRITES = {"os.rename", "os.mkdir", "os.remove", "os.rmdir", "os.symlink"}


def main(limit: int, arguments: list[str]) -> None:
    writes = 0

    def count(event: str, values: tuple[object, ...]) -> None:
        nonlocal writes
        if event in WRITES or (
            event == "open" and isinstance(values[2], int) and values[2] & (os.O_WRONLY | os.O_RDWR)
        ):
            writes += 1
            if writes == limit:
                os.kill(os.getpid(), signal.SIGKILL)

    sys.addaudithook(count)
    try:
        app(arguments)
    finally:
        sys.stderr.write(f"\n{writes}")


if __name__ == "__main__":
    main(int(sys.argv[1]), sys.argv[2:])
