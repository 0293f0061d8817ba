"""Translation engines: their protocol and ranks, and how they are listed, loaded and chosen.

A built-in engine is a file in engines/ with a class `Engine`; other packages add theirs through the entry-point group
`wireglot.translators`.

* TranslationError
  + EngineFailed      the engine gives up on a whole batch
"""

from collections.abc import Sequence
from typing import Protocol, runtime_checkable

from wireglot.models import EngineRegistry
from wireglot.translations import engines
from wireglot.translations.ranking import score

# Under `auto` the highest rank that is ready wins, and a version is never replaced by one of a lower rank.
NO_TRANSLATION = 0
RULE_BASED = 1
NEURAL = 2


class TranslationError(Exception):
    """Anything that translations/ raises on purpose."""


class EngineFailed(TranslationError):
    """An engine gives up on a whole batch: trying parts of it again would not help."""


class Engine(Protocol):
    """What does the work for one or more language pairs; languages are BCP 47 tags."""

    @property
    def name(self) -> str:
        """The name of its file, or of its entry point."""

    @property
    def rank(self) -> int: ...

    @property
    def quality(self) -> str:
        """A sentence for the reader about what to on_total of this engine; "" when nothing must be said."""

    def signature(self, source: str, target: str) -> str | None:
        """What would do this pair now: engine, version, route, settings. None: not ready for the pair.

        Changes whenever the translation may change. Loads no model.
        """

    def translate(self, sentences: Sequence[str], source: str, target: str) -> tuple[str | None, ...]:
        """One answer for each sentence, in the same order; None where a sentence failed.

        :raises EngineFailed: for the whole batch.
        """

    def install_hint(self, source: str, target: str) -> str:
        """The command that would make the engine ready for the pair; "" when it is, or when none would."""


@runtime_checkable
class TriesAgain(Protocol):
    """An engine that has another way for sentences whose first answer was refused: other decoding, smaller pieces."""

    def again(self, sentences: Sequence[str], source: str, target: str) -> tuple[str | None, ...]:
        """As `translate`, another way."""


REGISTRY: EngineRegistry[Engine] = EngineRegistry(
    "translation",
    engines,
    "wireglot.translators",
    ("name", "rank", "quality", "signature", "translate", "install_hint"),
)


def available() -> tuple[str, ...]:
    """The names of all engines there are, sorted; nothing is imported."""
    return REGISTRY.names()


def load(name: str) -> Engine:
    """The engine of that name, the same object every time; raises EngineError when there is none that can be used."""
    return REGISTRY.load(name)


def ready(source: str, to: str, name: str = "auto") -> Engine:
    """The engine `name` if it is ready for the pair, under "auto" the best that is; else engine "none"."""
    return next(iter(ready_engines(source, to, name)), load("none"))


def ready_engines(source: str, to: str, name: str = "auto") -> list[Engine]:
    """All engines that could do the pair now, the best first; of a name only that one; [] when none could."""
    found = [engine for engine in _candidates(name) if REGISTRY.signature(engine, source, to) is not None]
    return sorted(found, key=lambda engine: (-engine.rank, -score(engine.name, source, to), engine.name))


def install_hints(source: str, to: str, name: str = "auto") -> tuple[str, ...]:
    """The commands, any one of which would make an engine ready for the pair; best engine first.

    Those that ask for a licence to be accepted come last: that is the user's to decide.
    """
    engines = sorted(_candidates(name), key=lambda engine: (-engine.rank, -score(engine.name, source, to)))
    commands = [command for engine in engines if (command := engine.install_hint(source, to))]
    return tuple(sorted(commands, key=lambda command: "--accept-licence" in command))


def _candidates(name: str) -> list[Engine]:
    """The engine of that name, or under "auto" all there are, the best first."""
    return REGISTRY.load_all() if name == "auto" else [load(name)]
