"""Goals and floors of reading newspaper pages, on the data folder."""

from functools import cache
from pathlib import Path

import pytest

from benchmarks.scoring import page_scores as scorer
from benchmarks.scoring.data import recorded_floors
from benchmarks.scoring.page_extractors import wireglot
from benchmarks.scoring.pages import read_pages

pytestmark = pytest.mark.evaluation


@cache
def measured(folder: Path) -> dict[str, float]:
    return scorer.measures(scorer.scores(wireglot, read_pages(folder)))


@pytest.fixture
def corpus(data: Path) -> Path:
    if not (data / "pages").is_dir():
        pytest.skip(f"{data} has no pages to read")
    return data


@pytest.mark.parametrize("measure", scorer.GOALS)
def test_pages_reach_the_goal(corpus, measure):
    assert measured(corpus)[measure] >= scorer.GOALS[measure]


def test_no_page_begins_with_a_banner(corpus):
    assert measured(corpus)["pages with a banner"] == 0


@pytest.mark.parametrize("measure", scorer.GOALS)
def test_pages_keep_their_floor(corpus, measure):
    floors = recorded_floors()["pages"]
    if scorer.corpus_sha256(corpus) != floors["corpus_sha256"]:
        pytest.skip(f"floors were measured on another corpus than {corpus}; only the goals apply there")

    assert measured(corpus)[measure] >= floors["measures"][measure]
