"""AUC of the support of facts on sets of judged summaries, and the weights that it is made with.

    python tests/evaluation/faithfulness.py FOLDER            AUC a set, its interval and its aim
    python tests/evaluation/faithfulness.py FOLDER --fit      weights fitted on all sets, and the AUC on each of weights
                                                              fitted on the others
    python tests/evaluation/faithfulness.py FOLDER --write    new floors of the facts, of seeded.py too

Weights are fitted by the likelihood of the labels, with a base rate for each set, sets and labels weighing alike, no
weight below 0. Articles and systems recur in a set, so that the true intervals are a little wider than those printed.
"""

import argparse
import hashlib
import importlib.util
import json
import sys
from dataclasses import dataclass
from functools import cache, cached_property
from pathlib import Path
from types import ModuleType

import numpy as np

from benchmarks.scoring.faithfulness import AIMS, Judged, auc, faithfulness_set, interval, rankings
from wireglot.summarizers.facts.checking import FAULT_FEATURES, compare, features, find_faults, source_of
from wireglot.summarizers.facts.words import letters_only, normalize, table

HERE = Path(__file__).parent
FLOORS = HERE / "floors.json"
NAMES = tuple(name for name in table("support") if name != "bias")
IS_FAULT = np.array([name in FAULT_FEATURES for name in NAMES])
ROUNDS, STEP, RIDGE = 1500, 0.5, 0.02  # of gradient descent; the ridge keeps features that say the same apart


