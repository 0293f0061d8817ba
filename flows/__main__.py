"""The command line `wireglot`, also `python -m flows`."""

from typing import Any

import typer
from typer.core import TyperGroup

from wireglot.flows.cli.diff import diff
from wireglot.flows.cli.engines import engines
from wireglot.flows.cli.export import export
from wireglot.flows.cli.keeping import prune, verify
from wireglot.flows.cli.memory import memory
from wireglot.flows.cli.models import app as models
from wireglot.flows.cli.reading import history, list_articles, show
from wireglot.flows.cli.retry import retry
from wireglot.flows.cli.run import run
from wireglot.flows.cli.screen import talk
from wireglot.flows.cli.serve import serve
from wireglot.flows.cli.site import site


class Commands(TyperGroup):
    """All commands; an output folder of another version of Wireglot ends each of them with status 2."""

    def invoke(self, ctx: Any) -> Any:
        try:
            return super().invoke(ctx)
        except ValueError as fault:
            from wireglot.outputs import OtherSchema

            if not isinstance(fault, OtherSchema):
                raise
            talk(f"wireglot: {fault}")
            raise typer.Exit(2) from fault


app = typer.Typer(
    name="wireglot",
    cls=Commands,
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,  # its frames print local values, and so article text
    help="News in any language, in short and long summaries of your own; every version kept.",
)
app.command("run", no_args_is_help=True)(run)
app.command("list")(list_articles)
app.command("show", no_args_is_help=True)(show)
app.command("history", no_args_is_help=True)(history)
app.command("verify")(verify)
app.command("prune")(prune)
app.command("export", no_args_is_help=True)(export)
app.command("diff", no_args_is_help=True)(diff)
app.command("site")(site)
app.command("retry")(retry)
app.command("memory")(memory)
app.command("engines")(engines)
app.command("serve")(serve)
app.add_typer(models, name="models")


def main() -> None:
    """The console script."""
    import logging

    logging.basicConfig(level=logging.WARNING, format="wireglot: %(message)s")
    app()


if __name__ == "__main__":
    main()
