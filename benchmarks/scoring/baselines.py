"""The peers of a summarizing engine: the lead, and sumy's LexRank and TextRank.

A peer ranks sentences; all fill the same budget by the same rule: short takes the best sentence; long goes by rank,
takes what fits in 110 words, and stops at 85 words or five sentences. sumy is a development dependency. It gets our
sentences and tokens: its own splitter needs a language, is wrong for Hindi and Chinese, and needs a download.
"""

from collections.abc import Callable, Sequence
from typing import Any, NamedTuple

from benchmarks.scoring.rouge import tokens
from benchmarks.scoring.sets import LENGTHS, candidates
from wireglot.articles.languages import UNKNOWN, join_sentences, length_in_words
from wireglot.summarizers import Length, SummaryInput

# The lengths promised to readers (summarizers/summary.py), and so the budget of every system.
MAX_SHORT_WORDS = 40
MAX_SENTENCES, ENOUGH_WORDS, MAX_LONG_WORDS = 5, 85, 110
SUMY_MISSING = "LexRank and TextRank are left out: the package sumy is not installed; to install it: pip install sumy"


class SummaryTexts(NamedTuple):
    """Both summaries of an article by one system."""

    short: str
    long: str


# Orders the sentences by importance: returns each index once, the best first.
Rank = Callable[[Sequence[str]], Sequence[int]]


def in_article_order(sentences: Sequence[str]) -> Sequence[int]:
    """The rank of the lead."""
    return range(len(sentences))


def peers() -> dict[str, Rank]:
    """The lead, and LexRank and TextRank if sumy is installed."""
    return {"lead": in_article_order} | sumy()


def sumy() -> dict[str, Rank]:
    """LexRank (Erkan & Radev 2004) and TextRank (Mihalcea & Tarau 2004) by name; {} when sumy is missing.

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
    """The first sentences of the article, as a summary of this length."""
    return str(getattr(summarize_by_rank(text, in_article_order), length))


def summarize_by_rank(text: SummaryInput, rank: Rank, max_short_words: float | None = None) -> SummaryTexts:
    """The summaries of a peer, each in reading order.

    max_short_words: None, the stronger baseline, takes one sentence of any length, as in published figures of these
    methods. Where no sentence fits, the shortest is taken.
    """
    sentences = [sentence for _, sentence in candidates(text)]
    order = rank(sentences)
    language = text.output_language
    short, long = (fill_budget(order, sentences, length, max_short_words, language) for length in LENGTHS)
    return SummaryTexts(*(join_sentences([sentences[i] for i in chosen], language) for chosen in (short, long)))


def fill_budget(
    order: Sequence[int],
    sentences: Sequence[str],
    length: Length,
    max_short_words: float | None = None,
    language: str = UNKNOWN,
) -> list[int]:
    """The indices of the sentences of a summary, in reading order; [] for no sentences."""
    words = [length_in_words(sentence, language) for sentence in sentences]
    if length == "short":
        max_sentences, enough, max_words = 1, 0.0, max_short_words
    else:
        max_sentences, enough, max_words = MAX_SENTENCES, ENOUGH_WORDS, MAX_LONG_WORDS
    chosen: list[int] = []
    for i in order:
        total = sum(words[j] for j in chosen)
        if len(chosen) == max_sentences or (chosen and total >= enough):
            break
        if max_words is None or total + words[i] <= max_words:
            chosen.append(i)
    return sorted(chosen) or sorted(order, key=lambda i: (words[i], i))[:1]


class _Tokens:
    """A tokenizer for sumy that returns the tokens of our ROUGE."""

    def to_words(self, sentence: str) -> tuple[str, ...]:
        return tuple(tokens(sentence))


def _ranking(engine: Any) -> Rank:
    """The ranking of a sumy engine, read from the last step of its own choice; ties in article order."""
    import numpy
    from sumy.models.dom import ObjectDocumentModel, Paragraph, Sentence

    def rank(sentences: Sequence[str]) -> Sequence[int]:
        document = ObjectDocumentModel([Paragraph([Sentence(sentence, _Tokens()) for sentence in sentences])])
        order: list[int] = []

        def keep_order(ranked: Sequence[Any]) -> Sequence[Any]:
            order.extend(sentence.order for sentence in ranked)
            return ranked

        with numpy.errstate(invalid="ignore"):  # two sentences without a common word: LexRank divides nothing by 0
            engine(document, keep_order)
        return order

    return rank
