"""Translations: articles in the reader's language, sentence by sentence; engines/ has one file for each engine."""

from wireglot.models import EngineError, UnknownEngine, UnusableEngine
from wireglot.translations.engine import (
    NEURAL,
    NO_TRANSLATION,
    PIVOT,
    RULE_BASED,
    Engine,
    EngineFailed,
    RetryingEngine,
    TranslationError,
    available,
    install_hints,
    is_gist,
    load,
    load_all,
    note_of,
    rank_of,
    ready,
    signature_of,
)
from wireglot.translations.engines.multilingual import multilingual_models
from wireglot.translations.glossary import Glossary, InvalidGlossary, load_glossary
from wireglot.translations.memory import Memory
from wireglot.translations.sentences import TranslationContext, translate_sentences
from wireglot.translations.translate import ExpectedTranslation, Translation, expected_translation, translate

__all__ = [
    "NEURAL",
    "NO_TRANSLATION",
    "PIVOT",
    "RULE_BASED",
    "Engine",
    "EngineError",
    "EngineFailed",
    "ExpectedTranslation",
    "Glossary",
    "InvalidGlossary",
    "Memory",
    "RetryingEngine",
    "Translation",
    "TranslationContext",
    "TranslationError",
    "UnknownEngine",
    "UnusableEngine",
    "available",
    "expected_translation",
    "install_hints",
    "is_gist",
    "load",
    "load_all",
    "load_glossary",
    "multilingual_models",
    "note_of",
    "rank_of",
    "ready",
    "signature_of",
    "translate",
    "translate_sentences",
]
