"""`wireglot evaluate`; and `evaluate translation`, an engine's scores on evaluation data beside published ones."""

from pathlib import Path
from typing import Annotated, Any

import typer

from benchmarks.scoring.evaluate_summaries import summaries
from wireglot.flows.cli.screen import print_json, print_status, print_text
from wireglot.flows.cli.shared_options import Json

app = typer.Typer(no_args_is_help=True, help="Score engines on a folder of evaluation data.")


@app.callback()
def evaluate() -> None:
    """Score engines on a folder of evaluation data."""


app.command("summaries")(summaries)


@app.command("translation")
def translation(
    pair: Annotated[str, typer.Option(help="A pair into English, such as sv-en.")],
    data: Annotated[Path, typer.Option(envvar="WIREGLOT_DATA", help="The folder of evaluation data.")],
    engine: Annotated[str, typer.Option(help="An engine that `wireglot engines` names.")],
    limit: Annotated[int, typer.Option(min=0, help="At most so many sentences of each set; 0 for all.")] = 0,
    as_json: Json = False,
) -> None:
    """Print sacreBLEU and chrF with their signatures, and what others scored on the same set."""
    from benchmarks.scoring.errors import NoData
    from benchmarks.scoring.translation import published, score, test_sets
    from wireglot.translations import EngineError, TranslationError, load

    source, _, to = pair.partition("-")
    try:
        if to != "en":
            raise NoData(f"Wanted a pair into English such as sv-en, met {pair!r}.")
        chosen, sets = load(engine), test_sets(data, source)
        if chosen.signature(source, "en") is None:
            raise NoData(
                f"{engine} is not ready for {pair}. {chosen.install_hint(source, 'en') or 'It has no such route'}."
            )
    except (NoData, EngineError, TranslationError) as fault:
        print_status(f"wireglot: {fault}")
        raise typer.Exit(2) from fault
    for one in sets:
        cut = type(one)(one.name, one.sources[: limit or None], one.references[: limit or None])
        found = score(chosen, cut, source)
        _say(pair, engine, one.name, len(cut.sources), found, published(data, source, one.name), as_json=as_json)


def _say(pair: str, engine: str, name: str, count: int, found: Any, others: dict[str, str], *, as_json: bool) -> None:
    row = {"pair": pair, "engine": engine, "set": name, "sentences": count, "failed": found.failed}
    row |= {"bleu": found.bleu, "chrf": found.chrf, "published": others}
    row |= {"signatures": [found.bleu_signature, found.chrf_signature]}
    if as_json:
        return print_json(row)
    print_text(
        f"{pair} {name} {engine}: BLEU {found.bleu}, chrF {found.chrf} on {count} sentences, {found.failed} failed"
    )
    for signature in row["signatures"]:
        print_text(f"  {signature}")
    if others:
        print_text("  published BLEU: " + ", ".join(f"{system} {value}" for system, value in others.items()))
    return None


if __name__ == "__main__":
    app()
