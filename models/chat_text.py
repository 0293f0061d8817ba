"""Text as a chat model is given it: languages by name, untrusted text within a fence, weighed against a window.

language    "Swedish (sv)"
fence       a line that no text between two of it can hold
sound       text that a message can carry
weigh       the length of a text as models count it, about
again       the conversation in which an answer that cannot be used is asked for once more
"""

import hashlib
import re
from collections.abc import Sequence

from wireglot.articles.languages import known_languages, language_name, parse_tag
from wireglot.models.chat import Message

_SURROGATES = re.compile("[\ud800-\udfff]")
# An answer that cannot be used is shown to the model again up to here: enough to see what is wrong with it.
ANSWER_CHARACTERS = 4000


def language(tag: str) -> str:
    """The language as the model is told it, "Swedish (sv)"; "" for one that has no name here."""
    parsed = parse_tag(tag)
    return f"{language_name(parsed.written)} ({tag})" if parsed.language in known_languages() else ""


def fence(text: str) -> str:
    """A line that is not in the text, the same for the same text: no article can end its own fence."""
    digest = hashlib.sha256(text.encode("utf-8")).hexdigest()
    marks = (f"=== TEXT {digest[start : start + 12]} ===" for start in range(len(digest)))
    return next(mark for mark in marks if mark not in text)


def sound(text: str) -> str:
    """The text with U+FFFD for each half of a surrogate pair, which no message can carry."""
    return _SURROGATES.sub("\ufffd", text)


def weigh(text: str) -> int:
    """The length of a text in Latin letters, about: an ideograph says as much as one and a half."""
    return max(len(text), len(text.encode("utf-8", "replace")) // 2)


def again(asked: Sequence[Message], answer: str, said: str) -> tuple[Message, ...]:
    """The same conversation with the answer that could not be used, and what is said to it."""
    return (*asked[:2], Message("assistant", answer[:ANSWER_CHARACTERS]), Message("user", said))
