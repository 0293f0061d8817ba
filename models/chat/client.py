"""A client for chat servers that speak OpenAI's /v1/chat/completions, such as llama.cpp, Ollama and vLLM.

No client library is used: it is one request, and what matters here (a time limit on every call, a key that is never
shown, refusal of truncated answers) is what such libraries leave to their users.

httpx limits each read and not the whole: a server that sends one byte a second would be read for ever. asyncio.timeout
limits everything, the name look-up included. The event loop runs in a thread of its own, so that the callers need not
be asynchronous and may themselves run inside an event loop (notebooks, Prefect).

Whether a server is available is asked once and remembered: for a minute that it is, for longer that it is not.
"""

import json
import os
import re
import threading
import time
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, field
from functools import cache
from typing import TYPE_CHECKING, Any, Literal
from urllib.parse import urlsplit

from wireglot.models.chat.answers import error_message, parse_body, read_reply, seconds_to_wait
from wireglot.models.errors import (
    ChatError,
    ConnectionFailed,
    InvalidSettings,
    MalformedResponse,
    RequestRejected,
    ServerError,
    ServerTimeout,
)

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


# One HTTP exchange

# Far above any honest answer: 4,000 tokens are 20 kB.
MAX_BYTES = 8_000_000
LOOPBACK = ("localhost", "127.0.0.1", "::1")


@dataclass(frozen=True, slots=True)
class Response:
    """A complete response; `retry_after` is the header's text, "" without one."""

    status: int
    retry_after: str
    body: bytes


def exchange(url: str, *, headers: Mapping[str, str], body: object | None, seconds: float) -> Response:
    """GET the address, or POST `body` as JSON where there is one; takes at most `seconds`.

    Redirects are not followed: the key in the headers is meant for this server.

    Raises:
        ConnectionFailed: The connection could not be made, or it broke.
        ServerTimeout: The response was not complete within `seconds`.
        MalformedResponse: The response has more than MAX_BYTES.
    """
    import asyncio

    import httpx

    content = None if body is None else json.dumps(body, ensure_ascii=False).encode("utf-8", "replace")
    request = _exchange(url, dict(headers), content, seconds, _certificates())
    try:
        return asyncio.run_coroutine_threadsafe(request, _event_loop(os.getpid())).result()
    except TimeoutError as error:
        raise ServerTimeout(f"The chat server at {url} gave no answer within {seconds:.0f} s.") from error
    except (httpx.HTTPError, httpx.InvalidURL, OSError) as error:
        problem = "cannot be reached" if isinstance(error, httpx.ConnectError) else "closed the connection early"
        raise ConnectionFailed(f"The chat server at {url} {problem} ({type(error).__name__}).") from error


async def _exchange(
    url: str, headers: dict[str, str], content: bytes | None, seconds: float, certificates: Any
) -> Response:
    import asyncio

    import httpx

    method = "GET" if content is None else "POST"
    headers |= {} if content is None else {"Content-Type": "application/json"}
    # A proxy named in the environment cannot reach this machine's own addresses.
    proxies = urlsplit(url).hostname not in LOOPBACK
    async with (
        asyncio.timeout(seconds),
        httpx.AsyncClient(timeout=None, trust_env=proxies, verify=certificates) as client,
        client.stream(method, url, headers=headers, content=content) as response,
    ):
        received = bytearray()
        async for chunk in response.aiter_bytes():
            received += chunk
            if len(received) > MAX_BYTES:
                raise MalformedResponse(f"The chat server's answer has more than {MAX_BYTES:,} bytes.")
        return Response(response.status_code, response.headers.get("Retry-After", ""), bytes(received))


@cache
def _event_loop(_process: int) -> "asyncio.AbstractEventLoop":
    """Return the event loop of this process, running in a daemon thread; a forked process starts its own."""
    import asyncio

    loop = asyncio.new_event_loop()
    threading.Thread(target=loop.run_forever, daemon=True, name="chat requests").start()
    return loop


