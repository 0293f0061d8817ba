"""Backups of an output folder that others write to: by `wireglot backup`, also when it is killed, and by plain copies.

The short round is part of `make test`; `make faults` (WIREGLOT_FAULTS=full) does the full counts.
"""

import random
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from tests.faults.test_kills import (
    ARTICLES,
    FULL,
    ROOT,
    assert_sound,
    reported_in,
    run,
    two_writers,
    write_inbox,
)
from tests.faults.writer import edition
from wireglot.outputs import BackupRefused, Store, back_up, has_pages, repair, verify

pytestmark = pytest.mark.process

BACKUPS = 20 if FULL else 1
KILLS = 100 if FULL else 2


def wireglot(*arguments: str) -> str:
    command = [sys.executable, "-m", "wireglot.flows", *arguments]
    done = subprocess.run(command, capture_output=True, text=True)
    assert done.returncode == 0, done.stderr
    return done.stdout + done.stderr


def copy(folder: Path, to: Path) -> None:
    """As people restore and copy; what disappears meanwhile is no reason to stop."""
    subprocess.run(["cp", "-a", f"{folder}/.", str(to)], capture_output=True)


def test_backups_while_runs_write_are_sound_and_complete(tmp_path_factory: pytest.TempPathFactory) -> None:
    folder = tmp_path_factory.mktemp("backups")
    outputs, to, reports = folder / "editions", folder / "backup", [folder / "a.txt", folder / "b.txt"]
    inbox = folder / "inbox"
    with two_writers(outputs, reports):
        write_inbox(inbox, 0)
        run(inbox, outputs)
        for _ in range(BACKUPS):
            before = set(reported_in(reports))
            assert list(back_up(outputs, to)) == []
            assert list(verify(to)) == []
            assert_sound(to, before)
    copied = sum(len(Store(to).versions(id)) for id in Store(to).ids())
    sys.stdout.write(f"\n{BACKUPS} backups while two writers and a run wrote: {copied} versions, no finding\n")

    restored = folder / "restored"
    restored.mkdir()
    copy(to, restored)
    assert list(verify(restored)) == []


def test_a_backup_that_is_killed_again_and_again_continues(tmp_path_factory: pytest.TempPathFactory) -> None:
    folder = tmp_path_factory.mktemp("killed-backups")
    outputs, to, store = folder / "editions", folder / "backup", Store(folder / "editions")
    chance, killed = random.Random(7), 0
    for turn in range(KILLS):
        for number in range(ARTICLES):
            store.add(edition(str(turn), number, ARTICLES))
        arguments = ["backup", str(to), "--outputs", str(outputs)]
        command = [sys.executable, "-m", "tests.faults.killed_run", str(chance.randint(1, 8 * ARTICLES)), *arguments]
        done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True)
        killed += done.returncode == -9
        assert done.returncode in (0, -9), done.stderr
        if to.is_dir():
            assert [finding for finding in verify(to) if finding.grade == "damage"] == []
    sys.stdout.write(f"\n{killed} of {KILLS} backups killed: nothing damaged\n")

    assert killed
    assert list(back_up(outputs, to)) == []
    assert list(verify(to)) == []
    assert Store(to).ids() == Store(outputs).ids()


def test_a_run_after_a_restore_finds_everything_unchanged(tmp_path: Path) -> None:
    outputs, to, inbox = tmp_path / "editions", tmp_path / "backup", tmp_path / "inbox"
    for turn in range(2):
        write_inbox(inbox, turn)
        made, _ = run(inbox, outputs)
    printed = wireglot("backup", str(to), "--outputs", str(outputs))
    assert re.search(r"^30 new versions \([1-9]\d* [kM]B\) copied to ", printed, re.MULTILINE), printed
    shutil.rmtree(outputs)

    outputs.mkdir()
    copy(to, outputs)
    wireglot("site", "--outputs", str(outputs))
    assert [finding.path.name for finding in verify(outputs)] == ["backup-of"]  # a note, for what was killed since
    (outputs / ".wireglot" / "backup-of").unlink()
    assert not list(verify(outputs))
    again, _ = run(inbox, outputs)

    assert {row["id"] for row in again} == {row["id"] for row in made}
    assert not any(row["new"] for row in again)
    assert has_pages(outputs)
    assert "0 new versions" in wireglot("backup", str(to), "--outputs", str(outputs))
    with pytest.raises(BackupRefused, match="is no output folder"):
        list(back_up(tmp_path / "elsewhere", to))


def test_a_plain_copy_of_a_busy_folder_can_be_repaired(tmp_path_factory: pytest.TempPathFactory) -> None:
    """A copy reads names and files at different moments; a second one, made when nothing writes, brings the rest."""
    folder = tmp_path_factory.mktemp("copies")
    outputs, to, reports = folder / "editions", folder / "copy", [folder / "a.txt", folder / "b.txt"]
    to.mkdir()
    with two_writers(outputs, reports):
        write_inbox(folder / "inbox", 0)
        run(folder / "inbox", outputs)
        for _ in range(BACKUPS):
            copy(outputs, to)
    behind = [finding for finding in verify(to) if finding.grade == "damage"]
    sys.stdout.write(f"\n{BACKUPS} plain copies of a busy folder: {len(behind)} findings before the repair\n")
    list(repair(to))
    missing = [finding for finding in verify(to) if finding.grade == "damage"]
    assert all("is missing" in one.what or "follows another version" in one.what for one in missing)

    copy(outputs, to)
    list(repair(to))

    assert [finding for finding in verify(to) if finding.grade == "damage"] == []
    assert_sound(to, set(reported_in(reports)))
