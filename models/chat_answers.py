"""What a chat server sends back, read: the answer's text, its complaints, and how long it asks us to wait."""

import json
import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from typing import Any

from wireglot.models.chat_errors import AnswerCutOff, AnswerUnusable

# A block at the very start only: further on it may be what the answer speaks of. Some models' templates write the
# opening tag themselves, and the answer begins within the block: not where it begins as data do, of which the tag is
# then a part.
_REASONING = re.compile(r"<(think|thinking|reasoning)>.*?(?:</\1>|\Z)|(?![\[{`])(?:(?!<think>).)*?</think>", re.DOTALL)
_UNSEEN = re.compile(r"[\x00-\x1f\x7f-\x9f\u2028\u2029\ud800-\udfff]+")
_SURROGATES = re.compile("[\ud800-\udfff]")
# Enough for the sentence that says why, and a line on a screen.
COMPLAINT_CHARACTERS = 200


@dataclass(frozen=True, slots=True)
class Reply:
    """A whole answer: its text without reasoning blocks, why it ended, and the model as the server names it."""

    text: str
    finish_reason: str
    model: str


def read(body: bytes) -> Reply:
    """The reply in a body of /v1/chat/completions.

    :raises AnswerCutOff: when it ended at the token limit.
    :raises AnswerUnusable: when it is no such body.
    """
    answer = parsed(body)
    try:
        choice = answer["choices"][0]
        content = choice["message"]["content"]
        reason = choice.get("finish_reason") or ""
    except (KeyError, IndexError, TypeError, AttributeError) as error:
        raise AnswerUnusable("The chat server's answer lacks choices[0].message.content.") from error
    if reason == "length":
        raise AnswerCutOff("The chat server's answer ended at the token limit.")
    if reason == "content_filter":
        raise AnswerUnusable("The chat server's filter took the answer, or a part of it, away.")
    return Reply(without_reasoning(_text(content)), str(reason), str(answer.get("model") or ""))


def parsed(body: bytes) -> Any:
    """The JSON in a body.

    :raises AnswerUnusable: when it is none.
    """
    try:
        return json.loads(body)
    except (ValueError, RecursionError) as error:
        raise AnswerUnusable("The chat server's answer is not JSON.") from error


def without_reasoning(text: str) -> str:
    """The text without the block of reasoning that it begins with; a block that never ends is all there was."""
    text = text.strip()
    found = _REASONING.match(text)
    return text[found.end() :].strip() if found else text


def only_json(answer: str, begins: re.Pattern[str], *, alone: bool = False) -> Any:
    """The answer as JSON, or the only piece of it that begins so; None where there is none, or more than one.

    Some models put a word or a fence of Markdown around what they were asked for, which does no harm as long as it
    is clear what is meant. With `alone` it must be the whole answer.
    """
    decoder = json.JSONDecoder(strict=False)
    try:
        return decoder.decode(answer)
    except (ValueError, RecursionError):
        begin = None if alone else begins.search(answer)
    try:
        found, end = decoder.raw_decode(answer, begin.start()) if begin else (None, 0)
    except (ValueError, RecursionError):
        return None
    return None if begins.search(answer, end) else found


def complaint(body: bytes, *, secret: str = "") -> str:
    """What the body of an error says, in one short line; `secret` is taken out before anything is cut."""
    line = _UNSEEN.sub(" ", _said(body)).strip()
    return (line.replace(secret, "[the key]") if secret else line)[:COMPLAINT_CHARACTERS]


def _said(body: bytes) -> str:
    """The message of an error in the forms that servers give it; a plain text as it is, a web page not at all."""
    try:
        error = parsed(body)
    except AnswerUnusable:
        plain = body.decode("utf-8", "replace")
        return "" if "<html" in plain.lower() else plain
    for name in ("error", "message", "detail"):
        if isinstance(error, Mapping) and name in error:
            error = error[name]
    return error if isinstance(error, str) else ""


def seconds_to_wait(header: str) -> float | None:
    """The seconds that a Retry-After asks for, given as a number or as a date; None when it says nothing."""
    try:
        return max(0.0, float(header)) if header.strip().isascii() else None
    except ValueError:
        pass
    try:
        then = parsedate_to_datetime(header)
        return max(0.0, ((then if then.tzinfo else then.replace(tzinfo=UTC)) - datetime.now(UTC)).total_seconds())
    except (ValueError, OverflowError):  # no date, or a year past all calendars
        return None


def _text(content: object) -> str:
    """The content as text, which some servers send in parts; half a character becomes U+FFFD."""
    if isinstance(content, list):
        content = "".join(str(part.get("text", "")) for part in content if isinstance(part, Mapping))
    if not isinstance(content, str):
        raise AnswerUnusable("The chat server's answer holds no text.")
    return _SURROGATES.sub("\ufffd", content)
