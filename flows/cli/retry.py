"""`wireglot retry`: what had to stay untranslated, doubtful or failed, made again when better is there."""

from typing import Annotated

import typer

from wireglot.flows.cli.options import Json, Outputs, outputs_folder, published_base_url
from wireglot.flows.cli.run import close, hearing
from wireglot.flows.cli.screen import talk

Ids = Annotated[list[str] | None, typer.Argument(metavar="[ID...]", help="Articles; all that ail by default.")]


def retry(
    ids: Ids = None,
    outputs: Outputs = None,
    translator: Annotated[str, typer.Option(help="auto, or an engine that `wireglot engines` names.")] = "auto",
    glossary: Annotated[str, typer.Option(help="A folder of glossaries such as sv-en.tsv.")] = "",
    as_json: Json = False,
) -> None:
    """Take up what is untranslated, doubtful or failed, from the stored text, when better is there."""
    from wireglot.flows.options import InvalidOptions, Options, check
    from wireglot.flows.retry import retry as retry_all
    from wireglot.outputs import NoSuchVersion, Store

    options, store = (
        Options(translator=translator, glossary=glossary, base_url=published_base_url()),
        Store(outputs_folder(outputs)),
    )
    try:
        check(options)
        named = [store.find(id) for id in ids or []]
    except (InvalidOptions, NoSuchVersion) as fault:
        talk(f"wireglot: {fault.args[0]}")
        raise typer.Exit(2) from fault
    report = retry_all(store, options, ids=named, on_result=hearing(as_json, lambda: None))
    if not report.outcomes:
        talk("Nothing to retry: no better engine is ready for what is untranslated, doubtful or failed.")
    close(report, store.root)
