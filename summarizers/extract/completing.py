"""Completing a selection: nothing is said twice, figures are the newest, the main actor has a name.

A short summary of one sentence also gets the one that has the rest of the headline.

A score looks at one sentence at a time; this looks at those of a selection together, and chooses again with a sentence
excluded or required. Where that does not fit, the selection stays as it is.
"""

from collections.abc import Callable, Sequence
from itertools import chain
from typing import NamedTuple

from wireglot.summarizers.extract.candidates import Candidate
from wireglot.summarizers.extract.choosing import Selection
from wireglot.summarizers.extract.main_actor import find_introduction
from wireglot.summarizers.extract.repeated import find_repeated
from wireglot.summarizers.extract.revisions import Revisions
from wireglot.summarizers.summary import LIMITS
from wireglot.summarizers.terms import terms

# Of the headline's terms, by number, that a second sentence adds: at less it is mostly about something else.
MIN_HEADLINE_SHARE = 0.3

# Chooses among candidates so that the required sentences are in the selection, if they fit.
Choose = Callable[[Sequence[Candidate], tuple[int, ...]], Selection]


class ArticleSentences(NamedTuple):
    """All sentences of an article in its language (BCP 47), the terms of each, its main actors, its revisions.

    headline: the terms of the headline.
    """

    texts: Sequence[str]
    terms: Sequence[Sequence[str]]
    language: str
    headline: frozenset[str]
    actors: frozenset[str]
    revisions: Revisions


def headline_terms(headline: str) -> frozenset[str]:
    """Return its terms without such as "in" and "of", by which the share of a sentence would be too small."""
    return frozenset(term for term in terms(headline) if len(term) > 2 or not (term.isalpha() and term.isascii()))


def choose_complete(choose: Choose, candidates: Sequence[Candidate], article: ArticleSentences) -> Selection:
    """Choose, and choose again where the selection says something twice, or lacks the newest figure or the actor."""
    selection, candidates = _without_repetition(choose, candidates, article)
    if not selection.sentences:
        return selection
    for complete in (_with_revisions, _with_contrary, _with_main_actor, _with_headline):
        selection = complete(selection, choose, candidates, article)
    return selection


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
    """Require the newest number of each revised one, with both or else alone; a short summary may get longer."""
    for earlier, later in article.revisions.newest(selection.sentences).items():
        for required in ((earlier, later), (later,)):
            other = _with_required(required, selection, choose, candidates, may_be_long=True)
            if other:
                selection = other
                break
    return selection


def _with_contrary(
    selection: Selection, choose: Choose, candidates: Sequence[Candidate], article: ArticleSentences
) -> Selection:
    """Require what takes a sentence back; in a long summary only where there is room for one more."""
    for earlier, later in article.revisions.contrary(selection.sentences).items():
        other = _with_required((earlier, later), selection, choose, candidates)
        is_short = len(selection.sentences) <= LIMITS["short"].max_sentences
        if other and (is_short or set(selection.sentences) <= set(other.sentences)):
            selection = other
    return selection


def _with_required(
    required: Sequence[int],
    selection: Selection,
    choose: Choose,
    candidates: Sequence[Candidate],
    *,
    may_be_long: bool = False,
) -> Selection | None:
    """Choose with those sentences beside the first of the selection; None where they do not fit, or are there."""
    if set(required) <= set(selection.sentences) or not all(candidates[i].group for i in required):
        return None
    group = {j for i in (selection.sentences[0], *required) for j in candidates[i].group}
    other = choose(candidates, tuple(sorted(group)))
    is_too_long = other.too_long and not (selection.too_long or may_be_long)
    return other if group <= set(other.sentences) and not is_too_long else None


def _with_main_actor(
    selection: Selection, choose: Choose, candidates: Sequence[Candidate], article: ArticleSentences
) -> Selection:
    """Require the sentence that introduces the main actor, beside that which opens the selection and comes before."""
    introduction = find_introduction(selection.sentences, article.terms, article.actors)
    if introduction is None or introduction < selection.sentences[0]:
        return selection
    return _with_sentence(introduction, selection, choose, candidates, article)


def _with_headline(
    selection: Selection, choose: Choose, candidates: Sequence[Candidate], article: ArticleSentences
) -> Selection:
    """Require beside a single sentence the later one that has most of what only the headline says."""
    if len(selection.sentences) != 1:
        return selection
    first = selection.sentences[0]
    known = article.headline.intersection(chain.from_iterable(article.terms))
    missing = known.difference(article.terms[first])
    shares = {i: len(missing.intersection(article.terms[i])) for i in range(first + 1, len(candidates))}
    best = max(shares, key=lambda i: (candidates[i].selectable, shares[i], -i), default=None)
    if best is None or not known or shares[best] < MIN_HEADLINE_SHARE * len(known):
        return selection
    return _with_sentence(best, selection, choose, candidates, article)


def _with_sentence(
    sentence: int, selection: Selection, choose: Choose, candidates: Sequence[Candidate], article: ArticleSentences
) -> Selection:
    """Require a sentence that may open a summary and does not repeat the others."""
    if not (candidates[sentence].selectable and candidates[sentence].may_open):
        return selection
    other = _with_required((sentence,), selection, choose, candidates)
    if other is None or find_repeated(other.sentences, article.texts, article.terms, article.language) is not None:
        return selection
    return other
