"""Scores of summaries on the evaluation data.

    python -m benchmarks.scoring.evaluate summaries --data DATA [--engine extract] [--markdown | --json]

WIREGLOT_DATA stands in for --data. Translations are scored by benchmarks/quality.py.
"""

import typer

from benchmarks.scoring.evaluate_summaries import summaries

app = typer.Typer(no_args_is_help=True, help="Score engines on the evaluation data.")
app.command("summaries")(summaries)


@app.callback()
def callback() -> None:
    """Keep the name of the command, although there is only one."""


if __name__ == "__main__":
    app()
