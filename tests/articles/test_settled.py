"""Settled files: what is still being written is left for the next run, and what is complete need not wait."""

import os
import shutil
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from wireglot.articles.reading import SourceFile, StillWritten, find_sources, read
from wireglot.articles.reading.settled import FileState, _judged, has_temporary_name, settled_files

TEXT = "Storm closes the harbour of Varn\n\nForty boats were damaged on Monday, the port said. Nobody was hurt.\n"

# Writes half of a text, reports it, and waits for a line of input before the rest.
SLOW = """
import sys
file = open(sys.argv[1], "w")
file.write(sys.argv[2][:40])
file.flush()
print("half", flush=True)
sys.stdin.readline()
file.write(sys.argv[2][40:])
"""
# Opens the file anew for each letter, as some programs do for each line.
APPENDING = """
import sys, time
while True:
    with open(sys.argv[1], "a") as file:
        file.write("x")
    print(flush=True)
    time.sleep(0.02)
"""


@contextmanager
def a_writer(program: str, *words: object) -> Iterator[subprocess.Popen[str]]:
    """A process that has written something; ended with the block."""
    command = [sys.executable, "-c", program, *map(str, words)]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout
        process.stdout.readline()
        yield process
        process.kill()


def age(path: Path, seconds: float) -> None:
    os.utime(path, (time.time() - seconds,) * 2)


@pytest.fixture
def inbox(tmp_path: Path) -> Path:
    (tmp_path / "inbox").mkdir()
    return tmp_path / "inbox"


def names(folder: Path) -> list[str]:
    found = find_sources([folder], outputs=folder.parent / "out")
    assert not found.faulty
    return [file.path.name for file in found.files]


@pytest.mark.process
@pytest.mark.usefixtures("open_files_are_known")
def test_a_file_that_is_being_written_is_left(inbox: Path) -> None:
    (inbox / "whole.txt").write_text(TEXT)
    with a_writer(SLOW, inbox / "half.txt", TEXT) as writer:
        found = find_sources([inbox], outputs=inbox.parent / "out")
        writer.communicate("go on\n")
    afterwards = names(inbox)

    assert [file.path.name for file in found.files] == ["whole.txt"]
    assert found.unsettled == (inbox / "half.txt",)
    assert afterwards == ["half.txt", "whole.txt"]


@pytest.mark.process
@pytest.mark.usefixtures("open_files_are_known")
def test_half_an_item_is_unsettled_and_not_skipped(inbox: Path) -> None:
    with a_writer(SLOW, inbox / "item.json", '{"headline":           ' + " " * 40 + '"x", "uri": "urn:x:1"}'):
        found = find_sources([inbox], outputs=inbox.parent / "out")

    assert found.unsettled == (inbox / "item.json",)
    assert not found.skipped


@pytest.mark.process
def test_a_file_that_is_opened_for_each_line_is_left(inbox: Path) -> None:
    with a_writer(APPENDING, inbox / "growing.txt"):
        found = find_sources([inbox], outputs=inbox.parent / "out")

    assert found.unsettled == (inbox / "growing.txt",)


@pytest.mark.process
def test_a_file_that_is_named_is_read_as_it_is(inbox: Path) -> None:
    with a_writer(SLOW, inbox / "half.txt", TEXT):
        found = find_sources([inbox / "half.txt"], outputs=inbox.parent / "out")

    assert [file.path.name for file in found.files] == ["half.txt"]


def test_a_file_that_was_just_renamed_is_settled_at_once(inbox: Path) -> None:
    (inbox / "a.txt.part").write_text(TEXT)
    age(inbox / "a.txt.part", 1)
    (inbox / "a.txt.part").rename(inbox / "a.txt")

    look = _judged((inbox / "a.txt").stat(), None, time.time())

    assert look.pause == 0
    assert not look.is_written


def test_a_copy_with_its_old_times_is_settled(inbox: Path, tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text(TEXT)
    age(tmp_path / "a.txt", 100)
    shutil.copy2(tmp_path / "a.txt", inbox / "a.txt")

    assert names(inbox) == ["a.txt"]


@pytest.mark.parametrize(
    ("size", "written", "changed", "is_open", "is_written", "pause"),
    [
        (9, 1000, 1000, True, True, 0),  # a program has it open
        (9, 1000 - 3601, 1000 - 3601, True, False, 0),  # since an hour, without a word
        (9, 1000, 1000, False, False, 0.2),  # closed at this moment
        (9, 999, 999, False, False, 0),  # closed a second ago
        (9, 999, 999, None, False, 1),  # not known
        (9, 989, 989, None, False, 0),  # not known, but quiet for 11 s
        (9, 998, 999, None, False, 0),  # renamed
        (0, 998, 999, False, False, 1),  # empty: perhaps opened in a moment
        (9, 2000, 2000, False, False, 0.2),  # the clock was set back
    ],
)
def test_times_and_writers_decide(
    size: int, written: int, changed: int, is_open: bool | None, is_written: bool, pause: float
) -> None:
    times = {"st_mtime": written, "st_mtime_ns": written * 10**9, "st_ctime_ns": changed * 10**9}
    info = os.stat_result((0o100644, 1, 1, 1, 0, 0, size, 0, written, changed), times)

    look = _judged(info, is_open, 1000.0)

    assert (look.is_written, look.pause) == (is_written, pause)


def test_a_file_that_cannot_be_opened_is_left_to_the_reader(inbox: Path) -> None:
    assert settled_files([inbox / "gone.txt"]) == {inbox / "gone.txt": None}


@pytest.mark.parametrize("name", ["a.txt.part", "a.md.crdownload", "~$a.txt", "a.txt~", "A.TXT.TMP", "a.txt.filepart"])
def test_temporary_names_are_skipped(inbox: Path, name: str) -> None:
    (inbox / name).write_text(TEXT)
    (inbox / "a.txt").write_text(TEXT)

    found = find_sources([inbox], outputs=inbox.parent / "out")

    assert [file.path.name for file in found.files] == ["a.txt"]
    assert [(left.path.name, left.reason[:16]) for left in found.skipped] == [(name, "a temporary name")]


def test_ordinary_names_are_not_temporary() -> None:
    assert not any(map(has_temporary_name, ["part.txt", "template.md", "a.b.txt", "#storm.txt", "a~2.txt"]))


def test_a_file_written_after_it_was_listed_is_not_read(inbox: Path) -> None:
    path = inbox / "a.txt"
    path.write_text(TEXT)
    listed = SourceFile(path, "../inbox/a.txt", folder=inbox, seen=FileState(len(TEXT), 1))

    with pytest.raises(StillWritten, match=r"a\.txt: .* still being written"):
        read(listed)
