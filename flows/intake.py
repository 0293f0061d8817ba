"""Intake: from source files to articles in batches, each unreadable file named and passed by."""

from collections.abc import Iterator, Sequence
from functools import cmp_to_key
from itertools import islice
from math import ceil

from wireglot.articles import Article
from wireglot.articles.reading import ReadingError, SourceFile, read
from wireglot.flows.outcome import Failed
from wireglot.outputs import are_ordered, is_older, source_version

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
    """Reads batches of files, and refuses a second source for an id that it has already given out.

    Two versions of one article, ordered by the source's own numbers or dates, are no such pair.
    """

    def __init__(self) -> None:
        self._first_of: dict[str, tuple[str, str]] = {}

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
        first, version = self._first_of.setdefault(article.id, (article.source, source_version(article)))
        if first == article.source or are_ordered(version, source_version(article)):
            return article
        reason = (
            f"{article.source} has the id {article.id}, and so has {first}: they are called {article.uri!r} "
            "below their source folders. Run the two folders apart into two output folders, or rename one file."
        )
        return Failed(f"{article.uri} ({article.source})", article.source, "read", reason)


def waves(articles: Sequence[Article]) -> list[list[Article]]:
    """The articles in order, parted so that of several versions of one article each comes after the older ones."""
    by_id: dict[str, list[Article]] = {}
    for article in articles:
        by_id.setdefault(article.id, []).append(article)
    ranked = [sorted(versions, key=cmp_to_key(_by_age)) for versions in by_id.values()]
    most = max(map(len, ranked), default=0)
    return [[versions[n] for versions in ranked if n < len(versions)] for n in range(most)]


def _by_age(one: Article, other: Article) -> int:
    a, b = source_version(one), source_version(other)
    return int(is_older(b, a)) - int(is_older(a, b))
