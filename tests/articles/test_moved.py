"""Files moved out of an inbox: none is overwritten, and each keeps the name of its article."""

from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import given
from hypothesis import strategies as st

from wireglot.articles.reading import DONE, FAILED, NotMoved, find_sources, inbox_of, move_file, moved_to
from wireglot.articles.reading.moved import MARK, original_path
from wireglot.articles.reading.settled import FileState, state_of


@pytest.fixture
def inbox(tmp_path: Path) -> Path:
    (tmp_path / "inbox" / "mon").mkdir(parents=True)
    return tmp_path / "inbox"


def put(path: Path, text: str = "Storm closes the harbour of Varn.\n") -> Path:
    path.write_text(text)
    return path


def uris(*sources: Path) -> list[str]:
    return [file.uri for file in find_sources(sources, outputs=Path("/nowhere/out")).files]


def test_a_moved_file_keeps_its_folders_and_the_name_of_its_article(inbox: Path) -> None:
    path = put(inbox / "mon" / "lead.txt")
    (before,) = uris(path)

    place = move_file(path, inbox, DONE, state_of(path.stat()))

    assert place == inbox / "done" / "mon" / "lead.txt"
    assert uris(place) == [before]
    assert uris(inbox / "done") == [before]
    assert (original_path(place), inbox_of(place)) == (path, inbox)


def test_moved_files_are_not_read_with_their_inbox(inbox: Path) -> None:
    move_file(put(inbox / "old.txt"), inbox, DONE, None)
    move_file(put(inbox / "bad.txt"), inbox, FAILED, None)
    put(inbox / "new.txt")

    found = find_sources([inbox], outputs=inbox.parent / "out")

    assert [file.path.name for file in found.files] == ["new.txt"]
    assert not found.skipped


def test_folders_of_these_names_that_hold_no_moved_files_are_read(inbox: Path) -> None:
    (inbox / "done").mkdir()
    put(inbox / "done" / "a.txt")

    assert [file.path.name for file in find_sources([inbox], outputs=inbox.parent / "out").files] == ["a.txt"]
    assert original_path(inbox / "done" / "a.txt") == inbox / "done" / "a.txt"


def test_a_second_file_of_a_name_gets_a_number(inbox: Path) -> None:
    places = [move_file(put(inbox / "lead.txt", f"{n}"), inbox, FAILED, None) for n in range(3)]

    assert [place.name for place in places] == ["lead.txt", "lead~2.txt", "lead~3.txt"]
    assert [place.read_text() for place in places] == ["0", "1", "2"]
    assert moved_to(inbox / "lead.txt", FAILED) == places[2]
    places[1].unlink()
    assert moved_to(inbox / "lead.txt", FAILED) == places[2]
    assert moved_to(inbox / "lead.txt", DONE) is None


@given(st.lists(st.text("ab~1.", min_size=1, max_size=8).filter(lambda name: set(name) != {"."}), max_size=6))
def test_every_moved_file_leads_back_to_its_own_name(names: list[str]) -> None:
    with TemporaryDirectory() as folder:
        inbox = Path(folder)
        places = {}
        for name in names:
            with suppress(IsADirectoryError):
                places[move_file(put(inbox / name), inbox, DONE, None)] = inbox / name

        assert len(places) == len(names)
        assert all(original_path(place) == path for place, path in places.items())


def test_a_file_that_changed_since_it_was_read_stays(inbox: Path) -> None:
    path = put(inbox / "a.txt")

    with pytest.raises(NotMoved, match="changed"):
        move_file(path, inbox, DONE, FileState(1, 1))

    assert path.exists()


def test_a_link_stays(inbox: Path, tmp_path: Path) -> None:
    put(tmp_path / "a.txt")
    (inbox / "a.txt").symlink_to(tmp_path / "a.txt")

    with pytest.raises(NotMoved, match="link"):
        move_file(inbox / "a.txt", inbox, DONE, None)


def test_two_runs_move_each_file_once(inbox: Path) -> None:
    paths = [put(inbox / f"{n}.txt", f"{n}") for n in range(200)]

    def move_all(_: int) -> int:
        moved = 0
        for path in paths:
            with suppress(FileNotFoundError):
                move_file(path, inbox, DONE, None)
                moved += 1
        return moved

    with ThreadPoolExecutor(4) as pool:
        counts = list(pool.map(move_all, range(4)))

    assert sum(counts) == 200
    assert sorted(int(path.read_text()) for path in (inbox / "done").glob("*.txt")) == list(range(200))
    assert list(inbox.glob("*.txt")) == []
    assert (inbox / "done" / MARK).is_file()
