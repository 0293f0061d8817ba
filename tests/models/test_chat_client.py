"""The chat client against a server on loopback that is well, busy, broken, slow, mute or wrong."""

import logging
import threading
import time

import pytest

from tests.chat_server import MODEL, Script, cut, drips, raw, says, silent, slowly, status
from tests.chat_server import ChatServer as Scripted
from wireglot.models import chat
from wireglot.models.chat import ChatServer, Message, ask
from wireglot.models.chat_errors import (
    AnswerCutOff,
    AnswerUnusable,
    BadSettings,
    ChatFailed,
    RequestRefused,
    ServerFailed,
    ServerLate,
)

HELLO = (Message("system", "Be brief."), Message("user", "Hej"))
KEY = "sk-secret-4711"


def asked(script: Script, *, timeout: float = 10.0, retries: int = 3, key: str = "") -> chat.Reply:
    with Scripted(script, key=key) as url:
        return ask(ChatServer(url, MODEL, key), HELLO, max_tokens=7, timeout=timeout, retries=retries)


def seconds_until_it_fails(script: Script, wanted: type[ChatFailed], *, timeout: float) -> float:
    began = time.monotonic()
    with pytest.raises(wanted):
        asked(script, timeout=timeout)
    return time.monotonic() - began


@pytest.mark.process
def test_a_well_server_is_asked_once_at_temperature_zero():
    server = Scripted([says("Hello", model="scripted-1-q4")], key=KEY)
    with server as url:
        reply = ask(ChatServer(url, MODEL, KEY), HELLO, max_tokens=7)

    assert reply == chat.Reply("Hello", "stop", "scripted-1-q4")
    (request,) = server.requests
    assert request.headers["authorization"] == f"Bearer {KEY}"
    assert request.body == {
        "model": MODEL,
        "messages": [{"role": "system", "content": "Be brief."}, {"role": "user", "content": "Hej"}],
        "max_tokens": 7,
        "temperature": 0,
        "stream": False,
    }


@pytest.mark.process
@pytest.mark.parametrize(
    "passing", [status(429, retry_after=0), status(500, retry_after=0), cut(says("Hel")), status(503)]
)
def test_what_may_pass_is_asked_again(passing):
    assert asked([passing, says("Hello")]).text == "Hello"


@pytest.mark.process
def test_retry_after_is_waited_for():
    began = time.monotonic()

    assert asked([status(429, retry_after=1), says("Hello")]).text == "Hello"
    assert time.monotonic() - began >= 1


@pytest.mark.process
def test_a_wait_longer_than_the_time_left_ends_at_once():
    took = seconds_until_it_fails([status(429, "slow down", retry_after=3600)], ServerFailed, timeout=5)

    assert took < 1


@pytest.mark.process
def test_tries_are_counted():
    server = Scripted([status(500, "out of memory", retry_after=0)])
    with server as url, pytest.raises(ServerFailed, match="answered 500: out of memory"):
        ask(ChatServer(url, MODEL), HELLO, max_tokens=7, retries=2)

    assert len(server.requests) == 3


@pytest.mark.process
@pytest.mark.parametrize("late", [silent(), slowly(says("Hello"), 30), drips(says("x" * 1000))])
def test_a_server_that_does_not_end_is_hung_up_on(late):
    took = seconds_until_it_fails([late], ServerLate, timeout=0.4)

    assert took < 1.5
    _no_thread_stays("chat exchange")


@pytest.mark.process
def test_the_time_limit_covers_all_tries_and_the_waiting():
    assert seconds_until_it_fails([status(500)], ServerFailed, timeout=1) < 1.5


@pytest.mark.process
@pytest.mark.parametrize(
    ("turn", "error", "said"),
    [
        (status(400, "maximum context length is 4096"), RequestRefused, "maximum context length"),
        (status(401, "no such key"), ServerFailed, "answered 401: no such key"),
        (status(404, "model not found"), ServerFailed, "answered 404: model not found"),
        (status(302), ServerFailed, "answered 302"),
        (says("half a sen", finish_reason="length"), AnswerCutOff, "token limit"),
        (says("half a sen", finish_reason="content_filter"), AnswerUnusable, "filter"),
        (says(None), AnswerUnusable, "no text"),
        (raw("<html>welcome</html>"), AnswerUnusable, "not JSON"),
        (raw(""), AnswerUnusable, "not JSON"),
        (raw("[" * 100_000), AnswerUnusable, "not JSON"),
        (raw("{}"), AnswerUnusable, "lacks"),
        (raw('{"choices": []}'), AnswerUnusable, "lacks"),
        (raw('{"choices": [{"message": {}}]}'), AnswerUnusable, "lacks"),
        (raw('{"choices": [7]}'), AnswerUnusable, "lacks"),
        (raw("7"), AnswerUnusable, "lacks"),
        (raw(" " * 9_000_000), AnswerUnusable, "more than 8,000,000 bytes"),
    ],
)
def test_what_another_try_cannot_mend_is_told_at_once(turn, error, said):
    with pytest.raises(error, match=said):
        asked([turn, says("never asked for")])


