"""The web archives of a run: read from where the last run stopped, with what failed in them before.

What is noted of an archive (its place, its end, that its file is moved) waits for the batches before it.
"""

from collections.abc import Callable, Iterator, Sequence
from functools import partial
from zoneinfo import ZoneInfo

from wireglot.articles import Article
from wireglot.articles.reading import ReadingError, SourceFile
from wireglot.flows.outcomes import Failed, Outcome, cause_of, unreadable
from wireglot.flows.runs.batch_run import BatchRun
from wireglot.flows.runs.suspects import archive_in_progress
from wireglot.flows.sources.moving import move_archive
from wireglot.flows.sources.web_archives import ArchiveBatch, ArchiveReading, not_read, records_of


class ArchiveReader:
    """Reads the web archives of a run.

    take  processes the new and changed articles of a batch
    """

    def __init__(self, run: BatchRun, take: Callable[[Sequence[Article]], None]) -> None:
        self._run, self._take_articles = run, take

    def read(self, archive: SourceFile) -> None:
        """Read a web archive from where the last run stopped, and first what failed in it before."""
        run = self._run
        if waiting := not_read(archive):
            run.collected.leave([waiting])
            return
        outcomes = run.outcomes_from_here()
        reading = ArchiveReading(archive, run.store.root, run.options)
        if reading.is_new:
            run.failures.forget_archive(archive)
        run.record([*run.failures.split_records(archive)[1], *self.read_failed_records(archive)])
        if crashed := run.failures.waiting_source(archive.uri, archive_in_progress(reading).content):
            run.record([crashed])
        elif not reading.is_known:
            try:
                self._read_batches(reading)
            except ReadingError as error:
                run.record([unreadable(archive, str(error), cause=cause_of(error))])
        run.in_flight.then(partial(self._finish, reading, outcomes))

    def read_failed_records(self, archive: SourceFile) -> Sequence[Failed]:
        """Read those records of an archive again that failed before, and return those that are not readable."""
        run = self._run
        uris = dict.fromkeys((*run.failures.split_records(archive)[0], *run.suspects.records_of(archive)))
        batch = records_of(archive, uris, ZoneInfo(run.options.timezone))
        self._take(batch)
        return batch.failed

    def _read_batches(self, reading: ArchiveReading) -> None:
        run, batches = self._run, reading.batches()
        outcomes = run.outcomes_from_here()
        while run.has_room() and (batch := self._next_batch(reading, batches)) is not None:
            left = run.collected.left
            run.record(batch.failed)
            self._take(batch)
            if run.collected.left > left:  # the batch is read again, and what was done of it is then unchanged
                break
            run.in_flight.then(partial(self._keep_place, reading, batch, outcomes))
        run.in_flight.then(partial(self._note_end, reading))

    def _next_batch(self, reading: ArchiveReading, batches: Iterator[ArchiveBatch]) -> ArchiveBatch | None:
        with self._run.in_progress.holding([archive_in_progress(reading)]):
            return next(batches, None)

    def _take(self, batch: ArchiveBatch) -> None:
        self._run.failures.forget(batch.no_articles)
        self._take_articles(batch.articles)

    def _keep_place(
        self, reading: ArchiveReading, batch: ArchiveBatch, outcomes: Callable[[], Sequence[Outcome]]
    ) -> None:
        reading.keep(batch)
        self._run.expect(round(len(outcomes()) / max(batch.share, 0.01) * (1 - batch.share)))

    def _note_end(self, reading: ArchiveReading) -> None:
        if damage := reading.damage():
            self._run.record_now([damage])
        elif reading.is_complete:
            self._run.failures.forget([reading.archive.uri])

    def _finish(self, reading: ArchiveReading, outcomes: Callable[[], Sequence[Outcome]]) -> None:
        self._run.collected.archives.append(reading.report())
        if reading.archive.moves and reading.is_complete and not self._run.suspects.has_left(reading.archive):
            move_archive(reading.archive, [*outcomes(), *filter(None, [reading.damage()])])
