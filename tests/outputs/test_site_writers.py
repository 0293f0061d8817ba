"""Pages with several writers, and with writers that are killed: in the end they say what the versions say."""

import os
import random
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from wireglot.outputs import Addresses, Store
from wireglot.outputs.site import rebuild_site
from wireglot.outputs.upkeep import keep_up

pytestmark = pytest.mark.process

ROOT = Path(__file__).parent.parent.parent
# Stores an article and brings everything up to date, again and again; each third article is one that both writers have.
WRITER = """
import sys
from pathlib import Path
from dataclasses import replace
from wireglot.articles import Article, Block
from wireglot.outputs import Store
from wireglot.outputs.upkeep import keep_up
from tests.made import an_edition, untranslated

root, name, count = Path(sys.argv[1]), int(sys.argv[2]), int(sys.argv[3])
store = Store(root)
store.prepare()
for n in range(count):
    shared = n % 3 == 0
    id = f"made-{n:08x}" if shared else f"made-{n + 1000 * name:08x}"
    block = Block("paragraph", (f"Storm {name} closed harbour {n}.",))
    article = Article(id, id, id, f"Storm {n}", (block,), published=f"2024-03-{n % 28 + 1:02d}")
    made = an_edition(article, translation=untranslated(article))
    store.add(replace(made, digest=f"{name:032x}{n:032x}"))
    keep_up(store)
"""


def start(root: Path, name: int, count: int) -> subprocess.Popen[bytes]:
    command = [sys.executable, "-c", WRITER, str(root), str(name), str(count)]
    return subprocess.Popen(command, cwd=ROOT, env=os.environ | {"PYTHONPATH": str(ROOT)})


def shown(root: Path) -> dict[str, bytes]:
    """What people read: front page and search data hold stamps and evidence that may differ."""
    kept = ("articles", "days", "versions")
    return {
        str(path.relative_to(root)): path.read_bytes()
        for path in pages(root)
        if path.parts[-2] in kept or path.parts[-3] in kept
    }


def pages(root: Path) -> Iterator[Path]:
    yield from (root / "site").rglob("*.html")


def test_two_writers_leave_the_pages_that_one_would_make(tmp_path: Path) -> None:
    writers = [start(tmp_path, name, 12) for name in (1, 2)]
    assert [writer.wait(timeout=60) for writer in writers] == [0, 0]
    keep_up(Store(tmp_path))
    before = shown(tmp_path)
    rebuild_site(Store(tmp_path), Addresses())

    assert len(list((tmp_path / "site/articles").glob("*.html"))) == 4 + 2 * 8
    assert before.keys() == shown(tmp_path).keys()
    assert {name for name, page in shown(tmp_path).items() if "articles" in name and page != before[name]} == set()
    assert not list((tmp_path / "site/drafts").iterdir())


def test_what_a_killed_writer_left_is_completed_by_the_next(tmp_path: Path) -> None:
    chance = random.Random(7)
    for name in range(1, 7):
        writer = start(tmp_path, name, 40)
        time.sleep(0.4 + chance.random() * 0.4)
        writer.send_signal(signal.SIGKILL)
        writer.wait()
    store = Store(tmp_path)
    store.prepare()
    keep_up(store)
    there = {path.stem for path in (tmp_path / "site/articles").glob("*.html")}
    before = shown(tmp_path)
    rebuild_site(store, Addresses())

    assert there == set(store.ids())
    assert len(there) > 1
    assert {name for name, page in shown(tmp_path).items() if "articles" in name and page != before[name]} == set()
