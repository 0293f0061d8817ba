"""The bootstrap: the same bounds in every run, and properties of any interval."""

import numpy
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from benchmarks.scoring.bootstrap import ROUNDS, draws, interval

SCORES = st.lists(st.floats(0, 100), min_size=1, max_size=30).map(lambda values: numpy.array([values]).T)


def test_draws_depend_on_the_name_of_the_set() -> None:
    scores = numpy.arange(20.0).reshape(-1, 1)

    assert (draws(scores, "nb") == draws(scores, "nb")).all()
    assert (draws(scores, "nb") != draws(scores, "nn")).any()


def test_systems_are_compared_on_the_same_draw() -> None:
    """A system worse by 2 on each article is worse by 2 in each draw."""
    ours = numpy.arange(20.0)
    drawn = draws(numpy.stack([ours, ours - 2], axis=1), "pairs")

    assert interval(2, drawn[:, 0] - drawn[:, 1]) == pytest.approx((2, 2, 2))


def test_400_coin_throws_have_the_textbook_bounds() -> None:
    """Half of 400 are 1: the standard error is 0.5 / 20, and 95 % are within 1.96 of it."""
    coins = numpy.array([0.0, 1.0] * 200).reshape(-1, 1)
    found = interval(0.5, draws(coins, "coins")[:, 0])

    assert found.low == pytest.approx(0.5 - 1.96 * 0.5 / 20, abs=0.005)
    assert found.high == pytest.approx(0.5 + 1.96 * 0.5 / 20, abs=0.005)


@settings(max_examples=20, deadline=None)  # each draws a thousand times
@given(SCORES)
def test_every_draw_is_within_the_scores(scores: numpy.ndarray) -> None:
    drawn = draws(scores, "any")

    assert drawn.shape == (ROUNDS, 1)
    assert scores.min() - 1e-9 <= drawn.min()
    assert drawn.max() <= scores.max() + 1e-9


def test_equal_scores_have_an_interval_of_no_width() -> None:
    assert interval(7, draws(numpy.full((5, 1), 7.0), "flat")[:, 0]) == (7, 7, 7)
