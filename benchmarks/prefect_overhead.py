"""What Prefect adds to the pipeline: the flow against the plain pipeline, interleaved in one process with a server.

    python -m benchmarks.prefect_overhead [--articles 100 1000 10000] [--rounds 3]

Goal: at most 1.05 beyond a fixed start at each size, and at most 200 task runs in a flow run. The fixed start is a flow
over one article less the plain pipeline over it; the ratio is of the medians of all rounds.
"""

import argparse
import os
import subprocess
import sys
import tempfile
from pathlib import Path

from benchmarks.pipeline import write
from tests.prefect_servers import running_server

CHILD = """
import sys, time
from pathlib import Path
from statistics import median
from wireglot.flows.flow import summarize_articles  # applies our settings, and so comes before Prefect
from prefect.client.orchestration import get_client
from prefect.client.schemas.filters import FlowRunFilter, FlowRunFilterId
from wireglot.flows.options import Options
from wireglot.flows.runs.runner import run

base, rounds, sizes = Path(sys.argv[1]), int(sys.argv[2]), [1, *map(int, sys.argv[3:])]

def plain(size, round):
    start = time.perf_counter()
    run([str(base / str(size))], base / f"plain-{size}-{round}", Options())
    return time.perf_counter() - start

def flow(size, round):
    start = time.perf_counter()
    sources, outputs = [str(base / str(size))], str(base / f"flow-{size}-{round}")
    state = summarize_articles(sources, outputs, Options(), return_state=True)
    return time.perf_counter() - start, state.state_details.flow_run_id

def task_runs(id):
    of_the_run, found = FlowRunFilter(id=FlowRunFilterId(any_=[id])), 0
    with get_client(sync_client=True) as client:
        while page := client.read_task_runs(flow_run_filter=of_the_run, offset=found):
            found += len(page)
    return found

plain(1, "warm"), flow(1, "warm")
fixed = 0.0
for size in sizes:
    times = [(plain(size, n), *flow(size, n)) for n in range(rounds if size < 5000 else 1)]
    alone, under = median(row[0] for row in times), median(row[1] for row in times)
    if size == 1:
        fixed = under - alone
        print(f"fixed start of a flow: {fixed:.2f} s", flush=True)
        continue
    time.sleep(5)  # the server writes task runs down some seconds later
    print(
        f"{size:6} articles: plain {alone:7.2f} s, flow {under:7.2f} s, ratio beyond the fixed start "
        f"{(under - fixed) / alone:.3f}, {task_runs(times[-1][2])} task runs", flush=True,
    )
"""


def main() -> None:
    options = argparse.ArgumentParser()
    options.add_argument("--articles", type=int, nargs="*", default=[100, 1000, 10000])
    options.add_argument("--rounds", type=int, default=3)
    chosen = options.parse_args()
    os.environ["OMP_NUM_THREADS"] = "1"
    with tempfile.TemporaryDirectory() as name, running_server(Path(name) / "home") as server:
        os.environ["PREFECT_HOME"], os.environ["PREFECT_API_URL"] = str(server.home), server.url
        for size in (1, *chosen.articles):
            write(Path(name) / str(size), size)
        command = [sys.executable, "-c", CHILD, name, str(chosen.rounds), *map(str, chosen.articles)]
        subprocess.run(command, check=True)


if __name__ == "__main__":
    main()
