"""Suspects: what was in progress when a process died, processed where it can do no harm to others.

A run that finds the batch of a dead process takes its articles after everything else, when pages and feeds are up to
date, in batches of a tenth. When it dies of one, it leaves a smaller batch, and at last an article that was
alone: that counts as an attempt (outputs/retry_schedule.py). Nobody has to do anything, and no other article waits.
"""

import logging
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import replace
from math import ceil
from pathlib import Path
from time import monotonic
from typing import TypeVar

from wireglot.articles import Article, place_of_item
from wireglot.articles.reading import SourceFile, position_of
from wireglot.flows.options import Options
from wireglot.flows.outcomes import failure_of_article, failure_of_file
from wireglot.flows.runs.batches import in_version_order
from wireglot.flows.runs.known_failures import KnownFailures, uri_of
from wireglot.flows.sources.source import Source
from wireglot.flows.sources.web_archives import ArchiveReading
from wireglot.outputs import Failure, InProgress, unfinished_batches

# Into so many a batch of a dead process is divided. Each costs four task runs of Prefect, of which a flow run has 200.
PARTS_OF_A_BATCH = 10
# A batch that a signal or an error ended after so many seconds may have been ended because it hung.
HANGING_SECONDS = 60.0

PROCESS, FETCH = "process", "fetch"  # stages: of what was read, and of sources on the web
DIED_TOGETHER = "The process ended while it was in progress together with others."
DIED_ALONE = (
    "The process ended while only this was in progress: a crash, a lack of memory, or the time limit of its desk."
)

log = logging.getLogger(__name__)

T = TypeVar("T")


class WorkInProgress:
    """What this process works on, on record until it is done."""

    def __init__(self, root: Path, desk: str) -> None:
        self._root, self.desk = root, desk
        self._records: dict[InProgress, float] = {}

    def take(self, batch: Sequence[Failure]) -> Callable[[], None]:
        """Write down a batch, and return what is called when it is done."""
        try:
            record = InProgress(self._root, [replace(one, desk=self.desk) for one in batch])
        except OSError as error:
            log.warning("What is in progress could not be recorded: %s", error)
            return lambda: None
        self._records[record] = monotonic()
        return lambda: self._done(record)

    @contextmanager
    def holding(self, batch: Sequence[Failure]) -> Iterator[None]:
        """Write down what the block works on: nothing that a signal can interrupt is hanging in it."""
        done = self.take(batch)
        try:
            yield
        finally:
            done()

    def drop(self) -> None:
        """After a signal or an error: forget what it interrupted, unless that may be what hung."""
        for record, started in list(self._records.items()):
            if monotonic() - started > HANGING_SECONDS:
                record.release()
            else:
                self._done(record)

    def _done(self, record: InProgress) -> None:
        record.end()
        self._records.pop(record, None)


