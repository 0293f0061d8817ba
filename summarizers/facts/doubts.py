"""Doubts: what may be wrong with a sentence that has no fault. It is shown with them.

A fault is certain enough to refuse a sentence. Below that there is what only a reader can decide: a name or a number
that the article has elsewhere, words that the sentences cited do not have, a speaker or a "may" that was left out, a
cause that the source does not call one.
"""

from collections.abc import Collection, Iterator, Sequence

from wireglot.articles.facts import STEM, Word, index_terms, significant_terms
from wireglot.articles.languages import base_language
from wireglot.summarizers.facts.actors import doubtful_speaker, reports_speech, unnamed_subject
from wireglot.summarizers.facts.claims import parallel_clause
from wireglot.summarizers.facts.clauses import claim_pattern, clauses
from wireglot.summarizers.facts.comparison import Comparison, align_words
from wireglot.summarizers.facts.source import SourceSentence

NAMED_ELSEWHERE = "it has a name, a number or a date from another part of the article"
UNNAMED = "its source does not name {} here"
NEW_WORD = "the article does not have the word {}"
NEW_SUBJECT = "what it cites does not begin with {}"
SWAPPED = "its source has another word in the place of {}"
LOOSE = "much of it is in other words than its source"
NO_SPEAKER = "its source names who says this"
LESS_CERTAIN = "its source is less certain"
NO_CAUSE = "its source does not call this the cause"

# Below these a sentence is in other words than its source: support, the share of its words in its evidence, and of each
# clause in one sentence of it. They name 12 % of the faithful sentences of CNN and Daily Mail that people judged, and
# 46 % of the unfaithful ones (../shared/data/faithfulness, qags_cnndm).
_MIN_SUPPORT, _MIN_SHARE, _MIN_CLAUSE_SHARE = 0.7, 0.85, 0.7

_SHORT = 4  # letters: such words say little by themselves
_SUBJECT_WORDS = 2  # longer words at the beginning, which mostly name the subject


def find_doubts(
    comparison: Comparison, support: float, covered: float, by_clause: float, added: Sequence[SourceSentence]
) -> tuple[str, ...]:
    """Return all doubts, the gravest first.

    covered, by_clause: the share of the words in the evidence, and the least of a clause in one sentence of it.
    added: the sentences beside the evidence that support a name or a date.
    """
    return tuple(_doubts(comparison, support, covered, by_clause, added))


def _doubts(
    comparison: Comparison, support: float, covered: float, by_clause: float, added: Sequence[SourceSentence]
) -> Iterator[str]:
    if comparison.is_cited and added:
        yield NAMED_ELSEWHERE
    elif name := unnamed_subject(comparison) or doubtful_speaker(comparison):
        yield UNNAMED.format(f'"{name}"')
    if support < _MIN_SUPPORT or covered < _MIN_SHARE or by_clause < _MIN_CLAUSE_SHARE:
        yield LOOSE
    if new := _words_without(comparison, comparison.source.postings.keys()):
        yield NEW_WORD.format(f'"{new[0].text}"')
    elif new := _new_subject(comparison):
        yield NEW_SUBJECT.format(f'"{new[0].text}"')
    elif swapped := next(_swapped(comparison), ""):
        yield SWAPPED.format(f'"{swapped}"')
    if _lost_speaker(comparison):
        yield NO_SPEAKER
    if _lost_certainty(comparison):
        yield LESS_CERTAIN
    if _is_new_cause(comparison):
        yield NO_CAUSE


def _long_words(comparison: Comparison) -> list[Word]:
    """Return the words that say something by themselves; none in scripts without spaces, where a word is one letter."""
    return [word for word in comparison.words if len(word.text) > _SHORT and word.folded[0].isalpha()]


def _words_without(comparison: Comparison, terms: Collection[str]) -> list[Word]:
    return [word for word in _long_words(comparison) if word.folded[:STEM] not in terms]


def _new_subject(comparison: Comparison) -> list[Word]:
    """Return the first words of the sentence that its evidence lacks: who or what it speaks of may be another."""
    there = frozenset(term for sentence in comparison.evidence for term in sentence.terms)
    first = _long_words(comparison)[:_SUBJECT_WORDS]
    return [word for word in _words_without(comparison, there) if word in first]


def _swapped(comparison: Comparison) -> Iterator[str]:
    """Yield words of other sentences that are in the place of words of the source: "best actor" for "best film"."""
    for clause in clauses(comparison):
        alignment = align_words(clause.words, clause.best.words)
        for difference in alignment.differences if alignment.is_parallel else ():
            ours = _new_terms(difference.ours, clause.best.words)
            if difference.is_substitution and ours and _new_terms(difference.theirs, clause.words):
                yield comparison.text[difference.ours[0].start : difference.ours[-1].end]


def _new_terms(words: Sequence[Word], others: tuple[Word, ...]) -> list[str]:
    """Return the significant terms of the words that the others lack."""
    there = frozenset(index_terms(others))
    return [term for term in significant_terms(words) if term not in there and not term[0].isdecimal()]


def _lost_speaker(comparison: Comparison) -> bool:
    if reports_speech(comparison.words, comparison.text, comparison):
        return False
    return any(reports_speech(clause.best.words, clause.best.text, comparison) for clause in clauses(comparison))


def _lost_certainty(comparison: Comparison) -> bool:
    """Whether the source says "may" or "if" of what the sentence says without it."""
    pattern = claim_pattern("uncertain", base_language(comparison.language))
    if pattern is None or pattern.search(comparison.text):
        return False
    for clause in clauses(comparison):
        theirs = parallel_clause(clause, comparison)
        if theirs and pattern.search(clause.best.text[theirs[0].start : theirs[-1].end]):
            return True
    return False


def _is_new_cause(comparison: Comparison) -> bool:
    pattern = claim_pattern("causes", base_language(comparison.language))
    return (
        pattern is not None and bool(pattern.search(comparison.text)) and not pattern.search(comparison.evidence_text)
    )
