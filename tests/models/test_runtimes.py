"""Batches keep every text and their budget, and restore the order; settings of the search."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from wireglot.models import Decoding
from wireglot.models.runtimes import make_batches, restore_order

lengths = st.lists(st.integers(0, 600), max_size=40)
budgets = st.integers(1, 3000)


@given(lengths, budgets)
def test_every_text_is_in_one_batch(rows, budget):
    found = [index for batch in make_batches(rows, budget) for index in batch]

    assert sorted(found) == list(range(len(rows)))


@given(lengths, budgets)
def test_a_batch_keeps_its_budget_or_has_one_text(rows, budget):
    for batch in make_batches(rows, budget):
        assert len(batch) == 1 or max(rows[index] for index in batch) * len(batch) <= budget


@given(lengths, budgets)
def test_the_longest_texts_come_first(rows, budget):
    in_turn = [rows[index] for batch in make_batches(rows, budget) for index in batch]

    assert in_turn == sorted(rows, reverse=True)


@given(lengths, budgets)
def test_results_are_returned_in_the_order_of_the_texts(rows, budget):
    plan = make_batches(rows, budget)
    answers = [[("answer to", index) for index in batch] for batch in plan]

    assert restore_order(plan, answers) == tuple(("answer to", index) for index in range(len(rows)))


def test_a_batch_is_counted_by_its_longest_text():
    # 30 tokens: 10 x 3 rows, then 4 x 2; 4 x 3 would have fitted had there been more.
    assert make_batches([4, 10, 9, 4, 10], 30) == ((1, 4, 2), (0, 3))


def test_a_text_longer_than_the_budget_goes_alone():
    assert make_batches([5, 100, 5], 20) == ((1,), (0, 2))


def test_no_texts_make_no_batches():
    assert make_batches([], 100) == ()
    assert restore_order((), ()) == ()


def test_a_budget_of_zero_is_refused():
    with pytest.raises(ValueError, match="at least 1 token, not 0"):
        make_batches([1], 0)


def test_a_missing_result_is_an_error():
    with pytest.raises(ValueError, match="shorter"):
        restore_order(((0, 1),), [["one"]])


def test_the_signature_of_a_search_has_all_settings():
    assert Decoding(beams=1, length_penalty=0.6).signature == (
        "beams:1|max_new_tokens:256|min_new_tokens:0|no_repeat_ngram:0|repetition_penalty:1|length_penalty:0.6"
    )


@pytest.mark.parametrize("wrong", [{"beams": 0}, {"max_new_tokens": 0}, {"min_new_tokens": 300}])
def test_impossible_search_settings_are_refused(wrong):
    with pytest.raises(ValueError, match="Decoding needs"):
        Decoding(**wrong)
