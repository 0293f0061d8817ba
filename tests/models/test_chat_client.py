"""The chat client, batches and availability against a server on loopback that is healthy, busy, broken or silent."""

import asyncio
import json
import logging
import threading

import pytest

from tests.chat_server import MODEL, Script, Turn, cut, drips, never_ends, raw, says, silent, slowly, status
from tests.chat_server import ChatServer as Scripted
from wireglot.models import (
    ChatError,
    InvalidSettings,
    MalformedResponse,
    RequestRejected,
    ServerError,
    ServerTimeout,
    TruncatedAnswer,
    chat,
)
from wireglot.models.chat import (
    ChatBatch,
    ChatLimits,
    ChatServer,
    Message,
    UnusableAnswer,
    complete,
    follow_up,
    is_available,
)
from wireglot.models.chat.requests import FAILURES_IN_A_ROW, UNUSABLE_AT_FIRST

HELLO = (Message("system", "Be brief."), Message("user", "Hej"))
KEY = "sk-secret-4711"
SCHEMA = {"type": "object", "properties": {}}
LIMITS = ChatLimits(weight=100, seconds=120.0, pace=1e6)


@pytest.fixture
def waits(monkeypatch: pytest.MonkeyPatch) -> list[float]:
    """The seconds that the client would wait between tries, which here take no time."""
    waited: list[float] = []
    monkeypatch.setattr("time.sleep", waited.append)
    return waited


@pytest.fixture(autouse=True)
def unknown_servers() -> None:
    chat.clear_availability()


def answer(script: Script, *, timeout: float = 120.0, retries: int = 3, key: str = "") -> str:
    with Scripted(script, key=key) as url:
        return complete(ChatServer(url, MODEL, key), HELLO, max_tokens=7, timeout=timeout, retries=retries)


@pytest.mark.process
def test_a_request_has_temperature_zero_and_the_key():
    server = Scripted([says("Hello")], key=KEY)
    with server as url:
        reply = complete(ChatServer(url, MODEL, KEY), HELLO, max_tokens=7)

    assert reply == "Hello"
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
def test_a_schema_is_sent_as_response_format():
    server = Scripted([says("{}")])
    with server as url:
        complete(ChatServer(url, MODEL), HELLO, max_tokens=7, schema=SCHEMA)

    assert server.requests[0].body["response_format"] == {
        "type": "json_schema",
        "json_schema": {"name": "answer", "strict": True, "schema": SCHEMA},
    }


@pytest.mark.process
def test_a_schema_that_is_refused_is_left_out_from_then_on():
    refuses = status(400, "unknown field response_format")
    server = Scripted(lambda request: refuses if "response_format" in request.body else says("{}"))
    with server as url:
        batch = ChatBatch.start(ChatServer(url, MODEL), LIMITS, 0)
        answers = [batch.ask(HELLO, 1, 10, SCHEMA) for _ in range(2)]

    assert answers == ["{}", "{}"]
    assert ["response_format" in request.body for request in server.requests] == [True, False, False]


@pytest.mark.process
def test_a_request_that_is_refused_anyhow_says_nothing_about_the_schema():
    with Scripted([status(400, "too long"), status(400, "too long"), says("{}")]) as url:
        batch = ChatBatch.start(ChatServer(url, MODEL), LIMITS, 0)
        answers = [batch.ask(HELLO, 1, 10, SCHEMA) for _ in range(2)]

    assert answers == [None, "{}"]
    assert batch.accepts_schema


@pytest.mark.process
@pytest.mark.parametrize(
    ("content", "more", "in_reasoning"),
    [("The sea, the sea, the", {}, False), ("<think>Well,", {}, True), (None, {"reasoning_content": "Well,"}, True)],
)
def test_an_answer_without_an_end_is_not_too_long(content, more, in_reasoning):
    with Scripted(lambda request: never_ends(request, content, **more)) as url:
        batch = ChatBatch.start(ChatServer(url, MODEL), LIMITS, 0)
        batch.ask(HELLO, 1, 10)

    assert isinstance(batch.error, TruncatedAnswer)
    assert not batch.too_long
    assert batch.reasons is in_reasoning


