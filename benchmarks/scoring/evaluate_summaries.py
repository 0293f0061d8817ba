"""The command `evaluate summaries`: ROUGE of an engine beside the lead, LexRank and TextRank, at the same budget."""

import json
import sys
from collections.abc import Iterable, Iterator, Sequence
from enum import StrEnum
from pathlib import Path
from typing import Annotated, Any

import typer
from rich.console import Console
from rich.progress import Progress

from benchmarks.scoring.baselines import MAX_SHORT_WORDS, SUMY_MISSING, peers
from benchmarks.scoring.bootstrap import Interval
from benchmarks.scoring.data import NoData
from benchmarks.scoring.faithfulness import rankings
from benchmarks.scoring.sets import LENGTHS, reference_length, require_set_files, set_name
from benchmarks.scoring.summaries import LEAD_ONLY, Report, ScoringOptions, SetScores, report, score_set
from wireglot.summarizers import EngineError


class Ledes(StrEnum):
    """Articles as published, or without the ledes that they keep."""

    KEPT = "kept"
    CUT = "cut"


def summaries(
    data: Annotated[Path, typer.Option(envvar="WIREGLOT_DATA", help="The folder of evaluation data.")],
    engine: Annotated[str, typer.Option(help="An engine that `wireglot engines` names.")] = "extract",
    limit: Annotated[
        int, typer.Option(min=0, help="The number of articles of each set; 0 for all (minutes: LexRank is slow).")
    ] = 0,
    both_lengths: Annotated[
        bool, typer.Option("--all", help="Both lengths of every set, not only its references'.")
    ] = False,
    ledes: Annotated[Ledes, typer.Option(help="cut: without the first sentence where it is the lede.")] = Ledes.KEPT,
    cap: Annotated[bool, typer.Option(help="Limit the short summaries of the peers to 40 words too.")] = False,
    lead_only: Annotated[bool, typer.Option(help="Compare with the lead only: seconds, not minutes.")] = False,
    as_table: Annotated[bool, typer.Option("--markdown", help="A Markdown table with a line per set.")] = False,
    as_json: Annotated[bool, typer.Option("--json", help="One JSON object per line.")] = False,
) -> None:
    """Print ROUGE-1/2/L with 95 % intervals, words used and differences to the peers; then the AUC of fact checks."""
    options = ScoringOptions(
        engine,
        limit or None,
        ledes.value,
        MAX_SHORT_WORDS if cap else None,
        LEAD_ONLY if lead_only else peers(),
    )
    if len(options.peers) == 1 and not lead_only:
        _print_error(SUMY_MISSING)
    try:
        _show(_reports(require_set_files(data), options, both_lengths=both_lengths), options, as_table, as_json)
        _show_rankings(data, as_json=as_json)
    except (NoData, EngineError) as error:
        _print_error(f"evaluate: {error}")
        raise typer.Exit(2) from error


def _reports(files: Sequence[Path], options: ScoringOptions, *, both_lengths: bool) -> Iterable[Report]:
    """The report of each set as it is ready, then the macro means."""
    scores: dict[str, list[SetScores]] = {}
    for file in _with_progress(files):
        name, found = set_name(file), score_set(file, options)
        own = reference_length(name)
        for length in LENGTHS if both_lengths else (own,):
            yield report(name, length, [found[length]])
            scores.setdefault(length, []).append(found[length])
        scores.setdefault("matched", []).append(found[own])
    for macro, sets in scores.items():
        if both_lengths or macro == "matched":
            yield _require_own_summaries(report("macro", macro, sets), options)


def _require_own_summaries(macro: Report, options: ScoringOptions) -> Report:
    """The macro report; NoData if every summary is by another engine, whose score this would be."""
    if macro.by_other_engine == macro.articles:
        raise NoData(f"{options.engine} summarised none of {macro.articles} articles: {macro.reason}")
    return macro


def _with_progress(files: Sequence[Path]) -> Iterator[Path]:
    """The files, with a progress bar on stderr where that is a terminal."""
    # Where stdout is a file, rich must not redirect it: the results would land on stderr.
    bar = Progress(
        console=Console(stderr=True),
        redirect_stdout=sys.stdout.isatty(),
        disable=not sys.stderr.isatty(),
        transient=True,
    )
    with bar:
        yield from bar.track(files, description="sets")


