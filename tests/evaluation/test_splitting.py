"""Floors of the sentence splitter, on the data folder and on the project's own small set."""

import json
from functools import cache
from pathlib import Path

import pytest

from tests.evaluation import splitting as scorer

pytestmark = pytest.mark.evaluation


@cache
def found(folder: Path) -> dict:
    return scorer.scores(folder)


@pytest.fixture
def corpus(data: Path) -> Path:
    folder = scorer.corpus_folder(data)
    if not (folder / "eng.jsonl.gz").exists():
        pytest.skip(f"{data} holds no ntrex/<code>.jsonl.gz to split")
    return folder


@pytest.fixture
def floors(corpus: Path) -> dict:
    floors = json.loads(scorer.FLOORS.read_text(encoding="utf-8"))["splitting"]
    if scorer.corpus_sha256(corpus) != floors["corpus_sha256"]:
        pytest.skip(f"floors were measured on another corpus than {corpus}; only the goals hold there")
    return floors


def test_small_set_is_split_exactly() -> None:
    failures = [f"{case.language}, {case.why}: {given}" for case, given in scorer.small_failures()]

    assert not failures, "\n".join(failures)


def test_small_set_has_enough_cases_and_languages() -> None:
    cases = scorer.small()

    assert len(cases) >= 60
    assert len({case.language for case in cases}) >= 15


def test_micro_f1_meets_the_goal(corpus: Path) -> None:
    assert scorer.micro(found(corpus)).f1 >= 0.90


def test_every_language_with_marks_meets_the_goal(corpus: Path) -> None:
    below = {code: round(one.f1, 3) for code, one in found(corpus).items() if one.f1 < 0.82}

    assert set(below) <= set(scorer.UNMARKED), below


def test_micro_f1_keeps_its_floor(corpus: Path, floors: dict) -> None:
    assert scorer.micro(found(corpus)).f1 >= floors["micro_f1"] - floors["noise"]["micro_f1"]


def test_each_language_keeps_its_floor(corpus: Path, floors: dict) -> None:
    fallen = {
        code: (round(one.f1, 4), floors["languages"][code])
        for code, one in found(corpus).items()
        if one.f1 < floors["languages"][code] - floors["noise"]["language"]
    }

    assert not fallen, f"now, floor: {fallen}"
