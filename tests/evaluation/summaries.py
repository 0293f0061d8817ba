"""Scores of the summaries of engine `extract` against the article's first sentences, by our own ROUGE.

    python tests/evaluation/summaries.py FOLDER [--limit N]     both lengths of every set
    python tests/evaluation/floors.py summaries FOLDER          new floors into floors.json

`wireglot evaluate summaries` prints the same with LexRank, TextRank and intervals; this is for the work on the engine:
seconds, not minutes. The methods are in flows/scoring; here are the floors, and the project's own small set.
"""

import argparse
import sys
import tomllib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from hashlib import sha256
from pathlib import Path
from typing import Any

from benchmarks.scoring.baselines import in_order, lead
from benchmarks.scoring.rouge import rouge, score, tokens
from benchmarks.scoring.sets import (
    LENGTHS,
    SHORT_SETS,
    Case,
    Ledes,
    Length,
    candidates,
    files,
    matched,
    name_of,
    rows,
    text_of,
)
from benchmarks.scoring.summaries import MEAN, Board, Setting, boards, boards_of
from wireglot.articles.reading import SourceFile, read
from wireglot.summarizers import SummaryInput

__all__ = ["SHORT_SETS", "candidates", "files", "lead", "rouge", "rows", "score", "scored", "text_of", "tokens"]

HERE = Path(__file__).parent
SAMPLES = HERE.parent.parent / "samples"
PEERS = {"lead": in_order}
ARTICLES = 100  # of each set, the first: enough for a floor, and some seconds
WORDS = -1  # the last of the figures


@dataclass(frozen=True, slots=True)
class Scored:
    """One set at one length: mean scores and mean words, of the engine and of the lead."""

    articles: int
    ours: float
    lead: float
    our_words: float
    lead_words: float


def scored(file: Path, length: Length, limit: int | None = None, ledes: Ledes = "kept") -> Scored:
    """The engine and the lead on one set."""
    return _scored(_boards(file, limit, ledes)[length])


@cache
def _boards(file: Path, limit: int | None, ledes: Ledes) -> dict[Length, Board]:
    return boards(file, Setting(limit=limit, ledes=ledes, peers=PEERS))


def _scored(found: Board) -> Scored:
    ours, lead = found.values.mean(axis=0)
    return Scored(len(found.values), ours[MEAN], lead[MEAN], ours[WORDS], lead[WORDS])


def small_cases() -> dict[Length, tuple[Case, ...]]:
    """The articles of samples/ that small/summaries.toml summarises, with the summary of that length as reference."""
    entries = tomllib.loads((HERE / "small" / "summaries.toml").read_text(encoding="utf-8"))["article"]
    return {length: tuple(Case(_sample(one), (one[length],)) for one in entries) for length in LENGTHS}


def _sample(entry: dict[str, str]) -> SummaryInput:
    article = read(SourceFile(SAMPLES / entry["file"], entry["file"]))
    return SummaryInput(article, entry["language"], article.blocks, entry["language"])


def small() -> dict[Length, Scored]:
    """The engine and the lead on the small set, each length against its own references."""
    found = {length: boards_of("small", cases, Setting(peers=PEERS)) for length, cases in small_cases().items()}
    return {length: _scored(found[length][length]) for length in LENGTHS}


def matching(folder: Path, limit: int | None, ledes: Ledes = "kept") -> dict[str, Scored]:
    """Every set at its references' length, by name."""
    return {name_of(file): scored(file, matched(name_of(file)), limit, ledes) for file in files(folder)}


def floors(folder: Path) -> dict[str, Any]:
    """What floors.json keeps: the engine's means, and by how much they are over the lead's."""
    return {
        "articles": ARTICLES,
        "corpus_sha256": corpus_sha256(folder),
        "ledes": {ledes: _kept(matching(folder, ARTICLES, ledes)) for ledes in ("kept", "cut")},
        "small": {length: _floor([found]) for length, found in small().items()},
        # The engine gives the same for the same text. What may go is what a rule that keeps a bad sentence out may
        # cost: one article of a small set summarised in the worst way, and that in every third set.
        "noise": {"macro": 0.2, "set": 1.0},
        "why": "a drop within the noise is the price of a rule that helps a reader; the engine itself is exact",
    }


def _kept(found: dict[str, Scored]) -> dict[str, Any]:
    return {"macro": _floor(list(found.values())), "sets": {name: _floor([one]) for name, one in found.items()}}


def _floor(found: Sequence[Scored]) -> dict[str, float]:
    """Of the mean of several, rounded to the second decimal."""
    ours, lead = (sum(getattr(one, key) for one in found) / len(found) for key in ("ours", "lead"))
    return {"mean": round(float(ours), 2), "over_lead": round(float(ours - lead), 2)}


def corpus_sha256(folder: Path) -> str:
    """Of the sets, by name."""
    digest = sha256()
    for file in files(folder):
        digest.update(name_of(file).encode() + file.read_bytes())
    return digest.hexdigest()


def table(folder: Path, limit: int | None) -> Iterator[str]:
    """A line a set, both lengths, then macro means; `matched` takes each set at its references' length."""
    yield f"{'set':<14}{'n':>5}   {'short: ours  lead  (words)':<32}{'long: ours  lead  (words)':<32}matched"
    for file in files(folder):
        name, both = name_of(file), [scored(file, length, limit) for length in LENGTHS]
        yield f"{name:<14}{both[0].articles:>5}   {''.join(map(_cells, both))}{matched(name)}"
    every = {length: [scored(file, length, limit) for file in files(folder)] for length in LENGTHS}
    for name, found in {**every, "matched": list(matching(folder, limit).values())}.items():
        yield _macro(name, found)


def _cells(found: Scored) -> str:
    line = f"{found.ours:5.2f} {found.lead:5.2f}  ({found.our_words:.0f} / {found.lead_words:.0f})"
    return f"{line:<32}"


def _macro(name: str, found: Sequence[Scored]) -> str:
    one = _floor(found)
    lead = one["mean"] - one["over_lead"]
    return f"macro {name:<8} ours {one['mean']:5.2f}  lead {lead:5.2f}  ours - lead {one['over_lead']:+.2f}"


def main(arguments: Sequence[str]) -> None:
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("folder", type=Path)
    parser.add_argument("--limit", type=int, default=None, help="articles a set (all)")
    chosen = parser.parse_args(arguments)
    if not files(chosen.folder):
        parser.error(f"no *.dev.jsonl.gz in {chosen.folder} or its summaries/; name the data folder")
    for line in table(chosen.folder, chosen.limit):
        print(line, flush=True)
    for length, found in small().items():
        print(f"small {length:<8} {_macro('', [found]).removeprefix('macro ')}   ({found.articles} articles)")


if __name__ == "__main__":
    main(sys.argv[1:])
