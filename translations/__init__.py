"""Translations: the language of an article, and the article told in the reader's, place by place.

translations.detection finds the language; engines/ holds one file for each engine.
"""

from translations.engine import (
    NEURAL,
    NO_TRANSLATION,
    RULE_BASED,
    Engine,
    EngineFailed,
    TranslationError,
    UnknownEngine,
    available,
    load,
    mends,
    ready,
)
from translations.expected import expected, rank_of
from translations.means import PLAIN, Means
from translations.translate import translate
from translations.translation import Translation

__all__ = [
    "NEURAL",
    "NO_TRANSLATION",
    "PLAIN",
    "RULE_BASED",
    "Engine",
    "EngineFailed",
    "Means",
    "Translation",
    "TranslationError",
    "UnknownEngine",
    "available",
    "expected",
    "load",
    "mends",
    "rank_of",
    "ready",
    "translate",
]
