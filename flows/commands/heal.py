"""`wireglot heal`: what had to stay untranslated, doubtful or failed, made again when better is there."""

from typing import Annotated

import typer

from flows.commands.options import Json, Outputs, outputs_folder, published_base_url
from flows.commands.run import close, hearing
from flows.commands.screen import talk

Ids = Annotated[list[str] | None, typer.Argument(metavar="[ID...]", help="Articles; all that ail by default.")]


def heal(
    ids: Ids = None,
    outputs: Outputs = None,
    translator: Annotated[str, typer.Option(help="auto, or an engine that `wireglot engines` names.")] = "auto",
    glossary: Annotated[str, typer.Option(help="A folder of glossaries such as sv-en.tsv.")] = "",
    as_json: Json = False,
) -> None:
    """Take up what is untranslated, doubtful or failed, from the stored text, when better is there."""
    from flows.healing import heal as heal_all
    from flows.recipe import Recipe, WrongRecipe, check
    from outputs import NoSuchVersion, Store

    recipe, store = (
        Recipe(translator=translator, glossary=glossary, base_url=published_base_url()),
        Store(outputs_folder(outputs)),
    )
    try:
        check(recipe)
        named = [store.find(id) for id in ids or []]
    except (WrongRecipe, NoSuchVersion) as fault:
        talk(f"wireglot: {fault.args[0]}")
        raise typer.Exit(2) from fault
    report = heal_all(store, recipe, ids=named, hear=hearing(as_json, lambda: None))
    if not report.outcomes:
        talk("Nothing to heal: no better engine is ready for what is untranslated, doubtful or failed.")
    close(report, store.root)
