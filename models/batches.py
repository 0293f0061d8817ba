"""Batches: rows of like length together, no more tokens at once than a budget, and the order restored.

A batch costs as much as its longest row times its rows, so rows are taken by length, longest first: what does not fit
into memory shows at once.
"""

from collections.abc import Iterable, Sequence
from itertools import chain
from typing import TypeVar

T = TypeVar("T")


def batches(lengths: Sequence[int], budget: int) -> tuple[tuple[int, ...], ...]:
    """The indices of the rows, in batches of at most `budget` tokens (longest x rows); a longer row goes alone.

    Every index stands in one batch. Rows of one length keep their order, so that equal input makes equal batches.
    """
    if budget < 1:
        raise ValueError(f"A batch needs a budget of at least 1 token, not {budget}.")
    found: list[list[int]] = []
    room = 0
    for index in sorted(range(len(lengths)), key=lambda index: -lengths[index]):
        if not room:
            found.append([])
            room = max(1, budget // max(1, lengths[index]))
        found[-1].append(index)
        room -= 1
    return tuple(map(tuple, found))


def restored(plan: Iterable[Sequence[int]], answers: Iterable[Sequence[T]]) -> tuple[T, ...]:
    """The answers to all batches of a plan, in the order of the rows that the plan was made of.

    :raises ValueError: when a batch has not one answer for each row
    """
    pairs = chain.from_iterable(zip(batch, told, strict=True) for batch, told in zip(plan, answers, strict=True))
    return tuple(answer for _, answer in sorted(pairs, key=lambda pair: pair[0]))
