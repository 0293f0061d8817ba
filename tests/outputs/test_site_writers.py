"""Pages with several writers, and with a writer that is killed: in the end they show what the versions say."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from wireglot.outputs import Addresses, Store
from wireglot.outputs.site import rebuild_site
from wireglot.outputs.update import update_outputs

pytestmark = pytest.mark.process

ROOT = Path(__file__).parent.parent.parent
# Stores articles, each followed by an update of the pages; every third article is one that both writers store. With
# DIE_IN it kills itself at the third call of that function, in the middle of its work.
WRITER = """
import os, signal, sys
from dataclasses import replace
from pathlib import Path
from wireglot.articles import Article, Block
from wireglot.outputs import Store
from wireglot.outputs.site import update
from wireglot.outputs.update import update_outputs
from tests.examples import an_edition, untranslated

root, writer, count, die_in = Path(sys.argv[1]), int(sys.argv[2]), int(sys.argv[3]), sys.argv[4:]
if die_in:
    module, name = die_in[0].split(".")
    calls, function = [], getattr(globals()[module], name)

    def dying(*arguments, **named):
        calls.append(1)
        if len(calls) == 3:
            os.kill(os.getpid(), signal.SIGKILL)
        return function(*arguments, **named)

    setattr(globals()[module], name, dying)
store = Store(root)
store.prepare()
for n in range(count):
    id = f"made-{n:08x}" if n % 3 == 0 else f"made-{n + 1000 * writer:08x}"
    block = Block("paragraph", (f"Storm {writer} closed harbour {n}.",))
    article = Article(id, id, id, f"Storm {n}", (block,), published=f"2024-03-{n % 28 + 1:02d}")
    made = an_edition(article, translation=untranslated(article))
    store.add(replace(made, digest=f"{writer:032x}{n:032x}"))
    update_outputs(store)
"""


def start(root: Path, writer: int, count: int, *die_in: str) -> subprocess.Popen[bytes]:
    command = [sys.executable, "-c", WRITER, str(root), str(writer), str(count), *die_in]
    paths = os.pathsep.join(filter(None, (str(ROOT), os.environ.get("PYTHONPATH", ""))))
    return subprocess.Popen(command, cwd=ROOT, env=os.environ | {"PYTHONPATH": paths})


def shown_pages(root: Path) -> dict[str, bytes]:
    """The pages whose content does not depend on the order of writers."""
    folders = (root / "site/articles", root / "site/versions")
    return {path.name: path.read_bytes() for folder in folders for path in folder.rglob("*.html")}


def assert_complete(store: Store) -> None:
    """Every article is on its page, in the lists and in the search data, as after a rebuild."""
    pages, lists = shown_pages(store.root), {path.name for path in (store.root / "site/days").iterdir()}
    cards = (store.root / "site/data/h0.js").read_text()
    rebuild_site(store, Addresses())

    assert {path.stem for path in (store.root / "site/articles").iterdir()} == set(store.ids())
    assert [id for id in store.ids() if f'"{id}"' not in cards] == []
    assert lists == {path.name for path in (store.root / "site/days").iterdir()}
    assert pages == shown_pages(store.root)


def test_two_writers_leave_the_pages_of_one(tmp_path: Path) -> None:
    writers = [start(tmp_path, writer, 12) for writer in (1, 2)]
    assert [writer.wait() for writer in writers] == [0, 0]
    store = Store(tmp_path)
    update_outputs(store)

    assert len(store.ids()) == 4 + 2 * 8
    assert not list((tmp_path / "site/drafts").iterdir())
    assert_complete(store)


@pytest.mark.parametrize("place", ["update.write_article", "update.update_block", "update.write_lists"])
def test_the_next_run_completes_what_a_killed_one_left(tmp_path: Path, place: str) -> None:
    assert start(tmp_path, 1, 12, place).wait() != 0
    assert start(tmp_path, 2, 3).wait() == 0
    store = Store(tmp_path)
    store.prepare()
    update_outputs(store)

    assert_complete(store)