def _show(reports: Iterable[Report], options: ScoringOptions, as_table: bool, as_json: bool) -> None:
    if as_table and not as_json:
        for line in _table_head(options):
            print(line)
    for own in reports:
        if as_json:
            _print_json(_row(own, options))
        elif as_table:
            print(_table_line(own), flush=True)
        else:
            _print_report(own, options)


def _show_rankings(data: Path, *, as_json: bool) -> None:
    """The AUC of the fact checks on judged summaries, where the folder has such."""
    found = rankings(data)
    if found and not as_json:
        print("\nfacts: AUC of missing support on summaries that people judged, with 95 % interval")
    for own in found:
        values = [round(value, 3) for value in (own.auc, own.low, own.high)]
        if as_json:
            _print_json({"faithfulness": own.name, "judged": own.judged, "unfaithful": own.unfaithful, "auc": values})
        else:
            bounds = f"{values[0]:.3f} [{values[1]:.3f}, {values[2]:.3f}]"
            print(f"  {own.name:<12} {bounds}, {own.unfaithful} of {own.judged} unfaithful")


def _table_head(options: ScoringOptions) -> list[str]:
    columns = [options.engine, *options.peers, *(f"over {peer}" for peer in options.peers)]
    return ["| set, length, articles | " + " | ".join(columns) + " |", "|---" * (1 + len(columns)) + "|"]


def _table_line(own: Report) -> str:
    """The means with the words used in brackets, then the difference to each peer with its bounds."""
    means = [f"{system.mean.value:.1f} ({system.words:.0f})" for system in own.systems]
    over = [f"{value:+.1f} [{low:.1f}, {high:.1f}]" for value, low, high in own.over.values()]
    others = f", {own.by_other_engine} by another engine" if own.by_other_engine else ""
    return f"| {own.name}, {own.length}, {own.articles}{others} | " + " | ".join(means + over) + " |"


def _print_report(own: Report, options: ScoringOptions) -> None:
    empty = f", {own.empty} without a summary" if own.empty else ""
    others = f", {own.by_other_engine} by another engine: {own.reason}" if own.by_other_engine else ""
    print(f"{own.name}, {own.length}, {own.articles} articles{empty}{others}")
    print(f"  {'':<10}{'R1':>7}{'R2':>7}{'RL':>7}{'mean':>7} {'[95 %]':<15}{'words':>6}   {options.engine} over it")
    for system in own.systems:
        over = own.over.get(system.name)
        difference = f"   {over.value:+.2f} {_bounds(over)}" if over else ""
        scores = "".join(f"{value:7.2f}" for value in (system.r1, system.r2, system.rl, system.mean.value))
        print(f"  {system.name:<10}{scores} {_bounds(system.mean):<15}{system.words:6.0f}{difference}")
    print(flush=True)


def _bounds(own: Interval) -> str:
    return f"[{own.low:.2f}, {own.high:.2f}]"


def _row(own: Report, options: ScoringOptions) -> dict[str, Any]:
    """The JSON of a report: ROUGE times 100, rounded to two decimals; intervals are [value, low, high]."""
    return {
        "set": own.name,
        "length": own.length,
        "articles": own.articles,
        "without_summary": own.empty,
        "by_other_engine": own.by_other_engine,
        "engine": options.engine,
        "ledes": options.ledes,
        "limit": options.limit,
        "cap": options.max_short_words,
        "systems": {
            system.name: {
                "r1": round(system.r1, 2),
                "r2": round(system.r2, 2),
                "rl": round(system.rl, 2),
                "mean": _rounded(system.mean),
                "words": round(system.words, 1),
            }
            for system in own.systems
        },
        "over": {peer: _rounded(difference) for peer, difference in own.over.items()},
    }


def _rounded(own: Interval) -> list[float]:
    return [round(value, 2) for value in own]


def _print_json(row: dict[str, Any]) -> None:
    print(json.dumps(row, ensure_ascii=False, sort_keys=True), flush=True)


def _print_error(text: str) -> None:
    print(text, file=sys.stderr, flush=True)
