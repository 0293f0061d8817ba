"""The store: numbering, digests, several writers, and nothing half-written."""

import errno
import json
import os
import socket
import subprocess
import sys
from dataclasses import replace
from hashlib import sha256
from pathlib import Path

import pytest
from typer.testing import CliRunner

from tests.made import SWEDISH, an_article, an_edition, untranslated
from wireglot.articles import Block, InvalidId
from wireglot.flows.cli.app import app
from wireglot.outputs import NoSuchVersion, Store, content_hash, publishing
from wireglot.outputs.layout import drafts_folder
from wireglot.outputs.store import _files, _numbered


@pytest.fixture
def store(tmp_path: Path) -> Store:
    return Store(tmp_path / "editions")


def test_a_first_edition_is_version_1_with_five_files_and_a_pointer(store: Store) -> None:
    stored = store.add(an_edition())

    assert (stored.version, stored.new) == (1, True)
    assert sorted(path.name for path in stored.folder.iterdir()) == [
        "edition.json", "long.txt", "manifest.json", "short.txt", "summary.md",
    ]  # fmt: skip
    assert str((stored.folder.parent / "latest").readlink()) == "v0001"


def test_what_was_stored_is_read_back_equal(store: Store) -> None:
    edition = an_edition()

    store.add(edition)

    read = store.read(edition.article.id)
    assert replace(read, version=0, made_at="", reasons=()) == edition
    assert read.reasons == ("first",)


def test_same_edition_again_adds_no_version(store: Store) -> None:
    store.add(an_edition())

    again = store.add(an_edition())

    assert (again.version, again.new) == (1, False)


def test_a_forced_edition_adds_a_version_and_says_so(store: Store) -> None:
    store.add(an_edition())

    again = store.add(an_edition(), forced=True)

    assert (again.version, again.new) == (2, True)
    assert store.read(again.id).reasons == ("forced",)


def test_a_changed_sentence_makes_a_version_that_counts_it_and_keeps_the_old_one(store: Store) -> None:
    store.add(an_edition())
    changed = (Block("paragraph", ("Färjan gick på grund.", "Två personer skadades.")), *SWEDISH[1:])

    stored = store.add(an_edition(an_article(blocks=changed)))

    assert store.read(stored.id, 2).reasons[0] == "text changed: 1 sentence"
    assert store.read(stored.id, 1).article.blocks == SWEDISH
    assert store.versions(stored.id) == [1, 2]


def test_a_better_engine_for_the_same_words_is_a_reason(store: Store) -> None:
    article = an_article()
    store.add(an_edition(article, translation=untranslated(article)))

    stored = store.add(an_edition(article))

    assert store.read(stored.id).reasons == (
        "engine changed: none -> apertium",
        "state changed: untranslated -> ok",
    )


def test_under_auto_a_lower_rank_never_replaces_a_higher_one_for_the_same_words(store: Store) -> None:
    article = an_article()
    store.add(an_edition(article))
    worse = an_edition(article, translation=untranslated(article))

    kept = store.add(worse, keep_better=True)
    named = store.add(worse)

    assert (kept.version, kept.new) == (1, False)
    assert (named.version, named.new) == (2, True)


def test_the_manifest_holds_the_sha256_of_each_file(store: Store) -> None:
    folder = store.add(an_edition()).folder

    manifest = json.loads((folder / "manifest.json").read_bytes())

    assert manifest["files"] == {
        name: sha256((folder / name).read_bytes()).hexdigest()
        for name in ("edition.json", "long.txt", "short.txt", "summary.md")
    }


