"""Boards and reports: figures of a set and of a macro mean, worked out by hand."""

import numpy
import pytest

from benchmarks.scoring.errors import NoData
from benchmarks.scoring.summaries import Board, Setting, boards_of, figures, others_of, report
from wireglot.summarizers import Summary


def board(name: str, *articles: tuple[float, float], others: int = 0) -> Board:
    """Means of the engine and of the lead, an article each; the single measures are equal, words 20 and 10."""
    values = [
        [[mean, mean, mean, mean, words] for mean, words in zip(pair, (20, 10), strict=True)] for pair in articles
    ]
    return Board(name, ("extract", "lead"), numpy.array(values, dtype=float), 0, others, "why" if others else "")


def summary(engine: str, *checks: str) -> Summary:
    return Summary("Told.", (), engine, engine, checks)


def test_figures_are_three_measures_their_mean_and_words() -> None:
    # 4 tokens against 3: words 3 of both, no pair, two in order
    r1, rl = 100 * 2 * 3 / 7, 100 * 2 * 2 / 7

    assert figures("a b c d", ["a c b"]) == pytest.approx((r1, 0, rl, (r1 + rl) / 3, 4))


def test_a_set_is_the_mean_of_its_articles() -> None:
    found = report("nb", "long", [board("nb", (40, 30), (20, 18))])

    ours, lead = found.systems
    assert (ours.mean.value, lead.mean.value, ours.words, lead.words) == (30, 24, 20, 10)
    assert found.over["lead"].value == 6
    assert 2 <= found.over["lead"].low <= 6 <= found.over["lead"].high <= 10


def test_in_the_macro_mean_each_set_counts_the_same() -> None:
    large = board("large", *[(10.0, 10.0)] * 9)
    found = report("macro", "matched", [large, board("small", (40, 20))])

    assert found.articles == 10
    assert found.systems[0].mean.value == (10 + 40) / 2
    assert found.over["lead"] == pytest.approx(((0 + 20) / 2,) * 3)


def test_summaries_of_another_engine_are_counted() -> None:
    made = [summary("mt5"), summary("extract", "mt5 is not ready", "long"), summary("extract", "other")]

    assert others_of(made, "mt5") == (2, "mt5 is not ready")
    assert others_of(made, "auto") == (0, "")


def test_a_report_sums_the_summaries_of_other_engines() -> None:
    found = report("macro", "matched", [board("a", (1, 1)), board("b", (1, 1), others=1)])

    assert (found.others, found.why) == (1, "why")


def test_a_set_without_an_article_is_named() -> None:
    with pytest.raises(NoData, match="nb has no article"):
        boards_of("nb", (), Setting(peers={}))
