"""`wireglot memory`: how many sentences are kept from being paid for twice, and the forgetting of some."""

from typing import Annotated

import typer

from wireglot.flows.cli.options import Json, Outputs, outputs_folder
from wireglot.flows.cli.screen import answer, answer_json


def memory(
    prune: Annotated[bool, typer.Option("--prune", help="Forget sentences; all, or those of --older-than.")] = False,
    older_than: Annotated[float | None, typer.Option(min=0, help="Days without use; with --prune.")] = None,
    outputs: Outputs = None,
    as_json: Json = False,
) -> None:
    """Show the size of the sentence memory, or prune it."""
    from wireglot.outputs import memory_file
    from wireglot.translations.memory import Memory

    kept = Memory(memory_file(outputs_folder(outputs)))
    forgotten = kept.prune(older_than) if prune else 0
    size = kept.size()
    if as_json:
        answer_json({"sentences": size.sentences, "bytes": size.bytes, "forgotten": forgotten})
    else:
        answer(f"{size.sentences} sentences, {size.bytes / 1e6:.1f} MB; {forgotten} forgotten")
