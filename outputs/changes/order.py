"""Order: which pairs of sentences stand in the same order in both versions. The others moved."""

from collections.abc import Iterable, Sequence

Pair = tuple[int, int]

# A pair weighs this much and its length besides: the fewest sentences move, and among as few the shorter ones.
_EACH = 10_000


def in_order(pairs: Iterable[Pair], lengths: Sequence[int]) -> list[Pair]:
    """The heaviest row of pairs that rises on both sides, ascending; lengths: of each new sentence.

    The longest increasing subsequence (Fredman 1975), weighted, with a Fenwick tree of the best rows so far:
    n log n. No number stands in two pairs.
    """
    ordered = sorted(pairs)
    size = max((new for _, new in ordered), default=-1) + 1
    best = [(0, -1)] * (size + 1)  # the heaviest row that ends before a new number, and the pair that ends it
    before: list[int] = []
    for at, (_, new) in enumerate(ordered):
        weight, last = _heaviest(best, new)
        before.append(last)
        _raise(best, new + 1, (weight + _EACH + lengths[new], at))
    return _row(ordered, before, _heaviest(best, size)[1])


def _heaviest(best: list[tuple[int, int]], end: int) -> tuple[int, int]:
    found = (0, -1)
    while end > 0:
        found = max(found, best[end])
        end -= end & -end
    return found


def _raise(best: list[tuple[int, int]], at: int, row: tuple[int, int]) -> None:
    while at < len(best):
        best[at] = max(best[at], row)
        at += at & -at


def _row(ordered: list[Pair], before: list[int], last: int) -> list[Pair]:
    row: list[Pair] = []
    while last >= 0:
        row.append(ordered[last])
        last = before[last]
    return row[::-1]
