"""How a model searches for a summary of a length: limits in tokens, measured on the text that it reads.

A checkpoint's own limits (56 to 142 tokens in distilbart-cnn, up to 84 in XLSum) know nothing of short and long, and
four letters are one token in English and three in Amharic: so tokens a word are counted on each text itself.
"""

import math
from typing import Literal, NamedTuple

from wireglot.models.decoding import Decoding
from wireglot.summarizers.neural.checkpoints import Checkpoint, Manner
from wireglot.summarizers.writing import LIMITS, Length

# A part: of a text that is too long to be read at once, told so that all parts together can be.
Task = Literal["short", "long", "part"]

BEAMS, BEAMS_AGAIN = 4, 6
# Words of which no sequence is written twice; in tokens by the text's own measure, for where letters are tokens three
# of them are often a word, and two break doubled letters (budsjett -> budsjet).
NO_REPEAT, NO_REPEAT_AGAIN = 3, 4
# A model cannot be told what was wrong, so the second try is another search: wider, drawn towards fewer words (what is
# made up stands where a summary was to go on), and further within the lengths. The text stays whole: without the
# faulty sentence's surroundings the model would lack just what it mixed up.
PENALTY_AGAIN = 0.5
WITHIN_AGAIN = 0.15
# A summary may have more tokens a word than its text, since names and numbers gather in it; and fewer, so the least is
# not forced to the last token: past its natural end a model has nothing to say, and says it.
ROOM, EASE = 1.2, 0.9
# Tokens a word are rounded up to quarters, so that texts of one language share a batch.
STEPS = 4


class Span(NamedTuple):
    """Words that one answer should have."""

    least: float
    most: float


_SHORT = Span(8, LIMITS["short"].full)  # who did what takes eight words
_LONG = Span(LIMITS["long"].least, LIMITS["long"].full)
# A long summary out of single sentences: so many parts of the text are told, each in its share of the words.
SENTENCES, SENTENCES_AGAIN = 4, 5
_PART: dict[Manner, Span] = {"several": Span(25, 80), "sentence": _SHORT}


def answers(writes: Manner, length: Length, *, again: bool) -> int:
    """From how many parts of a text its summary is put together."""
    if length == "short" or writes == "several":
        return 1
    return SENTENCES_AGAIN if again else SENTENCES


def span(writes: Manner, task: Task, *, again: bool) -> Span:
    """The words that are wanted of one answer."""
    if task == "part":
        return _PART[writes]
    whole = _SHORT if task == "short" else _LONG
    many = answers(writes, task, again=again)
    inwards = WITHIN_AGAIN if again else 0.0
    return Span(whole.least * (1 + inwards) / many, whole.most * (1 - inwards) / many)


def search(checkpoint: Checkpoint, task: Task, tokens_a_word: float, limit: int, *, again: bool) -> Decoding:
    """The settings of one asking; no answer is longer than `limit` tokens."""
    wanted = span(checkpoint.writes, task, again=again)
    rate = max(1.0, math.ceil(tokens_a_word * STEPS) / STEPS)
    most = min(limit, math.ceil(wanted.most * rate * ROOM) + 1)  # 1 for the end
    least = math.ceil(wanted.least * rate * EASE)
    return Decoding(
        beams=BEAMS_AGAIN if again else BEAMS,
        max_new_tokens=most,
        min_new_tokens=min(least, most),
        no_repeat_ngram=math.ceil((NO_REPEAT_AGAIN if again else NO_REPEAT) * rate),
        length_penalty=checkpoint.length_penalty * (PENALTY_AGAIN if again else 1),
    )
