"""The messages that ask a chat model for summaries, or for the sentences of a part that a summary needs.

The article's text stands as JSON within a fence that it does not hold (models/chat/requests.py). So do the faults of an
earlier answer, since they quote it, and it may have quoted the article.
"""

import hashlib
import json
import tomllib
from collections.abc import Mapping, Sequence
from functools import cache
from math import ceil
from pathlib import Path
from typing import Any

from wireglot.articles.languages import units_for_words
from wireglot.models import chat
from wireglot.models.chat import Message, fence, replace_surrogates
from wireglot.summarizers.chatting.numbering import Line
from wireglot.summarizers.writing import LENGTHS, LIMITS, Length

Faults = Mapping[Length, Sequence[str]]  # of each summary that is wanted, () where it is asked for the first time


def summaries(
    lines: Sequence[Line], headline: str, wanted: Faults, language: str, *, translated: bool
) -> tuple[Message, ...]:
    """The conversation that asks for the wanted summaries of these lines, in the language of that tag."""
    article = _article(lines, headline)
    faults = _json({length: list(map(replace_surrogates, said)) for length, said in wanted.items() if said})
    mark = fence(article + faults)
    user = _prompt()["user"].format(fence=mark, article=article)
    if any(wanted.values()):
        user += "\n" + _prompt()["summary"]["faults"].format(fence=mark, faults=faults)
    return Message("system", _system(tuple(wanted), language, mark, translated)), Message("user", user.strip())


def summaries_again(
    asked: Sequence[Message], answer: str, fault: str, lengths: Sequence[Length]
) -> tuple[Message, ...]:
    """The same conversation with the answer that could not be used, what is wrong, and what is still wanted."""
    return chat.follow_up(asked, answer, _prompt()["summary"]["again"].format(fault=fault, form=_form(lengths)).strip())


def choice(part: Sequence[Line], headline: str, most: int, number: int, parts: int) -> tuple[Message, ...]:
    """The conversation that asks for the numbers of at most `most` lines of part `number` (from 1) of so many."""
    article, told = _article(part, headline), _prompt()["choice"]
    mark = fence(article)
    data = _prompt()["data"].format(fence=mark).strip()
    system = told["system"].format(data=data, part=number, parts=parts, most=most, form=told["form"])
    return Message("system", system.strip()), Message(
        "user", _prompt()["user"].format(fence=mark, article=article).strip()
    )


def choice_again(asked: Sequence[Message], answer: str, fault: str) -> tuple[Message, ...]:
    """The same conversation with the answer that could not be used and what is wrong with it."""
    told = _prompt()["choice"]
    return chat.follow_up(asked, answer, told["again"].format(fault=fault, form=told["form"]).strip())


def digest(language: str) -> str:
    """Eight hex digits of all that the model is told beside the article, for summaries in that language."""
    told = _system(LENGTHS, language, "", False) + _json(_prompt())
    return hashlib.sha256(told.encode("utf-8")).hexdigest()[:8]


def _article(lines: Sequence[Line], headline: str) -> str:
    """The article as JSON, a sentence a line."""
    numbered = ",\n".join(_json({"n": line.number, "text": replace_surrogates(line.words)}) for line in lines)
    return f'{{"headline": {_json(replace_surrogates(headline))}, "sentences": [\n{numbered}]}}'


def _system(lengths: Sequence[Length], language: str, mark: str, translated: bool) -> str:
    told = _prompt()["summary"]
    return str(
        told["system"].format(
            language=chat.language_label(language),
            data=_prompt()["data"].format(fence=mark).strip(),
            translated=told["translated"] if translated else "",
            form=_form(lengths),
            lengths="\n".join(_length(length, language) for length in lengths),
        )
    ).strip()


def _form(lengths: Sequence[Length]) -> str:
    one = '[{"text": "...", "sentences": [1, 4]}, ...]'
    return "{" + ", ".join(f'"{length}": {one}' for length in lengths) + "}"


def _length(length: Length, language: str) -> str:
    """What is told of a length: in words, or in characters that count as many."""
    (least, unit), (most, _) = (units_for_words(each, language) for each in (LIMITS[length].least, LIMITS[length].full))
    step = 10 if unit == "characters" else 1  # characters in round tens: models do not count better
    limits = {"least": ceil(least / step) * step, "most": int(most / step) * step}
    return str(_prompt()["summary"][length].format(**limits, unit=unit))


def _json(value: object) -> str:
    return json.dumps(value, ensure_ascii=False)


@cache
def _prompt() -> dict[str, Any]:
    return tomllib.loads((Path(__file__).parent / "data" / "prompt.toml").read_text("utf-8"))
