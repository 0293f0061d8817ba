"""A text in parts that a model can read: every sentence in exactly one, paragraphs together where they can be.

parts      cut by a limit of tokens, into equal shares rather than full ones and a rest
shares     the cutting alone: so many parts, by the sizes of the sentences
"""

from bisect import bisect_left, bisect_right
from collections.abc import Callable, Sequence
from itertools import accumulate, pairwise

from wireglot.models.splitting_long import pieces
from wireglot.summarizers.writing import Paragraphs

Count = Callable[[Sequence[str]], Sequence[int]]  # tokens of each text

# How far from an equal share a part may end for the sake of a whole paragraph, in shares.
LEEWAY = 0.25


def parts(paragraphs: Paragraphs, count: Count, limit: int, *, at_least: int = 1) -> tuple[Paragraphs, ...]:
    """The paragraphs in parts of `limit` tokens at most, and at least so many parts where there are the sentences.

    () for a text without sentences. A sentence beyond the limit is cut at clause marks or spaces into ones that fit.
    Sizes are those of the sentences one by one, each with the special tokens of a text: more than they take together.
    :raises CannotFit: when a single character is beyond the limit
    """
    fitting = tuple(_fitting(block, count, limit) for block in paragraphs if block)
    sentences = [sentence for block in fitting for sentence in block]
    sizes = count(sentences)
    starts = frozenset(accumulate(map(len, fitting)))
    wanted = max(at_least, -(-sum(sizes) // limit))
    while True:
        cut = shares(sizes, starts, wanted)
        if all(sum(sizes[a:b]) <= limit for a, b in cut):
            return tuple(_paragraphs(sentences[a:b], a, starts) for a, b in cut)
        wanted += 1 + wanted // 16


def shares(sizes: Sequence[int], starts: frozenset[int], wanted: int) -> tuple[tuple[int, int], ...]:
    """So many parts of about equal size (fewer where there are fewer sentences), as (first, behind the last).

    starts: numbers of the sentences that open a paragraph; a part rather begins there.
    """
    if not sizes:
        return ()
    wanted = min(wanted, len(sizes))
    reached = list(accumulate(sizes, initial=0))
    share = reached[-1] / wanted
    cuts = [0]
    for n in range(1, wanted):
        open_to = range(cuts[-1] + 1, len(sizes) - (wanted - n) + 1)
        cuts.append(_nearest(open_to, reached, n * share, share, starts))
    return tuple(pairwise([*cuts, len(sizes)]))


def _nearest(open_to: range, reached: Sequence[int], aim: float, share: float, starts: frozenset[int]) -> int:
    """The cut nearest to the aim, between paragraphs where one lies near enough."""
    first, last = bisect_left(reached, aim - LEEWAY * share), bisect_right(reached, aim + LEEWAY * share)
    near = [at for at in range(max(first, open_to[0]), min(last, open_to[-1] + 1)) if at in starts]
    beside = bisect_left(reached, aim)
    nearest = [min(max(at, open_to[0]), open_to[-1]) for at in (beside - 1, beside)]
    return min(near or nearest, key=lambda at: abs(reached[at] - aim))


def _fitting(block: Sequence[str], count: Count, limit: int) -> tuple[str, ...]:
    """The sentences of a paragraph, one that is too long in pieces."""
    sizes = count(block)
    return tuple(
        piece
        for sentence, size in zip(block, sizes, strict=True)
        for piece in ((sentence,) if size <= limit else pieces(sentence, lambda text: count([text])[0] <= limit))
    )


def _paragraphs(sentences: Sequence[str], first: int, starts: frozenset[int]) -> Paragraphs:
    """The sentences from number `first` on, in their paragraphs again."""
    cuts = [0, *(at for at in range(1, len(sentences)) if first + at in starts), len(sentences)]
    return tuple(tuple(sentences[a:b]) for a, b in pairwise(cuts))
