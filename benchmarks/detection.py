"""Detection's time per article of twenty sentences, against langdetect alone, in one run.

    python -m benchmarks.detection [FOLDER]

Both see the same texts in the same process, by turns; the ratio is what counts, not the milliseconds. Detection keeps
what it found in a sentence for a while, so every round has its own numbers in the sentences. With a FOLDER
laid out as WIREGLOT_DATA it is measured on NTREX documents in nine languages, else on an English text made here.
"""

import gzip
import json
import sys
from collections.abc import Callable, Sequence
from dataclasses import replace
from pathlib import Path
from time import perf_counter

from wireglot.articles import Article, Block
from wireglot.articles.languages import detect_languages

LANGUAGES = ("eng", "swe", "deu", "fra", "fin", "rus", "arb", "hin", "zho-CN")
SENTENCES = 20
ROUNDS = 5

MADE = """
The harbour council voted on Tuesday to close the old ferry terminal before the end of the year.
About {n} people work there, and most of them will be moved to the new quay on the northern shore.
"We waited for this decision for a decade, and we still do not know what it will cost," said one of the captains.
"""


def documents(folder: Path, code: str) -> list[Article]:
    with gzip.open(folder / "ntrex" / f"{code}.jsonl.gz", "rt", encoding="utf-8") as lines:
        texts = [json.loads(line)["sentences"] for line in lines]
    return [_article(sentences[0], sentences[1 : SENTENCES + 1]) for sentences in texts if len(sentences) > SENTENCES]


def made() -> list[Article]:
    lines = [line for line in MADE.splitlines() if line]
    return [_article("Ferry terminal to close", [lines[s % 3].format(n=n + s) for s in range(20)]) for n in range(40)]


def _article(headline: str, sentences: Sequence[str]) -> Article:
    """Paragraphs of three sentences, as agencies write them."""
    blocks = (Block("paragraph", tuple(sentences[at : at + 3])) for at in range(0, len(sentences), 3))
    return Article("a", "a", "a", headline, tuple(blocks))


def _numbered(article: Article, number: int) -> Article:
    blocks = tuple(
        replace(block, sentences=tuple(f"{s} {number}" for s in block.sentences)) for block in article.blocks
    )
    return replace(article, blocks=blocks)


def langdetect_alone(articles: Sequence[Article]) -> None:
    """langdetect as its README uses it, seeded, on the whole text."""
    from langdetect import DetectorFactory, detect

    DetectorFactory.seed = 0
    for article in articles:
        detect("\n".join([article.headline, *(s for block in article.blocks for s in block.sentences)]))


def milliseconds(work: Callable[[Sequence[Article]], object], articles: Sequence[Article]) -> float:
    start = perf_counter()
    work(articles)
    return (perf_counter() - start) * 1000 / len(articles)


def main() -> None:
    sets = {code: documents(Path(sys.argv[1]), code) for code in LANGUAGES} if sys.argv[1:] else {"made": made()}
    print(f"{'':8}{'articles':>9}{'ours ms':>9}{'langdetect ms':>15}{'ratio':>7}   (best of {ROUNDS})")
    for name, articles in sets.items():
        detect_languages(articles[:2])
        langdetect_alone(articles[:2])
        rounds = []
        for number in range(ROUNDS):
            new = [_numbered(each, number) for each in articles]
            rounds.append((milliseconds(detect_languages, new), milliseconds(langdetect_alone, new)))
        ours, theirs = (min(column) for column in zip(*rounds, strict=True))
        print(f"{name:8}{len(articles):9}{ours:9.2f}{theirs:15.2f}{ours / theirs:7.2f}")


if __name__ == "__main__":
    main()
