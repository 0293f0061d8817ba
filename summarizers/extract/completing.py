"""Completing a selection: nothing is said twice, and what a later sentence revises is shown with its newest figure.

A score looks at one sentence at a time; this looks at those of a selection together, and chooses again with a sentence
excluded or required. Where that does not fit, the selection stays as it is.
"""

from collections.abc import Callable, Sequence
from typing import NamedTuple

from wireglot.summarizers.extract.candidates import Candidate
from wireglot.summarizers.extract.choosing import Selection
from wireglot.summarizers.extract.repeated import find_repeated
from wireglot.summarizers.extract.revisions import Revisions

# Chooses among candidates so that the required sentences are in the selection, if they fit.
Choose = Callable[[Sequence[Candidate], tuple[int, ...]], Selection]


class ArticleSentences(NamedTuple):
    """All sentences of an article in its language (BCP 47), the terms of each, and which revise earlier ones."""

    texts: Sequence[str]
    terms: Sequence[Sequence[str]]
    language: str
    revisions: Revisions


def choose_complete(choose: Choose, candidates: Sequence[Candidate], article: ArticleSentences) -> Selection:
    """Choose, and choose again until the selection says nothing twice and has the newest figures."""
    selection, candidates = _without_repetition(choose, candidates, article)
    return _with_revisions(selection, choose, candidates, article)


def _without_repetition(
    choose: Choose, candidates: Sequence[Candidate], article: ArticleSentences
) -> tuple[Selection, Sequence[Candidate]]:
    """Choose without sentences that another one says as well, unless a chosen one needs them."""
    selection = choose(candidates, ())
    for _ in selection.sentences:
        repeated = find_repeated(selection.sentences, article.texts, article.terms, article.language)
        if repeated is None or any(repeated in candidates[i].group for i in selection.sentences if i != repeated):
            break
        candidates = [each._replace(group=()) if repeated in each.group else each for each in candidates]
        selection = choose(candidates, ())
    return selection, candidates


def _with_revisions(
    selection: Selection, choose: Choose, candidates: Sequence[Candidate], article: ArticleSentences
) -> Selection:
    """Require the newest number of each revised one, with both or else alone."""
    for earlier, later in article.revisions.newest(selection.sentences).items():
        if later in selection.sentences or not candidates[later].group:
            continue
        first = selection.sentences[0]
        for required in ((first, earlier, later), (first, later)):
            group = tuple(sorted({j for i in required for j in candidates[i].group}))
            other = choose(candidates, group)
            if set(group) <= set(other.sentences):
                selection = other
                break
    return selection
