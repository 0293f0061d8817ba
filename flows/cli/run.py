"""`wireglot run` and `wireglot retry`: articles in, versions out; a few lines or one JSON object per article."""

from collections.abc import Callable, Sequence
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from wireglot.flows.cli.screen import print_json, print_status, print_text, progress_bar
from wireglot.flows.cli.shared_options import Dask, Json, Outputs, outputs_folder, published_base_url

if TYPE_CHECKING:
    from wireglot.flows.desks import Desk
    from wireglot.flows.options import Options
    from wireglot.flows.outcomes import Outcome, Report
    from wireglot.flows.runs.callbacks import Callbacks
    from wireglot.flows.runs.request import RunRequest
    from wireglot.outputs import Edition

Translator = Annotated[str, typer.Option(help="auto, or an engine that `wireglot engines` lists.")]
Glossary = Annotated[str, typer.Option(help="A folder of glossaries such as sv-en.tsv.")]


def run(
    sources: Annotated[
        list[str], typer.Argument(metavar="SOURCE", help="Files, folders, web addresses, or - for stdin.")
    ],
    outputs: Outputs = None,
    to: Annotated[str, typer.Option(help="The reader's language, a BCP 47 tag.")] = "en",
    translator: Translator = "auto",
    summarizer: Annotated[str, typer.Option(help="auto, or an engine that `wireglot engines` lists.")] = "auto",
    plain: Annotated[bool, typer.Option("--plain", help="Run without Prefect.")] = False,
    force: Annotated[bool, typer.Option("--force", help="Make a version of every article, changed or not.")] = False,
    glossary: Glossary = "",
    limit: Annotated[int, typer.Option(min=0, help="Process at most this many new or changed articles; 0: all.")] = 0,
    allow: Annotated[
        list[str] | None, typer.Option(metavar="HOST", help="A host that may be inside this network; repeat for more.")
    ] = None,
    dask: Dask = "",
    no_site: Annotated[bool, typer.Option("--no-site", help="Do not update the site and the feeds.")] = False,
    as_json: Json = False,
) -> None:
    """Detect, translate, summarize and store a version of each new or changed article."""
    from wireglot.flows.options import Options
    from wireglot.flows.runs.request import RunRequest
    from wireglot.flows.sources.source import as_sources

    options = Options(
        to,
        translator,
        summarizer,
        limit,
        force,
        glossary,
        base_url=published_base_url(),
        site=not no_site,
        allow=tuple(allow or ()),
        dask=dask,
    )
    _run_to_end(RunRequest(as_sources(sources), outputs_folder(outputs), options), plain=plain, as_json=as_json)


def run_desk(desk: "Desk", config: Path, *, plain: bool, as_json: bool) -> None:
    """Run a desk of that file once, as on its schedule: with its own options, into its own folder, and with a retry."""
    from wireglot.articles.reading import name_of
    from wireglot.flows.runs.request import RunRequest

    request = RunRequest(desk.sources, desk.outputs, desk.options, retry=True, config=name_of(config))
    _run_to_end(request, plain=plain, as_json=as_json)


def retry(
    ids: Annotated[list[str] | None, typer.Argument(metavar="ID", help="Articles; all by default.")] = None,
    outputs: Outputs = None,
    translator: Translator = "auto",
    glossary: Glossary = "",
    as_json: Json = False,
) -> None:
    """Process again what is untranslated, doubtful, gist or failed, where a better engine is ready."""
    from wireglot.flows.options import InvalidOptions, Options, check
    from wireglot.flows.runs.retry import retry as retry_articles
    from wireglot.outputs import NoSuchVersion, Store

    options = Options(translator=translator, glossary=glossary, base_url=published_base_url())
    store = Store(outputs_folder(outputs))
    try:
        check(options)
        found = [store.find(id) for id in ids or []]
        report = retry_articles(store, options, ids=found, callbacks=_callbacks(options, as_json))
    except (InvalidOptions, NoSuchVersion) as error:
        print_status(f"wireglot: {error.args[0]}")
        raise typer.Exit(2) from error
    if not report.outcomes:
        print_status("Nothing to retry: no better engine is ready for what is untranslated, doubtful, gist or failed.")
    _finish(report, store.root, advise=translator != "none")


def _run_to_end(request: "RunRequest", *, plain: bool, as_json: bool) -> None:
    """Run in parts of 10,000 articles, and print what comes of them."""
    from wireglot.flows.runs.parts import limit_of_rest

    options, places, failed = request.options, request.places, False
    with progress_bar("articles", shown=not as_json) as (on_total, advance):
        callbacks = _callbacks(options, as_json, advance, on_total)
        report = _run_part(request, callbacks, plain=plain)
        while (limit := limit_of_rest(request.options, report)) is not None:
            print_status(f"\n{report}.")
            failed = failed or bool(report.failed)
            request = replace(request, options=replace(options, limit=limit), after=report.after)
            report = _run_part(request, callbacks, plain=plain)
    _finish(report, request.outputs, places, advise=options.translator != "none", failed=failed)


