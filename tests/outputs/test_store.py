"""The store: numbering, digests, several writers, and nothing half-written."""

import errno
import json
import os
import socket
import subprocess
from dataclasses import replace
from hashlib import sha256
from pathlib import Path

import pytest
from typer.testing import CliRunner

from tests.examples import SWEDISH, a_summary, a_translation, an_article, an_edition, untranslated
from wireglot.articles import Block, InvalidId, SentenceRef
from wireglot.flows.cli.app import app
from wireglot.outputs import NoSuchVersion, OtherSchema, Store, content_hash, update_outputs
from wireglot.outputs.layout import drafts_folder
from wireglot.outputs.versions import latest_name, write_draft
from wireglot.summarizers import Summaries


@pytest.fixture
def store(tmp_path: Path) -> Store:
    return Store(tmp_path / "editions")


def test_a_first_edition_becomes_version_1_with_five_files(store: Store) -> None:
    stored = store.add(an_edition())

    assert (stored.version, stored.new) == (1, True)
    sums = {path.name: sha256(path.read_bytes()).hexdigest() for path in stored.folder.iterdir()}
    assert sums.pop("manifest.json")
    assert sums.keys() == {"edition.json", "long.txt", "short.txt", "summary.md"}
    assert json.loads((stored.folder / "manifest.json").read_bytes())["files"] == sums
    assert str((stored.folder.parent / "latest").readlink()) == "v0001"


def test_the_same_edition_again_adds_a_version_only_if_forced(store: Store) -> None:
    store.add(an_edition())

    again = store.add(an_edition())
    forced = store.add(an_edition(), forced=True)

    assert (again.version, again.new, again.edition) == (1, False, None)
    assert (forced.version, forced.new) == (2, True)
    assert forced.edition == store.read(forced.id)
    assert store.read(forced.id).reasons == ("forced",)


def test_a_changed_sentence_makes_a_version_and_keeps_the_old(store: Store) -> None:
    store.add(an_edition())
    changed = (Block("paragraph", ("Färjan gick på grund.", "Två personer skadades.")), *SWEDISH[1:])

    stored = store.add(an_edition(an_article(blocks=changed)))

    assert store.read(stored.id, 2).reasons[0] == "text changed: 1 sentence"
    assert store.read(stored.id, 1).article.blocks == SWEDISH
    assert store.versions(stored.id) == [1, 2]


def test_a_better_engine_for_the_same_text_is_a_reason(store: Store) -> None:
    article = an_article()
    store.add(an_edition(article, translation=untranslated(article)))

    stored = store.add(an_edition(article))

    assert store.read(stored.id).reasons == ("engine changed: none -> apertium", "state changed: untranslated -> ok")


def test_a_worse_engine_replaces_a_better_only_when_forced(store: Store) -> None:
    article = an_article()
    store.add(an_edition(article))
    worse = an_edition(article, translation=untranslated(article))

    kept = store.add(worse)
    forced = store.add(worse, forced=True)

    assert (kept.version, kept.new) == (1, False)
    assert (forced.version, forced.new) == (2, True)


def test_fewer_sentences_by_the_same_engine_replace_nothing(store: Store) -> None:
    article = an_article()
    store.add(an_edition(article))
    failed = a_translation(failed=(SentenceRef(0, 1),))

    assert not store.add(an_edition(article, translation=failed)).new
    assert store.add(an_edition(article, translation=replace(failed, signature="apertium|v:2"))).new


def test_a_summary_by_a_model_is_not_replaced_by_a_quoted_one(store: Store) -> None:
    quoted = an_edition()
    written = replace(a_summary(), engine="seq2seq", signature="seq2seq|v:1")
    signatures = replace(quoted.signatures, summary=written.signature)
    store.add(replace(quoted, summaries=Summaries(written, written), signatures=signatures, digest="0" * 64))

    assert not store.add(quoted).new


def test_a_better_translation_comes_with_a_worse_summary(store: Store) -> None:
    article = an_article()
    written = replace(a_summary(), engine="chat", signature="chat|v:1")
    store.add(an_edition(article, translation=untranslated(article), summaries=Summaries(written, written)))

    assert store.add(an_edition(article)).new


def test_a_text_whose_embargo_ended_is_stored_by_any_engine(store: Store) -> None:
    article = an_article(embargoed="2020-01-01T00:00:00Z")
    store.add(an_edition(article, state="embargoed", digest="0" * 64))

    assert store.add(an_edition(article, translation=untranslated(article))).new


