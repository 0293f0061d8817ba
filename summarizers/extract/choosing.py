"""Choosing: the best candidates that fit the length of a short and of a long summary."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from wireglot.articles.languages import is_question
from wireglot.summarizers.extract.candidates import Candidate, Span
from wireglot.summarizers.extract.guards import GuardResult, SourceSentence
from wireglot.summarizers.summary import (
    LEDE_BOILERPLATE,
    LEDE_LONG,
    LEDE_NEEDS,
    LEDE_OUTSCORED,
    LEDE_QUESTION,
    LEDE_SHORT,
    LEDE_SPEAKER,
    LIMITS,
    UPPER_BOUND,
    Length,
    Limits,
)

if TYPE_CHECKING:
    from wireglot.summarizers.extract.scoring import Scorer  # imports numpy

SHORT, LONG = LIMITS["short"], LIMITS["long"]
# A sentence that is somewhat too long is shown whole: a cut can change what it says.
ONE_LONG_SENTENCE = replace(SHORT, max_sentences=1, max_words=int(UPPER_BOUND * SHORT.max_words))
SHORT_BOUND = replace(SHORT, max_words=ONE_LONG_SENTENCE.max_words)
LONG_BOUND = replace(LONG, max_words=int(UPPER_BOUND * LONG.max_words))
# By how much more than the best that fits a longer one must score; from 0 to 0.2 the scores on news hardly differ.
LONG_MARGIN = 0.1
LONG_ENOUGH_WORDS = 85  # a long summary with enough sentences stops here
# A short summary of as many words gets no second sentence: half of what is promised, so that the second is as long as
# the first and not an afterthought.
SHORT_ENOUGH_WORDS = 20
MAX_SHORT_SHARE = 1 / 2  # of the article: two of three sentences are no summary of it
MAX_STARTS = 8  # first sentences tried for a long summary that keeps both its limits; the first nearly always does


@dataclass(frozen=True, slots=True)
class Selection:
    """The chosen sentences in reading order, and the part of each that is quoted.

    length: of all in words; too_long: longer than promised, so that the sentence that says most stays whole.
    lede: why the article's first sentence is not among them (summary.LEDE_...); "" where it is.
    """

    sentences: tuple[int, ...]
    spans: tuple[Span | None, ...] = ()
    length: float = 0.0
    too_long: bool = False
    lede: str = ""


def choose_short(
    scorer: "Scorer", candidates: Sequence[Candidate], second_margin: float, required: tuple[int, ...] = ()
) -> Selection:
    """Choose the best sentence with all it needs; one that is too long rather than one that says much less.

    second_margin: how far below the first a second sentence may score that is added to a brief first.
    required: sentences that make the summary, where they fit; somewhat too long rather than not.
    """
    if required and (selection := _if_fits(candidates, required, SHORT)):
        return selection
    if required and (selection := _if_fits(candidates, required, SHORT_BOUND)):
        return replace(selection, too_long=True)
    if (endless := _endless_lede(candidates)) is not None:
        return replace(_selection(candidates, (endless,)), too_long=True)
    scores = scorer(())
    ranked = sorted(_selectable(candidates), key=lambda i: (not candidates[i].may_open, -scores[i], i))
    too_long = next((i for i in ranked if _if_fits(candidates, candidates[i].group, ONE_LONG_SENTENCE)), None)
    for i in ranked:
        selection = _if_fits(candidates, candidates[i].group, SHORT)
        if selection is None:
            continue
        if too_long is not None and _is_better(candidates[too_long], candidates[i], scores[too_long] - scores[i]):
            break
        longer = _with_brief_count(selection, candidates, SHORT)
        return longer or _with_second(selection, scorer, candidates, scores[i] - second_margin)
    if too_long is None:
        return _shortest_sentence(candidates, SHORT)
    group = candidates[too_long].group
    return replace(_selection(candidates, group), too_long=True)


def _endless_lede(candidates: Sequence[Candidate]) -> int | None:
    """The lede with the news, where it is so long that only its beginning will be shown (bounds.py)."""
    return next((i for i, each in enumerate(candidates) if each.is_cut and each.may_open and each.group == (i,)), None)


def _is_better(longer: Candidate, fitting: Candidate, difference: float) -> bool:
    """Whether a sentence that is too long is worth its length beside the best that fits."""
    if longer.may_open != fitting.may_open:
        return longer.may_open
    return difference > (0 if longer.is_news else LONG_MARGIN)


def choose_long(scorer: "Scorer", candidates: Sequence[Candidate], required: tuple[int, ...] = ()) -> Selection:
    """Choose by score within the limits of a long summary, the lede first where it is the news.

    required: sentences that are chosen first, where they fit beside the best.
    Where beginning with the best sentence misses a limit, the next best are tried. Fewer or shorter only when the
    article has no more; too long only when every sentence by itself is, or the lede.
    """
    news = next((candidate.group for candidate in candidates if candidate.is_news and candidate.group), None)
    if news is not None:
        both = tuple(sorted({*news, *required}))
        start = both if (fitting := _if_fits(candidates, both, LONG)) else news
        longer = _with_brief_count(fitting, candidates, LONG) if fitting else None
        return _fill(scorer, candidates, longer.sentences if longer else start)
    best = Selection(())
    for start in _first_groups(scorer, candidates):
        selection = _fill(scorer, candidates, tuple(sorted({*start, *required})))
        if len(selection.sentences) >= LONG.min_sentences and selection.length >= LONG.min_words:
            return selection
        best = max(best, selection, key=lambda s: (min(len(s.sentences), LONG.min_sentences), s.length))
    return best if best.sentences else _shortest_sentence(candidates, LONG)


def _with_brief_count(selection: Selection, candidates: Sequence[Candidate], limits: Limits) -> Selection | None:
    """Add what the news goes on with, where that is brief: "A storm hit Orla on Sunday. Two people died."."""
    news = next((i for i in selection.sentences if candidates[i].is_news), len(candidates))
    if not (news + 1 < len(candidates) and candidates[news + 1].is_brief_count and candidates[news + 1].group):
        return None
    return _if_fits(candidates, _with_group(selection, candidates[news + 1]), limits)


def _selectable(candidates: Sequence[Candidate]) -> list[int]:
    return [i for i, candidate in enumerate(candidates) if candidate.selectable and candidate.group]


def _if_fits(candidates: Sequence[Candidate], sentences: tuple[int, ...], limits: Limits) -> Selection | None:
    """Those sentences, where they keep both limits."""
    selection = _selection(candidates, sentences)
    fits = len(sentences) <= limits.max_sentences and selection.length <= limits.max_words
    return selection if fits else None


def _selection(candidates: Sequence[Candidate], sentences: tuple[int, ...]) -> Selection:
    length = sum(candidates[i].length for i in sentences)
    return Selection(sentences, tuple(candidates[i].span for i in sentences), length)


def _with_group(selection: Selection, candidate: Candidate) -> tuple[int, ...]:
    return tuple(sorted({*selection.sentences, *candidate.group}))


def _shortest_sentence(candidates: Sequence[Candidate], limits: Limits) -> Selection:
    """The shortest sentence that needs no other; nothing where there is none.

    Where even that is beyond the bound it will be cut (bounds.py): then the first, whose beginning is the news.
    """
    single = [i for i in _selectable(candidates) if len(candidates[i].group) == 1]
    if not single:
        return Selection(())
    i = min(single, key=lambda i: (candidates[i].length, i))
    i = single[0] if candidates[i].length > UPPER_BOUND * limits.max_words else i
    return Selection((i,), (candidates[i].span,), candidates[i].length, too_long=True)


# The short summary


def _with_second(
    selection: Selection, scorer: "Scorer", candidates: Sequence[Candidate], least_score: float
) -> Selection:
    """Add a sentence from further down that fits, when the first is brief and the second scores well enough.

    From further down, since the best sentence there is should open the summary.
    """
    if len(selection.sentences) >= SHORT.max_sentences or selection.length >= SHORT_ENOUGH_WORDS:
        return selection
    scores = scorer(selection.sentences)
    article = sum(candidate.length for candidate in candidates)
    limits = replace(SHORT, max_words=min(SHORT.max_words, int(MAX_SHORT_SHARE * article)))
    for i in sorted(_selectable(candidates), key=lambda i: (-scores[i], i)):
        if scores[i] < least_score:
            break
        sentences = _with_group(selection, candidates[i])
        longer = _if_fits(candidates, sentences, limits)
        opens_alike = longer is not None and longer.sentences[0] == selection.sentences[0]
        if longer and opens_alike and len(longer.sentences) == SHORT.max_sentences and candidates[i].may_open:
            return longer
    return selection


# The long summary


def _first_groups(scorer: "Scorer", candidates: Sequence[Candidate]) -> Iterator[tuple[int, ...]]:
    scores = scorer(())
    for i in sorted(_selectable(candidates), key=lambda i: (-scores[i], i))[:MAX_STARTS]:
        yield candidates[i].group


def _fill(scorer: "Scorer", candidates: Sequence[Candidate], start: tuple[int, ...]) -> Selection:
    selection = _if_fits(candidates, start, LONG)
    if selection is None:
        longer = _if_fits(candidates, start, LONG_BOUND)
        return replace(longer, too_long=True) if longer else Selection(())
    while len(selection.sentences) < LONG.max_sentences and not _is_enough(selection):
        longer = _add_best(scorer(selection.sentences), candidates, selection)
        if longer is None:
            break
        selection = longer
    return selection


def _is_enough(selection: Selection) -> bool:
    return len(selection.sentences) >= LONG.min_sentences and selection.length >= LONG_ENOUGH_WORDS


def _add_best(scores: Sequence[float], candidates: Sequence[Candidate], selection: Selection) -> Selection | None:
    """With the best that fits and leaves room to keep the lower limits; else the best that merely fits."""
    left = [i for i in _selectable(candidates) if i not in selection.sentences]
    lengths = sorted(candidates[i].length for i in left)
    merely_fitting: Selection | None = None
    for i in sorted(left, key=lambda i: (-scores[i], i)):
        sentences = _with_group(selection, candidates[i])
        longer = _if_fits(candidates, sentences, LONG)
        if longer is None:
            continue
        if _leaves_room(longer, candidates[i].length, lengths):
            return longer
        merely_fitting = merely_fitting or longer
    return merely_fitting


def _leaves_room(selection: Selection, length: float, lengths: list[float]) -> bool:
    """Can the fewest sentences and words still be reached? lengths: sorted, with that of the sentence just added."""
    wanted = max(0, LONG.min_sentences - len(selection.sentences))
    slots = LONG.max_sentences - len(selection.sentences)
    shortest = _sum_without(length, lengths[: wanted + 1], wanted)
    longest = _sum_without(length, lengths[: -slots - 2 : -1], slots)
    return selection.length + shortest <= LONG.max_words and selection.length + longest >= LONG.min_words


def _sum_without(length: float, lengths: list[float], count: int) -> float:
    """The first `count` of the lengths once one equal to `length` is taken away."""
    rest = list(lengths)
    if length in rest:
        rest.remove(length)
    return sum(rest[:count])


# The lede


def lost_lede(
    first: SourceSentence, guarded: GuardResult, candidate: Candidate, selection: Selection, length: Length
) -> str:
    """Return why the article's first sentence is not in the selection; "" where it is."""
    if 0 in selection.sentences:
        return ""
    if guarded.boilerplate:
        return LEDE_BOILERPLATE
    if guarded.excluded:
        return LEDE_SPEAKER
    if not candidate.group:
        return LEDE_NEEDS if guarded.needs else LEDE_BOILERPLATE  # without a letter or digit
    if not candidate.selectable:
        return LEDE_QUESTION if is_question(first.original) else LEDE_SHORT
    too_long = candidate.length > UPPER_BOUND * LIMITS[length].max_words
    return LEDE_LONG if too_long else LEDE_OUTSCORED
