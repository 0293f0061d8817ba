"""Scores and reports: a set and a macro mean, calculated by hand."""

import numpy
import pytest

from benchmarks.scoring.data import NoData
from benchmarks.scoring.summaries import ScoringOptions, SetScores, count_other_engines, measure, report, score_cases
from wireglot.summarizers import Summary


def scores(name: str, *articles: tuple[float, float], others: int = 0) -> SetScores:
    """Scores of an engine and the lead by their means per article; all ROUGE measures are equal, words 20 and 10."""
    values = [
        [[mean, mean, mean, mean, words] for mean, words in zip(pair, (20, 10), strict=True)] for pair in articles
    ]
    return SetScores(name, ("extract", "lead"), numpy.array(values, dtype=float), 0, others, "why" if others else "")


def summary(engine: str, *checks: str) -> Summary:
    return Summary("Text.", (), engine, engine, checks)


def test_measures_are_three_rouges_their_mean_and_the_words() -> None:
    # 4 tokens against 3: 3 common words, no common pair, a common subsequence of 2
    r1, rl = 100 * 2 * 3 / 7, 100 * 2 * 2 / 7

    assert measure("a b c d", ["a c b"]) == pytest.approx((r1, 0, rl, (r1 + rl) / 3, 4))


def test_a_set_is_the_mean_of_its_articles() -> None:
    found = report("nb", "long", [scores("nb", (40, 30), (20, 18))])

    ours, lead = found.systems
    assert (ours.mean.value, lead.mean.value, ours.words, lead.words) == (30, 24, 20, 10)
    assert found.over["lead"].value == 6
    assert 2 <= found.over["lead"].low <= 6 <= found.over["lead"].high <= 10


def test_sets_have_equal_weight_in_the_macro_mean() -> None:
    large = scores("large", *[(10.0, 10.0)] * 9)
    found = report("macro", "matched", [large, scores("small", (40, 20))])

    assert found.articles == 10
    assert found.systems[0].mean.value == (10 + 40) / 2
    assert found.over["lead"] == pytest.approx(((0 + 20) / 2,) * 3)


def test_summaries_by_another_engine_are_counted() -> None:
    summaries = [summary("mt5"), summary("extract", "mt5 is not ready", "long"), summary("extract", "other")]

    assert count_other_engines(summaries, "mt5") == (2, "mt5 is not ready")
    assert count_other_engines(summaries, "auto") == (0, "")


def test_a_report_sums_summaries_by_other_engines() -> None:
    found = report("macro", "matched", [scores("a", (1, 1)), scores("b", (1, 1), others=1)])

    assert (found.by_other_engine, found.reason) == (1, "why")


def test_an_error_names_a_set_without_articles() -> None:
    with pytest.raises(NoData, match="nb has no article"):
        score_cases("nb", (), ScoringOptions(peers={}))
