"""Likeness: which sentences are each other reworded, for all scripts, without comparing all with all.

A sentence is known by its terms (word stems, character pairs of unspaced scripts). Likeness is the share of
terms that two sentences have in common (Dice 1945), rare terms counting more than common ones.
"""

from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from math import log

from wireglot.outputs.changes.order import Pair
from wireglot.summarizers.extract.terms import strength, terms

# Set on 872 sentences of news in two human translations, and 43,794 pairs of other sentences of one article (WMT
# 2021-2023): at 0.5 72 % of the first are found and 1.1 of a thousand others; at 0.3 95 % and 5.2, low enough for the
# few candidates of one gap. benchmarks/changes.py prints this table.
ELSEWHERE = 0.5
SAME_GAP = 0.3
# A heading is seldom a paragraph reworded; exact ones are paired before this.
OTHER_KIND = 0.15
# A term that stands in more sentences finds too many; sentences of such terms alone are found by their gap.
_MOST_HOLDERS = 40
_RAREST = 8  # terms that a sentence is looked up by
_BEST = 5  # candidates that are weighed in full, after the count of rare terms in common
_NEIGHBOURS = 2  # candidates by place: on either side of the same step within the gap


@dataclass(frozen=True, slots=True)
class Loose:
    """A sentence that has no exact pair: its number, text, gap, step within the gap, and whether it is text."""

    number: int
    text: str
    gap: int
    step: int
    kind: str


def alike(old: Sequence[Loose], new: Sequence[Loose]) -> list[Pair]:
    """Pairs of numbers, the likest first, each number at most once."""
    known_old, known_new = ([Counter(terms(one.text)) for one in side] for side in (old, new))
    weights = weighed([*known_old, *known_new])
    totals_old, totals_new = ([total(one, weights) for one in side] for side in (known_old, known_new))
    found: list[tuple[float, int, int]] = []
    for a, b in _candidates(old, new, known_old, known_new):
        likeness = shared(known_old[a], known_new[b], totals_old[a] + totals_new[b], weights)
        likeness -= OTHER_KIND * (old[a].kind != new[b].kind)
        near = old[a].gap == new[b].gap
        if likeness >= (SAME_GAP if near else ELSEWHERE):
            found.append((-likeness - 0.1 * near, a, b))
    return [(old[a].number, new[b].number) for a, b in _greedy(found)]


def _greedy(found: list[tuple[float, int, int]]) -> Iterator[Pair]:
    used_old, used_new = set(), set()
    for _, a, b in sorted(found):
        if a not in used_old and b not in used_new:
            used_old.add(a)
            used_new.add(b)
            yield a, b


def weighed(known: Sequence[Counter[str]]) -> dict[str, float]:
    """Terms held by few sentences weigh more; short words and figures less."""
    holders = Counter(term for one in known for term in one)
    return {term: strength(term) * log(1 + (len(known) + 1) / count) for term, count in holders.items()}


def shared(one: Counter[str], other: Counter[str], both: float, weights: dict[str, float]) -> float:
    """The likeness of two sentences known by their terms, from 0 to 1; both: the sum of their totals."""
    return 2 * total(one & other, weights) / both if both else 0.0


def total(known: Counter[str], weights: dict[str, float]) -> float:
    """What all terms of a sentence weigh together."""
    return sum(weights[term] * count for term, count in known.items())


def _candidates(
    old: Sequence[Loose], new: Sequence[Loose], known_old: Sequence[Counter[str]], known_new: Sequence[Counter[str]]
) -> set[Pair]:
    """Pairs of positions worth weighing: found by rare terms from either side, or by their place."""
    found = set(_by_terms(known_new, known_old))
    found |= {(a, b) for b, a in _by_terms(known_old, known_new)}
    return found | set(_by_place(old, new))


def _by_terms(asked: Sequence[Counter[str]], held: Sequence[Counter[str]]) -> Iterator[Pair]:
    """(holder, asker) for the holders that share most of an asker's rarest terms."""
    holders: defaultdict[str, list[int]] = defaultdict(list)
    for at, known in enumerate(held):
        for term in known:
            holders[term].append(at)
    for asker, known in enumerate(asked):
        useful = [term for term in known if 0 < len(holders.get(term, ())) <= _MOST_HOLDERS]
        rarest = sorted(useful, key=lambda term: (len(holders[term]), term))[:_RAREST]
        hits = Counter(holder for term in rarest for holder in holders[term])
        for holder, _ in sorted(hits.items(), key=lambda hit: (-hit[1], hit[0]))[:_BEST]:
            yield holder, asker


def _by_place(old: Sequence[Loose], new: Sequence[Loose]) -> Iterator[Pair]:
    """The same step of the same gap, and its neighbours."""
    at_step = {(one.gap, one.step): a for a, one in enumerate(old)}
    for b, one in enumerate(new):
        for step in range(one.step - _NEIGHBOURS, one.step + _NEIGHBOURS + 1):
            if (one.gap, step) in at_step:
                yield at_step[one.gap, step], b
