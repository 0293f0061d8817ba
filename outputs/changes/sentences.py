"""Sentences of two versions, each accounted for: kept, changed, moved, both, of another kind, added or removed."""

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Literal

from wireglot.articles import SentenceRef
from wireglot.outputs.changes.aligning import Alignment, Line
from wireglot.outputs.changes.wording import Stretch, stretches

What = Literal["kept", "changed", "moved", "moved and changed", "recast", "added", "removed"]
HEADLINE = "headline"


@dataclass(frozen=True, slots=True)
class Side:
    """A sentence in one of the versions.

    place  None for the headline
    kind   of its block; "headline" for the headline
    told   its words in the reader's language, "" where it is told in its own
    """

    place: SentenceRef | None
    kind: str
    text: str
    told: str = ""


@dataclass(frozen=True, slots=True)
class Change:
    """What became of a sentence.

    recast means that only its kind changed: a paragraph became a heading. A changed or moved sentence may also have
    another kind: then old.kind and new.kind differ.
    old is None for an added sentence, new for a removed one; words are () where none of them changed.
    """

    what: What
    old: Side | None
    new: Side | None
    words: tuple[Stretch, ...] = ()

    @property
    def sides(self) -> tuple[Side, ...]:
        """The sides there are, the old one first."""
        return tuple(side for side in (self.old, self.new) if side)


@dataclass(frozen=True, slots=True)
class Counts:
    """Sentences by what became of them; the headline is not counted.

    old version = kept + changed + moved + moved_and_changed + recast + removed; the new one likewise with added.
    """

    kept: int = 0
    changed: int = 0
    moved: int = 0
    moved_and_changed: int = 0
    recast: int = 0
    added: int = 0
    removed: int = 0


def counted(found: Sequence[Change]) -> Counts:
    counts = Counter(change.what for change in found)
    return Counts(**{name: counts[name.replace("_", " ")] for name in Counts.__slots__})  # type: ignore[index]


def compared(
    old: Sequence[Line], new: Sequence[Line], alignment: Alignment, sides: tuple[Sequence[Side], Sequence[Side]]
) -> tuple[Change, ...]:
    """Every sentence of both versions once, in the order of the new one; a removed one stands where it was."""
    partner = {b: a for a, b in alignment.pairs}
    before, after = sides
    removed = _removed(len(old), alignment)
    found: list[Change] = []
    for b in range(-1, len(new)):
        if b >= 0 and b in partner:
            a = partner[b]
            found.append(_pair(old[a], new[b], before[a], after[b], moved=(a, b) in alignment.moved))
        elif b >= 0:
            found.append(Change("added", None, after[b]))
        found += [Change("removed", before[a], None) for a in removed.get(b, ())]
    return tuple(found)


def _pair(old: Line, new: Line, before: Side, after: Side, *, moved: bool) -> Change:
    if old.key != new.key:
        return Change("moved and changed" if moved else "changed", before, after, stretches(old.text, new.text))
    return Change("moved" if moved else "recast" if old.kind != new.kind else "kept", before, after)


def _removed(size: int, alignment: Alignment) -> dict[int, list[int]]:
    """The removed sentences by the new sentence that they stood behind; -1 for those before all."""
    partner = dict(alignment.pairs)
    behind, found = -1, dict[int, list[int]]()
    for a in range(size):
        if a not in partner:
            found.setdefault(behind, []).append(a)
        elif (a, partner[a]) not in alignment.moved:
            behind = partner[a]
    return found


def broken(alignment: Alignment, old: Sequence[Line], new: Sequence[Line]) -> int:
    """How many paragraph breaks came or went between sentences that still follow each other."""
    return sum(
        (old[a].place.block == old[a + 1].place.block) != (new[b].place.block == new[b + 1].place.block)
        for a, b in _following(alignment)
    )


def _following(alignment: Alignment) -> Iterator[tuple[int, int]]:
    pairs = set(alignment.pairs)
    return ((a, b) for a, b in alignment.pairs if (a + 1, b + 1) in pairs)