@pytest.mark.process
def test_nobody_there_is_one_sentence():
    with Scripted([]) as url:
        pass

    with pytest.raises(ServerFailed, match=r"cannot be reached"):
        ask(ChatServer(url, MODEL), HELLO, max_tokens=7, timeout=5, retries=0)


@pytest.mark.process
@pytest.mark.parametrize(
    "turn", [status(401, f"bad key {KEY}"), raw(KEY), status(500, KEY, retry_after=0), cut(says(KEY))]
)
def test_the_key_is_never_told_nor_logged(turn, caplog):
    caplog.set_level(logging.DEBUG)

    with pytest.raises(ChatFailed) as met:
        asked([turn], key=KEY, retries=1, timeout=5)

    shown = f"{met.value!s}{met.value!r}{met.value.__cause__!r}{ChatServer('http://x/v1', MODEL, KEY)}"
    assert KEY not in shown + caplog.text


def test_the_settings_come_from_the_environment(monkeypatch):
    assert ChatServer.from_environment() is None

    monkeypatch.setenv(chat.URL, "http://127.0.0.1:11434/")
    monkeypatch.setenv(chat.MODEL, "qwen3:8b")
    monkeypatch.setenv(chat.KEY, f" {KEY}\n")

    assert ChatServer.from_environment() == ChatServer("http://127.0.0.1:11434/v1", "qwen3:8b", KEY)


@pytest.mark.parametrize(
    ("url", "base"),
    [
        ("http://127.0.0.1:8080", "http://127.0.0.1:8080/v1"),
        ("https://api.example/v1/", "https://api.example/v1"),
        ("https://api.example/openai/v1/chat/completions", "https://api.example/openai/v1"),
        ("http://[::1]:8080/v1", "http://[::1]:8080/v1"),
    ],
)
def test_an_address_is_brought_into_one_form(monkeypatch, url, base):
    monkeypatch.setenv(chat.URL, url)
    server = ChatServer.from_environment()

    assert server
    assert server.base_url == base


@pytest.mark.parametrize(
    "url", ["localhost:8080", "ftp://x/v1", "http://", "http://x:0/v1", "http://x:99999/", "http://a b/", "http://[/v1"]
)
def test_an_address_that_cannot_be_meant_is_refused(monkeypatch, url):
    monkeypatch.setenv(chat.URL, url)

    with pytest.raises(BadSettings, match=chat.URL):
        ChatServer.from_environment()


@pytest.mark.parametrize("url", [f"http://me:{KEY}@x/v1", f"http://x/v1?key={KEY}"])
def test_a_key_in_the_address_is_refused_and_not_shown(monkeypatch, url):
    monkeypatch.setenv(chat.URL, url)

    with pytest.raises(BadSettings) as met:
        ChatServer.from_environment()

    assert KEY not in str(met.value)


def test_a_key_with_a_line_end_is_refused_and_not_shown(monkeypatch):
    monkeypatch.setenv(chat.URL, "http://x/v1")
    monkeypatch.setenv(chat.KEY, f"{KEY}\nX-Other: 1")

    with pytest.raises(BadSettings) as met:
        ChatServer.from_environment()

    assert KEY not in str(met.value)


@pytest.mark.parametrize(("said", "window"), [("", 8192), (" 32768 ", 32768), ("2048", 2048)])
def test_the_window_is_the_usual_one_unless_it_is_said(monkeypatch, said, window):
    monkeypatch.setenv(chat.URL, "http://x/v1")
    monkeypatch.setenv(chat.WINDOW, said)
    server = ChatServer.from_environment()

    assert server
    assert server.window == window


@pytest.mark.parametrize("said", ["much", "-8192", "2047", "8k", "9" * 40])
def test_a_window_that_cannot_be_meant_is_refused(monkeypatch, said):
    monkeypatch.setenv(chat.URL, "http://x/v1")
    monkeypatch.setenv(chat.WINDOW, said)

    with pytest.raises(BadSettings, match="WIREGLOT_CHAT_WINDOW must be a number of tokens, 2048 or more"):
        ChatServer.from_environment()


def test_the_signature_names_the_model_alone():
    assert chat.signature(ChatServer("http://x/v1", "org/a model|b", KEY)) == "model:org/a_model_b"


def _no_thread_stays(name: str) -> None:
    for thread in threading.enumerate():
        if thread.name == name:
            thread.join(2)
            assert not thread.is_alive()
