"""What a summarizing engine is, and how one is found: a file in engines/ with a class `Engine`.

Files are listed without importing them, so an engine's own imports are paid only when it is asked for,
and a missing dependency is not mistaken for a missing engine.
"""

from collections.abc import Sequence
from importlib import import_module
from pkgutil import iter_modules
from typing import Protocol, cast

import summarizers.engines
from summarizers.summary import Summaries, Text

# Under "auto" the highest rank that is ready wins.
EXTRACTIVE = 1  # quotes sentences of the article
ABSTRACTIVE = 2  # writes its own


class Engine(Protocol):
    """What makes summaries of a batch of texts."""

    name: str
    rank: int

    def signature(self) -> str:
        """Engine, version, weights and settings: changes whenever its output may change.

        Raises NotReady when the engine could not work now.
        """

    def summarize(self, texts: Sequence[Text]) -> tuple[Summaries, ...]:
        """One outcome for each text, in the same order. What it raises fails the whole batch."""


class UnknownEngine(ValueError):
    """No file of that name in engines/."""


class NotReady(RuntimeError):
    """The engine lacks weights, a package or a server; the message names the command that would mend it."""


def available() -> tuple[str, ...]:
    """Names of all engines there are, ready or not, in alphabetical order."""
    found = iter_modules(summarizers.engines.__path__)
    return tuple(sorted(module.name for module in found if not module.name.startswith("_")))


def load(name: str) -> Engine:
    """The engine in engines/<name>.py; its own imports are paid here, not before."""
    if name not in available():
        raise UnknownEngine(f"No summarizing engine {name!r}; there is {', '.join(available())}.")
    return cast(Engine, import_module(f"summarizers.engines.{name}").Engine())


def ready(name: str = "auto") -> Engine:
    """The engine of that name, or under "auto" the best one that could work now.

    :raises NotReady: when it could not; under "auto" only when none could.
    """
    if name != "auto":
        engine = load(name)
        engine.signature()
        return engine
    engines = [engine for engine in map(load, available()) if _works(engine)]
    if not engines:
        raise NotReady(f"No summarizing engine is ready; there is {', '.join(available())}.")
    return max(engines, key=lambda engine: engine.rank)


def _works(engine: Engine) -> bool:
    try:
        engine.signature()
    except NotReady:
        return False
    return True
