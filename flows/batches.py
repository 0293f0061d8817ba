"""From source files to batches of articles; a file that cannot be read is a failure of its own."""

import logging
from collections.abc import Iterator, Sequence
from datetime import UTC, tzinfo
from functools import cmp_to_key
from itertools import islice
from math import ceil

from wireglot.articles import Article
from wireglot.articles.reading import ReadingError, SourceFile, read
from wireglot.flows.outcomes import Failed, failure_text
from wireglot.outputs import are_ordered, is_older, source_version

# A flow run stays below 200 task runs: 4 tasks per batch, at most 40 batches. A task costs 4 to 7 ms and an article
# about 8 ms: with 50 articles per batch the tasks add less than a tenth.
SMALLEST_BATCH = 50
MOST_BATCHES = 40

log = logging.getLogger(__name__)


def batches(files: Sequence[SourceFile]) -> Iterator[Sequence[SourceFile]]:
    """The files in order, in at most 40 batches of at least 50."""
    size = max(SMALLEST_BATCH, ceil(len(files) / MOST_BATCHES))
    rest = iter(files)
    while batch := list(islice(rest, size)):
        yield batch


class Reader:
    """Reads batches of files, and refuses a second source for an id that it has seen before.

    zone: of the times that name none.
    Two versions of one article, ordered by the source's own numbers or dates, are accepted.
    """

    def __init__(self, zone: tzinfo = UTC) -> None:
        self._zone = zone
        self._first_by_id: dict[str, tuple[str, str]] = {}

    def read(self, files: Sequence[SourceFile]) -> tuple[list[Article], list[Failed]]:
        """The articles of the files, in order, and a failure for each file without one."""
        results = [self._read(file) for file in files]
        return (
            [result for result in results if isinstance(result, Article)],
            [result for result in results if isinstance(result, Failed)],
        )

    def _read(self, file: SourceFile) -> Article | Failed:
        try:
            article = read(file, self._zone)
        except ReadingError as error:
            return Failed(file.uri, file.name, "read", str(error))
        except Exception as error:  # a fault of a parser: this file fails, and no other
            log.warning("%s could not be read: %r", file.name, error)
            return Failed(file.uri, file.name, "read", failure_text(error))
        version = source_version(article)
        first, first_version = self._first_by_id.setdefault(article.id, (article.source, version))
        if first == article.source or are_ordered(first_version, version):
            return article
        reason = (
            f"{article.source} and {first} have the same id {article.id}: both are {article.uri!r} below their source "
            "folders. Write the two folders into two output folders (--outputs), or rename one file."
        )
        return Failed(f"{article.uri} ({article.source})", article.source, "read", reason)


def in_version_order(articles: Sequence[Article]) -> list[list[Article]]:
    """Batches without two versions of one article: each version comes in a later batch than the older ones."""
    by_id: dict[str, list[Article]] = {}
    for article in articles:
        by_id.setdefault(article.id, []).append(article)
    ordered = [sorted(versions, key=cmp_to_key(_compare_versions)) for versions in by_id.values()]
    most = max(map(len, ordered), default=0)
    return [[versions[n] for versions in ordered if n < len(versions)] for n in range(most)]


def _compare_versions(one: Article, other: Article) -> int:
    a, b = source_version(one), source_version(other)
    return int(is_older(b, a)) - int(is_older(a, b))
