"""The command line `wireglot`, also `python -m flows`."""

import typer

from flows.commands.diff import diff
from flows.commands.engines import engines
from flows.commands.evaluate import app as evaluate
from flows.commands.export import export
from flows.commands.heal import heal
from flows.commands.keeping import prune, verify
from flows.commands.memory import memory
from flows.commands.models import app as models
from flows.commands.reading import history, list_articles, show
from flows.commands.run import run
from flows.commands.serve import serve
from flows.commands.site import site

app = typer.Typer(
    name="wireglot",
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
app.command("heal")(heal)
app.command("memory")(memory)
app.command("engines")(engines)
app.command("serve")(serve)
app.add_typer(models, name="models")
app.add_typer(evaluate, name="evaluate")


def main() -> None:
    """The console script."""
    import logging

    logging.basicConfig(level=logging.WARNING, format="wireglot: %(message)s")
    app()


if __name__ == "__main__":
    main()
