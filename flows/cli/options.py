"""Options that every command shares, written once."""

import os
from pathlib import Path
from typing import Annotated

import typer

DEFAULT_OUTPUTS = Path("outputs/editions")

Outputs = Annotated[
    Path | None,
    typer.Option("--outputs", help="The output folder. [default: $WIREGLOT_OUTPUTS, else outputs/editions]"),
]
Json = Annotated[bool, typer.Option("--json", help="One JSON object a line on stdout, nothing else there.")]


def outputs_folder(named: Path | None) -> Path:
    """The output folder: as named, else as WIREGLOT_OUTPUTS says, else outputs/editions."""
    return named or Path(os.environ.get("WIREGLOT_OUTPUTS") or DEFAULT_OUTPUTS)


def published_base_url() -> str:
    """The base_url of ./wireglot.toml, "" without one; status 2 when it is no web address."""
    from wireglot.flows.cli.screen import talk
    from wireglot.flows.desks import WrongDesks, published_at

    try:
        return published_at(Path("wireglot.toml"))
    except WrongDesks as fault:
        talk(f"wireglot: {fault}")
        raise typer.Exit(2) from fault
