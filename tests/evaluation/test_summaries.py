"""Floors of the extractive summaries: on the data folder, and without one on the project's own small set."""

from functools import cache
from pathlib import Path

import pytest

from benchmarks.scoring import summaries as scorer
from benchmarks.scoring.data import recorded_floors
from benchmarks.scoring.sets import set_files

pytestmark = pytest.mark.evaluation

FLOORS = recorded_floors()["summaries"]


@cache
def measured(folder: Path) -> dict:
    return scorer.floors(folder)


@pytest.fixture
def corpus(data: Path) -> Path:
    if not set_files(data):
        pytest.skip(f"{data} has no summaries/<lang>_<name>.dev.jsonl.gz to score")
    return data


@pytest.fixture
def floors(corpus: Path) -> dict:
    if scorer.corpus_sha256(corpus) != FLOORS["corpus_sha256"]:
        pytest.skip(f"floors were measured on another corpus than {corpus}; only the goal applies there")
    return FLOORS


def test_small_set_keeps_its_floor() -> None:
    for length, scores in scorer.small_scores().items():
        mean = scores.values.mean(axis=0)[0, scorer.MEAN]
        assert mean >= FLOORS["small"][length]["mean"] - FLOORS["noise"]["set"], length


def test_small_set_has_ten_articles_in_as_many_languages() -> None:
    for cases in scorer.small_cases().values():
        assert len({case.text.language for case in cases}) >= 10
        assert len({case.text.article.uri for case in cases}) == len(cases)


def test_extract_beats_the_lead_on_any_corpus(corpus: Path) -> None:
    assert measured(corpus)["ledes"]["kept"]["macro"]["over_lead"] > 2
    assert measured(corpus)["ledes"]["cut"]["macro"]["over_lead"] > 2


@pytest.mark.parametrize("ledes", ["kept", "cut"])
def test_the_macro_mean_keeps_its_floor(corpus: Path, floors: dict, ledes: str) -> None:
    now, then = measured(corpus)["ledes"][ledes]["macro"], floors["ledes"][ledes]["macro"]

    assert now["mean"] >= then["mean"] - floors["noise"]["macro"]
    assert now["over_lead"] >= then["over_lead"] - floors["noise"]["macro"]


@pytest.mark.parametrize("ledes", ["kept", "cut"])
def test_each_set_keeps_its_floor(corpus: Path, floors: dict, ledes: str) -> None:
    now, then = measured(corpus)["ledes"][ledes]["sets"], floors["ledes"][ledes]["sets"]
    fallen = {
        name: (scores, then[name])
        for name, scores in now.items()
        if any(scores[key] < then[name][key] - floors["noise"]["set"] for key in scores)
    }

    assert now.keys() == then.keys()
    assert not fallen, f"now, floor: {fallen}"
