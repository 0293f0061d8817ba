"""A client for chat servers that speak OpenAI's /v1/chat/completions, as llama.cpp, Ollama, vLLM and many services do.

    from_environment    the server that WIREGLOT_CHAT_URL, WIREGLOT_CHAT_MODEL and WIREGLOT_CHAT_KEY name, and how much
                        fits its window: WIREGLOT_CHAT_WINDOW tokens
    ask                 one answer to a conversation, or ChatFailed in one plain sentence
    signature           what may change the answers: the model
    is_ready            whether the server answers and has the model, remembered for a minute (chat_presence.py)

No client library: it is one request, and what matters here (an end to every call, a key that is never shown,
refusal of cut-off answers) is what such libraries leave to their users.
"""

import os
import re
import time
from collections.abc import Sequence
from dataclasses import asdict, dataclass, field
from typing import Literal
from urllib.parse import urlsplit

from wireglot.models import chat_answers
from wireglot.models.chat_answers import Reply
from wireglot.models.chat_errors import BadSettings, RequestRefused, ServerFailed, ServerLate
from wireglot.models.chat_exchange import Broken, Response, exchange

URL, MODEL, KEY = "WIREGLOT_CHAT_URL", "WIREGLOT_CHAT_MODEL", "WIREGLOT_CHAT_KEY"
WINDOW = "WIREGLOT_CHAT_WINDOW"
MEND = f"export {URL}=http://HOST:PORT/v1 {MODEL}=NAME {KEY}=KEY"

# Tokens of a model's window where nothing else is said: no instructed model in use has less, but many servers give
# less room than the model has.
USUAL_WINDOW, SMALLEST_WINDOW = 8192, 2048
# A machine without a GPU writes 5-10 tokens a second, and 500 tokens are a long answer.
SECONDS_A_CALL = 120.0
RETRIES = 3
# A server that restarts or is busy for a moment is back after one of 0.5, 1 and 2 s.
FIRST_WAIT = 0.5
# What a second try may mend: too many requests, a time-out on their side, and any trouble of the server's own.
PASSING = frozenset({408, 425, 429, *range(500, 600)})
# What tells of this request and not of the server: too long, mostly.
ABOUT_THE_REQUEST = frozenset({400, 413, 422})


@dataclass(frozen=True, slots=True)
class ChatServer:
    """Where to ask and for which model; the address ends in /v1, without a slash. The key is not shown.

    window: tokens that a request and its answer may have together.
    """

    base_url: str
    model: str
    key: str = field(default="", repr=False)
    window: int = USUAL_WINDOW

    @classmethod
    def from_environment(cls) -> "ChatServer | None":
        """The server that the variables name; None when WIREGLOT_CHAT_URL is not set.

        :raises BadSettings: for an address, a key or a window that cannot be meant.
        """
        url = os.environ.get(URL, "").strip()
        if not url:
            return None
        key = os.environ.get(KEY, "").strip()
        if not re.fullmatch("[!-~]*", key):
            raise BadSettings(f"{KEY} holds spaces or letters that no key has; set it to the key alone.")
        return cls(_address(url), os.environ.get(MODEL, "").strip(), key, _window(os.environ.get(WINDOW, "").strip()))

    @property
    def headers(self) -> dict[str, str]:
        return {"Authorization": f"Bearer {self.key}"} if self.key else {}


@dataclass(frozen=True, slots=True)
class Message:
    """One turn of a conversation."""

    role: Literal["system", "user", "assistant"]
    content: str


def ask(
    server: ChatServer,
    messages: Sequence[Message],
    *,
    max_tokens: int,
    timeout: float = SECONDS_A_CALL,
    retries: int = RETRIES,
) -> Reply:
    """The answer to a conversation at temperature 0, whole.

    `timeout` is for all tries together, waiting included: seconds after which this ends in any case. A busy or
    broken server is asked up to `retries` times more, when it says so after its Retry-After.

    :raises ChatFailed: ServerFailed, RequestRefused or AnswerUnusable, as chat_errors.py draws them.
    """
    body = {
        "model": server.model,
        "messages": [asdict(message) for message in messages],
        "max_tokens": max_tokens,
        "temperature": 0,
        "stream": False,
    }
    until = time.monotonic() + timeout
    for attempt in range(retries + 1):
        met = _attempt(server, body, until)
        if isinstance(met, Response) and met.status not in PASSING:
            return _reply(server, met)
        wait = _pause(met, attempt)
        if attempt == retries or time.monotonic() + wait >= until:
            raise ServerFailed(_told(server, met)) from (met if isinstance(met, Broken) else None)
        time.sleep(wait)
    raise ValueError(f"retries must be 0 or more, met {retries}.")


def signature(server: ChatServer) -> str:
    """As "model:qwen3-8b": the model alone, because the same model answers the same at any address."""
    return "model:" + re.sub(r"[|\s]", "_", server.model)


def _attempt(server: ChatServer, body: object, until: float) -> Response | Broken:
    seconds = until - time.monotonic()
    if seconds <= 0:
        raise ServerLate(f"The chat server at {server.base_url} gave no answer in time.")
    try:
        return exchange(f"{server.base_url}/chat/completions", headers=server.headers, body=body, seconds=seconds)
    except Broken as error:
        return error


def _reply(server: ChatServer, response: Response) -> Reply:
    if response.status == 200:
        return chat_answers.read(response.body)
    about_it = response.status in ABOUT_THE_REQUEST
    raise (RequestRefused if about_it else ServerFailed)(_told(server, response))


def _told(server: ChatServer, met: Response | Broken) -> str:
    """What went wrong, with what the server says of it; should that hold the key, the key is taken out."""
    if isinstance(met, Broken):
        return str(met)
    said = chat_answers.complaint(met.body, secret=server.key)
    wait = chat_answers.seconds_to_wait(met.retry_after)
    asks = f" and asks to be left alone for {wait:.0f} s" if wait else ""
    return f"The chat server at {server.base_url} answered {met.status}{asks}" + (f": {said}" if said else ".")


def _pause(met: Response | Broken, attempt: int) -> float:
    asked = chat_answers.seconds_to_wait(met.retry_after) if isinstance(met, Response) else None
    return float(FIRST_WAIT * 2**attempt) if asked is None else asked


def _window(tokens: str) -> int:
    if not tokens:
        return USUAL_WINDOW
    if not re.fullmatch("[0-9]{4,9}", tokens) or int(tokens) < SMALLEST_WINDOW:
        raise BadSettings(f"{WINDOW} must be a number of tokens, {SMALLEST_WINDOW} or more; met {tokens[:20]!r}.")
    return int(tokens)


def _address(url: str) -> str:
    """The address in the one form that is used: http://host:port gets its /v1, a path to the end point loses it."""
    try:
        parts = urlsplit(url)
        fit = parts.scheme in ("http", "https") and bool(parts.hostname) and parts.port != 0
    except ValueError:
        fit = False
    if not fit or not url.isprintable() or " " in url:
        raise BadSettings(f"{URL} must be an address such as http://127.0.0.1:11434/v1; that is not what it holds.")
    if "@" in parts.netloc or parts.query or parts.fragment:
        raise BadSettings(f"{URL} must hold the address alone; a name, password or key goes into {KEY}.")
    path = parts.path.rstrip("/").removesuffix("/chat/completions") or "/v1"
    return f"{parts.scheme}://{parts.netloc}{path}"
