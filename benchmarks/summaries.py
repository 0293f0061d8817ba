"""Speed of engine `extract` beside sumy's LexRank and TextRank on real articles, in one run, as ratios.

    [WIREGLOT_DATA=FOLDER] python -m benchmarks.summaries [--write]      some minutes

The articles of each of FOLDER's sets of summaries, without it those of samples/, are concatenated until there are
20, 70, 152 and 600 sentences: an agency story, a feature, a long read, a live page. All get the same split sentences
and pay for their own words; a peer ranks once, ours makes short and long. They take turns on each text; the best of
three counts, then the median text: the machine may be shared. benchmarks/extract.py has made-up text of any size.
--write keeps the table in benchmarks/results/summaries.md.
"""

import argparse
import os
import sys
from collections.abc import Callable, Iterator, Mapping, Sequence
from math import log
from pathlib import Path
from statistics import median

from benchmarks.extract import milliseconds, ours
from benchmarks.scoring.baselines import SUMY_MISSING, Rank, sumy
from benchmarks.scoring.sets import candidates, read_cases, set_files, set_name
from wireglot.articles import Article, Block
from wireglot.articles.reading import find_sources, read
from wireglot.summarizers import SummaryInput

ROOT = Path(__file__).parent.parent
RESULT = ROOT / "benchmarks" / "results" / "summaries.md"
SIZES = (20, 70, 152, 600)
BEST_OF = 3
LONG = 1000  # milliseconds
TEXTS = 4  # of each size, each of another set
ARTICLES = 60  # of each set: enough for 600 sentences but in the smallest

Work = Callable[[SummaryInput], object]


def collected(folder: Path | None) -> tuple[str, list[list[SummaryInput]]]:
    """The origin of the articles, and the articles: a group for each set, or a single group of all samples."""
    if folder and (files := set_files(folder)):
        found = {set_name(file): [case.text for case in read_cases(file, ARTICLES)] for file in files}
        long = {name: texts for name, texts in found.items() if joined(texts, max(SIZES))}
        names = sorted(long)[:: max(1, len(long) // TEXTS)][:TEXTS]
        return "the sets " + ", ".join(names), [long[name] for name in names]
    named = find_sources([ROOT / "samples"], outputs=ROOT / "outputs").check().files
    return "samples/", [[SummaryInput(one, "und", one.blocks, "und") for one in map(read, named)]]


def joined(texts: Sequence[SummaryInput], size: int) -> SummaryInput | None:
    """The first `size` sentences of the texts concatenated; None when there are fewer."""
    kept: list[Block] = []
    left = size
    for paragraph in _paragraphs(texts):
        kept.append(Block("paragraph", paragraph[:left]))
        left -= len(kept[-1].sentences)
        if not left:
            article = Article("a", "a", "", texts[0].article.headline, tuple(kept))
            return SummaryInput(article, texts[0].language, article.blocks, texts[0].language)
    return None


def _paragraphs(texts: Sequence[SummaryInput]) -> Iterator[tuple[str, ...]]:
    """The candidate sentences of each text, by paragraph."""
    for text in texts:
        by_block: dict[int, list[str]] = {}
        for ref, sentence in candidates(text):
            by_block.setdefault(ref.block, []).append(sentence)
        yield from map(tuple, by_block.values())


def peer(rank: Rank) -> Work:
    return lambda text: rank([sentence for _, sentence in text.article.sentences()])


def best(work: Work, text: SummaryInput) -> float:
    """Of three; of one where it takes a second: what else runs here then weighs little."""
    first = milliseconds(work, text)
    return first if first > LONG else min(first, *(milliseconds(work, text) for _ in range(BEST_OF - 1)))


def measured(works: Mapping[str, Work], texts: Sequence[SummaryInput]) -> dict[str, float]:
    """For each the median over the texts of its best of three, in turn on each text."""
    times: dict[str, list[float]] = {name: [] for name in works}
    for text in texts:
        for name, work in works.items():
            times[name].append(best(work, text))
    return {name: median(found) for name, found in times.items()}


def table(found: Mapping[int, Mapping[str, float]]) -> Iterator[str]:
    """Milliseconds a text, growth, and below each peer how many times longer it takes than ours."""
    first, last = min(found), max(found)
    yield "| ms a text, sentences | " + " | ".join(map(str, found)) + " | growth exponent |"
    yield "|---" * (len(found) + 2) + "|"
    for name in found[first]:
        times = [found[size][name] for size in found]
        exponent = log(times[-1] / times[0]) / log(last / first)
        yield f"| {name} | " + " | ".join(f"{time:.1f}" for time in times) + f" | {exponent:.2f} |"
    for name in list(found[first])[1:]:
        ratios = (found[size][name] / found[size]["extract"] for size in found)
        yield f"| {name} / extract | " + " | ".join(f"{ratio:.1f}" for ratio in ratios) + " | |"


def main(arguments: Sequence[str]) -> None:
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("--write", action="store_true", help=f"keep the table in {RESULT.relative_to(ROOT)}")
    given = parser.parse_args(arguments)
    peers = {f"{name} (sumy)": peer(rank) for name, rank in sumy().items()}
    if not peers:
        print(SUMY_MISSING)
    origin, groups = collected(Path(os.environ["WIREGLOT_DATA"]) if os.environ.get("WIREGLOT_DATA") else None)
    works: dict[str, Work] = {"extract": ours} | peers
    found = {}
    for size in SIZES:
        whole = [text for group in groups if (text := joined(group, size))]
        if whole:
            ours(whole[0])  # loads what is loaded once
            found[size] = measured(works, whole)
        else:
            print(f"left out: {size} sentences; there are too few in {origin}")
    lines = [f"One text of each size from {origin}; best of {BEST_OF}, median text, one thread.", "", *table(found)]
    print("\n".join(lines))
    if given.write:
        command = "`WIREGLOT_DATA=DATA python -m benchmarks.summaries --write`"
        RESULT.write_text("\n".join(["# Speed of summaries, side by side", "", command, "", *lines, ""]), "utf-8")


if __name__ == "__main__":
    main(sys.argv[1:])
