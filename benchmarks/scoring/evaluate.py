"""Scores of engines on the evaluation data.

    python -m benchmarks.scoring.evaluate summaries --data DATA [--engine extract] [--markdown | --json]
    python -m benchmarks.scoring.evaluate translation --data DATA --pair es-en --engine apertium [--json]

WIREGLOT_DATA stands in for --data.
"""

import json
import sys
from pathlib import Path
from typing import Annotated

import typer

from benchmarks.scoring.data import NoData
from benchmarks.scoring.evaluate_summaries import summaries
from benchmarks.scoring.translation import Score, TestSet, published, score, test_sets
from wireglot.translations import EngineError, TranslationError, load

app = typer.Typer(no_args_is_help=True, help="Score engines on the evaluation data.")
app.command("summaries")(summaries)


@app.command("translation")
def translation(
    pair: Annotated[str, typer.Option(help="A pair into English, such as sv-en.")],
    data: Annotated[Path, typer.Option(envvar="WIREGLOT_DATA", help="The folder of evaluation data.")],
    engine: Annotated[str, typer.Option(help="An engine that `wireglot engines` names.")],
    limit: Annotated[int, typer.Option(min=0, help="The number of sentences of each set; 0 for all.")] = 0,
    as_json: Annotated[bool, typer.Option("--json", help="One JSON object per line.")] = False,
) -> None:
    """Print sacreBLEU and chrF with their signatures, and published scores on the same set."""
    source, _, to = pair.partition("-")
    try:
        if to != "en":
            raise NoData(f"Expected a pair into English such as sv-en, found {pair!r}.")
        chosen, sets = load(engine), test_sets(data, source)
        if chosen.signature(source, "en") is None:
            hint = chosen.install_hint(source, "en") or "It does not translate this pair"
            raise NoData(f"{engine} is not ready for {pair}. {hint}.")
    except (NoData, EngineError, TranslationError) as error:
        print(f"evaluate: {error}", file=sys.stderr)
        raise typer.Exit(2) from error
    for own in sets:
        test_set = TestSet(own.name, own.sources[: limit or None], own.references[: limit or None])
        scored = score(chosen, test_set, source)
        _print_score(pair, engine, test_set, scored, published(data, source, own.name), as_json=as_json)


def _print_score(
    pair: str, engine: str, test_set: TestSet, scored: Score, others: dict[str, str], *, as_json: bool
) -> None:
    count, signatures = len(test_set.sources), [scored.bleu_signature, scored.chrf_signature]
    if as_json:
        row = {"pair": pair, "engine": engine, "set": test_set.name, "sentences": count, "failed": scored.failed}
        row |= {"bleu": scored.bleu, "chrf": scored.chrf, "published": others, "signatures": signatures}
        print(json.dumps(row, ensure_ascii=False, sort_keys=True), flush=True)
        return
    result = f"BLEU {scored.bleu}, chrF {scored.chrf} on {count} sentences, {scored.failed} failed"
    print(f"{pair} {test_set.name} {engine}: {result}")
    for signature in signatures:
        print(f"  {signature}")
    if others:
        print("  published BLEU: " + ", ".join(f"{system} {value}" for system, value in others.items()))


if __name__ == "__main__":
    app()
