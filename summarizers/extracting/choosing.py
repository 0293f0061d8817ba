"""The best sentences that fit a length: one for the short summary, three to five for the long one.

Sentences are numbers, 0 for the first in reading order; lengths are words as the reader reads them.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

# The lengths that the product promises; promises, so not tuned. See README, "Summaries".
SHORT_FULL = 40  # words: a lede that reads in one breath
FEWEST, MOST = 3, 5  # sentences of a long summary
LEAST, ENOUGH, FULL = 60, 85, 110  # its words: at least, where there is as much; stop here; never more

Worth = Callable[[tuple[int, ...]], Sequence[float]]  # of each sentence, beside those already chosen


@dataclass(frozen=True, slots=True)
class Choice:
    """Sentences in reading order; over: the only way to say anything was to break the limit."""

    sentences: tuple[int, ...]
    over: bool = False


def choose_short(worth: Sequence[float], lengths: Sequence[float]) -> Choice:
    """The best sentence of at most 40 words, or where all are longer the shortest; at least one is given."""
    fitting = [i for i, length in enumerate(lengths) if length <= SHORT_FULL]
    if fitting:
        return Choice((_order(worth, fitting)[0],))
    return Choice((_shortest(lengths),), over=True)


def choose_long(worth: Worth, lengths: Sequence[float], first: int) -> Choice:
    """By rank, beginning with `first` (the short summary's), within 3-5 sentences and 60-110 words.

    Fewer only when the article has no more; `over` only when no sentence has 110 words or fewer.
    """
    if min(lengths) > FULL:
        return Choice((_shortest(lengths),), over=True)
    chosen: tuple[int, ...] = (first,) if lengths[first] <= FULL else ()
    while not _enough(chosen, lengths):
        follower = _next(worth(chosen), lengths, chosen)
        if follower is None:
            break
        chosen += (follower,)
    return Choice(tuple(sorted(chosen)))


def _enough(chosen: tuple[int, ...], lengths: Sequence[float]) -> bool:
    spent = sum(lengths[i] for i in chosen)
    return len(chosen) == MOST or (len(chosen) >= FEWEST and spent >= ENOUGH)


def _next(worth: Sequence[float], lengths: Sequence[float], chosen: tuple[int, ...]) -> int | None:
    """The best that fits and leaves room for the fewest and the least; else the best that merely fits."""
    spent = sum(lengths[i] for i in chosen)
    fitting = [i for i in range(len(lengths)) if i not in chosen and spent + lengths[i] <= FULL]
    order = _order(worth, fitting)
    others = sorted(lengths[i] for i in order)
    for i in order:
        if _leaves_room(spent + lengths[i], len(chosen) + 1, lengths[i], others):
            return i
    return order[0] if order else None


def _leaves_room(spent: float, count: int, own: float, others: list[float]) -> bool:
    """Can three sentences and sixty words still be reached?"""
    wanted, slots = max(0, FEWEST - count), MOST - count
    shortest = _sum_without(own, others[: wanted + 1], wanted)
    longest = _sum_without(own, others[: -slots - 2 : -1], slots)
    return spent + shortest <= FULL and spent + longest >= LEAST


def _sum_without(own: float, lengths: list[float], count: int) -> float:
    """The first `count` of them once one like `own` is taken away."""
    rest = list(lengths)
    if own in rest:
        rest.remove(own)
    return sum(rest[:count])


def _order(worth: Sequence[float], sentences: Sequence[int]) -> list[int]:
    return sorted(sentences, key=lambda i: (-worth[i], i))


def _shortest(lengths: Sequence[float]) -> int:
    return min(range(len(lengths)), key=lambda i: (lengths[i], i))
