"""Translation engines: their protocol and ranks, and how they are listed, loaded and chosen.

A built-in engine is a file in engines/ with a class `Engine`; other packages add theirs through the entry-point group
`wireglot.translators`, and test them with translations/contracts.py.

* TranslationError
  + EngineFailed      the engine gives up on a whole batch
"""

import tomllib
from collections.abc import Callable, Sequence
from functools import cache
from pathlib import Path
from typing import Protocol, runtime_checkable

from wireglot.articles.languages import known_languages, language_name, parse_tag
from wireglot.models import EngineError, EngineRegistry, find_model
from wireglot.translations import engines

# Under `auto` the highest rank that is ready wins, and a version is never replaced by one of a lower rank.
NO_TRANSLATION = 0
RULE_BASED = 1
# By rules into a closely related language, and from there by a model: better than rules alone, and below a model for
# the language itself, which never reads the errors of rules.
PIVOT = 2
NEURAL = 3

# Whose install hint is shown as an example: languages that most desks read.
EXAMPLES = ("es", "ar", "fr", "de", "ru", "zh-Hans", "sv")


class TranslationError(Exception):
    """Anything that translations/ raises on purpose."""


class EngineFailed(TranslationError):
    """An engine gives up on a whole batch: trying parts of it again would not help."""


class Engine(Protocol):
    """What translates sentences for one or more language pairs; languages are BCP 47 tags."""

    @property
    def name(self) -> str:
        """The name of its file, or of its entry point."""

    @property
    def rank(self) -> int:
        """NO_TRANSLATION, RULE_BASED, PIVOT or NEURAL."""

    def signature(self, source: str, target: str) -> str | None:
        """Return what would translate the pair now: engine, version, route, settings; None when not ready for it.

        It begins with the engine's name and "|", is one line, changes whenever the translation may change, and is found
        without loading a model.
        """

    def translate(self, sentences: Sequence[str], source: str, target: str) -> tuple[str | None, ...]:
        """Return one translation for each sentence, in the same order; None where a sentence failed.

        Raises:
            EngineFailed: For the whole batch.
        """

    def note(self, source: str, target: str) -> str:
        """Return a sentence for the reader about the quality or licence of these translations; "" for none."""

    def install_hint(self, source: str, target: str) -> str:
        """Return a sentence with the command that makes the engine ready for the pair; "" when it is, or none would."""


@runtime_checkable
class RetryingEngine(Protocol):
    """An engine with a second way for sentences whose first answer was refused: other decoding, smaller pieces."""

    def retry(self, sentences: Sequence[str], source: str, target: str) -> tuple[str | None, ...]:
        """As `translate`, the second way."""


REGISTRY: EngineRegistry[Engine] = EngineRegistry(
    "translation",
    engines,
    "wireglot.translators",
    ("name", "rank", "signature", "translate", "note", "install_hint"),
)


def available() -> tuple[str, ...]:
    """Return the names of all engines, sorted; nothing is imported."""
    return REGISTRY.names()


def load(name: str) -> Engine:
    """Return the engine of that name, the same object every time; raises EngineError when none can be used."""
    return REGISTRY.load(name)


def load_all() -> list[Engine]:
    """Return every engine that can be loaded, the highest rank first; the others are reported once."""
    return REGISTRY.load_all()


def signature_of(engine: Engine, source: str, to: str) -> str | None:
    """Return the engine's signature for the pair; None where it is not ready, or fails to say."""
    return REGISTRY.signature(engine, source, to)


def fault_of(engine: Engine) -> str:
    """Return what is wrong with the engine as the user configured it; "" for nothing."""
    return REGISTRY.fault(engine)


def rank_of(name: str) -> int:
    """Return the rank of the engine of that name; the lowest for one that is no longer there."""
    try:
        return load(name).rank
    except EngineError:
        return NO_TRANSLATION


def ready(source: str, to: str, name: str = "auto") -> Engine:
    """Return the engine `name` if it is ready for the pair, under "auto" the best that is; else engine "none"."""
    return next(iter(ready_engines(source, to, name)), load("none"))


def ready_engines(source: str, to: str, name: str = "auto") -> list[Engine]:
    """Return the engines that can translate the pair now, the best first; of a name at most that one."""
    signed = [(engine, REGISTRY.signature(engine, source, to)) for engine in _candidates(name)]
    scored = [(engine, score(signature, source, to)) for engine, signature in signed if signature is not None]
    # by rank, then by the published quality for the pair, then by name, so that the choice is always the same
    return [engine for engine, _ in sorted(scored, key=lambda pair: (-pair[0].rank, -pair[1], pair[0].name))]


