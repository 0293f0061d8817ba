"""The archive against plain files: storing, verifying, finding; prints ratios of one run.

    python -m benchmarks.outputs [--versions 2000] [--archive 100000] [--catalog 100000]

Store with fsync against the same bytes written plainly, by 1, 2 and 4 writers; `verify` against sha256sum over the
same files; the catalog's answers (goal <= 200 ms) and the cost of one update, at two sizes.
"""

import argparse
import os
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path
from statistics import median

from tests.examples import an_edition, untranslated
from wireglot.articles import Article, Block
from wireglot.outputs import Edition, Store, verify
from wireglot.outputs.index import BATCH, Catalog, Query

ROOT = Path(__file__).parent.parent
WORDS = "harbour storm ferry council bridge winter flood police court budget school train strike fire".split()  # noqa: SIM905  a word list reads best so
HAN = ("东京", "地铁", "停运", "三小时", "政府", "宣布", "预算", "学校", "火车", "罢工")


def edition(number: int, version: int = 1) -> Edition:
    """About 2 kB of text in two scripts; a rare word (its own number), and common ones."""
    body = tuple(_sentence(number * 31 + n, version) for n in range(12))
    id = f"made-{number:08x}"
    article = Article(
        id, id, f"inbox/{number % 50}/{number}.txt", f"Storm {number} closes harbour", (Block("paragraph", body),)
    )
    day = f"2024-{number % 12 + 1:02d}-{number % 28 + 1:02d}"
    return replace(an_edition(replace(article, published=day), translation=untranslated(article)), version=version)


def _sentence(seed: int, version: int) -> str:
    words = [WORDS[(seed * 7 + n * n) % len(WORDS)] for n in range(14)]
    han = "".join(HAN[(seed * 5 + n * 3) % len(HAN)] for n in range(4))
    return f"In text {seed} of {version} " + " ".join(words) + f" {han}."


def seconds(work: Callable[[], object]) -> float:
    began = time.perf_counter()
    work()
    return time.perf_counter() - began


def plain(files: dict[str, bytes], place: Path, count: int) -> None:
    """The same files, written and closed, without flush, rename or pointer."""
    for number in range(count):
        folder = place / f"a{number % 50}" / f"v{number:05d}"
        folder.mkdir(parents=True)
        for name, content in files.items():
            (folder / name).write_bytes(content)


def storing(count: int) -> Iterator[str]:
    with tempfile.TemporaryDirectory(dir=ROOT / "build") as folder:
        place = Path(folder)
        store = Store(place / "one")
        store.prepare()
        stored = store.add(edition(0))
        files = {path.name: path.read_bytes() for path in stored.folder.iterdir()}
        base = seconds(lambda: plain(files, place / "plain", count)) / count
        yield f"plain writes                     {1000 * base:6.2f} ms a version"
        for writers in (1, 2, 4):
            took = seconds(lambda n=writers: _writers(place / f"by-{n}", n, count // n)) / count  # type: ignore[misc]
            yield f"store with {writers} of 1, 2, 4 writers   {1000 * took:6.2f} ms each, {took / base:.1f} x plain"


def _writers(root: Path, writers: int, each: int) -> None:
    command = [sys.executable, "-m", "tests.faults.writer", str(root)]
    children = [
        subprocess.Popen([*command, f"w{n}", str(each), "50"], cwd=ROOT, stdout=subprocess.DEVNULL)
        for n in range(writers)
    ]
    for child in children:
        child.wait()


def verifying(count: int) -> Iterator[str]:
    """An archive of `count` versions: one is stored, the others are made from it without flushing, to save hours."""
    with tempfile.TemporaryDirectory(dir=ROOT / "build") as folder:
        root = Path(folder)
        _archive(root, count)
        size = sum(path.stat().st_size for path in root.glob("*/v*/*")) / 1e6
        sums = seconds(lambda: _sha256sum(root))
        ours = seconds(lambda: _sound(root))
        yield f"verify {count} versions, {size:.0f} MB: {size / ours:.1f} MB/s, sha256sum {size / sums:.1f} MB/s"
        yield f"verify took {ours / sums:.2f} x the time of sha256sum"


def _archive(root: Path, count: int) -> None:
    flush, os.fsync = os.fsync, lambda handle: None  # the archive is thrown away
    try:
        store = Store(root)
        for number in range(count):
            store.add(edition(number))
    finally:
        os.fsync = flush
    shutil.rmtree(root / ".wireglot")


def _sha256sum(root: Path) -> None:
    names = "\0".join(str(path) for path in root.glob("*/v*/*"))
    subprocess.run(["xargs", "-0", "sha256sum"], input=names.encode(), stdout=subprocess.DEVNULL, check=True)


def _sound(root: Path) -> None:
    damage = [finding for finding in verify(root) if finding.grade == "damage"]
    if damage:
        raise SystemExit(f"The archive made for the benchmark is damaged: {damage[0]}")


def finding(count: int) -> Iterator[str]:
    with tempfile.TemporaryDirectory(dir=ROOT / "build") as folder:
        catalog = Catalog(Path(folder))
        small = count // 10
        yield from _filled(catalog, 0, small)
        yield from _filled(catalog, small, count)
        for name, query in _queries(count).items():
            took = median(seconds(lambda q=query: catalog.find(q)) for _ in range(5))  # type: ignore[misc]
            yield f"  {name:<28} {1000 * took:7.1f} ms, {len(catalog.find(query))} shown"


def _filled(catalog: Catalog, start: int, end: int) -> Iterator[str]:
    for first in range(start, end, BATCH):
        catalog.update([edition(number) for number in range(first, min(end, first + BATCH))])
    once = median(seconds(lambda n=n: catalog.update([edition(n, 2)])) for n in range(start, start + 50))  # type: ignore[misc]
    yield f"catalog of {end}: one new version {1000 * once:.2f} ms"


def _queries(count: int) -> dict[str, Query]:
    return {
        "all": Query(),
        "a common word": Query(words="harbour"),
        "two common words": Query(words="harbour storm"),
        "a phrase": Query(words='"closes harbour"'),
        "a rare word": Query(words=str(count - 7)),
        "two Han characters": Query(words="地铁"),
        "a word that is not there": Query(words="zebra"),
        "language and words": Query(words="flood", language="sv"),
        "a language that is not there": Query(language="fi"),
        "days": Query(since="2024-03-01", until="2024-03-05"),
        "a source": Query(source="inbox/7/"),
        "a state that is not there": Query(state="withdrawn"),
    }


def main() -> None:
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("--versions", type=int, default=2000)
    parser.add_argument("--archive", type=int, default=20_000)
    parser.add_argument("--catalog", type=int, default=100_000)
    asked = parser.parse_args()
    (ROOT / "build").mkdir(exist_ok=True)
    parts = (storing(asked.versions), verifying(asked.archive), finding(asked.catalog))
    for line in (line for part in parts for line in part):
        sys.stdout.write(line + "\n")
        sys.stdout.flush()


if __name__ == "__main__":
    main()
