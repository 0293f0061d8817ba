"""Messages to a chat model and its answers: numbered sentences out, JSON with those numbers back.

The article is sent as JSON within a fence that it does not contain (models/chat/requests.py). So are the faults of an
earlier answer, since they quote it, and it may have quoted the article. Expected is
{"short": [{"text": ..., "sentences": [1, 4]}], "long": [...]}; Markdown or a word around it does no harm.
"""

import hashlib
import json
import re
import tomllib
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from math import ceil
from pathlib import Path
from typing import Any

from wireglot.articles import SentenceRef
from wireglot.articles.languages import length_in_words, units_for_words
from wireglot.models import split_to_fit
from wireglot.models.chat import (
    Message,
    extract_json,
    fence,
    follow_up,
    language_label,
    replace_surrogates,
    text_weight,
)
from wireglot.summarizers.abstractive.drafts import LENGTHS
from wireglot.summarizers.summary import LIMITS, Length, SummaryInput

MOST_CITED = 8  # sentences that one may rest on; more support whatever is said
FRAME_TOKENS = 300  # of both summaries: names of keys, numbers, marks and line ends
FRAME = 24  # letters around each sentence: {"n": 123, "text": ""}

Faults = Mapping[Length, Sequence[str]]  # of the earlier draft of each wanted summary; () at the first request

_OBJECT = re.compile(r'\{\s*"')
_CONTROL = re.compile(r"[\x00-\x1f\x7f-\x9f\u2028\u2029]+")
_DIGITS = re.compile(r"[0-9]{1,6}")


@dataclass(frozen=True, slots=True)
class NumberedSentence:
    """A sentence, or a piece of a very long one, with its number in the text, from 1, and its position."""

    number: int
    text: str
    ref: SentenceRef

    @property
    def weight(self) -> int:
        return text_weight(self.text) + FRAME


Sentences = Sequence[NumberedSentence]


def number_sentences(text: SummaryInput) -> tuple[NumberedSentence, ...]:
    """Number the sentences of all paragraphs in reading order: no heading, no boilerplate."""
    rows = [
        (SentenceRef(b, s), sentence)
        for b, block in enumerate(text.blocks)
        if block.kind == "paragraph"
        for s, sentence in enumerate(block.sentences)
    ]
    return tuple(NumberedSentence(number, sentence, ref) for number, (ref, sentence) in enumerate(rows, 1))


def total_weight(sentences: Iterable[NumberedSentence]) -> int:
    """Return their weight in a request, frames included."""
    return sum(sentence.weight for sentence in sentences)


