"""Retrying: untranslated, doubtful, gist and failed articles are processed again when something better is ready.

Articles come from the stored text, so nothing is fetched; failed ones are read again from their source.
"""

import logging
from collections.abc import Collection, Iterator, Sequence
from dataclasses import replace
from itertools import groupby

from wireglot.flows import pipeline
from wireglot.flows.options import InvalidOptions, Options, check_ready
from wireglot.flows.outcomes import Report
from wireglot.flows.runs.batch_run import BatchRun, Process
from wireglot.flows.runs.batches import batches
from wireglot.flows.runs.callbacks import SILENT, Callbacks
from wireglot.flows.runs.failed_files import failed_files, gone_files
from wireglot.flows.runs.parts import MOST_ARTICLES
from wireglot.flows.runs.source_reader import SourceReader
from wireglot.flows.runs.up_to_date import UpToDate
from wireglot.outputs import (
    Edition,
    Manifest,
    Store,
    language_of,
    reader_language,
)
from wireglot.translations import NEURAL, NO_TRANSLATION

RETRIED_STATES = ("untranslated", "doubtful")

log = logging.getLogger(__name__)


def retry(
    store: Store,
    options: Options,
    *,
    ids: Sequence[str] = (),
    tried: Collection[str] | None = None,
    process: Process = pipeline.process,
    callbacks: Callbacks = SILENT,
) -> Report:
    """Process again what better engines could improve now: all such articles, or those of `ids`.

    Each article keeps the reader's language of its newest version, and a failed one gets that of the output folder; of
    the options only engines and glossary count.
    `tried` is what a run has just tried, by uri: with it, of the other failed ones only those are read whose time has
    come; without it all are, also what is set aside.
    Articles that would not change are not in the report.

    Raises:
        InvalidOptions: If a named engine is not ready for any of the reader's languages.
    """
    options = replace(options, to=reader_language(store.root) or options.to, force=False, limit=0)
    unsatisfactory = sorted(_unsatisfactory(store, ids), key=_reader_language)
    _check_ready(options, {_reader_language(manifest) for manifest in unsatisfactory} or {options.to})
    with BatchRun(store, options, process, callbacks) as batch_run:
        reader = SourceReader(batch_run)
        if tried is None:
            batch_run.failures.ask_for_all()
        for to, manifests in groupby(unsatisfactory, key=_reader_language):
            _improve(list(manifests), replace(options, to=to), batch_run)
        if not ids:
            if tried is None:
                batch_run.failures.forget(gone_files(store.root))
            _retry_failed(options.desk, tried, batch_run, reader)
        if store.root.is_dir():
            reader.process_suspects()
            batch_run.update_outputs()
    return batch_run.report()


def _retry_failed(desk: str, tried: Collection[str] | None, batch_run: BatchRun, reader: SourceReader) -> None:
    """Read again what failed before, and process again what is in no file; what has no desk is for this one."""
    done = {failure.uri for failure in batch_run.report().failed} | set(tried or ())
    for its_desk, files in failed_files(batch_run.store.root, due_only=tried is not None).items():
        batch_run.go_on_for(its_desk or desk)
        reader.read_again([file for file in files if file.uri not in done])
    for its_desk, articles in batch_run.failures.kept_articles(done).items():
        batch_run.go_on_for(its_desk or desk)
        batch_run.take_articles(articles)


def _improve(manifests: Sequence[Manifest], options: Options, batch_run: BatchRun) -> None:
    """Process those of the articles again that come out better now, and do not wait after a failure."""
    store = batch_run.store
    current = UpToDate(store, options)
    improvable = [manifest for manifest in manifests if _is_improvable(manifest, current)]
    for batch in batches(improvable[:MOST_ARTICLES]):  # what is left is found by the next run
        for desk, editions in _by_desk(_readable(store, batch), options.desk):
            due, _ = batch_run.failures.split_articles([edition.article for edition in editions])
            batch_run.process(due, replace(options, desk=desk))


def _readable(store: Store, manifests: Sequence[Manifest]) -> list[Edition]:
    """The newest editions; a damaged one is named in the log, and costs no other its retry."""
    editions = []
    for manifest in manifests:
        try:
            editions.append(store.read(manifest.id))
        except (OSError, ValueError) as error:
            log.warning("%s is not tried again: %s; `wireglot verify` says more.", manifest.id, error)
    return editions


def _by_desk(editions: Sequence[Edition], otherwise: str) -> list[tuple[str, list[Edition]]]:
    """The editions of each desk; those of none are for the desk that retries."""
    desks: dict[str, list[Edition]] = {}
    for edition in editions:
        desks.setdefault(edition.desk or otherwise, []).append(edition)
    return list(desks.items())


def _unsatisfactory(store: Store, ids: Sequence[str]) -> Iterator[Manifest]:
    for id in ids or store.ids():
        newest = store.readable_newest(id)
        if newest and (newest.state in RETRIED_STATES or _is_weak(newest)):
            yield newest


def _check_ready(options: Options, languages: Collection[str]) -> None:
    faults = []
    for to in sorted(languages):
        try:
            check_ready(replace(options, to=to))
        except InvalidOptions as error:
            faults.append(error)
    if len(faults) == len(languages):
        raise faults[0]


def _is_weak(manifest: Manifest) -> bool:
    """Whether the version is a translation by rules, or through a related language, whatever its state."""
    return manifest.state in ("ok", "gist") and NO_TRANSLATION < manifest.rank < NEURAL


def _is_improvable(manifest: Manifest, current: UpToDate) -> bool:
    """Whether another engine would be used now; for a weak one only one of a higher rank, not an update of the same.

    Where a named engine is not ready for the language, so that the answer names the article with the command.
    """
    if manifest.restored:
        return False
    if _is_weak(manifest):
        return current.has_better_translator(manifest) or current.is_missing_translator(manifest)
    return not current.holds(manifest)


def _reader_language(manifest: Manifest) -> str:
    return language_of(manifest.options)
