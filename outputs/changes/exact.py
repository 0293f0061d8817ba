"""Exact pairs: sentences that stand in both versions, each used once."""

from collections import Counter, defaultdict
from collections.abc import Hashable, Sequence

from wireglot.outputs.changes.order import Pair, in_order


def exact(old: Sequence[Hashable], new: Sequence[Hashable]) -> list[Pair]:
    """Pairs of equal keys: as many of a key as stand on both sides.

    What stands once on both sides is sure (Bram Cohen's patience diff); what is repeated, such as a photo line,
    goes with its neighbours, then with its gap between sure ones, then in order.
    """
    paired = dict(_sure(old, new))
    taken = set(paired.values())
    for step in (1, -1):
        for a, b in sorted(paired.items(), reverse=step < 0):
            _along(old, new, paired, taken, (a, b), step)
    _within_gaps(old, new, paired, taken)
    return sorted(paired.items())


def _sure(old: Sequence[Hashable], new: Sequence[Hashable]) -> list[Pair]:
    once_old, once_new = _once(old), _once(new)
    return [(a, once_new[key]) for key, a in once_old.items() if key in once_new]


def _once(keys: Sequence[Hashable]) -> dict[Hashable, int]:
    counts = Counter(keys)
    return {key: at for at, key in enumerate(keys) if counts[key] == 1}


def _along(
    old: Sequence[Hashable], new: Sequence[Hashable], paired: dict[int, int], taken: set[int], pair: Pair, step: int
) -> None:
    """Pair the neighbours of a pair as long as they are equal and free."""
    a, b = pair[0] + step, pair[1] + step
    while 0 <= a < len(old) and 0 <= b < len(new) and a not in paired and b not in taken and old[a] == new[b]:
        paired[a] = b
        taken.add(b)
        a, b = a + step, b + step


def _within_gaps(old: Sequence[Hashable], new: Sequence[Hashable], paired: dict[int, int], taken: set[int]) -> None:
    """Pair what is left of a key in order, first within the same gap between pairs that did not move."""
    spine = in_order(paired.items(), [0] * len(new))
    gaps_old, gaps_new = gaps(len(old), [a for a, _ in spine]), gaps(len(new), [b for _, b in spine])
    for by_gap in (True, False):
        free: defaultdict[Hashable, list[int]] = defaultdict(list)
        for b in range(len(new) - 1, -1, -1):
            if b not in taken:
                free[new[b], gaps_new[b] if by_gap else 0].append(b)
        for a in range(len(old)):
            left = free.get((old[a], gaps_old[a] if by_gap else 0)) if a not in paired else None
            if left:
                paired[a] = left.pop()
                taken.add(paired[a])


def gaps(size: int, borders: Sequence[int]) -> list[int]:
    """For each of `size` numbers how many of the ascending borders lie at or before it."""
    found, at = [], 0
    for number in range(size):
        at += at < len(borders) and borders[at] == number
        found.append(at)
    return found
