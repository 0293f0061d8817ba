"""Pages: how much of the gold text of newspaper pages is read, beside other extractors on the same pages.

    python -m benchmarks.pages --data DATA [--rounds N]

DATA/pages holds newspaper pages (.html.gz) with gold text (.json). Prints the goal table, each page whose size
is outside of the limits, what was lost, and a table beside trafilatura alone, newspaper4k and readability-lxml (where
installed). The extractors take turns; the best round counts, in pages per second of processor time on one core.
"""

import argparse
import logging
from pathlib import Path
from time import process_time

from benchmarks.scoring.page_extractors import extractors
from benchmarks.scoring.page_scores import GOALS, SIZE, PageScore, measures
from benchmarks.scoring.page_scores import scores as scores_of
from benchmarks.scoring.pages import Page, read_pages

SHOWN = 90


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--data", type=Path, required=True)
    parser.add_argument("--rounds", type=int, default=3)
    arguments = parser.parse_args()
    logging.disable(logging.CRITICAL)
    pages = list(read_pages(arguments.data))
    scores = {name: scores_of(extract, pages) for name, extract in extractors().items()}
    _print_goals(scores["wireglot"])
    _print_losses(scores["wireglot"])
    _print_comparison(scores, _speeds(pages, arguments.rounds))


def _print_goals(scores: list[PageScore]) -> None:
    print(f"| goal on {len(scores)} pages | wanted | measured |\n|---|---|---|")
    for name, value in measures(scores).items():
        print(f"| {name} | {GOALS.get(name, 0):.2f} | {value:.3f} |")


def _print_losses(scores: list[PageScore]) -> None:
    low, high = SIZE
    for s in scores:
        if not low <= s.size <= high:
            print(f"\n{s.name}: size {s.size:.2f}; not in the gold text:")
            for text in s.extra[:6]:
                print(f"    + {text[:SHOWN]}")
        for kind, lost in (("paragraph", s.lost_paragraphs), ("lead", s.lost_leads), ("heading", s.lost_headings)):
            for text in lost:
                print(f"{s.name}: lost {kind}: {text[:SHOWN]}")
        if not s.right_day:
            print(f"{s.name}: another day")
        for text in s.banners:
            print(f"{s.name}: banner: {text[:SHOWN]}")


def _speeds(pages: list[Page], rounds: int) -> dict[str, float]:
    """Pages per second of processor time; the extractors take turns, since the machine may be shared."""
    best = dict.fromkeys(extractors(), 0.0)
    for _ in range(rounds):
        for name, extract in extractors().items():
            start = process_time()
            for page in pages:
                extract(page)
            best[name] = max(best[name], len(pages) / (process_time() - start))
    return best


def _print_comparison(scores: dict[str, list[PageScore]], speeds: dict[str, float]) -> None:
    names = list(measures(scores["wireglot"]))
    print(f"\n| | {' | '.join(names)} | pages/s and core |\n|---|{'---|' * (len(names) + 1)}")
    for extractor, of_extractor in scores.items():
        values = " | ".join(f"{value:.3f}" for value in measures(of_extractor).values())
        print(f"| {extractor} | {values} | {speeds[extractor]:.0f} |")


if __name__ == "__main__":
    main()
