"""ROUGE of a summarizing engine and its peers, on sets of articles with summaries written by people; and its floors.

    score_set   the scores of a set at both lengths: articles x systems x measures
    report      one set, or several as a macro mean, with intervals
    floors      engine `extract` against the lead, on the first articles of each set

A score is the mean of ROUGE-1, ROUGE-2 and ROUGE-L F1 x 100. Each score comes with the number of words: length alone
changes it. `python -m benchmarks.scoring.evaluate summaries` prints all of it.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache
from hashlib import sha256
from pathlib import Path
from statistics import fmean
from typing import TYPE_CHECKING, Any

import numpy

from benchmarks.scoring.baselines import Rank, SummaryTexts, in_article_order, peers, summarize_by_rank
from benchmarks.scoring.bootstrap import Interval, draws, interval
from benchmarks.scoring.data import EVALUATION, NoData, small_set
from benchmarks.scoring.rouge import rouge
from benchmarks.scoring.sets import LENGTHS, Case, Ledes, read_cases, reference_length, set_files, set_name
from wireglot.articles.languages import length_in_words
from wireglot.articles.reading import SourceFile, read
from wireglot.summarizers import Length, Summary, SummaryInput, summarize

if TYPE_CHECKING:
    from benchmarks.scoring.bootstrap import Floats

MEASURES = ("r1", "r2", "rl", "mean", "words")
MEAN = MEASURES.index("mean")
LEAD_ONLY: Mapping[str, Rank] = {"lead": in_article_order}
FLOOR_ARTICLES = 100  # the first of each set: enough for a floor, and takes seconds
SAMPLES = EVALUATION.parents[1] / "samples"


@dataclass(frozen=True, slots=True)
class ScoringOptions:
    """What is scored. limit: articles per set, None for all; max_short_words: limit of the peers' short summaries."""

    engine: str = "extract"
    limit: int | None = None
    ledes: Ledes = "kept"
    max_short_words: float | None = None
    peers: Mapping[str, Rank] = field(default_factory=peers)


@dataclass(frozen=True, slots=True, eq=False)
class SetScores:
    """The scores of a set: `values` is articles x systems x MEASURES; the engine is the first system.

    empty: articles without a summary by the engine; they count with 0.
    by_other_engine: articles that another engine summarised in its place; they count. reason: that of the first.
    """

    name: str
    systems: tuple[str, ...]
    values: "Floats"
    empty: int
    by_other_engine: int = 0
    reason: str = ""


@dataclass(frozen=True, slots=True)
class SystemScore:
    """Each ROUGE of a system and their mean, times 100, and the mean number of words of its summaries."""

    name: str
    r1: float
    r2: float
    rl: float
    mean: Interval
    words: float


@dataclass(frozen=True, slots=True)
class Report:
    """A set or a macro mean; over: the engine's mean minus that of each peer, by the peer's name.

    empty, by_other_engine and reason as in SetScores, summed.
    """

    name: str
    length: str
    articles: int
    empty: int
    by_other_engine: int
    reason: str
    systems: tuple[SystemScore, ...]
    over: dict[str, Interval]


def score_set(file: Path, options: ScoringOptions) -> dict[Length, SetScores]:
    """Score the engine and its peers on a set. Raises UnknownEngine or NoData."""
    return score_cases(set_name(file), read_cases(file, options.limit, options.ledes), options)


def score_cases(name: str, cases: Sequence[Case], options: ScoringOptions) -> dict[Length, SetScores]:
    """Score the engine and its peers on cases that are read already."""
    if not cases:
        raise NoData(f"{name} has no article to score; an article of one sentence has none left when ledes are cut.")
    texts = [case.text for case in cases]
    summaries = summarize(texts, engine=options.engine)
    systems = {options.engine: [SummaryTexts(pair.short.text, pair.long.text) for pair in summaries]}
    for peer, rank in options.peers.items():
        systems[peer] = [summarize_by_rank(text, rank, options.max_short_words) for text in texts]
    return {
        length: SetScores(
            name,
            tuple(systems),
            _values(length, cases, systems),
            sum(not getattr(pair, length) for pair in systems[options.engine]),
            *count_other_engines([getattr(pair, length) for pair in summaries], options.engine),
        )
        for length in LENGTHS
    }


def count_other_engines(summaries: Sequence[Summary], engine: str) -> tuple[int, str]:
    """How many summaries are by another engine, and the first reason."""
    others = [summary for summary in summaries if engine not in (summary.engine, "auto")]
    return len(others), next((check for summary in others for check in summary.checks), "")


