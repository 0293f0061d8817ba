"""The Prefect flow `summarize_articles`: a run with its stages as tasks, a state that says how it went, and artifacts.

The flow's name, its parameters and the deployment names are what people type: summarize-articles/<desk>.
"""

import logging
from contextlib import ExitStack
from dataclasses import replace

from wireglot.flows.prefect_settings import apply_settings

apply_settings()  # before the first import of Prefect, which reads its settings once

from prefect import flow  # noqa: E402  settings first
from prefect.client.schemas.objects import State  # noqa: E402
from prefect.states import Completed, Failed  # noqa: E402

from wireglot.articles.reading import path_of  # noqa: E402
from wireglot.flows import caller  # noqa: E402
from wireglot.flows.artifacts import RunRecord  # noqa: E402
from wireglot.flows.complete_run import complete_run, failure_recorded  # noqa: E402
from wireglot.flows.credentials import with_credentials  # noqa: E402
from wireglot.flows.in_flight import ClusterUnusable  # noqa: E402
from wireglot.flows.options import Options  # noqa: E402
from wireglot.flows.outcomes import Report  # noqa: E402
from wireglot.flows.sources import Source, from_parameter  # noqa: E402
from wireglot.flows.tasks import process_of  # noqa: E402

DEFAULTS = Options()


class MostArticlesFailed(Exception):
    """What Prefect raises for a Failed run; a caller in this process finds the report in it, and no log does."""

    def __init__(self, message: str, report: Report) -> None:
        super().__init__(message)
        self.report = report


def _is_no_failed_run(record: logging.LogRecord) -> bool:
    """Leaves out Prefect's tracebacks of a run that failed with a message for people: its state is logged with it."""
    return not (record.exc_info and isinstance(record.exc_info[1], MostArticlesFailed | ClusterUnusable))


for _name in ("prefect.engine", "prefect.flow_runs"):
    logging.getLogger(_name).addFilter(_is_no_failed_run)


@flow(name="summarize-articles", persist_result=False, validate_parameters=True)
def summarize_articles(
    sources: list[str | Source],
    outputs: str = "outputs/editions",
    options: Options = DEFAULTS,
    retry: bool = False,
    config: str = "",
) -> State[Report]:
    """Detect, translate, summarize and store a version of each new or changed article.

    Args:
        sources: Addresses, and files and folders relative to where the flow runs, alone or with settings of their own;
            names that are not UTF-8 as `name_of` writes them, as in `outputs` and the glossary.
        outputs: The output folder.
        options: What else the user chose for the run.
        retry: Afterwards process again what is untranslated, doubtful, gist or failed, where something better is ready.
        config: The wireglot.toml with the credentials of the sources (flows/credentials.py).
    """
    named = [from_parameter(source) for source in sources]
    known = caller.addresses.get() or with_credentials(config, [source.at for source in named])
    named = [replace(source, at=known.get(source.at, source.at)) for source in named]
    folder = path_of(outputs)
    options = replace(options, glossary=str(path_of(options.glossary)) if options.glossary else "")
    with ExitStack() as stack:
        with failure_recorded(folder, options):
            process = stack.enter_context(process_of(options, folder))
        record = stack.enter_context(RunRecord(outputs, options, caller.callbacks.get()))
        report = complete_run(named, folder, options, retry=retry, process=process, callbacks=record.callbacks)
        record.finish(report)
    return final_state(report)


def final_state(report: Report) -> State[Report]:
    """Completed, PartiallyFailed (a Completed state as well), or Failed above the threshold.

    What waits for its next try is PartiallyFailed, and does not count for the threshold; what is set aside is neither.
    """
    failed = report.failed
    message = str(report) + "".join(f"; {one.source}: {one.error}" for one in failed[:3])
    if report.is_mostly_failed:
        return Failed(message=message, data=MostArticlesFailed(message, report))
    if failed:
        return Completed(name="PartiallyFailed", message=message, data=report)
    return Completed(message=message, data=report)
