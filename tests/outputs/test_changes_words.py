"""The word-level diff of two sentences: what counts as a change, and that no character is lost."""

import re
from html import unescape
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st
from markdown_it import MarkdownIt  # what rich renders with

from wireglot.outputs.changes import MARKDOWN, word_diff
from wireglot.outputs.changes.words import normalized, tokens

# Few words and marks, so that sentences often share some; spaces, quotes, hyphens and scripts of all kinds.
WORDS = st.sampled_from(
    ["a", "b", "33", "35", "1.5", "15", ",", ".", " ", "  ", "\u00a0", '"', "“", "’", "don't", "co\u00adop",
     "三", "号", "線", "ที่", "नहीं", "مصر", "*", "~~", "<b>", "\n", "e\u0301", "é"],
)  # fmt: skip
PLAIN = st.lists(WORDS, max_size=14).map("".join)
SENTENCES = PLAIN | st.text(max_size=20)


def marked(old: str, new: str) -> str:
    return MARKDOWN.diff(word_diff(old, new))


@given(SENTENCES)
def test_joined_tokens_are_the_sentence(sentence: str) -> None:
    assert "".join(tokens(sentence)) == sentence


@given(SENTENCES, SENTENCES)
def test_the_diff_contains_both_sentences(old: str, new: str) -> None:
    found = word_diff(old, new)

    assert "".join(one.old for one in found) == old
    assert "".join(one.new for one in found) == new


@given(SENTENCES, SENTENCES)
def test_same_segments_are_equal_when_normalized(old: str, new: str) -> None:
    found = word_diff(old, new)

    assert all(normalized(one.old) == normalized(one.new) for one in found if one.same)
    assert all(one.same != other.same for one, other in pairwise(found))


@given(SENTENCES)
def test_a_sentence_with_itself_has_no_changed_words(sentence: str) -> None:
    assert all(one.same for one in word_diff(sentence, sentence))


@pytest.mark.parametrize(
    ("old", "new", "same"),
    [
        ("90\u00a0000 kronor", "90 000  kronor", True),
        ("„Nein“, sagt er", '"Nein", sagt er', True),
        ("Mayor’s office", "Mayor's office", True),
        ("Brand\u00adschutz", "Brandschutz", True),
        ("rose 1.5 percent", "rose 15 percent", False),
        ("rose 1.5 percent", "rose 1,5 percent", False),
        ("Nobody said so", "nobody said so", False),
        ("He said yes.", "He said yes!", False),
    ],
)
def test_spaces_quotes_and_soft_hyphens_do_not_count(old: str, new: str, same: bool) -> None:
    assert (normalized(old) == normalized(new)) is same
    assert all(one.same for one in word_diff(old, new)) is same


@pytest.mark.parametrize(
    ("old", "new", "shown"),
    [
        ("33 hostages freed", "35 hostages freed", "~~33~~ **35** hostages freed"),
        ("a red car", "a blue bus", "a ~~red car~~ **blue bus**"),
        ("He left", "He left early", "He left **early**"),
        ("He left early", "He left", "He left ~~early~~"),
        ("客流达21.6万人", "客流达22.6万人", "客流达~~21.6~~ **22.6**万人"),
        ("在梁思远说", "在梁思明说", "在梁思~~远~~ **明**说"),
        ("It ended", "It ended.", "It ended **.**"),
        ("a , b", "a, b", "a ~~␣~~ , b"),
    ],
)
def test_removed_words_are_shown_before_added_ones(old: str, new: str, shown: str) -> None:
    assert marked(old, new) == shown


def test_text_from_outside_is_escaped_in_a_diff() -> None:
    shown = marked("A <b> ~~gone~~ [a](b)", "A <b> now ~~gone~~ &lt; [a](b)")

    assert "A \\<b\\> **now** " in shown
    assert "\\~\\~gone\\~\\~" in shown
    assert "\\&lt;" in shown
    assert "\\[a\\]" in shown


@given(PLAIN, PLAIN)
def test_markdown_marks_exactly_what_changed(old: str, new: str) -> None:
    words = word_diff(" ".join(old.split()), " ".join(new.split()))
    went = ["␣" if one.old == " " and not one.new else one.old.strip() for one in words if not one.same]
    came = ["␣" if one.new == " " and not one.old else one.new.strip() for one in words if not one.same]

    html = MarkdownIt("commonmark").enable("strikethrough").renderInline("Changed: " + MARKDOWN.diff(words))

    assert [unescape(one) for one in re.findall("<s>(.*?)</s>", html)] == [one for one in went if one]
    assert [unescape(one) for one in re.findall("<strong>(.*?)</strong>", html)] == [one for one in came if one]


def test_a_vowel_sign_stays_with_its_letter() -> None:
    assert tokens("ที่นี่") == ["ที่", "นี่"]
    assert tokens("नहीं है") == ["नहीं", " ", "है"]


def test_a_very_long_sentence_is_changed_as_a_whole() -> None:
    old, new = "a b " * 4000 + "33", "b c " * 4000 + "35"

    assert [one.same for one in word_diff(old, new)] == [False]
