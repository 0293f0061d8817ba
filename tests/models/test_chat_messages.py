"""Reading what a chat server sends, and making text safe for a message."""

import re
from contextlib import suppress
from datetime import UTC, datetime, timedelta
from email.utils import format_datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.chat_server import raw, says
from wireglot.models import MalformedResponse
from wireglot.models.chat import Message, answers, fence, follow_up, language_label, replace_surrogates, text_weight
from wireglot.models.chat.requests import ANSWER_CHARACTERS

ANY_TEXT = st.text(st.characters(exclude_categories=()), max_size=60)


@pytest.mark.parametrize(
    ("content", "text"),
    [
        (" Hello\n", "Hello"),
        ("<think>\n1. greet\n</think>\n\nHello", "Hello"),
        ("<thinking>so</thinking> Hello", "Hello"),
        ("The template opened the tag.\n</think>\nHello", "Hello"),
        ([{"type": "text", "text": "Hel"}, {"type": "text", "text": "lo"}], "Hello"),
        ("<think>never ends", ""),
        ('[{"n": 1, "text": "the tag </think> ends it"}]', '[{"n": 1, "text": "the tag </think> ends it"}]'),
        ("He wrote <think>x</think> there.", "He wrote <think>x</think> there."),
    ],
)
def test_an_answer_is_read_without_its_reasoning(content, text):
    assert answers.read_reply(says(content).body, 100) == text


def test_half_a_character_becomes_a_replacement_character():
    assert answers.read_reply(raw('{"choices": [{"message": {"content": "a\\ud800b"}}]}').body, 100) == "a\ufffdb"


def test_an_answer_without_a_finish_reason_is_accepted():
    assert answers.read_reply(says("Hello", finish_reason=None).body, 100) == "Hello"


@pytest.mark.parametrize(
    ("body", "message"),
    [
        ('{"error": {"message": "no  such\\nmodel"}}', "no  such model"),
        ('{"error": "busy"}', "busy"),
        ('{"detail": "Not Found"}', "Not Found"),
        ('{"detail": [{"loc": 1}]}', ""),
        ("plain words", "plain words"),
        ("<!doctype html><HTML>...", ""),
        ("\x1b[31mred\x07", "[31mred"),
        ("", ""),
        ("x" * 999, "x" * answers.ERROR_CHARACTERS),
    ],
)
def test_an_error_message_is_one_short_line(body, message):
    assert answers.error_message(body.encode()) == message


def test_a_secret_is_removed_before_the_message_is_cut():
    body = "x" * (answers.ERROR_CHARACTERS - 4) + "sk-4711"

    assert "sk-" not in answers.error_message(body.encode(), secret="sk-4711")


@pytest.mark.parametrize(
    ("header", "seconds"),
    [("7", 7), ("0.5", 0.5), ("-3", 0), ("", None), ("soon", None), ("Wed, 21 Oct 2015 07:28:00 GMT", 0)],
)
def test_retry_after_is_read_in_seconds(header, seconds):
    assert answers.seconds_to_wait(header) == seconds


def test_retry_after_may_be_a_date():
    date = format_datetime(datetime.now(UTC) + timedelta(days=1), usegmt=True)

    assert answers.seconds_to_wait(date) == pytest.approx(24 * 3600, rel=0.01)


@given(st.text() | st.from_regex(r"\A\w{3}, [0-9]+ (Jan|Oct) [0-9]+ [0-9]+:[0-9]+:[0-9]+ [+-]?[0-9]+\Z"))
def test_any_retry_after_is_read_or_ignored(header):
    seconds = answers.seconds_to_wait(header)

    assert seconds is None or seconds >= 0


@given(st.binary() | st.recursive(st.none() | st.text() | st.integers(), st.lists).map(lambda x: repr(x).encode()))
def test_any_body_is_read_or_refused(body):
    answers.error_message(body)
    with suppress(MalformedResponse):
        answers.read_reply(body, 100)


@pytest.mark.parametrize(
    ("answer", "value"),
    [
        ('[{"n": 1}]', [{"n": 1}]),
        ('Here it is:\n```json\n[{"n": 1}]\n```', [{"n": 1}]),
        ('[{"n": 1}] or [{"n": 2}]', None),
        ("[1, 2", None),
        ("", None),
    ],
)
def test_json_is_extracted_where_it_is_unambiguous(answer, value):
    assert answers.extract_json(answer, re.compile(r"\[\s*\{")) == value


def test_json_must_be_the_whole_answer_when_asked():
    assert answers.extract_json('Here: [{"n": 1}]', re.compile(r"\["), whole=True) is None


def test_a_fence_is_never_in_the_text_it_encloses():
    text = "x"
    for _ in range(5):
        mark = fence(text)
        assert mark not in text
        text += mark


@given(ANY_TEXT)
def test_text_without_surrogates_can_be_sent_and_fenced(text):
    assert fence(replace_surrogates(text)) not in replace_surrogates(text).encode("utf-8").decode("utf-8")


@pytest.mark.parametrize("tag", ["sv", "sv-SE", "zh-Hans", "zh-Hant-TW", "sr-Latn", "pt-BR"])
def test_a_language_has_its_name_and_tag(tag):
    assert re.fullmatch(rf"\w+.* \({tag}\)", language_label(tag))


@pytest.mark.parametrize("tag", ["und", "", "tlh", "x-klingon"])
def test_a_language_without_a_name_has_no_label(tag):
    assert language_label(tag) == ""


def test_an_ideograph_weighs_one_and_a_half_letters():
    assert [text_weight(text) for text in ("båt", "hamnen", "港口关闭", "\ud800")] == [3, 6, 6, 1]


def test_a_follow_up_keeps_two_messages_and_shortens_the_answer():
    messages = (Message("system", "s"), Message("user", "u"), Message("assistant", "first"), Message("user", "again"))

    conversation = follow_up(messages, "x" * 10_000, "no")

    assert [message.content for message in conversation] == ["s", "u", "x" * ANSWER_CHARACTERS, "no"]
