"""A summary sentence beside its evidence: what is read of both, where their words differ, and what is at fault.

Words are matched by Ratcliff-Obershelp, as in difflib: the longest common run, and so on to its left and right.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from functools import cached_property
from typing import Literal

from wireglot.articles.facts import DateName, Quantity, Word, find_date_names, find_quantities, split_words, units_in
from wireglot.articles.languages import base_language
from wireglot.articles.numbers import spelled_values
from wireglot.summarizers.facts.source import Source, SourceSentence

FaultKind = Literal[
    "number",
    "date",
    "unit",
    "name",
    "subject",
    "speaker",
    "quote",
    "negation",
    "opposite",
    "superlative",
    "cause",
    "certainty",
    "pronoun",
    "thin",
    "unsupported",
]

_MESSAGES: dict[FaultKind, str] = {
    "number": "the number {} is not in the source",
    "date": "the date {} is not in the source",
    "unit": "the unit of {} is another one in the source",
    "name": "the name {} is not in what the source says of this",
    "quote": "the quote {} is not in the source word for word",
    "negation": "the negation at {} is not as in the source",
    "opposite": "the source says the opposite of {}",
    "speaker": "the source does not say that {} said this",
    "subject": "the source does not say this of {}",
    "superlative": "the superlative {} is not in the source",
    "cause": "the source does not say {}",
    "certainty": "the source says this only as an accusation ({})",
    "pronoun": "the pronoun {} is another one in the source",
    "thin": "what it cites says too little of this",
    "unsupported": "nothing in the source says this",
}

_MAX_WORDS = 160  # of either side: the matching takes time by their product
_MIN_SHARE = 0.5  # of our words that must be in the source sentence in this order for the two to be parallel
_MAX_SUBSTITUTION = 4  # words; a longer difference is another wording and no substitution
_MAX_SUBSTITUTION_UNSPACED = 10  # characters, in scripts without spaces
_MIN_CONTEXT = 3  # equal words around a difference, both sides together; a border of both sentences counts as two


@dataclass(frozen=True, slots=True)
class FactFault:
    """What the evidence does not support: `text` is the words of the summary, "" for the whole sentence.

    As a string it is one phrase for a reader or a model: 'the number "35" is not in the source'.
    """

    kind: FaultKind
    text: str = ""

    def __str__(self) -> str:
        return _MESSAGES[self.kind].format(f'"{self.text}"')


# What a check returns: the faults, and sentences of the source beside the evidence that support what it lacks.
Faults = tuple[list[FactFault], list[SourceSentence]]


@dataclass(frozen=True, slots=True)
class Difference:
    """Words of the summary sentence where the source has `theirs`; either may be (), not both.

    anchored   equal words, or the borders of both sentences, on both sides: the one is in the place of the other
    inner      equal words on both sides, no border
    """

    ours: tuple[Word, ...]
    theirs: tuple[Word, ...]
    anchored: bool
    inner: bool

    @property
    def is_substitution(self) -> bool:
        """Whether both sides have words, few enough and with enough context, so that ours replace theirs."""
        return self.anchored and _is_short(self.ours) and _is_short(self.theirs)


@dataclass(frozen=True, slots=True)
class WordAlignment:
    """The differences between two sentences, and the share of our words that are in the other in the same order."""

    differences: tuple[Difference, ...]
    share: float

    @property
    def is_parallel(self) -> bool:
        return self.share >= _MIN_SHARE

    def difference_at(self, start: int) -> Difference | None:
        """Return the difference with our word at this position; None when the other sentence has it too."""
        return next((d for d in self.differences if d.ours and d.ours[0].start <= start < d.ours[-1].end), None)


@dataclass(frozen=True)
class Comparison:
    """A summary sentence, the source, and the sentences of the source that it rests on, best first.

    is_cited: the writer named these sentences itself, so that no other one supports a number.
    """

    text: str
    source: Source
    evidence: tuple[SourceSentence, ...]
    is_cited: bool = False

    @property
    def language(self) -> str:
        return self.source.language

    @cached_property
    def words(self) -> tuple[Word, ...]:
        return split_words(self.text)

    @cached_property
    def quantities(self) -> tuple[Quantity, ...]:
        return find_quantities(self.text, self.language)

    @cached_property
    def date_names(self) -> tuple[DateName, ...]:
        return find_date_names(self.text, base_language(self.language))

    @cached_property
    def evidence_text(self) -> str:
        return "\n".join(sentence.text for sentence in self.evidence)

    @cached_property
    def evidence_quantities(self) -> tuple[Quantity, ...]:
        return find_quantities(self.evidence_text, self.language)

    @cached_property
    def evidence_spelled_numbers(self) -> frozenset[int]:
        return spelled_values(self.evidence_text, self.language)

    @cached_property
    def evidence_date_names(self) -> tuple[DateName, ...]:
        return find_date_names(self.evidence_text, base_language(self.language))

    @cached_property
    def evidence_units(self) -> frozenset[str]:
        return units_in(self.evidence_text, base_language(self.language))

    @cached_property
    def alignments(self) -> tuple[tuple[SourceSentence, WordAlignment], ...]:
        """Each evidence sentence that is parallel to the sentence, with the alignment of their words."""
        aligned = [(sentence, align_words(self.words, sentence.words)) for sentence in self.evidence]
        return tuple((sentence, alignment) for sentence, alignment in aligned if alignment.is_parallel)

    def neighbours(self, reach: int) -> tuple[SourceSentence, ...]:
        """Return the sentences of the source at most `reach` before or after the evidence, without the evidence."""
        evidence = {sentence.number for sentence in self.evidence}
        numbers = {n + d for n in evidence for d in range(-reach, reach + 1)} - evidence
        return tuple(self.source.sentences[n] for n in sorted(numbers) if 0 <= n < len(self.source.sentences))


def align_words(ours: tuple[Word, ...], theirs: tuple[Word, ...]) -> WordAlignment:
    """Align two sentences by their folded words."""
    ours, theirs = ours[:_MAX_WORDS], theirs[:_MAX_WORDS]
    if not ours:
        return WordAlignment((), 0.0)
    matcher = SequenceMatcher(None, [word.folded for word in ours], [word.folded for word in theirs], autojunk=False)
    codes = matcher.get_opcodes()
    differences = tuple(
        Difference(ours[a:b], theirs[c:d], _is_anchored(codes, at, len(ours), len(theirs)), 0 < at < len(codes) - 1)
        for at, (tag, a, b, c, d) in enumerate(codes)
        if tag != "equal"
    )
    equal = sum(b - a for tag, a, b, _, _ in codes if tag == "equal")
    return WordAlignment(differences, equal / len(ours))


def _is_short(words: tuple[Word, ...]) -> bool:
    return 0 < len(words) <= (_MAX_SUBSTITUTION_UNSPACED if words[0].is_unspaced else _MAX_SUBSTITUTION)


def _is_anchored(codes: Sequence[tuple[str, int, int, int, int]], at: int, ours: int, theirs: int) -> bool:
    _, a, b, c, d = codes[at]
    left = codes[at - 1][2] - codes[at - 1][1] + 2 * (at == 1) if at else 2 * (a == c == 0)
    right = codes[at + 1][2] - codes[at + 1][1] if at + 1 < len(codes) else 2 * (b == ours and d == theirs)
    return left > 0 and right > 0 and left + right >= _MIN_CONTEXT
