"""The reader's pages: all of them, and after one new article, at two sizes of the archive.

    python -m benchmarks.site [--articles 10000]

The goal is at most 1 s after one new article among 10,000, whatever the day it belongs to. The whole upkeep of a run is
shown beside it: catalog, feeds and pages. Also how many files one new article rewrote, and what a search takes.
"""

import argparse
import os
import shutil
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path
from statistics import median

from benchmarks.outputs import edition
from wireglot.outputs import Addresses, Edition, Store, update_outputs
from wireglot.outputs.site import rebuild_site, update_site

ROOT = Path(__file__).parent.parent
ROUNDS = 5


def seconds(work: Callable[[], object]) -> float:
    began = time.perf_counter()
    work()
    return time.perf_counter() - began


def on(day: str, number: int) -> Edition:
    made = edition(number)
    return replace(made, article=replace(made.article, published=f"{day}T10:00:00Z"))


def measured(count: int, *, one_day: bool) -> Iterator[str]:
    """one_day: the hardest case, all articles belong to the same day."""
    with tempfile.TemporaryDirectory(dir=ROOT / "build") as folder:
        store = Store(Path(folder))
        _fill(store, count, one_day=one_day)
        full = seconds(lambda: rebuild_site(store, Addresses()))
        files = list((store.root / "site").rglob("*.*"))
        size = sum(path.stat().st_size for path in files) / 1e6
        update_outputs(store)
        where = "all on one day" if one_day else "on 336 days"
        each = f"{full:.1f} s ({1000 * full / count:.1f} ms each)"
        yield f"{count} articles {where}: full {each}, {len(files)} files, {size:.0f} MB"
        yield from _searches(store.root)
        first = count + 1
        pages = [_one_more(store, on("2024-03-05", first + n), update_site) for n in range(ROUNDS)]
        whole = [_one_more(store, on("2024-03-05", first + ROUNDS + n), None) for n in range(ROUNDS)]
        yield f"  one new article: pages {median(one for one, _ in pages):.3f} s, {pages[-1][1]} files written"
        yield f"  one new article: catalog, feeds and pages {median(one for one, _ in whole):.3f} s"


def _one_more(store: Store, made: Edition, work: Callable[..., None] | None) -> tuple[float, int]:
    """The seconds that one new article costs, and the files of the site that it wrote."""
    store.add(made)
    began = time.time()
    took = seconds((lambda: work(store, [made.article.id], Addresses())) if work else lambda: update_outputs(store))
    pages = [*(store.root / "site").rglob("*.*"), store.root / "index.html"]
    return took, sum(path.stat().st_mtime >= began - 0.01 for path in pages)


def _searches(root: Path) -> Iterator[str]:
    """Seconds in Chromium, from disk, from the last key to the first and to all results; nothing where it is not."""
    browser, driver = shutil.which("chromium"), shutil.which("chromedriver")
    if not (browser and driver):
        return
    from selenium.webdriver import Chrome, ChromeOptions
    from selenium.webdriver.chrome.service import Service

    options = ChromeOptions()
    options.binary_location = browser
    for argument in ("--headless=new", "--no-sandbox", "--disable-gpu"):
        options.add_argument(argument)
    with Chrome(options=options, service=Service(driver)) as chrome:
        for name, words in {"a common word": "harbour", "a rare one": "17", "two Han characters": "地铁"}.items():
            chrome.get("about:blank")
            chrome.get(f"{root.as_uri()}/index.html")
            first, all_, said = chrome.execute_async_script(SEARCH, words)
            yield f"  search for {name}: first results {first / 1000:.2f} s, all {all_ / 1000:.2f} s ({said})"


# Puts words into the field and watches the line that tells what was found.
SEARCH = """
const [words, done] = arguments, field = document.getElementById("q"), status = document.getElementById("status");
const began = performance.now();
let first = 0;
new MutationObserver(() => {
  const said = status.textContent, now = performance.now() - began;
  if (/found/.test(said)) first = first || now;
  if (/found\\.$|^Nothing/.test(said)) done([first, now, said]);
}).observe(status, {childList: true});
field.value = words;
field.dispatchEvent(new Event("input", {bubbles: true}));
"""


def _fill(store: Store, count: int, *, one_day: bool) -> None:
    flush, os.fsync = os.fsync, lambda handle: None  # the archive is thrown away
    try:
        for number in range(count):
            store.add(on("2024-03-05", number) if one_day else edition(number))
    finally:
        os.fsync = flush


def main() -> None:
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("--articles", type=int, default=10_000)
    asked = parser.parse_args()
    (ROOT / "build").mkdir(exist_ok=True)
    for count, one_day in ((asked.articles // 10, False), (asked.articles, False), (asked.articles, True)):
        for line in measured(count, one_day=one_day):
            sys.stdout.write(line + "\n")
            sys.stdout.flush()


if __name__ == "__main__":
    main()
