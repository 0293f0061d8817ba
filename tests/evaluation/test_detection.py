"""Goals and floors of detection: no score may miss its goal, nor fall below floors.json by more than its noise."""

import json
import os
from pathlib import Path

import pytest

from tests.evaluation import detection as scorer

HERE = Path(__file__).parent
FLOORS = json.loads((HERE / "floors.json").read_text(encoding="utf-8"))["detection"]
DATA = os.environ.get("WIREGLOT_DATA", "")

GOALS = {
    "documents, langdetect's languages": 0.995,
    "documents, nameable languages": 0.97,
    "headlines, langdetect's languages": 0.97,
}

pytestmark = pytest.mark.evaluation


@pytest.fixture(scope="module")
def scores() -> dict:
    if not DATA:
        pytest.skip("WIREGLOT_DATA is unset: only the small set is scored")
    return scorer.scores(Path(DATA), FLOORS["every"])


@pytest.fixture(scope="module")
def floors(scores) -> dict:
    if scorer.corpus_sha256(Path(DATA)) != FLOORS["corpus_sha256"]:
        pytest.skip(f"floors were measured on another corpus than {DATA}; only the goals hold there")
    return FLOORS


def test_the_small_set_stays_above_its_floor():
    score = scorer.score(scorer.answers(scorer.small()))

    assert score.share >= FLOORS["small"] - FLOORS["noise"]
    assert score.sure_and_wrong == 0


@pytest.mark.parametrize("name", GOALS)
def test_goals_are_met(scores, name):
    assert scores[name].share >= GOALS[name]


def test_no_trap_is_sure_and_wrong(scores):
    assert scores["documents, traps"].sure_and_wrong == 0


def test_documents_in_one_language_are_not_called_mixed(scores):
    assert scores["documents, nameable languages"].mixed == 0


@pytest.mark.parametrize("name", FLOORS["scores"])
def test_no_score_falls_below_its_floor(scores, floors, name):
    assert scores[name].share >= floors["scores"][name] - floors["noise"]


@pytest.mark.parametrize("name", FLOORS["sure_and_wrong"])
def test_no_more_answers_are_sure_and_wrong(scores, floors, name):
    assert scores[name].sure_and_wrong <= floors["sure_and_wrong"][name]


def test_every_score_has_a_floor(scores):
    assert scores.keys() == FLOORS["scores"].keys()
