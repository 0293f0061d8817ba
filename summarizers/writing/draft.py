"""What a writer is asked for and what it gives: Request, Draft or NoDraft, and the protocol Writer.

A writer only writes. What it wrote is judged, asked for again, cut or refused by `tell` (writing/telling.py), the
same way for every writer.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol

from wireglot.articles.article import SentenceRef
from wireglot.summarizers.summary import Length, SummaryInput

LENGTHS: tuple[Length, ...] = ("short", "long")


@dataclass(frozen=True, slots=True)
class Request:
    """A summary that is wanted; `faults` says in words what was wrong with the first draft, () at the first asking."""

    text: SummaryInput
    length: Length
    faults: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Draft:
    """Sentences in the order they are told, stripped, none empty.

    cited: where the writer itself names what it used, the evidence of each sentence (some may be ()), else ().
    """

    sentences: tuple[str, ...]
    cited: tuple[tuple[SentenceRef, ...], ...] = ()

    def __post_init__(self) -> None:
        if self.cited and len(self.cited) != len(self.sentences):
            raise ValueError(f"{len(self.sentences)} sentences want as many citations, met {len(self.cited)}: {self!r}")


@dataclass(frozen=True, slots=True)
class NoDraft:
    """Nothing could be written.

    why        one plain phrase for the reader, without a stop at its end
    passing    it was trouble of the moment: asked again another day, there may be a draft
    """

    why: str
    passing: bool = False


class Writer(Protocol):
    """What writes drafts of a batch."""

    def write(self, requests: Sequence[Request]) -> tuple[Draft | NoDraft, ...]:
        """One outcome for each request, in the same order. Raises only where no request of the batch can be told."""
