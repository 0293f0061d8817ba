"""`wireglot serve`: the desks of wireglot.toml, run on schedule and by hand until stopped."""

import os
from pathlib import Path

import typer

from wireglot.flows.cli.screen import print_status
from wireglot.flows.cli.shared_options import ConfigFile, DeskOutputs


def serve(
    config: ConfigFile = Path("wireglot.toml"),
    outputs: DeskOutputs = None,
) -> None:
    """Run the desks of wireglot.toml on their schedules, until stopped with Ctrl-C.

    A Prefect server that responds at PREFECT_API_URL is used.
    Otherwise one is started on this machine, and ends with this command.
    """
    from wireglot.flows.desks import InvalidDesks, check_engines, missing_sources, read_config, shared_sources
    from wireglot.flows.prefect_runs.settings import apply_settings
    from wireglot.flows.serving.server import ServerUnavailable
    from wireglot.flows.serving.supervisor import ServedAlready, supervise

    os.environ.setdefault("PREFECT_LOGGING_LEVEL", "INFO")  # a service logs what it does
    apply_settings()
    try:
        desks = read_config(config, outputs=outputs)
        check_engines(desks)
        for warning in (*missing_sources(desks.desks), *shared_sources(desks.desks)):
            print_status(warning)
        status = supervise(config, outputs, print_status)
    except (InvalidDesks, ServerUnavailable, ServedAlready) as error:
        print_status(f"wireglot: {error}")
        raise typer.Exit(2) from error
    raise typer.Exit(status)
