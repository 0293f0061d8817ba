"""`wireglot backup`: a copy of an output folder, made while runs write."""

from pathlib import Path
from typing import Annotated

import typer

from wireglot.flows.cli.screen import clean, print_json, print_status, print_text, size_text
from wireglot.flows.cli.shared_options import Json, Outputs, outputs_folder
from wireglot.flows.outcomes import counted


def backup(
    to: Annotated[Path, typer.Argument(metavar="FOLDER", help="A new folder, or that of an earlier backup.")],
    outputs: Outputs = None,
    as_json: Json = False,
) -> None:
    """Copy what is new in the output folder, also while runs write; status 1 when it has lost something.

    To restore, copy FOLDER to where the output folder was, then `wireglot site` makes site and feeds again.
    """
    import sqlite3

    from wireglot.outputs import BackupRefused, back_up

    copied: list[int] = []
    findings = 0
    try:
        for finding in back_up(outputs_folder(outputs), to, lambda id, size: copied.append(size)):
            findings += 1
            if as_json:
                print_json({"grade": finding.grade, "id": finding.id, "path": str(finding.path), "what": finding.what})
            else:
                print_text(clean(str(finding)))
    except BackupRefused as error:
        print_status(f"wireglot: {error}")
        raise typer.Exit(2) from error
    except (OSError, sqlite3.Error) as error:
        print_status(f"wireglot: the backup is incomplete ({error}); run the command again, it continues.")
        raise typer.Exit(1) from error
    print_status(f"{counted(len(copied), 'new version')} ({size_text(sum(copied))}) copied to {to.absolute()}.")
    if findings:
        print_status("Named above is what the output folder has lost: `wireglot verify` says more.")
        raise typer.Exit(1)
