"""ROUGE: cases calculated by hand, and properties of any two texts."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from benchmarks.scoring.rouge import rouge, score, tokens

# Few different words, so that texts share some; of several scripts.
WORDS = st.sampled_from(["a", "b", "färjan", "বাঁধ", "東", "京", "เรือ", "12"])
TEXTS = st.lists(WORDS, max_size=12).map(" ".join)
FEW = settings(max_examples=50, deadline=None)  # small texts of eight words: fifty examples cover every case
NOT_EMPTY = st.lists(WORDS, min_size=1, max_size=12).map(" ".join)


def test_tokens_are_words_or_characters_without_spaces() -> None:
    assert tokens("Don’t 北京, ভাইবোনের 12,5!") == ["don", "t", "北", "京", "ভাইবোনের", "12", "5"]


def test_width_and_case_make_no_difference() -> None:
    assert tokens("ＡＢＣ Abc") == ["abc", "abc"]


def test_hangul_is_split_at_spaces_and_thai_is_not() -> None:
    assert tokens("폭발 사고가 น้ำ") == ["폭발", "사고가", *"น้ำ".replace("ำ", "ํา")]


def test_rouge_of_an_example_calculated_by_hand() -> None:
    # 4 tokens against 3: shared words 3, shared pairs 0, longest in common "a b" or "a c"
    assert rouge("a b c d", ["a c b"]) == pytest.approx((2 * 3 / 7, 0, 2 * 2 / 7))


def test_repeated_words_count_as_often_as_both_have_them() -> None:
    # "a" three times against twice: shared 2 of 3 and 3; pairs "a a" twice against once: 1 of 2 and 2
    assert rouge("a a a", ["a a b"]) == pytest.approx((2 * 2 / 6, 2 * 1 / 4, 2 * 2 / 6))


def test_the_common_subsequence_may_have_gaps() -> None:
    # "the ferry ... aground" in order: 3 of 5 and 3
    assert rouge("the old ferry ran aground", ["the ferry aground"]).rl == pytest.approx(2 * 3 / 8)


def test_each_measure_uses_its_best_reference() -> None:
    assert rouge("a b", ["b a", "a b c d"]) == pytest.approx((1, 2 * 1 / (1 + 3), 2 * 2 / 6))


def test_the_score_is_the_mean_times_100() -> None:
    assert score("a b c d", ["a c b"]) == pytest.approx(100 * (6 / 7 + 0 + 4 / 7) / 3)


@pytest.mark.parametrize(("summary", "reference"), [("", "a b"), ("a b", ""), ("!?", "a"), ("", "")])
def test_an_empty_text_scores_0(summary: str, reference: str) -> None:
    assert score(summary, [reference]) == 0


@FEW
@given(TEXTS, TEXTS)
def test_every_measure_is_symmetric_and_from_0_to_1(first: str, other: str) -> None:
    there, back = rouge(first, [other]), rouge(other, [first])

    assert all(0 <= value <= 1 for value in there)
    assert there == pytest.approx(back)


@FEW
@given(NOT_EMPTY)
def test_a_text_against_itself_scores_1(text: str) -> None:
    found = rouge(text, [text])

    assert (found.r1, found.rl) == (1, 1)
    assert found.r2 == (1 if len(tokens(text)) > 1 else 0)


@FEW
@given(TEXTS, TEXTS)
def test_no_measure_exceeds_that_of_single_words(first: str, other: str) -> None:
    found = rouge(first, [other])

    assert found.rl <= found.r1 + 1e-12


@FEW
@given(NOT_EMPTY, st.lists(NOT_EMPTY, min_size=1, max_size=3), NOT_EMPTY)
def test_another_reference_never_lowers_a_score(summary: str, references: list[str], another: str) -> None:
    before, after = rouge(summary, references), rouge(summary, [*references, another])

    assert all(new >= old for new, old in zip(after, before, strict=True))


@FEW
@given(TEXTS, TEXTS)
def test_the_common_subsequence_has_the_textbook_length(first: str, other: str) -> None:
    """The row of bits against the table of the textbook."""
    a, b = tokens(first), tokens(other)
    table = [[0] * (len(b) + 1) for _ in range(len(a) + 1)]
    for i, x in enumerate(a):
        for j, y in enumerate(b):
            table[i + 1][j + 1] = table[i][j] + 1 if x == y else max(table[i][j + 1], table[i + 1][j])
    longest = table[-1][-1]

    assert rouge(first, [other]).rl == pytest.approx(2 * longest / (len(a) + len(b)) if longest else 0)
