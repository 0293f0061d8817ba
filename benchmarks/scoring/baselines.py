"""The peers of a summarizing engine: the lead, and sumy's LexRank and TextRank.

A peer ranks sentences; all fill the same budget by the same rule: short takes the best sentence; long goes by rank,
takes what fits in 110 words, and stops at 85 words or five sentences. sumy is a development dependency. It gets our
sentences and tokens: its own splitter wants a language and is wrong for Hindi and Chinese, and it needs a download.
"""

from collections.abc import Callable, Sequence
from typing import Any, NamedTuple

from benchmarks.scoring.rouge import tokens
from benchmarks.scoring.sets import LENGTHS, candidates
from wireglot.articles.languages import UNKNOWN, join_sentences, length_in_words
from wireglot.summarizers import Length, SummaryInput

# The lengths promised to readers (summarizers/summary.py), and so the budget of everybody.
CAP = 40
MOST, ENOUGH, FULL = 5, 85, 110
SUMY_MISSING = "LexRank and TextRank are left out: the package sumy is not installed; to have them: pip install sumy"


class Told(NamedTuple):
    """One article as one system tells it."""

    short: str
    long: str


# The numbers of the sentences, best first, all of them once.
Rank = Callable[[Sequence[str]], Sequence[int]]


def in_order(sentences: Sequence[str]) -> Sequence[int]:
    """As they stand in the article."""
    return range(len(sentences))


def peers() -> dict[str, Rank]:
    """The lead, and with sumy installed LexRank and TextRank."""
    return {"lead": in_order} | sumy()


def sumy() -> dict[str, Rank]:
    """LexRank (Erkan & Radev 2004) and TextRank (Mihalcea & Tarau 2004) by their names; {} when sumy is missing.

    Their time grows with the square of the sentences: a live page of 1,300 takes LexRank several seconds.
    """
    try:
        from sumy.summarizers.lex_rank import LexRankSummarizer
        from sumy.summarizers.text_rank import TextRankSummarizer
    except ImportError:
        return {}
    engines = {"lexrank": LexRankSummarizer(), "textrank": TextRankSummarizer()}
    return {name: _ranking(engine) for name, engine in engines.items()}


def lead(text: SummaryInput, length: Length) -> str:
    """What the article says first."""
    return str(getattr(told(text, in_order), length))


def told(text: SummaryInput, rank: Rank, cap: float | None = None) -> Told:
    """The summaries of a peer, each in reading order.

    cap: the most words of a short one. None, the harder rival: one sentence of any length, as the published figures
    of these methods have it. Where no sentence fits, the shortest is taken.
    """
    sentences = [sentence for _, sentence in candidates(text)]
    order = rank(sentences)
    language = text.output_language
    short, long = (filled(order, sentences, length, cap, language) for length in LENGTHS)
    return Told(*(join_sentences([sentences[i] for i in chosen], language) for chosen in (short, long)))


def filled(
    order: Sequence[int], sentences: Sequence[str], length: Length, cap: float | None = None, language: str = UNKNOWN
) -> list[int]:
    """The numbers of the sentences that go into a summary, in reading order; [] of none."""
    lengths = [length_in_words(sentence, language) for sentence in sentences]
    most, enough, full = (1, 0.0, cap) if length == "short" else (MOST, ENOUGH, FULL)
    chosen: list[int] = []
    for i in order:
        spent = sum(lengths[j] for j in chosen)
        if len(chosen) == most or (chosen and spent >= enough):
            break
        if full is None or spent + lengths[i] <= full:
            chosen.append(i)
    return sorted(chosen) or sorted(order, key=lambda i: (lengths[i], i))[:1]


class _Tokens:
    """What sumy asks of a tokenizer, given by ours: the words of a sentence."""

    def to_words(self, sentence: str) -> tuple[str, ...]:
        return tuple(tokens(sentence))


def _ranking(engine: Any) -> Rank:
    """The ranking of a sumy engine, read from the last step of its own choice; ties as in the article."""
    import numpy
    from sumy.models.dom import ObjectDocumentModel, Paragraph, Sentence

    def rank(sentences: Sequence[str]) -> Sequence[int]:
        document = ObjectDocumentModel([Paragraph([Sentence(one, _Tokens()) for one in sentences])])
        order: list[int] = []

        def all_of_them(ranked: Sequence[Any]) -> Sequence[Any]:
            order.extend(one.order for one in ranked)
            return ranked

        with numpy.errstate(invalid="ignore"):  # two sentences without a common word: LexRank divides nothing by 0
            engine(document, all_of_them)
        return order

    return rank