def is_ready_for_any(name: str, to: str) -> bool:
    """Return whether the engine can translate at least one language now; "auto" and "none" always can."""
    if name == "auto" or load(name).rank == NO_TRANSLATION:
        return True
    return any(signature_of(load(name), tag, to) is not None for tag in known_languages() if tag != to)


def why_not_ready(name: str, to: str, languages: Sequence[str] = ()) -> str:
    """Return that the named engine is not ready, and how it becomes ready; without a full stop.

    languages: those that it is needed for, the first of which is named; () for any.
    """
    pair = f" for {languages[0]} -> {to}" if languages else ""
    hints = (hint for tag in languages or (*EXAMPLES, *known_languages()) for hint in install_hints(tag, to, name))
    remedy = fault_of(load(name)).rstrip(".") or next(hints, "")
    return f"{name} is not ready{pair}" + (f". {remedy}" if remedy else "")


def is_preferred(name: str, source: str, to: str, *, over: str) -> bool:
    """Return whether `auto` would choose the engine `name` for the pair, were it ready, over the engine of a signature.

    over: the signature of the engine that was chosen, "none" where none was.
    """
    chosen = over.partition("|")[0]
    candidates = [(name, name), (chosen, over)]
    ranked = sorted((-rank_of(each), -score(signature, source, to), each) for each, signature in candidates)
    return chosen != name and ranked[0][2] == name


def install_hints(source: str, to: str, name: str = "auto") -> tuple[str, ...]:
    """Return sentences with commands, any one of which makes an engine ready for the pair; the best engine first.

    Those that ask for a licence to be accepted come last: that is the user's decision.
    """
    candidates = sorted(_candidates(name), key=lambda engine: _hint_order(engine, source, to))
    hints = [text for engine in candidates if (text := _text_from(engine, engine.install_hint, source, to))]
    return tuple(sorted(hints, key=lambda text: "--accept-licence" in text))


def _hint_order(engine: Engine, source: str, to: str) -> tuple[int, bool, float]:
    """By rank; among neural engines Firefox first, whose models are a tenth of the size and need no other package."""
    return (-engine.rank, engine.name != "firefox", -score(engine.name, source, to))


def note_of(engine: Engine, source: str, to: str) -> str:
    """Return the engine's note for the reader; "" where it has none or fails."""
    return _text_from(engine, engine.note, source, to)


def format_hint(source: str, command: str) -> str:
    """Return the install hint of an engine for which this command is missing."""
    return f"To translate from {language_name(source)}, run: {command}"


def score(signature: str, source: str, to: str) -> float:
    """Return the quality of the engine and model that a signature names: as published with the model, else by
    data/ranking.toml; 0 where it has none.

    Only the order within one pair means something.
    """
    engine, *model = signature.split("|")[:2]
    if engine == "firefox" and model and (published := _published_bleu(model[0])) is not None:
        return published
    scores = next((_ranking()[name] for name in (*model, engine) if name in _ranking()), {})
    return float(scores.get(f"{parse_tag(source).language}-{parse_tag(to).language}", scores.get("else", 0.0)))


def _published_bleu(name: str) -> float | None:
    """The BLEU that Mozilla's list had for "firefox/sv-en@0123456789ab" when it was pulled.

    None for a route of two models, and for a packaged one.
    """
    model_id, _, revision = name.partition("@")
    stored = None if "+" in name else find_model(model_id)
    return stored.bleu if stored and stored.revision.startswith(revision) else None


def is_gist(engine: Engine) -> bool:
    """Return whether its translations only show what a text is about: those by rules, alone or as a first step."""
    return NO_TRANSLATION < engine.rank < NEURAL


def _candidates(name: str) -> list[Engine]:
    return REGISTRY.load_all() if name == "auto" else [load(name)]


def _text_from(engine: Engine, method: Callable[[str, str], str], source: str, to: str) -> str:
    """What the engine has to say; "" when it fails, for a broken engine must not stop the others."""
    try:
        return method(source, to)
    except Exception as error:
        REGISTRY.report_once(f"The translation engine {engine.name!r} failed to describe itself: {error!r}.")
        return ""


@cache
def _ranking() -> dict[str, dict[str, float]]:
    return tomllib.loads((Path(__file__).parent / "data" / "ranking.toml").read_text("utf-8"))
