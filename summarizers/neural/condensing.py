"""Long texts made to fit a model: part by part, then what was told of the parts, until it can be read at once."""

from collections.abc import Sequence
from itertools import islice

from wireglot.summarizers.neural.asking import Model, Question
from wireglot.summarizers.neural.parts import parts
from wireglot.summarizers.writing import Paragraphs

# A round leaves at least this share less, or it is the last: a model that repeats its parts comes to no end.
SHORTER = 0.9


def condensed(model: Model, texts: Sequence[tuple[Paragraphs, str]]) -> tuple[Paragraphs, ...]:
    """Each text, with its language, as paragraphs that the model reads at once; as it is where it fits already.

    Every sentence of it was read, in exactly one part; all texts go together, one asking a round. () for a text
    of which nothing came out, or that did not get shorter.
    """
    now = {number: parts(paragraphs, model.runtime.count, model.limit) for number, (paragraphs, _) in enumerate(texts)}
    while long := [number for number, some in now.items() if len(some) > 1]:
        questions = [Question(part, texts[number][1], "part") for number in long for part in now[number]]
        answers = iter(model.ask(questions))
        for number in long:
            told = tuple(filter(None, islice(answers, len(now[number]))))
            shorter = parts(told, model.runtime.count, model.limit)
            now[number] = shorter if len(shorter) <= SHORTER * len(now[number]) else ()
    return tuple(now[number][0] if now[number] else () for number in range(len(texts)))
