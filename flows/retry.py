"""Retrying: untranslated, doubtful, gist and failed articles are processed again when something better is ready.

Articles come from the stored text, so nothing is fetched; failed ones are read again from their source.
"""

import logging
from collections.abc import Collection, Iterator, Sequence
from dataclasses import replace
from itertools import groupby
from zoneinfo import ZoneInfo

from wireglot.articles import Article
from wireglot.articles.reading import SourceFile, path_of
from wireglot.flows import pipeline
from wireglot.flows.batches import SMALLEST_BATCH, Reader
from wireglot.flows.options import InvalidOptions, Options, check_ready
from wireglot.flows.outcomes import Report
from wireglot.flows.runner import SILENT, BatchRun, Callbacks, Process
from wireglot.flows.up_to_date import UpToDate
from wireglot.outputs import Failures, Manifest, Store
from wireglot.translations import NEURAL, NO_TRANSLATION

log = logging.getLogger(__name__)

RETRIED_STATES = ("untranslated", "doubtful")


def retry(
    store: Store,
    options: Options,
    *,
    ids: Sequence[str] = (),
    process: Process = pipeline.process,
    callbacks: Callbacks = SILENT,
) -> Report:
    """Process again what better engines could improve now: all such articles, or those of `ids`.

    Each article keeps the reader's language of its newest version; of the options only engines and glossary count.
    Articles that would not change are not in the report.

    Raises:
        InvalidOptions: If a named engine is not ready for any of the reader's languages.
    """
    unsatisfactory = sorted(_unsatisfactory(store, ids), key=_reader_language)
    _check_ready(options, {_reader_language(manifest) for manifest in unsatisfactory} or {options.to})
    batch_run = BatchRun(store, options, process, callbacks.on_result)
    for to, manifests in groupby(unsatisfactory, key=_reader_language):
        own = replace(options, to=to, force=False, limit=0)
        current = UpToDate(store, own)
        improvable = [manifest for manifest in manifests if _is_improvable(manifest, current)]
        for start in range(0, len(improvable), SMALLEST_BATCH):
            batch = improvable[start : start + SMALLEST_BATCH]
            batch_run.process([store.read(manifest.id).article for manifest in batch], own)
    if not ids:
        failed_now = {failure.uri for failure in batch_run.report().failed}
        failed = [article for article in _failed_before(store, options) if article.uri not in failed_now]
        for start in range(0, len(failed), SMALLEST_BATCH):
            batch_run.add(failed[start : start + SMALLEST_BATCH])
    if store.root.is_dir():
        batch_run.update_outputs()
    return batch_run.report()


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
    return Options.language_of(manifest.options)


def _failed_before(store: Store, options: Options) -> list[Article]:
    """The articles on the record of failures that can be read now."""
    files = [SourceFile(path_of(failure.source), failure.uri) for failure in Failures(store.root).all()]
    articles, unreadable = Reader(ZoneInfo(options.timezone)).read([file for file in files if file.path.is_file()])
    for failure in unreadable:
        log.info("Still not readable: %s", failure.error)
    return articles
