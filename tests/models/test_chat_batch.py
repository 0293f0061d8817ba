"""A batch of requests to one chat server: given up when the time is over, or when nothing good will come."""

import pytest

from tests.chat_server import MODEL, Turn, says, silent, status
from tests.chat_server import ChatServer as Scripted
from wireglot.models.chat import ChatServer, Message
from wireglot.models.chat_batch import FAILED_IN_A_ROW, FRUITLESS_AT_FIRST, Batch, Limits

pytestmark = pytest.mark.process

HELLO = (Message("user", "Hej"),)


def answers(script: list[Turn], *, times: int, seconds: float = 5.0) -> tuple[list[str | None], Batch, int]:
    """What so many requests brought, the batch behind them, and how many went out."""
    server = Scripted(script)
    with server as url:
        batch = Batch.of(ChatServer(url, MODEL), Limits(weight=100, seconds=seconds, pace=1e6), 0)
        return [batch.ask(HELLO, 1, 10) for _ in range(times)], batch, len(server.requests)


def test_an_answer_is_its_text():
    assert answers([says("Hello")], times=2)[0] == ["Hello", "Hello"]


def test_a_server_that_fails_again_and_again_is_left_alone():
    told, batch, requests = answers([status(401, "no")], times=9)

    assert told == [None] * 9
    assert requests == FAILED_IN_A_ROW
    assert batch.hopeless()
    assert "answered 401: no" in str(batch.error)


def test_a_failure_between_answers_is_forgotten():
    told, batch, _ = answers([status(401), status(401), says("Hello"), status(401)], times=5)

    assert told == [None, None, "Hello", None, None]
    assert not batch.hopeless()


def test_a_server_that_is_late_at_first_is_not_waited_for_again():
    _, batch, requests = answers([silent()], times=3, seconds=0.2)

    assert requests == 1
    assert batch.hopeless()


@pytest.mark.parametrize("turn", [status(400, "too long"), says("x", finish_reason="length")])
def test_what_fails_for_its_length_says_so(turn):
    _, batch, _ = answers([turn], times=1)

    assert batch.too_long
    assert not batch.hopeless()


def test_a_model_without_a_single_useful_answer_is_given_up():
    batch = Batch.of(ChatServer("http://127.0.0.1:9/v1", MODEL), Limits(100, 1.0, 1.0), 0)
    for _ in range(FRUITLESS_AT_FIRST):
        assert not batch.hopeless()
        batch.refused(ValueError("no JSON"))

    assert batch.hopeless()
    batch.used()
    assert not batch.hopeless()


def test_when_the_time_is_up_nothing_is_asked_until_it_is_renewed():
    server = Scripted([says("Hello")])
    with server as url:
        batch = Batch(ChatServer(url, MODEL), Limits(weight=100, seconds=5.0, pace=1.0), until=0.0)
        late = batch.ask(HELLO, 1, 10)
        why = str(batch.error)
        batch.used()
        batch.renew(1)

        assert late is None
        assert "when the time was up" in why
        assert batch.ask(HELLO, 1, 10) == "Hello"
