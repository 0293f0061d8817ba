"""How long the summaries are that the product promises, and how sentences are set side by side."""

from collections.abc import Sequence

from wireglot.summarizers.extract.choosing import FULL, SHORT_FULL
from wireglot.summarizers.extract.terms import words
from wireglot.summarizers.summary import Length

CLOSED_UP = frozenset({"zh", "ja", "th"})  # told without a space between sentences


def fits(text: str, length: Length) -> bool:
    """Whether the text keeps the promised upper limit: 40 words short, 110 words long."""
    return words(text) <= (SHORT_FULL if length == "short" else FULL)


def joined(sentences: Sequence[str], language: str) -> str:
    """The sentences as one text in that language (BCP 47)."""
    return ("" if language.partition("-")[0] in CLOSED_UP else " ").join(sentences)
