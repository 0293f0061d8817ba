"""A batch of requests to one chat server, given up in time: when it is over, or when nothing good will come.

Limits    how much is asked at once and how long is waited
Batch     asks, remembers what went wrong, and asks no more when it is hopeless
"""

import time
from collections.abc import Sequence
from dataclasses import dataclass

from wireglot.models import chat
from wireglot.models.chat import ChatServer, Message
from wireglot.models.chat_errors import AnswerCutOff, ChatFailed, RequestRefused, ServerFailed, ServerLate

# After so many answers that cannot be used, and none that can, it is the model; after so many calls in a row that
# failed, it is the server.
FRUITLESS_AT_FIRST = 16
FAILED_IN_A_ROW = 3


@dataclass(frozen=True, slots=True)
class Limits:
    """How much is asked at once and how long is waited.

    weight      of a request: letters, counted as `chat_text.weigh` does
    seconds     for a call, and once more for all of them, whatever is asked
    pace        weight a second that comes on top, for both
    """

    weight: int
    seconds: float
    pace: float

    def seconds_for(self, weight: float) -> float:
        return self.seconds + weight / self.pace


@dataclass(slots=True)
class Batch:
    """One server until the time is up (`until`, of the monotonic clock) or it has failed too often.

    error       the last thing that went wrong
    too_long    the last request failed for its length, or the length of its answer: a smaller one may do
    """

    server: ChatServer
    limits: Limits
    until: float
    error: Exception | None = None
    too_long: bool = False
    answered: bool = False
    unusable: int = 0
    failed_in_a_row: int = 0

    @classmethod
    def of(cls, server: ChatServer, limits: Limits, weight: float) -> "Batch":
        """A batch that weighs so much in all; its time begins now."""
        return cls(server, limits, time.monotonic() + limits.seconds_for(weight))

    def renew(self, weight: float) -> None:
        """Time for so much more, from now on; what is known of the server stays."""
        self.until = time.monotonic() + self.limits.seconds_for(weight)

    def ask(self, messages: Sequence[Message], weight: float, tokens: int) -> str | None:
        """The text of one answer of at most `tokens`; None where there is none, or none is asked for any more."""
        self.too_long = False
        if self.hopeless():
            return None
        left = self.until - time.monotonic()
        if left <= 0:
            self.error = ServerLate("The chat server had not answered everything when the time was up.")
            return None
        try:
            timeout = min(left, self.limits.seconds_for(weight))
            reply = chat.ask(self.server, messages, max_tokens=tokens, timeout=timeout)
        except ChatFailed as error:
            self._failed(error)
            return None
        self.failed_in_a_row = 0
        return reply.text

    def used(self) -> None:
        """The last answer was of use."""
        self.answered = True

    def refused(self, fault: Exception) -> None:
        """The last answer could not be used."""
        self.error, self.unusable = fault, self.unusable + 1

    def hopeless(self) -> bool:
        """Whether asking on would only cost time."""
        if self.failed_in_a_row >= FAILED_IN_A_ROW:
            return True
        late = isinstance(self.error, ServerLate)
        return not self.answered and (late or self.unusable >= FRUITLESS_AT_FIRST)

    def _failed(self, error: ChatFailed) -> None:
        self.error = error
        self.too_long = isinstance(error, AnswerCutOff | RequestRefused)
        about_the_server = isinstance(error, ServerFailed)
        self.failed_in_a_row = self.failed_in_a_row + 1 if about_the_server else 0
        self.unusable += not about_the_server
