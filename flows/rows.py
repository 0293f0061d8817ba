"""Rows of the road: what each stage knows of an article, and the failure that may stand in its place."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Protocol, TypeVar

from wireglot.articles import Article
from wireglot.articles.languages.detection import Language
from wireglot.flows.outcome import Failed
from wireglot.summarizers import Summaries
from wireglot.translations import Translation


class Row(Protocol):
    """Whatever a stage made, it carries its article."""

    @property
    def article(self) -> Article: ...


@dataclass(frozen=True, slots=True)
class Read:
    article: Article


@dataclass(frozen=True, slots=True)
class Detected:
    article: Article
    language: Language


@dataclass(frozen=True, slots=True)
class Translated:
    article: Article
    language: Language
    translation: Translation


@dataclass(frozen=True, slots=True)
class Summarised:
    article: Article
    language: Language
    translation: Translation
    summaries: Summaries


Out = TypeVar("Out")


def good(rows: Iterable[Out | Failed]) -> list[Out]:
    """The rows that go on to the next stage."""
    return [row for row in rows if not isinstance(row, Failed)]


def bad(rows: Iterable[object]) -> list[Failed]:
    """The rows that ended here."""
    return [row for row in rows if isinstance(row, Failed)]
