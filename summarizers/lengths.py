"""How long the summaries are that the product promises."""

from wireglot.articles.languages import length_in_words
from wireglot.summarizers.extract.choosing import FULL, SHORT_FULL
from wireglot.summarizers.summary import Length


def fits(text: str, length: Length, language: str) -> bool:
    """Whether the text keeps the promised upper limit, in English words: 40 for a short summary, 110 for a long one."""
    return length_in_words(text, language) <= (SHORT_FULL if length == "short" else FULL)
