"""Milliseconds an article for engine `extract` at four sizes, beside sumy's LexRank in the same run.

    python -m benchmarks.extract [--rounds N]

Made-up English of 20 words a sentence with the word frequencies of real text (Zipf), already split. Peer and
ours take turns on each article; the best of three counts, then the median article: the machine may be shared.
sumy is measured where it is installed (pip install sumy); its own splitting and stemming are left out.
"""

import argparse
import random
from collections.abc import Callable
from math import log
from time import perf_counter
from typing import Any

from wireglot.articles import Article, Block
from wireglot.summarizers import SummaryInput, load

SIZES = (20, 70, 150, 600)  # sentences: an agency story, a feature, a long read, a live page
WORDS = 20  # a sentence
SENTENCES_A_PARAGRAPH = 3


def article(size: int, seed: int) -> SummaryInput:
    """A text of that many sentences over a vocabulary of 8,000 words, the same for the same seed."""
    chance = random.Random(seed)
    vocabulary = [_word(chance) for _ in range(8000)]
    shares = [1 / (rank + 3) for rank in range(len(vocabulary))]
    drawn = [" ".join(chance.choices(vocabulary, shares, k=WORDS)).capitalize() + "." for _ in range(size)]
    steps = range(0, size, SENTENCES_A_PARAGRAPH)
    blocks = tuple(Block("paragraph", tuple(drawn[i : i + SENTENCES_A_PARAGRAPH])) for i in steps)
    return SummaryInput(Article(f"a{seed}", f"a{seed}", "", " ".join(vocabulary[40:48]), blocks), "en", blocks, "en")


def _word(chance: random.Random) -> str:
    return "".join(chance.choices("etaoinshrdlucmfw", k=chance.choice((2, 3, 4, 5, 6, 7, 8, 9, 10))))


def ours(text: SummaryInput) -> object:
    """Short and long in one go."""
    return load("extract").summarize([text])


def lexrank() -> Callable[[SummaryInput], object] | None:
    """sumy's LexRank, one summary of four sentences; None where sumy is missing."""
    try:
        from sumy.models.dom import ObjectDocumentModel, Paragraph, Sentence
        from sumy.summarizers.lex_rank import LexRankSummarizer
    except ImportError:
        return None
    engine: Any = LexRankSummarizer()
    splitter = _Spaces()

    def summarise(text: SummaryInput) -> object:
        paragraphs = [Paragraph([Sentence(s, splitter) for s in b.sentences]) for b in text.article.blocks]
        return engine(ObjectDocumentModel(paragraphs), 4)

    return summarise


class _Spaces:
    """Splits words at spaces: sumy asks for a tokenizer, and its own would be measured along."""

    def to_words(self, sentence: str) -> tuple[str, ...]:
        return tuple(sentence.rstrip(".").split())


def milliseconds(work: Callable[[SummaryInput], object], text: SummaryInput) -> float:
    began = perf_counter()
    work(text)
    return (perf_counter() - began) * 1000


def measured(works: dict[str, Callable[[SummaryInput], object]], size: int, rounds: int) -> dict[str, float]:
    """For each the median over the articles of its best of three, all on the same articles, in turn."""
    texts = [article(size, seed) for seed in range(rounds)]
    found: dict[str, list[float]] = {name: [] for name in works}
    for text in texts:
        for name, work in works.items():
            found[name].append(min(milliseconds(work, text) for _ in range(3)))
    return {name: sorted(times)[len(times) // 2] for name, times in found.items()}


def main() -> None:
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("--rounds", type=int, default=7, help="articles a size (7)")
    rounds = parser.parse_args().rounds
    peer = lexrank()
    works = {"extract": ours} | ({"LexRank (sumy)": peer} if peer else {})
    ours(article(20, 0))  # loads numpy and the weights
    table = {size: measured(works, size, rounds) for size in SIZES}
    print("ms an article, sentences: " + "".join(f"{size:>9}" for size in SIZES) + "   growth exponent")
    for name in works:
        times = [table[size][name] for size in SIZES]
        exponent = log(times[-1] / times[0]) / log(SIZES[-1] / SIZES[0])
        print(f"{name:<26}" + "".join(f"{time:9.2f}" for time in times) + f"   {exponent:.2f}")


if __name__ == "__main__":
    main()
