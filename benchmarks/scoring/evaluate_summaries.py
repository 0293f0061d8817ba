"""`wireglot evaluate summaries`: ROUGE of an engine beside the lead, LexRank and TextRank, at the same budget."""

from collections.abc import Iterable, Iterator, Sequence
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from wireglot.flows.cli.screen import print_json, print_status, print_text
from wireglot.flows.cli.shared_options import Json

if TYPE_CHECKING:
    from benchmarks.scoring.bootstrap import Interval
    from benchmarks.scoring.summaries import Report, Setting


class Ledes(StrEnum):
    """The articles as published, or those that keep a lede without it."""

    KEPT = "kept"
    CUT = "cut"


def summaries(
    data: Annotated[Path, typer.Option(envvar="WIREGLOT_DATA", help="The folder of evaluation data.")],
    engine: Annotated[str, typer.Option(help="An engine that `wireglot engines` names.")] = "extract",
    limit: Annotated[
        int, typer.Option(min=0, help="The first so many articles of each set; 0 for all (minutes: LexRank is slow).")
    ] = 0,
    every: Annotated[bool, typer.Option("--all", help="Both lengths of every set, not only its references'.")] = False,
    ledes: Annotated[Ledes, typer.Option(help="cut: without the first sentence where it tells the news.")] = Ledes.KEPT,
    cap: Annotated[bool, typer.Option(help="Hold the short summaries of the peers to 40 words as well.")] = False,
    as_table: Annotated[
        bool, typer.Option("--markdown", help="One table, a line a set, as the README has it.")
    ] = False,
    as_json: Json = False,
) -> None:
    """Print ROUGE-1/2/L with 95 % intervals, words used, what the engine is over each peer; then how facts rank."""
    from benchmarks.scoring.baselines import CAP, SUMY_MISSING
    from benchmarks.scoring.errors import NoData
    from benchmarks.scoring.sets import wanted_files
    from benchmarks.scoring.summaries import Setting
    from wireglot.summarizers import EngineError

    setting = Setting(engine, limit or None, ledes.value, CAP if cap else None)
    if len(setting.peers) == 1:
        print_status(f"wireglot: {SUMY_MISSING}")
    try:
        found = _reports(wanted_files(data), setting, every=every)
        _show(found, setting, as_table=as_table, as_json=as_json)
        _show_rankings(data, as_json=as_json)
    except (NoData, EngineError) as fault:
        print_status(f"wireglot: {fault}")
        raise typer.Exit(2) from fault


def _reports(files: Sequence[Path], setting: "Setting", *, every: bool) -> "Iterable[Report]":
    """A set at a time as it is done, then the macro means."""
    from benchmarks.scoring.sets import LENGTHS, matched, name_of
    from benchmarks.scoring.summaries import boards, report

    kept: dict[str, list[Any]] = {}
    for file in _watched(files):
        name, found = name_of(file), boards(file, setting)
        own = matched(name)
        for length in LENGTHS if every else (own,):
            yield report(name, length, [found[length]])
            kept.setdefault(length, []).append(found[length])
        kept.setdefault("matched", []).append(found[own])
    for macro, found_of_all in kept.items():
        if every or macro == "matched":
            yield _earned(report("macro", macro, found_of_all), setting)


def _earned(found: "Report", setting: "Setting") -> "Report":
    """The macro row, unless the engine told none of it: that would be another engine's score under its name."""
    from benchmarks.scoring.errors import NoData

    if found.others == found.articles:
        raise NoData(f"{setting.engine} told none of {found.articles} articles: {found.why}")
    return found


def _watched(files: Sequence[Path]) -> Iterator[Path]:
    """The files, with a progress bar on stderr where that is a terminal."""
    import sys

    from rich.console import Console
    from rich.progress import Progress

    # Where stdout is a file, rich must not lead it through the bar: the print_text would land on stderr.
    answers, talks = sys.stdout.isatty(), sys.stderr.isatty()
    with Progress(console=Console(stderr=True), redirect_stdout=answers, disable=not talks, transient=True) as bar:
        yield from bar.track(files, description="sets")


