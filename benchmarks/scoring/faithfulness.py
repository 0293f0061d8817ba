"""How well the support of fact checks ranks unfaithful summaries: AUC with bootstrap intervals; and its weights.

    python -m benchmarks.scoring.faithfulness DATA          AUC of each set, its interval and its goal
    python -m benchmarks.scoring.faithfulness DATA --fit    weights fitted on all sets, and the AUC on each set of
                                                            weights fitted on the others
    python -m benchmarks.scoring.faithfulness DATA --shown  how many sentences are refused, shown with a doubt, shown
                                                            without, of faithful and of unfaithful summaries

DATA/faithfulness/<set>.jsonl.gz holds {source, summary, label, sentences?} per line, in English: CLIFF (Cao and Wang
2021), QAGS (Wang et al. 2020), XSum summaries of FFCI (Koto et al. 2022). For QAGS CNN/DM its sentences are ranked,
for the others whole summaries. Sets with only unfaithful summaries have no AUC and are left out.

Weights maximise the likelihood of the labels, with a base rate for each set, equal weight of sets and labels, and no
weight below 0. Articles and systems recur in a set, so the true intervals are a little wider than those printed.
"""

import argparse
import hashlib
import json
from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from random import Random
from typing import TYPE_CHECKING, Any

import numpy as np

from benchmarks.scoring import seeded
from benchmarks.scoring.data import read_jsonl
from wireglot.articles import Article, Block
from wireglot.articles.facts import letters_only, normalize
from wireglot.articles.sentences import split_sentences
from wireglot.summarizers import SummaryInput
from wireglot.summarizers.facts import FactCheck, check_facts, faithfulness_score

# Internals: --fit finds the weights in summarizers/facts/data/support.toml from the features of single sentences.
from wireglot.summarizers.facts.checking import FAULT_FEATURES, compare, features, find_faults, source_of
from wireglot.summarizers.facts.tables import table

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Floats = NDArray[np.float64]

# Goals of the AUC without a model; None where nothing is expected.
GOALS = {"cliff_cnndm": 0.80, "cliff_xsum": 0.80, "ffci_xsum": 0.72, "qags_cnndm": 0.85, "qags_xsum": None}
BY_SENTENCE = {"qags_cnndm"}
UNFAITHFUL_ONLY = ("goyal21_cnndm", "goyal21_xsum")  # which have no AUC
ROUNDS = 500  # of the bootstrap: its interval then moves by less than 0.01

NAMES = tuple(name for name in table("support") if name != "bias")
IS_FAULT = np.array([name in FAULT_FEATURES for name in NAMES])
STEPS, STEP_SIZE, RIDGE = 1500, 0.5, 0.02  # of gradient descent; the ridge separates correlated features


@dataclass(frozen=True, slots=True)
class Judged:
    """A summary, or a sentence of it, that people judged, with the article."""

    text: SummaryInput
    sentences: tuple[str, ...]
    is_unfaithful: bool


@dataclass(frozen=True, slots=True)
class Ranking:
    """The AUC of a set with its 95 % bootstrap interval; `unfaithful` of `judged` cases are unfaithful."""

    name: str
    judged: int
    unfaithful: int
    auc: float
    low: float
    high: float
    goal: float | None


def rankings(folder: Path) -> tuple[Ranking, ...]:
    """The ranking of each set that the folder has."""
    names = [name for name in GOALS if (folder / "faithfulness" / f"{name}.jsonl.gz").is_file()]
    return tuple(ranking(name, faithfulness_set(folder, name)) for name in names)


def ranking(name: str, cases: Sequence[Judged]) -> Ranking:
    """Rank the cases of a set by their lack of support."""
    labels = [case.is_unfaithful for case in cases]
    scores = [lack_of_support(case) for case in cases]
    low, high = auc_interval(scores, labels)
    return Ranking(name, len(cases), sum(labels), auc(scores, labels), low, high, GOALS.get(name))


def lack_of_support(case: Judged) -> float:
    """1 - support, as the mean of the sentences."""
    return 1 - faithfulness_score(check_facts(case.sentences, case.text))


@dataclass(frozen=True, slots=True)
class Shown:
    """Of `sentences`, how many are refused and how many are shown with a doubt; the rest are shown without."""

    name: str
    is_unfaithful: bool
    sentences: int
    refused: int
    doubted: int


def shown(folder: Path) -> tuple[Shown, ...]:
    """What becomes of the sentences of each set, as if each cited the evidence that is found for it.

    Where whole summaries were judged, each sentence counts as its summary.
    """
    names = [name for name in (*GOALS, *UNFAITHFUL_ONLY) if (folder / "faithfulness" / f"{name}.jsonl.gz").is_file()]
    return tuple(row for name in names for row in _shown(name, faithfulness_set(folder, name)))


