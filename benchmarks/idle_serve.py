"""Memory of an idle `wireglot serve`: of the command, its Prefect server and all other processes that it starts.

    python -m benchmarks.idle_serve [--minutes 60]

Goal: flat for an hour. Prints the resident memory each minute, and at the end its growth by least squares. The first
minutes are left out: a server loads modules with its first requests.
"""

import argparse
import os
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from statistics import linear_regression

CONFIG = """
outputs = "out"
[desks.idle]
sources = ["inbox"]
schedule = { interval = 86400 }
[desks.by-hand]
sources = ["other"]
"""
WARM_UP_MINUTES = 5


def descendants(pid: int) -> list[int]:
    """The process and all that it started, directly or not."""
    found, parents = [pid], {}
    for stat in Path("/proc").glob("[0-9]*/stat"):
        try:
            child, parent = int(stat.parent.name), int(stat.read_text().rpartition(")")[2].split()[1])
        except OSError:  # it has ended meanwhile
            continue
        parents.setdefault(parent, []).append(child)
    for one in found:
        found += parents.get(one, [])
    return found


def megabytes(pid: int) -> float:
    try:
        return int(Path(f"/proc/{pid}/statm").read_text().split()[1]) * os.sysconf("SC_PAGE_SIZE") / 1e6
    except (OSError, IndexError):
        return 0.0


def main() -> None:
    options = argparse.ArgumentParser()
    options.add_argument("--minutes", type=int, default=60)
    minutes = options.parse_args().minutes
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        for inbox in ("inbox", "other"):
            (folder / inbox).mkdir()
        (folder / "wireglot.toml").write_text(CONFIG, "utf-8")
        environment = {name: value for name, value in os.environ.items() if not name.startswith("PREFECT_")}
        environment |= {"PREFECT_HOME": str(folder / "home"), "PREFECT_API_URL": "http://127.0.0.1:4377/api"}
        with (folder / "log").open("wb") as log:
            command = [sys.executable, "-m", "wireglot.flows", "serve"]
            serve = subprocess.Popen(command, cwd=folder, env=environment, stdout=log, stderr=log)
        try:
            report([row(minute, serve) for minute in range(1, minutes + 1)])
        finally:
            serve.terminate()
            serve.wait(60)


def row(minute: int, serve: "subprocess.Popen[bytes]") -> float:
    """Wait until the minute is over and print what the processes hold."""
    time.sleep(60)
    assert serve.poll() is None, "serve has ended"
    sizes = [megabytes(pid) for pid in descendants(serve.pid)]
    print(f"{minute:4} min {sum(sizes):8.1f} MB in {len(sizes)} processes", flush=True)
    return sum(sizes)


def report(totals: list[float]) -> None:
    idle = totals[WARM_UP_MINUTES:]
    slope = linear_regression(range(len(idle)), idle).slope
    print(f"last over first: {idle[-1] / idle[0]:.3f}; {slope * 60:+.1f} MB an hour by least squares")


if __name__ == "__main__":
    main()
