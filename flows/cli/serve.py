"""`wireglot serve`: the desks of wireglot.toml, run on schedule and by hand until stopped."""

import os
from pathlib import Path
from typing import TYPE_CHECKING

import typer

from wireglot.flows.cli.screen import print_status
from wireglot.flows.cli.shared_options import ConfigFile, DeskOutputs

if TYPE_CHECKING:
    from wireglot.flows.desks import Config


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
        status = supervise(config, outputs, print_status, lambda url: _print_desks(desks, url))
    except (InvalidDesks, ServerUnavailable, ServedAlready) as error:
        print_status(f"wireglot: {error}")
        raise typer.Exit(2) from error
    raise typer.Exit(status)


def _print_desks(config: "Config", url: str) -> None:
    names = [desk.name for desk in config.desks]
    print_status(f"Serving {', '.join(names)}. Prefect UI: {url.removesuffix('/api')}")
    print_status(f"To run one now: PREFECT_API_URL={url} prefect deployment run summarize-articles/{names[0]}")
    print_status("Ctrl-C stops the runs and ends this command within 10 seconds.")
