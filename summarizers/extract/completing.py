"""Completing a selection: nothing is said twice, figures are the newest, and the main actor has a name.

A score looks at one sentence at a time; this looks at those of a selection together, and chooses again with a sentence
excluded or required. Where that does not fit, the selection stays as it is.
"""

from collections.abc import Callable, Sequence
from typing import NamedTuple

from wireglot.summarizers.extract.candidates import Candidate
from wireglot.summarizers.extract.choosing import Selection
from wireglot.summarizers.extract.main_actor import find_introduction
from wireglot.summarizers.extract.repeated import find_repeated
from wireglot.summarizers.extract.revisions import Revisions

# Chooses among candidates so that the required sentences are in the selection, if they fit.
Choose = Callable[[Sequence[Candidate], tuple[int, ...]], Selection]


class ArticleSentences(NamedTuple):
    """All sentences of an article in its language (BCP 47), the terms of each, its main actors, its revisions."""

    texts: Sequence[str]
    terms: Sequence[Sequence[str]]
    language: str
    actors: frozenset[str]
    revisions: Revisions


def choose_complete(choose: Choose, candidates: Sequence[Candidate], article: ArticleSentences) -> Selection:
    """Choose, and choose again where the selection says something twice, or lacks the newest figure or the actor."""
    selection, candidates = _without_repetition(choose, candidates, article)
    if not selection.sentences:
        return selection
    selection = _with_revisions(selection, choose, candidates, article)
    return _with_main_actor(selection, choose, candidates, article)


def _without_repetition(
    choose: Choose, candidates: Sequence[Candidate], article: ArticleSentences
) -> tuple[Selection, Sequence[Candidate]]:
    """Choose without sentences that another one says as well, unless a chosen one needs them."""
    selection = choose(candidates, ())
    for _ in selection.sentences:
        repeated = find_repeated(selection.sentences, article.texts, article.terms, article.language)
        if repeated is None or _opens_for_others(repeated, selection, candidates):
            break
        candidates = [each._replace(group=()) if repeated in each.group else each for each in candidates]
        selection = choose(candidates, ())
    return selection, candidates


def _opens_for_others(sentence: int, selection: Selection, candidates: Sequence[Candidate]) -> bool:
    """Whether it opens the selection and another chosen sentence needs it."""
    others = selection.sentences[1:]
    return sentence == selection.sentences[0] and any(sentence in candidates[i].group for i in others)


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


def _with_main_actor(
    selection: Selection, choose: Choose, candidates: Sequence[Candidate], article: ArticleSentences
) -> Selection:
    """Require the sentence that introduces the main actor, beside that which opens the selection and comes before."""
    introduction = find_introduction(selection.sentences, article.terms, article.actors)
    if introduction is None or introduction < selection.sentences[0]:
        return selection
    candidate = candidates[introduction]
    required = tuple(sorted({*candidates[selection.sentences[0]].group, *candidate.group}))
    if not (candidate.group and candidate.selectable and candidate.may_open):
        return selection
    other = choose(candidates, required)
    repeated = find_repeated(other.sentences, article.texts, article.terms, article.language)
    return other if set(required) <= set(other.sentences) and repeated is None else selection
