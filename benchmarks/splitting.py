"""Speed and boundary F1 of our sentence segmentation and of sentencex, in one run on the same documents.

    python -m benchmarks.splitting DATA     needs sentencex: pip install sentencex

sentencex is given the language of each document; ours detects it. Times are CPU time on one core, the best of three
rounds, in MB of UTF-8 per second.
"""

import argparse
import sys
from collections.abc import Callable, Iterable
from functools import partial
from pathlib import Path
from time import process_time

from benchmarks.scoring.splitting import GOAL, Score, Split, score, texts
from wireglot.articles.sentences import split_text

# The language tags of sentencex for GOAL, in the same order.
TAGS = "en de fr es it pt nl sv da no fi pl cs hu ro bg ru uk el tr ar fa he hi ur id vi ko ja zh"
ROUNDS = 3


def seconds(split: Split, documents: Iterable[str]) -> float:
    """CPU seconds to split all documents, the best of the rounds."""

    def once() -> float:
        start = process_time()
        for document in documents:
            list(split(document))
        return process_time() - start

    return min(once() for _ in range(ROUNDS))


def main() -> None:
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("folder", type=Path, metavar="DATA")
    parser.add_argument("--documents", type=int, default=None, help="documents of each language (all)")
    arguments = parser.parse_args()
    try:
        import sentencex
    except ImportError:
        sys.exit("sentencex is not installed: pip install sentencex, then run this again")
    print(f"{'':8} {'F1 ours':>8} {'theirs':>8} {'MB/s ours':>10} {'theirs':>8} {'ratio':>7}")
    ours, theirs, totals = Score(), Score(), [0.0, 0.0, 0.0]
    for code, tag in zip(GOAL, TAGS.split(), strict=True):
        documents = texts(arguments.folder, code, arguments.documents)
        plain = [text for text, _ in documents]
        peer: Callable[[str], Iterable[str]] = partial(sentencex.segment, tag)
        own, other = score(documents), score(documents, peer)
        row = [sum(len(text.encode()) for text in plain) / 1e6, seconds(split_text, plain), seconds(peer, plain)]
        print_row(code, own, other, row)
        ours, theirs, totals = ours + own, theirs + other, [a + b for a, b in zip(totals, row, strict=True)]
    print_row("micro", ours, theirs, totals)


def print_row(name: str, own: Score, other: Score, row: list[float]) -> None:
    """row: megabytes, and the seconds of ours and of sentencex."""
    size, own_time, other_time = row
    speeds = f"{size / own_time:10.1f} {size / other_time:8.1f} {other_time / own_time:7.2f}"
    print(f"{name:8} {own.f1:8.3f} {other.f1:8.3f} {speeds}")


if __name__ == "__main__":
    main()
