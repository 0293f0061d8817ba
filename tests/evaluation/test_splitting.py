"""Floors of sentence segmentation, on the data folder and on the project's own small set."""

from functools import cache
from pathlib import Path

import pytest

from benchmarks.scoring import splitting as scorer
from benchmarks.scoring.data import recorded_floors

pytestmark = pytest.mark.evaluation


@cache
def scores(folder: Path) -> dict:
    return scorer.scores(folder)


@pytest.fixture
def corpus(data: Path) -> Path:
    if not scorer.has_language(data, "eng"):
        pytest.skip(f"{data} has no ntrex/<code>.jsonl.gz to split")
    return data


@pytest.fixture
def floors(corpus: Path) -> dict:
    floors = recorded_floors()["splitting"]
    if scorer.corpus_sha256(corpus) != floors["corpus_sha256"]:
        pytest.skip(f"floors were measured on another corpus than {corpus}; only the goals apply there")
    return floors


def test_small_set_is_split_exactly() -> None:
    failures = [f"{case.language}, {case.why}: {given}" for case, given in scorer.small_failures()]

    assert not failures, "\n".join(failures)


def test_small_set_has_enough_cases_and_languages() -> None:
    cases = scorer.small()

    assert len(cases) >= 60
    assert len({case.language for case in cases}) >= 15


def test_micro_f1_reaches_the_goal(corpus: Path) -> None:
    assert scorer.micro(scores(corpus)).f1 >= 0.90


def test_every_language_with_marks_reaches_the_goal(corpus: Path) -> None:
    below = {code: round(score.f1, 3) for code, score in scores(corpus).items() if score.f1 < 0.82}

    assert set(below) <= set(scorer.UNMARKED), below


def test_micro_f1_keeps_its_floor(corpus: Path, floors: dict) -> None:
    assert scorer.micro(scores(corpus)).f1 >= floors["micro_f1"] - floors["noise"]["micro_f1"]


def test_each_language_keeps_its_floor(corpus: Path, floors: dict) -> None:
    fallen = {
        code: (round(score.f1, 4), floors["languages"][code])
        for code, score in scores(corpus).items()
        if score.f1 < floors["languages"][code] - floors["noise"]["language"]
    }

    assert not fallen, f"now, floor: {fallen}"