@cache
def _certificates() -> Any:
    """Return the trusted certificates, read once: reading them takes longer than a short answer."""
    import httpx

    return httpx.create_ssl_context()


# A conversation


def complete(
    server: ChatServer,
    messages: Sequence[Message],
    *,
    max_tokens: int,
    schema: Mapping[str, object] | None = None,
    timeout: float = CALL_SECONDS,
    retries: int = RETRIES,
) -> str:
    """Return the complete answer to a conversation, at temperature 0.

    Args:
        schema: The JSON Schema of the answer, which servers follow that know `response_format`.
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
        **(_response_format(schema) if schema else {}),
    }
    deadline = time.monotonic() + timeout
    for attempt in range(retries + 1):
        result = _attempt(server, body, deadline)
        if isinstance(result, Response) and result.status not in RETRY_STATUSES:
            return _reply(server, result, max_tokens)
        wait = _wait_seconds(result, attempt)
        if attempt == retries or time.monotonic() + wait >= deadline:
            cause = result if isinstance(result, ConnectionFailed) else None
            raise ServerError(_problem(server, result)) from cause
        time.sleep(wait)
    raise ValueError(f"retries must be 0 or more, but is {retries}.")


def _response_format(schema: Mapping[str, object]) -> dict[str, object]:
    named = {"name": "answer", "strict": True, "schema": schema}
    return {"response_format": {"type": "json_schema", "json_schema": named}}


def _attempt(server: ChatServer, body: object, deadline: float) -> Response | ConnectionFailed:
    seconds = deadline - time.monotonic()
    if seconds <= 0:
        raise ServerTimeout(f"The chat server at {server.base_url} gave no answer in time.")
    try:
        return exchange(f"{server.base_url}/chat/completions", headers=server.headers, body=body, seconds=seconds)
    except ConnectionFailed as error:
        return error


def _reply(server: ChatServer, response: Response, max_tokens: int) -> str:
    if response.status == 200:
        return read_reply(response.body, max_tokens)
    if response.status in REQUEST_STATUSES:
        raise RequestRejected(_problem(server, response))
    error = ServerError(_problem(server, response))
    report_failure(server, error)  # a refused key or model is refused again
    raise error


def _problem(server: ChatServer, result: Response | ConnectionFailed) -> str:
    """Say what went wrong, with the server's own message; a key that it contains is taken out."""
    if isinstance(result, ConnectionFailed):
        return str(result)
    message = error_message(result.body, secret=server.key)
    wait = seconds_to_wait(result.retry_after)
    asks = f" and asks to wait for {wait:.0f} s" if wait else ""
    return f"The chat server at {server.base_url} answered {result.status}{asks}" + (f": {message}" if message else ".")


def _wait_seconds(result: Response | ConnectionFailed, attempt: int) -> float:
    asked = seconds_to_wait(result.retry_after) if isinstance(result, Response) else None
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


if TYPE_CHECKING:
    import asyncio  # 30 ms that a run without a chat server does not need


# Availability

# A server on this machine or a good connection answers in a tenth of this; a run should not wait longer to learn that
# there is none.
CHECK_SECONDS = 3.0
REMEMBERED_SECONDS = 60.0
# A server that does not answer costs CHECK_SECONDS at each check. A run begins by forgetting it (clear_availability),
# and then asks again so seldom that its articles do not wait.
FAULT_REMEMBERED_SECONDS = 900.0
# Articles for which a model's answers were of no use, and their share of all, before it is skipped. A model that fails
# every other time fails the first five times in 3 of 100 runs, and hardly ever reaches the share later.
UNFIT_ARTICLES, UNFIT_SHARE = 5, 0.8

# When a server was checked, and what was wrong with it: "" for nothing.
_results: dict[ChatServer, tuple[float, str]] = {}
# For how many articles of this run the answers of a server's model were of use for a task, and for how many not.
_outcomes: dict[tuple[ChatServer, str], tuple[int, int]] = {}
_lock = threading.Lock()


