"""Whether a chat server is there: asked once, within its time, and remembered."""

import json
import threading
import time

import pytest

from tests.chat_server import MODEL, Turn, raw, says, silent, status
from tests.chat_server import ChatServer as Scripted
from wireglot.models import chat_presence
from wireglot.models.chat import ChatServer
from wireglot.models.chat_presence import is_ready

pytestmark = pytest.mark.process


@pytest.fixture(autouse=True)
def unknown():
    chat_presence.forget()


def test_a_server_that_lists_the_model_is_ready_without_a_word_to_the_model():
    server = Scripted([])
    with server as url:
        assert is_ready(ChatServer(url, MODEL))

    assert server.asked == ["/v1/models"]


def test_many_threads_ask_once():
    server = Scripted([])
    with server as url:
        threads = [threading.Thread(target=is_ready, args=(ChatServer(url, MODEL),)) for _ in range(8)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()

    assert server.asked == ["/v1/models"]


@pytest.mark.parametrize(
    "listed", [status(404), raw("{}"), raw("no JSON"), raw(json.dumps({"data": [{"id": "other"}]}))]
)
def test_a_server_that_does_not_list_it_is_tried_with_one_token(listed: Turn):
    server = Scripted([says("1", finish_reason="length")], models=listed)
    with server as url:
        assert is_ready(ChatServer(url, MODEL))

    assert [request.body["max_tokens"] for request in server.requests] == [1]


@pytest.mark.parametrize("answer", [status(404, "no such model"), status(401), silent()])
def test_a_server_that_does_neither_is_not_ready(answer: Turn):
    with Scripted([answer], models=status(404)) as url:
        assert not is_ready(ChatServer(url, MODEL), seconds=0.5)


def test_a_mute_server_costs_its_time_once():
    with Scripted([], models=silent()) as url:
        server = ChatServer(url, MODEL)
        began = time.monotonic()
        answers = [is_ready(server, seconds=0.3) for _ in range(3)]

    assert answers == [False, False, False]
    assert time.monotonic() - began < 1


def test_no_server_and_no_model_are_not_ready():
    with Scripted([]) as url:
        assert not is_ready(ChatServer(url, ""))

    assert not is_ready(ChatServer(url, MODEL))
