"""Records: read back as they were, by other versions as well, and None where they are damaged."""

import json
from pathlib import Path
from typing import Any

import pytest

from wireglot.outputs import DeskRun, Failure, ReadArchive, read_record, write_record

RECORDS = [
    Failure("in/a.txt", "in/a.txt", "read", "gone", cause="machine", is_hidden=True),
    DeskRun("north", counts={"new": 3}, running={"host-1": "2026-03-01T10:00:00Z"}),
    ReadArchive("file:a.warc", 17, 4, "key", share=0.5, damages={"cut off": 1}),
]


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / ".wireglot" / "records" / "a.json"


def change(path: Path, **values: Any) -> None:
    path.write_text(json.dumps(json.loads(path.read_text()) | values))


@pytest.mark.parametrize("record", RECORDS, ids=lambda record: type(record).__name__)
def test_a_record_is_read_back_by_every_version(record: Any, path: Path, tmp_path: Path) -> None:
    write_record(tmp_path, path, record)
    assert read_record(type(record), path) == record

    change(path, added_later=["by", "another", "version"])
    assert read_record(type(record), path) == record


def test_a_field_that_an_older_version_did_not_write_has_its_default(path: Path) -> None:
    path.parent.mkdir(parents=True)
    path.write_text('{"uri": "a", "source": "a", "stage": "read", "error": "gone", "attempts": 2}')

    assert read_record(Failure, path) == Failure("a", "a", "read", "gone", attempts=2)


@pytest.mark.parametrize(
    "content", ["", "{", "\xff", "null", "[]", '"text"', "{}", '{"uri": "a", "source": "a", "stage": "read"}']
)
def test_what_is_no_record_is_none(content: str, path: Path) -> None:
    path.parent.mkdir(parents=True)
    path.write_bytes(content.encode("latin-1"))

    assert read_record(Failure, path) is None


@pytest.mark.parametrize(
    ("record", "field", "value"),
    [
        (RECORDS[0], "attempts", "3"),
        (RECORDS[0], "cause", "the weather"),
        (RECORDS[1], "running", None),
        (RECORDS[2], "damages", ["cut off"]),
    ],
)
def test_a_wrong_value_makes_a_record_damaged(
    record: Any, field: str, value: object, path: Path, tmp_path: Path
) -> None:
    write_record(tmp_path, path, record)
    change(path, **{field: value})

    assert read_record(type(record), path) is None


@pytest.mark.parametrize("time", ["yesterday", "2026-11-29T08:00:00", "29.11.2026", "2026-13-01T08:00:00Z"])
def test_a_time_that_is_none_makes_a_record_damaged(time: str, path: Path, tmp_path: Path) -> None:
    write_record(tmp_path, path, DeskRun("north"))
    change(path, good_ended=time)

    assert read_record(DeskRun, path) is None


def test_a_whole_number_is_a_number_with_a_fraction_too(path: Path, tmp_path: Path) -> None:
    write_record(tmp_path, path, RECORDS[2])
    change(path, share=1)

    assert read_record(ReadArchive, path) == ReadArchive("file:a.warc", 17, 4, "key", share=1, damages={"cut off": 1})
