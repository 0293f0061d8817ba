"""How an edition's words came to be, in IPTC's vocabulary of digital source types; which fits which is our reading."""

from wireglot.outputs.edition import Edition
from wireglot.outputs.rendering import was_written
from wireglot.translations import NEURAL, rank_of

VOCABULARY = "http://cv.iptc.org/newscodes/digitalsourcetype/"


def source_type(edition: Edition) -> str:
    """The last part of the term's URI.

    trainedAlgorithmicMedia            a model wrote the summary, or translated what it quotes
    algorithmicMedia                   rules chose the sentences, and rules translated them
    """
    translated = edition.translation is not None and rank_of(edition.translation.engine) >= NEURAL
    return "trainedAlgorithmicMedia" if translated or was_written(edition) else "algorithmicMedia"
