"""Chat models that summarise, as scripts for tests.chat_server: one that follows its instructions, and answers to give.

quoting       quotes sentences of the article within the lengths, and chooses sentences of the parts of a long one
answering     the answer of these sentences, each with the numbers it rests on
"""

import json
from collections.abc import Mapping, Sequence

from tests.chat_server import Request, Turn, says
from wireglot.articles.languages import length_in_words

Said = Sequence[tuple[str, Sequence[object]]]


def answering(**summaries: Said) -> str:
    """As a model writes it: answering(short=[("The ferry ran aground.", [1])])."""
    summaries = {
        length: [{"text": text, "sentences": list(numbers)} for text, numbers in said]
        for length, said in summaries.items()
    }
    return json.dumps(summaries, ensure_ascii=False)


def quoting(request: Request) -> Turn:
    """Follow the instructions, with the article's own sentences."""
    return says(chosen(request) if is_choice(request) else answering(**quoted(request)))


def quoted(request: Request) -> dict[str, Said]:
    """The summaries asked for: the first sentences that fit."""
    limits = {"short": (2, 40), "long": (5, 110)}
    return {length: _first(request.article, *limits[length]) for length in request.lengths}


def is_choice(request: Request) -> bool:
    """Whether it is asked for numbers alone, for the sentences of a part."""
    return not request.lengths


def chosen(request: Request) -> str:
    """The first and the last sentence of a part, the last one first."""
    numbers = sorted(request.article)
    return json.dumps({"sentences": [numbers[-1], numbers[0]]})


def _first(article: Mapping[int, str], most: int, full: float) -> Said:
    said: list[tuple[str, Sequence[object]]] = []
    for number, sentence in article.items():
        if len(said) < most and sum(length_in_words(text) for text, _ in said) + length_in_words(sentence) <= full:
            said.append((sentence, [number]))
    return said
