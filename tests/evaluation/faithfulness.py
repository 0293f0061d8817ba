"""AUC of the support of facts on sets of judged summaries, and the weights that it is made with.

    python tests/evaluation/faithfulness.py FOLDER            AUC a set, its interval and its aim
    python tests/evaluation/faithfulness.py FOLDER --fit      weights fitted on all sets, and the AUC on each of weights
                                                              fitted on the others
    python tests/evaluation/faithfulness.py FOLDER --write    new floors of the facts, of seeded.py too

Weights are fitted by logistic regression with a base rate for each set, sets weighing alike, no weight below 0.
"""

import argparse
import hashlib
import importlib.util
import json
import sys
from functools import cache
from pathlib import Path
from types import ModuleType

import numpy as np

from flows.scoring_faithfulness import AIMS, Judged, auc, faithfulness_set, rankings
from summarizers.facts.examining import beside, judged, source_of
from summarizers.facts.support import features
from summarizers.facts.tables import table
from summarizers.facts.words import normal, squeezed

HERE = Path(__file__).parent
FLOORS = HERE / "floors.json"
NAMES = tuple(name for name in table("support") if name != "bias")
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


def measured(case: Judged) -> list[float]:
    """The features of a summary: the mean of its sentences'."""
    rows = []
    against = source_of(case.text, "en")
    for sentence in case.sentences:
        held = beside(sentence, against, "en")
        same = squeezed(normal(sentence)) in against.verbatim
        found = dict.fromkeys(NAMES, 0.0) if same else features(held, judged(held)[0])
        rows.append([found[name] for name in NAMES])
    return list(np.mean(rows, axis=0)) if rows else [0.0] * len(NAMES)


def fitted(sets: list[tuple[np.ndarray, np.ndarray]]) -> np.ndarray:
    """The weight of each feature."""
    scale = np.concatenate([x for x, _ in sets]).std(0) + 1e-9
    weights, bases = np.zeros(len(NAMES)), np.zeros(len(sets))
    for _ in range(ROUNDS):
        slope = RIDGE * weights
        for at, (x, y) in enumerate(sets):
            even = np.where(y, 0.5 / y.sum(), 0.5 / (~y).sum())
            error = even * (1 / (1 + np.exp(-(x / scale) @ weights - bases[at])) - y)
            slope = slope + (x / scale).T @ error
            bases[at] -= 2 * error.sum()
        weights = np.maximum(weights - STEP * slope / len(sets), 0)
    return weights / scale


def print_fit(folder: Path) -> None:
    cases = {name: faithfulness_set(folder, name) for name in AIMS}
    data = {
        name: (np.array([measured(case) for case in found]), np.array([case.unfaithful for case in found]))
        for name, found in cases.items()
    }
    for name, (x, y) in data.items():
        weights = fitted([pair for other, pair in data.items() if other != name])
        print(f"{name:12} fitted on the others {auc(list(x @ weights), list(y)):.3f}")
    print("fitted on all", {n: round(float(w), 2) for n, w in zip(NAMES, fitted(list(data.values())), strict=True)})


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
            kind: round(hits / sown - half(hits, sown), 4) for kind, (hits, sown) in scorer.recall(every).items()
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
