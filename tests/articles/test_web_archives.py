"""Web archives: all ways of packing them, damaged ones, and reading on from any record."""

import gzip
import tracemalloc
from collections.abc import Iterator
from io import BytesIO, RawIOBase
from pathlib import Path
from typing import BinaryIO, cast

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.articles.warc_files import answer, capture, members, page, parts_of, read_places, record
from wireglot.articles.reading import (
    SourceFile,
    Unreadable,
    is_archive,
    position_of,
    read_all,
    read_archive,
    read_record,
)
from wireglot.articles.reading.warc import Record, read_records

KERROW, CALLAN, VILAMAR = capture("Kerrow"), capture("Callan"), capture("Vilamar")
ALL = ["Kerrow", "Callan", "Vilamar"]
PACKED = members(KERROW, CALLAN, VILAMAR)
FORMS = {
    "plain": KERROW + CALLAN + VILAMAR,
    "a member for each record": PACKED,
    "one member for all": gzip.compress(KERROW + CALLAN + VILAMAR),
    "members that end within records": members(KERROW[:100], KERROW[100:] + CALLAN[:7], CALLAN[7:] + VILAMAR),
    "zeros between members": gzip.compress(KERROW) + b"\0" * 600 + members(CALLAN, VILAMAR),
    "line feeds alone": b"".join(
        record(answer(page(place)).replace(b"\r\n", b"\n"), uri=f"https://news.example/{place}").replace(b"\r\n", b"\n")
        for place in ALL
    ),
}
CUT_OFF = "[records that are cut off]"
WRONG = "[records with a wrong length]"
JUNK = "[bytes that are no record]"
DAMAGED = {
    "cut off in the last record": (KERROW + CALLAN[:-90], ["Kerrow", CUT_OFF]),
    "cut off in the last member": (members(KERROW, CALLAN)[:-90], ["Kerrow", CUT_OFF]),
    "cut off in the last header": (KERROW + CALLAN[:30], ["Kerrow", CUT_OFF]),
    "cut off in one member for all": (gzip.compress(KERROW + CALLAN)[:-30], ["Kerrow", CUT_OFF]),
    "a cut member between others": (
        gzip.compress(KERROW) + gzip.compress(CALLAN)[:-90] + gzip.compress(VILAMAR),
        ["Kerrow", "[damaged gzip data]", "Vilamar"],
    ),
    "a wrong checksum": (
        gzip.compress(KERROW) + gzip.compress(CALLAN)[:-8] + b"\0" * 8 + gzip.compress(VILAMAR),
        ["Kerrow", "[damaged gzip data]", "Vilamar"],
    ),
    "junk between records": (KERROW + b"junk\r\n\r\njunk" + VILAMAR, ["Kerrow", JUNK, "Vilamar"]),
    "junk between members": (gzip.compress(KERROW) + b"junk" * 9 + gzip.compress(VILAMAR), ["Kerrow", JUNK, "Vilamar"]),
    "junk at the end": (KERROW + b"junk", ["Kerrow", JUNK]),
    "a length that is too small": (KERROW + capture("Callan", length=200) + VILAMAR, ["Kerrow", WRONG, "Vilamar"]),
    "a length that is too large": (KERROW + capture("Callan", length=900) + VILAMAR, ["Kerrow", WRONG, "Vilamar"]),
    "a length beyond the end": (KERROW + capture("Callan", length=90_000) + VILAMAR, ["Kerrow", CUT_OFF, "Vilamar"]),
    "a length beyond all bounds": (KERROW + capture("Callan", length=10**15) + VILAMAR, ["Kerrow", WRONG, "Vilamar"]),
    "a length beyond its member": (
        members(KERROW, capture("Callan", length=90_000), VILAMAR),
        ["Kerrow", CUT_OFF, "Vilamar"],
    ),
    "a negative length": (
        KERROW + capture("Callan", length=-5) + VILAMAR,
        ["Kerrow", "[headers without a length]", "Vilamar"],
    ),
    "no length": (
        KERROW + capture("Callan", length="") + VILAMAR,
        ["Kerrow", "[headers without a length]", "Vilamar"],
    ),
    "headers without end": (
        KERROW + b"WARC/1.0\r\nX: " + b"x" * 100_000 + b"\r\n" + VILAMAR,
        ["Kerrow", "[headers without end]", "Vilamar"],
    ),
}


@pytest.mark.parametrize("form", FORMS)
def test_all_records_are_read_in_all_forms(form: str) -> None:
    assert read_places(FORMS[form]) == ALL


@pytest.mark.parametrize("form", FORMS)
def test_reading_goes_on_from_any_record(form: str) -> None:
    parts = parts_of(FORMS[form])

    for n, part in enumerate(parts):
        rest = parts_of(FORMS[form], start=part.end)
        assert [one.uri for one in rest] == [one.uri for one in parts[n + 1 :]]


@pytest.mark.parametrize("form", FORMS)
def test_a_record_is_found_again_by_its_uri(form: str) -> None:
    source = SourceFile(Path("a.warc"), "./a.warc", FORMS[form])
    parts = parts_of(FORMS[form])

    assert [read_record(source, part.uri).articles for part in parts] == [part.articles for part in parts]


@pytest.mark.parametrize("damage", DAMAGED)
def test_what_is_whole_is_read_and_damages_are_counted(damage: str) -> None:
    content, expected = DAMAGED[damage]

    assert read_places(content) == expected


