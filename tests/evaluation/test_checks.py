"""Floors of the checks of translated sentences, on the data folder and on the project's own small set."""

import json
from functools import cache
from pathlib import Path

import pytest

from tests.evaluation import checks as scorer

pytestmark = pytest.mark.evaluation


@cache
def alarms(folder: Path) -> dict:
    return scorer.worst(folder)


@cache
def recall(folder: Path) -> dict:
    return scorer.recalls(folder)


@pytest.fixture
def corpus(data: Path) -> Path:
    if not (data / "mt" / "sv" / "flores-dev.src.gz").exists():
        pytest.skip(f"{data} holds no mt/<xx>/flores-dev to check")
    return data


@pytest.fixture
def floors(corpus: Path) -> dict:
    floors = json.loads(scorer.FLOORS.read_text(encoding="utf-8"))["checks"]
    if scorer.corpus_sha256(corpus) != floors["corpus_sha256"]:
        pytest.skip(f"floors were measured on another corpus than {corpus}; only the goals hold there")
    return floors


def test_small_set_is_judged_exactly() -> None:
    failures = [f"{case.source} -> {case.translation}: {sorted(found)}" for case, found in scorer.small_failures()]

    assert not failures, "\n".join(failures)


def test_small_set_covers_every_check_and_many_languages() -> None:
    cases = scorer.small()

    assert len({case.language for case in cases}) >= 12
    assert set().union(*(case.checks for case in cases)) == set(scorer.CHECKS)


def test_false_alarms_meet_the_goal(corpus: Path) -> None:
    found = alarms(corpus)

    assert {check: one for check, one in found.items() if one["median"] > 0.02 or one["worst"] > 0.05} == {}


def test_seeded_errors_are_found_in_every_language(corpus: Path) -> None:
    found = recall(corpus)

    assert {(error, way): share for error, ways in found.items() for way, share in ways.items() if share < 0.95} == {}


def test_false_alarms_keep_their_ceilings(corpus: Path, floors: dict) -> None:
    risen = {
        (check, key): (round(share, 4), floors["alarms"][check][key])
        for check, one in alarms(corpus).items()
        for key, share in one.items()
        if share > floors["alarms"][check][key] + floors["noise"]["alarms"]
    }

    assert not risen, f"now, ceiling: {risen}"


def test_recall_keeps_its_floor(corpus: Path, floors: dict) -> None:
    fallen = {
        error: (round(min(ways.values()), 4), floors["recall"][error])
        for error, ways in recall(corpus).items()
        if min(ways.values()) < floors["recall"][error] - floors["noise"]["recall"]
    }

    assert not fallen, f"now, floor: {fallen}"
