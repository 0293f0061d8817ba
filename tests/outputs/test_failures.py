"""The record of failures: it counts, it names, and success clears it."""

from pathlib import Path

from wireglot.outputs import Failure, Failures


def test_a_failure_is_counted_until_it_is_cleared(tmp_path: Path) -> None:
    record = Failures(tmp_path)
    record.record(Failure("mon/a.txt", "in/mon/a.txt", "read", "gone"))
    record.record(Failure("mon/a.txt", "in/mon/a.txt", "store", "full"))

    (failure,) = record.all()
    assert (failure.attempts, failure.stage, failure.error) == (2, "store", "full")

    record.clear("mon/a.txt")
    assert record.all() == []


def test_a_name_that_is_not_utf8_is_recorded(tmp_path: Path) -> None:
    name = b"in/\xff.txt".decode("utf-8", "surrogateescape")
    record = Failures(tmp_path)

    record.record(Failure(name, name, "read", f"cannot read {name}"))

    assert [failure.source for failure in record.all()] == [name]


def test_a_damaged_entry_is_replaced(tmp_path: Path) -> None:
    record = Failures(tmp_path)
    record.record(Failure("a", "a", "read", "gone"))
    next((tmp_path / ".wireglot" / "failures").glob("*.json")).write_text("{")

    record.record(Failure("a", "a", "read", "gone"))

    assert [failure.attempts for failure in record.all()] == [1]