@pytest.mark.parametrize(
    ("useful", "useless", "is_skipped"), [(0, 4, False), (0, 5, True), (1, 5, True), (2, 5, False), (2, 8, True)]
)
def test_a_model_is_skipped_when_it_is_mostly_useless(useful, useless, is_skipped):
    server = ChatServer("http://127.0.0.1:9/v1", MODEL)
    for is_useful in [True] * useful + [False] * useless:
        chat.report_outcome(server, "summaries", is_useful=is_useful)

    assert bool(chat.unfit_reason(server, "summaries")) is is_skipped
    assert not chat.unfit_reason(server, "translations")
    chat.clear_availability()
    assert not chat.unfit_reason(server, "summaries")


@pytest.mark.process
def test_the_client_works_inside_a_running_event_loop():
    async def notebook() -> str:
        return answer([says("Hello")])

    assert asyncio.run(notebook()) == "Hello"


@pytest.mark.process
@pytest.mark.parametrize(
    ("failure", "seconds"),
    [(status(429, retry_after=7), 7), (status(500), 0.5), (status(503, retry_after=0), 0), (cut(says("Hel")), 0.5)],
)
def test_a_temporary_failure_is_retried_after_a_wait(failure, seconds, waits):
    assert answer([failure, says("Hello")]) == "Hello"
    assert waits == [seconds]


@pytest.mark.process
def test_a_wait_longer_than_the_time_left_ends_the_call(waits):
    server = Scripted([status(429, "slow down", retry_after=3600)])
    with server as url, pytest.raises(ServerError, match="asks to wait for 3600 s: slow down"):
        complete(ChatServer(url, MODEL), HELLO, max_tokens=7, timeout=120)

    assert (len(server.requests), waits) == (1, [])


@pytest.mark.process
def test_retries_are_counted(waits):
    server = Scripted([status(500, "out of memory")])
    with server as url, pytest.raises(ServerError, match="answered 500: out of memory"):
        complete(ChatServer(url, MODEL), HELLO, max_tokens=7, retries=2)

    assert len(server.requests) == 3
    assert waits == [0.5, 1]


@pytest.mark.process
@pytest.mark.parametrize("late", [silent(), slowly(says("Hello"), 30), drips(says("x" * 1000))])
def test_a_response_that_does_not_end_is_a_timeout(late):
    with pytest.raises(ServerTimeout, match="within 0 s"):
        answer([late], timeout=0.4)


@pytest.mark.process
@pytest.mark.parametrize(
    ("turn", "error", "message"),
    [
        (status(400, "maximum context length is 4096"), RequestRejected, "maximum context length"),
        (status(401, "no such key"), ServerError, "answered 401: no such key"),
        (status(404, "model not found"), ServerError, "answered 404: model not found"),
        (status(302), ServerError, "answered 302"),
        (says("half a sen", finish_reason="length"), TruncatedAnswer, "token limit"),
        (says("half a sen", finish_reason="content_filter"), MalformedResponse, "filter"),
        (says(None), MalformedResponse, "no text"),
        (raw("<html>welcome</html>"), MalformedResponse, "not JSON"),
        (raw("[" * 100_000), MalformedResponse, "not JSON"),
        (raw('{"choices": []}'), MalformedResponse, "lacks"),
        (raw('{"choices": [7]}'), MalformedResponse, "lacks"),
        (raw("7"), MalformedResponse, "lacks"),
        (raw(" " * 9_000_000), MalformedResponse, "more than 8,000,000 bytes"),
    ],
)
def test_a_permanent_failure_is_not_retried(turn, error, message):
    with pytest.raises(error, match=message):
        answer([turn, says("never asked for")])


