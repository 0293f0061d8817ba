"""The goals of the extractive summaries on a data folder: what was wanted, what is met; exit status 1 when one is not.

    python tests/evaluation/summary_goals.py FOLDER [--limit N]     a minute or two; needs sumy

All figures are means of ROUGE-1, ROUGE-2 and ROUGE-L F1 x 100, each set at its references' length. The floors
(floors.json) hold what was reached; these say what is still to do.
"""

import argparse
import sys
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from benchmarks.scoring.baselines import in_order, peers
from benchmarks.scoring.sets import Ledes, matched, name_of, wanted_files
from benchmarks.scoring.summaries import Board, Report, Setting, boards, report

MANY = 100  # articles: a set of fewer says little by itself


@dataclass(frozen=True, slots=True)
class Goal:
    """Met when `met` is at least `wanted`."""

    what: str
    wanted: float
    met: float

    def __str__(self) -> str:
        return (
            f"{'yes' if self.met >= self.wanted else 'NO ':<4}{self.met:+7.2f}  wanted {self.wanted:+.1f}  {self.what}"
        )


def goals(folder: Path, limit: int | None) -> Iterator[Goal]:
    """In the order in which they were set."""
    kept, cut = _boards(folder, limit, "kept"), _boards(folder, limit, "cut")
    macro = report("macro", "matched", list(kept.values()))
    yield Goal("macro over the lead", 4, macro.over["lead"].value)
    yield Goal("macro over LexRank", 5.5, macro.over["lexrank"].value)
    yield Goal("macro over the lead, lower bound", 2, macro.over["lead"].low)
    yield Goal("macro over LexRank, lower bound", 4, macro.over["lexrank"].low)
    for ledes, found in (("kept", kept), ("cut", cut)):
        large = [_own(name, one) for name, one in found.items() if len(one.values) >= MANY]
        for one in sorted(large, key=_over)[:1]:
            yield Goal(f"worst of {len(large)} large sets over the lead, ledes {ledes}: {one.name}", -1, _over(one))
    for name in sorted({"tr_haber", "nb_norsumm", "nn_norsumm"} & kept.keys()):
        yield Goal(f"{name} over the lead", 2, _over(_own(name, kept[name])))


def _boards(folder: Path, limit: int | None, ledes: Ledes) -> dict[str, Board]:
    """LexRank is asked only where a goal names it: with ledes kept."""
    rivals = peers() if ledes == "kept" else {"lead": in_order}
    setting = Setting(limit=limit, ledes=ledes, peers=rivals)
    return {name_of(file): boards(file, setting)[matched(name_of(file))] for file in wanted_files(folder)}


def _own(name: str, found: Board) -> Report:
    return report(name, matched(name), [found])


def _over(one: Report) -> float:
    return one.over["lead"].value


def main(arguments: Sequence[str]) -> int:
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("folder", type=Path)
    parser.add_argument("--limit", type=int, default=None, help="articles a set (all)")
    given = parser.parse_args(arguments)
    found = list(goals(given.folder, given.limit))
    for goal in found:
        print(goal)
    return 0 if all(goal.met >= goal.wanted for goal in found) else 1


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
