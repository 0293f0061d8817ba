"""Scores of summaries on the evaluation data.

    python -m benchmarks.scoring.evaluate summaries --data DATA [--engine extract] [--markdown | --json]
    python -m benchmarks.scoring.evaluate ledes --data DATA [--engine extract] [--cases]

WIREGLOT_DATA stands in for --data. Translations are scored by benchmarks/quality.py.
"""

import typer

from benchmarks.scoring.evaluate_summaries import summaries
from benchmarks.scoring.ledes import ledes

app = typer.Typer(no_args_is_help=True, help="Score engines on the evaluation data.")
app.command("summaries")(summaries)
app.command("ledes")(ledes)


if __name__ == "__main__":
    app()
