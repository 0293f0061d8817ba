"""The Prefect flow `summarize_articles`: a run with its stages as tasks, a state that says how it went, and artifacts.

The flow's name, its parameters and the deployment names are what people type: summarize-articles/<desk>.
"""

import logging
from collections.abc import Mapping
from contextlib import AbstractContextManager, ExitStack
from dataclasses import asdict, replace
from zoneinfo import ZoneInfo

from wireglot.flows.prefect_runs.settings import apply_settings

apply_settings()  # before the first import of Prefect, which reads its settings once

from prefect import flow, get_run_logger, tags  # noqa: E402  settings first
from prefect.client.schemas.objects import State  # noqa: E402
from prefect.context import TagsContext  # noqa: E402
from prefect.runtime import flow_run  # noqa: E402
from prefect.states import Completed, Failed  # noqa: E402

from wireglot.articles.languages import reader_tag  # noqa: E402
from wireglot.articles.reading import name_of, path_of  # noqa: E402
from wireglot.flows.options import Options, zone_fault  # noqa: E402
from wireglot.flows.outcomes import Report  # noqa: E402
from wireglot.flows.prefect_runs import caller  # noqa: E402
from wireglot.flows.prefect_runs.artifacts import RunRecord  # noqa: E402
from wireglot.flows.prefect_runs.next_part import start_next_part  # noqa: E402
from wireglot.flows.prefect_runs.parameters import OptionsParameter, OutputFolder, SourceParameters  # noqa: E402
from wireglot.flows.prefect_runs.run_log import RunLog  # noqa: E402
from wireglot.flows.prefect_runs.server_away import quiet_client  # noqa: E402
from wireglot.flows.prefect_runs.tasks import process_of  # noqa: E402
from wireglot.flows.runs.complete_run import complete_run  # noqa: E402
from wireglot.flows.runs.desk_record import failure_recorded  # noqa: E402
from wireglot.flows.runs.refusals import REFUSALS  # noqa: E402
from wireglot.flows.runs.request import RunRequest  # noqa: E402
from wireglot.flows.runs.source_lock import AnotherRun  # noqa: E402
from wireglot.flows.serving.flow_process import is_scheduled, supervised  # noqa: E402
from wireglot.flows.sources.credentials import with_credentials  # noqa: E402
from wireglot.flows.sources.source import from_parameter  # noqa: E402

DEFAULTS = Options()


class MostArticlesFailed(Exception):
    """What Prefect raises for a Failed run; a caller in this process finds the report in it, and no log does."""

    def __init__(self, message: str, report: Report) -> None:
        super().__init__(message)
        self.report = report


def _is_logged(record: logging.LogRecord) -> bool:
    """Leave out Prefect's traceback of a run that failed with a message for people: its state is logged with it."""
    return not (record.exc_info and isinstance(record.exc_info[1], (MostArticlesFailed, *REFUSALS)))


for _name in ("prefect.engine", "prefect.flow_runs"):
    logging.getLogger(_name).addFilter(_is_logged)
quiet_client()


def run_name() -> str:
    """What Prefect calls a run: its desk and when it is due, by the desk's clock: "nordic 2026-11-29 08:15".

    With seconds for one by hand, which may be in the minute of another run.
    """
    found = flow_run.parameters.get("options") or DEFAULTS
    given = found if isinstance(found, Mapping) else asdict(found)  # as JSON until Prefect has checked it
    zone = given.get("timezone", DEFAULTS.timezone)
    zone = DEFAULTS.timezone if zone_fault(zone) else zone  # what is wrong with it, the run itself says
    due = flow_run.scheduled_start_time.astimezone(ZoneInfo(zone))
    at = "%Y-%m-%d %H:%M" if is_scheduled() and not due.second else "%Y-%m-%d %H:%M:%S"
    return f"{given.get('desk') or 'by hand'} {due:{at}}"


# Prefect shows the descriptions of the parameters below beside its form (the rest: flows/prefect_runs/parameters.py).
@flow(name="summarize-articles", flow_run_name=run_name, persist_result=False, validate_parameters=True)
def summarize_articles(
    sources: SourceParameters,
    outputs: OutputFolder = "outputs/editions",
    options: OptionsParameter = DEFAULTS,
    retry: bool = False,
    config: str = "",
    after: str = "",
) -> State[Report]:
    """Detect, translate, summarize and store a version of each new or changed article.

    Args:
        sources: Addresses of feeds and pages, and files and folders on the machine that runs the flow.
        outputs: The output folder.
        options: How the articles are processed.
        retry: Afterwards process again what is untranslated, doubtful, gist or failed, where something better is ready.
        config: The wireglot.toml from which the user names and keys of the sources are read.
        after: Where the part before this one ended, in runs of more than 10,000 articles. Leave it empty.
    """
    named = [from_parameter(source) for source in sources]
    known = caller.addresses.get() or with_credentials(config, [source.at for source in named])
    named = [replace(source, at=known.get(source.at, source.at)) for source in named]
    options = replace(options, glossary=str(path_of(options.glossary)) if options.glossary else "")
    request = RunRequest(
        named, path_of(outputs), options, retry=retry, config=config, after=after, wait=not is_scheduled()
    )
    with supervised(options, request.outputs):
        try:
            report = _run(request)
        except AnotherRun as error:
            return Completed(name="Skipped", message=str(error))
        except REFUSALS as error:
            return Failed(message=str(error), data=error)
    return final_state(report)


def _run(request: RunRequest) -> Report:
    """Run in this process or on a cluster; Prefect shows how it goes, and starts the next part."""
    folder, options = request.outputs, request.options
    log, caller_callbacks = RunLog(get_run_logger(), options), caller.callbacks.get()
    with ExitStack() as stack:
        # For each tag that a task inherits, Prefect asks its server for a slot: without it no task would start.
        stack.enter_context(TagsContext(current_tags=set()))
        with failure_recorded(folder, options):
            process = stack.enter_context(process_of(options, folder))
        record = stack.enter_context(RunRecord(name_of(folder), options, log.callbacks(caller_callbacks)))
        report = complete_run(request, process, record.callbacks)
        log.end()
        caller_callbacks.on_end(report)
        record.finish(report)
    start_next_part(report, options)
    return report


def tags_of(options: Options) -> list[str]:
    """The tags of a run."""
    return ["wireglot", *filter(None, [options.desk]), reader_tag(options.to)]


def tagged(options: Options) -> AbstractContextManager[object]:
    """The context in which a caller in this process starts a run, so that it gets its tags."""
    return tags(*tags_of(options))


def final_state(report: Report) -> State[Report]:
    """Completed, PartiallyFailed (a Completed state as well), or Failed above the threshold.

    What waits for its next try is PartiallyFailed, and does not count for the threshold; what is set aside is neither.
    """
    failed = report.failed
    message = str(report) + "".join(f"; {one.shown.reason}" for one in failed[:3])
    if report.is_mostly_failed:
        return Failed(message=message, data=MostArticlesFailed(message, report))
    if failed:
        return Completed(name="PartiallyFailed", message=message, data=report)
    return Completed(message=message, data=report)
