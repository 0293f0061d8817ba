"""Sentences whose words did not change and that are told differently now: another engine's, or a mended one's, work."""

from collections.abc import Iterable
from dataclasses import dataclass

from wireglot.articles import SentenceRef
from wireglot.outputs.changes.pieces import folded
from wireglot.outputs.changes.sentences import Change, Side
from wireglot.outputs.changes.wording import Stretch, stretches

MOST_SHOWN = 10  # enough to see what the new engine is like; the translations hold the rest


@dataclass(frozen=True, slots=True)
class Retelling:
    """A sentence at its new place (None: the headline), and its old and new telling as stretches."""

    place: SentenceRef | None
    words: tuple[Stretch, ...]


@dataclass(frozen=True, slots=True)
class Retold:
    """How many unchanged sentences are told differently, and the first ten of them."""

    count: int = 0
    first: tuple[Retelling, ...] = ()


def retold(became: Iterable[Change]) -> Retold:
    """Of sentences with the same words those whose telling differs; both told in the same language."""
    pairs = [(change.old, change.new) for change in became if change.old and change.new and not change.words]
    differ = [(old, new) for old, new in pairs if folded(_read(old)) != folded(_read(new))]
    first = (Retelling(new.place, stretches(_read(old), _read(new))) for old, new in differ[:MOST_SHOWN])
    return Retold(len(differ), tuple(first))


def _read(side: Side) -> str:
    """What the reader reads of it."""
    return side.told or side.text
