"""Aligning: which sentence of the new version stands for which of the old one, and which of them moved."""

from collections.abc import Sequence
from dataclasses import dataclass

from wireglot.articles import Article, SentenceRef
from wireglot.outputs.changes.exact import exact, gaps
from wireglot.outputs.changes.likeness import Loose, alike
from wireglot.outputs.changes.order import Pair, in_order
from wireglot.outputs.changes.pieces import folded


@dataclass(frozen=True, slots=True)
class Line:
    """A sentence with its place and the kind of its block; `key` is what of its words counts."""

    place: SentenceRef
    kind: str
    text: str
    key: str


@dataclass(frozen=True, slots=True)
class Alignment:
    """Pairs (number in old, number in new), ascending; each number in one pair at most. `moved` are some of them."""

    pairs: tuple[Pair, ...]
    moved: frozenset[Pair]


def lines(article: Article) -> tuple[Line, ...]:
    """Every sentence of the article, in reading order."""
    kinds = [block.kind for block in article.blocks]
    return tuple(Line(place, kinds[place.block], text, folded(text)) for place, text in article.sentences())


def align(old: Sequence[Line], new: Sequence[Line]) -> Alignment:
    """The two versions aligned; from new to old the same pairs come out as from old to new."""
    if [(line.key, line.kind) for line in old] > [(line.key, line.kind) for line in new]:
        turned = align(new, old)
        back = tuple(sorted((a, b) for b, a in turned.pairs))
        return Alignment(back, frozenset((a, b) for b, a in turned.moved))
    pairs = _paired(old, new)
    lengths = [len(line.key) for line in new]
    return Alignment(tuple(pairs), frozenset(pairs) - set(in_order(pairs, lengths)))


def _paired(old: Sequence[Line], new: Sequence[Line]) -> list[Pair]:
    """Exact pairs of the same kind, then exact ones of any kind, then similar ones."""
    pairs = exact([(line.kind, line.key) for line in old], [(line.kind, line.key) for line in new])
    left_old, left_new = _left(old, new, pairs)
    rest = exact([old[a].key for a in left_old], [new[b].key for b in left_new])
    pairs += [(left_old[a], left_new[b]) for a, b in rest]
    left_old, left_new = _left(old, new, pairs)
    spine = in_order(pairs, [len(line.key) for line in new])
    loose_old = _loose(old, left_old, [a for a, _ in spine])
    loose_new = _loose(new, left_new, [b for _, b in spine])
    return sorted(pairs + alike(loose_old, loose_new))


def _left(old: Sequence[Line], new: Sequence[Line], pairs: Sequence[Pair]) -> tuple[list[int], list[int]]:
    used_old, used_new = {a for a, _ in pairs}, {b for _, b in pairs}
    return [a for a in range(len(old)) if a not in used_old], [b for b in range(len(new)) if b not in used_new]


def _loose(side: Sequence[Line], left: Sequence[int], borders: Sequence[int]) -> list[Loose]:
    """The sentences left over, each with the gap that it stands in and its step within that gap."""
    gap_of, steps, found = gaps(len(side), borders), dict[int, int](), []
    for number in left:
        gap = gap_of[number]
        steps[gap] = steps.get(gap, -1) + 1
        found.append(Loose(number, side[number].text, gap, steps[gap], side[number].kind))
    return found
