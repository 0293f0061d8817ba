"""Short and long summaries of articles, each sentence with the places it rests on."""

from summarizers.engine import (
    ABSTRACTIVE,
    EXTRACTIVE,
    Engine,
    NotReady,
    UnknownEngine,
    available,
    load,
    ready,
)
from summarizers.summarize import summarize
from summarizers.summary import LONG, TEASER, TOO_SHORT, Sentence, Summaries, Summary, Text

__all__ = [
    "ABSTRACTIVE",
    "EXTRACTIVE",
    "LONG",
    "TEASER",
    "TOO_SHORT",
    "Engine",
    "NotReady",
    "Sentence",
    "Summaries",
    "Summary",
    "Text",
    "UnknownEngine",
    "available",
    "load",
    "ready",
    "summarize",
]
