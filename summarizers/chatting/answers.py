"""A chat model's answer read: the sentences of each summary with the numbers they rest on, or why it is of no use.

Wanted is {"short": [{"text": ..., "sentences": [1, 4]}], "long": [...]}; a fence of Markdown or a word around it does
no harm. Each of the two counts for itself: one that can be used is kept, and only the other is asked for again.
"""

import re
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from typing import Any

from wireglot.models.chat import extract_json, replace_surrogates
from wireglot.summarizers.writing import Length

_OBJECT = re.compile(r'\{\s*"')
_CONTROL = re.compile(r"[\x00-\x1f\x7f-\x9f\u2028\u2029]+")
_DIGITS = re.compile(r"[0-9]{1,6}")


class Unusable(Exception):
    """Why an answer cannot be used, as a part of a sentence that the model is told; never words of the answer."""


@dataclass(frozen=True, slots=True)
class Said:
    """A sentence of a summary and the numbers of those it rests on, rising, at least one."""

    words: str
    numbers: tuple[int, ...]


Summary = tuple[Said, ...]


def read(answer: str, lengths: Sequence[Length], known: Collection[int]) -> dict[Length, Summary | Unusable]:
    """Each summary that was asked for, or what is wrong with it; `known` are the numbers that were shown."""
    found = extract_json(answer, _OBJECT)
    if not isinstance(found, dict):
        return dict.fromkeys(lengths, Unusable("it is not one JSON object"))
    return {length: _summary(found, length, known) for length in lengths}


def read_choice(answer: str, known: Collection[int]) -> tuple[int, ...]:
    """The numbers in {"sentences": [12, 3]}, as they stand there, each once.

    :raises Unusable: when it is no such object, names none, or one that was not shown.
    """
    found = extract_json(answer, _OBJECT)
    if not isinstance(found, dict):
        raise Unusable("it is not one JSON object")
    return tuple(dict.fromkeys(_numbers(found.get("sentences"), "the answer", known)))


def _summary(found: dict[str, Any], length: Length, known: Collection[int]) -> Summary | Unusable:
    given = found.get(length)
    if not isinstance(given, list) or not given:
        return Unusable(f'"{length}" is missing or is no list of objects')
    try:
        return tuple(_said(one, f'"{length}"', known) for one in given)
    except Unusable as why:
        return why


def _said(one: Any, where: str, known: Collection[int]) -> Said:
    if not isinstance(one, dict) or not isinstance(one.get("text"), str):
        raise Unusable(f'in {where} an object has no "text"')
    words = " ".join(_CONTROL.sub(" ", replace_surrogates(one["text"])).split())
    if not words:
        raise Unusable(f'in {where} a "text" is empty')
    return Said(words, tuple(sorted(set(_numbers(one.get("sentences"), where, known)))))


def _numbers(given: Any, where: str, known: Collection[int]) -> list[int]:
    numbers = [_number(one) for one in given] if isinstance(given, list) else []
    if not numbers or None in numbers:
        raise Unusable(f'in {where} "sentences" is no list of numbers')
    strange = [number for number in numbers if number not in known]
    if strange:
        raise Unusable(f"in {where} there is no sentence {strange[0]}")
    return [number for number in numbers if number is not None]


def _number(one: Any) -> int | None:
    if isinstance(one, str) and _DIGITS.fullmatch(one.strip()):
        return int(one)
    return one if isinstance(one, int) and not isinstance(one, bool) else None
