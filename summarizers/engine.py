"""What a summarizing engine is, and how one is found: a file in engines/ with a class `Engine`.

Files are listed without importing them, so an engine's own imports are paid only when it is asked for,
and a missing dependency is not mistaken for a missing engine.
"""

from collections.abc import Sequence
from importlib import import_module
from pkgutil import iter_modules
from typing import Protocol, cast

from wireglot.summarizers import engines
from wireglot.summarizers.summary import Summaries, SummaryInput

# Under "auto" the highest rank that is ready wins.
EXTRACTIVE = 1  # quotes sentences of the article
ABSTRACTIVE = 2  # writes its own
INSTRUCTED = 3  # writes its own, is told what was wrong with them, and names the sentences that they rest on


class Engine(Protocol):
    """What makes summaries of a batch of texts.

    Languages are BCP 47 tags: the article's own, and the one in which the reader reads it.
    """

    name: str
    rank: int

    def signature(self, language: str, told: str) -> str | None:
        """Engine, version, weights and settings: changes whenever its output may change.

        None when it could not summarise such a text now.
        """

    def install_hint(self, language: str, told: str) -> str:
        """The command that would make it ready for such a text; "" when it is, or when nothing would."""

    def summarize(self, texts: Sequence[SummaryInput]) -> tuple[Summaries, ...]:
        """One outcome for each text, in the same order. What it raises fails the whole batch."""


class UnknownEngine(ValueError):
    """No file of that name in engines/."""


def available() -> tuple[str, ...]:
    """Names of all engines there are, ready or not, in alphabetical order."""
    found = iter_modules(engines.__path__)
    return tuple(sorted(module.name for module in found if not module.name.startswith("_")))


def load(name: str) -> Engine:
    """The engine in engines/<name>.py; its own imports are paid here, not before."""
    if name not in available():
        raise UnknownEngine(f"No summarizing engine {name!r}; there is {', '.join(available())}.")
    return cast(Engine, import_module(f"wireglot.summarizers.engines.{name}").Engine())


def rank_of(name: str) -> int:
    """The rank of the engine of that name; of one that is no longer there the lowest."""
    return load(name).rank if name in available() else EXTRACTIVE


def is_extractive(name: str) -> bool:
    """Whether that engine shows the article's own sentences; one that is no longer there may have written anything."""
    return name in available() and load(name).rank == EXTRACTIVE
