"""Short and long summaries of articles, each sentence with the evidence it rests on."""

from wireglot.models import EngineError, UnknownEngine
from wireglot.summarizers.engine import (
    ABSTRACTIVE,
    EXTRACTIVE,
    INSTRUCTED,
    Engine,
    EngineChoice,
    available,
    choose_engine,
    is_extractive,
    load,
    load_all,
    rank_of,
    signature_of,
    summarize,
)
from wireglot.summarizers.summary import (
    FROM_TEASER,
    TOO_LONG,
    TOO_SHORT,
    Length,
    Summaries,
    Summary,
    SummaryInput,
    SummarySentence,
)
from wireglot.summarizers.terms import term_weight, terms

__all__ = [
    "ABSTRACTIVE",
    "EXTRACTIVE",
    "FROM_TEASER",
    "INSTRUCTED",
    "TOO_LONG",
    "TOO_SHORT",
    "Engine",
    "EngineChoice",
    "EngineError",
    "Length",
    "Summaries",
    "Summary",
    "SummaryInput",
    "SummarySentence",
    "UnknownEngine",
    "available",
    "choose_engine",
    "is_extractive",
    "load",
    "load_all",
    "rank_of",
    "signature_of",
    "summarize",
    "term_weight",
    "terms",
]
