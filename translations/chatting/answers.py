"""A chat model's answer read as numbered sentences, or the fault that makes it unusable.

Wanted is a JSON array of {"n": ..., "text": ...}; lines "1. ..." are read too. An answer counts only when every
number stands there exactly once: where one is missing or twice, nobody knows which sentence got lost in which.
"""

import re
from collections import Counter
from collections.abc import Sequence
from typing import Any

from wireglot.models.chat import extract_json, replace_surrogates

# Where an array of objects begins.
_ARRAY = re.compile(r"\[\s*\{")
_LINE = re.compile(r"\s*(\d{1,4})[.):]\s+(\S.*)")
_NUMBER = re.compile(r"\s*\d{1,4}[.):]")

Numbered = list[tuple[int, str]]


class Fault(Exception):
    """Why an answer cannot be used, as a part of a sentence that the model is told."""


def read(answer: str, sentences: Sequence[str]) -> tuple[str | None, ...]:
    """One translation for each sentence that was asked, in their order; None where the model left it empty.

    :raises Fault: when the answer does not give every number exactly once.
    """
    numbered = _array(answer, sentences) or _lines(answer, sentences)
    if numbered is None:
        raise Fault("it is not a JSON array of objects with n and text")
    _check(Counter(number for number, _ in numbered), len(sentences))
    texts = dict(numbered)
    return tuple(replace_surrogates(texts[n]).strip() or None for n in range(1, len(sentences) + 1))


def _check(given: Counter[int], count: int) -> None:
    wanted = set(range(1, count + 1))
    faults = [
        _counted("missing", wanted - given.keys()),
        _counted("given more than once", {number for number, times in given.items() if times > 1}),
        _counted("not asked for", given.keys() - wanted),
    ]
    if any(faults):
        met = f"it gives {given.total()} for {count} sentences"
        raise Fault("; ".join((met, *filter(None, faults))))


def _counted(what: str, numbers: set[int]) -> str:
    """As "number 3 is missing"; of many only the first few are named."""
    if not numbers:
        return ""
    named = ", ".join(str(number) for number in sorted(numbers)[:5])
    more = ", ..." if len(numbers) > 5 else ""
    return f"number {named} is {what}" if len(numbers) == 1 else f"numbers {named}{more} are {what}"


def _array(answer: str, sentences: Sequence[str]) -> Numbered | None:
    """The numbered texts of a JSON array, or of the one array or object in its place; None when it is no such.

    It must be the whole answer where a sentence holds an array itself: the one within may be that.
    """
    found = extract_json(answer, _ARRAY, whole=any(map(_ARRAY.search, sentences)))
    if isinstance(found, dict):
        inner = [value for value in found.values() if isinstance(value, list)]
        found = inner[0] if len(found) == len(inner) == 1 else [found]
    numbered = [_one(item) for item in found] if isinstance(found, list) else []
    return [one for one in numbered if one] if numbered and all(numbered) else None


def _one(item: Any) -> tuple[int, str] | None:
    if not isinstance(item, dict) or not isinstance(item.get("text"), str):
        return None
    number = item.get("n")
    if isinstance(number, str) and re.fullmatch(r"[0-9]{1,4}", number):
        number = int(number)
    return (number, item["text"]) if isinstance(number, int) and not isinstance(number, bool) else None


def _lines(answer: str, sentences: Sequence[str]) -> Numbered | None:
    """The texts of lines that are all numbered; not where a sentence begins with a number itself or has lines.

    "1. May is a holiday." may be number 1, "May is a holiday.", or what a model made of "1. Mai ist frei."
    """
    lines = [line for line in answer.splitlines() if line.strip()]
    found = [_LINE.fullmatch(line) for line in lines]
    unclear = any(_NUMBER.match(sentence) or sentence.splitlines() != [sentence] for sentence in sentences)
    if unclear or not lines or not all(found):
        return None
    return [(int(line[1]), line[2]) for line in found if line]
