"""A run batch by batch: which articles are processed within the limit, what came of them, and what follows.

Several batches may be in flight (flows/runs/in_flight.py): what is noted of them is noted in their order.
"""

import logging
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import replace
from functools import partial
from pathlib import Path
from time import perf_counter
from zoneinfo import ZoneInfo

from wireglot.articles import Article, article_id, canonical_address
from wireglot.articles.reading import FoundSources, ReadingError, SourceFile, name_of
from wireglot.fetching import SourceHealth
from wireglot.flows import pipeline
from wireglot.flows.chat_fault import chat_fault
from wireglot.flows.options import Options
from wireglot.flows.outcomes import (
    ArchiveReport,
    Failed,
    NotRead,
    Outcome,
    Report,
    cause_of,
    shortened_list,
    unreadable,
)
from wireglot.flows.runs.batches import batches, in_version_order, read_batch
from wireglot.flows.runs.callbacks import SILENT, Callbacks
from wireglot.flows.runs.collected import Collected
from wireglot.flows.runs.in_flight import InFlight, Pending, Results, timed
from wireglot.flows.runs.known_failures import KnownFailures, uri_of
from wireglot.flows.runs.parts import MOST_FEEDS, Part, groups, within
from wireglot.flows.runs.suspects import (
    Suspects,
    WorkInProgress,
    archive_in_progress,
    articles_in_progress,
    files_in_progress,
    sources_in_progress,
)
from wireglot.flows.runs.up_to_date import keep_late, split_unchanged
from wireglot.flows.sources.moving import move_archive, move_processed
from wireglot.flows.sources.source import Source
from wireglot.flows.sources.source_health import site_rows
from wireglot.flows.sources.web_archives import ArchiveBatch, ArchiveReading, not_read, records_of
from wireglot.flows.sources.web_sources import WebArticles, fetch_articles
from wireglot.outputs import (
    Addresses,
    ContinuedArticles,
    Failure,
    KnownIdentifiers,
    Store,
    is_withdrawn,
    language_of,
    update_outputs,
    without_story,
    without_withdrawn_text,
)

log = logging.getLogger(__name__)

Process = Callable[[Sequence[Article], Path, Options], Results | Pending]


