"""The article as the checks look it up: its sentences with their words and terms, and how rare each term is."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property
from math import log

from wireglot.articles.article import Block, SentenceRef
from wireglot.summarizers.facts.words import ROOT, Word, normal, opens, plain, squeezed, terms, words


class Line:
    """A sentence of the article at its place; what is costly is read when it is first asked for."""

    def __init__(self, number: int, place: SentenceRef, text: str, kind: str) -> None:
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

    @cached_property
    def squeezed(self) -> str:
        return squeezed(self.text)


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

    def around(self, term: str) -> frozenset[int]:
        """The numbers of the sentences that have the term, and of those beside them."""
        if term not in self._around:
            self._around[term] = frozenset(n + d for n in self.holders.get(term, ()) for d in (-1, 0, 1))
        return self._around[term]

    @cached_property
    def _around(self) -> dict[str, frozenset[int]]:
        return {}

    @cached_property
    def verbatim(self) -> dict[str, int]:
        """Squeezed sentence -> its number; of twins the first paragraph."""
        ordered = sorted(self.lines, key=lambda line: (line.kind == "paragraph", -line.number))
        return {line.squeezed: line.number for line in ordered}

    @cached_property
    def squeezed(self) -> str:
        """All sentences and the headline as letters and digits alone."""
        return self.headline.squeezed + "".join(line.squeezed for line in self.lines)

    @cached_property
    def folded(self) -> str:
        """All sentences as folded words with a space between them, or none between characters that stand alone."""
        return "\n".join(" ".join(w.form for w in line.words if not w.single) + joined(line) for line in self.lines)

    @cached_property
    def forms(self) -> frozenset[str]:
        """Every folded word."""
        return frozenset(form for line in (*self.lines, self.headline) for form in line.forms)

    @cached_property
    def lowered(self) -> frozenset[str]:
        """The folded words that stand somewhere without a capital."""
        return frozenset(word.form for line in self.lines for word in line.words if word.shown[0].islower())

    @cached_property
    def proper(self) -> frozenset[str]:
        """The folded words that stand somewhere with a capital which no beginning of a sentence asks for."""
        return frozenset(
            word.form
            for line in self.lines
            for word in line.words
            if word.shown[0].isupper() and not opens(word, line.text)
        )

    @cached_property
    def rooted(self) -> dict[str, set[str]]:
        """The first letters of words, without accents -> the folded words that begin so."""
        found: dict[str, set[str]] = {}
        for form in self.forms:
            found.setdefault(plain(form)[:ROOT], set()).add(form)
        return found

    @cached_property
    def initials(self) -> frozenset[str]:
        """What two to six words in a row are abbreviated to: "eu" for European Union."""
        found: set[str] = set()
        for line in (*self.lines, self.headline):
            first = "".join(word.form[0] for word in line.words)
            found |= {first[at : at + size] for size in range(2, 7) for at in range(len(first) - size + 1)}
        return frozenset(found)

    def weight(self, term: str) -> float:
        """How much it tells that a sentence has the term: rare ones more, as in retrieval (idf)."""
        return log(1 + (len(self.lines) + 1) / (self.spread[term] + 0.5))


def source(blocks: Iterable[Block], headline: str, language: str) -> Source:
    """The blocks' sentences, boilerplate too: a sentence may well rest on a caption."""
    evidence = [
        (SentenceRef(b, s), text, block.kind)
        for b, block in enumerate(blocks)
        for s, text in enumerate(block.sentences)
    ]
    lines = tuple(Line(n, place, text, kind) for n, (place, text, kind) in enumerate(evidence))
    return Source(lines, Line(-1, SentenceRef(-1, -1), headline, "headline"), language)


def joined(line: Line) -> str:
    """The characters of scripts without spaces, in one row."""
    return "".join(word.form for word in line.words if word.single)
