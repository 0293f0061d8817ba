"""The messages that ask a chat model for numbered sentences, with the article's text fenced in as data.

The fence is made from the text and then looked for in it (models/chat/requests.py), so that no article can end its own
fence; the text is JSON besides, in which a line end is written `\\n`.
"""

import hashlib
import json
import tomllib
from collections.abc import Sequence
from functools import cache
from pathlib import Path

from wireglot.models import chat
from wireglot.models.chat import Message, fence, language_label, replace_surrogates

_DATA = Path(__file__).parent / "data"


def request(sentences: Sequence[str], source: str, target: str) -> tuple[Message, ...]:
    """The conversation that asks for these sentences, numbered from 1."""
    numbered = [{"n": n, "text": replace_surrogates(text)} for n, text in enumerate(sentences, 1)]
    listed = ",\n".join(json.dumps(one, ensure_ascii=False) for one in numbered)
    mark = fence(listed)
    return (
        Message("system", _system(source, target, mark)),
        Message("user", _prompt()["user"].format(fence=mark, sentences=f"[{listed}]").strip()),
    )


def again(asked: Sequence[Message], answer: str, fault: str, count: int) -> tuple[Message, ...]:
    """The same conversation with the answer that could not be used, and what is wrong with it."""
    mark = asked[1].content.partition("\n")[0]
    return chat.follow_up(asked, answer, _prompt()["again"].format(fault=fault, count=count, fence=mark).strip())


def digest(source: str, target: str) -> str:
    """Eight hex digits of all that the model is told beside the text, for one pair."""
    told = _system(source, target, "") + _prompt()["user"] + _prompt()["again"]
    return hashlib.sha256(told.encode("utf-8")).hexdigest()[:8]


def _system(source: str, target: str, mark: str) -> str:
    return _prompt()["system"].format(source=language_label(source), target=language_label(target), fence=mark).strip()


@cache
def _prompt() -> dict[str, str]:
    return {key: str(value) for key, value in tomllib.loads((_DATA / "prompt.toml").read_text("utf-8")).items()}
