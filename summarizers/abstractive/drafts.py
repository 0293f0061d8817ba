"""What a writer is asked for and returns, and the lengths of summaries.

A writer only writes. Its drafts are reviewed, requested again, cut or refused by `write_summaries` (summaries.py), in
the same way for every writer.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol

from wireglot.articles import SentenceRef
from wireglot.articles.languages import length_in_words, units_for_words
from wireglot.summarizers.summary import LIMITS, Length, SummaryInput

LENGTHS: tuple[Length, ...] = ("short", "long")

Paragraphs = tuple[tuple[str, ...], ...]  # of sentences


def paragraphs(text: SummaryInput) -> Paragraphs:
    """Return the sentences of each paragraph as the reader gets them; never a heading or boilerplate."""
    return tuple(block.sentences for block in text.blocks if block.kind == "paragraph")


@dataclass(frozen=True, slots=True)
class Request:
    """One summary that is wanted; `faults` are those of the first draft, () at the first request."""

    text: SummaryInput
    length: Length
    faults: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Draft:
    """The sentences of a draft, stripped, none empty.

    cited: the evidence of each sentence where the writer itself names it (some may be ()), else ().
    """

    sentences: tuple[str, ...]
    cited: tuple[tuple[SentenceRef, ...], ...] = ()

    def __post_init__(self) -> None:
        if self.cited and len(self.cited) != len(self.sentences):
            raise ValueError(
                f"{len(self.sentences)} sentences need as many citations, found {len(self.cited)}: {self!r}"
            )


@dataclass(frozen=True, slots=True)
class NoDraft:
    """Why there is no draft: one plain phrase for the reader, without a full stop.

    temporary: the next run may get a draft.
    """

    reason: str
    temporary: bool = False


class Writer(Protocol):
    """Writes the drafts of a batch, each in the language of the text that it reads."""

    def write(self, requests: Sequence[Request]) -> tuple[Draft | NoDraft, ...]:
        """Return one outcome for each request, in order. Raises only where no request of the batch can be served."""


def count_words(sentences: Sequence[str], language: str) -> float:
    """Return the length of all sentences together, in English words."""
    return sum(length_in_words(sentence, language) for sentence in sentences)


def is_longer_than_summary(text: SummaryInput, length: Length) -> bool:
    """Whether the paragraphs have more words than the longest summary: else there is nothing to shorten."""
    words = sum(count_words(paragraph, text.output_language) for paragraph in paragraphs(text))
    return words > LIMITS[length].max_words


def length_faults(sentences: Sequence[str], length: Length, language: str) -> tuple[str, ...]:
    """Return which limits the sentences break, as phrases in units of the language; () when they keep them."""
    limits, size, total = LIMITS[length], len(sentences), count_words(sentences, language)
    in_sentences = f"it has {size or 'no'} sentence{'' if size == 1 else 's'}"
    unit = units_for_words(1, language)[1]

    def own(words: float) -> str:
        return f"{units_for_words(words, language)[0]:.0f}"

    known = (
        (size < limits.min_sentences, f"{in_sentences}, the minimum is {limits.min_sentences}"),
        (size > limits.max_sentences, f"{in_sentences}, the maximum is {limits.max_sentences}"),
        (total < limits.min_words, f"it has {own(total)} {unit}, the minimum is {own(limits.min_words)}"),
        (total > limits.max_words, f"it has {own(total)} {unit}, the maximum is {own(limits.max_words)}"),
    )
    return tuple(fault for holds, fault in known if holds)


def count_fitting(sentences: Sequence[str], length: Length, language: str) -> int:
    """Return how many of the first sentences are within the maximum; 0 when the first alone is too long."""
    limits = LIMITS[length]
    kept = 0
    while kept < min(len(sentences), limits.max_sentences):
        if count_words(sentences[: kept + 1], language) > limits.max_words:
            break
        kept += 1
    return kept
