"""Runs over an inbox in which an article is poisonous: python -m tests.faults.poisoned_runs KIND OUTPUTS [prefect]

Each run is a process of its own, as under a schedule. It dies of an article with "poison" in its headline: by a signal,
as in native code; or it hangs in it, and is killed as the time limit of a desk does. Prints an object for each run: how
it ended, what it stored, and what it named.
"""

import json
import os
import signal
import sys
from collections.abc import Sequence
from pathlib import Path

from wireglot.articles import Article
from wireglot.articles.languages import detect_languages
from wireglot.articles.reading import read_all
from wireglot.flows import pipeline
from wireglot.flows.options import Options
from wireglot.flows.outcomes import Report
from wireglot.flows.runs import batches
from wireglot.flows.runs.request import RunRequest
from wireglot.flows.runs.runner import run_request
from wireglot.flows.sources.source import Source
from wireglot.outputs import Failures

MOST_RUNS = 12
OPTIONS = Options(translator="none", desk="harbour")


def poison(kind: str, hanging: int) -> None:
    """What happens in the stage that gets the article."""
    if kind == "hang":
        os.write(hanging, b"!")
        while True:
            signal.pause()
    os.kill(os.getpid(), signal.SIGSEGV if kind == "crash" else signal.SIGKILL)


def put_poison(kind: str, hanging: int) -> None:
    def detect(articles: Sequence[Article]) -> object:
        if any("poison" in article.headline for article in articles):
            poison(kind, hanging)
        return detect_languages(articles)

    def read(file: object, zone: object) -> object:
        if "poison" in file.path.name:  # type: ignore[attr-defined]
            poison("crash", hanging)
        return read_all(file, zone)  # type: ignore[arg-type]

    if kind == "read":
        batches.read_all = read  # type: ignore[assignment]
    else:
        pipeline.detect_languages = detect  # type: ignore[assignment]


def run_in_prefect(outputs: Path) -> Report:
    from wireglot.flows.flow import summarize_articles

    state = summarize_articles(["inbox"], str(outputs), OPTIONS, True, return_state=True)
    report: Report = state.result(raise_on_failure=False)
    return report


def run_plain(outputs: Path) -> Report:
    return run_request(RunRequest([Source("inbox")], outputs, OPTIONS, retry=True))


def one_run(kind: str, outputs: Path, *, in_prefect: bool) -> dict[str, object]:
    (result, wanted), (hanging, hangs) = os.pipe(), os.pipe()
    if (child := os.fork()) == 0:
        put_poison(kind, hangs)
        report = run_in_prefect(outputs) if in_prefect else run_plain(outputs)
        counts = {"failed": len(report.failed), "set_aside": len(report.set_aside), "new": report.new}
        os.write(wanted, json.dumps(counts).encode())
        os._exit(0)
    for end in (wanted, hangs):
        os.close(end)
    if os.read(hanging, 1):
        os.kill(child, signal.SIGKILL)
    status = os.waitpid(child, 0)[1]
    counts = json.loads(os.read(result, 1000) or b"{}")
    known = [one.attempts for one in Failures(outputs).all()]
    return {"died": os.WIFSIGNALED(status), "stored": len(list(outputs.glob("*/v*"))), "known": known} | counts


if __name__ == "__main__":
    for _ in range(MOST_RUNS):
        found = one_run(sys.argv[1], Path(sys.argv[2]), in_prefect="prefect" in sys.argv)
        sys.stdout.write(f"{json.dumps(found)}\n")
        if not found["died"]:
            break
