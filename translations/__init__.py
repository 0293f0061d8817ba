"""Translations: the language of an article, and the article told in the reader's, place by place.

articles.languages.detection finds the language; engines/ holds one file for each engine.
"""

from wireglot.models import EngineError, UnknownEngine
from wireglot.translations.engine import (
    NEURAL,
    NO_TRANSLATION,
    RULE_BASED,
    Engine,
    EngineFailed,
    TranslationError,
    available,
    install_hints,
    load,
    ready,
)
from wireglot.translations.expected import expected, rank_of
from wireglot.translations.means import PLAIN, TranslationContext
from wireglot.translations.translate import translate
from wireglot.translations.translation import Translation

__all__ = [
    "NEURAL",
    "NO_TRANSLATION",
    "PLAIN",
    "RULE_BASED",
    "Engine",
    "EngineError",
    "EngineFailed",
    "Translation",
    "TranslationContext",
    "TranslationError",
    "UnknownEngine",
    "available",
    "expected",
    "install_hints",
    "load",
    "rank_of",
    "ready",
    "translate",
]
