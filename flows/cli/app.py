"""The application `wireglot` with all its commands."""

from typing import Annotated, Any

import typer
from typer.core import TyperGroup

from wireglot.flows.cli.articles import diff, history, list_articles, show
from wireglot.flows.cli.backup import backup
from wireglot.flows.cli.desks import app as desks
from wireglot.flows.cli.engines import engines
from wireglot.flows.cli.init import init
from wireglot.flows.cli.models import app as models
from wireglot.flows.cli.output_folder import export, memory, prune, site, verify
from wireglot.flows.cli.restore import restore
from wireglot.flows.cli.run import retry, run
from wireglot.flows.cli.screen import print_status, replace_unprintable
from wireglot.flows.cli.serve import serve


class Commands(TyperGroup):
    """All commands; each ends with status 2 for an output folder that another version of Wireglot wrote."""

    def main(self, *args: Any, **options: Any) -> Any:
        replace_unprintable()
        return super().main(*args, **options)

    def invoke(self, ctx: Any) -> Any:
        try:
            return super().invoke(ctx)
        except ValueError as error:
            from wireglot.outputs import OtherSchema

            if not isinstance(error, OtherSchema):
                raise
            print_status(f"wireglot: {error}")
            raise typer.Exit(2) from error


app = typer.Typer(
    name="wireglot",
    cls=Commands,
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,  # its tracebacks print local values, and so article text
)
app.command("run", no_args_is_help=True)(run)
app.command("list")(list_articles)
app.command("show", no_args_is_help=True)(show)
app.command("history", no_args_is_help=True)(history)
app.command("diff", no_args_is_help=True)(diff)
app.command("restore", no_args_is_help=True)(restore)
app.command("retry")(retry)
app.command("verify")(verify)
app.command("prune")(prune)
app.command("backup", no_args_is_help=True)(backup)
app.command("export", no_args_is_help=True)(export)
app.command("site")(site)
app.command("memory")(memory)
app.command("engines")(engines)
app.command("serve")(serve)
app.command("init")(init)
app.add_typer(desks, name="desks")
app.add_typer(models, name="models")


def _print_version(wanted: bool) -> None:
    if wanted:
        from importlib.metadata import version

        typer.echo(f"wireglot {version('wireglot')}")
        raise typer.Exit


@app.callback()
def wireglot(
    version: Annotated[
        bool, typer.Option("--version", callback=_print_version, is_eager=True, help="Print the version and exit.")
    ] = False,
) -> None:
    """Short and long summaries of news in any language, with every version and the evidence for every sentence."""
