"""Summarizing engines: their protocol and ranks, the registry that lists and loads them, and the choice for a text.

A built-in engine is a file in engines/ with a class `Engine`; other packages add theirs through the entry-point group
`wireglot.summarizers`.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol

from wireglot.models import EngineError, EngineRegistry
from wireglot.summarizers import engines
from wireglot.summarizers.summary import Summaries, SummaryInput

# Under "auto" the highest rank that is ready wins.
EXTRACTIVE = 1  # quotes sentences of the article
ABSTRACTIVE = 2  # writes its own
INSTRUCTED = 3  # writes its own, is told what was wrong with them, and names the sentences that they rest on

FALLBACK = "extract"


class Engine(Protocol):
    """Makes both summaries of each text of a batch.

    Languages are BCP 47 tags: the article's own, and the one in which the reader gets it.
    """

    @property
    def name(self) -> str:
        """The name of its file, or of its entry point."""

    @property
    def rank(self) -> int: ...

    def signature(self, language: str, output_language: str) -> str | None:
        """Engine, version, weights and settings: changes whenever its output may change.

        None when it could not summarise such a text now.
        """

    def install_hint(self, language: str, output_language: str) -> str:
        """The command that would make it ready for such a text; "" when it is, or when nothing would."""

    def summarize(self, texts: Sequence[SummaryInput]) -> tuple[Summaries, ...]:
        """Return one outcome for each text, in the same order. What it raises fails the whole batch."""


REGISTRY: EngineRegistry[Engine] = EngineRegistry(
    "summarizing", engines, "wireglot.summarizers", ("name", "rank", "signature", "install_hint", "summarize")
)


@dataclass(frozen=True, slots=True)
class EngineChoice:
    """An engine, its signature for the languages, and why it is not the engine that was asked for ("" when it is)."""

    engine: Engine
    signature: str
    reason: str = ""


def available() -> tuple[str, ...]:
    """Return the names of all engines, ready or not, in alphabetical order."""
    return REGISTRY.names()


def load(name: str) -> Engine:
    """Return the engine, the same object every time; raises EngineError when there is none that can be used."""
    return REGISTRY.load(name)


def load_all() -> list[Engine]:
    """Return every engine that can be loaded, the highest rank first; the others are reported once."""
    return REGISTRY.load_all()


def signature_of(engine: Engine, language: str, output_language: str) -> str | None:
    """Return the engine's signature for the languages; None where it is not ready, or fails to say."""
    return REGISTRY.signature(engine, language, output_language)


def rank_of(name: str) -> int:
    """Return the rank of the engine; the lowest for an engine that no longer exists."""
    try:
        return load(name).rank
    except EngineError:
        return EXTRACTIVE


def is_extractive(name: str) -> bool:
    """Whether the engine quotes the article's own sentences; one that no longer exists may have written anything."""
    try:
        return load(name).rank == EXTRACTIVE
    except EngineError:
        return False


def choose_engine(language: str, output_language: str, name: str = "auto") -> EngineChoice:
    """Choose the engine for texts in `language` that are read in `output_language` (BCP 47).

    Under "auto" the highest rank that is ready wins, of equal ranks the first by name. An engine that was named and
    is not ready is replaced by `extract`, which always is: no text stays without a summary.
    Raises EngineError when there is no usable engine of that name.
    """
    tried = REGISTRY.load_all() if name == "auto" else [load(name)]
    for engine in tried:
        signature = REGISTRY.signature(engine, language, output_language)
        if signature is not None:
            return EngineChoice(engine, signature)
    fallback = load(FALLBACK)
    signature = fallback.signature(language, output_language) or FALLBACK
    return EngineChoice(fallback, signature, "" if name == "auto" else _not_ready(tried[0], language, output_language))


def _not_ready(engine: Engine, language: str, output_language: str) -> str:
    hint = engine.install_hint(language, output_language)
    return f"{engine.name} cannot summarise this text now" + (f" ({hint})" if hint else "")
