"""The lengths of short and long, as a writer is held to them: sentences and words, and what breaks them."""

from collections.abc import Sequence
from dataclasses import dataclass

from wireglot.articles.languages import length_in_words, units_for_words
from wireglot.summarizers.lengths import (
    LONG_MAX_SENTENCES,
    LONG_MAX_WORDS,
    LONG_MIN_SENTENCES,
    LONG_MIN_WORDS,
    SHORT_MAX_SENTENCES,
    SHORT_MAX_WORDS,
)
from wireglot.summarizers.summary import Length, SummaryInput
from wireglot.summarizers.writing.reading import paragraphs


@dataclass(frozen=True, slots=True)
class Limits:
    """From `fewest` to `most` sentences, from `least` to `full` words."""

    fewest: int
    most: int
    least: int
    full: int


# A short summary of one word would be within its length: what it says little of, the facts decide.
LIMITS: dict[Length, Limits] = {
    "short": Limits(1, SHORT_MAX_SENTENCES, 0, SHORT_MAX_WORDS),
    "long": Limits(LONG_MIN_SENTENCES, LONG_MAX_SENTENCES, LONG_MIN_WORDS, LONG_MAX_WORDS),
}


def count(sentences: Sequence[str], language: str) -> float:
    """The length of all sentences together, in English words."""
    return sum(length_in_words(sentence, language) for sentence in sentences)


def holds_more(text: SummaryInput, language: str, length: Length) -> bool:
    """Whether the paragraphs have more words than the longest summary: else there is nothing to make shorter."""
    return sum(count(block, language) for block in paragraphs(text, language)) > LIMITS[length].full


def length_faults(sentences: Sequence[str], length: Length, language: str) -> tuple[str, ...]:
    """What is too many or too few, in words for the reader and the writer; () when the lengths are kept."""
    limits, size, told = LIMITS[length], len(sentences), count(sentences, language)
    unit = units_for_words(1, language)[1]

    def shown(words: float) -> str:
        return f"{units_for_words(words, language)[0]:.0f}"

    known = (
        (size < limits.fewest, f"it has {_many(size, 'sentence')}, at least {limits.fewest} are wanted"),
        (size > limits.most, f"it has {_many(size, 'sentence')}, at most {limits.most} are wanted"),
        (told < limits.least, f"it has {shown(told)} {unit}, at least {shown(limits.least)} are wanted"),
        (told > limits.full, f"it has {shown(told)} {unit}, at most {shown(limits.full)} are wanted"),
    )
    return tuple(said for holds, said in known if holds)


def within(sentences: Sequence[str], length: Length, language: str) -> int:
    """How many sentences from the first on keep to the most; 0 when the first alone is too long."""
    limits = LIMITS[length]
    kept = 0
    while kept < min(len(sentences), limits.most) and count(sentences[: kept + 1], language) <= limits.full:
        kept += 1
    return kept


def _many(number: int, what: str) -> str:
    return f"{number or 'no'} {what}{'' if number == 1 else 's'}"
