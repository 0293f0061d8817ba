"""The sentences of a text as a chat model is given them: numbered, weighed, and in parts that fit a request."""

from collections.abc import Iterable
from dataclasses import dataclass

from wireglot.articles.article import SentenceRef
from wireglot.models.chat import text_weight
from wireglot.models.splitting_long import pieces
from wireglot.summarizers.summary import SummaryInput

FRAME = 24  # letters that stand around each sentence: {"n": 123, "text": ""}


@dataclass(frozen=True, slots=True)
class Line:
    """A sentence as told, or a piece of a very long one; its number in the text, from 1; and where it stands."""

    number: int
    words: str
    place: SentenceRef

    @property
    def weight(self) -> int:
        return text_weight(self.words) + FRAME


def lines(text: SummaryInput) -> tuple[Line, ...]:
    """The told sentences of all paragraphs, in reading order: no heading, no boilerplate."""
    told = [
        (SentenceRef(b, s), words)
        for b, block in enumerate(text.blocks)
        if block.kind == "paragraph"
        for s, words in enumerate(block.sentences)
    ]
    return tuple(Line(number, words, place) for number, (place, words) in enumerate(told, 1))


def weight(some: Iterable[Line]) -> int:
    """What they weigh in a request, frames included."""
    return sum(line.weight for line in some)


def cut(some: Iterable[Line], room: int) -> tuple[Line, ...]:
    """The same lines, those heavier than half of `room` in pieces of a quarter, all with the number of their sentence.

    :raises CannotFit: when a single character with its marks is heavier.
    """
    return tuple(piece for line in some for piece in (_pieces(line, room // 4) if line.weight > room // 2 else (line,)))


def _pieces(line: Line, room: int) -> tuple[Line, ...]:
    found = pieces(line.words, lambda words: text_weight(words) + FRAME <= room)
    return tuple(Line(line.number, words.strip(), line.place) for words in found if words.strip())


def parts(some: Iterable[Line], room: int) -> tuple[tuple[Line, ...], ...]:
    """Every line in exactly one part, in order; no part heavier than `room`, unless by a line that is."""
    found: list[list[Line]] = []
    left = 0
    for line in some:
        if not found or line.weight > left:
            found.append([])
            left = room
        found[-1].append(line)
        left -= line.weight
    return tuple(map(tuple, found))
