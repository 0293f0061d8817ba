"""`wireglot serve`: the desks of wireglot.toml, run on schedule and by hand until stopped."""

import os
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from wireglot.flows.cli.options import Outputs
from wireglot.flows.cli.screen import talk

if TYPE_CHECKING:
    from wireglot.flows.desks import Config


def serve(
    config: Annotated[Path, typer.Option("--config", help="The file that holds the desks.")] = Path("wireglot.toml"),
    outputs: Outputs = None,
) -> None:
    """Run the desks of wireglot.toml on their schedules, until stopped with Ctrl-C.

    A Prefect server that answers at PREFECT_API_URL is used; else one is started on this machine
    and ended with this command.
    """
    from wireglot.flows.desks import WrongDesks, read_config
    from wireglot.flows.own_server import NoServer, prefect_server
    from wireglot.flows.prefect_setup import set_up

    os.environ.setdefault("PREFECT_LOGGING_LEVEL", "INFO")  # a standing service says what it does
    set_up()
    try:
        desks = read_config(config, outputs=outputs)
        talk("Looking for a Prefect server, or starting one (up to 30 seconds) ...")
        with prefect_server() as url:
            _serve(desks, url)
    except (WrongDesks, NoServer) as fault:
        talk(f"wireglot: {fault}")
        raise typer.Exit(2) from fault


def _serve(config: "Config", url: str) -> None:
    from wireglot.flows.serving import serve as serve_desks

    talk(f"Prefect's page: {url.removesuffix('/api')}")
    for desk in config.desks:
        talk(f"By hand: PREFECT_API_URL={url} prefect deployment run summarize-articles/{desk.name}")
    serve_desks(config)
