"""Fault and Finding: what is not borne out in a sentence of a summary, and what the sentence rests on."""

from dataclasses import dataclass
from typing import Literal

from wireglot.articles.article import SentenceRef

Kind = Literal["number", "date", "unit", "name", "quote", "negation", "speaker", "unsupported", "language"]

_SAID: dict[Kind, str] = {
    "number": "the number {} is not in the source",
    "date": "the date {} is not in the source",
    "unit": "the unit of {} is another one in the source",
    "name": "the name {} is not in what the source says of this",
    "quote": "the quote {} is not in the source word for word",
    "negation": "the negation at {} is not as in the source",
    "speaker": "the source does not say that {} said this",
    "unsupported": "nothing in the source says this",
    "language": "it is not in the language asked for",
}


@dataclass(frozen=True, slots=True)
class Fault:
    """What is not borne out: `what` holds the words of the summary, "" where it is the whole sentence.

    As a string it is one plain phrase for a reader or a model: 'the number "35" is not in the source'.
    """

    kind: Kind
    what: str = ""

    def __str__(self) -> str:
        return _SAID[self.kind].format(f'"{self.what}"')


@dataclass(frozen=True, slots=True)
class Finding:
    """What the article has for one sentence of a summary.

    evidence   what it rests on, in reading order; () when nothing in the article is like it
    support  0 to 1, how well its words are borne out: for ranking
    faults   () when it is borne out
    """

    evidence: tuple[SentenceRef, ...]
    support: float
    faults: tuple[Fault, ...] = ()
