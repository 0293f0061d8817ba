"""What each rule of engine `extract` is worth: score, traps and ledes with one rule at a time switched off.

    python -m benchmarks.ablation DATA [--only NAME ...] [--limit N]     half a minute a rule

Prints a Markdown table of differences to the engine as it is; a rule that neither the score, nor the traps, nor a case
needs should go.

    kept, cut   macro mean of the sets, at the length of their references, with their ledes and without
    set         the one whose score changes most, ledes kept
    traps       more articles of the trap set with a fault in a summary
    controls    more real sentences that look like traps and are kept out of the summary
    ledes       more articles that begin with their lede and whose long summary is without it
"""

import argparse
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from importlib import import_module
from pathlib import Path
from statistics import fmean
from typing import Any
from unittest.mock import patch

from benchmarks.scoring.rouge import score as rouge_score
from benchmarks.scoring.sets import (
    CUT_SETS,
    LENGTHS,
    UNCERTAIN_SETS,
    Case,
    Ledes,
    candidates,
    read_cases,
    reference_length,
    require_set_files,
    set_name,
)
from benchmarks.scoring.trap_cases import cases as trap_cases
from benchmarks.scoring.trap_cases import languages
from benchmarks.scoring.traps import controls, is_kept_out, judge
from wireglot.summarizers import Summaries, summarize
from wireglot.summarizers.extract import datelines, scoring

Replacement = Callable[..., Any]
Key = tuple[str, Ledes]

LEDES: tuple[Ledes, ...] = ("kept", "cut")

PACKAGE = "wireglot.summarizers.extract"


def _no(*_: object, **__: object) -> bool:
    return False


def _yes(*_: object, **__: object) -> bool:
    return True


def _empty(*_: object, **__: object) -> tuple[()]:
    return ()


def _zero(*_: object, **__: object) -> int:
    return 0


def _none(*_: object, **__: object) -> None:
    return None


def _no_answers(*_: object) -> dict[int, int | None]:
    return {}


def _no_fragments(sentences: Sequence[str], *_: object) -> list[bool]:
    return [False] * len(sentences)


def _each_first(sentences: Sequence[object], *_: object) -> list[int]:
    return list(range(len(sentences)))


def _all(sentences: Sequence[object], *_: object) -> list[bool]:
    return [True] * len(sentences)


def _same(selection: object, *_: object) -> object:
    return selection


def _chosen_once(choose: Callable[..., object], candidates: object, *_: object) -> tuple[object, object]:
    return choose(candidates, ()), candidates


# The names that are replaced, in a module of the package, and by what.
RULES: dict[str, dict[str, object]] = {
    "fragments: all": {"guards.fragments": _no_fragments},
    "fragments: labels": {"fragments.boilerplate_kind": _none},
    "fragments: in brackets": {"fragments._in_brackets": _no},
    "fragments: addresses": {"fragments._has_address": _no},
    "fragments: requests": {"fragments._is_request": _no},
    "fragments: no final mark": {"fragments.ends_sentence": _yes},
    "fragments: captions with a credit": {"fragments._is_caption": _no},
    "fragments: notes on the author": {"fragments._is_author_note": _no},
    "context: all": {"guards.depends_on_context": _no},
    "context: words that point back": {"context._points_back": _no},
    "context: pronoun after an adverbial": {"context._has_fronted_adverbial": _no},
    "speakers: all": {"guards.speaker_needs": _empty},
    "speakers: interviews": {"attribution.answers": _no_answers},
    "speakers: reports that go on": {"attribution._continues_report": _no},
    "speakers: texts in the first person": {"attribution._is_personal_text": _no},
    "datelines: all": {"candidates.sentence_start": _zero, "scoring.sentence_start": _zero},
    "candidates: duplicates": {"candidates._first_duplicates": _each_first},
    "candidates: topic, question, quote": {"candidates._may_open": _all},
    "candidates: five words": {"candidates._is_long_enough": _yes},
    "candidates: questions": {"candidates.is_question": _no},
    "choosing: a second sentence": {"choosing.SHORT_ENOUGH_WORDS": 0},
    "choosing: two are half at most": {"choosing.MAX_SHORT_SHARE": 1},
    "choosing: room for the lower limits": {"choosing._leaves_room": _yes},
    "completing: repetition": {"completing._without_repetition": _chosen_once},
    "completing: revised numbers": {"completing._with_revisions": _same},
    "completing: main actor": {"completing._with_main_actor": _same},
}


def dateline_rules() -> dict[str, dict[str, object]]:
    """A rule for each form of a dateline."""
    forms = datelines._DATELINE_FORMS
    return {
        f"datelines: {form.__name__.strip('_').replace('_', ' ')}": {
            "datelines._DATELINE_FORMS": tuple(other for other in forms if other is not form)
        }
        for form in forms
    }


