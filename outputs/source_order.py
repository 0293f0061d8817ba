"""Order of the texts that a source sends for one article: which came first.

Compared are, the first that decides: the source's own version (numbers, dates, "2nd Ld"), the date, and the
write-through number in headline or note ("UPDATE 2-Storm ..."). What none of them decides is in order of arrival.

Of a page in a web archive the time of its capture decides last: against that of another capture, and otherwise against
the time when the newest version was made.

A kill comes after its story, unless version, update or write-through number say that the story is certainly later.
"""

import re
from collections.abc import Callable, Sequence
from heapq import heapify, heappop, heappush
from typing import Literal

from wireglot.articles import Article, is_web_address
from wireglot.articles.reading import to_utc
from wireglot.outputs.source_status import is_withdrawn, release_state

Comparison = Literal[-1, 0, 1]

# Compared as text, "9" comes after "10", and a correction would come after the kill that followed it.
_NUMBERS = re.compile(r"(?:v|ver|version|rev|revision)?[.\s]*(\d+(?:\.\d+)*)", re.IGNORECASE)

_LEAD = r"(?:ld|lead|write-?thru|writethrough)\b"
# As agencies number the new leads of a story: AP "2nd Ld-Writethru", "WRITETHRU 3"; Reuters "UPDATE 2-Storm ...".
_WRITE_THROUGH = (
    re.compile(rf"\b(\d{{1,2}})(?:st|nd|rd|th)?[\s-]*{_LEAD}", re.IGNORECASE),
    re.compile(r"\bwrite-?thru[\s-]*(\d{1,2})\b", re.IGNORECASE),
    re.compile(r"^(?:[A-Z]+-)*(?:UPDATE|WRAPUP|LEAD|Update|Lead)\s+(\d{1,2})(?=\s*[-–—:]|$)"),
)
_DAY = len("2024-03-12")


def source_version(article: Article) -> str:
    """What the source calls this text: its version, otherwise the time of its last update; "" when it says neither."""
    return article.source_version or article.updated


def is_late(article: Article, newest: Article, *, same_file: bool) -> bool:
    """Whether the source has already sent a later text of the article.

    What was withdrawn comes back only by a text that is certainly later than the kill: an old file that is still in
    an inbox must not undo it. What is held or under embargo is released by the file that holds it or by a text that is
    certainly later, of a file also by its date of publication. In one file the text that is there now is the later
    one, unless version or update say otherwise: a wrong date of publication can be corrected.
    """
    certain = _first(_CERTAIN, article, newest)
    if is_withdrawn(newest) and not is_withdrawn(article):
        return certain <= 0
    if release_state(newest) and not release_state(article) and not same_file:
        is_copy = is_web_address(article.source)  # a newspaper that prints it later knows nothing of the hold
        return (certain if is_copy else _first((*_CERTAIN, _dates), article, newest)) <= 0
    if same_file or article.status != "usable":  # a date of publication is too little to ignore a kill or a hold
        return certain < 0
    return _first((_versions, _dates, _write_throughs, _captures), article, newest) < 0


def in_source_order(articles: Sequence[Article]) -> list[Article]:
    """The texts of one article, the oldest first; `articles` are in order of arrival."""
    followers: list[list[int]] = [[] for _ in articles]
    waiting_for = [0] * len(articles)
    for n, article in enumerate(articles):
        for m in range(n):
            order = _compare(articles[m], article)
            earlier, later = (m, n) if order < 0 else (n, m)
            if order:
                followers[earlier].append(later)
                waiting_for[later] += 1
    return [articles[n] for n in _sorted_by_need(followers, waiting_for)]


def _sorted_by_need(followers: Sequence[Sequence[int]], waiting_for: list[int]) -> list[int]:
    """The numbers, each after those that it waits for, otherwise ascending; those of a circle ascending at the end."""
    ready = [n for n, count in enumerate(waiting_for) if not count]
    heapify(ready)
    done: list[int] = []
    while ready:
        done.append(heappop(ready))
        for n in followers[done[-1]]:
            waiting_for[n] -= 1
            if not waiting_for[n]:
                heappush(ready, n)
    return done + sorted(set(range(len(waiting_for))) - set(done))


def _compare(one: Article, other: Article) -> Comparison:
    """The order of two texts in one batch."""
    if is_withdrawn(one) != is_withdrawn(other):
        story, kill = (other, one) if is_withdrawn(one) else (one, other)
        story_first = _first(_CERTAIN, story, kill) <= 0
        return -1 if story_first == (story is one) else 1
    return _first((_versions, _dates, _leads, _captures), one, other)


def _first(criteria: Sequence[Callable[[Article, Article], Comparison]], one: Article, other: Article) -> Comparison:
    """What the first criterion says that decides; 0 when none does."""
    return next((order for compare in criteria if (order := compare(one, other))), 0)


def _versions(one: Article, other: Article) -> Comparison:
    return compare_versions(source_version(one), source_version(other))


def _updates(one: Article, other: Article) -> Comparison:
    return _compare_moments(one.updated, other.updated)


def _dates(one: Article, other: Article) -> Comparison:
    return _compare_moments(one.updated or one.published, other.updated or other.published)


def _captures(one: Article, other: Article) -> Comparison:
    return _compare_moments(one.captured, other.captured)


def _write_throughs(one: Article, other: Article) -> Comparison:
    """By the numbers, where both have one."""
    a, b = _write_through(one), _write_through(other)
    return _sign(a, b) if a and b else 0


def _leads(one: Article, other: Article) -> Comparison:
    """By the numbers; a story without one came before its first new lead."""
    return _sign(_write_through(one), _write_through(other))


# What proves that one text is later than another; a date of publication does not.
_CERTAIN = (_versions, _updates, _write_throughs)


def compare_versions(version: str, other: str) -> Comparison:
    """How two source versions stand to each other; 0 when they cannot be compared.

    Numbers are compared with numbers (also 1.10 with 1.9), dates with dates, leads with leads.
    """
    numbers, other_numbers = _numbers(version), _numbers(other)
    if numbers and other_numbers:
        return _sign(numbers, other_numbers)
    if numbers or other_numbers:
        return 0
    lead, other_lead = _number_of_lead(version), _number_of_lead(other)
    if lead and other_lead:
        return _sign(lead, other_lead)
    return _compare_moments(to_utc(version), to_utc(other))


def _compare_moments(moment: str, other: str) -> Comparison:
    """Of a day and a time in it neither is older. "" has no order."""
    if not moment or not other:
        return 0
    length = _DAY if _DAY in (len(moment), len(other)) else None
    return _sign(moment[:length], other[:length])


def _numbers(version: str) -> tuple[int, ...]:
    match = _NUMBERS.fullmatch(version.strip())
    if match is None or to_utc(version):  # 20240312 is a date, not a number
        return ()
    return tuple(map(int, match[1].split(".")))


def _write_through(article: Article) -> int:
    """The number of the new lead, 0 when the source names none."""
    texts = (article.source_version, article.headline, article.note)
    return next((number for text in texts if text and (number := _number_of_lead(text))), 0)


def _number_of_lead(text: str) -> int:
    matches = (pattern.search(text) for pattern in _WRITE_THROUGH)
    return next((int(match[1]) for match in matches if match), 0)


def _sign(one: "int | str | tuple[int, ...]", other: "int | str | tuple[int, ...]") -> Comparison:
    return -1 if one < other else int(one > other)  # type: ignore[operator,return-value]  # both of one type