class Suspects:
    """What dead processes left in an output folder, and what of it a run has met and left for its end."""

    def __init__(self, root: Path, failures: KnownFailures) -> None:
        self._failures = failures
        self._unfinished = []
        for one in unfinished_batches(root):
            if len(one.batch) > 1:
                self._unfinished.append(one)
            elif failures.note_crash(replace(one.batch[0], error=DIED_ALONE)):
                one.forget()
        smallest_last = sorted(self._unfinished, key=lambda one: -len(one.batch))
        self._stages = {each.uri: each.stage for one in smallest_last for each in one.batch}
        self._sizes = {each.uri: len(one.batch) for one in smallest_last for each in one.batch}
        self._articles: list[tuple[Article, Options]] = []
        self._files: list[SourceFile] = []
        self._sources: list[Source] = []

    def __bool__(self) -> bool:
        """Whether anything is left for the end of the run."""
        return bool(self._articles or self._files or self._sources)

    def leave_articles(self, articles: Sequence[Article], options: Options) -> list[Article]:
        """Return the articles that are processed now; the others are left."""
        left = [article for article in articles if self._stage(article.read_from) not in ("", "read", FETCH)]
        known = {article.read_from for article, _ in self._articles}  # a record may be met twice in its archive
        self._articles += [(article, options) for article in left if article.read_from not in known]
        return [article for article in articles if article not in left]

    def leave_files(self, files: Sequence[SourceFile]) -> list[SourceFile]:
        """Return the files that are read now; the others are left."""
        left = [file for file in files if self._stage(file.uri) == "read"]
        self._files += left
        return [file for file in files if file not in left]

    def leave_sources(self, sources: Sequence[Source]) -> list[Source]:
        """Return the sources on the web that are fetched now; the others are left."""
        left = [source for source in sources if self._stage(uri_of(source)) == FETCH]
        self._sources += left
        return [source for source in sources if source not in left]

    def source_batches(self) -> Iterator[list[Source]]:
        """The sources that were left, as for files."""
        sources, self._sources = self._sources, []
        yield from self._batches(sources, uri_of)

    def file_batches(self) -> Iterator[list[SourceFile]]:
        """The files that were left; those that were alone when a process died come last, and alone."""
        files, self._files = self._files, []
        yield from self._batches(files, lambda file: file.uri)

    def article_batches(self) -> Iterator[tuple[list[Article], Options]]:
        """The articles that were left, as for files."""
        left, self._articles = self._articles, []
        for batch in self._batches(left, lambda one: one[0].read_from):
            for options in dict.fromkeys(options for _, options in batch):
                same_age = in_version_order([article for article, own in batch if own == options])
                yield from ((articles, options) for articles in same_age)

    def resolve(self, uris: Iterable[str]) -> None:
        """No longer suspect these: they were processed."""
        for uri in uris:
            self._stages.pop(uri, None)

    def forget_resolved(self) -> None:
        """Forget the batches of which nothing is left."""
        for one in self._unfinished:
            if not any(each.uri in self._stages for each in one.batch):
                one.forget()

    def records_of(self, archive: SourceFile) -> list[str]:
        """Those records of a web archive that were in progress when a process died."""
        return [uri for uri in self._stages if place_of_item(uri) == archive.uri and position_of(uri)]

    def has_left(self, archive: SourceFile) -> bool:
        """Whether a record of the archive is left for the end of the run."""
        return any(place_of_item(article.read_from) == archive.uri for article, _ in self._articles)

    def _batches(self, left: Sequence[T], uri: Callable[[T], str]) -> Iterator[list[T]]:
        """A tenth of the batch in which each was when a process died; the smallest, most suspicious batches last."""
        by_size: dict[int, list[T]] = {}
        for one in left:
            alone = self._failures.stage_of_crash(uri(one))
            by_size.setdefault(1 if alone else self._sizes[uri(one)], []).append(one)
        for size in sorted(by_size, reverse=True):
            step = ceil(size / PARTS_OF_A_BATCH)
            yield from (by_size[size][start : start + step] for start in range(0, len(by_size[size]), step))

    def _stage(self, uri: str) -> str:
        """The stage in which a process died while it was in progress, "" for none."""
        return self._stages.get(uri) or self._failures.stage_of_crash(uri)


def articles_in_progress(articles: Sequence[Article]) -> list[Failure]:
    return [failure_of_article(article, PROCESS, DIED_TOGETHER, "crash") for article in articles]


def sources_in_progress(sources: Sequence[Source]) -> list[Failure]:
    return [
        Failure(uri_of(source), source.shown, FETCH, DIED_TOGETHER, cause="source", source_name=source.name)
        for source in sources
    ]


def archive_in_progress(reading: ArchiveReading) -> Failure:
    """The records of an archive from where it is read now: when a run goes on behind them, they did no harm."""
    (archive,) = files_in_progress([reading.archive])
    return replace(archive, cause="source", content=f"{archive.content}, from {reading.position or 0}")


def files_in_progress(files: Sequence[SourceFile]) -> list[Failure]:
    return [failure_of_file(file, DIED_TOGETHER, cause="crash") for file in files]
