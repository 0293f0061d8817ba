"""The way of a sentence: memory, the best engine, its checks, once more, the next engine; else it has failed.

What passes its checks goes into the memory, so no sentence is paid for twice.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from wireglot.translations.asking import Answers, Ask, ask
from wireglot.translations.engine import Engine, EngineFailed, TriesAgain
from wireglot.translations.figures import in_target_figures
from wireglot.translations.glossary import Protected, restore
from wireglot.translations.means import TranslationContext
from wireglot.translations.quotes import in_target_style


@dataclass(frozen=True, slots=True)
class Told:
    """One sentence told: by which engine, and after `text` None why no engine's answer would do."""

    text: str | None
    engine: str
    why: str = ""


@dataclass(slots=True)
class Telling:
    """What became of the sentences of one pair: `told` by sentence, `failures` by engine."""

    told: dict[str, Told] = field(default_factory=dict)
    failures: dict[str, str] = field(default_factory=dict)


def tell(
    sentences: Sequence[str], source: str, to: str, *, engines: Sequence[Engine], means: TranslationContext
) -> Telling:
    """What became of each sentence; engines are asked in their order, each for what is still missing."""
    telling = Telling()
    for engine in engines:
        missing = [text for text in sentences if not _done(telling.told.get(text))]
        if not missing:
            break
        try:
            _by(engine, missing, source, to, means, telling)
        except EngineFailed as fault:
            telling.failures[engine.name] = str(fault)
    return telling


def _done(told: Told | None) -> bool:
    return told is not None and told.text is not None


def _by(
    engine: Engine, missing: Sequence[str], source: str, to: str, means: TranslationContext, telling: Telling
) -> None:
    signature = means.sign(engine.signature(source, to) or "")
    known = means.memory.get(signature, source, to, missing) if means.memory and not means.anew else {}
    telling.told |= {text: Told(told, engine.name) for text, told in known.items()}
    rest = [text for text in missing if text not in known]
    fresh = _ask_once(engine, lambda texts: engine.translate(texts, source, to), rest, source, to, means, telling)
    _remember(fresh, signature, source, to, means)  # before the second try, which may give up on everything
    failing = [text for text in rest if text not in fresh]
    if failing and isinstance(engine, TriesAgain):
        again = engine  # for the closure: the narrowed type
        more = _ask_once(engine, lambda texts: again.again(texts, source, to), failing, source, to, means, telling)
        _remember(more, signature, source, to, means)


def _remember(told: Mapping[str, str], signature: str, source: str, to: str, means: TranslationContext) -> None:
    if means.memory and told:
        means.memory.put(signature, source, to, told)


def _ask_once(
    engine: Engine, method: Ask, texts: Sequence[str], source: str, to: str, means: TranslationContext, telling: Telling
) -> dict[str, str]:
    """The answers that pass their checks; the others are told as failed, with the first fault."""
    answers, broke = _protected(engine.name, method, texts, means)
    good: dict[str, str] = {}
    for text in texts:
        answer = answers[text]
        told = _in_style(text, answer, source, to) if answer is not None else None
        found = means.check(text, told, source, to) if told is not None else ()
        if told is not None and not found:
            good[text] = told
            telling.told[text] = Told(told, engine.name)
        else:
            why = found[0].detail if found else broke
            telling.told[text] = Told(None, engine.name, why)
    return good


def _in_style(text: str, answer: str, source: str, to: str) -> str:
    """The answer with quote marks and figures as the reader's language writes them."""
    return in_target_figures(text, in_target_style(text, answer, to), source, to)


def _protected(engine: str, method: Ask, texts: Sequence[str], means: TranslationContext) -> tuple[Answers, str]:
    """As `ask`, with the glossary's terms out of the engine's reach; an answer that lost one is None."""
    if means.glossary is None:
        return ask(engine, method, texts)
    shields = {text: means.glossary.protect(text) for text in texts}
    sent = list(dict.fromkeys(shield.text for shield in shields.values()))
    answers, broke = ask(engine, method, sent)
    return {text: _restored(answers[shield.text], shield) for text, shield in shields.items()}, broke


def _restored(answer: str | None, shield: Protected) -> str | None:
    """The answer with the glossary's terms in place; None when one of them did not arrive."""
    if answer is None:
        return None
    restored = restore(answer, shield)
    return None if restored.missing else restored.text
