"""Checks of claims that one word makes: superlatives, causes, opposites, negations, certainty, he and she.

Each is looked for in the clause and the one sentence of the evidence that says most of it. The words are in
data/claims.toml; for a language without them nothing is checked, and `checked_claims` says so.
"""

import re
from collections.abc import Iterator
from dataclasses import replace
from functools import cache

from wireglot.articles.facts import Word, any_of, index_terms, opposites_of, significant_terms
from wireglot.articles.languages import base_language
from wireglot.summarizers.facts.clauses import (
    Clause,
    claim_pattern,
    claim_words,
    clauses,
    link_words,
    share,
    split_clauses,
)
from wireglot.summarizers.facts.comparison import Comparison, FactFault
from wireglot.summarizers.facts.source import Source, SourceSentence
from wireglot.summarizers.facts.tables import entry
from wireglot.summarizers.facts.wording import check_negation

# Of the words of a clause, by weight, that a clause of the source must have for the two to say the same of something.
_MIN_SAME = 0.5
# Of the words of a cause and of its effect that one sentence must have.
_MIN_CAUSE, _MIN_EFFECT = 0.5, 0.3
_MAX_CAUSE_WORDS = 8


def check_superlatives(comparison: Comparison) -> list[FactFault]:
    """Return each superlative that the evidence does not have."""
    return [
        FactFault("superlative", _with_next_word(found, comparison))
        for pattern in _superlatives(base_language(comparison.language))
        for found in pattern.finditer(comparison.text)
        if not pattern.search(comparison.evidence_text)
    ]


def check_causes(comparison: Comparison) -> list[FactFault]:
    """Return each cause that no single sentence of the evidence has together with its effect."""
    pattern = claim_pattern("causes", base_language(comparison.language))
    faults = []
    for found in pattern.finditer(comparison.text) if pattern else ():
        cause = _words_of_cause(found, comparison)
        effect = [
            word for word in comparison.words if word not in cause and not found.start() <= word.start < found.end()
        ]
        terms = significant_terms(cause)
        if terms and not any(
            share(terms, [sentence], comparison.source) >= _MIN_CAUSE
            and share(significant_terms(effect), [sentence], comparison.source) >= _MIN_EFFECT
            for sentence in comparison.evidence
        ):
            faults.append(FactFault("cause", comparison.text[found.start() : cause[-1].end]))
    return faults


def check_polarity(comparison: Comparison) -> list[FactFault]:
    """Return the words at which a clause negates what its source does not, or the reverse, or says its opposite.

    A clause that another sentence of the evidence has as well is right when that one agrees.
    """
    faults = []
    for clause in clauses(comparison):
        found = [_polarity_faults(replace(clause, best=each), comparison) for each in _telling(clause, comparison)]
        fewest = min(found, key=len)
        faults += fewest
    return faults


def _telling(clause: Clause, comparison: Comparison) -> list[SourceSentence]:
    """Return the best sentence, and the others of the evidence with enough of the words of the clause."""
    terms = frozenset(index_terms(clause.words))
    others = [each for each in comparison.evidence if _share_of(terms, each.words, comparison.source) >= _MIN_SAME]
    return [clause.best, *others]


def _polarity_faults(clause: Clause, comparison: Comparison) -> list[FactFault]:
    text = comparison.text[clause.words[0].start : clause.words[-1].end]
    beside = replace(comparison, text=text, evidence=(_parallel_part(clause, comparison),))
    opposites = [FactFault("opposite", word) for word in _opposites(clause, comparison)]
    return [*check_negation(beside, min_parallel=_MIN_SAME)[0], *opposites]


def check_certainty(comparison: Comparison) -> list[FactFault]:
    """Return the sentence when it states as a fact what its source only reports as an accusation."""
    pattern = claim_pattern("accused", base_language(comparison.language))
    if pattern is None or pattern.search(comparison.text):
        return []
    for clause in clauses(comparison):
        theirs = parallel_clause(clause, comparison)
        if theirs and (found := pattern.search(clause.best.text[theirs[0].start : theirs[-1].end])):
            return [FactFault("certainty", found[0])]
    return []


