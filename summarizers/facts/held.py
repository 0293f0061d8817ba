"""What a sentence is held against: itself and its lines, read as far as the checks ask."""

from dataclasses import dataclass
from functools import cached_property

from wireglot.articles.numbers.spelled import spelled
from wireglot.articles.numbers.tables import base
from wireglot.summarizers.facts.amounts import Amount, Day, amounts, days
from wireglot.summarizers.facts.slots import Pairing, paired
from wireglot.summarizers.facts.source import Line, Source
from wireglot.summarizers.facts.units import units
from wireglot.summarizers.facts.words import Word, words


@dataclass(frozen=True)
class Held:
    """A sentence of the summary, the source, and the lines of it that the sentence rests on, best first.

    language is the summary's; same_language says whether the source is in it too.
    """

    text: str
    language: str
    source: Source
    lines: tuple[Line, ...]
    same_language: bool = True

    @cached_property
    def words(self) -> tuple[Word, ...]:
        return words(self.text)

    @cached_property
    def amounts(self) -> tuple[Amount, ...]:
        return amounts(self.text, self.language)

    @cached_property
    def days(self) -> tuple[Day, ...]:
        return days(self.text, base(self.language))

    @cached_property
    def evidence(self) -> str:
        return "\n".join(line.text for line in self.lines)

    @cached_property
    def their_amounts(self) -> tuple[Amount, ...]:
        return amounts(self.evidence, self.source.language)

    @cached_property
    def their_spelled(self) -> frozenset[int]:
        return spelled(self.evidence, self.source.language)

    @cached_property
    def their_days(self) -> tuple[Day, ...]:
        return days(self.evidence, base(self.source.language))

    @cached_property
    def their_units(self) -> frozenset[str]:
        return units(self.evidence, base(self.source.language))

    @cached_property
    def pairings(self) -> tuple[tuple[Line, Pairing], ...]:
        """Each line beside the sentence, those that are not parallel to it left out."""
        if not self.same_language:
            return ()
        found = [(line, paired(self.words, line.words)) for line in self.lines]
        return tuple((line, pairing) for line, pairing in found if pairing.near)

    def near(self, reach: int) -> tuple[Line, ...]:
        """The lines at most so many sentences before or behind those that the sentence rests on, without them."""
        own = {line.number for line in self.lines}
        numbers = {n + d for n in own for d in range(-reach, reach + 1)} - own
        return tuple(self.source.lines[n] for n in sorted(numbers) if 0 <= n < len(self.source.lines))