@pytest.mark.process
def test_an_unreachable_server_is_one_sentence(monkeypatch):
    monkeypatch.setenv("HTTP_PROXY", "http://127.0.0.1:9")  # not for addresses of this machine
    with Scripted([says("Hello")]) as url:
        server = ChatServer(url, MODEL)
        assert complete(server, HELLO, max_tokens=7) == "Hello"

    with pytest.raises(ServerError, match="cannot be reached"):
        complete(server, HELLO, max_tokens=7, timeout=120, retries=0)


@pytest.mark.process
@pytest.mark.parametrize(
    "turn", [status(401, f"bad key {KEY}"), raw(KEY), status(500, KEY, retry_after=0), cut(says(KEY))]
)
def test_the_key_is_never_shown_nor_logged(turn, caplog):
    caplog.set_level(logging.DEBUG)

    with pytest.raises(ChatError) as raised:
        answer([turn], key=KEY, retries=1)

    shown = f"{raised.value!s}{raised.value!r}{raised.value.__cause__!r}{ChatServer('http://x/v1', MODEL, KEY)}"
    assert KEY not in shown + caplog.text


# ---- settings ----


def test_the_settings_come_from_the_environment(monkeypatch):
    assert ChatServer.from_environment() is None

    monkeypatch.setenv(chat.URL, "http://127.0.0.1:11434/")
    monkeypatch.setenv(chat.MODEL, "qwen3:8b")
    monkeypatch.setenv(chat.KEY, f" {KEY}\n")
    monkeypatch.setenv(chat.WINDOW, " 32768 ")

    assert ChatServer.from_environment() == ChatServer("http://127.0.0.1:11434/v1", "qwen3:8b", KEY, 32768)


@pytest.mark.parametrize(
    ("url", "base"),
    [
        ("http://127.0.0.1:8080", "http://127.0.0.1:8080/v1"),
        ("https://api.example/openai/v1/chat/completions", "https://api.example/openai/v1"),
        ("http://[::1]:8080/v1/", "http://[::1]:8080/v1"),
    ],
)
def test_an_address_is_normalised(monkeypatch, url, base):
    monkeypatch.setenv(chat.URL, url)
    server = ChatServer.from_environment()

    assert server
    assert (server.base_url, server.window) == (base, 8192)


@pytest.mark.parametrize(
    ("name", "value"),
    [
        *((chat.URL, url) for url in ("localhost:8080", "ftp://x/v1", "http://", "http://x:0/v1", "http://x:99999/")),
        *((chat.URL, url) for url in ("http://a b/", "http://[/v1", f"http://me:{KEY}@x/v1", f"http://x/v1?key={KEY}")),
        (chat.KEY, f"{KEY}\nX-Other: 1"),
        *((chat.WINDOW, tokens) for tokens in ("much", "-8192", "2047", "8k", "9" * 40)),
    ],
)
def test_an_invalid_setting_is_named_without_the_key(monkeypatch, name, value):
    monkeypatch.setenv(chat.URL, "http://x/v1")
    monkeypatch.setenv(name, value)

    with pytest.raises(InvalidSettings, match=name) as raised:
        ChatServer.from_environment()

    assert KEY not in str(raised.value)


def test_the_signature_names_the_model_alone():
    assert ChatServer("http://x/v1", "org/a model|b", KEY).signature == "model:org/a_model_b"


# ---- batches ----


def run_batch(
    script: list[Turn], *, calls: int, limits: ChatLimits = LIMITS
) -> tuple[list[str | None], ChatBatch, int]:
    """The results of so many calls, their batch, and the number of requests that the server got."""
    server = Scripted(script)
    with server as url:
        batch = ChatBatch.start(ChatServer(url, MODEL), limits, 0)
        return [batch.ask(HELLO, 1, 10) for _ in range(calls)], batch, len(server.requests)


@pytest.mark.process
def test_a_server_that_fails_repeatedly_is_not_asked_again():
    results, batch, requests = run_batch([status(401, "no")], calls=9)

    assert results == [None] * 9
    assert requests == FAILURES_IN_A_ROW
    assert batch.has_stopped()
    assert "answered 401: no" in str(batch.error)