def all_rules() -> dict[str, dict[str, object]]:
    return RULES | dateline_rules() | feature_rules()


def feature_rules() -> dict[str, dict[str, object]]:
    """A rule for each weight of data/extract.toml, which takes it as 0."""
    names = sorted({name for length in LENGTHS for name, _ in scoring.weights(length).features})
    return {f"weight: {name}": {"scoring.features": _without(name)} for name in names}


def _without(name: str) -> Replacement:
    original = scoring.features

    def features(*arguments: Any) -> Mapping[str, scoring.Floats]:
        found = dict(original(*arguments))
        return found | {name: found[name] * 0}

    return features


@dataclass(frozen=True, slots=True)
class Measured:
    """The engine on all data, as the table shows it: scores by set, and counts."""

    kept: Mapping[str, float]
    cut: Mapping[str, float]
    traps: int
    controls: int
    ledes: int


class Measure:
    """Measures the engine as it is now; the data are read once, and the score of a summary is counted once."""

    def __init__(self, folder: Path, limit: int | None) -> None:
        files = require_set_files(folder)
        self._cases = {(set_name(file), ledes): read_cases(file, limit, ledes) for file in files for ledes in LEDES}
        self._traps = [case for code in languages() for case in trap_cases(code)]
        self._scores: dict[tuple[int, str], float] = {}

    def __call__(self) -> Measured:
        made = {key: summarize([case.text for case in cases], engine="extract") for key, cases in self._cases.items()}
        kept, cut = (
            {name: self._mean((name, ledes), some) for (name, of), some in made.items() if of == ledes}
            for ledes in LEDES
        )
        return Measured(
            kept,
            cut,
            sum(bool(judge(case)) for case in self._traps),
            sum(map(is_kept_out, controls())),
            self._lost(made),
        )

    def _mean(self, key: Key, some: Sequence[Summaries]) -> float:
        length = reference_length(key[0])
        return fmean(
            self._score(case, getattr(summaries, length).text)
            for case, summaries in zip(self._cases[key], some, strict=True)
        )

    def _score(self, case: Case, summary: str) -> float:
        key = (id(case), summary)
        if key not in self._scores:
            self._scores[key] = rouge_score(summary, case.references)
        return self._scores[key]

    def _lost(self, made: Mapping[Key, Sequence[Summaries]]) -> int:
        """The articles that begin with their lede and whose long summary is without it."""
        return sum(
            not any(candidates(case.text)[0][0] in sentence.evidence for sentence in summaries.long.sentences)
            for (name, ledes), some in made.items()
            if ledes == "kept" and name not in CUT_SETS | UNCERTAIN_SETS
            for case, summaries in zip(self._cases[name, ledes], some, strict=True)
        )


def main() -> None:
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("folder", type=Path, metavar="DATA")
    parser.add_argument("--only", nargs="+", metavar="NAME", default=[], help="only rules whose names begin like this")
    parser.add_argument("--limit", type=int, default=None, help="articles per set (all)")
    arguments = parser.parse_args()
    for line in table(Measure(arguments.folder, arguments.limit), tuple(arguments.only)):
        print(line, flush=True)


def table(measure: Measure, only: tuple[str, ...]) -> Iterator[str]:
    """The lines of the table as they are ready."""
    all_on = measure()
    yield "| switched off | kept | cut | set | traps | controls | ledes |"
    yield "|---|---|---|---|---|---|---|"
    yield (
        f"| nothing | {fmean(all_on.kept.values()):.2f} | {fmean(all_on.cut.values()):.2f} | | "
        f"{all_on.traps} | {all_on.controls} | {all_on.ledes} |"
    )
    for name, replaced in all_rules().items():
        if not only or name.startswith(only):
            with switched_off(replaced):
                yield _row(name, measure(), all_on)


@contextmanager
def switched_off(replaced: Mapping[str, object]) -> Iterator[None]:
    """Replace these names of the package, each "module.name"."""
    with ExitStack() as stack:
        for dotted, replacement in replaced.items():
            module, _, name = dotted.partition(".")
            stack.enter_context(patch.object(import_module(f"{PACKAGE}.{module}"), name, replacement))
        yield


def _row(name: str, found: Measured, all_on: Measured) -> str:
    changes = {each: found.kept[each] - all_on.kept[each] for each in found.kept}
    most = max(changes, key=lambda each: abs(changes[each]))
    kept, cut = fmean(changes.values()), fmean(found.cut[each] - all_on.cut[each] for each in found.cut)
    counts = (found.traps - all_on.traps, found.controls - all_on.controls, found.ledes - all_on.ledes)
    return (
        f"| {name} | {kept:+.2f} | {cut:+.2f} | {most} {changes[most]:+.1f} | "
        + " | ".join(f"{count:+d}" if count else "0" for count in counts)
        + " |"
    )


if __name__ == "__main__":
    main()
