"""Floors of the checks of translations, on the data folder and on the project's own small set."""

from functools import cache
from pathlib import Path

import pytest

from benchmarks.scoring import checks as scorer
from benchmarks.scoring.data import recorded_floors

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
        pytest.skip(f"{data} has no mt/<xx>/flores-dev to check")
    return data


@pytest.fixture
def floors(corpus: Path) -> dict:
    floors = recorded_floors()["checks"]
    if scorer.corpus_sha256(corpus) != floors["corpus_sha256"]:
        pytest.skip(f"floors were measured on another corpus than {corpus}; only the goals apply there")
    return floors


def test_small_set_is_judged_exactly() -> None:
    failures = [f"{case.source} -> {case.translation}: {sorted(found)}" for case, found in scorer.small_failures()]

    assert not failures, "\n".join(failures)


def test_small_set_covers_every_check_and_many_languages() -> None:
    cases = scorer.small()

    assert len({case.language for case in cases}) >= 12
    assert set().union(*(case.checks for case in cases)) == set(scorer.CHECKS)


def test_false_alarms_reach_the_goal(corpus: Path) -> None:
    assert {
        check: shares for check, shares in alarms(corpus).items() if shares["median"] > 0.02 or shares["worst"] > 0.05
    } == {}


def test_seeded_errors_are_found_in_every_language(corpus: Path) -> None:
    assert {
        (error, direction): share
        for error, shares in recall(corpus).items()
        for direction, share in shares.items()
        if share < 0.95
    } == {}


def test_false_alarms_keep_their_ceilings(corpus: Path, floors: dict) -> None:
    exceeded = {
        (check, key): (round(share, 4), floors["alarms"][check][key])
        for check, shares in alarms(corpus).items()
        for key, share in shares.items()
        if share > floors["alarms"][check][key] + floors["noise"]["alarms"]
    }

    assert not exceeded, f"now, ceiling: {exceeded}"


def test_recall_keeps_its_floor(corpus: Path, floors: dict) -> None:
    fallen = {
        error: (round(min(shares.values()), 4), floors["recall"][error])
        for error, shares in recall(corpus).items()
        if min(shares.values()) < floors["recall"][error] - floors["noise"]["recall"]
    }

    assert not fallen, f"now, floor: {fallen}"
