"""Options that several commands share."""

import os
from pathlib import Path
from typing import Annotated

import typer

DEFAULT_OUTPUTS = Path("outputs/editions")

Outputs = Annotated[
    Path | None,
    typer.Option("--outputs", help="The output folder. [default: $WIREGLOT_OUTPUTS, else outputs/editions]"),
]
DeskOutputs = Annotated[
    Path | None, typer.Option("--outputs", help="An output folder in place of those that the file names.")
]
_CLUSTER = "Process batches in N processes, or on the Dask cluster at tcp://HOST:8786."
Dask = Annotated[str, typer.Option(metavar="N|ADDRESS", help=_CLUSTER)]
DaskCluster = Annotated[str | None, typer.Option("--dask", metavar="N|ADDRESS", help=_CLUSTER)]
ConfigFile = Annotated[Path, typer.Option("--config", help="The file that holds the desks.")]
Json = Annotated[bool, typer.Option("--json", help="Print one JSON object per line on stdout, and nothing else there.")]


def outputs_folder(named: Path | None) -> Path:
    """The output folder: as given, else from WIREGLOT_OUTPUTS, else outputs/editions."""
    return named or Path(os.environ.get("WIREGLOT_OUTPUTS") or DEFAULT_OUTPUTS)


def published_base_url() -> str:
    """The base_url of ./wireglot.toml, "" without one; status 2 when it is not a web address."""
    if not (path := Path("wireglot.toml")).is_file():
        return ""
    from wireglot.flows.cli.screen import print_status
    from wireglot.flows.desks import InvalidDesks, published_at

    try:
        return published_at(path)
    except InvalidDesks as error:
        print_status(f"wireglot: {error}")
        raise typer.Exit(2) from error
