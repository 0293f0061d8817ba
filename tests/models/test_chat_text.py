"""Text for chat models: languages by name, fences that no text can end, weights."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from wireglot.models.chat import Message
from wireglot.models.chat_text import ANSWER_CHARACTERS, again, fence, language, sound, weigh

ANY_TEXT = st.text(st.characters(exclude_categories=()), max_size=60)


def test_a_fence_is_never_in_the_text_also_where_the_text_holds_its_digest():
    text = "x"
    for _ in range(5):
        mark = fence(text)
        assert mark not in text
        text += mark


@pytest.mark.parametrize("tag", ["sv", "sv-SE", "zh-Hans", "zh-Hant-TW", "sr-Latn", "pt-BR"])
def test_a_language_is_told_by_name_and_tag(tag):
    assert re.fullmatch(rf"\w+.* \({tag}\)", language(tag))


@pytest.mark.parametrize("tag", ["und", "", "tlh", "x-klingon"])
def test_a_language_without_a_name_is_not_asked_for(tag):
    assert language(tag) == ""


@given(ANY_TEXT)
def test_what_is_sound_can_be_sent_and_fenced(text):
    assert fence(sound(text)) not in sound(text).encode("utf-8").decode("utf-8")


def test_an_ideograph_weighs_one_and_a_half_letters():
    assert [weigh("båt"), weigh("hamnen"), weigh("港口关闭"), weigh("\ud800")] == [3, 6, 6, 1]


def test_an_answer_that_cannot_be_used_is_shown_again_up_to_a_length():
    asked = (Message("system", "s"), Message("user", "u"), Message("assistant", "first"), Message("user", "again"))

    told = again(asked, "x" * 10_000, "no")

    assert [message.content for message in told] == ["s", "u", "x" * ANSWER_CHARACTERS, "no"]