@cache
def seeded() -> ModuleType:
    """seeded.py beside this file."""
    spec = importlib.util.spec_from_file_location("seeded_scorer", HERE / "seeded.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    sys.modules[spec.name] = module
    spec.loader.exec_module(module)
    return module


def measured(case: Judged) -> np.ndarray:
    """The features of each sentence of a summary that the article does not have word for word."""
    source = source_of(case.text)
    others = [one for one in case.sentences if letters_only(normalize(one)) not in source.by_letters]
    found = (features(pair, find_faults(pair)[0]) for pair in (compare(one, source) for one in others))
    return np.array([[one[name] for name in NAMES] for one in found]).reshape(len(others), len(NAMES))


@dataclass(frozen=True)
class Measured:
    """A set: the features of each summary's sentences, without those that are verbatim; how many it has with them."""

    sentences: list[np.ndarray]
    many: list[int]
    unfaithful: np.ndarray

    @cached_property
    def means(self) -> np.ndarray:
        return np.array([one.sum(0) / max(1, many) for one, many in zip(self.sentences, self.many, strict=True)])


def measured_set(folder: Path, name: str) -> Measured:
    cases = faithfulness_set(folder, name)
    sizes = [len(case.sentences) for case in cases]
    return Measured([measured(case) for case in cases], sizes, np.array([case.unfaithful for case in cases]))


def fitted(sets: list[Measured]) -> np.ndarray:
    """The weight of each feature, and last the bias: the mean of what the sets have."""
    scale = np.concatenate([one.means for one in sets]).std(0) + 1e-9
    weights, bases = np.zeros(len(NAMES)), np.zeros(len(sets))
    for _ in range(ROUNDS):
        slope = RIDGE * weights * len(sets)
        for at, one in enumerate(sets):
            by_weight, by_base = slopes(one.means / scale, one.unfaithful, weights, bases[at])
            slope = slope + by_weight
            bases[at] -= 2 * STEP * by_base
        weights = np.maximum(weights - STEP * slope / len(sets), 0)
    return np.append(weights / scale, bases.mean())


def slopes(x: np.ndarray, y: np.ndarray, weights: np.ndarray, base: float) -> tuple[np.ndarray, float]:
    """Of the negative log likelihood, both labels weighing alike, by the weights and by the base."""
    doubted, left = judgement(x, weights, base)
    support = np.clip((1 - doubted) * left, 1e-6, 1 - 1e-6)
    error = np.where(y, 0.5 / y.sum(), 0.5 / (~y).sum()) * np.where(y, -support / (1 - support), 1.0)
    return x.T @ error * IS_FAULT + x.T @ (error * doubted) * ~IS_FAULT, float((error * doubted).sum())


def judgement(x: np.ndarray, weights: np.ndarray, base: float) -> tuple[np.ndarray, np.ndarray]:
    """How far the wording is doubted, and what the faults leave: support is (1 - doubted) * left."""
    return 1 / (1 + np.exp(-(x @ (weights * ~IS_FAULT)) - base)), np.exp(-(x @ (weights * IS_FAULT)))


def warnings(one: Measured, weights: np.ndarray) -> list[float]:
    """1 - support of each summary of a set, as the facts give it."""
    parts = (judgement(x, weights[:-1], weights[-1]) for x in one.sentences)
    sums = (float((1 - (1 - doubted) * left).sum()) for doubted, left in parts)
    return [warning / max(1, many) for warning, many in zip(sums, one.many, strict=True)]


def print_fit(folder: Path) -> None:
    data = {name: measured_set(folder, name) for name in AIMS}
    for name, one in data.items():
        found = warnings(one, fitted([other for key, other in data.items() if key != name]))
        low, high = interval(found, list(one.unfaithful))
        print(f"{name:12} fitted on the others {auc(found, list(one.unfaithful)):.3f} [{low:.3f}, {high:.3f}]")
    weights = fitted(list(data.values()))
    print("fitted on all", {n: round(float(w), 2) for n, w in zip((*NAMES, "bias"), weights, strict=True)})


def corpus_sha256(folder: Path) -> str:
    """Of the sets as they are ranked."""
    digest = hashlib.sha256()
    for name in AIMS:
        rows = [(case.sentences, case.unfaithful) for case in faithfulness_set(folder, name)]
        digest.update(json.dumps([name, rows]).encode())
    return digest.hexdigest()


def floors(folder: Path) -> dict:
    """The section "facts" of floors.json: AUC less the half-width of its interval, recall less its own."""
    scorer = seeded()
    every = [document for language in scorer.LANGUAGES for document in scorer.documents(folder, language)]
    return {
        "auc": {one.name: round(one.auc - (one.high - one.low) / 2, 4) for one in rankings(folder)},
        "auc_corpus_sha256": corpus_sha256(folder),
        "noise": {"auc": 0.0, "recall": 0.0},
        "recall": {
            kind: round(hits / total - half(hits, total), 4) for kind, (hits, total) in scorer.recall(every).items()
        },
        "recall_corpus_sha256": scorer.corpus_sha256(folder),
        "verbatim_alarms": 0,
        "why": "the floor is the measured value less the half-width of its 95 % interval; the facts are exact for the "
        "same text, so nothing more is noise",
    }


def half(hits: int, many: int) -> float:
    """Half the width of Wilson's 95 % interval: the bootstrap of a share that is nearly 1 has no width."""
    share, z = hits / many, 1.96
    return z / (1 + z * z / many) * float(np.sqrt(share * (1 - share) / many + z * z / (4 * many * many)))


def main() -> None:
    arguments = argparse.ArgumentParser(description="AUC of the support of facts on judged summaries.")
    arguments.add_argument("folder", type=Path)
    arguments.add_argument("--fit", action="store_true", help="fit the weights anew")
    arguments.add_argument("--write", action="store_true", help="write the scores as floors")
    given = arguments.parse_args()
    if given.fit:
        print_fit(given.folder)
        return
    for one in rankings(given.folder):
        aim = f"{one.aim:.2f}" if one.aim else "-"
        print(
            f"{one.name:12} n {one.judged:5} unfaithful {one.unfaithful:4}   AUC {one.auc:.3f} "
            f"[{one.low:.3f}, {one.high:.3f}]   aim {aim}"
        )
    if given.write:
        kept = json.loads(FLOORS.read_text(encoding="utf-8"))
        kept["facts"] = floors(given.folder)
        FLOORS.write_text(json.dumps(kept, indent=2, sort_keys=True, ensure_ascii=False) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
