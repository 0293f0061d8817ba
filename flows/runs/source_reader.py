"""The sources of a run: addresses are fetched and files read, batch by batch, and their articles processed."""

import logging
from collections.abc import Mapping, Sequence
from zoneinfo import ZoneInfo

from wireglot.articles import Article, article_id, canonical_address
from wireglot.articles.reading import FoundSources, SourceFile, name_of
from wireglot.flows.outcomes import Failed, NotRead
from wireglot.flows.runs.archive_reader import ArchiveReader
from wireglot.flows.runs.batch_run import BatchRun
from wireglot.flows.runs.batches import SMALLEST_BATCH, batches, read_batch
from wireglot.flows.runs.known_failures import uri_of
from wireglot.flows.runs.parts import MOST_FEEDS, groups
from wireglot.flows.runs.suspects import files_in_progress, sources_in_progress
from wireglot.flows.sources.moving import move_processed
from wireglot.flows.sources.source import Source
from wireglot.flows.sources.web_archives import split_archives
from wireglot.flows.sources.web_sources import WebArticles, fetch_articles
from wireglot.outputs import ContinuedArticles, Failure, KnownIdentifiers

log = logging.getLogger(__name__)


class SourceReader:
    """Reads the sources of a run and lets it process their articles, each under its identity."""

    def __init__(self, run: BatchRun) -> None:
        self._run = run
        self._continued = ContinuedArticles(run.store.root)
        self._identifiers = KnownIdentifiers(run.store)
        self._archives = ArchiveReader(run, lambda articles: run.take_batch(self._identified(articles)))

    def note_sources(self, found: FoundSources) -> None:
        """Record the sources that are missing, forget failures of those that are back, and note unsettled files.

        A folder without articles is no failure: at night an inbox is empty.
        """
        self._run.collected.leave([NotRead(name_of(path)) for path in found.unsettled])
        self._run.failures.forget(found.folders)
        missing = [(source.uri, source.name, "read", str(source.error)) for source in found.missing]
        self._run.record([Failed(Failure(*source, cause="machine")) for source in missing])

    def read_sources(self, web: Sequence[Source], files: Sequence[SourceFile], archives: Sequence[SourceFile]) -> None:
        """Process what is new and changed in addresses, files and web archives, in this order, until the part is full.

        A limit takes articles from all feeds in turns, so that they are then fetched together.
        """
        run = self._run
        for feeds in groups(run.suspects.leave_sources(web), len(web) if run.options.limit else MOST_FEEDS):
            if run.part.is_full():
                return
            self._fetch(feeds)
        for batch in batches(files, for_workers=bool(run.options.dask)):
            if run.part.is_full():
                return
            self._read_new(batch)
            run.part.have_read(batch)
        for archive in archives:
            self._archives.read(archive)

    def read_again(self, files: Sequence[SourceFile]) -> None:
        """Read files and records of web archives that failed before; that one still cannot be read is no outcome."""
        failed, archives = split_archives(files)
        for archive in archives:
            self._note_unreadable(self._archives.read_failed_records(archive))
        for batch in groups(failed, SMALLEST_BATCH):
            self._note_unreadable(self._read(self._run.suspects.leave_files(batch)))

    def _note_unreadable(self, failed: Sequence[Failed]) -> None:
        for unreadable in map(self._run.failures.note, failed):
            log.info("Still not readable: %s", unreadable.error)

    def process_suspects(self) -> None:
        """Process what was in progress when a process died, in small batches after everything else."""
        run = self._run
        if not run.suspects:
            return
        run.update_outputs()  # what is done is shown, should this process die as well
        for sources in run.suspects.source_batches():
            self._fetch(sources)
            run.suspects.resolve(map(uri_of, sources))
        for files in run.suspects.file_batches():
            run.record(self._read(files))
            run.suspects.resolve(file.uri for file in files)
        run.process_suspects()

    def _fetch(self, sources: Sequence[Source]) -> None:
        now, waiting = self._run.failures.split_sources(sources)
        self._run.record(waiting)
        if now:
            with self._run.in_progress.holding(sources_in_progress(now)):
                found = fetch_articles(now, self._run.store.root, self._run.options)
            self._take(found)

    def _take(self, found: WebArticles) -> None:
        """Process the new and changed articles from the web, in batches, and record what could not be fetched."""
        run = self._run
        run.collected.health += found.health
        run.failures.forget(canonical_address(one.source) for one in found.health if not one.failures)
        run.failures.forget_unread_items(found)
        run.record(found.failed)
        run.take_articles(self._identified(found.articles))

    def _read_new(self, files: Sequence[SourceFile]) -> None:
        """Read the files, but for those that wait, and process their new and changed articles."""
        now, waiting = self._run.failures.split_files(files)
        self._run.record([*waiting, *self._read(self._run.suspects.leave_files(now))])

    def _read(self, files: Sequence[SourceFile]) -> Sequence[Failed]:
        """Read the files, process their new and changed articles, and return what is not readable."""
        run = self._run
        files = [self._continued.identify(file) for file in files]
        with run.in_progress.holding(files_in_progress(files)):
            read = read_batch(files, ZoneInfo(run.options.timezone))
        run.collected.leave(read.not_read)
        reported = {article.read_from for article in read.articles} | {failed.uri for failed in read.failed}
        waiting = {one.source for one in read.not_read}
        run.failures.forget_unread_files([file for file in files if file.name not in waiting], reported)
        outcomes = run.outcomes_from_here()
        run.take_batch(self._identified(read.articles, {file.uri: file.id or article_id(file.uri) for file in files}))
        if movable := [file for file in files if file.moves and file.name not in waiting]:
            run.in_flight.then(lambda: move_processed(movable, read, outcomes(), run.store))
        return read.failed

    def _identified(self, articles: Sequence[Article], file_ids: Mapping[str, str] | None = None) -> list[Article]:
        """The articles, each with its id; what was learned of identities is written down."""
        identified = self._identifiers.identify(articles, file_ids or {})
        try:
            self._continued.save()
            self._identifiers.save()
        except OSError as error:
            log.warning("The record of identifiers could not be written, and is made again: %s", error)
        return identified
