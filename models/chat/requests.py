"""Batches of requests to one chat server: safe messages, a second attempt with the fault named, and when to stop.

Untrusted text goes into a message between two lines that it does not contain (`fence`). Its length is estimated with
`text_weight`, since the tokenizer of the server's model is unknown.
"""

import hashlib
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import TypeVar

from wireglot.articles.languages import known_languages, language_name, parse_tag
from wireglot.models.chat.answers import UnusableAnswer
from wireglot.models.chat.client import ChatServer, Message, complete, report_failure
from wireglot.models.errors import ChatError, RequestRejected, ServerError, ServerTimeout, TruncatedAnswer

T = TypeVar("T")

# After so many unusable answers and no usable one, the model is the cause; after so many calls in a row that failed,
# the server is.
UNUSABLE_AT_FIRST = 8
FAILURES_IN_A_ROW = 3
# An unusable answer is shown to the model again up to here: enough to see what is wrong with it.
ANSWER_CHARACTERS = 4000


def language_label(tag: str) -> str:
    """Return the name of a language for a model, "Swedish (sv)"; "" for one without a name."""
    parsed = parse_tag(tag)
    return f"{language_name(parsed.written)} ({tag})" if parsed.language in known_languages() else ""


def fence(text: str) -> str:
    """Return a line that is not in the text, the same for the same text: no article can end its own fence."""
    digest = hashlib.sha256(text.encode("utf-8")).hexdigest()
    marks = (f"=== TEXT {digest[start : start + 12]} ===" for start in range(len(digest)))
    return next(mark for mark in marks if mark not in text)


def text_weight(text: str) -> int:
    """Return the approximate length in Latin letters: an ideograph counts as one and a half."""
    return max(len(text), len(text.encode("utf-8", "replace")) // 2)


def follow_up(messages: Sequence[Message], answer: str, correction: str) -> tuple[Message, ...]:
    """Return the first two messages, the unusable answer, and the correction."""
    return (*messages[:2], Message("assistant", answer[:ANSWER_CHARACTERS]), Message("user", correction))


@dataclass(frozen=True, slots=True)
class ChatLimits:
    """How much is asked for at once and how long to wait.

    weight      of one request, in the letters of `text_weight`
    seconds     for each call, and once more for the whole batch
    pace        weight per second that is allowed on top, for both
    """

    weight: int
    seconds: float
    pace: float

    def seconds_for(self, weight: float) -> float:
        return self.seconds + weight / self.pace


@dataclass(slots=True)
class ChatBatch:
    """Requests to one server until the deadline (monotonic clock) or until it has failed too often.

    error       the last problem
    too_long    the last request failed because of its length or its answer's: a smaller one may do
    reasons     the model writes its reasoning first, for which an answer needs more tokens
    answered    how many requests had an answer, of use or not
    """

    server: ChatServer
    limits: ChatLimits
    deadline: float
    error: Exception | None = None
    too_long: bool = False
    had_usable_answer: bool = False
    unusable: int = 0
    failed_in_a_row: int = 0
    answered: int = 0
    reasons: bool = False
    accepts_schema: bool = True

    @classmethod
    def start(cls, server: ChatServer, limits: ChatLimits, weight: float) -> "ChatBatch":
        """Return a batch of that total weight; its time begins now."""
        return cls(server, limits, time.monotonic() + limits.seconds_for(weight))

    def extend(self, weight: float) -> None:
        """Set a new deadline for that weight; what is known of the server is kept."""
        self.deadline = time.monotonic() + self.limits.seconds_for(weight)

    def ask(
        self, messages: Sequence[Message], weight: float, tokens: int, schema: Mapping[str, object] | None = None
    ) -> str | None:
        """Return one answer of at most `tokens`; None where the request failed or the batch has stopped.

        schema: the JSON Schema of the answer, which is sent unless the server has refused a request for it.
        """
        self.too_long = False
        if self.has_stopped():
            return None
        left = self.deadline - time.monotonic()
        if left <= 0:
            self.error = ServerTimeout("The chat server had not answered everything when the time was up.")
            return None
        try:
            timeout = min(left, self.limits.seconds_for(weight))
            answer = self._complete(messages, tokens, timeout, schema)
        except ChatError as error:
            self._count_failure(error)
            return None
        self.failed_in_a_row = 0
        self.answered += 1
        return answer

    def _complete(
        self, messages: Sequence[Message], tokens: int, timeout: float, schema: Mapping[str, object] | None
    ) -> str:
        """Return the answer; a rejected request is sent once more without the schema, which may be the cause."""
        if schema and self.accepts_schema:
            try:
                return complete(self.server, messages, max_tokens=tokens, timeout=timeout, schema=schema)
            except RequestRejected:
                answer = complete(self.server, messages, max_tokens=tokens, timeout=timeout)
            self.accepts_schema = False
            return answer
        return complete(self.server, messages, max_tokens=tokens, timeout=timeout)

    def ask_parsed(
        self,
        messages: Sequence[Message],
        weight: float,
        tokens: int,
        *,
        parse: Callable[[str], T],
        repeat: Callable[[str, str], Sequence[Message]],
        attempts: int = 2,
    ) -> T | None:
        """Return the first answer that can be parsed; None where there is none.

        `parse` raises UnusableAnswer. `repeat` then makes the messages of the next attempt from the unusable answer and
        its fault (see `follow_up`).
        """
        request = messages
        for _ in range(attempts):
            answer = self.ask(request, weight, tokens)
            if answer is None:
                return None
            try:
                parsed = parse(answer)
            except UnusableAnswer as fault:
                self.reject(fault)
                request = repeat(answer, str(fault))
            else:
                self.accept()
                return parsed
        return None

    def accept(self) -> None:
        """Record that the last answer was usable."""
        self.had_usable_answer = True

    def reject(self, fault: Exception) -> None:
        """Record that the last answer was not usable."""
        self.error, self.unusable = fault, self.unusable + 1

    def has_stopped(self) -> bool:
        """Return whether more requests would only cost time."""
        if self.failed_in_a_row >= FAILURES_IN_A_ROW:
            return True
        late = isinstance(self.error, ServerTimeout)
        return not self.had_usable_answer and (late or self.unusable >= UNUSABLE_AT_FIRST)

    def _count_failure(self, error: ChatError) -> None:
        self.error = error
        self.too_long = isinstance(error, RequestRejected)
        if isinstance(error, TruncatedAnswer):
            self.too_long = not error.at_limit
            self.reasons |= error.in_reasoning
        is_server = isinstance(error, ServerError)
        self.failed_in_a_row = self.failed_in_a_row + 1 if is_server else 0
        self.unusable += not is_server
        self.answered += not is_server
        if is_server and self.has_stopped():
            report_failure(self.server, error)
