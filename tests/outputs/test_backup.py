"""A backup is an output folder of its own: what it has, what it leaves out, and what it refuses."""

import re
import shutil
import sqlite3
from contextlib import closing
from datetime import timedelta
from pathlib import Path

import pytest

from tests.examples import an_article, an_edition
from wireglot.articles import Block
from wireglot.outputs import (
    BackupRefused,
    Failure,
    Failures,
    Store,
    back_up,
    claim_reader_language,
    memory_file,
    notifications_folder,
    prunable,
    prune,
    rebuild_outputs,
    repair,
    verify,
)
from wireglot.outputs.late import keep_late_text
from wireglot.outputs.layout import embargoed_ids, in_progress_folder, mark_embargoed
from wireglot.outputs.versions import latest_name
from wireglot.translations import Memory


@pytest.fixture
def store(tmp_path: Path) -> Store:
    store = Store(tmp_path / "editions")
    store.add(an_edition())
    return store


@pytest.fixture
def to(tmp_path: Path) -> Path:
    return tmp_path / "backup"


def correct(store: Store, text: str) -> None:
    store.add(an_edition(an_article(blocks=(Block("paragraph", (text,)),))))


def backed_up(store: Store, to: Path) -> list[str]:
    """What a backup names, without the beginnings of paths."""
    return [str(finding).replace(f"{store.root}/", "") for finding in back_up(store.root, to)]


