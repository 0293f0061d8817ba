"""The order of a source's own versions: "9" before "10", and a morning's text before the evening's."""

import re

from wireglot.articles import Article
from wireglot.articles.reading.dates import utc

# As text "9" comes after "10", and a real correction sorts behind the kill that followed it.
_NUMBERS = re.compile(r"[vV]?(\d+(?:\.\d+)*)")


def is_older(one: str, other: str) -> bool:
    """Whether the version called `one` is certainly older than `other`; False where the two cannot be compared.

    Compared are numbers (also 1.10 with 1.9), and dates with dates.
    """
    numbers, others = _numbers(one), _numbers(other)
    if numbers and others:
        return numbers < others
    moment, later = ("" if numbers else utc(one)), ("" if others else utc(other))
    return bool(moment and later) and moment < later


def are_ordered(one: str, other: str) -> bool:
    """Whether it is certain which of the two came first."""
    return is_older(one, other) or is_older(other, one)


def source_version(article: Article) -> str:
    """What the source calls this text: its version, else the time of its last update; "" where it says neither."""
    return article.source_version or article.updated


def _numbers(version: str) -> tuple[int, ...]:
    found = _NUMBERS.fullmatch(version.strip())
    if found is None or utc(version):  # 20240312 is a day before it is a number
        return ()
    return tuple(map(int, found[1].split(".")))
