"""Summarizing engines: their protocol and ranks, and the registry that lists and loads them.

A built-in engine is a file in engines/ with a class `Engine`; other packages add theirs through the entry-point group
`wireglot.summarizers`.
"""

from collections.abc import Sequence
from typing import Protocol

from wireglot.models import EngineRegistry
from wireglot.summarizers import engines
from wireglot.summarizers.summary import Summaries, Text

# Under "auto" the highest rank that is ready wins.
EXTRACTIVE = 1  # quotes sentences of the article
ABSTRACTIVE = 2  # writes its own
INSTRUCTED = 3  # writes its own, is told what was wrong with them, and names the sentences that they rest on


class Engine(Protocol):
    """What makes summaries of a batch of texts.

    Languages are BCP 47 tags: the article's own, and the one in which the reader reads it.
    """

    @property
    def name(self) -> str:
        """The name of its file, or of its entry point."""

    @property
    def rank(self) -> int: ...

    def signature(self, language: str, told: str) -> str | None:
        """Engine, version, weights and settings: changes whenever its output may change.

        None when it could not summarise such a text now.
        """

    def install_hint(self, language: str, told: str) -> str:
        """The command that would make it ready for such a text; "" when it is, or when nothing would."""

    def summarize(self, texts: Sequence[Text]) -> tuple[Summaries, ...]:
        """One outcome for each text, in the same order. What it raises fails the whole batch."""


REGISTRY: EngineRegistry[Engine] = EngineRegistry(
    "summarizing", engines, "wireglot.summarizers", ("name", "rank", "signature", "install_hint", "summarize")
)


def available() -> tuple[str, ...]:
    """Names of all engines there are, ready or not, in alphabetical order."""
    return REGISTRY.names()


def load(name: str) -> Engine:
    """The engine of that name, the same object every time; raises EngineError when there is none that can be used."""
    return REGISTRY.load(name)


def rank_of(name: str) -> int:
    """The rank of the engine of that name; of one that is no longer there the lowest."""
    return load(name).rank if name in available() else EXTRACTIVE


def quotes(name: str) -> bool:
    """Whether that engine shows the article's own sentences; one that is no longer there may have written anything."""
    return name in available() and load(name).rank == EXTRACTIVE
