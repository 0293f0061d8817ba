"""Short and long summaries of articles, each sentence with the places it rests on."""

from summarizers.engine import (
    ABSTRACTIVE,
    EXTRACTIVE,
    INSTRUCTED,
    Engine,
    UnknownEngine,
    available,
    load,
    quotes,
    rank_of,
)
from summarizers.lengths import fits, joined
from summarizers.picking import Picked, pick
from summarizers.summarize import summarize
from summarizers.summary import LONG, TEASER, TOO_SHORT, Length, Sentence, Summaries, Summary, Text

__all__ = [
    "ABSTRACTIVE",
    "EXTRACTIVE",
    "INSTRUCTED",
    "LONG",
    "TEASER",
    "TOO_SHORT",
    "Engine",
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
