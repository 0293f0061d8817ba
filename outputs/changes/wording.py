"""Wording: which words of a sentence went and which came, as stretches that give both sentences back."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher

from wireglot.outputs.changes.pieces import folded_piece, pieces, single, tells

# Pieces times pieces of what is left between a common start and end: a sentence of a thousand words against
# another. Above it the whole middle counts as reworded: finding out more would cost seconds.
_MOST = 1_000_000


@dataclass(frozen=True, slots=True)
class Stretch:
    """Words of the old sentence and what stands for them in the new one.

    same  the words count as the same; they may still differ in spaces, quote marks and soft hyphens

    The `old` of all stretches joined are the old sentence, letter by letter, and the `new` the new one.
    """

    old: str
    new: str
    same: bool


def stretches(old: str, new: str) -> tuple[Stretch, ...]:
    """The two sentences as stretches, the same and the changed ones in turn; () for two empty ones."""
    before, after = pieces(old), pieces(new)
    found = [
        Stretch("".join(before[a:b]), "".join(after[c:d]), same)
        for same, a, b, c, d in _blocks([*map(folded_piece, before)], [*map(folded_piece, after)])
    ]
    return tuple(_merged(found))


def _blocks(old: Sequence[str], new: Sequence[str]) -> Iterator[tuple[bool, int, int, int, int]]:
    """(same?, start and end in old, start and end in new) without gaps."""
    head = _common(old, new)
    tail = _common(old[head:][::-1], new[head:][::-1])
    if head:
        yield True, 0, head, 0, head
    inner_old, inner_new = old[head : len(old) - tail], new[head : len(new) - tail]
    if len(inner_old) * len(inner_new) > _MOST:
        yield False, head, len(old) - tail, head, len(new) - tail
    else:
        for code, a, b, c, d in SequenceMatcher(None, inner_old, inner_new, autojunk=False).get_opcodes():
            yield code == "equal", head + a, head + b, head + c, head + d
    if tail:
        yield True, len(old) - tail, len(old), len(new) - tail, len(new)


def _common(old: Sequence[str], new: Sequence[str]) -> int:
    """How many pieces the two begin with alike."""
    return next((at for at, (a, b) in enumerate(zip(old, new, strict=False)) if a != b), min(len(old), len(new)))


def _merged(found: Sequence[Stretch]) -> list[Stretch]:
    """Stretches of which no two neighbours are alike; a space or a comma between changed words is changed with them."""
    merged: list[Stretch] = []
    for at, stretch in enumerate(found):
        inside = 0 < at < len(found) - 1 and not found[at - 1].same and not found[at + 1].same
        same = stretch.same and not (inside and _slight(stretch))
        if merged and merged[-1].same == same:
            last = merged.pop()
            merged.append(Stretch(last.old + stretch.old, last.new + stretch.new, same))
        else:
            merged.append(Stretch(stretch.old, stretch.new, same))
    return merged


def _slight(stretch: Stretch) -> bool:
    """Marks and spaces alone, or one character of a script where any two sentences share some."""
    return not tells(stretch.new) or single(stretch.new)
