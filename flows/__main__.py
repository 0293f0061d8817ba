"""`python -m wireglot.flows` and the console script `wireglot`."""

import logging


def main() -> None:
    """Run the command line."""
    from wireglot.flows.cli.app import app

    logging.basicConfig(level=logging.WARNING, format="wireglot: %(message)s")
    app()


if __name__ == "__main__":
    main()
