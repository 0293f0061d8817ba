"""Parts of a run: one processes at most 10,000 articles, and the next one goes on behind it.

A source may be of any length. What a run keeps of each article grows with their number, and so do its records in
Prefect; each part begins without them. Files go on behind the last one that was read, web archives where their place is
noted, and feeds have then nothing new in what was taken.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import islice
from typing import TypeVar

from wireglot.articles import Article
from wireglot.articles.reading import SourceFile
from wireglot.flows.options import Options
from wireglot.flows.outcomes import Done, Report
from wireglot.outputs import release_state

MOST_ARTICLES = 10_000

# Feeds that are fetched before their articles are processed: what they hold is in memory until then. Each of these
# groups waits for its slowest feed, half a minute for one that is silent.
MOST_FEEDS = 500

T = TypeVar("T")


@dataclass(slots=True)
class Part:
    """How much this part of a run has processed, and where the next one begins.

    is_limited  not with `force`, which makes versions of everything: a second part would begin at the first article
    goes_on     the part is full, and there is more
    after       the uri of the last file that was read, "" for none
    """

    is_limited: bool
    articles: int = 0
    goes_on: bool = False
    after: str = ""

    @property
    def room(self) -> int | None:
        """How many more articles may be processed; None for no limit."""
        return max(0, MOST_ARTICLES - self.articles) if self.is_limited else None

    def is_full(self) -> bool:
        """Whether to stop before what is read next, which the next part then reads."""
        self.goes_on = self.goes_on or self.room == 0
        return self.goes_on

    def have_read(self, files: Sequence[SourceFile]) -> None:
        """Note where the next part begins, unless these files have articles that are left for it."""
        if not self.goes_on:
            self.after = files[-1].uri


def behind(files: Sequence[SourceFile], after: str) -> Sequence[SourceFile]:
    """The files behind the one with this uri; all of them when it is no longer there."""
    place = next((number for number, file in enumerate(files, start=1) if file.uri == after), 0)
    return files[place:]


def groups(items: Sequence[T], size: int) -> Iterator[list[T]]:
    """The items in order, in lists of at most `size`."""
    rest = iter(items)
    while group := list(islice(rest, size)):
        yield group


def limit_of_rest(options: Options, report: Report) -> int | None:
    """The limit for the part after this one, 0 for none; None when there is no next part.

    A part that made no version is the last one: it would meet the same failures again.
    """
    if not report.goes_on or not report.new:
        return None
    if not options.limit:
        return 0
    return max(0, options.limit - len(report.of(Done))) or None


def within(room: int | None, articles: Sequence[Article]) -> list[Article]:
    """As many articles as there is room for, and what is protected: its story must not stay up until the next run."""
    if room is None:
        return list(articles)
    return [article for n, article in enumerate(articles) if n < room or release_state(article)]
