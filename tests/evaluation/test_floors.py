"""The command that renews floors: what rises is written, what would fall is named and kept."""

import importlib.util
import json
import sys
from functools import cache
from pathlib import Path
from types import ModuleType

import pytest

OLD = {"corpus_sha256": "a", "noise": 0.5, "sets": {"nb": {"mean": 30.0}}, "alarms": {"number": 0.01}, "why": "so"}


@cache
def floors() -> ModuleType:
    """floors.py beside this file: with importlib mode pytest puts no folder of tests on the path."""
    spec = importlib.util.spec_from_file_location("floors_command", Path(__file__).with_name("floors.py"))
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def entry(mean: float = 30.0, alarms: float = 0.01, **changes: object) -> dict:
    return OLD | {"sets": {"nb": {"mean": mean}}, "alarms": {"number": alarms}} | changes


@pytest.fixture
def scorer(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder of its own with a scorer `made` that reads what it measures from the data folder."""
    (tmp_path / "floors.py").write_text(Path(floors().__file__).read_text(encoding="utf-8"), encoding="utf-8")
    (tmp_path / "made.py").write_text(
        "import json\n\n\ndef floors(folder):\n    return json.loads((folder / 'made.json').read_text())\n"
    )
    (tmp_path / "helper.py").write_text("floors = None\n")
    (tmp_path / "floors.json").write_text(json.dumps({"made": OLD, "other": {"kept": 1}}))
    return tmp_path


def renewed(folder: Path, measured: dict, *words: str) -> tuple[int, dict]:
    """The command's exit status, and what floors.json then holds."""
    (folder / "made.json").write_text(json.dumps(measured))
    spec = importlib.util.spec_from_file_location("floors_in_a_folder", folder / "floors.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    sys.modules[spec.name] = module
    spec.loader.exec_module(module)
    return module.main(["made", str(folder), *words]), json.loads((folder / "floors.json").read_text())


def test_nothing_falls_where_all_is_the_same_or_better() -> None:
    assert floors().falls(OLD, OLD) == []
    assert floors().falls(OLD, entry(mean=31, alarms=0, noise=0.9, why="other")) == []
    assert floors().falls({}, OLD) == []


def test_a_lower_score_falls_and_so_does_a_higher_ceiling() -> None:
    assert floors().falls(OLD, entry(mean=29.99)) == ["sets / nb / mean: 30.0 -> 29.99"]
    assert floors().falls(OLD, entry(alarms=0.02)) == ["alarms / number: 0.01 -> 0.02"]


def test_a_score_that_is_gone_has_fallen() -> None:
    assert floors().falls(OLD, entry(sets={})) == ["sets / nb / mean: 30.0 -> gone"]


def test_floors_of_another_corpus_cannot_be_compared() -> None:
    assert "another corpus" in floors().falls(OLD, entry(mean=99, corpus_sha256="b"))[0]


def test_what_rises_is_written_beside_the_other_sections(scorer: Path) -> None:
    status, now = renewed(scorer, entry(mean=31))

    assert status == 0
    assert now == {"made": entry(mean=31), "other": {"kept": 1}}


def test_a_lower_floor_is_reported_and_not_written(scorer: Path, capsys: pytest.CaptureFixture[str]) -> None:
    status, now = renewed(scorer, entry(mean=29))

    assert status == 1
    assert now["made"] == OLD
    assert "sets / nb / mean: 30.0 -> 29" in capsys.readouterr().out


def test_lower_writes_what_falls(scorer: Path) -> None:
    status, now = renewed(scorer, entry(mean=29), "--lower")

    assert status == 0
    assert now["made"] == entry(mean=29)


def test_sections_are_the_scorers_with_floors(scorer: Path) -> None:
    assert set(floors().recorded()) <= set(floors().sections())
    with pytest.raises(SystemExit):
        renewed(scorer, OLD, "helper")
