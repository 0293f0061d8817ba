"""Answers of a chat model: summaries with numbers that were sent, or the fault in our own words."""

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.chat_summarisers import answering
from wireglot.summarizers.abstractive.chat_messages import CitedSentence, InvalidAnswer, read_selection, read_summaries

KNOWN = {1, 2, 3}
SHORT = [("The ferry ran aground.", [2, 1])]
LONG = [("The ferry ran aground.", [1]), ("Nobody was hurt.", [2]), ("It is being looked into.", [3])]
JSON = st.recursive(
    st.none() | st.booleans() | st.integers(-3, 9) | st.text(max_size=5),
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(st.sampled_from(["short", "long", "text", "sentences"]), inner, max_size=4)
    ),
    max_leaves=12,
)


def test_each_summary_is_read_with_its_numbers_sorted():
    found = read_summaries(answering(short=SHORT, long=LONG), ["short", "long"], KNOWN)

    assert found["short"] == (CitedSentence("The ferry ran aground.", (1, 2)),)
    assert [said.numbers for said in found["long"]] == [(1,), (2,), (3,)]


def test_a_summary_that_was_not_requested_is_ignored():
    assert list(read_summaries(answering(short=SHORT, long=LONG), ["long"], KNOWN)) == ["long"]


def test_numbers_as_text_and_line_breaks_are_accepted():
    found = read_summaries(answering(short=[("The ferry\n ran\taground.\x07", ["2", 2, " 1 "])]), ["short"], KNOWN)

    assert found["short"] == (CitedSentence("The ferry ran aground.", (1, 2)),)


def test_half_a_surrogate_pair_is_replaced():
    found = read_summaries('{"short": [{"text": "A\\ud800b.", "sentences": [1]}]}', ["short"], KNOWN)

    assert found["short"] == (CitedSentence("A\ufffdb.", (1,)),)


@pytest.mark.parametrize(
    ("answer", "fault"),
    [
        ("", "it is not one JSON object"),
        ("The ferry ran aground.", "it is not one JSON object"),
        ("[1, 2]", "it is not one JSON object"),
        ("null", "it is not one JSON object"),
        (answering(short=SHORT)[:-1], "it is not one JSON object"),
        (f"{answering(short=SHORT)}\n{answering(short=SHORT)}", "it is not one JSON object"),
        ("{" * 100_000, "it is not one JSON object"),
        ('{"a":' * 100_000, "it is not one JSON object"),
        ("{}", '"short" is missing or is no list of objects'),
        ('{"short": []}', '"short" is missing or is no list of objects'),
        ('{"short": "The ferry ran aground."}', '"short" is missing or is no list of objects'),
        ('{"short": ["The ferry ran aground."]}', 'in "short" an object has no "text"'),
        ('{"short": [{"sentences": [1]}]}', 'in "short" an object has no "text"'),
        ('{"short": [{"text": 7, "sentences": [1]}]}', 'in "short" an object has no "text"'),
        ('{"short": [{"text": " \\n ", "sentences": [1]}]}', 'in "short" a "text" is empty'),
        ('{"short": [{"text": "A."}]}', 'in "short" "sentences" is no list of numbers'),
        ('{"short": [{"text": "A.", "sentences": []}]}', 'in "short" "sentences" is no list of numbers'),
        ('{"short": [{"text": "A.", "sentences": 1}]}', 'in "short" "sentences" is no list of numbers'),
        ('{"short": [{"text": "A.", "sentences": [true]}]}', 'in "short" "sentences" is no list of numbers'),
        ('{"short": [{"text": "A.", "sentences": [1.5]}]}', 'in "short" "sentences" is no list of numbers'),
        ('{"short": [{"text": "A.", "sentences": [1, 4]}]}', 'in "short" there is no sentence 4'),
        ('{"short": [{"text": "A.", "sentences": [-1]}]}', 'in "short" there is no sentence -1'),
    ],
)
def test_missing_empty_or_unknown_values_are_refused(answer, fault):
    (found,) = read_summaries(answer, ["short"], KNOWN).values()

    assert isinstance(found, InvalidAnswer)
    assert str(found) == fault


def test_a_fault_in_one_summary_leaves_the_other():
    found = read_summaries(answering(short=[("A.", [9])], long=LONG), ["short", "long"], KNOWN)

    assert isinstance(found["short"], InvalidAnswer)
    assert isinstance(found["long"], tuple)


def test_a_selection_keeps_its_order():
    assert read_selection('{"sentences": [3, 1, 3]}', KNOWN) == (3, 1)


@pytest.mark.parametrize("answer", ["[3, 1]", "{}", '{"sentences": []}', '{"sentences": [4]}', "3, 1"])
def test_a_selection_without_known_numbers_is_refused(answer):
    with pytest.raises(InvalidAnswer):
        read_selection(answer, KNOWN)


@given(JSON.map(json.dumps) | st.text(max_size=30))
def test_any_answer_is_read_completely_or_refused(answer):
    for found in read_summaries(answer, ["short", "long"], KNOWN).values():
        assert isinstance(found, InvalidAnswer) or all(said.text and KNOWN.issuperset(said.numbers) for said in found)
