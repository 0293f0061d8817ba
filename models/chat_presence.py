"""Whether a chat server is there and has its model: asked once, and remembered for a minute."""

import logging
import threading
import time
from typing import Any

from wireglot.models import chat_answers
from wireglot.models.chat import ChatServer
from wireglot.models.chat_errors import AnswerUnusable, BadSettings, ChatFailed
from wireglot.models.chat_exchange import Response, exchange

# A server on this machine or a good line answers in a tenth of this; a run should not wait longer to learn that
# there is none.
SECONDS = 3.0
REMEMBERED_SECONDS = 60.0

_known: dict[ChatServer, tuple[float, bool]] = {}
_lock = threading.Lock()
log = logging.getLogger(__name__)


def ready_server() -> ChatServer | None:
    """The server that the variables name, when it is ready; settings that cannot be meant are told to the log."""
    try:
        server = ChatServer.from_environment()
    except BadSettings as error:
        log.warning("%s", error)
        return None
    return server if server is not None and is_ready(server) else None


def is_ready(server: ChatServer, *, seconds: float = SECONDS) -> bool:
    """Whether the server lists the model, or gives an answer of one token with it, within `seconds`."""
    with _lock:  # one question, also when many threads want to know
        asked, answer = _known.get(server, (float("-inf"), False))
        if time.monotonic() - asked > REMEMBERED_SECONDS:
            answer = bool(server.model) and _answers(server, time.monotonic() + seconds)
            _known[server] = (time.monotonic(), answer)
        return answer


def forget() -> None:
    """Ask again at the next question."""
    with _lock:
        _known.clear()


def _answers(server: ChatServer, until: float) -> bool:
    try:
        return _lists_the_model(server, until) or _says_something(server, until)
    except ChatFailed:
        return False


def _lists_the_model(server: ChatServer, until: float) -> bool:
    response = _asked(server, "models", None, until)
    if response.status != 200:
        return False
    try:
        listed = chat_answers.parsed(response.body)["data"]
        return server.model in [model["id"] for model in listed]
    except (AnswerUnusable, KeyError, TypeError):
        return False


def _says_something(server: ChatServer, until: float) -> bool:
    """Whether it takes the shortest request there is: some servers list no models, or list them by other names."""
    body = {"model": server.model, "messages": [{"role": "user", "content": "1"}], "max_tokens": 1, "stream": False}
    return _asked(server, "chat/completions", body, until).status == 200


def _asked(server: ChatServer, path: str, body: Any, until: float) -> Response:
    seconds = until - time.monotonic()
    return exchange(f"{server.base_url}/{path}", headers=server.headers, body=body, seconds=seconds)
