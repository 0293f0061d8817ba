"""What of a text stands above each of its paragraphs, without a copy of it for each."""

from collections.abc import Iterable
from itertools import accumulate
from typing import NamedTuple


class TextAbove(NamedTuple):
    """The whole text, and where the paragraph begins in it."""

    text: str
    end: int

    def has(self, phrase: str) -> bool:
        """Whether the phrase is above the paragraph."""
        return self.text.find(phrase, 0, self.end) >= 0


def texts_above(headline: str, paragraphs: Iterable[str]) -> list[TextAbove]:
    """Return for each paragraph the headline and the paragraphs before it."""
    parts = [headline, *paragraphs]
    text = "\n".join(parts)
    ends = list(accumulate(len(part) + 1 for part in parts))
    return [TextAbove(text, end - 1) for end in ends[:-1]]
