"""What `wireglot diff` costs on long articles, and how well similarity finds reworded sentences.

    python -m benchmarks.changes          WIREGLOT_DATA=FOLDER adds the table of likeness (FOLDER/wmt_docs)

Times are CPU seconds on one core for articles of 3,000 sentences, with shares of them reworded by a word and ten
moved; last two versions that have nothing in common. Likeness is tried on news in two human translations (the same
sentence twice) and on all pairs of sentences of one article.
"""

import gzip
import json
import os
import random
from collections import Counter
from collections.abc import Iterable, Iterator
from itertools import combinations
from pathlib import Path
from time import process_time

from wireglot.articles import SentenceRef
from wireglot.outputs.changes import (
    SourceSentence,
    align,
    compare_sentences,
    count_statuses,
    similarity,
    term_weights,
)
from wireglot.summarizers import terms

SENTENCES = 3000
WORDS = 4000  # different words to make sentences of, the commonest far more often than the rest, as in news


def made_up(rng: random.Random) -> list[str]:
    words = ["".join(rng.choices("aeioudlmnrst", k=rng.randrange(2, 10))) for _ in range(WORDS)]
    weights = [1 / (rank + 1) for rank in range(WORDS)]
    return [" ".join(rng.choices(words, weights, k=rng.randrange(8, 30))) + "." for _ in range(SENTENCES)]


def reworded(sentences: list[str], share: float, rng: random.Random) -> list[str]:
    found = []
    for sentence in sentences:
        words = sentence.split()
        if rng.random() < share:
            words[rng.randrange(len(words))] = f"changed{rng.randrange(99)}"
        found.append(" ".join(words))
    return found[100:110] + found[:100] + found[110:]


def seconds(old: list[str], new: list[str]) -> tuple[float, str]:
    before, after = (
        [SourceSentence(SentenceRef(0, at), "paragraph", text) for at, text in enumerate(side)] for side in (old, new)
    )
    start = process_time()
    compared = compare_sentences(before, after, align(before, after))
    return process_time() - start, str(count_statuses(compared))


def speed() -> None:
    rng = random.Random(5)
    sentences = made_up(rng)
    print(f"{SENTENCES} sentences   CPU s")
    for share in (0, 0.02, 0.1, 0.5, 1):
        took, counts = seconds(sentences, reworded(sentences, share, rng))
        print(f"{share:6.0%} reworded  {took:5.2f}  {counts}")
    took, counts = seconds(sentences, made_up(rng))
    print(f"   all others  {took:5.2f}  {counts}")


def documents(folder: Path) -> Iterator[dict[str, object]]:
    for path in sorted(folder.glob("*.jsonl.gz")):
        with gzip.open(path, "rt", encoding="utf-8") as rows:
            yield from (row for row in map(json.loads, rows) if row["domain"] in ("news", "newstest2021"))


def likeness(folder: Path) -> None:
    same, others = [], []
    for row in documents(folder):
        known = [Counter(terms(sentence)) for sentence in row["sentences"]]
        others += alike(combinations(known, 2), known)
        told = [[Counter(terms(sentence)) for sentence in ref] for ref in row["refs"].values()]
        if len(told) > 1:
            same += alike(zip(told[0], told[1], strict=True), told[0] + told[1])
    print(f"\nlikeness   {len(same)} twice translated, found   {len(others)} others, of a thousand")
    for least in (0.2, 0.3, 0.4, 0.5, 0.6):
        found, wrong = (sum(one >= least for one in side) / len(side) for side in (same, others))
        print(f"{least:8.1f}   {found:29.1%}   {1000 * wrong:22.1f}")


def alike(pairs: Iterable[tuple[Counter[str], Counter[str]]], known: list[Counter[str]]) -> list[float]:
    """The likeness of each pair; the terms of `known` weigh as they would in one article."""
    weights = term_weights(known)
    return [similarity(a, b, weights) for a, b in pairs]


if __name__ == "__main__":
    speed()
    if "WIREGLOT_DATA" in os.environ:
        likeness(Path(os.environ["WIREGLOT_DATA"]) / "wmt_docs")
