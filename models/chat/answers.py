"""Reading what a chat server sends: the answer's text, JSON in it, error messages, and how long to wait."""

import json
import re
from collections.abc import Mapping
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from typing import Any

from wireglot.models.errors import MalformedResponse, TruncatedAnswer

# A block at the very start only: further on, the answer may be about such a tag. The templates of some models write
# the opening tag themselves, and the answer begins within the block; not where it begins as JSON or code does, of
# which the tag is then a part.
_REASONING = re.compile(r"<(think|thinking|reasoning)>.*?(?:</\1>|\Z)|(?![\[{`])(?:(?!<think>).)*?</think>", re.DOTALL)
_CONTROLS = re.compile(r"[\x00-\x1f\x7f-\x9f\u2028\u2029\ud800-\udfff]+")
_SURROGATES = re.compile("[\ud800-\udfff]")
# Enough for the sentence that says why: a line on a screen.
ERROR_CHARACTERS = 200


class UnusableAnswer(Exception):
    """An answer with text that is not what was asked for; the message is part of a sentence for the model."""


def read_reply(body: bytes, max_tokens: int) -> str:
    """Return the complete answer in a response of /v1/chat/completions, without reasoning.

    max_tokens: how many were allowed.

    Raises:
        TruncatedAnswer: The answer ended at the token limit.
        MalformedResponse: It is no such response.
    """
    answer = parse_body(body)
    try:
        choice = answer["choices"][0]
        content = choice["message"]["content"]
        reason = choice.get("finish_reason")
    except (KeyError, IndexError, TypeError, AttributeError) as error:
        raise MalformedResponse("The chat server's answer lacks choices[0].message.content.") from error
    if reason == "length":
        raise TruncatedAnswer(
            "The chat server's answer ended at the token limit.",
            at_limit=_tokens(answer) >= max_tokens,
            in_reasoning=_is_reasoning(choice["message"]),
        )
    if reason == "content_filter":
        raise MalformedResponse("The chat server's filter removed the answer, or a part of it.")
    return remove_reasoning(_text(content))


def _tokens(answer: Any) -> int:
    """Return how many tokens the server has counted in its answer; 0 where it does not say."""
    usage = answer.get("usage")
    count = usage.get("completion_tokens") if isinstance(usage, Mapping) else None
    return count if isinstance(count, int) else 0


def _is_reasoning(message: Mapping[str, Any]) -> bool:
    """Whether nothing but reasoning was written: in a field of its own, or in a block that never ends."""
    content = message.get("content")
    if not content:
        return bool(message.get("reasoning_content") or message.get("reasoning"))
    return isinstance(content, str) and not remove_reasoning(content)


def parse_body(body: bytes) -> Any:
    """Return the JSON of a response. Raises MalformedResponse."""
    try:
        return json.loads(body)
    except (ValueError, RecursionError) as error:
        raise MalformedResponse("The chat server's answer is not JSON.") from error


def remove_reasoning(text: str) -> str:
    """Return the text without the block of reasoning that it begins with; "" when the block never ends."""
    text = text.strip()
    block = _REASONING.match(text)
    return text[block.end() :].strip() if block else text


def extract_json(answer: str, start: re.Pattern[str], *, whole: bool = False) -> Any:
    """Return the answer as JSON, or the only part that begins with `start`; None where there is none, or several.

    Some models put a word or a Markdown fence around what they were asked for, which does no harm as long as the
    meaning is clear. With `whole` the JSON must be the entire answer.
    """
    decoder = json.JSONDecoder(strict=False)
    try:
        return decoder.decode(answer)
    except (ValueError, RecursionError):
        begin = None if whole else start.search(answer)
    try:
        value, end = decoder.raw_decode(answer, begin.start()) if begin else (None, 0)
    except (ValueError, RecursionError):
        return None
    return None if start.search(answer, end) else value


def replace_surrogates(text: str) -> str:
    """Return the text with U+FFFD for each half of a surrogate pair, which no message can carry."""
    return _SURROGATES.sub("\ufffd", text)


def error_message(body: bytes, *, secret: str = "") -> str:
    """Return the message of an error response in one short line; `secret` is taken out before anything is cut."""
    line = _CONTROLS.sub(" ", _error_text(body)).strip()
    return (line.replace(secret, "[the key]") if secret else line)[:ERROR_CHARACTERS]


def _error_text(body: bytes) -> str:
    """Return the message in any of the forms in use; a plain text as it is, "" for a web page."""
    try:
        error = parse_body(body)
    except MalformedResponse:
        plain = body.decode("utf-8", "replace")
        return "" if "<html" in plain.lower() else plain
    for name in ("error", "message", "detail"):
        if isinstance(error, Mapping) and name in error:
            error = error[name]
    return error if isinstance(error, str) else ""


def seconds_to_wait(header: str) -> float | None:
    """Return the seconds of a Retry-After, given as a number or as a date; None when it has neither."""
    try:
        return max(0.0, float(header)) if header.strip().isascii() else None
    except ValueError:
        pass
    try:
        time = parsedate_to_datetime(header)
        return max(0.0, ((time if time.tzinfo else time.replace(tzinfo=UTC)) - datetime.now(UTC)).total_seconds())
    except (ValueError, OverflowError):  # no date, or a year outside the calendar
        return None


def _text(content: object) -> str:
    """Return the content as text, which some servers send in parts."""
    if isinstance(content, list):
        content = "".join(str(part.get("text", "")) for part in content if isinstance(part, Mapping))
    if not isinstance(content, str):
        raise MalformedResponse("The chat server's answer contains no text.")
    return replace_surrogates(content)
