"""Intake: from source files to articles in batches, each unreadable file named and passed by."""

from collections.abc import Iterator, Sequence
from itertools import islice
from math import ceil

from articles import Article
from articles.reading import ReadingError, SourceFile, read
from flows.outcome import Failed

# A flow run stays within 200 task runs: 4 tasks a batch, 40 batches at most. Below 25 articles
# the cost of a task (4-7 ms) would show beside an article's 10 ms.
SMALLEST_BATCH = 25
MOST_BATCHES = 40


def batches(files: Sequence[SourceFile]) -> Iterator[Sequence[SourceFile]]:
    """`files` in order, at least 25 at a time and at most 40 times."""
    size = max(SMALLEST_BATCH, ceil(len(files) / MOST_BATCHES))
    rest = iter(files)
    while batch := list(islice(rest, size)):
        yield batch


class Reader:
    """Reads batches of files, and refuses a second source for an id that it has already given out."""

    def __init__(self) -> None:
        self._source_of: dict[str, str] = {}

    def read(self, files: Sequence[SourceFile]) -> tuple[list[Article], list[Failed]]:
        """The articles of `files`, in order, and a failure for each file that gave none."""
        found = [self._read(file) for file in files]
        return (
            [one for one in found if isinstance(one, Article)],
            [one for one in found if isinstance(one, Failed)],
        )

    def _read(self, file: SourceFile) -> Article | Failed:
        try:
            article = read(file)
        except ReadingError as fault:
            return Failed(file.uri, str(file.path), "read", str(fault))
        first = self._source_of.setdefault(article.id, article.source)
        if first == article.source:
            return article
        reason = (
            f"{article.source} has the id {article.id}, and so has {first}: they are called {article.uri!r} "
            "below their source folders. Run the two folders apart into two output folders, or rename one file."
        )
        return Failed(f"{article.uri} ({article.source})", article.source, "read", reason)
