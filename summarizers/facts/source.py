"""The article as the checks look it up: its sentences with their words and terms, and how rare each term is."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property
from math import log

from articles.article import Block, Place
from summarizers.facts.words import Word, normal, squeezed, terms, words


class Line:
    """A sentence of the article at its place; what is costly is read when it is first asked for."""

    def __init__(self, number: int, place: Place, text: str, kind: str) -> None:
        self.number, self.place, self.text, self.kind = number, place, normal(text), kind

    @cached_property
    def words(self) -> tuple[Word, ...]:
        return words(self.text)

    @cached_property
    def terms(self) -> frozenset[str]:
        return frozenset(terms(self.words))

    @cached_property
    def forms(self) -> frozenset[str]:
        return frozenset(word.form for word in self.words)


@dataclass(frozen=True)
class Source:
    """The sentences of an article in one language, in reading order."""

    lines: tuple[Line, ...]
    headline: Line
    language: str

    @cached_property
    def spread(self) -> Counter[str]:
        """Term -> the number of sentences that have it."""
        return Counter(term for line in self.lines for term in line.terms)

    @cached_property
    def holders(self) -> dict[str, list[int]]:
        """Term -> the numbers of the sentences that have it."""
        found: dict[str, list[int]] = {}
        for line in self.lines:
            for term in line.terms:
                found.setdefault(term, []).append(line.number)
        return found

    @cached_property
    def verbatim(self) -> dict[str, int]:
        """Squeezed sentence -> its number; of twins the first paragraph."""
        ordered = sorted(self.lines, key=lambda line: (line.kind == "paragraph", -line.number))
        return {squeezed(line.text): line.number for line in ordered}

    @cached_property
    def squeezed(self) -> str:
        return squeezed(" ".join((self.headline.text, *(line.text for line in self.lines))))

    @cached_property
    def forms(self) -> Counter[str]:
        return Counter(word.form for line in (*self.lines, self.headline) for word in line.words)

    def weight(self, term: str) -> float:
        """How much it tells that a sentence has the term: rare ones more, as in retrieval (idf)."""
        return log(1 + (len(self.lines) + 1) / (self.spread[term] + 0.5))


def source(blocks: Iterable[Block], headline: str, language: str) -> Source:
    """The blocks' sentences, apparatus too: a sentence may well rest on a caption."""
    places = [
        (Place(b, s), text, block.kind) for b, block in enumerate(blocks) for s, text in enumerate(block.sentences)
    ]
    lines = tuple(Line(n, place, text, kind) for n, (place, text, kind) in enumerate(places))
    return Source(lines, Line(-1, Place(-1, -1), headline, "headline"), language)
