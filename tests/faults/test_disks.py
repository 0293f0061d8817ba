"""Disks that are full or may not be written to: real ones, small and in memory."""

import json
import os
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from wireglot.outputs import verify

pytestmark = pytest.mark.process

ROOT = Path(__file__).parents[2]
ARTICLES = 24  # of which about half fit on the small disk
Mount = Callable[[str], Path]


@pytest.fixture
def mount(tmp_path: Path) -> Iterator[Mount]:
    """Mounts a file system in memory with the options given; skipped where this user may not mount."""
    place = tmp_path / "disk"
    place.mkdir()

    def carry_out(options: str) -> Path:
        command = ["mount", "-t", "tmpfs", "-o", options, "tmpfs", str(place)]
        if os.geteuid() != 0 or subprocess.run(command, capture_output=True).returncode != 0:
            pytest.skip("only root may mount a small disk here")
        return place

    yield carry_out
    subprocess.run(["umount", str(place)], capture_output=True)


@pytest.fixture
def inbox(tmp_path: Path) -> Path:
    folder = tmp_path / "inbox"
    folder.mkdir()
    for number in range(ARTICLES):
        text = f"Storm {number} closes harbour\n\nThe harbour was closed on Monday, police said. Nobody was hurt.\n"
        (folder / f"{number}.txt").write_text(text, "utf-8")
    return folder


def run(inbox: Path, outputs: Path) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "flows", "run", "--plain", "--json", "--translator", "none", str(inbox)]
    return subprocess.run([*command, "--outputs", str(outputs)], cwd=ROOT, capture_output=True, text=True)


def leave_two_pages(disk: Path) -> None:
    """Leave space with which a run can begin; the first one needed more while it was going on, for its own records."""
    found = os.statvfs(disk)
    size = (found.f_blocks - found.f_bfree + 2) * found.f_frsize
    subprocess.run(["mount", "-o", f"remount,size={size}", str(disk)], check=True)


def test_on_a_full_disk_nothing_is_half_written(mount: Mount, inbox: Path) -> None:
    disk = mount("size=330k")
    outputs = disk / "editions"

    done = run(inbox, outputs)

    rows = [json.loads(line) for line in done.stdout.splitlines()]
    failed = [row for row in rows if "error" in row]
    stored = [Path(row["folder"]) for row in rows if row.get("new")]
    assert done.returncode == 1
    assert failed
    assert all("No space left" in row["error"] and "free some space" in row["error"] for row in failed)
    assert stored
    assert sorted(outputs.glob("*/v*")) == sorted(stored)
    assert all(len(list(folder.iterdir())) in (5, 6) for folder in stored)  # changes.md from the second version on
    assert list((outputs / ".wireglot" / "drafts").iterdir()) == []

    leave_two_pages(disk)

    # While it is full, the next run names the same articles, and does no work for them.
    again = [json.loads(line) for line in run(inbox, outputs).stdout.splitlines()]
    assert [row["source"] for row in again if "error" in row] == [row["source"] for row in failed]
    assert all("No space left" in row["error"] for row in again if "error" in row)

    # With space again, the next run stores the rest.
    subprocess.run(["mount", "-o", "remount,size=8m", str(disk)], check=True)
    second = run(inbox, outputs)

    sys.stdout.write(f"\nfull disk: {len(stored)} stored, {len(failed)} failed, and stored with space again\n")
    assert second.returncode == 0
    assert len(stored) + second.stdout.count('"new": true') == ARTICLES
    assert list(verify(outputs)) == []


def test_a_read_only_disk_is_refused_before_any_work(mount: Mount, inbox: Path) -> None:
    done = run(inbox, mount("ro") / "editions")

    assert (done.returncode, done.stdout) == (2, "")
    assert "Read-only file system" in done.stderr
    assert "--outputs" in done.stderr
