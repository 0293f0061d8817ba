"""A client for chat servers that speak OpenAI's /v1/chat/completions, such as llama.cpp, Ollama and vLLM.

No client library is used: it is one request, and what matters here (a time limit on every call, a key that is never
shown, refusal of truncated answers) is what such libraries leave to their users.
"""

import os
import re
import time
from collections.abc import Sequence
from dataclasses import asdict, dataclass, field
from typing import Literal
from urllib.parse import urlsplit

from wireglot.models.chat import answers
from wireglot.models.chat.answers import Reply
from wireglot.models.chat.http import Response, exchange
from wireglot.models.errors import ConnectionFailed, InvalidSettings, RequestRejected, ServerError, ServerTimeout

URL, MODEL, KEY = "WIREGLOT_CHAT_URL", "WIREGLOT_CHAT_MODEL", "WIREGLOT_CHAT_KEY"
WINDOW = "WIREGLOT_CHAT_WINDOW"
SETUP_HINT = f"export {URL}=http://HOST:PORT/v1 {MODEL}=NAME {KEY}=KEY"

# Tokens of a model's window where none are stated: no instruction-tuned model in use has fewer, but many servers give
# less room than the model has.
USUAL_WINDOW, SMALLEST_WINDOW = 8192, 2048
# A machine without a GPU writes 5-10 tokens a second, and 500 tokens are a long answer.
CALL_SECONDS = 120.0
RETRIES = 3
# A server that restarts or is busy for a moment is back after one of 0.5, 1 and 2 s.
FIRST_WAIT = 0.5
# A second try may succeed: too many requests, a time-out on the server's side, or a fault of the server itself.
RETRY_STATUSES = frozenset({408, 425, 429, *range(500, 600)})
# The request is the cause and not the server: mostly it is too long.
REQUEST_STATUSES = frozenset({400, 413, 422})


@dataclass(frozen=True, slots=True)
class ChatServer:
    """A server and its model; the address ends in /v1, without a slash. The key is not shown.

    window: tokens that a request and its answer may have together.
    """

    base_url: str
    model: str
    key: str = field(default="", repr=False)
    window: int = USUAL_WINDOW

    @classmethod
    def from_environment(cls) -> "ChatServer | None":
        """Return the server that the variables name; None when WIREGLOT_CHAT_URL is not set.

        Raises:
            InvalidSettings: The address, the key or the window has an impossible value.
        """
        url = os.environ.get(URL, "").strip()
        if not url:
            return None
        key = os.environ.get(KEY, "").strip()
        if not re.fullmatch("[!-~]*", key):
            raise InvalidSettings(f"{KEY} contains spaces or letters that no key has; set it to the key alone.")
        window = _window(os.environ.get(WINDOW, "").strip())
        return cls(_address(url), os.environ.get(MODEL, "").strip(), key, window)

    @property
    def headers(self) -> dict[str, str]:
        return {"Authorization": f"Bearer {self.key}"} if self.key else {}

    @property
    def signature(self) -> str:
        """As "model:qwen3-8b": the model alone, because the same model answers the same at any address."""
        return "model:" + re.sub(r"[|\s]", "_", self.model)


@dataclass(frozen=True, slots=True)
class Message:
    """One turn of a conversation."""

    role: Literal["system", "user", "assistant"]
    content: str


def complete(
    server: ChatServer,
    messages: Sequence[Message],
    *,
    max_tokens: int,
    timeout: float = CALL_SECONDS,
    retries: int = RETRIES,
) -> Reply:
    """Return the complete answer to a conversation, at temperature 0.

    Args:
        timeout: Seconds for all tries together, waiting included.
        retries: How many more times a busy or broken server is asked, after its Retry-After where it states one.

    Raises:
        ChatError: ServerError, RequestRejected or MalformedResponse.
    """
    body = {
        "model": server.model,
        "messages": [asdict(message) for message in messages],
        "max_tokens": max_tokens,
        "temperature": 0,
        "stream": False,
    }
    deadline = time.monotonic() + timeout
    for attempt in range(retries + 1):
        result = _attempt(server, body, deadline)
        if isinstance(result, Response) and result.status not in RETRY_STATUSES:
            return _reply(server, result)
        wait = _wait_seconds(result, attempt)
        if attempt == retries or time.monotonic() + wait >= deadline:
            cause = result if isinstance(result, ConnectionFailed) else None
            raise ServerError(_problem(server, result)) from cause
        time.sleep(wait)
    raise ValueError(f"retries must be 0 or more, but is {retries}.")


def _attempt(server: ChatServer, body: object, deadline: float) -> Response | ConnectionFailed:
    seconds = deadline - time.monotonic()
    if seconds <= 0:
        raise ServerTimeout(f"The chat server at {server.base_url} gave no answer in time.")
    try:
        return exchange(f"{server.base_url}/chat/completions", headers=server.headers, body=body, seconds=seconds)
    except ConnectionFailed as error:
        return error


def _reply(server: ChatServer, response: Response) -> Reply:
    if response.status == 200:
        return answers.read_reply(response.body)
    kind = RequestRejected if response.status in REQUEST_STATUSES else ServerError
    raise kind(_problem(server, response))


def _problem(server: ChatServer, result: Response | ConnectionFailed) -> str:
    """Say what went wrong, with the server's own message; a key that it contains is taken out."""
    if isinstance(result, ConnectionFailed):
        return str(result)
    message = answers.error_message(result.body, secret=server.key)
    wait = answers.seconds_to_wait(result.retry_after)
    asks = f" and asks to wait for {wait:.0f} s" if wait else ""
    return f"The chat server at {server.base_url} answered {result.status}{asks}" + (f": {message}" if message else ".")


def _wait_seconds(result: Response | ConnectionFailed, attempt: int) -> float:
    asked = answers.seconds_to_wait(result.retry_after) if isinstance(result, Response) else None
    return float(FIRST_WAIT * 2**attempt) if asked is None else asked


def _window(tokens: str) -> int:
    if not tokens:
        return USUAL_WINDOW
    if not re.fullmatch("[0-9]{4,9}", tokens) or int(tokens) < SMALLEST_WINDOW:
        raise InvalidSettings(f"{WINDOW} must be a number of tokens, {SMALLEST_WINDOW} or more, not {tokens[:20]!r}.")
    return int(tokens)


def _address(url: str) -> str:
    """Normalise the address: http://host:port gets its /v1, and a path to the end point loses it."""
    try:
        parts = urlsplit(url)
        valid = parts.scheme in ("http", "https") and bool(parts.hostname) and parts.port != 0
    except ValueError:
        valid = False
    if not valid or not url.isprintable() or " " in url:
        raise InvalidSettings(f"{URL} must be an address such as http://127.0.0.1:11434/v1, and is not one.")
    if "@" in parts.netloc or parts.query or parts.fragment:
        raise InvalidSettings(f"{URL} must be the address alone; a name, password or key belongs in {KEY}.")
    path = parts.path.rstrip("/").removesuffix("/chat/completions") or "/v1"
    return f"{parts.scheme}://{parts.netloc}{path}"
