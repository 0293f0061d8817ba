"""A run: sources in, report out, with the record of failures, ended embargoes, and the site brought up to date.

`process` carries a batch through the stages: `pipeline.process`, or the same stages as Prefect tasks (flows/flow.py).
"""

import logging
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

from wireglot.articles import place_of_item
from wireglot.articles.reading import FoundSources, find_sources, name_of
from wireglot.flows import pipeline
from wireglot.flows.options import Options
from wireglot.flows.outcomes import Report, counted, shortened_list
from wireglot.flows.runs.batch_run import BatchRun, Process
from wireglot.flows.runs.callbacks import SILENT, Callbacks
from wireglot.flows.runs.parts import behind
from wireglot.flows.runs.reader_language import claim
from wireglot.flows.runs.request import RunRequest, check_request
from wireglot.flows.runs.retry import retry
from wireglot.flows.runs.source_lock import one_run_at_a_time
from wireglot.flows.runs.source_reader import SourceReader
from wireglot.flows.sources.source import Source, as_sources, with_settings
from wireglot.flows.sources.source_health import note_found_sources
from wireglot.flows.sources.web_archives import split_archives
from wireglot.flows.sources.web_sources import split_web_sources
from wireglot.outputs import Store

log = logging.getLogger(__name__)


class OutputsNotWritable(OSError):
    """The output folder cannot be written to; nothing was read."""


def run(
    sources: Sequence[str | Source],
    outputs: Path,
    options: Options,
    *,
    after: str = "",
    process: Process = pipeline.process,
    callbacks: Callbacks = SILENT,
) -> Report:
    """Process all articles of the sources and store their versions in the output folder.

    `after` is `Report.after` of the part of the run before this one. Raises what `run_request` raises.
    """
    return run_request(RunRequest(as_sources(sources), outputs, options, after=after), process, callbacks)


def run_request(request: RunRequest, process: Process = pipeline.process, callbacks: Callbacks = SILENT) -> Report:
    """Process all articles of the sources and store their versions in the output folder.

    The report has the outcomes of the retry as well, where the request asks for one; of several parts of a run only the
    last one is followed by it.

    Raises:
        AnotherRun: If there is another run over the same sources, and the request is not to wait.
        InvalidOptions: As `check_request`, which this calls.
        ReadingError: If a source cannot be read; the message names every such source. Not in a run of a desk, where
            each is a failure, and an empty folder is none.
        OutputsNotWritable: If the output folder cannot be written to. All these before any work.
    """
    check_request(request)
    store = Store(request.outputs)
    found = _found_sources(request, store)
    prepare(store)
    options = claim(request.options, request.outputs, request.places)
    with one_run_at_a_time(store.root, request.places, wait=request.wait):
        with BatchRun(store, options, process, callbacks) as batch_run:
            reader = SourceReader(batch_run)
            _read_sources(request, found, batch_run, reader)
            batch_run.release_embargoed()
            reader.process_suspects()
            batch_run.update_outputs()
            report = batch_run.report()
        if not request.retry or report.goes_on:
            return report
        tried = {uri for outcome in report.outcomes for uri in (outcome.uri, place_of_item(outcome.uri))}
        retried = retry(store, options, tried=tried, process=process, callbacks=callbacks)
        return replace(report, outcomes=report.outcomes + retried.outcomes)


def _found_sources(request: RunRequest, store: Store) -> FoundSources:
    """Return the files that the sources name. Raises ReadingError, but not in a run of a desk."""
    _, local = split_web_sources(request.sources)
    found = find_sources([source.at for source in local], outputs=store.root)
    if not request.options.desk:
        found.check()
    if found.skipped:
        names = shortened_list([name_of(file.path.name) for file in found.skipped])
        log.warning("%s skipped: %s", counted(len(found.skipped), "other file"), names)
    return found


def _read_sources(request: RunRequest, found: FoundSources, batch_run: BatchRun, reader: SourceReader) -> None:
    """Process what is new and changed in the sources, from where the part of the run before this one ended."""
    web, local = split_web_sources(request.sources)
    files, archives = split_archives(with_settings(found.files, local))
    batch_run.expect(len(files))
    if not request.options.desk:
        batch_run.failures.ask_for(web, [*files, *archives])
    reader.note_sources(found)
    reader.read_sources([] if request.after else web, behind(files, request.after), archives)
    if request.options.desk:  # a run by hand may name thousands of files
        batch_run.collected.health += note_found_sources(local, found, batch_run.store.root)


def prepare(store: Store) -> None:
    """Make the output folder ready to be written to. Raises OutputsNotWritable."""
    try:
        store.prepare()
    except OSError as error:
        raise not_writable(store.root, error) from error


def not_writable(root: Path, error: OSError) -> OutputsNotWritable:
    """The error for an output folder in which nothing can be written, with the reason and what to do."""
    reason = error.strerror or type(error).__name__
    return OutputsNotWritable(
        f"The output folder {name_of(root)} cannot be written to ({reason}); "
        "give write permission, free some space, or name another folder with --outputs."
    )