def _shown(name: str, cases: Sequence[Judged]) -> Iterator[Shown]:
    for label in sorted({case.is_unfaithful for case in cases}):
        checks = [check for case in cases if case.is_unfaithful is label for check in checks_of_cited(case)]
        refused = sum(bool(check.faults) for check in checks)
        doubted = sum(bool(check.doubts and not check.faults) for check in checks)
        yield Shown(name, label, len(checks), refused, doubted)


def checks_of_cited(case: Judged) -> tuple[FactCheck, ...]:
    """The checks of a case as if each sentence cited the evidence that is found for it."""
    found = check_facts(case.sentences, case.text)
    return check_facts(case.sentences, case.text, cited=[check.evidence for check in found])


def faithfulness_set(folder: Path, name: str) -> list[Judged]:
    """The judged summaries or sentences of a set, in its order."""
    rows = read_jsonl(folder / "faithfulness" / f"{name}.jsonl.gz")
    return [case for row in rows for case in _cases(row, name)]


def _cases(row: dict[str, Any], name: str) -> Iterator[Judged]:
    text = _text(str(row["source"]))
    if name in BY_SENTENCE and isinstance(row["sentences"], list):
        for sentence in row["sentences"]:
            yield Judged(text, (sentence["sentence"],), sentence["label"] == "unfaithful")
    else:
        yield Judged(text, split_sentences(str(row["summary"])), row["label"] == "unfaithful")


def _text(source: str) -> SummaryInput:
    lines = (split_sentences(line) for line in source.splitlines())
    blocks = tuple(Block("paragraph", line) for line in lines if line)
    return SummaryInput(Article("faithfulness", "", "", "", blocks), "en", blocks, "en")


def auc(scores: Sequence[float], labels: Sequence[bool]) -> float:
    """The probability that an unfaithful case scores higher than a faithful one, ties count half; 0.5 without both."""
    unfaithful = [score for score, label in zip(scores, labels, strict=True) if label]
    faithful = sorted(score for score, label in zip(scores, labels, strict=True) if not label)
    if not unfaithful or not faithful:
        return 0.5
    wins = sum(bisect_left(faithful, score) + bisect_right(faithful, score) for score in unfaithful)
    return wins / (2 * len(unfaithful) * len(faithful))


def auc_interval(scores: Sequence[float], labels: Sequence[bool]) -> tuple[float, float]:
    """The 95 % bootstrap interval of the AUC: cases drawn with replacement, the same draws each time."""
    draw = Random(0)
    pairs = list(zip(scores, labels, strict=True))
    if not pairs:
        return 0.5, 0.5
    found = sorted(auc(*zip(*draw.choices(pairs, k=len(pairs)), strict=True)) for _ in range(ROUNDS))
    return found[round(0.025 * ROUNDS)], found[round(0.975 * ROUNDS) - 1]


# The weights


@dataclass(frozen=True)
class FeatureSet:
    """The features of a set: those of each case's sentences that are not verbatim, and its number of sentences."""

    features: list["Floats"]
    sentence_counts: list[int]
    is_unfaithful: "NDArray[np.bool_]"

    @cached_property
    def means(self) -> "Floats":
        sums = zip(self.features, self.sentence_counts, strict=True)
        return np.array([rows.sum(0) / max(1, count) for rows, count in sums])


def feature_set(folder: Path, name: str) -> FeatureSet:
    cases = faithfulness_set(folder, name)
    counts = [len(case.sentences) for case in cases]
    return FeatureSet([case_features(case) for case in cases], counts, np.array([case.is_unfaithful for case in cases]))


def case_features(case: Judged) -> "Floats":
    """The features of each sentence that the article does not have word for word."""
    source = source_of(case.text)
    others = [one for one in case.sentences if letters_only(normalize(one)) not in source.by_letters]
    found = (features(pair, find_faults(pair)[0]) for pair in (compare(one, source) for one in others))
    return np.array([[row[name] for name in NAMES] for row in found]).reshape(len(others), len(NAMES))


def fit_weights(sets: list[FeatureSet]) -> "Floats":
    """The weight of each feature, and last the bias: the mean of the sets' biases."""
    scale = np.concatenate([own.means for own in sets]).std(0) + 1e-9
    weights, biases = np.zeros(len(NAMES)), np.zeros(len(sets))
    for _ in range(STEPS):
        gradient = RIDGE * weights * len(sets)
        for at, own in enumerate(sets):
            by_weight, by_bias = gradients(own.means / scale, own.is_unfaithful, weights, biases[at])
            gradient = gradient + by_weight
            biases[at] -= 2 * STEP_SIZE * by_bias
        weights = np.maximum(weights - STEP_SIZE * gradient / len(sets), 0)
    return np.append(weights / scale, biases.mean())