def split_into_parts(sentences: Sentences, room: int) -> tuple[tuple[NumberedSentence, ...], ...]:
    """Split the sentences into parts of at most `room`, every sentence in exactly one, in order.

    A sentence heavier than half of it is cut into pieces of a quarter, all with its number.
    Raises CannotFit when a single character with its marks is heavier.
    """
    parts: list[list[NumberedSentence]] = []
    left = 0
    for sentence in sentences:
        for piece in _cut(sentence, room // 4) if sentence.weight > room // 2 else (sentence,):
            if not parts or piece.weight > left:
                parts.append([])
                left = room
            parts[-1].append(piece)
            left -= piece.weight
    return tuple(map(tuple, parts))


def _cut(sentence: NumberedSentence, room: int) -> tuple[NumberedSentence, ...]:
    pieces = split_to_fit(sentence.text, lambda text: text_weight(text) + FRAME <= room)
    return tuple(NumberedSentence(sentence.number, text.strip(), sentence.ref) for text in pieces if text.strip())


def summary_request(
    sentences: Sentences, headline: str, wanted: Faults, language: str, *, translated: bool
) -> tuple[Message, ...]:
    """Return the conversation that asks for the wanted summaries of the sentences, in the language of that tag."""
    article = _article(sentences, headline)
    faults = _json({length: list(map(replace_surrogates, said)) for length, said in wanted.items() if said})
    mark = fence(article + faults)
    user = _prompt()["user"].format(fence=mark, article=article)
    if any(wanted.values()):
        user += "\n" + _prompt()["summary"]["faults"].format(fence=mark, faults=faults)
    return Message("system", _system(tuple(wanted), language, mark, translated)), Message("user", user.strip())


def repeat_summary_request(
    asked: Sequence[Message], answer: str, fault: str, lengths: Sequence[Length]
) -> tuple[Message, ...]:
    """Continue the conversation with the invalid answer, its fault, and the summaries that are still wanted."""
    again = _prompt()["summary"]["again"].format(fault=fault, form=_form(lengths))
    return follow_up(asked, answer, again.strip())


def selection_request(part: Sentences, headline: str, most: int, number: int, parts: int) -> tuple[Message, ...]:
    """Return the conversation that asks for the numbers of at most `most` sentences of part `number` (from 1)."""
    article, prompt = _article(part, headline), _prompt()["choice"]
    mark = fence(article)
    data = _prompt()["data"].format(fence=mark).strip()
    system = prompt["system"].format(data=data, part=number, parts=parts, most=most, form=prompt["form"])
    user = _prompt()["user"].format(fence=mark, article=article)
    return Message("system", system.strip()), Message("user", user.strip())


def repeat_selection_request(asked: Sequence[Message], answer: str, fault: str) -> tuple[Message, ...]:
    """Continue the conversation with the invalid answer and its fault."""
    prompt = _prompt()["choice"]
    return follow_up(asked, answer, prompt["again"].format(fault=fault, form=prompt["form"]).strip())


def prompt_digest(language: str) -> str:
    """Return eight hex digits of everything in a request beside the article, for that language."""
    prompt = _system(LENGTHS, language, "", False) + _json(_prompt())
    return hashlib.sha256(prompt.encode("utf-8")).hexdigest()[:8]


def _article(sentences: Sentences, headline: str) -> str:
    """Return the article as JSON, one sentence per line."""
    numbered = ",\n".join(
        _json({"n": sentence.number, "text": replace_surrogates(sentence.text)}) for sentence in sentences
    )
    return f'{{"headline": {_json(replace_surrogates(headline))}, "sentences": [\n{numbered}]}}'


def _system(lengths: Sequence[Length], language: str, mark: str, translated: bool) -> str:
    prompt = _prompt()["summary"]
    system = prompt["system"].format(
        language=language_label(language),
        data=_prompt()["data"].format(fence=mark).strip(),
        translated=prompt["translated"] if translated else "",
        form=_form(lengths),
        lengths="\n".join(_length(length, language) for length in lengths),
    )
    return str(system).strip()


def _form(lengths: Sequence[Length]) -> str:
    example = '[{"text": "...", "sentences": [1, 4]}, ...]'
    return "{" + ", ".join(f'"{length}": {example}' for length in lengths) + "}"


def _length(length: Length, language: str) -> str:
    """Return the line on a length, in words or characters of the language."""
    least, unit = units_for_words(LIMITS[length].min_words, language)
    most, _ = units_for_words(LIMITS[length].max_words, language)
    step = 10 if unit == "characters" else 1  # models do not count characters better than in tens
    limits = {"least": ceil(least / step) * step, "most": int(most / step) * step}
    return str(_prompt()["summary"][length].format(**limits, unit=unit))


def _json(value: object) -> str:
    return json.dumps(value, ensure_ascii=False)


@cache
def _prompt() -> dict[str, Any]:
    return tomllib.loads((Path(__file__).parent / "data" / "prompt.toml").read_text("utf-8"))


# The answers, as JSON Schema


def summary_schema(lengths: Sequence[Length]) -> dict[str, object]:
    """Return the schema of the wanted summaries."""
    sentence = _object({"text": {"type": "string"}, "sentences": _numbers_schema(MOST_CITED)})
    return _object(
        {
            length: {
                "type": "array",
                "items": sentence,
                "minItems": LIMITS[length].min_sentences,
                "maxItems": LIMITS[length].max_sentences,
            }
            for length in lengths
        }
    )


def selection_schema(most: int) -> dict[str, object]:
    """Return the schema of at most so many numbers."""
    return _object({"sentences": _numbers_schema(most)})


def _numbers_schema(most: int) -> dict[str, object]:
    return {"type": "array", "items": {"type": "integer"}, "minItems": 1, "maxItems": most}


def _object(properties: dict[str, object]) -> dict[str, object]:
    """Return the schema of an object with all these properties and no others, as strict servers require."""
    required = list(properties)
    return {"type": "object", "properties": properties, "required": required, "additionalProperties": False}


def answer_tokens(sentences: Sentences, lengths: Sequence[Length], language: str) -> int:
    """Return how many tokens the wanted summaries may have, the frames included: one for each letter.

    An article tells how many letters a word of its language has. Most models need a third of it; a model that hardly
    knows the script needs it all.
    """
    words = sum(length_in_words(sentence.text, language) for sentence in sentences)
    letters = sum(text_weight(sentence.text) for sentence in sentences) / max(1.0, words)
    return FRAME_TOKENS + ceil(sum(LIMITS[length].max_words for length in lengths) * letters)


class InvalidAnswer(Exception):
    """Why an answer cannot be used, as a part of a sentence to the model; never words of the answer."""


@dataclass(frozen=True, slots=True)
class CitedSentence:
    """A sentence of a summary and the numbers of the sentences it rests on, rising, at least one."""

    text: str
    numbers: tuple[int, ...]


def read_summaries(
    answer: str, lengths: Sequence[Length], known: Collection[int]
) -> dict[Length, tuple[CitedSentence, ...] | InvalidAnswer]:
    """Return each wanted summary, or what is wrong with it; `known` are the numbers that were sent."""
    value = extract_json(answer, _OBJECT)
    if not isinstance(value, dict):
        return dict.fromkeys(lengths, InvalidAnswer("it is not one JSON object"))
    return {length: _read_summary(value, length, known) for length in lengths}


def read_selection(answer: str, known: Collection[int]) -> tuple[int, ...]:
    """Return the numbers in {"sentences": [12, 3]}, in their order, each once.

    Raises InvalidAnswer when it is no such object, has no numbers, or one that was not sent.
    """
    value = extract_json(answer, _OBJECT)
    if not isinstance(value, dict):
        raise InvalidAnswer("it is not one JSON object")
    return tuple(dict.fromkeys(_read_numbers(value.get("sentences"), "the answer", known)))


def _read_summary(
    value: dict[str, Any], length: Length, known: Collection[int]
) -> tuple[CitedSentence, ...] | InvalidAnswer:
    given = value.get(length)
    if not isinstance(given, list) or not given:
        return InvalidAnswer(f'"{length}" is missing or is no list of objects')
    try:
        return tuple(_read_sentence(item, f'"{length}"', known) for item in given)
    except InvalidAnswer as fault:
        return fault


def _read_sentence(given: Any, where: str, known: Collection[int]) -> CitedSentence:
    if not isinstance(given, dict) or not isinstance(given.get("text"), str):
        raise InvalidAnswer(f'in {where} an object has no "text"')
    text = " ".join(_CONTROL.sub(" ", replace_surrogates(given["text"])).split())
    if not text:
        raise InvalidAnswer(f'in {where} a "text" is empty')
    return CitedSentence(text, tuple(sorted(set(_read_numbers(given.get("sentences"), where, known)))))


def _read_numbers(given: Any, where: str, known: Collection[int]) -> list[int]:
    numbers = [_read_number(item) for item in given] if isinstance(given, list) else []
    if not numbers or None in numbers:
        raise InvalidAnswer(f'in {where} "sentences" is no list of numbers')
    unknown = [number for number in numbers if number not in known]
    if unknown:
        raise InvalidAnswer(f"in {where} there is no sentence {unknown[0]}")
    return [number for number in numbers if number is not None]


def _read_number(given: Any) -> int | None:
    if isinstance(given, str) and _DIGITS.fullmatch(given.strip()):
        return int(given)
    return given if isinstance(given, int) and not isinstance(given, bool) else None
