"""`wireglot run`: sources in, stored versions out, one block of talk or one JSON object an article."""

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from wireglot.flows.cli.options import Json, Outputs, outputs_folder, published_base_url
from wireglot.flows.cli.screen import answer, answer_json, progress, talk

if TYPE_CHECKING:
    from wireglot.flows.options import Options
    from wireglot.flows.outcome import Outcome, Report
    from wireglot.outputs import Edition

OnResult = Callable[["Outcome"], None]
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
    no_site: Annotated[bool, typer.Option("--no-site", help="Leave the pages and feeds as they are.")] = False,
    as_json: Json = False,
) -> None:
    """Detect, translate, summarise short and long, and store a version of each changed article."""
    from wireglot.flows.options import Options

    options = Options(
        to, translator, summarizer, limit, force, glossary, base_url=published_base_url(), site=not no_site
    )
    folder = outputs_folder(outputs)
    with progress("articles", shown=not as_json) as (on_total, advance):
        report = _carry_out(
            sources, folder, options, plain=plain, on_result=hearing(as_json, advance), on_total=on_total
        )
    close(report, folder)


def _carry_out(
    sources: list[str], folder: Path, options: "Options", *, plain: bool, on_result: OnResult, on_total: Expect
) -> "Report":
    """The report of the run; wrong usage and unreadable sources end the command with status 2."""
    from wireglot.articles.reading import ReadingError
    from wireglot.flows.options import InvalidOptions, check
    from wireglot.flows.running import NoOutputs
    from wireglot.flows.running import run as walk_all
    from wireglot.outputs import OtherSchema, Store

    try:
        check(options)
        Store(folder)  # refuses a folder of another schema before Prefect is started
        if plain:
            return walk_all(sources, folder, options, on_result=on_result, on_total=on_total)
        from wireglot.flows.cli.in_prefect import run_in_prefect

        return run_in_prefect(sources, folder, options, on_result=on_result, on_total=on_total)
    except (InvalidOptions, ReadingError, NoOutputs, OtherSchema) as fault:
        talk(f"wireglot: {fault}")
        raise typer.Exit(2) from fault


def hearing(as_json: bool, advance: Callable[[], None]) -> OnResult:
    """What is done with each outcome: a line of JSON, or words for a reader."""

    def on_result(outcome: "Outcome") -> None:
        from wireglot.flows.telling import row

        advance()
        if as_json:
            answer_json(row(outcome))
        else:
            _tell(outcome)

    return on_result


def _tell(outcome: "Outcome") -> None:
    from wireglot.articles.languages import language_name
    from wireglot.flows.outcome import Failed, Unchanged
    from wireglot.flows.telling import edition_of, title, translator

    if isinstance(outcome, Failed):
        talk(f"failed     {outcome.source} ({outcome.stage}): {outcome.error}")
        return
    edition, place = edition_of(outcome), outcome.stored
    if isinstance(outcome, Unchanged) or not place.new:
        answer(f"unchanged  {place.id} v{place.version}: {title(edition)}")
        return
    facts = [language_name(edition.language.tag), f"translator {translator(edition)}"]
    facts += [f"summarizer {edition.summaries.short.engine}", edition.state]
    answer(f"\n{title(edition)}\n  {_short(edition)}")
    answer(f"  [{', '.join(facts)}]  {place.folder}")
    for warning in edition.warnings:
        answer(f"  ! {warning}")


def _short(edition: "Edition") -> str:
    return (edition.summaries.short.text or "Too short to summarise.") if edition.shown else ""


def close(report: "Report", folder: Path) -> None:
    """Say what the run made and where it is, and what would make it better; status 1 when an article failed."""
    from wireglot.flows.mending import mending

    talk(f"\n{report}. Versions are in {folder.absolute()}")
    for line in mending(report):
        talk(line)
    if (page := folder.absolute() / "index.html").is_file():
        talk(f"To read them: {page}")
    if report.failed:
        raise typer.Exit(1)
