"""From source files to batches of articles; a file that cannot be read is a failure of its own."""

import logging
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, tzinfo
from itertools import islice
from math import ceil
from typing import TypeVar

from wireglot.articles import Article
from wireglot.articles.reading import ReadingError, SourceFile, StillWritten, Vanished, read_all
from wireglot.flows.outcomes import Failed, NotRead, cause_of, failure_text, unreadable
from wireglot.outputs import in_source_order

# A flow run stays below 200 task runs: 4 tasks per batch, at most 40 batches. A batch costs a flow about 75 ms and an
# article of the fastest engine 20: with 100 articles per batch that is less than a twentieth.
SMALLEST_BATCH = 100
# On a cluster a batch is one task, and several workers should have some of each run.
SMALLEST_BATCH_OF_WORKERS = 50
MOST_BATCHES = 40
# What is in memory at once, also of a folder of a million files (flows/runs/parts.py).
LARGEST_BATCH = 250

log = logging.getLogger(__name__)

T = TypeVar("T")


def batches(files: Sequence[T], *, for_workers: bool = False) -> Iterator[Sequence[T]]:
    """The files, or articles, in order, in batches of one size: at most 40 of them for 10,000."""
    smallest = SMALLEST_BATCH_OF_WORKERS if for_workers else SMALLEST_BATCH
    most = min(LARGEST_BATCH, max(smallest, ceil(len(files) / MOST_BATCHES)))
    size = ceil(len(files) / max(1, ceil(len(files) / most)))
    rest = iter(files)
    while batch := list(islice(rest, size)):
        yield batch


@dataclass(frozen=True, slots=True)
class ReadBatch:
    """What the files of a batch hold, in order: articles, files and items that cannot be read, and files that wait."""

    articles: list[Article]
    failed: list[Failed]
    not_read: list[NotRead]


def read_batch(files: Sequence[SourceFile], zone: tzinfo = UTC) -> ReadBatch:
    """Read the files.

    zone: of the times that name none.
    """
    results = [result for file in files for result in _read(file, zone)]
    return ReadBatch(
        [result for result in results if isinstance(result, Article)],
        [result for result in results if isinstance(result, Failed)],
        [result for result in results if isinstance(result, NotRead)],
    )


def in_version_order(articles: Sequence[Article]) -> list[list[Article]]:
    """Batches without two texts of one article: each text comes in a later batch than the older ones."""
    by_id: dict[str, list[Article]] = {}
    for article in articles:
        by_id.setdefault(article.id, []).append(article)
    ordered = [in_source_order(texts) if len(texts) > 1 else texts for texts in by_id.values()]
    most = max(map(len, ordered), default=0)
    return [[texts[n] for texts in ordered if n < len(texts)] for n in range(most)]


def _read(file: SourceFile, zone: tzinfo) -> list[Article | Failed | NotRead]:
    try:
        contents = read_all(file, zone)
    except ReadingError as error:
        if file.folder and isinstance(error, (Vanished, StillWritten)):
            return [NotRead(file.name, gone=isinstance(error, Vanished))]
        return [unreadable(file, str(error), cause=cause_of(error))]
    except Exception as error:  # a fault of a parser: this file fails, and no other
        log.warning("%s could not be read: %r", file.name, error)
        return [unreadable(file, failure_text(error), cause=cause_of(error))]
    if contents.others:
        log.warning("No articles in %s: %s", file.name, ", ".join(contents.others))
    return [*contents.articles, *(unreadable(file, str(item.error), item.uri) for item in contents.unread)]
