"""Negation lost or added: "nobody was hurt" for "several were hurt", and the other way round.

A translation may put a negation into a word and back ("did not succeed", "failed"). So only what negates for certain
is held against the other side, and what may negate there is allowed for, as far as this side has no such words itself.
"""

from wireglot.articles.facts import Estimate, Negations, negations_of
from wireglot.articles.languages import base_language


def knows_negations(language: str, to: str) -> bool:
    """Whether the negations of both languages are known."""
    return _negations(language) is not None and _negations(to) is not None


def changed_negation(source: str, translation: str, language: str, to: str) -> str:
    """Say that a negation was lost or added; "" where none was, or the negations of a language are unknown."""
    ours, theirs = _negations(language), _negations(to)
    if ours is None or theirs is None:
        return ""
    expected, found = ours.estimate(source), theirs.estimate(translation)
    if _has_more(expected, found):
        return f"negation lost: {_listed(expected)}"
    return f"negation added: {_listed(found)}" if _has_more(found, expected) else ""


def _negations(tag: str) -> Negations | None:
    return negations_of(base_language(tag))


def _has_more(one: Estimate, other: Estimate) -> bool:
    """Whether one side negates once more than the other can.

    Where both negate, a difference of two or more is another way to say it: "never built, bought or sold" repeats its
    negation in many languages.
    """
    more = one.least - other.most
    if other.most and more > 1:
        return False
    return more > max(0, other.possible - one.possible)


def _listed(estimate: Estimate) -> str:
    return ", ".join(dict.fromkeys(f"“{word}”" for word in estimate.certain))
