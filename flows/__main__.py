"""`python -m wireglot.flows` and the console script `wireglot`."""

import logging


def main() -> None:
    """Run the command line."""
    from wireglot.flows.cli.app import app
    from wireglot.flows.prefect_runs.server_away import end_at_once

    logging.basicConfig(level=logging.WARNING, format="wireglot: %(message)s")
    try:
        app()
    except SystemExit as end:
        end_at_once(end.code if isinstance(end.code, int) else 0)
        raise


if __name__ == "__main__":
    main()
