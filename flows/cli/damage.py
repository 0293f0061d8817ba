"""How a command ends that would read a damaged version: with the file's name instead of a traceback."""

from collections.abc import Iterator
from contextlib import contextmanager

import typer

from wireglot.flows.cli.screen import print_status


@contextmanager
def damage_named() -> Iterator[None]:
    """End the command with status 2 when a file of a version that is read in the block is missing or damaged."""
    try:
        yield
    except (OSError, ValueError) as error:
        said = f"{error.filename} cannot be read ({error.strerror})" if isinstance(error, OSError) else str(error)
        print_status(f"wireglot: {said}; `wireglot verify` says what is damaged.")
        raise typer.Exit(2) from error
