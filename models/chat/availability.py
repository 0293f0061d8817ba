"""Whether a chat server is available and has its model: asked once, and remembered for a minute."""

import logging
import threading
import time
from typing import Any

from wireglot.models.chat.answers import parse_body
from wireglot.models.chat.client import ChatServer
from wireglot.models.chat.http import Response, exchange
from wireglot.models.errors import ChatError, InvalidSettings, MalformedResponse

# A server on this machine or a good connection answers in a tenth of this; a run should not wait longer to learn that
# there is none.
CHECK_SECONDS = 3.0
REMEMBERED_SECONDS = 60.0

_results: dict[ChatServer, tuple[float, bool]] = {}
_lock = threading.Lock()
log = logging.getLogger(__name__)


def available_server() -> ChatServer | None:
    """Return the server that the variables name, when it is available; invalid settings are logged."""
    try:
        server = ChatServer.from_environment()
    except InvalidSettings as error:
        log.warning("%s", error)
        return None
    return server if server is not None and is_available(server) else None


def is_available(server: ChatServer, *, seconds: float = CHECK_SECONDS) -> bool:
    """Return whether the server lists the model, or answers one token with it, within `seconds`."""
    with _lock:  # one check, also when many threads ask
        checked, result = _results.get(server, (float("-inf"), False))
        if time.monotonic() - checked > REMEMBERED_SECONDS:
            result = bool(server.model) and _check(server, time.monotonic() + seconds)
            _results[server] = (time.monotonic(), result)
        return result


def clear_availability() -> None:
    """Forget all results, so that the next call checks again."""
    with _lock:
        _results.clear()


def _check(server: ChatServer, deadline: float) -> bool:
    try:
        return _lists_model(server, deadline) or _answers(server, deadline)
    except ChatError:
        return False


def _lists_model(server: ChatServer, deadline: float) -> bool:
    response = _request(server, "models", None, deadline)
    if response.status != 200:
        return False
    try:
        return server.model in [model["id"] for model in parse_body(response.body)["data"]]
    except (MalformedResponse, KeyError, TypeError):
        return False


def _answers(server: ChatServer, deadline: float) -> bool:
    """Return whether the shortest request is accepted: some servers list no models, or by other names."""
    body = {"model": server.model, "messages": [{"role": "user", "content": "1"}], "max_tokens": 1, "stream": False}
    return _request(server, "chat/completions", body, deadline).status == 200


def _request(server: ChatServer, path: str, body: Any, deadline: float) -> Response:
    seconds = deadline - time.monotonic()
    return exchange(f"{server.base_url}/{path}", headers=server.headers, body=body, seconds=seconds)
