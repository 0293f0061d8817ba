"""How well the support of summarizers.facts ranks unfaithful summaries first: AUC with bootstrap intervals.

FOLDER/faithfulness/<set>.jsonl.gz       {source, summary, label, sentences?} a line; English

CLIFF (Cao and Wang 2021), QAGS (Wang et al. 2020), XSum summaries of FFCI (Koto et al. 2022): of QAGS CNN/DM its
sentences are ranked, of the others whole summaries. Sets that hold only unfaithful ones have no AUC and are left out.
"""

import gzip
import json
from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from random import Random

from wireglot.articles import Article, Block
from wireglot.articles.sentences import split_sentences
from wireglot.summarizers import SummaryInput
from wireglot.summarizers.facts import check_facts, faithfulness_score

# What may be reached without a model, and what is aimed at.
AIMS = {"cliff_cnndm": 0.80, "cliff_xsum": 0.80, "ffci_xsum": 0.72, "qags_cnndm": 0.85, "qags_xsum": None}
BY_SENTENCE = {"qags_cnndm"}
ROUNDS = 500  # of the bootstrap: its interval then moves by less than 0.01


@dataclass(frozen=True, slots=True)
class Judged:
    """What people judged: a summary or one sentence of it, in sentences, with the article."""

    text: SummaryInput
    sentences: tuple[str, ...]
    unfaithful: bool


@dataclass(frozen=True, slots=True)
class Ranking:
    """The AUC of a set with its 95 % bootstrap interval; `unfaithful` of `judged`."""

    name: str
    judged: int
    unfaithful: int
    auc: float
    low: float
    high: float
    aim: float | None


def rankings(folder: Path) -> tuple[Ranking, ...]:
    """One for each set of the folder that has both labels; () when there are none."""
    return tuple(
        ranking(name, faithfulness_set(folder, name))
        for name in AIMS
        if (folder / "faithfulness" / f"{name}.jsonl.gz").is_file()
    )


def ranking(name: str, cases: Sequence[Judged]) -> Ranking:
    """How the warnings about the cases of a set rank them."""
    labels = [case.unfaithful for case in cases]
    warnings = [doubt(case) for case in cases]
    low, high = interval(warnings, labels)
    return Ranking(name, len(cases), sum(labels), auc(warnings, labels), low, high, AIMS.get(name))


def doubt(case: Judged) -> float:
    """1 - support, over the sentences."""
    return 1 - faithfulness_score(check_facts(case.sentences, case.text))


def faithfulness_set(folder: Path, name: str) -> list[Judged]:
    """The judged summaries or sentences of a set, in its order."""
    with gzip.open(folder / "faithfulness" / f"{name}.jsonl.gz", "rt", encoding="utf-8") as lines:
        return [case for line in lines for case in _cases(json.loads(line), name)]


def _cases(row: dict[str, object], name: str) -> Iterator[Judged]:
    text = _text(str(row["source"]))
    if name in BY_SENTENCE and isinstance(row["sentences"], list):
        for one in row["sentences"]:
            yield Judged(text, (one["sentence"],), one["label"] == "unfaithful")
    else:
        yield Judged(text, split_sentences(str(row["summary"])), row["label"] == "unfaithful")


def _text(source: str) -> SummaryInput:
    lines = (split_sentences(line) for line in source.splitlines())
    blocks = tuple(Block("paragraph", line) for line in lines if line)
    return SummaryInput(Article("faithfulness", "", "", "", blocks), "en", blocks, "en")


def auc(warnings: Sequence[float], labels: Sequence[bool]) -> float:
    """The chance that an unfaithful one is doubted more than a faithful one, ties counting half; 0.5 without both."""
    wrong = [warning for warning, label in zip(warnings, labels, strict=True) if label]
    right = sorted(warning for warning, label in zip(warnings, labels, strict=True) if not label)
    if not wrong or not right:
        return 0.5
    won = sum(bisect_left(right, warning) + bisect_right(right, warning) for warning in wrong)
    return won / (2 * len(wrong) * len(right))


def interval(warnings: Sequence[float], labels: Sequence[bool]) -> tuple[float, float]:
    """The 95 % bootstrap interval of the AUC, cases drawn with replacement, the same draws each time."""
    draw = Random(0)
    pairs = list(zip(warnings, labels, strict=True))
    found = sorted(auc(*zip(*draw.choices(pairs, k=len(pairs)), strict=True)) for _ in range(ROUNDS)) if pairs else []
    return (found[round(0.025 * ROUNDS)], found[round(0.975 * ROUNDS) - 1]) if found else (0.5, 0.5)
