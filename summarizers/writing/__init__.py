"""How a model that writes its own sentences is asked, judged and, where it fails, replaced; one way for all."""

from wireglot.summarizers.summary import Length
from wireglot.summarizers.writing.draft import LENGTHS, Draft, NoDraft, Request, Writer
from wireglot.summarizers.writing.endings import whole_sentences
from wireglot.summarizers.writing.lengths import LIMITS, Limits, within
from wireglot.summarizers.writing.reading import Paragraphs, paragraphs
from wireglot.summarizers.writing.signing import signature
from wireglot.summarizers.writing.telling import tell

__all__ = [
    "LENGTHS",
    "LIMITS",
    "Draft",
    "Length",
    "Limits",
    "NoDraft",
    "Paragraphs",
    "Request",
    "Writer",
    "paragraphs",
    "signature",
    "tell",
    "whole_sentences",
    "within",
]
