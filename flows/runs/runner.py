"""A run: sources in, report out, with the record of failures, ended embargoes, and the site brought up to date.

`process` carries a batch through the stages: `pipeline.process`, or the same stages as Prefect tasks (flows/flow.py).
"""

import hashlib
import logging
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

from wireglot.articles.reading import FoundSources, find_sources, name_of
from wireglot.flows import pipeline
from wireglot.flows.options import Options, check, check_ready
from wireglot.flows.outcomes import Report, counted, shortened_list
from wireglot.flows.runs.batch_run import BatchRun, Process
from wireglot.flows.runs.callbacks import SILENT, Callbacks
from wireglot.flows.runs.parts import behind
from wireglot.flows.runs.reader_language import check_reader_language, claim
from wireglot.flows.sources.source import Source, as_sources, with_settings
from wireglot.flows.sources.source_health import note_found_sources
from wireglot.flows.sources.web_archives import split_archives
from wireglot.flows.sources.web_sources import split_web_sources
from wireglot.models import LockTaken, chat, exclusive_lock
from wireglot.outputs import Store, locks_folder

log = logging.getLogger(__name__)


class AnotherRun(RuntimeError):
    """Another run reads the same sources into the same folder now; this one has done nothing."""


class OutputsNotWritable(OSError):
    """The output folder cannot be written to; nothing was read."""


def run(
    sources: Sequence[str | Source],
    outputs: Path,
    options: Options,
    *,
    process: Process = pipeline.process,
    callbacks: Callbacks = SILENT,
    wait: bool = True,
    after: str = "",
    finish: Callable[[Report], Report] = lambda report: report,
) -> Report:
    """Process all articles of the sources and store their versions in the output folder.

    Args:
        wait: Wait for another run over the same sources.
        after: `Report.after` of the part of the run before this one (flows/runs/parts.py).
        finish: What belongs to the run as well, and may add to its report: no other run starts before it has ended.

    Raises:
        AnotherRun: If there is another run over the same sources, and `wait` is False.
        InvalidOptions: If an option cannot be used, a named engine is not ready, or the output folder has another
            reader's language.
        ReadingError: If a source cannot be read; the message names every such source. Not in a run of a desk, where
            each is a failure, and an empty folder is none.
        OutputsNotWritable: If the output folder cannot be written to. All three before any work.
    """
    check(options)
    chat.clear_availability()  # in a service the server may be back since the last run
    check_ready(options)
    store = Store(outputs)
    named = as_sources(sources)
    places = [source.at for source in named]
    check_reader_language(options, outputs, places)
    web, local = split_web_sources(named)
    found = _found_sources(local, store, options)
    files, archives = split_archives(with_settings(found.files, local))
    _prepare(store)
    options = claim(options, outputs, places)
    callbacks.on_total(len(files))
    with (
        one_run_at_a_time(store.root, places, wait=wait),
        BatchRun(store, options, process, callbacks) as batch_run,
    ):
        if not options.desk:
            batch_run.failures.ask_for(web, [*files, *archives])
        batch_run.note_sources(found)
        batch_run.read_sources([] if after else web, behind(files, after), archives)
        if options.desk:  # a run by hand may name thousands of files
            batch_run.note_health(note_found_sources(local, found, store.root))
        batch_run.release_embargoed()
        batch_run.process_suspects()
        batch_run.update_outputs()
        return finish(batch_run.report())


@contextmanager
def one_run_at_a_time(root: Path, sources: Sequence[str], *, wait: bool = True) -> Iterator[None]:
    """The lock of these sources in the output folder, so that two runs do not pay twice for one text.

    Runs over other sources go on beside this one: the store is safe with several writers.
    """
    names = "\n".join(sorted(str(Path(source).absolute()) for source in sources))
    name = hashlib.sha256(names.encode("utf-8", "surrogatepass")).hexdigest()[:16]
    another = f"Another run reads the same sources into {name_of(root)}"
    try:
        with exclusive_lock(locks_folder(root) / f"{name}.lock", f"{another}; waiting until it ends.", wait=wait):
            yield
    except LockTaken as error:
        raise AnotherRun(f"{another}; it does the work of this one.") from error


def _found_sources(sources: Sequence[Source], store: Store, options: Options) -> FoundSources:
    """Return the files that the sources name. Raises ReadingError, but not in a run of a desk."""
    found = find_sources([source.at for source in sources], outputs=store.root)
    if not options.desk:
        found.check()
    if found.skipped:
        names = shortened_list([name_of(file.path.name) for file in found.skipped])
        log.warning("%s skipped: %s", counted(len(found.skipped), "other file"), names)
    return found


def _prepare(store: Store) -> None:
    try:
        store.prepare()
    except OSError as error:
        reason = error.strerror or type(error).__name__
        raise OutputsNotWritable(
            f"The output folder {name_of(store.root)} cannot be written to ({reason}); "
            "give write permission, free some space, or name another folder with --outputs."
        ) from error
