"""Short and long summaries of articles, each sentence with the evidence it rests on."""

from wireglot.models import EngineError, UnknownEngine
from wireglot.summarizers.engine import (
    ABSTRACTIVE,
    EXTRACTIVE,
    INSTRUCTED,
    Engine,
    available,
    load,
    quotes,
    rank_of,
)
from wireglot.summarizers.lengths import fits, joined
from wireglot.summarizers.picking import Picked, pick
from wireglot.summarizers.summarize import summarize
from wireglot.summarizers.summary import LONG, TEASER, TOO_SHORT, Length, Sentence, Summaries, Summary, Text

__all__ = [
    "ABSTRACTIVE",
    "EXTRACTIVE",
    "INSTRUCTED",
    "LONG",
    "TEASER",
    "TOO_SHORT",
    "Engine",
    "EngineError",
    "Length",
    "Picked",
    "Sentence",
    "Summaries",
    "Summary",
    "Text",
    "UnknownEngine",
    "available",
    "fits",
    "joined",
    "load",
    "pick",
    "quotes",
    "rank_of",
    "summarize",
]