def files(folder: Path) -> dict[str, bytes]:
    return {str(path.relative_to(folder)): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def front_page(root: Path) -> str:
    """The front page without the second in which it was made."""
    return re.sub(r'data-stamp="\d+"', "", (root / "index.html").read_text("utf-8"))


def test_a_backup_has_every_version_and_verifies(store: Store, to: Path) -> None:
    correct(store, "Two ferries ran aground.")

    assert backed_up(store, to) == []
    assert list(verify(to)) == []
    assert files(to / "farjan-12ab34cd") == files(store.root / "farjan-12ab34cd")
    assert latest_name(to / "farjan-12ab34cd") == "v0002"


def test_a_backup_in_which_somebody_read_shows_no_killed_article_later(store: Store, to: Path) -> None:
    backed_up(store, to)
    rebuild_outputs(Store(to))
    assert "Ferry" in (to / "feeds" / "all.atom").read_text("utf-8")
    store.add(an_edition(an_article(status="canceled")))

    backed_up(store, to)

    assert not (to / ".wireglot" / "index.sqlite").exists()
    rebuild_outputs(Store(to))
    assert "Ferry" not in (to / "feeds" / "all.atom").read_text("utf-8")


def test_a_second_backup_copies_only_what_is_new(store: Store, to: Path) -> None:
    backed_up(store, to)
    correct(store, "Two ferries ran aground.")
    copied: list[str] = []

    assert list(back_up(store.root, to, lambda id, size: copied.append(id))) == []
    assert copied == ["farjan-12ab34cd"]
    assert Store(to).versions("farjan-12ab34cd") == [1, 2]


def test_pages_and_index_are_left_out_and_can_be_made_again(store: Store, to: Path) -> None:
    rebuild_outputs(store)
    backed_up(store, to)
    assert sorted(path.name for path in to.iterdir()) == [".wireglot", "farjan-12ab34cd"]
    assert not (to / ".wireglot" / "index.sqlite").exists()

    rebuild_outputs(Store(to))

    assert front_page(to) == front_page(store.root)
    assert files(to / "feeds") == files(store.root / "feeds")


def test_records_and_the_sentence_memory_are_in_a_backup(store: Store, to: Path) -> None:
    claim_reader_language(store.root, "en")
    Failures(store.root).record(Failure("a.txt", "a.txt", "read", "no text"))
    Memory(memory_file(store.root)).put("opus|1", "sv", "en", {"Hej.": "Hello."})
    keep_late_text(store.root, an_article(updated="2020-01-01"))
    backed_up(store, to)

    left_out = ("locks/", "drafts/", "pending/", "backup-of", "-shm", "-wal", "memory.sqlite")
    kept = {name for name in files(store.root) if not any(part in name for part in left_out)}
    assert kept <= files(to).keys()
    assert Failures(to).all() == Failures(store.root).all()
    assert Memory(memory_file(to)).get("opus|1", "sv", "en", ["Hej."]) == {"Hej.": "Hello."}


def test_a_restored_backup_says_that_kills_since_are_missing(store: Store, to: Path) -> None:
    waiting = notifications_folder(store.root) / "north" / "webhook" / "digest.jsonl"
    waiting.parent.mkdir(parents=True)
    waiting.write_text("a story that is not sent yet")
    backed_up(store, to)
    shutil.rmtree(store.root)

    shutil.copytree(to, store.root, symlinks=True)

    (note,) = verify(store.root)
    assert (note.grade, note.path.name) == ("note", "backup-of")
    assert list(verify(to)) == []
    assert not waiting.exists()


def test_a_failure_that_was_put_right_leaves_the_backup(store: Store, to: Path) -> None:
    failures = Failures(store.root)
    failures.record(Failure("a.txt", "a.txt", "read", "no text"))
    backed_up(store, to)
    failures.clear("a.txt")

    backed_up(store, to)

    assert Failures(to).all() == []


def test_a_folder_of_records_that_is_gone_leaves_the_backup(store: Store, to: Path) -> None:
    records = in_progress_folder(store.root) / "north" / "mail" / "records"
    records.mkdir(parents=True)
    (records / "1.jsonl").write_text("{}\n")
    (records.parents[2] / "south").mkdir()
    backed_up(store, to)
    assert (in_progress_folder(to) / "north" / "mail" / "records" / "1.jsonl").is_file()
    shutil.rmtree(records.parents[1])

    assert backed_up(store, to) == []

    assert [path.name for path in in_progress_folder(to).iterdir()] == ["south"]


def test_what_the_memory_forgot_is_not_in_the_next_backup(store: Store, to: Path) -> None:
    """Neither as a row nor in the free pages of the file."""
    memory = Memory(memory_file(store.root))
    memory.put("opus|1", "sv", "en", {f"Hemlig mening {n}." * 20: "Secret." for n in range(200)})
    backed_up(store, to)
    assert b"Hemlig" in memory_file(to).read_bytes()
    memory.close()
    with closing(sqlite3.connect(memory_file(store.root), isolation_level=None)) as connection:
        connection.execute("delete from translations")

    backed_up(store, to)

    assert b"Hemlig" not in memory_file(to).read_bytes()


def test_what_was_pruned_is_removed_from_the_backup(store: Store, to: Path) -> None:
    backed_up(store, to)
    correct(store, "Two ferries ran aground.")
    for version in prunable(store.root, keep=1, older_than=timedelta(days=-1)):
        prune(version)

    assert backed_up(store, to) == []
    assert Store(to).versions("farjan-12ab34cd") == [2]
    assert list(verify(to)) == []


def test_what_the_folder_has_lost_stays_and_is_named(store: Store, to: Path) -> None:
    correct(store, "Two ferries ran aground.")
    other = store.add(an_edition(an_article(id="other-12345678", uri="other"))).folder.parent
    backed_up(store, to)
    shutil.rmtree(store.root / "farjan-12ab34cd" / "v0001")
    shutil.rmtree(other)

    assert backed_up(store, to) == [
        "damage  farjan-12ab34cd  farjan-12ab34cd/v0001  is missing; the backup has it",
        "damage  other-12345678  other-12345678  is missing; the backup has it",
    ]
    assert list(verify(to)) == []


def test_a_damaged_version_is_copied_when_it_has_been_repaired(store: Store, to: Path) -> None:
    path = store.root / "farjan-12ab34cd" / "v0001" / "short.txt"
    path.write_text("something else")

    assert backed_up(store, to) == ["damage  farjan-12ab34cd  farjan-12ab34cd/v0001/short.txt  was changed; not copied"]
    assert Store(to).ids() == []

    list(repair(store.root))

    assert backed_up(store, to) == []
    assert list(verify(to)) == []


def test_damage_never_reaches_a_version_that_is_in_the_backup(store: Store, to: Path) -> None:
    backed_up(store, to)
    folder = store.root / "farjan-12ab34cd" / "v0001"
    (folder / "summary.md").write_text("nothing")
    (folder / "edition.json").unlink()

    found = backed_up(store, to)

    assert found == [
        "damage  farjan-12ab34cd  farjan-12ab34cd/v0001/edition.json  is missing; the backup has it",
        "damage  farjan-12ab34cd  farjan-12ab34cd/v0001/summary.md  was changed; the backup has it as it was",
    ]
    assert list(verify(to)) == []


def test_a_truncated_manifest_is_not_taken_for_another_version(store: Store, to: Path) -> None:
    backed_up(store, to)
    manifest = store.root / "farjan-12ab34cd" / "v0001" / "manifest.json"
    manifest.write_bytes(manifest.read_bytes()[:99])

    (found,) = backed_up(store, to)

    assert found.endswith("v0001/manifest.json  was changed; the backup has it as it was")


def test_a_folder_that_went_on_from_an_older_state_is_named(store: Store, to: Path, tmp_path: Path) -> None:
    backed_up(store, to)
    shutil.copytree(to, tmp_path / "older", symlinks=True)
    correct(store, "Two ferries ran aground.")
    backed_up(store, to)
    shutil.rmtree(store.root)
    shutil.copytree(tmp_path / "older", store.root, symlinks=True)
    correct(store, "Three ferries ran aground.")

    (finding,) = backed_up(store, to)

    assert "farjan-12ab34cd/v0002  is another version than in" in finding


def test_an_embargoed_article_is_released_from_a_backup_too(store: Store, to: Path) -> None:
    article = an_article(id="later-12345678", uri="later", embargoed="2999-01-01T00:00:00Z")
    store.add(an_edition(article, state="embargoed"))
    mark_embargoed(store.root, article.id)

    backed_up(store, to)

    assert embargoed_ids(to) == [article.id]
    assert list(verify(to)) == []


def test_a_backup_that_was_killed_continues(store: Store, to: Path) -> None:
    """Killed before it had written which folder it is of, and between a version and its pointer."""
    (to / ".wireglot" / "drafts" / "host-1-0123").mkdir(parents=True)
    (to / ".wireglot" / "drafts" / "host-1-0123" / "short.txt").touch()
    assert backed_up(store, to) == []
    (to / "farjan-12ab34cd" / "latest").unlink()

    assert backed_up(store, to) == []
    assert latest_name(to / "farjan-12ab34cd") == "v0001"


@pytest.mark.parametrize("name", ["editions", "editions/backup", "editions/.wireglot", "."])
def test_a_backup_inside_the_output_folder_is_refused(store: Store, tmp_path: Path, name: str) -> None:
    with pytest.raises(BackupRefused, match="one within the other"):
        backed_up(store, tmp_path / name)


def test_a_folder_that_is_no_backup_is_refused_untouched(store: Store, to: Path) -> None:
    to.mkdir()
    (to / "thesis.txt").write_text("mine")

    with pytest.raises(BackupRefused, match="is not empty and no backup"):
        backed_up(store, to)
    assert files(to) == {"thesis.txt": b"mine"}


def test_the_backup_of_another_folder_is_refused(store: Store, to: Path, tmp_path: Path) -> None:
    backed_up(store, to)
    other = Store(tmp_path / "other")
    other.add(an_edition())

    with pytest.raises(BackupRefused, match=r"is the backup of .*editions, not of .*other"):
        backed_up(other, to)


def test_a_backup_in_another_language_is_refused(store: Store, to: Path) -> None:
    claim_reader_language(store.root, "en")
    backed_up(store, to)
    (store.root / ".wireglot" / "reader-language").write_text("de\n")

    with pytest.raises(BackupRefused, match=r"has articles in en, and .* in de"):
        backed_up(store, to)


def test_a_missing_output_folder_is_refused(to: Path, tmp_path: Path) -> None:
    with pytest.raises(BackupRefused, match="is no output folder"):
        list(back_up(tmp_path / "unmounted", to))
    assert not to.exists()