def measure(summary: str, references: Sequence[str]) -> tuple[float, ...]:
    """The MEASURES of a summary."""
    values = [100 * value for value in rouge(summary, references)]
    return (*values, fmean(values), length_in_words(summary))


def _values(length: Length, cases: Sequence[Case], systems: Mapping[str, Sequence[SummaryTexts]]) -> "Floats":
    columns = [
        [measure(getattr(pair, length), case.references) for pair, case in zip(summaries, cases, strict=True)]
        for summaries in systems.values()
    ]
    return numpy.array(columns, dtype=float).transpose(1, 0, 2)


def report(name: str, length: str, sets: Sequence[SetScores]) -> Report:
    """The mean of the sets, each with the same weight; for one set its own scores."""
    values = numpy.mean([scores.values.mean(axis=0) for scores in sets], axis=0)
    drawn = numpy.mean([draws(scores.values[:, :, MEAN], scores.name) for scores in sets], axis=0)
    systems = sets[0].systems
    return Report(
        name,
        length,
        sum(len(scores.values) for scores in sets),
        sum(scores.empty for scores in sets),
        sum(scores.by_other_engine for scores in sets),
        next((scores.reason for scores in sets if scores.reason), ""),
        tuple(_system_score(system, values[i], drawn[:, i]) for i, system in enumerate(systems)),
        {systems[i]: _difference(i, values, drawn) for i in range(1, len(systems))},
    )


def _system_score(name: str, values: "Floats", drawn: "Floats") -> SystemScore:
    r1, r2, rl, mean, words = map(float, values)
    return SystemScore(name, r1, r2, rl, interval(mean, drawn), words)


def _difference(peer: int, values: "Floats", drawn: "Floats") -> Interval:
    return interval(values[0, MEAN] - values[peer, MEAN], drawn[:, 0] - drawn[:, peer])


# The floors


def floors(folder: Path) -> dict[str, Any]:
    """The section of floors.json: the engine's means, and how much they exceed those of the lead."""
    return {
        "articles": FLOOR_ARTICLES,
        "corpus_sha256": corpus_sha256(folder),
        "ledes": {"kept": _floors_of_sets(folder, "kept"), "cut": _floors_of_sets(folder, "cut")},
        "small": {length: _floor([scores]) for length, scores in small_scores().items()},
        # The engine is deterministic. The noise is what a rule against bad sentences may cost: one article of a small
        # set with the worst summary, in every third set.
        "noise": {"macro": 0.2, "set": 1.0},
        "why": "a drop within the noise is the price of a rule that helps a reader; the engine itself is exact",
    }


def _floors_of_sets(folder: Path, ledes: Ledes) -> dict[str, Any]:
    """The floors of every set at the length of its references, and their macro mean."""
    found = {set_name(file): _scores_over_lead(file, ledes) for file in set_files(folder)}
    return {
        "macro": _floor(list(found.values())),
        "sets": {name: _floor([scores]) for name, scores in found.items()},
    }


@cache
def _scores_over_lead(file: Path, ledes: Ledes) -> SetScores:
    options = ScoringOptions(limit=FLOOR_ARTICLES, ledes=ledes, peers=LEAD_ONLY)
    return score_set(file, options)[reference_length(set_name(file))]


def _floor(sets: Sequence[SetScores]) -> dict[str, float]:
    """The macro mean of the sets."""
    means = [scores.values.mean(axis=0)[:, MEAN] for scores in sets]
    engine, lead = (sum(values[system] for values in means) / len(means) for system in (0, 1))
    return {"mean": round(float(engine), 2), "over_lead": round(float(engine - lead), 2)}


def small_cases() -> dict[Length, tuple[Case, ...]]:
    """The articles of samples/ that small/summaries.toml summarises, with its summaries as references."""
    entries = small_set("summaries")["article"]
    return {length: tuple(Case(_sample(entry), (entry[length],)) for entry in entries) for length in LENGTHS}


def _sample(entry: Mapping[str, str]) -> SummaryInput:
    article = read(SourceFile(SAMPLES / entry["file"], entry["file"]))
    return SummaryInput(article, entry["language"], article.blocks, entry["language"])


def small_scores() -> dict[Length, SetScores]:
    """The engine and the lead on the small set, each length against its own references."""
    options = ScoringOptions(peers=LEAD_ONLY)
    return {length: score_cases("small", cases, options)[length] for length, cases in small_cases().items()}


def corpus_sha256(folder: Path) -> str:
    """The checksum of the sets, in the order of their names."""
    digest = sha256()
    for file in set_files(folder):
        digest.update(set_name(file).encode() + file.read_bytes())
    return digest.hexdigest()