@pytest.mark.process
def test_a_usable_answer_resets_the_count_of_failures():
    results, batch, _ = run_batch([status(401), status(401), says("Hello"), status(401)], calls=5)

    assert results == [None, None, "Hello", None, None]
    assert not batch.has_stopped()


@pytest.mark.process
def test_a_server_without_a_first_answer_in_time_is_dropped():
    _, batch, requests = run_batch([silent()], calls=3, limits=ChatLimits(weight=100, seconds=0.2, pace=1e6))

    assert requests == 1
    assert batch.has_stopped()


@pytest.mark.process
@pytest.mark.parametrize("turn", [status(400, "too long"), says("x", finish_reason="length")])
def test_a_failure_because_of_length_is_marked(turn):
    _, batch, _ = run_batch([turn], calls=1)

    assert batch.too_long
    assert not batch.has_stopped()


def test_a_model_without_any_usable_answer_is_dropped():
    batch = ChatBatch.start(ChatServer("http://127.0.0.1:9/v1", MODEL), LIMITS, 0)
    for _ in range(UNUSABLE_AT_FIRST):
        assert not batch.has_stopped()
        batch.reject(ValueError("no JSON"))

    assert batch.has_stopped()
    batch.accept()
    assert not batch.has_stopped()


@pytest.mark.process
def test_nothing_is_requested_after_the_deadline():
    with Scripted([says("Hello")]) as url:
        batch = ChatBatch(ChatServer(url, MODEL), LIMITS, deadline=0.0)
        late = batch.ask(HELLO, 1, 10)
        reason = str(batch.error)
        batch.accept()
        batch.extend(1)

        assert late is None
        assert "when the time was up" in reason
        assert batch.ask(HELLO, 1, 10) == "Hello"


def number(text: str) -> int:
    if not text.isdigit():
        raise UnusableAnswer("it is no number")
    return int(text)


@pytest.mark.process
@pytest.mark.parametrize(("attempts", "parsed"), [(1, None), (2, 7)])
def test_an_unusable_answer_is_corrected_in_the_next_attempt(attempts, parsed):
    server = Scripted([says("seven"), says("7")])
    with server as url:
        batch = ChatBatch.start(ChatServer(url, MODEL), LIMITS, 0)

        def repeat(answer: str, fault: str) -> tuple[Message, ...]:
            return follow_up(HELLO, answer, f"No: {fault}.")

        result = batch.ask_parsed(HELLO, 1, 10, parse=number, repeat=repeat, attempts=attempts)

    assert result == parsed
    contents = [message["content"] for message in server.requests[-1].body["messages"]]
    assert contents == ["Be brief.", "Hej", *(["seven", "No: it is no number."] if attempts == 2 else [])]


# ---- availability ----


@pytest.mark.process
def test_availability_is_checked_once_by_the_list_of_models():
    server = Scripted([])
    with server as url:
        threads = [threading.Thread(target=is_available, args=(ChatServer(url, MODEL),)) for _ in range(8)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        assert is_available(ChatServer(url, MODEL))
        assert not is_available(ChatServer(url, ""))

    assert server.asked == ["/v1/models"]


@pytest.mark.process
@pytest.mark.parametrize(
    "listed", [status(404), raw("{}"), raw("no JSON"), raw(json.dumps({"data": [{"id": "other"}]}))]
)
def test_an_unlisted_model_is_asked_for_one_token(listed: Turn):
    server = Scripted([says("1", finish_reason="length")], models=listed)
    with server as url:
        assert is_available(ChatServer(url, MODEL))

    assert [request.body["max_tokens"] for request in server.requests] == [1]


@pytest.mark.process
@pytest.mark.parametrize(("turn", "seconds"), [(status(404, "no such model"), 120), (status(401), 120), (silent(), 1)])
def test_a_server_without_the_model_is_not_available(turn: Turn, seconds: float):
    server = Scripted([turn], models=status(404))
    with server as url:
        results = [is_available(ChatServer(url, MODEL), seconds=seconds) for _ in range(3)]

    assert results == [False] * 3
    assert len(server.asked) == 2  # the list and one answer, then remembered
