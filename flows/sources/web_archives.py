"""Web archives in a run: their articles in batches, from where the last run stopped, and a count of everything else.

Of a crawl most records are no articles; they are counted by kind, and neither shown nor recorded one by one. After each
batch the place in the archive is written down, so that a run that was killed, or that a limit ended, goes on there. An
archive that was read to its end is not read again until it changes.
"""

import logging
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import tzinfo
from hashlib import sha256
from math import ceil
from pathlib import Path
from zoneinfo import ZoneInfo

from wireglot.articles import Article
from wireglot.articles.languages import detection_signature
from wireglot.articles.reading import (
    ArchivePart,
    ReadingError,
    SourceFile,
    damaged_archive,
    is_archive,
    read_archive,
    read_record,
    state_of,
)
from wireglot.flows.options import Options
from wireglot.flows.outcomes import ArchiveReport, Failed, NotRead, cause_of, unreadable
from wireglot.flows.runs.batches import LARGEST_BATCH, MOST_BATCHES, SMALLEST_BATCH
from wireglot.outputs import ReadArchive, read_archive_record, write_archive_record

# Records of a batch at most: what is lost when a run is killed, and what is in memory.
MOST_RECORDS = 5_000

log = logging.getLogger(__name__)


@dataclass(slots=True)
class ArchiveBatch:
    """The next records of an archive.

    no_articles  the uris of records that are none
    end          where the record after them begins
    share        how much of the file was read with them
    is_last      there are no more
    """

    articles: list[Article] = field(default_factory=list)
    failed: list[Failed] = field(default_factory=list)
    no_articles: list[str] = field(default_factory=list)
    counts: Counter[str] = field(default_factory=Counter)
    damages: Counter[str] = field(default_factory=Counter)
    end: str = ""
    share: float = 0.0
    is_last: bool = False

    def add(self, part: ArchivePart, archive: SourceFile) -> None:
        self.articles += part.articles
        self.failed += (unreadable(archive, str(one.error), one.uri) for one in part.unread)
        self.no_articles += [] if part.articles or part.unread else [part.uri]
        self.counts.update(part.others)
        self.counts["articles"] += len(part.articles)
        self.damages.update([part.damage] if part.damage else [])
        self.end, self.share = part.end, part.share


def split_archives(files: Sequence[SourceFile]) -> tuple[list[SourceFile], list[SourceFile]]:
    """Separate web archives from other files."""
    archives = [file for file in files if is_archive(file)]
    known = set(archives)
    return [file for file in files if file not in known], archives


def not_read(archive: SourceFile) -> NotRead | None:
    """Why an archive of a folder waits: it has changed since it was listed, or is gone; None when it can be read."""
    if archive.folder is None:
        return None
    try:
        state = state_of(archive.path.stat())
    except FileNotFoundError:
        return NotRead(archive.name, gone=True)
    except OSError:  # reading it says why
        return None
    return None if archive.seen in (None, state) else NotRead(archive.name)


def records_of(archive: SourceFile, uris: Iterable[str], zone: tzinfo) -> ArchiveBatch:
    """Read these records of an archive alone."""
    batch = ArchiveBatch()
    for uri in uris:
        try:
            batch.add(read_record(archive, uri, zone), archive)
        except ReadingError as error:
            batch.failed.append(unreadable(archive, str(error), uri, cause_of(error)))
    return batch


class ArchiveReading:
    """Reads one archive; making one writes nothing."""

    def __init__(self, archive: SourceFile, root: Path, options: Options) -> None:
        self.archive = archive
        self._root = root
        self._zone = ZoneInfo(options.timezone)
        new = ReadArchive(archive.uri, *_size_and_time(archive), _key(options))
        known = read_archive_record(root, archive.uri)
        self.is_new = known is None or not known.is_same(new)
        goes_on = known is not None and known.is_same(new) and known.key == new.key and not options.force
        self._record = known if goes_on and known is not None else new
        self.is_known = self._record.is_complete

    def batches(self) -> Iterator[ArchiveBatch]:
        """Yield the records that have not been read. Raises ReadingError."""
        parts = read_archive(self.archive, self._zone, self._record.position)
        size, articles = SMALLEST_BATCH, 0
        while True:
            batch = self._next_batch(parts, size)
            yield batch
            if batch.is_last:
                return
            articles += len(batch.articles)
            expected = articles / batch.share if batch.share else 0
            size = min(LARGEST_BATCH, max(SMALLEST_BATCH, ceil(expected / MOST_BATCHES)))

    def keep(self, batch: ArchiveBatch) -> None:
        """Write down that a batch is done."""
        self._record = replace(
            self._record,
            position=batch.end or self._record.position,
            share=batch.share,
            is_complete=batch.is_last,
            counts=_sum(self._record.counts, batch.counts),
            damages=_sum(self._record.damages, batch.damages),
        )
        try:
            write_archive_record(self._root, self._record)
        except OSError as error:
            log.warning("The place in %s could not be written, and it is read again: %s", self.archive.name, error)

    @property
    def position(self) -> str:
        """Where the first record begins that has not been read."""
        return self._record.position

    @property
    def is_complete(self) -> bool:
        return self._record.is_complete

    def damage(self) -> Failed | None:
        """What is damaged in the archive as far as it was read, as a failure."""
        if not self._record.damages:
            return None
        error = damaged_archive(self.archive, self._record.damages)
        return unreadable(self.archive, str(error))

    def report(self) -> ArchiveReport:
        counts = Counter(self._record.counts)
        articles = counts.pop("articles", 0)
        share = 1.0 if self._record.is_complete else min(self._record.share, 0.99)  # not "100 %" before its end
        others = dict(counts.most_common())
        return ArchiveReport(self.archive.name, share, articles, others, dict(self._record.damages), self.is_known)

    def _next_batch(self, parts: Iterator[ArchivePart], size: int) -> ArchiveBatch:
        batch = ArchiveBatch()
        for records, part in enumerate(parts, start=1):
            batch.add(part, self.archive)
            is_full = len(batch.articles) >= size or records >= MOST_RECORDS
            if is_full and not part.damage:  # behind a damage the same one would be found, and counted, again
                return batch
        batch.is_last, batch.share = True, 1.0
        return batch


def _size_and_time(archive: SourceFile) -> tuple[int, int]:
    """What shows that the file has changed; of standard input its uri says that."""
    if archive.content is not None:
        return len(archive.content), 0
    try:
        info = archive.path.stat()
    except OSError:  # reading it says why
        return 0, 0
    return info.st_size, info.st_mtime_ns


def _key(options: Options) -> str:
    """What the editions of an archive depend on, as far as that is known without reading it."""
    glossary = sha256()
    for path in sorted(Path(options.glossary).glob("*-*.tsv")) if options.glossary else []:
        glossary.update(path.name.encode("utf-8", "surrogateescape") + path.read_bytes())
    engines = f"{options.translator}|{options.summarizer}|{glossary.hexdigest()[:16]}"
    return f"{options.key}|{options.timezone}|{detection_signature()}|{engines}"


def _sum(counts: Mapping[str, int], others: Mapping[str, int]) -> dict[str, int]:
    return dict(Counter(counts) + Counter(others))
