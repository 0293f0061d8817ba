"""The messages to a chat model: numbered sentences, fenced in as data, and its answer read as numbered translations.

The fence is made from the text and then looked for in it (models/chat/requests.py), so that no article can end its own
fence; the text is JSON besides, in which a line end is written `\\n`.

Expected is a JSON array of {"n": ..., "text": ...}; lines "1. ..." are read too. An answer counts only when every
number is in it exactly once: where a number is missing or twice, nothing shows which sentence was lost.
"""

import hashlib
import json
import re
import tomllib
from collections import Counter
from collections.abc import Sequence
from functools import cache
from pathlib import Path
from typing import Any

from wireglot.models import chat
from wireglot.models.chat import Message, UnusableAnswer, extract_json, fence, language_label, replace_surrogates

# Where an array of objects begins.
_ARRAY = re.compile(r"\[\s*\{")
_LINE = re.compile(r"\s*(\d{1,4})[.):]\s+(\S.*)")
_NUMBER = re.compile(r"\s*\d{1,4}[.):]")
_MAX_NAMED = 5  # wrong numbers that are named

_NumberedTexts = list[tuple[int, str]]


class InvalidNumbering(UnusableAnswer):
    """Why an answer cannot be used, as a part of a sentence that the model is given."""


def request(sentences: Sequence[str], source: str, target: str) -> tuple[Message, ...]:
    """Return the conversation that asks for the translation of these sentences, numbered from 1."""
    numbered = [{"n": n, "text": replace_surrogates(text)} for n, text in enumerate(sentences, 1)]
    listed = ",\n".join(json.dumps(entry, ensure_ascii=False) for entry in numbered)
    mark = fence(listed)
    return (
        Message("system", _system(source, target, mark)),
        Message("user", _prompt()["user"].format(fence=mark, sentences=f"[{listed}]").strip()),
    )


def repeated_request(asked: Sequence[Message], answer: str, fault: str, count: int) -> tuple[Message, ...]:
    """Return the same conversation with the answer that could not be used, and what is wrong with it."""
    mark = asked[1].content.partition("\n")[0]
    return chat.follow_up(asked, answer, _prompt()["again"].format(fault=fault, count=count, fence=mark).strip())


def prompt_digest(source: str, target: str) -> str:
    """Return eight hex digits of the prompts of one pair."""
    prompt = _system(source, target, "") + _prompt()["user"] + _prompt()["again"]
    return hashlib.sha256(prompt.encode("utf-8")).hexdigest()[:8]


def read_answer(answer: str, sentences: Sequence[str]) -> tuple[str | None, ...]:
    """Return one translation for each sentence of the request, in their order; None where the model left it empty.

    Raises:
        InvalidNumbering: When the answer does not give every number exactly once.
    """
    numbered = _read_array(answer, sentences) or _read_lines(answer, sentences)
    if numbered is None:
        raise InvalidNumbering("it is not a JSON array of objects with n and text")
    _check_numbers(Counter(number for number, _ in numbered), len(sentences))
    texts = dict(numbered)
    return tuple(replace_surrogates(texts[n]).strip() or None for n in range(1, len(sentences) + 1))


def _system(source: str, target: str, mark: str) -> str:
    return _prompt()["system"].format(source=language_label(source), target=language_label(target), fence=mark).strip()


@cache
def _prompt() -> dict[str, str]:
    table = tomllib.loads((Path(__file__).parent / "data" / "prompt.toml").read_text("utf-8"))
    return {key: str(value) for key, value in table.items()}


def _check_numbers(given: Counter[int], count: int) -> None:
    expected = set(range(1, count + 1))
    faults = [
        _named_numbers("missing", expected - given.keys()),
        _named_numbers("given more than once", {number for number, times in given.items() if times > 1}),
        _named_numbers("not asked for", given.keys() - expected),
    ]
    if any(faults):
        raise InvalidNumbering("; ".join((f"it gives {given.total()} for {count} sentences", *filter(None, faults))))


def _named_numbers(what: str, numbers: set[int]) -> str:
    """As "number 3 is missing"; of many only the first few are named."""
    if not numbers:
        return ""
    named = ", ".join(str(number) for number in sorted(numbers)[:_MAX_NAMED])
    more = ", ..." if len(numbers) > _MAX_NAMED else ""
    return f"number {named} is {what}" if len(numbers) == 1 else f"numbers {named}{more} are {what}"


def _read_array(answer: str, sentences: Sequence[str]) -> _NumberedTexts | None:
    """The numbered texts of a JSON array, or of the only array or object in its place; None when there is none.

    It must be the whole answer where a sentence contains an array itself: the one in the answer may be that.
    """
    found = extract_json(answer, _ARRAY, whole=any(map(_ARRAY.search, sentences)))
    if isinstance(found, dict):
        inner = [value for value in found.values() if isinstance(value, list)]
        found = inner[0] if len(found) == len(inner) == 1 else [found]
    entries = [_read_entry(entry) for entry in found] if isinstance(found, list) else []
    return [entry for entry in entries if entry] if entries and all(entries) else None


def _read_entry(entry: Any) -> tuple[int, str] | None:
    if not isinstance(entry, dict) or not isinstance(entry.get("text"), str):
        return None
    number = entry.get("n")
    if isinstance(number, str) and re.fullmatch(r"[0-9]{1,4}", number):
        number = int(number)
    return (number, entry["text"]) if isinstance(number, int) and not isinstance(number, bool) else None


def _read_lines(answer: str, sentences: Sequence[str]) -> _NumberedTexts | None:
    """The texts of lines that are all numbered; not where a sentence begins with a number itself or has lines.

    "1. May is a holiday." may be number 1, "May is a holiday.", or the translation of "1. Mai ist frei."
    """
    lines = [_LINE.fullmatch(line) for line in answer.splitlines() if line.strip()]
    unclear = any(_NUMBER.match(sentence) or sentence.splitlines() != [sentence] for sentence in sentences)
    if unclear or not lines or not all(lines):
        return None
    return [(int(line[1]), line[2]) for line in lines if line]
