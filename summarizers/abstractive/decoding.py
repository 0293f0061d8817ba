"""How a local model is searched for a summary of a given length: limits in tokens, measured on its input.

A checkpoint's own limits (56 to 142 tokens in distilbart-cnn, up to 84 in XL-Sum) know nothing of short and long, and
four letters are one token in English and three in Amharic: so tokens per word are counted on each text itself.
"""

import math
from typing import Literal, NamedTuple

from wireglot.models import Decoding
from wireglot.summarizers.abstractive.checkpoints import Checkpoint, Style
from wireglot.summarizers.abstractive.drafts import LIMITS
from wireglot.summarizers.summary import Length

# A part: of a text beyond the model's window, shortened so that all parts together fit.
Task = Literal["short", "long", "part"]

# A model cannot be told what was wrong, so the second try is another search: more beams, fewer words (inventions come
# where a summary was to go on), and further within the lengths. The text stays whole: without the surroundings of the
# faulty sentence the model would lack just what it mixed up.
BEAMS, BEAMS_AGAIN = 4, 6
PENALTY_AGAIN = 0.5
WITHIN_AGAIN = 0.15
# Words of which no sequence is written twice; in tokens by the text's own measure, for where letters are tokens three
# of them are often a word, and two break doubled letters (budsjett -> budsjet).
NO_REPEAT, NO_REPEAT_AGAIN = 3, 4
# A summary may have more tokens per word than its text, since names and numbers gather in it. It may have fewer too, so
# the minimum is eased: a model that is forced past its natural end invents.
ROOM, EASE = 1.2, 0.9
# Tokens per word are rounded up to quarters, so that texts of one language share a batch.
STEPS = 4


class WordRange(NamedTuple):
    """The words that one answer should have."""

    least: float
    most: float


_SHORT = WordRange(8, LIMITS["short"].max_words)  # who did what takes eight words
_LONG = WordRange(LIMITS["long"].min_words, LIMITS["long"].max_words)
# A long summary from a model that writes single sentences: one from each of so many parts of the text.
SENTENCES, SENTENCES_AGAIN = 4, 5
_PART: dict[Style, WordRange] = {"several": WordRange(25, 80), "sentence": _SHORT}


def answers_needed(style: Style, length: Length, *, again: bool) -> int:
    """Return how many parts of a text its summary is composed from."""
    if length == "short" or style == "several":
        return 1
    return SENTENCES_AGAIN if again else SENTENCES


def word_range(style: Style, task: Task, *, again: bool) -> WordRange:
    """Return the words that one answer should have."""
    if task == "part":
        return _PART[style]
    whole = _SHORT if task == "short" else _LONG
    count = answers_needed(style, task, again=again)
    inwards = WITHIN_AGAIN if again else 0.0
    return WordRange(whole.least * (1 + inwards) / count, whole.most * (1 - inwards) / count)


def decoding_for(checkpoint: Checkpoint, task: Task, tokens_per_word: float, limit: int, *, again: bool) -> Decoding:
    """Return the settings for one answer, which has `limit` tokens at most."""
    words = word_range(checkpoint.style, task, again=again)
    rate = max(1.0, math.ceil(tokens_per_word * STEPS) / STEPS)
    most = min(limit, math.ceil(words.most * rate * ROOM) + 1)  # 1 for the end
    least = math.ceil(words.least * rate * EASE)
    return Decoding(
        beams=BEAMS_AGAIN if again else BEAMS,
        max_new_tokens=most,
        min_new_tokens=min(least, most),
        no_repeat_ngram=math.ceil((NO_REPEAT_AGAIN if again else NO_REPEAT) * rate),
        length_penalty=checkpoint.length_penalty * (PENALTY_AGAIN if again else 1),
    )
