"""What a chat server sends back, read: reasoning left out, complaints in one line, times to wait."""

from contextlib import suppress
from datetime import UTC, datetime, timedelta
from email.utils import format_datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.chat_server import raw, says
from wireglot.models import chat_answers
from wireglot.models.chat_errors import AnswerUnusable


def text_of(content: object) -> str:
    return chat_answers.read(says(content).body).text


@pytest.mark.parametrize(
    "content",
    [
        "Hello",
        " Hello\n",
        "<think>Hej is a greeting.</think>Hello",
        "<think>\n1. greet\n</think>\n\nHello",
        "<thinking>so</thinking> Hello",
        "The template opened the tag.\n</think>\nHello",
        [{"type": "text", "text": "Hel"}, {"type": "text", "text": "lo"}],
    ],
)
def test_the_answer_is_the_text_without_reasoning(content):
    assert text_of(content) == "Hello"


def test_reasoning_that_never_ends_leaves_nothing():
    assert text_of("<think>so, well, ...") == ""


@pytest.mark.parametrize("told", ['[{"n": 1, "text": "the tag </think> ends it"}]', "He wrote <think>x</think> there."])
def test_a_tag_that_the_answer_speaks_of_stays(told):
    assert text_of(told) == told


def test_half_a_character_becomes_a_replacement_character():
    assert chat_answers.read(raw('{"choices": [{"message": {"content": "a\\ud800b"}}]}').body).text == "a\ufffdb"


def test_an_answer_without_a_reason_to_end_is_taken():
    assert chat_answers.read(says("Hello", finish_reason=None).body).finish_reason == ""


@pytest.mark.parametrize(
    ("body", "said"),
    [
        ('{"error": {"message": "no  such\\nmodel"}}', "no  such model"),
        ('{"error": "busy"}', "busy"),
        ('{"detail": "Not Found"}', "Not Found"),
        ('{"detail": [{"loc": 1}]}', ""),
        ("plain words", "plain words"),
        ("<!doctype html><HTML>...", ""),
        ("\x1b[31mred\x07", "[31mred"),
        ("", ""),
        ("x" * 999, "x" * chat_answers.COMPLAINT_CHARACTERS),
    ],
)
def test_a_complaint_is_one_short_line(body, said):
    assert chat_answers.complaint(body.encode()) == said


def test_a_secret_on_the_edge_of_the_cut_is_not_told_in_part():
    body = "x" * (chat_answers.COMPLAINT_CHARACTERS - 4) + "sk-4711"

    assert "sk-" not in chat_answers.complaint(body.encode(), secret="sk-4711")


@pytest.mark.parametrize(
    ("header", "seconds"),
    [("7", 7), ("0.5", 0.5), ("-3", 0), ("", None), ("soon", None), ("Wed, 21 Oct 2015 07:28:00 GMT", 0)],
)
def test_retry_after_in_seconds(header, seconds):
    assert chat_answers.seconds_to_wait(header) == seconds


def test_retry_after_as_a_date():
    then = format_datetime(datetime.now(UTC) + timedelta(seconds=30), usegmt=True)

    assert chat_answers.seconds_to_wait(then) == pytest.approx(30, abs=2)


@given(st.text() | st.from_regex(r"\A\w{3}, [0-9]+ (Jan|Oct) [0-9]+ [0-9]+:[0-9]+:[0-9]+ [+-]?[0-9]+\Z"))
def test_no_retry_after_breaks_anything(header):
    seconds = chat_answers.seconds_to_wait(header)

    assert seconds is None or seconds >= 0


@given(st.binary() | st.recursive(st.none() | st.text() | st.integers(), st.lists).map(lambda x: repr(x).encode()))
def test_any_body_is_read_or_refused(body):
    chat_answers.complaint(body)
    with suppress(AnswerUnusable):
        chat_answers.read(body)