def _show(found: "Iterable[Report]", setting: "Setting", *, as_table: bool, as_json: bool) -> None:
    if as_table and not as_json:
        for line in _head(setting):
            print_text(line)
    for one in found:
        if as_json:
            print_json(_row(one, setting))
        elif as_table:
            print_text(_line(one))
        else:
            _say(one, setting)


def _show_rankings(data: Path, *, as_json: bool) -> None:
    """How well the checks of facts rank summaries that people judged, where the folder has such."""
    from benchmarks.scoring.faithfulness import rankings

    judged = rankings(data)
    if judged and not as_json:
        print_text("\nfacts: AUC of warning on summaries that people judged, with 95 % interval")
    for one in judged:
        found = [round(value, 3) for value in (one.auc, one.low, one.high)]
        if as_json:
            print_json({"faithfulness": one.name, "judged": one.judged, "unfaithful": one.unfaithful, "auc": found})
        else:
            bounds = f"{found[0]:.3f} [{found[1]:.3f}, {found[2]:.3f}]"
            print_text(f"  {one.name:<12} {bounds}, {one.unfaithful} of {one.judged} unfaithful")


def _head(setting: "Setting") -> list[str]:
    columns = [setting.engine, *setting.peers, *(f"over {peer}" for peer in setting.peers)]
    return ["| set, length, articles | " + " | ".join(columns) + " |", "|---" * (1 + len(columns)) + "|"]


def _line(found: "Report") -> str:
    """TranslationContext with the words used in brackets, then what the engine is over each peer with its bounds."""
    means = [f"{one.mean.value:.1f} ({one.words:.0f})" for one in found.systems]
    over = [f"{one.value:+.1f} [{one.low:.1f}, {one.high:.1f}]" for one in found.over.values()]
    others = f", {found.others} by another engine" if found.others else ""
    return f"| {found.name}, {found.length}, {found.articles}{others} | " + " | ".join(means + over) + " |"


def _say(found: "Report", setting: "Setting") -> None:
    empty = f", {found.empty} without a summary" if found.empty else ""
    others = f", {found.others} told by another engine: {found.why}" if found.others else ""
    print_text(f"{found.name}, {found.length}, {found.articles} articles{empty}{others}")
    print_text(
        f"  {'':<10}{'R1':>7}{'R2':>7}{'RL':>7}{'mean':>7} {'[95 %]':<15}{'words':>6}   {setting.engine} over it"
    )
    for one in found.systems:
        lead = f"   {found.over[one.name].value:+.2f} {_bounds(found.over[one.name])}" if one.name in found.over else ""
        scores = "".join(f"{value:7.2f}" for value in (one.r1, one.r2, one.rl, one.mean.value))
        print_text(f"  {one.name:<10}{scores} {_bounds(one.mean):<15}{one.words:6.0f}{lead}")
    print_text("")


def _bounds(one: "Interval") -> str:
    return f"[{one.low:.2f}, {one.high:.2f}]"


def _row(found: "Report", setting: "Setting") -> dict[str, Any]:
    """Figures are ROUGE times 100, rounded to two decimals; intervals are [value, low, high]."""
    return {
        "set": found.name,
        "length": found.length,
        "articles": found.articles,
        "without_summary": found.empty,
        "told_by_another": found.others,
        "engine": setting.engine,
        "ledes": setting.ledes,
        "limit": setting.limit,
        "cap": setting.cap,
        "systems": {
            one.name: {
                "r1": round(one.r1, 2),
                "r2": round(one.r2, 2),
                "rl": round(one.rl, 2),
                "mean": _rounded(one.mean),
                "words": round(one.words, 1),
            }
            for one in found.systems
        },
        "over": {peer: _rounded(one) for peer, one in found.over.items()},
    }


def _rounded(one: "Interval") -> list[float]:
    return [round(value, 2) for value in one]
