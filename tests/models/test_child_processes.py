"""Child processes that answer texts: limits, failures, and which texts are tried again."""

import sys
from collections.abc import Mapping

import pytest
from hypothesis import given
from hypothesis import strategies as st

from wireglot.models import ChildFailed, answer_in_children, run_child
from wireglot.models.child_processes import MAX_FAILED_CHILDREN


def capitals(chunk: Mapping[int, str]) -> tuple[dict[int, str], str]:
    """Answers in order, and stops at the first text with "crash" in it, as a child would."""
    answers = {}
    for number, text in chunk.items():
        if "crash" in text:
            return answers, "it crashed"
        answers[number] = text.upper()
    return answers, ""


@given(st.lists(st.sampled_from(["a", "bc", "crash", "", "  ", "d" * 30]) | st.none(), max_size=30), st.integers(1, 4))
def test_only_texts_that_crash_a_child_stay_unanswered(texts, workers):
    # one text with an answer, so that the program is not taken for broken
    answers = answer_in_children(["first", *texts], capitals, characters=40, workers=workers)

    expected = [text.upper() if text and text.strip() and "crash" not in text else None for text in texts]
    failures = texts.count("crash")
    assert answers[0] == "FIRST"
    assert failures > MAX_FAILED_CHILDREN or list(answers[1:]) == expected


def test_every_text_goes_to_one_child_at_a_time():
    asked: list[list[int]] = []

    def ask(chunk):
        asked.append(list(chunk))
        return capitals(chunk)

    answer_in_children(["x" * 1000] * 20, ask, characters=5000, workers=2)

    assert sorted(number for chunk in asked for number in chunk) == list(range(20))
    assert [len(chunk) for chunk in asked] == [5, 5, 5, 5]


def test_workers_share_what_one_child_could_take():
    asked: list[int] = []

    def ask(chunk):
        asked.append(len(chunk))
        return capitals(chunk)

    answer_in_children(["x" * 1000] * 6, ask, characters=100_000, workers=2)
    answer_in_children(["short"] * 6, ask, characters=100_000, workers=2)

    assert asked == [3, 3, 6]


def test_a_program_that_never_answers_is_given_up():
    calls = []

    def ask(chunk):
        calls.append(chunk)
        return {}, "no dictionary"

    with pytest.raises(ChildFailed, match="no dictionary"):
        answer_in_children(["a"] * 100, ask, characters=1)
    assert len(calls) == MAX_FAILED_CHILDREN


def test_no_texts_need_no_child():
    assert answer_in_children([None, "", " "], lambda chunk: pytest.fail("asked"), characters=10) == (None, None, None)


def test_a_missing_program_is_a_failure():
    with pytest.raises(ChildFailed, match="cannot be started"):
        run_child(["/nowhere/program"], b"", 5)


@pytest.mark.process
def test_what_a_child_wrote_before_it_ended_counts(capfd):
    program = "import sys; print('half', flush=True); sys.exit('broken')"

    output = run_child([sys.executable, "-c", program], b"", 60)

    assert output.text == b"half\n"
    assert output.error == "it ended with status 1: broken"
    assert capfd.readouterr() == ("", "")


@pytest.mark.process
def test_a_child_that_does_not_end_is_killed():
    program = "import time; print('half', flush=True); time.sleep(600)"

    output = run_child([sys.executable, "-c", program], b"", 3)

    assert output.error == "no end within 3 s"
