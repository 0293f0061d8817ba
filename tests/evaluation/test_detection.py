"""Floors of detection: scores may not fall below floors.json by more than the noise stated there."""

import importlib.util
import json
import os
from pathlib import Path
from types import ModuleType

import pytest

HERE = Path(__file__).parent
FLOORS = json.loads((HERE / "floors.json").read_text(encoding="utf-8"))["detection"]
DATA = os.environ.get("WIREGLOT_DATA", "")

pytestmark = pytest.mark.evaluation
needs_data = pytest.mark.skipif(not DATA, reason="WIREGLOT_DATA names no folder; only the small set is scored")


@pytest.fixture(scope="module")
def scorer() -> ModuleType:
    spec = importlib.util.spec_from_file_location("detection_scorer", HERE / "detection.py")
    module = importlib.util.module_from_spec(spec)
    # dataclasses look their module up by name
    __import__("sys").modules[spec.name] = module
    spec.loader.exec_module(module)
    return module


def test_the_small_set_stays_above_its_floor(scorer):
    score = scorer.score(scorer.answers(scorer.small()))

    assert score.share >= FLOORS["scores"]["small"] - FLOORS["noise"]
    assert score.sure_and_wrong == 0


@pytest.fixture(scope="module")
def scores(scorer) -> dict:
    return scorer.scores(Path(DATA))


@needs_data
@pytest.mark.parametrize("name", [name for name in FLOORS["scores"] if name != "small"])
def test_no_score_falls_below_its_floor(scores, name):
    assert scores[name].share >= FLOORS["scores"][name] - FLOORS["noise"]


@needs_data
@pytest.mark.parametrize("name", FLOORS["sure_and_wrong"])
def test_no_more_answers_are_sure_and_wrong(scores, name):
    assert scores[name].sure_and_wrong <= FLOORS["sure_and_wrong"][name]


@needs_data
def test_documents_in_one_language_are_not_called_mixed(scores):
    assert scores["documents, nameable languages"].mixed == 0


@needs_data
def test_every_score_has_a_floor(scores):
    assert set(scores) == set(FLOORS["scores"]) - {"small"}
