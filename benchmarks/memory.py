"""Peak memory of a run over 1,000 to 50,000 short articles, in a folder and in a web archive.

    python -m benchmarks.memory [--sizes 1000 10000 50000] [--what folder archive]

Goal: flat. Each run is a process of its own, without Prefect and without a site; the peak is that of the whole process.
"""

import argparse
import gzip
import os
import subprocess
import sys
import tempfile
from collections.abc import Callable
from pathlib import Path
from time import perf_counter

from benchmarks.pipeline import article

ROOT = Path(__file__).parent.parent
SENTENCES = 3


def write_folder(place: Path, count: int) -> Path:
    place.mkdir()
    for seed in range(count):
        (place / f"{seed:06d}.txt").write_text(article(seed, SENTENCES), "utf-8")
    return place


def write_archive(place: Path, count: int) -> Path:
    """A WARC with one page for each article."""
    path = place.with_suffix(".warc.gz")
    with path.open("wb") as file:
        for seed in range(count):
            file.write(gzip.compress(_capture(seed), 1))
    return path


def _capture(seed: int) -> bytes:
    title, _, text = article(seed, SENTENCES).partition("\n\n")
    paragraphs = "".join(f"<p>{line}</p>" for line in text.split("\n") if line)
    page = (
        f"<html><head><title>{title}</title></head><body><article><h1>{title}</h1>{paragraphs}</article></body></html>"
    )
    answer = f"HTTP/1.1 200 OK\r\nContent-Type: text/html; charset=utf-8\r\n\r\n{page}".encode()
    head = (
        f"WARC/1.0\r\nWARC-Type: response\r\nWARC-Record-ID: <urn:uuid:00000000-0000-0000-0000-{seed:012d}>\r\n"
        f"WARC-Date: 2026-11-28T10:00:00Z\r\nWARC-Target-URI: https://news.example/{seed}.html\r\n"
        f"Content-Type: application/http; msgtype=response\r\nContent-Length: {len(answer)}\r\n\r\n"
    )
    return head.encode() + answer + b"\r\n\r\n"


def peak(source: Path, outputs: Path) -> tuple[float, float]:
    """The peak memory of a run in MB, and its seconds."""
    command = [sys.executable, "-m", "flows", "run", "--plain", "--no-site", "--translator", "none", str(source)]
    start = perf_counter()
    process = subprocess.Popen(
        [*command, "--outputs", str(outputs)], cwd=ROOT, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE
    )
    assert process.stderr
    errors = process.stderr.read().decode()
    _, status, usage = os.wait4(process.pid, 0)
    process.returncode = os.waitstatus_to_exitcode(status)
    assert process.returncode == 0, errors[-2000:]
    return usage.ru_maxrss / 1024, perf_counter() - start


def main() -> None:
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("--sizes", type=int, nargs="+", default=[1_000, 10_000, 50_000])
    parser.add_argument("--what", nargs="+", choices=["folder", "archive"], default=["folder"])
    chosen = parser.parse_args()
    os.environ["OMP_NUM_THREADS"] = "1"
    writers: dict[str, Callable[[Path, int], Path]] = {"folder": write_folder, "archive": write_archive}
    print(f"{'source':<10}{'articles':>10}{'peak MB':>10}{'seconds':>10}{'articles/s':>12}", flush=True)
    for what in chosen.what:
        for size in chosen.sizes:
            with tempfile.TemporaryDirectory() as name:
                source = writers[what](Path(name) / "in", size)
                memory, seconds = peak(source, Path(name) / "out")
            print(f"{what:<10}{size:>10,}{memory:>10.0f}{seconds:>10.1f}{size / seconds:>12.0f}", flush=True)


if __name__ == "__main__":
    main()
