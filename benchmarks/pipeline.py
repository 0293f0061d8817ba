"""Speed of the pipeline: plain, under Prefect, and over unchanged articles; prints ratios of one run.

    python -m benchmarks.pipeline [--articles 1000] [--unchanged 10000]

Goals: plain >= 100 articles of 20 sentences per second and core, Prefect <= 10 % over plain plus a
fixed start, unchanged >= 2,000 per second and core with no model or detector loaded, a desk with nothing new <= 3 s
with no model loaded (whole process, 1,000 articles), --help <= 0.4 s, a first article plain <= 3 s.
"""

import argparse
import os
import random
import subprocess
import sys
import tempfile
import time
from pathlib import Path

ROOT = Path(__file__).parent.parent
WHO = [
    "The harbour board",
    "A regional court",
    "The ferry company",
    "The city council",
    "A rescue crew",
    "The water utility",
]
DID = [
    "approved",
    "postponed",
    "rejected",
    "opened",
    "inspected",
    "repaired",
    "criticised",
    "announced",
    "reviewed",
    "closed",
]
WHAT = [
    "the new bridge",
    "a storage plan",
    "the winter timetable",
    "an appeal",
    "the flood barrier",
    "its budget",
    "a safety report",
]
WHEN = [
    "on Monday",
    "after a long debate",
    "in early March",
    "within two weeks",
    "despite the storm",
    "before the vote",
]
WHERE = ["in Varn", "near the old quay", "on the island of Osby", "at the northern terminal", "in the Lund valley"]


def article(seed: int, sentences: int = 20) -> str:
    """Agency prose from a grammar: `sentences` sentences of about 20 words, four a paragraph, one headline."""
    pick = random.Random(seed)

    def sentence() -> str:
        number = pick.randrange(2, 900)
        parts = [pick.choice(words) for words in (WHO, DID, WHAT, WHEN, WHERE)]
        tail = f"while {number} residents waited for news from the authorities"
        return f"{' '.join(parts)}, {tail}."

    rows = [sentence() for _ in range(sentences)]
    paragraphs = [" ".join(rows[i : i + 4]) for i in range(0, sentences, 4)]
    return f"{pick.choice(WHO)} {pick.choice(DID)} {pick.choice(WHAT)} {seed}\n\n" + "\n\n".join(paragraphs) + "\n"


PLAIN = """
import sys, time
from pathlib import Path
from wireglot.flows.options import Options
from wireglot.flows.runs.runner import run
start = time.process_time(), time.perf_counter()
report = run([sys.argv[1]], Path(sys.argv[2]), Options())
heavy = sorted({"langdetect", "py3langid", "numpy", "transformers"} & sys.modules.keys())
cpu, wall = time.process_time() - start[0], time.perf_counter() - start[1]
print(len(report.outcomes), report.new, cpu, wall, ",".join(heavy) or "none")
"""
FLOW = """
import sys, time
from pathlib import Path
from wireglot.flows.options import Options
from wireglot.flows.flow import summarize_articles
from wireglot.flows.runs.runner import run
summarize_articles([sys.argv[3]], sys.argv[2] + "-first", Options(), return_state=True)  # starts server and detector
start = time.perf_counter()
summarize_articles([sys.argv[3]], sys.argv[2] + "-second", Options(), return_state=True)
fixed = time.perf_counter() - start
start = time.process_time(), time.perf_counter()
state = summarize_articles([sys.argv[1]], sys.argv[2], Options(), return_state=True)
cpu, wall = time.process_time() - start[0], time.perf_counter() - start[1]
report = state.result()
start = time.perf_counter()
run([sys.argv[1]], Path(sys.argv[2] + "-plain"), Options())
plain = time.perf_counter() - start
print(f"fixed start {fixed:.2f} s; beyond it {(wall - fixed) / plain:.3f} of the plain pipeline in the same process")
print(len(report.outcomes), report.new, cpu, wall, "-")
"""


DESK = """
import sys, time
start = time.process_time(), time.perf_counter()
from wireglot.flows.cli.app import app
app(["desks", "run", "quiet", "--plain", "--config", sys.argv[1]], standalone_mode=False)
heavy = sorted({"langdetect", "py3langid", "numpy", "torch", "transformers"} & sys.modules.keys())
print(sys.argv[2], 0, time.process_time() - start[0], time.perf_counter() - start[1], ",".join(heavy) or "none")
"""


notes: list[str] = []  # what the children said beside their row


def measured(code: str, *words: str) -> tuple[int, int, float, float, str]:
    """(articles, new versions, CPU seconds, wall seconds, heavy modules) as the child printed them."""
    done = subprocess.run([sys.executable, "-c", code, *words], cwd=ROOT, capture_output=True, text=True, check=True)
    *words, row = done.stdout.splitlines()
    notes.extend(words)
    count, new, cpu, wall, heavy = row.split()
    return int(count), int(new), float(cpu), float(wall), heavy


def seconds(*command: str) -> float:
    start = time.perf_counter()
    subprocess.run(command, cwd=ROOT, capture_output=True, check=True)
    return time.perf_counter() - start


def write(folder: Path, count: int) -> None:
    folder.mkdir()
    for seed in range(count):
        (folder / f"{seed:06d}.txt").write_text(article(seed), "utf-8")


def main() -> None:
    options = argparse.ArgumentParser()
    options.add_argument("--articles", type=int, default=1000)
    options.add_argument("--unchanged", type=int, default=10000)
    options = options.parse_args()
    os.environ["OMP_NUM_THREADS"] = "1"
    with tempfile.TemporaryDirectory() as name:
        base = Path(name)
        os.environ["PREFECT_HOME"] = str(base / "home")
        write(base / "some", options.articles)
        write(base / "one", 1)
        write(base / "many", options.unchanged)
        print(f"{'what':<34}{'articles':>9}{'new':>7}{'wall s':>9}{'CPU s':>9}{'articles/s':>12}  loaded")
        row("plain pipeline", *measured(PLAIN, str(base / "some"), str(base / "a")))
        row("the same under Prefect", *measured(FLOW, str(base / "some"), str(base / "b"), str(base / "one")))
        row("many, made", *measured(PLAIN, str(base / "many"), str(base / "c")))
        row("many, unchanged", *measured(PLAIN, str(base / "many"), str(base / "c")))
        desk = base / "wireglot.toml"
        desk.write_text(f'outputs = "{base / "c"}"\n[desks.quiet]\nsources = ["{base / "many"}"]\n', "utf-8")
        measured(DESK, str(desk), str(options.unchanged))  # notes how the desk's sources do
        row("a desk with nothing new, in all", *measured(DESK, str(desk), str(options.unchanged)))
        print("\nunder Prefect:", *(note for note in notes if note.startswith("fixed start")))
        times = [seconds(sys.executable, "-m", "flows", "--help") for _ in range(5)]
        print(f"wireglot --help: {sorted(times)[2]:.2f} s (median of 5)")
        first = seconds(
            sys.executable, "-m", "flows", "run", "--plain", str(base / "one"), "--outputs", str(base / "d")
        )
        print(f"first article, plain, whole process: {first:.2f} s")


def row(what: str, count: int, new: int, cpu: float, wall: float, heavy: str) -> None:
    print(f"{what:<34}{count:>9}{new:>7}{wall:>9.2f}{cpu:>9.2f}{count / wall:>12.0f}  {heavy}", flush=True)


if __name__ == "__main__":
    main()
