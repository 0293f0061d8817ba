"""The command that renews floors: it writes what rises, and reports and keeps what would fall."""

import json
from pathlib import Path

import pytest

from benchmarks.scoring import data, floors

OLD = {"corpus_sha256": "a", "noise": 0.5, "sets": {"nb": {"mean": 30.0}}, "alarms": {"number": 0.01}, "why": "so"}


def section(mean: float = 30.0, alarms: float = 0.01, **changes: object) -> dict:
    return OLD | {"sets": {"nb": {"mean": mean}}, "alarms": {"number": alarms}} | changes


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder with its own floors.json, and a scorer `fake` that reads its result from the data folder."""
    monkeypatch.setattr(data, "FLOORS", tmp_path / "floors.json")
    monkeypatch.setattr(floors, "SECTIONS", {"fake": lambda path: json.loads((path / "fake.json").read_text())})
    (tmp_path / "floors.json").write_text(json.dumps({"fake": OLD, "other": {"kept": 1}}))
    return tmp_path


def renew(folder: Path, measured: dict, *words: str) -> tuple[int, dict]:
    """The command's exit status, and the new content of floors.json."""
    (folder / "fake.json").write_text(json.dumps(measured))
    return floors.main(["fake", str(folder), *words]), json.loads((folder / "floors.json").read_text())


def test_equal_and_better_scores_do_not_fall() -> None:
    assert floors.falls(OLD, OLD) == []
    assert floors.falls(OLD, section(mean=31, alarms=0, noise=0.9, why="other")) == []
    assert floors.falls({}, OLD) == []


def test_lower_scores_and_higher_ceilings_fall() -> None:
    assert floors.falls(OLD, section(mean=29.99)) == ["sets / nb / mean: 30.0 -> 29.99"]
    assert floors.falls(OLD, section(alarms=0.02)) == ["alarms / number: 0.01 -> 0.02"]


def test_a_missing_score_has_fallen() -> None:
    assert floors.falls(OLD, section(sets={})) == ["sets / nb / mean: 30.0 -> missing"]


def test_floors_of_another_corpus_cannot_be_compared() -> None:
    assert "another corpus" in floors.falls(OLD, section(mean=99, corpus_sha256="b"))[0]


def test_a_rise_is_written_beside_the_other_sections(folder: Path) -> None:
    status, now = renew(folder, section(mean=31))

    assert status == 0
    assert now == {"fake": section(mean=31), "other": {"kept": 1}}


def test_a_fall_is_reported_and_not_written(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    status, now = renew(folder, section(mean=29))

    assert status == 1
    assert now["fake"] == OLD
    assert "sets / nb / mean: 30.0 -> 29" in capsys.readouterr().out


def test_lower_writes_a_fall(folder: Path) -> None:
    status, now = renew(folder, section(mean=29), "--lower")

    assert status == 0
    assert now["fake"] == section(mean=29)


def test_every_recorded_section_has_a_scorer() -> None:
    assert set(data.recorded_floors()) == set(floors.SECTIONS)
