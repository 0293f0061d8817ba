"""Choosing: the best candidates that fit the length of a short and of a long summary."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from wireglot.summarizers.extract.candidates import Candidate, Span
from wireglot.summarizers.summary import LIMITS, UPPER_BOUND, Limits

if TYPE_CHECKING:
    from wireglot.summarizers.extract.scoring import Scorer  # imports numpy

SHORT, LONG = LIMITS["short"], LIMITS["long"]
LONG_ENOUGH_WORDS = 85  # a long summary with enough sentences stops here
# A short summary of as many words gets no second sentence: half of what is promised, so that the second is as long as
# the first and not an afterthought.
SHORT_ENOUGH_WORDS = 20
MAX_SHORT_SHARE = 1 / 3  # of the article: two of three sentences are no summary of it
MAX_STARTS = 8  # first sentences tried for a long summary that keeps both its limits; the first nearly always does


@dataclass(frozen=True, slots=True)
class Selection:
    """The chosen sentences in reading order, and the part of each that is quoted.

    length: of all in words; too_long: the only way to say anything was to break the limit.
    """

    sentences: tuple[int, ...]
    spans: tuple[Span | None, ...] = ()
    length: float = 0.0
    too_long: bool = False


def choose_short(
    scorer: "Scorer", candidates: Sequence[Candidate], second_margin: float, required: tuple[int, ...] = ()
) -> Selection:
    """Choose the best sentence with all it needs; where none fits, the shortest one, marked as too long.

    second_margin: how far below the first a second sentence may score that is added to a brief first.
    required: sentences that make the summary, where they fit.
    """
    if required and (selection := _if_fits(candidates, required, SHORT)):
        return selection
    scores = scorer(())
    for i in sorted(_selectable(candidates), key=lambda i: (not candidates[i].may_open, -scores[i], i)):
        selection = _if_fits(candidates, candidates[i].group, SHORT)
        if selection:
            return _with_second(selection, scorer, candidates, scores[i] - second_margin)
    return _shortest_sentence(candidates, SHORT)


def choose_long(scorer: "Scorer", candidates: Sequence[Candidate], required: tuple[int, ...] = ()) -> Selection:
    """Choose by score within the limits of a long summary.

    required: sentences that are chosen first, where they fit beside the best.
    Where beginning with the best sentence misses a limit, the next best are tried. Fewer or shorter only when the
    article has no more; too long only when every sentence by itself is.
    """
    best = Selection(())
    for start in _first_groups(scorer, candidates):
        selection = _fill(scorer, candidates, tuple(sorted({*start, *required})))
        if len(selection.sentences) >= LONG.min_sentences and selection.length >= LONG.min_words:
            return selection
        best = max(best, selection, key=lambda s: (min(len(s.sentences), LONG.min_sentences), s.length))
    return best if best.sentences else _shortest_sentence(candidates, LONG)


def _selectable(candidates: Sequence[Candidate]) -> list[int]:
    return [i for i, candidate in enumerate(candidates) if candidate.selectable and candidate.group]


def _if_fits(candidates: Sequence[Candidate], sentences: tuple[int, ...], limits: Limits) -> Selection | None:
    """Those sentences, where they keep both limits."""
    length = sum(candidates[i].length for i in sentences)
    if len(sentences) > limits.max_sentences or length > limits.max_words:
        return None
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
        return Selection(())
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
