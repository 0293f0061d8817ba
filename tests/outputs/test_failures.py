"""The record of failures: it counts, it names, and success clears it."""

from pathlib import Path

from wireglot.outputs import Failures


def test_a_failure_is_counted_until_it_is_cleared(tmp_path: Path) -> None:
    record = Failures(tmp_path)
    record.record("mon/a.txt", source="in/mon/a.txt", stage="read", error="gone")
    record.record("mon/a.txt", source="in/mon/a.txt", stage="store", error="full")

    (failure,) = record.all()
    assert (failure.times, failure.stage, failure.error) == (2, "store", "full")

    record.clear("mon/a.txt")
    assert record.all() == []


def test_a_damaged_entry_is_written_anew(tmp_path: Path) -> None:
    record = Failures(tmp_path)
    record.record("a", source="a", stage="read", error="gone")
    next((tmp_path / ".wireglot" / "failures").glob("*.json")).write_text("{")

    record.record("a", source="a", stage="read", error="gone")

    assert [failure.times for failure in record.all()] == [1]