class BatchRun:
    """Takes batches of articles through the pipeline and collects their outcomes, within the limit of the options."""

    def __init__(self, store: Store, options: Options, process: Process, callbacks: Callbacks = SILENT) -> None:
        self._store, self._options, self._process, self._callbacks = store, options, process, callbacks
        self._continued = ContinuedArticles(store.root)
        self._identifiers = KnownIdentifiers(store)
        self.failures = KnownFailures(store.root, options)
        self._collected = Collected()
        self._left = 0
        self._health: tuple[SourceHealth, ...] = ()
        self._archives: list[ArchiveReport] = []
        self._not_read: list[NotRead] = []
        self._in_flight = InFlight()
        self._part = Part(is_limited=not options.force)
        self._in_progress = WorkInProgress(store.root, options.desk)
        self._suspects = Suspects(store.root, self.failures)

    def __enter__(self) -> "BatchRun":
        return self

    def __exit__(self, kind: type[BaseException] | None, *error: object) -> None:
        if kind:
            self._in_progress.drop()

    def go_on_for(self, desk: str) -> None:
        """From here on process what is a desk's."""
        self._in_flight.finish()
        self._options = replace(self._options, desk=desk)
        self.failures.desk = self._in_progress.desk = desk

    def note_sources(self, found: FoundSources) -> None:
        """Record the sources that are missing, forget failures of those that are back, and note unsettled files.

        A folder without articles is no failure: at night an inbox is empty.
        """
        self._leave([NotRead(name_of(path)) for path in found.unsettled])
        self.failures.forget(found.folders)
        missing = [(source.uri, source.name, "read", str(source.error)) for source in found.missing]
        self.record([Failed(Failure(*source, cause="machine")) for source in missing])

    def note_health(self, health: Sequence[SourceHealth]) -> None:
        self._health += tuple(health)

    def read_sources(self, web: Sequence[Source], files: Sequence[SourceFile], archives: Sequence[SourceFile]) -> None:
        """Process what is new and changed in addresses, files and web archives, in this order, until the part is full.

        A limit takes articles from all feeds in turns, so that they are then fetched together.
        """
        for feeds in groups(self._suspects.leave_sources(web), len(web) if self._options.limit else MOST_FEEDS):
            if self._part.is_full():
                return
            self._fetch(feeds)
        for batch in batches(files, for_workers=bool(self._options.dask)):
            if self._part.is_full():
                return
            self.read(batch)
            self._part.have_read(batch)
        for archive in archives:
            self.read_archive(archive)

    def _fetch(self, sources: Sequence[Source]) -> None:
        now, waiting = self.failures.split_sources(sources)
        self.record(waiting)
        if now:
            with self._in_progress.holding(sources_in_progress(now)):
                found = fetch_articles(now, self._store.root, self._options)
            self.take(found)

    def take(self, found: WebArticles) -> None:
        """Process the new and changed articles from the web, in batches, and record what could not be fetched."""
        self.note_health(found.health)
        self.failures.forget(canonical_address(one.source) for one in found.health if not one.failures)
        self.failures.forget_unread_items(found)
        self.record(found.failed)
        articles = self._identifiers.identify(found.articles, {})
        self._save_identities()
        self.take_articles(articles)

    def take_articles(self, articles: Sequence[Article]) -> None:
        """Process the new and changed of these articles, in batches."""
        for batch in batches(articles, for_workers=bool(self._options.dask)):
            for same_age in in_version_order(batch):
                self.add(same_age)

    def read(self, files: Sequence[SourceFile]) -> None:
        """Read the files and process the new and changed articles; of one article the oldest text first."""
        now, waiting = self.failures.split_files(files)
        self.record([*waiting, *self._read(self._suspects.leave_files(now))])

    def read_again(self, files: Sequence[SourceFile]) -> Sequence[Failed]:
        """As `read`, but return what is not readable: of files that failed before that is nothing new."""
        return [self.failures.note(failed) for failed in self._read(self._suspects.leave_files(files))]

    def _read(self, files: Sequence[SourceFile]) -> Sequence[Failed]:
        files = [self._continued.identify(file) for file in files]
        with self._in_progress.holding(files_in_progress(files)):
            read = read_batch(files, ZoneInfo(self._options.timezone))
        self._leave(read.not_read)
        reported = {article.read_from for article in read.articles} | {failed.uri for failed in read.failed}
        waiting = {one.source for one in read.not_read}
        self.failures.forget_unread_files([file for file in files if file.name not in waiting], reported)
        earlier = self._outcomes_before()
        self._take_read(read.articles, {file.uri: file.id or article_id(file.uri) for file in files})
        if movable := [file for file in files if file.moves and file.name not in waiting]:
            self._in_flight.then(
                lambda: move_processed(movable, read, self._collected.outcomes[earlier() :], self._store)
            )
        return read.failed

    def read_archive(self, archive: SourceFile) -> None:
        """Read a web archive from where the last run stopped, and first what failed in it before."""
        if waiting := not_read(archive):
            self._leave([waiting])
            return
        earlier = self._outcomes_before()
        reading = ArchiveReading(archive, self._store.root, self._options)
        if reading.is_new:
            self.failures.forget_archive(archive)
        self.record([*self.failures.split_records(archive)[1], *self._read_failed_records(archive)])
        if crashed := self.failures.waiting_source(archive.uri, archive_in_progress(reading).content):
            self.record([crashed])
        elif not reading.is_known:
            try:
                self._read_batches(reading)
            except ReadingError as error:
                self.record([unreadable(archive, str(error), cause=cause_of(error))])
        self._in_flight.then(partial(self._finish_archive, reading, earlier))

    def _finish_archive(self, reading: ArchiveReading, earlier: Callable[[], int]) -> None:
        self._archives.append(reading.report())
        if reading.archive.moves and reading.is_complete and not self._suspects.has_left(reading.archive):
            move_archive(reading.archive, [*self._collected.outcomes[earlier() :], *filter(None, [reading.damage()])])

    def read_failed_records(self, archive: SourceFile) -> Sequence[Failed]:
        """Read those records of a web archive again that failed before, and return those that are not readable."""
        return [self.failures.note(failed) for failed in self._read_failed_records(archive)]

    def _read_failed_records(self, archive: SourceFile) -> Sequence[Failed]:
        uris = dict.fromkeys((*self.failures.split_records(archive)[0], *self._suspects.records_of(archive)))
        batch = records_of(archive, uris, ZoneInfo(self._options.timezone))
        self._take_batch(batch)
        return batch.failed

    def _read_batches(self, reading: ArchiveReading) -> None:
        batches, before = reading.batches(), self._outcomes_before()
        while self._has_room() and (batch := self._next_batch(reading, batches)) is not None:
            left = self._left
            self.record(batch.failed)
            self._take_batch(batch)
            if self._left > left:  # the batch is read again, and what was done of it is then unchanged
                break
            self._in_flight.then(partial(self._keep_place, reading, batch, before))
        self._in_flight.then(partial(self._note_end, reading))

    def _next_batch(self, reading: ArchiveReading, batches: Iterator[ArchiveBatch]) -> ArchiveBatch | None:
        with self._in_progress.holding([archive_in_progress(reading)]):
            return next(batches, None)

    def _keep_place(self, reading: ArchiveReading, batch: ArchiveBatch, before: Callable[[], int]) -> None:
        reading.keep(batch)
        done = len(self._collected) - before()
        self._callbacks.on_total(len(self._collected) + round(done / max(batch.share, 0.01) * (1 - batch.share)))

    def _note_end(self, reading: ArchiveReading) -> None:
        if damage := reading.damage():
            self._record([damage])
        elif reading.is_complete:
            self.failures.forget([reading.archive.uri])

    def _take_batch(self, batch: ArchiveBatch) -> None:
        self.failures.forget(batch.no_articles)
        self._take_read(batch.articles, {})

    def _take_read(self, read: Sequence[Article], file_ids: Mapping[str, str]) -> None:
        articles = self._identifiers.identify(read, file_ids)
        self._save_identities()
        for same_age in in_version_order(articles):
            self.add(same_age)

    def add(self, articles: Sequence[Article]) -> None:
        """Process those articles of a batch that are new or changed, as far as the limit allows; holds in any case."""
        self._in_flight.wait_for({article.id for article in articles})
        allowed = [self._allowed(article) for article in articles]
        changed, unchanged = split_unchanged(allowed, self._store, self._options)
        keep_late(allowed, unchanged, self._store)
        due, waiting = self.failures.split_articles(changed)
        self.record([*unchanged, *waiting])
        within_limit = within(self._room(len(due)), due)
        now = within(self._part.room, within_limit)
        self._part.goes_on = self._part.goes_on or len(now) < len(within_limit)
        self._left += len(due) - len(now)
        self.process(now, self._options)

    def _allowed(self, article: Article) -> Article:
        """The article without what must not be stored; a kill for which there is no story says so."""
        if is_withdrawn(article) and not self._store.versions(article.id):
            article = without_story(article)
            log.warning("%s: %s", article.source, article.warnings[-1])
        return without_withdrawn_text(article)

    def process(self, articles: Sequence[Article], options: Options) -> None:
        """Process these articles, whether they changed or not; suspects at the end of the run."""
        self._process_now(self._suspects.leave_articles(articles, options), options)

    def process_suspects(self) -> None:
        """Process what was in progress when a process died, in small batches after everything else."""
        if not self._suspects:
            return
        self.update_outputs()  # what is done is shown, should this process die as well
        for sources in self._suspects.source_batches():
            self._fetch(sources)
            self._suspects.resolve(map(uri_of, sources))
        for files in self._suspects.file_batches():
            self.record(self._read(files))
            self._suspects.resolve(file.uri for file in files)
        for articles, options in self._suspects.article_batches():
            now = within(self._room(len(articles)), self._without_late(articles, options))
            self._left += len(articles) - len(now)
            self._process_now(now, options)
            self._in_flight.finish()

    def _without_late(self, articles: Sequence[Article], options: Options) -> Sequence[Article]:
        """The articles without those of which a newer text was stored since they were left."""
        unchanged = split_unchanged(articles, self._store, options)[1]
        late = [outcome for outcome in unchanged if outcome.late]
        keep_late(articles, late, self._store)
        self.record(late)
        ids = {outcome.stored.id for outcome in late}
        return [article for article in articles if article.id not in ids]

    def _process_now(self, articles: Sequence[Article], options: Options) -> None:
        articles, failed = pipeline.split_by_space(articles, self._store.root)
        self.record(failed)
        if not articles:
            return
        self._part.articles += len(articles)
        ids, started = {article.id for article in articles}, perf_counter()
        self._in_flight.wait_for(ids)
        done = self._in_progress.take(articles_in_progress(articles))
        processed = self._process(articles, self._store.root, options)
        if isinstance(processed, Pending):
            self._in_flight.add(ids, processed, lambda results: self._end(timed(results, started), done))
        else:
            self._in_flight.then(lambda: self._end(timed(processed, started), done))

    def _end(self, results: Results, done: Callable[[], None]) -> None:
        self._record(results)
        done()

    def release_embargoed(self) -> None:
        """Process the articles whose embargo has ended, each for the reader it was made for."""
        self._in_flight.finish()
        for article in self._store.released():
            newest = self._store.newest(article.id)
            to = language_of(newest.options) if newest else self._options.to
            self.process([without_withdrawn_text(article)], replace(self._options, to=to))

    def update_outputs(self) -> None:
        """Bring index, feeds and site up to date with the versions of this run."""
        self._in_flight.finish()
        addresses, site = Addresses(self._options.base_url), self._options.site
        rows = site_rows(self._store.root) if site else None
        update_outputs(self._store, addresses, site=site, editions=self._collected.editions(), sources=rows)

    def record(self, outcomes: Sequence[Outcome]) -> None:
        """Keep the outcomes, report them, and bring the record of failures up to date, after those in flight."""
        self._in_flight.then(lambda: self._record(outcomes))

    def _record(self, outcomes: Sequence[Outcome]) -> None:
        for outcome in map(self.failures.note, outcomes):
            self._collected.add(outcome)
            self._suspects.resolve([outcome.uri])
            self._callbacks.on_result(outcome)

    def report(self) -> Report:
        self._in_flight.finish()
        self._suspects.forget_resolved()
        fault = chat_fault(self._options)
        outcomes, archives, not_read = tuple(self._collected.outcomes), tuple(self._archives), tuple(self._not_read)
        part = self._part
        return Report(outcomes, self._left, fault, self._health, archives, not_read, part.goes_on, part.after)

    def _outcomes_before(self) -> Callable[[], int]:
        """How many outcomes come before those of what is read next; known when what is in flight now is done."""
        found: list[int] = []
        self._in_flight.then(lambda: found.append(len(self._collected)))
        return lambda: found[0]

    def _has_room(self) -> bool:
        """Whether the limit and the part allow another article."""
        return self._room(1) != 0 and not self._part.is_full()

    def _room(self, wanted: int) -> int | None:
        """How many more articles the limit allows; None for no limit.

        What is in flight counts as done. Where that leaves less than wanted, it is waited for: what failed leaves room.
        """
        if not (limit := self._options.limit):
            return None
        room = limit - self._collected.done - self._in_flight.articles
        if room >= wanted:
            return room
        self._in_flight.finish()
        return max(0, limit - self._collected.done)

    def _leave(self, files: Sequence[NotRead]) -> None:
        self._not_read += files
        for kind, gone in (("Still being written", False), ("Moved or removed by others", True)):
            if names := [one.source for one in files if one.gone is gone]:
                log.warning("%s: %s", kind, shortened_list(names))

    def _save_identities(self) -> None:
        try:
            self._continued.save()
            self._identifiers.save()
        except OSError as error:
            log.warning("The record of identifiers could not be written, and is made again: %s", error)