def _run_part(request: "RunRequest", callbacks: "Callbacks", *, plain: bool) -> "Report":
    """Run with or without Prefect; wrong usage and unreadable sources end the command with status 2."""
    from wireglot.flows.cli.in_prefect import NoServer, run_in_prefect
    from wireglot.flows.runs.refusals import REFUSALS

    try:
        _check(request, plain=plain)
        return _run_plain(request, callbacks) if plain else run_in_prefect(request, callbacks)
    except (*REFUSALS, NoServer) as error:
        print_status(f"wireglot: {error}")
        raise typer.Exit(2) from error


def _check(request: "RunRequest", *, plain: bool) -> None:
    """Check the request before Prefect starts, which takes seconds."""
    from wireglot.flows.options import InvalidOptions
    from wireglot.flows.runs.desk_record import failure_recorded
    from wireglot.flows.runs.request import check_request

    with failure_recorded(request.outputs, request.options):
        check_request(request)
        if plain and request.options.dask:
            raise InvalidOptions("dask: the cluster is used through Prefect; leave out --plain or --dask.")


def _run_plain(request: "RunRequest", callbacks: "Callbacks") -> "Report":
    from wireglot.flows.runs.complete_run import complete_run
    from wireglot.flows.runs.time_limit import ended_in_time

    with ended_in_time(request.options.time_limit, request.outputs, request.options.desk):
        return complete_run(request, callbacks=callbacks)


def _callbacks(
    options: "Options",
    as_json: bool,
    advance: Callable[[], None] = lambda: None,
    on_total: Callable[[int], None] = lambda total: None,
) -> "Callbacks":
    from wireglot.flows.chat_fault import chat_fault
    from wireglot.flows.reports.report import outcome_row
    from wireglot.flows.runs.callbacks import Callbacks

    def on_result(outcome: "Outcome") -> None:
        advance()
        if as_json:
            print_json(outcome_row(outcome, chat_fault(options)))
        elif not (options.desk and _is_unchanged(outcome)):  # thousands in each run of a desk
            _print_outcome(outcome)

    return Callbacks(on_total, on_result)


def _is_unchanged(outcome: "Outcome") -> bool:
    """Whether nothing came of the article, and nothing is to be said of it."""
    from wireglot.flows.outcomes import Unchanged

    return isinstance(outcome, Unchanged) and not outcome.kept


def _print_outcome(outcome: "Outcome") -> None:
    from wireglot.flows.outcomes import Failed, Unchanged
    from wireglot.flows.reports.report import edition_of, title

    if isinstance(outcome, Failed):
        kind = "failed" if not outcome.is_waiting else "set aside" if outcome.is_set_aside else "waiting"
        plan = f" ({outcome.plan})" if outcome.plan else ""
        print_status(f"{kind:<10} {outcome.source} ({outcome.stage}): {outcome.error}{plan}")
        return
    edition, stored = edition_of(outcome), outcome.stored
    if isinstance(outcome, Unchanged) or not stored.new:
        kept = f" ({outcome.kept})" if isinstance(outcome, Unchanged) and outcome.kept else ""
        print_text(f"unchanged  {stored.id} v{stored.version}: {title(edition)}{kept}")
        return
    _print_edition(edition, stored.folder)


def _print_edition(edition: "Edition", folder: Path) -> None:
    from wireglot.articles.languages import language_name
    from wireglot.flows.reports.report import title, translator_name
    from wireglot.outputs import summary_text

    if not edition.shown:
        print_text(f"\n{title(edition)}  {folder}\n  ! {edition.hidden_reason}")
        return
    short = summary_text(edition.summaries.short)
    facts = [
        language_name(edition.language.tag),
        f"translator {translator_name(edition)}",
        f"summarizer {edition.summaries.short.engine}",
        edition.state,
    ]
    print_text(f"\n{title(edition)}\n  {short}\n  [{', '.join(facts)}]  {folder}")
    for warning in edition.warnings:
        print_text(f"  ! {warning}")


def _finish(
    report: "Report", folder: Path, sources: Sequence[str] = (), *, advise: bool = True, failed: bool = False
) -> None:
    """Print what the run did and, if `advise`, what would improve it; status 1 when an article failed, now or before.

    Status 2 when a named engine is not ready for any of the articles.
    """
    from wireglot.flows.reports.report import chat_fault_line, closing_line
    from wireglot.outputs import Store

    print_status(f"\n{report}. Output folder: {folder.absolute()}")
    for archive in report.archives:
        print_status(str(archive))
    if report.chat_fault:
        print_status(chat_fault_line(report.chat_fault))
    if advise and (line := closing_line(report, folder, sources)):
        print_status(line)
    if (page := folder.absolute() / "index.html").is_file() and any(Store(folder).ids()):
        print_status(f"To read the summaries, open {page}")
    if report.failed or failed:
        raise typer.Exit(2 if report.is_unusable and not failed else 1)
