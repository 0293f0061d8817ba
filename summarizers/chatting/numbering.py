"""The sentences of a text as a chat model is given them: numbered, weighed, and in parts that fit a request."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from articles.article import Place
from models.chat_text import weigh
from summarizers.summary import Text

FRAME = 24  # letters that stand around each sentence: {"n": 123, "text": ""}


@dataclass(frozen=True, slots=True)
class Line:
    """A sentence as told, its number in the text (from 1, the same in every part), and where it stands."""

    number: int
    words: str
    place: Place

    @property
    def weight(self) -> int:
        return weigh(self.words) + FRAME


def lines(text: Text) -> tuple[Line, ...]:
    """The told sentences of all paragraphs, in reading order: no heading, no apparatus."""
    told = [
        (Place(b, s), words)
        for b, block in enumerate(text.told)
        if block.kind == "paragraph"
        for s, words in enumerate(block.sentences)
    ]
    return tuple(Line(number, words, place) for number, (place, words) in enumerate(told, 1))


def weight(some: Iterable[Line]) -> int:
    """What they weigh in a request, frames included."""
    return sum(line.weight for line in some)


def parts(some: Sequence[Line], room: int) -> tuple[tuple[Line, ...], ...]:
    """Every line in exactly one part, in order, none heavier than `room`.

    :raises ValueError: when one line alone is heavier; nothing is ever cut to fit.
    """
    found: list[list[Line]] = []
    left = 0
    for line in some:
        if line.weight > room:
            raise ValueError(f"A part holds {room} letters, sentence {line.number} has {weigh(line.words)}.")
        if line.weight > left:
            found.append([])
            left = room
        found[-1].append(line)
        left -= line.weight
    return tuple(map(tuple, found))
