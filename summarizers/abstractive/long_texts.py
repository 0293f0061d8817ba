"""Texts beyond a model's window: split into parts that it can read, and condensed part by part until they fit."""

from bisect import bisect_left, bisect_right
from collections.abc import Callable, Sequence
from itertools import accumulate, islice, pairwise

from wireglot.models import split_to_fit
from wireglot.summarizers.abstractive.drafts import Paragraphs

CountTokens = Callable[[Sequence[str]], Sequence[int]]
Summarize = Callable[[Sequence[tuple[Paragraphs, str]]], Sequence[tuple[str, ...]]]

# How far from an equal share a part may end in order to keep a paragraph together, in shares.
LEEWAY = 0.25
# Each round must leave at most this share of the parts, or it is the last: a model that repeats its input never ends.
MAX_REMAINING_SHARE = 0.9


def condense(
    texts: Sequence[tuple[Paragraphs, str]], summarize_parts: Summarize, count: CountTokens, limit: int
) -> tuple[Paragraphs, ...]:
    """Return each text, with its language, as paragraphs of `limit` tokens at most; unchanged where it fits already.

    Every sentence is read in exactly one part; all texts go together, one call of the model per round. () for a text
    of which the model made nothing, or nothing shorter.
    """
    now = {number: split(paragraphs, count, limit) for number, (paragraphs, _) in enumerate(texts)}
    while long := [number for number, parts in now.items() if len(parts) > 1]:
        answers = iter(summarize_parts([(part, texts[number][1]) for number in long for part in now[number]]))
        for number in long:
            written = tuple(filter(None, islice(answers, len(now[number]))))
            shorter = split(written, count, limit)
            now[number] = shorter if len(shorter) <= MAX_REMAINING_SHARE * len(now[number]) else ()
    return tuple(now[number][0] if now[number] else () for number in range(len(texts)))


def split(paragraphs: Paragraphs, count: CountTokens, limit: int, *, at_least: int = 1) -> tuple[Paragraphs, ...]:
    """Split the paragraphs into parts of `limit` tokens at most, at least so many where there are the sentences.

    The parts are equal shares rather than full parts and a rest. A sentence beyond the limit is cut at clause marks or
    spaces. Token counts are of single sentences, each with the special tokens of a text: more than they have together.
    Returns () for a text without sentences. Raises CannotFit when a single character is beyond the limit.
    """
    fitting = tuple(_cut_long_sentences(block, count, limit) for block in paragraphs if block)
    sentences = [sentence for block in fitting for sentence in block]
    sizes = count(sentences)
    starts = frozenset(accumulate(map(len, fitting)))
    wanted = max(at_least, -(-sum(sizes) // limit))
    while True:
        spans = equal_shares(sizes, starts, wanted)
        if all(sum(sizes[a:b]) <= limit for a, b in spans):
            return tuple(_regroup(sentences[a:b], a, starts) for a, b in spans)
        wanted += 1 + wanted // 16


def equal_shares(sizes: Sequence[int], starts: frozenset[int], wanted: int) -> tuple[tuple[int, int], ...]:
    """Split sentences of these sizes into `wanted` spans of about equal size, fewer where there are fewer sentences.

    starts: numbers of the sentences that start a paragraph; a span starts there where possible.
    """
    if not sizes:
        return ()
    wanted = min(wanted, len(sizes))
    reached = list(accumulate(sizes, initial=0))
    share = reached[-1] / wanted
    cuts = [0]
    for n in range(1, wanted):
        possible = range(cuts[-1] + 1, len(sizes) - (wanted - n) + 1)
        cuts.append(_nearest_cut(possible, reached, n * share, share, starts))
    return tuple(pairwise([*cuts, len(sizes)]))


def _nearest_cut(possible: range, reached: Sequence[int], aim: float, share: float, starts: frozenset[int]) -> int:
    """Return the cut nearest to the aim, between paragraphs where one is near enough."""
    first, last = bisect_left(reached, aim - LEEWAY * share), bisect_right(reached, aim + LEEWAY * share)
    near = [at for at in range(max(first, possible[0]), min(last, possible[-1] + 1)) if at in starts]
    beside = bisect_left(reached, aim)
    nearest = [min(max(at, possible[0]), possible[-1]) for at in (beside - 1, beside)]
    return min(near or nearest, key=lambda at: abs(reached[at] - aim))


def _cut_long_sentences(block: Sequence[str], count: CountTokens, limit: int) -> tuple[str, ...]:
    sizes = count(block)
    return tuple(
        piece
        for sentence, size in zip(block, sizes, strict=True)
        for piece in ((sentence,) if size <= limit else split_to_fit(sentence, lambda text: count([text])[0] <= limit))
    )


def _regroup(sentences: Sequence[str], first: int, starts: frozenset[int]) -> Paragraphs:
    """Return the sentences from number `first` on in their paragraphs again."""
    cuts = [0, *(at for at in range(1, len(sentences)) if first + at in starts), len(sentences)]
    return tuple(tuple(sentences[a:b]) for a, b in pairwise(cuts))