def available_server() -> ChatServer | None:
    """Return the server that the variables name, when it is available; `server_fault` says why it is not."""
    try:
        server = ChatServer.from_environment()
    except InvalidSettings:
        return None
    return server if server is not None and is_available(server) else None


def server_fault() -> str:
    """Return why the chat server that the variables name cannot be used; "" when it can, or none is named.

    A variable without those that belong to it names a server as well, half of it.
    """
    try:
        server = ChatServer.from_environment()
    except InvalidSettings as error:
        return str(error)
    if server is None:
        alone = [name for name in (MODEL, KEY, WINDOW) if os.environ.get(name, "").strip()]
        return f"{', '.join(alone)}: set without {URL}. To use a chat server, run: {SETUP_HINT}" if alone else ""
    return _fault(server, CHECK_SECONDS)


def is_available(server: ChatServer, *, seconds: float = CHECK_SECONDS) -> bool:
    """Return whether the server lists the model, or answers one token with it, within `seconds`."""
    return not _fault(server, seconds)


def report_failure(server: ChatServer, error: Exception) -> None:
    """Remember that the server stopped answering, so that nobody else waits for it."""
    with _lock:
        _results[server] = (time.monotonic(), str(error))


def report_outcome(server: ChatServer, task: str, *, is_useful: bool) -> None:
    """Count an article for which the server's model has answered, and whether the answers were of use."""
    with _lock:
        useful, useless = _outcomes.get((server, task), (0, 0))
        _outcomes[server, task] = (useful + is_useful, useless + (not is_useful))


def unfit_reason(server: ChatServer, task: str) -> str:
    """Return why the server's model is not to be asked again in this run, as a phrase; "" when it is."""
    useful, useless = _outcomes.get((server, task), (0, 0))
    if useless < UNFIT_ARTICLES or useless < UNFIT_SHARE * (useful + useless):
        return ""
    return (
        f"the model is skipped for the rest of the run, since nothing that it wrote for {useless} articles can be used"
    )


def clear_availability() -> None:
    """Forget all results, so that the next call checks again."""
    with _lock:
        _results.clear()
        _outcomes.clear()


def _fault(server: ChatServer, seconds: float) -> str:
    """Return what is wrong with the server, "" for nothing: as remembered, or by a check within `seconds`."""
    if not server.model:
        return f"{URL} is set without {MODEL}. To use a chat server, run: {SETUP_HINT}"
    with _lock:  # one check, also when many threads ask
        checked, fault = _results.get(server, (float("-inf"), ""))
        if time.monotonic() - checked > (FAULT_REMEMBERED_SECONDS if fault else REMEMBERED_SECONDS):
            fault = _check(server, seconds)
            _results[server] = (time.monotonic(), fault)
        return fault


def _check(server: ChatServer, seconds: float) -> str:
    deadline = time.monotonic() + seconds
    try:
        return "" if _lists_model(server, deadline) else _answer_fault(server, deadline)
    except ServerTimeout:
        return f"The chat server at {server.base_url} gave no answer within {seconds:.0f} s."
    except ChatError as error:
        return str(error)


def _lists_model(server: ChatServer, deadline: float) -> bool:
    response = _request(server, "models", None, deadline)
    if response.status != 200:
        return False
    try:
        return server.model in [model["id"] for model in parse_body(response.body)["data"]]
    except (MalformedResponse, KeyError, TypeError):
        return False


def _answer_fault(server: ChatServer, deadline: float) -> str:
    """Return why the shortest request is not accepted, "" when it is: some servers list no models, or other names."""
    body = {"model": server.model, "messages": [{"role": "user", "content": "1"}], "max_tokens": 1, "stream": False}
    response = _request(server, "chat/completions", body, deadline)
    return "" if response.status == 200 else _problem(server, response)


def _request(server: ChatServer, path: str, body: Any, deadline: float) -> Response:
    seconds = deadline - time.monotonic()
    return exchange(f"{server.base_url}/{path}", headers=server.headers, body=body, seconds=seconds)
