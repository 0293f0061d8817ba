"""`wireglot run`: sources in, stored versions out, one block of talk or one JSON object an article."""

import contextlib
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from flows.commands.options import Json, Outputs, outputs_folder
from flows.commands.screen import answer, answer_json, talk

if TYPE_CHECKING:
    from flows.outcome import Outcome, Report
    from flows.recipe import Recipe

Hear = Callable[["Outcome"], None]
Expect = Callable[[int], None]


def run(
    sources: Annotated[list[str], typer.Argument(metavar="SOURCE...", help="Files, folders, or - for stdin.")],
    outputs: Outputs = None,
    to: Annotated[str, typer.Option(help="The reader's language, a BCP 47 tag.")] = "en",
    translator: Annotated[str, typer.Option(help="auto, or an engine that `wireglot engines` names.")] = "auto",
    summarizer: Annotated[str, typer.Option(help="auto, or an engine that `wireglot engines` names.")] = "auto",
    plain: Annotated[bool, typer.Option("--plain", help="Walk the road without Prefect.")] = False,
    force: Annotated[bool, typer.Option("--force", help="Make a version of every article, changed or not.")] = False,
    glossary: Annotated[str, typer.Option(help="A folder of glossaries such as sv-en.tsv.")] = "",
    limit: Annotated[int, typer.Option(min=0, help="Make at most so many articles; 0 for all.")] = 0,
    as_json: Json = False,
) -> None:
    """Detect, translate, summarise short and long, and store a version of each changed article."""
    from flows.recipe import Recipe

    recipe = Recipe(to=to, translator=translator, summarizer=summarizer, limit=limit, force=force, glossary=glossary)
    folder = outputs_folder(outputs)
    with _progress(shown=not as_json) as (expect, advance):
        report = _carry_out(sources, folder, recipe, plain=plain, hear=hearing(as_json, advance), expect=expect)
    close(report, folder)


def _carry_out(
    sources: list[str], folder: Path, recipe: "Recipe", *, plain: bool, hear: Hear, expect: Expect
) -> "Report":
    """The report of the run; wrong usage and unreadable sources end the command with status 2."""
    from articles.reading import ReadingError
    from flows.recipe import WrongRecipe, check
    from flows.running import NoOutputs
    from flows.running import run as walk_all

    try:
        check(recipe)
        if plain:
            return walk_all(sources, folder, recipe, hear=hear, expect=expect)
        from flows.commands.in_prefect import run_in_prefect

        return run_in_prefect(sources, folder, recipe, hear=hear, expect=expect)
    except (WrongRecipe, ReadingError, NoOutputs) as fault:
        talk(f"wireglot: {fault}")
        raise typer.Exit(2) from fault


def hearing(as_json: bool, advance: Callable[[], None]) -> Hear:
    """What is done with each outcome: a line of JSON, or words for a reader."""

    def hear(outcome: "Outcome") -> None:
        from flows.telling import row

        advance()
        if as_json:
            answer_json(row(outcome))
        else:
            _tell(outcome)

    return hear


def _tell(outcome: "Outcome") -> None:
    from flows.outcome import Failed, Unchanged
    from flows.telling import edition_of, title, translator
    from outputs import language_name

    if isinstance(outcome, Failed):
        talk(f"failed     {outcome.source} ({outcome.stage}): {outcome.error}")
        return
    edition, place = edition_of(outcome), outcome.stored
    if isinstance(outcome, Unchanged) or not place.new:
        answer(f"unchanged  {place.id} v{place.version}: {title(edition)}")
        return
    facts = [language_name(edition.language.tag), f"translator {translator(edition)}"]
    facts += [f"summarizer {edition.summaries.short.engine}", edition.state]
    answer(f"\n{title(edition)}\n  {edition.summaries.short.text or 'Too short to summarise.'}")
    answer(f"  [{', '.join(facts)}]  {place.folder}")
    for doubt in edition.doubts:
        answer(f"  ! {doubt}")


@contextlib.contextmanager
def _progress(*, shown: bool) -> Iterator[tuple[Expect, Callable[[], None]]]:
    """A progress bar on stderr for people at a terminal, else nothing: (expect, advance)."""
    import sys

    if not (shown and sys.stderr.isatty()):
        yield (lambda files: None), (lambda: None)
        return
    from rich.console import Console
    from rich.progress import Progress

    with Progress(console=Console(stderr=True), transient=True, redirect_stdout=sys.stdout.isatty()) as bar:
        task = bar.add_task("articles", total=None)
        yield (lambda files: bar.update(task, total=files)), (lambda: bar.advance(task))


def close(report: "Report", folder: Path) -> None:
    """Say what the run made and where it is, and what would make it better; status 1 when an article failed."""
    from flows.mending import mending

    talk(f"\n{report}. Versions are in {folder.absolute()}")
    for line in mending(report):
        talk(line)
    if report.failed:
        raise typer.Exit(1)
