"""`wireglot init`: a wireglot.toml to begin with."""

from pathlib import Path
from typing import Annotated

import typer

from wireglot.flows.cli.screen import print_status

CONFIG = "wireglot.toml"


def init(folder: Annotated[Path, typer.Argument(metavar="FOLDER", help="Where to write it.")] = Path()) -> None:
    """Write a commented wireglot.toml, with public feeds in six languages as examples."""
    from wireglot.articles.reading import name_of

    path = folder / CONFIG
    try:
        folder.mkdir(parents=True, exist_ok=True)
        with path.open("xb") as file:
            file.write(_template())
    except OSError as error:
        found = "it is there already, and stays as it is" if path.exists() else error.strerror
        print_status(f"wireglot: {name_of(path)} was not written: {found}; name another folder: wireglot init FOLDER")
        raise typer.Exit(2) from error
    option = "" if folder == Path() else f" --config {name_of(path)}"
    print_status(f"{name_of(path)} is written. Its feeds are examples of third parties: put your own in their place.")
    print_status(f"To try its sources, run: wireglot desks check{option}")
    print_status(f"To run its desks on schedule: wireglot serve{option}")


def _template() -> bytes:
    return (Path(__file__).parent.parent / "data" / CONFIG).read_bytes()
