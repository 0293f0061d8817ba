"""Readers on 20 MB, ordinary and hostile: CPU seconds and memory of each, against the limits of 10 s and 1 GB.

    python -m benchmarks.limits [NAME...]

Every input is read in a process of its own. Memory is the peak of the whole process, Python and its libraries included.
It ends with status 1 when any input takes more.
"""

import json
import resource
import subprocess
import sys
import time
from pathlib import Path

from benchmarks.limit_inputs import INPUTS

# In bytes. What is refused as too large is read at the next size: just below the limits of
# characters, of lines, and of Markdown.
SIZES = (20_000_000, 4_900_000, 3_000_000, 490_000)
SECONDS, MEGABYTES = 10, 1000
HANG = 300  # seconds after which an input is given up


def main(names: list[str]) -> int:
    print(f"{'input':<45}{'MB':>5}{'CPU s':>8}{'peak MB':>9}  result")
    over = 0
    for name in names or INPUTS:
        for size in SIZES:
            seconds, memory, result = _measure(name, size)
            is_over = seconds > SECONDS or memory > MEGABYTES
            over += is_over
            print(f"{name:<45}{size / 1e6:>5.1f}{seconds:>8.2f}{memory:>9.0f}  {'OVER ' * is_over}{result}", flush=True)
            if "TooLarge" not in result:
                break
    return int(over > 0)


def _measure(name: str, size: int) -> tuple[float, float, str]:
    command = [sys.executable, "-m", "benchmarks.limits", "--child", name, str(size)]
    try:
        done = subprocess.run(command, capture_output=True, text=True, timeout=HANG, check=False)
    except subprocess.TimeoutExpired:
        return HANG, 0, "given up"
    if done.returncode:
        return 0, MEGABYTES + 1, f"ended with {done.returncode}: {done.stderr.strip()[-200:]}"
    seconds, memory, result = json.loads(done.stdout)
    return seconds, memory, result


def _child(name: str, size: int) -> None:
    """Read one input, and print seconds, peak memory and result."""
    from wireglot.articles.reading import ReadingError, SourceFile, read_all

    file, make = INPUTS[name]
    made = make(size)
    content = made.encode() if isinstance(made, str) else made
    del made
    started = time.process_time()
    try:
        found = read_all(SourceFile(Path(file), f"./{file}", content))
        result = f"{len(found.articles)} articles, {len(found.unread)} unread, {len(found.others)} others"
    except ReadingError as error:
        result = f"{type(error).__name__}: {str(error)[:150]}"
    seconds = time.process_time() - started
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * 1024 / 1e6
    print(json.dumps([seconds, peak, result]))


if __name__ == "__main__":
    if sys.argv[1:2] == ["--child"]:
        _child(sys.argv[2], int(sys.argv[3]))
    else:
        sys.exit(main(sys.argv[1:]))
