"""TranslationContext: what a run gives to translation besides the engines: memory, glossary, checks."""

from collections.abc import Callable
from dataclasses import dataclass

from wireglot.translations.checks import Issue, find_issues, fingerprint
from wireglot.translations.glossary import Glossary
from wireglot.translations.memory import Memory

Check = Callable[[str, str, str, str], tuple[Issue, ...]]

# Raise it when sentences.py or typography.py turn the same answer of an engine into another translation.
VERSION = 1


def check_all(source: str, translation: str, language: str, to: str) -> tuple[Issue, ...]:
    """Run every check of translations/checks on one sentence."""
    return find_issues(source, translation, language=language, to=to)


def check_nothing(_source: str, _translation: str, _language: str, _to: str) -> tuple[Issue, ...]:
    """Accept every answer: for engines whose answers are known beforehand, and for timing an engine alone."""
    return ()


@dataclass(frozen=True, slots=True)
class TranslationContext:
    """What is used for the sentences of one language pair.

    memory           earlier translations; None for none
    refresh_memory   ask the engines for every sentence again, and keep the new answers
    glossary         the terms of this pair; None for none
    check            finds the issues of source, translation, source language, target language
    """

    memory: Memory | None = None
    refresh_memory: bool = False
    glossary: Glossary | None = None
    check: Check = check_all

    def sign(self, signature: str) -> str:
        """Add to an engine's signature what else changes the translation that the reader gets."""
        terms = self.glossary.signature if self.glossary else ""
        return "|".join(filter(None, [signature, f"checks:{fingerprint()[:8]}", f"sentences:{VERSION}", terms]))


PLAIN = TranslationContext()
