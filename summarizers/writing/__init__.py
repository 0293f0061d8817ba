"""How a model that writes its own sentences is asked, judged and, where it fails, replaced; one way for all."""

from summarizers.summary import Length
from summarizers.writing.draft import LENGTHS, Draft, NoDraft, Request, Writer
from summarizers.writing.endings import whole_sentences
from summarizers.writing.lengths import LIMITS, Limits, within
from summarizers.writing.reading import Paragraphs, paragraphs
from summarizers.writing.signing import signature
from summarizers.writing.telling import tell

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