def gradients(x: "Floats", y: "NDArray[np.bool_]", weights: "Floats", bias: float) -> tuple["Floats", float]:
    """Of the negative log likelihood, with equal weight of both labels, by the weights and by the bias."""
    doubted, left = support_parts(x, weights, bias)
    support = np.clip((1 - doubted) * left, 1e-6, 1 - 1e-6)
    error = np.where(y, 0.5 / y.sum(), 0.5 / (~y).sum()) * np.where(y, -support / (1 - support), 1.0)
    return x.T @ error * IS_FAULT + x.T @ (error * doubted) * ~IS_FAULT, float((error * doubted).sum())


def support_parts(x: "Floats", weights: "Floats", bias: float) -> tuple["Floats", "Floats"]:
    """How doubtful the wording is, and what the faults leave: support is (1 - doubted) * left."""
    return 1 / (1 + np.exp(-(x @ (weights * ~IS_FAULT)) - bias)), np.exp(-(x @ (weights * IS_FAULT)))


def scores_with(own: FeatureSet, weights: "Floats") -> list[float]:
    """1 - support of each case of a set with these weights."""
    parts = (support_parts(x, weights[:-1], weights[-1]) for x in own.features)
    sums = (float((1 - (1 - doubted) * left).sum()) for doubted, left in parts)
    return [total / max(1, count) for total, count in zip(sums, own.sentence_counts, strict=True)]


def print_fit(folder: Path) -> None:
    sets = {name: feature_set(folder, name) for name in GOALS}
    for name, own in sets.items():
        found = scores_with(own, fit_weights([other for key, other in sets.items() if key != name]))
        low, high = auc_interval(found, list(own.is_unfaithful))
        print(f"{name:12} fitted on the others {auc(found, list(own.is_unfaithful)):.3f} [{low:.3f}, {high:.3f}]")
    weights = fit_weights(list(sets.values()))
    print("fitted on all", {name: round(float(w), 2) for name, w in zip((*NAMES, "bias"), weights, strict=True)})


def print_shown(folder: Path) -> None:
    for row in shown(folder):
        label = "unfaithful" if row.is_unfaithful else "faithful"
        refused, doubted = row.refused / row.sentences, row.doubted / row.sentences
        print(f"{row.name:14} {label:10} n {row.sentences:5}   refused {refused:.3f}   with a doubt {doubted:.3f}")


# The floors


def corpus_sha256(folder: Path) -> str:
    """The checksum of the sets as they are ranked."""
    digest = hashlib.sha256()
    for name in GOALS:
        rows = [(case.sentences, case.is_unfaithful) for case in faithfulness_set(folder, name)]
        digest.update(json.dumps([name, rows]).encode())
    return digest.hexdigest()


def floors(folder: Path) -> dict[str, Any]:
    """The section "facts" of floors.json: AUC and recall, each less half the width of its 95 % interval."""
    documents = [document for language in seeded.LANGUAGES for document in seeded.documents(folder, language)]
    return {
        "auc": {own.name: round(own.auc - (own.high - own.low) / 2, 4) for own in rankings(folder)},
        "auc_corpus_sha256": corpus_sha256(folder),
        "noise": {"auc": 0.0, "recall": 0.0},
        "recall": {
            kind: round(hits / total - wilson_half_width(hits, total), 4)
            for kind, (hits, total) in seeded.recall(documents).items()
        },
        "recall_corpus_sha256": seeded.corpus_sha256(folder),
        "verbatim_alarms": 0,
        "why": "the floor is the measured value less half the width of its 95 % interval; the checks are deterministic",
    }


def wilson_half_width(hits: int, count: int) -> float:
    """Half the width of Wilson's 95 % interval: the bootstrap of a share near 1 has no width."""
    share, z = hits / count, 1.96
    return z / (1 + z * z / count) * float(np.sqrt(share * (1 - share) / count + z * z / (4 * count * count)))


def main() -> None:
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("folder", type=Path, metavar="DATA")
    parser.add_argument("--fit", action="store_true", help="fit the weights")
    parser.add_argument("--shown", action="store_true", help="count what is refused, and what is shown with a doubt")
    arguments = parser.parse_args()
    if arguments.fit:
        print_fit(arguments.folder)
        return
    if arguments.shown:
        print_shown(arguments.folder)
        return
    for own in rankings(arguments.folder):
        goal = f"{own.goal:.2f}" if own.goal else "-"
        interval = f"{own.auc:.3f} [{own.low:.3f}, {own.high:.3f}]"
        print(f"{own.name:12} n {own.judged:5} unfaithful {own.unfaithful:4}   AUC {interval}   goal {goal}")


if __name__ == "__main__":
    main()