def check_pronouns(comparison: Comparison) -> list[FactFault]:
    """Return each pronoun of a man where the source speaks of a woman, and the reverse."""
    language = base_language(comparison.language)
    he, she = claim_pattern("he", language), claim_pattern("she", language)
    if he is None or she is None:
        return []
    faults = []
    for clause in clauses(comparison):
        text = comparison.text[clause.words[0].start : clause.words[-1].end]
        for ours, theirs in ((he, she), (she, he)):
            found = ours.search(text)
            if not found:
                continue
            nowhere = not ours.search(_whole_text(comparison.source))
            if nowhere or any(_is_other(near, ours, theirs) for near in (clause.best.text, comparison.evidence_text)):
                faults.append(FactFault("pronoun", found[0]))
    return faults


def _is_other(text: str, ours: re.Pattern[str], theirs: re.Pattern[str]) -> bool:
    """Whether a text has the other pronoun and not ours."""
    return theirs.search(text) is not None and ours.search(text) is None


def _whole_text(source: Source) -> str:
    return "\n".join(sentence.text for sentence in source.sentences)


@cache
def _superlatives(language: str) -> tuple[re.Pattern[str], ...]:
    groups = [group.split("/") for group in claim_words("superlatives", language)]
    return tuple(re.compile(rf"(?<!\w)(?:{any_of(group)})(?!\w)", re.IGNORECASE) for group in groups)


def _with_next_word(found: re.Match[str], comparison: Comparison) -> str:
    end = next((word.end for word in comparison.words if word.start >= found.end()), found.end())
    return comparison.text[found.start() : end]


def _words_of_cause(found: re.Match[str], comparison: Comparison) -> list[Word]:
    """Return the words after the phrase up to a mark or a linking word."""
    links = link_words(base_language(comparison.language))
    cause: list[Word] = []
    at = found.end()
    for word in comparison.words:
        if word.start < found.end():
            continue
        between = comparison.text[at : word.start]
        if len(cause) == _MAX_CAUSE_WORDS or (cause and (re.search(r"[,;:—–]", between) or word.folded in links)):
            break
        cause.append(word)
        at = word.end
    return cause


def parallel_clause(clause: Clause, comparison: Comparison) -> tuple[Word, ...]:
    """Return the clause of the best sentence that has most of ours; () when none has enough."""
    terms = frozenset(index_terms(clause.words))
    candidates = split_clauses(clause.best.words, clause.best.text, comparison.language)
    shares = [(_share_of(terms, theirs, comparison.source), theirs) for theirs in candidates]
    size, theirs = max(shares, key=lambda pair: pair[0], default=(0.0, ()))
    return theirs if size >= _MIN_SAME else ()


def _parallel_part(clause: Clause, comparison: Comparison) -> SourceSentence:
    """Return the parallel clause as a sentence with borders of its own; the best sentence where there is none."""
    words, best = parallel_clause(clause, comparison), clause.best
    text = best.text[words[0].start : words[-1].end] if words else best.text
    return SourceSentence(best.number, best.ref, text, best.kind)


def _share_of(terms: frozenset[str], words: tuple[Word, ...], source: Source) -> float:
    there = terms & frozenset(index_terms(words))
    total = sum(map(source.weight, terms))
    return sum(map(source.weight, there)) / total if total else 0.0


def _opposites(clause: Clause, comparison: Comparison) -> Iterator[str]:
    """Yield our words whose opposite the source has in their place."""
    language = base_language(comparison.language)
    if not entry("claims", language):
        return  # elsewhere the words are compared between a sentence and its translation only
    theirs = " ".join(word.folded for word in parallel_clause(clause, comparison))
    ours = comparison.text[clause.words[0].start : clause.words[-1].end]
    for opposites in opposites_of(language):
        for one, other in (opposites.sides, opposites.sides[::-1]):
            said = one.search(ours)
            if said and other.search(theirs) and not one.search(theirs) and not other.search(ours):
                yield said[0]
