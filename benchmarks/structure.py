"""How a checkout is built: its files, lines and functions, and how many files one article passes through.

    python -m benchmarks.structure CHECKOUT [--trace] [--article samples/es-vertido.txt] [--runs 5]

Files and lines are those of the six packages, `tests lines` those below tests/. A function is as long as from its
`def` to its last line, with docstring and without decorators; functions within functions count by themselves too.

`--trace` runs `flows run ARTICLE --plain` in a process of its own, once with the article new and once unchanged, and
counts the package files in which a function body ran, and how often the next function to start lay in another
package. What modules run while they are imported is left out; so are class bodies.

`--help` is the best wall time of `--runs` processes.
"""

import argparse
import ast
import json
import math
import os
import statistics
import subprocess
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Iterable, Iterator
from pathlib import Path

PACKAGES = ("articles", "models", "translations", "summarizers", "outputs", "flows")

# Run in the checkout: sys.argv is the file to write, the packages with commas, then the words of the command.
TRACED = """
import functools, json, os, sys, threading
from pathlib import Path

out, packages, *words = sys.argv[1:]
here = str(Path.cwd()) + "/"
roots = tuple(f"{here}{package}/" for package in packages.split(","))
OPTIMIZED, GENERATOR = 0x1, 0x20  # flags: of function bodies, which module and class bodies lack, and of generators
BEGIN = 8  # a generator that goes on stands beyond this instruction, one that begins does not
starts = []  # (thread, file) of each function body that began
importing = {}  # thread -> how many module bodies of whatever origin it is in

real_path = functools.cache(os.path.realpath)


def profile(frame, event, _):
    if event not in ("call", "return"):
        return
    code, thread = frame.f_code, threading.get_ident()
    if code.co_name == "<module>":
        importing[thread] = importing.get(thread, 0) + (1 if event == "call" else -1)
    elif event == "call" and code.co_flags & OPTIMIZED and not importing.get(thread):
        goes_on = code.co_flags & GENERATOR and frame.f_lasti > BEGIN
        path = real_path(code.co_filename)
        if path.startswith(roots) and not goes_on:
            starts.append((thread, path.removeprefix(here)))


def main():
    try:
        from wireglot.flows.cli.app import app
    except ModuleNotFoundError:  # before the packages were installed as one
        from flows.__main__ import app

    threading.setprofile(profile)
    sys.setprofile(profile)
    try:
        app(words, standalone_mode=False)
    finally:
        sys.setprofile(None)
        threading.setprofile(None)
        Path(out).write_text(json.dumps(starts))


main()
"""


def main() -> None:
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument("checkout", type=Path)
    options.add_argument("--trace", action="store_true", help="also run one article, new and unchanged")
    options.add_argument("--article", default="samples/es-vertido.txt")
    options.add_argument("--runs", type=int, default=5, help="processes of --help; 0 leaves it out")
    options.add_argument("--detail", action="store_true", help="also the figures of each package")
    given = options.parse_args()
    checkout = given.checkout.resolve()
    print_size(checkout, detail=given.detail)
    if given.runs:
        times = [seconds(checkout, "--help") for _ in range(given.runs)]
        row("--help, best wall time", f"{min(times):.3f} s")
    if given.trace:
        print_trace(checkout, given.article)


def row(what: str, *figures: object) -> None:
    print(f"{what:<34}" + "".join(f"{figure!s:>12}" for figure in figures), flush=True)


def print_size(checkout: Path, *, detail: bool) -> None:
    """Files, lines and functions of the packages, and the lines of the tests."""
    files = [path for package in PACKAGES for path in sorted((checkout / package).rglob("*.py"))]
    lengths = {path: lines_of(path) for path in files}
    functions = [length for path in files for length in function_lengths(path)]
    row("package files", len(files))
    row("package lines", sum(lengths.values()))
    row("tests lines", sum(lines_of(path) for path in (checkout / "tests").rglob("*.py")))
    row("file length, median", f"{statistics.median(lengths.values()):g}")
    row("functions", len(functions))
    row("function length, median and p90", f"{statistics.median(functions):g}", percentile(functions, 0.9))
    for package in PACKAGES if detail else ():
        own = [length for path, length in lengths.items() if path.is_relative_to(checkout / package)]
        row(f"  {package}: files and lines", len(own), sum(own))


def lines_of(path: Path) -> int:
    return len(path.read_text("utf-8").splitlines())


def function_lengths(path: Path) -> Iterator[int]:
    """The length of each function of a file, in lines."""
    for node in ast.walk(ast.parse(path.read_text("utf-8"))):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            yield (node.end_lineno or node.lineno) - node.lineno + 1


def percentile(numbers: Iterable[int], share: float) -> int:
    """The smallest number that is no less than this share of them."""
    ordered = sorted(numbers)
    return ordered[math.ceil(share * len(ordered)) - 1]


def seconds(checkout: Path, *words: str) -> float:
    """Wall time of one command of the checkout, as a process of its own."""
    start = time.perf_counter()
    subprocess.run([sys.executable, "-m", "flows", *words], cwd=checkout, capture_output=True, check=True)
    return time.perf_counter() - start


def print_trace(checkout: Path, article: str) -> None:
    """Files and changes of package of one article, new and then unchanged."""
    with tempfile.TemporaryDirectory() as name:
        work = Path(name)
        for what in ("new", "unchanged"):
            starts = traced(checkout, work, "run", article, "--plain", "--json", "--outputs", str(work / "out"))
            files = {file for _, file in starts}
            row(f"one {what} article: package files", len(files))
            row(f"one {what} article: package changes", changes_of_package(starts))
            row("  function calls", len(starts))
            by_package = Counter(file.split("/")[0] for file in files)
            row("  files by package", ", ".join(f"{package} {by_package[package]}" for package in PACKAGES))


def traced(checkout: Path, work: Path, *words: str) -> list[tuple[int, str]]:
    """(thread, file) of every function body of the packages that the command starts."""
    out = work / "starts.json"
    environment = os.environ | {"OMP_NUM_THREADS": "1", "WIREGLOT_MODELS": str(work / "no-models")}
    command = [sys.executable, "-c", TRACED, str(out), ",".join(PACKAGES), *words]
    subprocess.run(command, cwd=checkout, env=environment, capture_output=True, check=True)
    return [(thread, file) for thread, file in json.loads(out.read_text("utf-8"))]


def changes_of_package(starts: Iterable[tuple[int, str]]) -> int:
    """How often a function started in another package than the function that started before it in its thread."""
    last: dict[int, str] = {}
    changes = 0
    for thread, file in starts:
        package = file.split("/")[0]
        changes += last.get(thread, package) != package
        last[thread] = package
    return changes


if __name__ == "__main__":
    main()