def test_the_pointer_is_a_file_where_links_are_not_to_be_had(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(self: Path, target: str) -> None:
        raise OSError(errno.EPERM, "no links on this file system")

    monkeypatch.setattr(Path, "symlink_to", refuse)

    stored = store.add(an_edition())
    store.add(an_edition(), forced=True)

    pointer = stored.folder.parent / "latest"
    assert not pointer.is_symlink()
    assert publishing.latest_name(pointer.parent) == "v0002"


def test_unchanged_articles_are_told_from_changed_ones(store: Store) -> None:
    same, other = an_article(), an_article(id="other-00000000")
    store.add(an_edition(same))

    todo, made = store.changed([same, other], "to:en", lambda manifest: True)

    assert todo == (other,)
    assert [manifest.id for manifest in made] == [same.id]


@pytest.mark.parametrize(
    ("options", "holds", "claimed"), [("to:de", True, ""), ("to:en", False, ""), ("to:en", True, "fi")]
)
def test_an_article_is_made_again_for_other_choices_engines_or_claims(
    store: Store, options: str, holds: bool, claimed: str
) -> None:
    store.add(an_edition())
    article = an_article(language_claimed=claimed)

    todo, _ = store.changed([article], options, lambda manifest: holds)

    assert todo == (article,)


def test_where_and_when_a_text_was_read_are_not_its_words() -> None:
    assert content_hash(an_article(source="elsewhere.txt", published="2026-01-01T00:00:00Z")) == content_hash(
        an_article()
    )


@pytest.mark.parametrize("id", ["../../x", "CON", "", "/etc/passwd", "a/b", ".hidden", "x" * 300])
def test_an_id_that_is_no_id_never_becomes_a_path(store: Store, id: str) -> None:
    with pytest.raises(InvalidId):
        store.add(an_edition(an_article(id=id)))

    assert not store.root.parent.joinpath("x").exists()


def test_the_beginning_of_an_id_finds_the_article(store: Store) -> None:
    store.add(an_edition())
    store.add(an_edition(an_article(id="farmen-00000000")))

    assert store.find("farj") == "farjan-12ab34cd"
    with pytest.raises(NoSuchVersion, match="farjan-12ab34cd, farmen-00000000"):
        store.find("far")


def test_a_version_that_is_not_there_is_named_with_those_that_are(store: Store) -> None:
    id = store.add(an_edition()).id

    with pytest.raises(NoSuchVersion, match=r"No version 7 .* there is 1"):
        store.read(id, 7)


def test_a_writer_that_loses_the_number_takes_the_next_or_joins_the_winner(store: Store) -> None:
    """Two writers that both saw an empty folder: the second finds number 1 taken."""
    edition = an_edition()
    store.prepare()
    other = replace(edition, digest="0" * 64)
    first = _numbered(edition, 1, None, forced=False)
    files = _files(first, None, "")

    assert store._publish(first, files)
    assert not store._publish(first, files)
    assert store.add(edition).new is False
    assert store.add(other).version == 2


def test_a_full_disk_leaves_nothing_of_the_version(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    store.prepare()

    def full(handle: int) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr(os, "fsync", full)

    with pytest.raises(OSError, match="No space left"):
        store.add(an_edition())
    assert store.ids() == []
    assert not list(drafts_folder(store.root).iterdir())


def test_drafts_of_dead_writers_are_swept_and_those_of_living_ones_stay(store: Store) -> None:
    dead = subprocess.Popen([sys.executable, "-c", ""])
    dead.wait()
    mine = publishing.write_draft(store.root, {"manifest.json": b"{}"})
    theirs = mine.with_name(mine.name.replace(f"-{os.getpid()}-", f"-{dead.pid}-"))
    theirs.mkdir()

    store.prepare()

    assert mine.exists()
    assert not theirs.exists()


WRITER = """
import sys
from pathlib import Path
from wireglot.outputs import Store
from tests.made import an_article, an_edition
store = Store(Path(sys.argv[1]))
new = 0
for i in range(int(sys.argv[2])):
    for n in range(5):
        new += store.add(an_edition(an_article(headline=f"{n}"))).new
        new += store.add(an_edition(an_article(id=f"own-{n}-00000000", headline=sys.argv[3] + str(i)))).new
print(new)
"""


@pytest.mark.process
def test_four_writers_at_once_lose_nothing_and_leave_no_draft(store: Store) -> None:
    """Each flips one article through five headlines and gives five others headlines of its own."""
    root = Path(__file__).parents[2]
    command = [sys.executable, "-c", WRITER, str(store.root), "6"]
    writers = [subprocess.Popen([*command, name], stdout=subprocess.PIPE, text=True, cwd=root) for name in "abcd"]
    reported = sum(int(writer.communicate(timeout=120)[0]) for writer in writers)

    assert [writer.returncode for writer in writers] == [0, 0, 0, 0]
    stored = sum(len(store.versions(id)) for id in store.ids())
    assert stored == reported
    for id in store.ids():
        assert store.versions(id) == list(range(1, len(store.versions(id)) + 1))
        assert publishing.latest_name(store.root / id) == f"v{store.versions(id)[-1]:04d}"
    assert not list(drafts_folder(store.root).iterdir())


def test_a_pointer_that_a_killed_writer_never_put_in_its_place_is_swept_with_the_drafts(store: Store) -> None:
    store.prepare()
    child = subprocess.Popen(["true"])
    child.wait()
    left = drafts_folder(store.root) / f"{socket.gethostname()}-{child.pid}-00ff"
    left.symlink_to("v0001")

    store.prepare()

    assert not left.is_symlink()


@pytest.mark.parametrize("command", [["run", "samples"], ["list"], ["verify", "--repair"], ["site"], ["retry"]])
def test_a_folder_of_another_schema_is_refused_unchanged(store: Store, command: list[str]) -> None:
    store.add(an_edition())
    manifest = next(store.root.rglob("manifest.json"))
    manifest.write_text(manifest.read_text().replace('"schema": 2', '"schema": 1'))
    before = sorted((path, path.stat().st_mtime_ns) for path in store.root.rglob("*"))

    result = CliRunner().invoke(app, [*command, "--outputs", str(store.root)])

    assert result.exit_code == 2
    assert "schema 1; this one uses 2): name a new folder with --outputs" in result.stderr
    assert result.stderr.count("\n") == 1
    assert sorted((path, path.stat().st_mtime_ns) for path in store.root.rglob("*")) == before
