"""Which engine summarises a text: the one asked for, under "auto" the best that could, else `extract` and why."""

from dataclasses import dataclass

from wireglot.summarizers.engine import Engine, available, load

FALL_BACK = "extract"


@dataclass(frozen=True, slots=True)
class EngineChoice:
    """An engine, its signature for the languages asked for, and why it is not the one named ("" when it is)."""

    engine: Engine
    signature: str
    why: str = ""


def choose_engine(language: str, told: str, name: str = "auto") -> EngineChoice:
    """The engine for texts in `language` told in `told` (BCP 47).

    Under "auto" the highest rank wins, of equal ones the first by name. An engine that was named and could not
    do it now is replaced by `extract`, which always can: no text stays without a summary.
    :raises UnknownEngine: when there is no engine of that name
    """
    if name == "auto":
        return _best(language, told)
    engine = load(name)
    signature = engine.signature(language, told)
    if signature is not None:
        return EngineChoice(engine, signature)
    mend = engine.install_hint(language, told)
    why = f"{name} cannot summarise this text now" + (f" ({mend})" if mend else "")
    return EngineChoice(*_sure(language, told), why)


def _best(language: str, told: str) -> EngineChoice:
    engines = sorted(map(load, available()), key=lambda engine: (-engine.rank, engine.name))
    for engine in engines:
        signature = engine.signature(language, told)
        if signature is not None:
            return EngineChoice(engine, signature)
    return EngineChoice(*_sure(language, told))


def _sure(language: str, told: str) -> tuple[Engine, str]:
    engine = load(FALL_BACK)
    return engine, engine.signature(language, told) or FALL_BACK
