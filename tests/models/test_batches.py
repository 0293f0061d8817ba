"""Batches lose no row, keep to their budget, and give the answers back in order."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from wireglot.models.batches import batches, restored

lengths = st.lists(st.integers(0, 600), max_size=40)
budgets = st.integers(1, 3000)


@given(lengths, budgets)
def test_every_row_stands_in_one_batch(rows, budget):
    found = [index for batch in batches(rows, budget) for index in batch]

    assert sorted(found) == list(range(len(rows)))


@given(lengths, budgets)
def test_a_batch_keeps_to_its_budget_or_is_a_single_row(rows, budget):
    for batch in batches(rows, budget):
        assert len(batch) == 1 or max(rows[index] for index in batch) * len(batch) <= budget


@given(lengths, budgets)
def test_the_longest_rows_come_first(rows, budget):
    in_turn = [rows[index] for batch in batches(rows, budget) for index in batch]

    assert in_turn == sorted(rows, reverse=True)


@given(lengths, budgets)
def test_answers_come_back_in_the_order_of_the_rows(rows, budget):
    plan = batches(rows, budget)
    answers = [[("answer to", index) for index in batch] for batch in plan]

    assert restored(plan, answers) == tuple(("answer to", index) for index in range(len(rows)))


def test_rows_are_packed_by_their_longest():
    # 30 tokens: 10 x 3 rows, then 4 x 2; 4 x 3 would have fitted had there been more.
    assert batches([4, 10, 9, 4, 10], 30) == ((1, 4, 2), (0, 3))


def test_a_row_longer_than_the_budget_goes_alone():
    assert batches([5, 100, 5], 20) == ((1,), (0, 2))


def test_no_rows_make_no_batches():
    assert batches([], 100) == ()
    assert restored((), ()) == ()


def test_a_budget_of_nothing_is_refused():
    with pytest.raises(ValueError, match="at least 1 token, not 0"):
        batches([1], 0)


def test_an_answer_too_few_is_noticed():
    with pytest.raises(ValueError, match="shorter"):
        restored(((0, 1),), [["one"]])
