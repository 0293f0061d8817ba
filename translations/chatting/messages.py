"""The messages that ask a chat model for numbered sentences, with the article's text fenced in as data.

The fence is made from the text and then looked for in it, so that no article can end its own fence; the text is
JSON besides, in which a line end is written `\\n`.
"""

import hashlib
import json
import re
import tomllib
from collections.abc import Sequence
from functools import cache
from pathlib import Path

from articles.tags import parse
from models.chat import Message

_DATA = Path(__file__).parent / "data"
_SURROGATES = re.compile("[\ud800-\udfff]")
# An answer that cannot be used is shown to the model again up to here: enough to see what is wrong with it.
ANSWER_CHARACTERS = 4000


def language(tag: str) -> str:
    """The language as the model is told it, "Swedish (sv)"; "" for one that has no name here."""
    name = _table("names").get(parse(tag).written, "")
    return f"{name} ({tag})" if name else ""


def request(sentences: Sequence[str], source: str, target: str) -> tuple[Message, ...]:
    """The conversation that asks for these sentences, numbered from 1."""
    numbered = [{"n": n, "text": sound(text)} for n, text in enumerate(sentences, 1)]
    listed = ",\n".join(json.dumps(one, ensure_ascii=False) for one in numbered)
    mark = fence(listed)
    return (
        Message("system", _system(source, target, mark)),
        Message("user", _table("prompt")["user"].format(fence=mark, sentences=f"[{listed}]").strip()),
    )


def again(asked: Sequence[Message], answer: str, fault: str, count: int) -> tuple[Message, ...]:
    """The same conversation with the answer that could not be used, and what is wrong with it."""
    mark = asked[1].content.partition("\n")[0]
    said = _table("prompt")["again"].format(fault=fault, count=count, fence=mark).strip()
    return (*asked[:2], Message("assistant", answer[:ANSWER_CHARACTERS]), Message("user", said))


def fence(text: str) -> str:
    """A line that is not in the text, the same for the same text."""
    digest = hashlib.sha256(text.encode("utf-8")).hexdigest()
    marks = (f"=== TEXT {digest[start : start + 12]} ===" for start in range(len(digest)))
    return next(mark for mark in marks if mark not in text)


def digest(source: str, target: str) -> str:
    """Eight hex digits of all that the model is told beside the text, for one pair."""
    told = _system(source, target, "") + _table("prompt")["user"] + _table("prompt")["again"]
    return hashlib.sha256(told.encode("utf-8")).hexdigest()[:8]


def sound(text: str) -> str:
    """The text with U+FFFD for each half of a surrogate pair, which no message can carry."""
    return _SURROGATES.sub("\ufffd", text)


def _system(source: str, target: str, mark: str) -> str:
    prompt = _table("prompt")["system"]
    return prompt.format(source=language(source), target=language(target), fence=mark).strip()


@cache
def _table(name: str) -> dict[str, str]:
    return {key: str(value) for key, value in tomllib.loads((_DATA / f"{name}.toml").read_text("utf-8")).items()}
