"""What goes into a summarizer and what comes out: Text, and Summaries of a short and a long Summary.

    Text                           an article and the words in which the reader reads it
    Summaries
      short, long                  Summary: its text, and the sentences it is made of
        sentences                  Sentence: its words and the evidence it rests on

Places point into the original and into the telling alike, since a translation keeps them.
"""

from dataclasses import dataclass
from typing import Literal

from wireglot.articles.article import Article, Block, SentenceRef

Length = Literal["short", "long"]

# Checks that any engine may write; each reads as an answer to "what must I know about this summary?"
TOO_SHORT = "too short to summarise"
LONG = "long"
TEASER = "made from a teaser"


@dataclass(frozen=True, slots=True)
class Text:
    """An article, its language, and what the reader reads: the translation or the article's own blocks.

    language and told_language are BCP 47 tags, "und" when unknown.
    Raises ValueError when `told` has not the article's shape, block by block and sentence by sentence.
    """

    article: Article
    language: str
    told: tuple[Block, ...]
    told_language: str

    def __post_init__(self) -> None:
        if self.told is self.article.blocks:
            return
        wanted, met = _shape(self.article.blocks), _shape(self.told)
        if wanted != met:
            raise ValueError(
                f"The telling of {self.article.id!r} should have {wanted} sentences a block, as its article; "
                f"it has {met}. Give back one sentence for each, the original where translation failed."
            )


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence as told and the evidence it rests on.

    span: (start, end) in the told sentence at the one place when only a part of it is quoted, else None.
    """

    text: str
    evidence: tuple[SentenceRef, ...]
    span: tuple[int, int] | None = None


@dataclass(frozen=True, slots=True)
class Summary:
    """Sentences in the order they are told, and how they were made.

    text is "" and sentences () when there was nothing to tell; `checks` then says why.
    language: BCP 47 tag of its words; an engine that read the original writes in the article's own language.
    """

    text: str
    sentences: tuple[Sentence, ...]
    engine: str
    signature: str
    checks: tuple[str, ...] = ()
    language: str = "und"


@dataclass(frozen=True, slots=True)
class Summaries:
    """One article in a sentence or two, and in a paragraph."""

    short: Summary
    long: Summary


def _shape(blocks: tuple[Block, ...]) -> list[int]:
    return [len(block.sentences) for block in blocks]