def test_latest_is_a_file_where_the_file_system_has_no_links(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(self: Path, target: str) -> None:
        raise OSError(errno.EPERM, "no links on this file system")

    monkeypatch.setattr(Path, "symlink_to", refuse)

    stored = store.add(an_edition())
    store.add(an_edition(), forced=True)

    pointer = stored.folder.parent / "latest"
    assert not pointer.is_symlink()
    assert latest_name(pointer.parent) == "v0002"


def test_latest_of_a_killed_writer_is_repaired_by_the_next_run(store: Store) -> None:
    """A writer marks the article, publishes, then points `latest`: killed in between, it leaves the mark."""
    store.add(an_edition())
    forced = store.add(an_edition(), forced=True)
    pointer = forced.folder.parent / "latest"
    pointer.unlink()
    pointer.symlink_to("v0001")

    update_outputs(store, site=False)

    assert latest_name(pointer.parent) == "v0002"


def test_unchanged_articles_are_recognised(store: Store) -> None:
    same, other = an_article(), an_article(id="other-00000000")
    store.add(an_edition(same))

    changed, kept = store.changed([same, other], "to:en", lambda manifest: True)

    assert changed == (other,)
    assert [(one.newest.id, one.late) for one in kept] == [(same.id, False)]


@pytest.mark.parametrize(
    ("options", "current", "claimed"), [("to:de", True, ""), ("to:en", False, ""), ("to:en", True, "fi")]
)
def test_other_options_engines_or_claims_count_as_a_change(
    store: Store, options: str, current: bool, claimed: str
) -> None:
    store.add(an_edition())
    article = an_article(language_claimed=claimed)

    changed, _ = store.changed([article], options, lambda manifest: current)

    assert changed == (article,)


def test_path_and_time_do_not_change_the_content_hash() -> None:
    moved = an_article(source="elsewhere.txt", published="2026-01-01T00:00:00Z")

    assert content_hash(moved) == content_hash(an_article())


@pytest.mark.parametrize("id", ["../../x", "CON", "", "/etc/passwd", "a/b", ".hidden", "x" * 300])
def test_an_invalid_id_never_becomes_a_path(store: Store, id: str) -> None:
    with pytest.raises(InvalidId):
        store.add(an_edition(an_article(id=id)))

    assert not store.root.parent.joinpath("x").exists()


def test_the_beginning_of_an_id_finds_the_article(store: Store) -> None:
    store.add(an_edition())
    store.add(an_edition(an_article(id="farmen-00000000")))

    assert store.find("farj") == "farjan-12ab34cd"
    with pytest.raises(NoSuchVersion, match="farjan-12ab34cd, farmen-00000000"):
        store.find("far")


def test_a_missing_version_is_reported_with_the_existing_ones(store: Store) -> None:
    id = store.add(an_edition()).id

    with pytest.raises(NoSuchVersion, match=r"No version 7 .* there is 1"):
        store.read(id, 7)


def test_a_writer_that_loses_a_number_compares_with_the_winner(store: Store) -> None:
    """Two writers that both saw an empty folder: the second finds number 1 taken."""
    edition = an_edition()
    store.prepare()
    other = replace(edition, digest="0" * 64)

    assert store.append(edition, None, None, ("first",))
    assert store.append(edition, None, None, ("first",)) is None
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


def test_only_drafts_of_dead_writers_are_removed(store: Store) -> None:
    dead = subprocess.Popen(["true"])
    dead.wait()
    mine = write_draft(store.root, {"manifest.json": b"{}"})
    folder, pointer = (mine.with_name(f"{socket.gethostname()}-{dead.pid}-00f{n}") for n in "12")
    folder.mkdir()
    pointer.symlink_to("v0001")

    store.prepare()

    assert list(drafts_folder(store.root).iterdir()) == [mine]


def test_editions_from_before_gist_and_pivot_are_continued(store: Store) -> None:
    stored = store.add(an_edition())
    path = stored.folder / "edition.json"
    edition = json.loads(path.read_bytes())
    del edition["translation"]["gist"]
    path.write_text(json.dumps(edition), "utf-8")
    manifest = stored.folder / "manifest.json"
    for engine, rank, expected in (("opus", 2, 3), ("pivot", 2, 2), ("gone", 2, 2), ("apertium", 1, 1)):
        values = json.loads(manifest.read_bytes()) | {"rank": rank}
        values["signatures"]["translation"] = f"{engine}|v:1"
        manifest.write_text(json.dumps(values), "utf-8")
        newest = store.newest(stored.id)
        assert newest
        assert newest.rank == expected

    assert store.read(stored.id).gist is False


def test_another_schema_is_seen_behind_a_damaged_manifest(store: Store) -> None:
    damaged, other = (store.add(an_edition(an_article(id=f"{name}-00000000"))).folder for name in ("aaa", "bbb"))
    (damaged / "manifest.json").write_text("{")
    (other / "manifest.json").write_text('{"schema": 1}')

    with pytest.raises(OtherSchema, match="schema 1"):
        Store(store.root)


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
