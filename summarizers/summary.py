"""What goes into a summarizer and what comes out: SummaryInput, and Summaries of a short and a long Summary.

    SummaryInput                   an article, and its text as the reader gets it
    Summaries
      short, long                  Summary: its text and its sentences
        sentences                  SummarySentence: its text and its evidence

Evidence points into the original and into the translation alike, since a translation keeps the article's shape.
"""

from dataclasses import dataclass
from typing import Literal

from wireglot.articles import Article, Block, SentenceRef
from wireglot.articles.languages import LanguagePart

Length = Literal["short", "long"]


# Checks that any engine may report. They are stored in editions, so their values do not change.
TOO_SHORT = "too short to summarise"
TOO_LONG = "long"
SPEAKER_NOT_NAMED = "speaker not named"
FROM_TEASER = "made from a teaser"
CUT = "cut at the length"
NOT_CUT = "longer than a summary, and cannot be cut"
# Why the lede is not in a summary (Summary.lede). Stored in editions as well.
LEDE_BOILERPLATE = "boilerplate"
LEDE_SPEAKER = SPEAKER_NOT_NAMED
LEDE_NEEDS = "needs too many sentences"
LEDE_SHORT = "too short"
LEDE_QUESTION = "question"
LEDE_LONG = "too long"
LEDE_OUTSCORED = "others scored higher"
LEDE_NOT_CITED = "not used by the writer"
LEDE_OTHER_LANGUAGE = "in another language"
# Such a check begins with this, quotes the beginning of a sentence that is shown, and says why it may be wrong.
UNCERTAIN = "not certain: "


@dataclass(frozen=True, slots=True)
class Limits:
    """How many sentences and words a summary has; words are English words or as much text in other languages."""

    min_sentences: int
    max_sentences: int
    min_words: int
    max_words: int


# The promised lengths; see docs/summaries.md. A short summary is read in one breath, and has no minimum of words. A
# long one is shorter only where the article has no more.
LIMITS: dict[Length, Limits] = {
    "short": Limits(min_sentences=1, max_sentences=2, min_words=0, max_words=40),
    "long": Limits(min_sentences=3, max_sentences=5, min_words=60, max_words=110),
}


# No summary has more than this share of its words. Up to it a sentence stays whole: a cut can change what it says.
# Of 15,929 sentences of news in 14 languages (../shared/data/summaries) 44 have more than 60 words.
UPPER_BOUND = 1.5

ELLIPSIS = "…"  # where something was cut off


@dataclass(frozen=True, slots=True)
class SummaryInput:
    """An article, its language, and what the reader gets: the translation or the article's own blocks.

    language: BCP 47 tag of the article, "und" when unknown.
    output_language: BCP 47 tag of `blocks`; every engine writes in it.
    parts: what `blocks` has in another language than that.
    left_out: sentences in another language that no summary uses unless there are no others.
    Raises ValueError when `blocks` do not have the article's shape, block by block and sentence by sentence.
    """

    article: Article
    language: str
    blocks: tuple[Block, ...]
    output_language: str
    parts: tuple[LanguagePart, ...] = ()
    left_out: tuple[SentenceRef, ...] = ()

    def __post_init__(self) -> None:
        if self.blocks is self.article.blocks:
            return
        expected, actual = _shape(self.article.blocks), _shape(self.blocks)
        if expected != actual:
            raise ValueError(
                f"The translation of {self.article.id!r} should have {expected} sentences per block, as its article; "
                f"it has {actual}. Return one sentence for each, the original where translation failed."
            )


@dataclass(frozen=True, slots=True)
class SummarySentence:
    """A sentence of a summary and its evidence.

    span: (start, end) in the sentence at the evidence when only that part of it is quoted, else None. The text is that
        part, with marks where it would run on: an ellipsis where it was cut off, the end of an open quotation.
    language: BCP 47 tag of the text where it is another than that of the summary, as where translation failed; else "".
    doubts: what may be wrong with the translation of the sentences that it rests on.
    """

    text: str
    evidence: tuple[SentenceRef, ...]
    span: tuple[int, int] | None = None
    language: str = ""
    doubts: tuple[str, ...] = ()

    def quotes(self, source: str) -> bool:
        """Whether its words are those of a sentence, or of the span of it: only marks are added at the ends."""
        part = source[slice(*(self.span or (None,)))]
        before, found, behind = self.text.partition(part)
        return found != "" and not any(map(str.isalnum, before + behind))


@dataclass(frozen=True, slots=True)
class Summary:
    """The sentences of one summary in order, and which engine made them.

    text is "" and sentences () when there was nothing to summarise; `checks` then says why.
    language: BCP 47 tag of the text.
    lede: why the first sentence of the article's paragraphs is not in it (LEDE_...); "" where it is.
    """

    text: str
    sentences: tuple[SummarySentence, ...]
    engine: str
    signature: str
    checks: tuple[str, ...] = ()
    language: str = "und"
    lede: str = ""


@dataclass(frozen=True, slots=True)
class Summaries:
    """The short and the long summary of one article."""

    short: Summary
    long: Summary


def _shape(blocks: tuple[Block, ...]) -> list[int]:
    return [len(block.sentences) for block in blocks]
