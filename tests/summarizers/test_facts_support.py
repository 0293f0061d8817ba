"""Support of facts: what is pasted together costs by its pieces, and faults count whatever the wording is like."""

from math import log1p, sqrt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from wireglot.articles import Article, Block
from wireglot.summarizers import SummaryInput
from wireglot.summarizers.facts import examine
from wireglot.summarizers.facts.pieces import patchwork

FERRY = (
    "The old ferry between Hamn and Vik sank in the storm on Friday night with 3,800 sheep on board.",
    "Nobody was hurt, and the crew of 12 was taken ashore by the coastguard.",
    "The company bought the ferry from a Danish yard in 1987 and had it repaired last spring.",
    "A new bridge will be opened by the king in June.",
)


def support(sentence: str, *source: str) -> float:
    blocks = tuple(Block("paragraph", (line,)) for line in source or FERRY)
    return examine([sentence], SummaryInput(Article("a", "", "", "", blocks), "en", blocks, "en"), language="en")[
        0
    ].support


def test_a_copy_is_one_piece() -> None:
    assert patchwork("bcd", "abcde") == 1 / sqrt(3)


def test_a_piece_costs_more_the_further_it_lies_from_the_last_one() -> None:
    near, far = patchwork("abxy", "ab-xy"), patchwork("abxy", "ab-----xy")

    assert near == pytest.approx((1 + 1 + log1p(1)) / 2)
    assert far == pytest.approx((1 + 1 + log1p(5)) / 2)


def test_of_two_places_of_a_piece_the_nearer_one_counts() -> None:
    behind = patchwork("abxy", "xy--------ab-xy")
    before = patchwork("abxy", "xy-ab--------xy")

    assert behind == pytest.approx((2 + log1p(1)) / 2)
    assert before == pytest.approx((2 + log1p(5)) / 2)  # from the end of "ab" back to the start of "xy"


def test_a_letter_that_the_article_lacks_costs_a_jump_through_all_of_it() -> None:
    assert patchwork("q", "abcd") == 1 + log1p(4)
    assert patchwork("aq", "abcd") == pytest.approx((1 + 1 + log1p(4)) / sqrt(2))


def test_nothing_costs_nothing() -> None:
    assert patchwork("", "abc") == patchwork("", "") == 0


@given(st.text("abc", max_size=30), st.text("abcd", min_size=1, max_size=30))
def test_nothing_is_cheaper_than_a_copy(article: str, sentence: str) -> None:
    copied = patchwork(sentence, article + sentence)

    assert copied == 1 / sqrt(len(sentence))
    assert copied <= patchwork(sentence, article)


def test_what_joins_two_places_is_borne_out_less_than_what_joins_none() -> None:
    cut = support("The old ferry between Hamn and Vik sank in the storm on Friday night.")
    joined = support("The old ferry between Hamn and Vik will be opened by the king in June.")
    new = support("The old ferry blocked hospitals because of cheerful dancers from abroad.")

    assert new < joined < cut < 1


def test_support_does_not_hang_on_capitals() -> None:
    told = "The crew of the old ferry was taken ashore by the coastguard on Friday."

    assert support(told.lower(), *map(str.lower, FERRY)) == pytest.approx(support(told))


def test_an_invented_figure_is_worse_than_one_from_elsewhere() -> None:
    right = support("Nobody was hurt, and the crew of 12 was taken ashore.")
    elsewhere = support("Nobody was hurt, and the crew of 1987 was taken ashore.")
    invented = support("Nobody was hurt, and the crew of 45 was taken ashore.")

    assert invented < elsewhere < right


def test_a_number_that_the_article_only_spaces_otherwise_costs_nothing() -> None:
    spaced = ("The old ferry sank in the storm on Friday with 3, 800 sheep on board and a crew of twelve.", *FERRY[1:])
    told = "The old ferry sank in the storm on Friday with 3,800 sheep."

    assert support(told, *spaced) == pytest.approx(support(told.replace("3,800", "3, 800"), *spaced), abs=0.02)


def test_a_very_long_sentence_that_nothing_bears_out_has_some_support_left_or_none() -> None:
    assert 0 <= support("Q7 " * 20_000) < 0.001
