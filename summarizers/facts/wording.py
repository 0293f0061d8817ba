"""Checks of the quotes and the negations of a sentence against its evidence."""

import re

from wireglot.articles.facts import Negations, find_quotations, letters_only, negations_of
from wireglot.articles.languages import base_language
from wireglot.summarizers.facts.comparison import Comparison, Difference, FactFault, Faults
from wireglot.summarizers.facts.source import SourceSentence

_OMISSION = re.compile(r"\[[^\]]*\]|\.\.\.|…")

_MIN_PARALLEL = 0.6  # share of equal words from which on a missing negation is a fault
_MAX_WORDS = 6  # of a difference: a longer one is another wording, which may negate in another way
_MAX_WORDS_AT_BORDER = 3  # the same at a border, where a sentence may have been cut


def check_quotes(comparison: Comparison) -> Faults:
    """Return the quotes that are not in the source word for word, and the sentences that the others are in.

    Marks, spaces and case do not count; "[...]" may stand for omitted words.
    """
    faults: list[FactFault] = []
    more: list[SourceSentence] = []
    for quote in find_quotations(comparison.text):
        pieces = [piece for piece in map(letters_only, _OMISSION.split(quote)) if piece]
        if not all(piece in comparison.source.letters for piece in pieces):
            faults.append(FactFault("quote", quote))
        more += [sentence for piece in pieces if (sentence := _sentence_with(piece, comparison)) is not None]
    return faults, more


def _sentence_with(piece: str, comparison: Comparison) -> SourceSentence | None:
    """Return the sentence that contains the piece: one of the evidence, else the first of the source."""
    candidates = (*comparison.evidence, *comparison.source.sentences)
    return next((sentence for sentence in candidates if piece in sentence.letters), None)


def check_negation(comparison: Comparison, *, min_parallel: float = _MIN_PARALLEL) -> Faults:
    """Return the words at which the sentence negates and its evidence does not, or the reverse; at most one fault.

    Checked only where the two are parallel: a negation in one of them, and the same words around it in the other.
    """
    negations = negations_of(base_language(comparison.language))
    if negations is None:
        return [], []
    for sentence, alignment in comparison.alignments[:1]:
        if alignment.share < min_parallel:
            return [], []
        ours = negations.count(comparison.words, comparison.text)
        theirs = negations.count(sentence.words, sentence.text)
        for difference in alignment.differences:
            limit = _MAX_WORDS if difference.inner else _MAX_WORDS_AT_BORDER
            if not difference.anchored or max(len(difference.ours), len(difference.theirs)) > limit:
                continue
            one_sided = ours != theirs and _is_one_sided(negations, difference, comparison.text, sentence.text)
            if _is_negated_form(negations, difference) or one_sided:
                return [FactFault("negation", _text_of(difference, comparison))], []
    return [], []


def _is_one_sided(negations: Negations, difference: Difference, text: str, other: str) -> bool:
    """Whether one side of the difference negates and the other does not."""
    return (negations.count(difference.ours, text) > 0) != (negations.count(difference.theirs, other) > 0)


def _is_negated_form(negations: Negations, difference: Difference) -> bool:
    """Whether one word stands in the place of one other, and they differ by a negation alone."""
    if len(difference.ours) != 1 or len(difference.theirs) != 1:
        return False
    return negations.differ_by_negation(difference.ours[0].folded, difference.theirs[0].folded)


def _text_of(difference: Difference, comparison: Comparison) -> str:
    """Return our words of the difference, else the first of the source's."""
    if difference.ours:
        return comparison.text[difference.ours[0].start : difference.ours[-1].end]
    return difference.theirs[0].text
