"""The goals of the extractive summaries on the evaluation data; exit status 1 when one is not reached.

    python -m benchmarks.scoring.summary_goals DATA [--limit N]     a minute or two; needs sumy

All scores are means of ROUGE-1, ROUGE-2 and ROUGE-L F1 x 100, each set at the length of its references. The floors
(floors.json) record what has been reached; the goals are what is still to be done.
"""

import argparse
import sys
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from benchmarks.scoring.baselines import peers
from benchmarks.scoring.sets import EXTRACT_SETS, Ledes, reference_length, require_set_files, set_name
from benchmarks.scoring.summaries import LEAD_ONLY, Report, ScoringOptions, SetScores, report, score_set

LARGE_SET = 100  # articles: the score of a smaller set is uncertain


@dataclass(frozen=True, slots=True)
class Goal:
    """Reached when `value` is at least `target`."""

    name: str
    target: float
    value: float

    def __str__(self) -> str:
        reached = "yes" if self.value >= self.target else "NO"
        return f"{reached:<4}{self.value:+7.2f}  target {self.target:+.1f}  {self.name}"


def goals(folder: Path, limit: int | None) -> Iterator[Goal]:
    """The goals with their values."""
    kept, cut = _scores(folder, limit, "kept"), _scores(folder, limit, "cut")
    macro = report("macro", "matched", list(kept.values()))
    yield Goal("macro over the lead", 3.2, macro.over["lead"].value)
    yield Goal("macro over LexRank", 5.8, macro.over["lexrank"].value)
    yield Goal("macro over the lead, lower bound", 2, macro.over["lead"].low)
    yield Goal("macro over LexRank, lower bound", 4, macro.over["lexrank"].low)
    for ledes, found in (("kept", kept), ("cut", cut)):
        written = report("", "matched", [scores for name, scores in found.items() if name not in EXTRACT_SETS])
        yield Goal(f"sets whose references are not extracts, over the lead, ledes {ledes}", 1, _over_lead(written))
        large = [_report(name, scores) for name, scores in found.items() if len(scores.values) >= LARGE_SET]
        for worst in sorted(large, key=_over_lead)[:1]:
            name = f"worst of {len(large)} large sets over the lead, ledes {ledes}: {worst.name}"
            yield Goal(name, -0.5, _over_lead(worst))


def _scores(folder: Path, limit: int | None, ledes: Ledes) -> dict[str, SetScores]:
    """The scores of each set; LexRank only with ledes kept, where a goal needs it."""
    options = ScoringOptions(limit=limit, ledes=ledes, peers=peers() if ledes == "kept" else LEAD_ONLY)
    files = {set_name(file): file for file in require_set_files(folder)}
    return {name: score_set(file, options)[reference_length(name)] for name, file in files.items()}


def _report(name: str, scores: SetScores) -> Report:
    return report(name, reference_length(name), [scores])


def _over_lead(own: Report) -> float:
    return own.over["lead"].value


def main(arguments: Sequence[str]) -> int:
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("folder", type=Path, metavar="DATA")
    parser.add_argument("--limit", type=int, default=None, help="articles per set (all)")
    parsed = parser.parse_args(arguments)
    found = list(goals(parsed.folder, parsed.limit))
    for goal in found:
        print(goal)
    return 0 if all(goal.value >= goal.target for goal in found) else 1


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