def test_a_record_that_moved_is_not_taken_for_another() -> None:
    source = SourceFile(Path("a.warc"), "./a.warc", KERROW + CALLAN)

    with pytest.raises(Unreadable, match="expected a record at 9, found none"):
        read_record(source, "./a.warc//@9")


def test_an_article_says_where_it_was_captured() -> None:
    [article] = parts_of(KERROW)[0].articles

    assert article.uri == article.source == "https://news.example/kerrow"
    assert article.file == article.read_from == "./a.warc//@0"
    assert article.published == ""  # WARC-Date is the time of the capture
    assert position_of(article.file) == "0"


def test_a_file_without_records_cannot_be_read(tmp_path: Path) -> None:
    (tmp_path / "empty.warc.gz").write_bytes(b"")

    with pytest.raises(Unreadable, match="expected the records of a web archive, found none"):
        list(read_archive(SourceFile(tmp_path / "empty.warc.gz", "./empty.warc.gz")))


def test_an_archive_is_recognised_by_its_content(tmp_path: Path) -> None:
    for name, content in {"a.bin": KERROW, "b.gz": PACKED, "c.gz": gzip.compress(page("Kerrow"))}.items():
        (tmp_path / name).write_bytes(content)

    assert is_archive(SourceFile(tmp_path / "a.bin", "./a.bin"))
    assert is_archive(SourceFile(tmp_path / "b.gz", "./b.gz"))
    assert not is_archive(SourceFile(tmp_path / "c.gz", "./c.gz"))


def test_an_archive_can_be_read_at_once(tmp_path: Path) -> None:
    (tmp_path / "a.warc").write_bytes(KERROW + record(answer(b"", status="404 Not Found")) + CALLAN[:-90])

    contents = read_all(SourceFile(tmp_path / "a.warc", "./a.warc"))

    assert [article.headline for article in contents.articles] == ["Pier collapses in Kerrow"]
    assert contents.others == ("answers with status 404",)
    assert "expected whole records, found damages (records that are cut off: 1)" in str(contents.unread[0].error)


class Repeated(RawIOBase):
    """A file of the same records again and again, which is not there as a whole."""

    def __init__(self, record: bytes, times: int) -> None:
        self._record, self._size, self._at = record, len(record) * times, 0

    @property
    def size(self) -> int:
        return self._size

    def seek(self, offset: int, whence: int = 0) -> int:
        self._at = offset
        return offset

    def read(self, size: int = -1) -> bytes:
        start = self._at % len(self._record)
        count = max(0, min(size, self._size - self._at))
        self._at += count
        return (self._record * (count // len(self._record) + 2))[start : start + count]


@pytest.mark.parametrize("pack", [bytes, gzip.compress])
def test_memory_does_not_grow_with_the_file(pack: "type[bytes]") -> None:
    file = Repeated(pack(record(answer(page("Kerrow") * 50))), 4000)  # 80 MB unpacked

    tracemalloc.start()
    count = sum(isinstance(found, Record) for found, _ in read_records(cast(BinaryIO, file), file.size))
    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()

    assert count == 4000
    assert peak < 5_000_000


def test_a_record_of_a_film_is_passed_over_in_little_memory() -> None:
    film = record(answer(b"\0" * 60_000_000, content_type="video/mp4"))
    file = BytesIO(KERROW + film + CALLAN)
    size = len(file.getbuffer())
    del film

    tracemalloc.start()
    found = [one for one, _ in read_records(file, size)]
    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()

    assert [one.is_whole for one in found if isinstance(one, Record)] == [True, False, True]
    assert peak < 5_000_000


def test_a_bomb_is_refused_and_the_next_record_is_read() -> None:
    bomb = record(answer(b" " * 250_000_000))
    content = gzip.compress(KERROW) + gzip.compress(bomb, 1) + gzip.compress(CALLAN)
    del bomb

    parts = parts_of(content)

    assert [len(part.articles) for part in parts] == [1, 0, 1]
    assert "expected a record of at most 20 MB, found 250 MB" in str(parts[1].unread[0].error)


def test_a_file_that_unpacks_without_end_is_not_read_on() -> None:
    member = gzip.compress(record(answer(b" " * 19_000_000, content_type="image/png")))

    parts = parts_of(member * 40)

    assert len(parts) < 20
    assert parts[-1].damage == "data that unpack to more than 100 times their size; the rest is not read"


def fuzzed() -> Iterator[st.SearchStrategy[bytes]]:
    pieces = [
        KERROW,
        CALLAN[:50],
        b"WARC/1.0\r\n",
        b"Content-Length: 99999999999\r\n",
        b"\r\n\r\n",
        b"\x1f\x8b\x08",
        b"\0",
    ]
    yield st.binary(max_size=200)
    yield st.lists(st.sampled_from([*pieces, PACKED[:300], PACKED[300:]]), max_size=6).map(b"".join)
    for whole in FORMS.values():
        yield st.builds(
            lambda at, new, cut, whole=whole: whole[: at % len(whole)] + new + whole[at % len(whole) + cut :],
            st.integers(0, 5000),
            st.binary(max_size=9),
            st.integers(0, 40),
        )


@given(st.one_of(*fuzzed()))
@settings(max_examples=300, deadline=None)
def test_any_bytes_give_records_damages_or_our_own_error(content: bytes) -> None:
    try:
        parts = parts_of(content)
    except Unreadable:
        return

    assert all(part.articles or part.unread or part.others or part.damage for part in parts)
    assert len({part.uri for part in parts if not part.damage}) == sum(not part.damage for part in parts)
