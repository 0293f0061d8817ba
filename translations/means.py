"""TranslationContext: what a run lends to translation besides the engines: memory, glossaries, checks."""

from collections.abc import Callable
from dataclasses import dataclass

from wireglot.translations.checks import Fault, faults, fingerprint
from wireglot.translations.glossary import Glossary
from wireglot.translations.memory import Memory

Check = Callable[[str, str, str, str], tuple[Fault, ...]]


def check_all(source: str, told: str, language: str, to: str) -> tuple[Fault, ...]:
    """Every check of translations.checks on one sentence."""
    return faults(source, told, language=language, to=to)


def check_nothing(_source: str, _told: str, _language: str, _to: str) -> tuple[Fault, ...]:
    """For an engine whose answers are known beforehand, and for timing an engine alone."""
    return ()


# Changes when translations/telling.py, quotes.py or figures.py give the same answers another form.
WAY = 1


@dataclass(frozen=True, slots=True)
class TranslationContext:
    """What helps to tell the sentences of one pair.

    memory    sentences told before; None for none
    anew      ask for all of them again, and keep the new answers
    glossary  the terms of this pair; None for none
    """

    memory: Memory | None = None
    anew: bool = False
    glossary: Glossary | None = None
    check: Check = check_all

    def sign(self, signature: str) -> str:
        """The engine's signature with those of the checks and the glossary, which change what the reader gets."""
        terms = self.glossary.signature if self.glossary else ""
        return "|".join(filter(None, [signature, f"checks:{fingerprint()[:8]}", f"way:{WAY}", terms]))


PLAIN = TranslationContext()
