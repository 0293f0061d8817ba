"""Slots: where a sentence says something else than a line of the source, words on both sides of it being the same.

Ratcliff-Obershelp matching, as in difflib: the longest common run of words, and so on to its left and right.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher

from wireglot.summarizers.facts.words import Word

_MOST_WORDS = 160  # of either side: the matching takes time by their product
_NEAR = 0.4  # of our words that must stand in the line in this order, or else the two are not parallel
_WIDE = 4  # words in a slot; longer ones are another wording and no exchange
_WIDE_SINGLE = 10  # characters, in scripts without spaces
_CONTEXT = 3  # words alike around a slot, both sides together; a border of both sentences is as good as two


@dataclass(frozen=True, slots=True)
class Slot:
    """Words of ours that stand where the source has `theirs`; either may be (), not both.

    held   words alike, or the borders of both, before it and behind it: the one stands for the other
    inner  words alike on both sides, no border
    """

    ours: tuple[Word, ...]
    theirs: tuple[Word, ...]
    held: bool
    inner: bool


@dataclass(frozen=True, slots=True)
class Pairing:
    """A sentence beside a line: its slots, and the share of its words that stand in the line in order."""

    slots: tuple[Slot, ...]
    share: float

    @property
    def near(self) -> bool:
        return self.share >= _NEAR

    def slot(self, start: int) -> Slot | None:
        """The slot that holds our word or figure at this place in the text; None where it stands in the line too."""
        return next((one for one in self.slots if one.ours and one.ours[0].start <= start < one.ours[-1].end), None)


def paired(ours: tuple[Word, ...], theirs: tuple[Word, ...]) -> Pairing:
    """The two beside each other, by the folded forms of their words."""
    ours, theirs = ours[:_MOST_WORDS], theirs[:_MOST_WORDS]
    if not ours:
        return Pairing((), 0.0)
    matcher = SequenceMatcher(None, [word.form for word in ours], [word.form for word in theirs], autojunk=False)
    codes = matcher.get_opcodes()
    slots = tuple(
        Slot(ours[a:b], theirs[c:d], _held(codes, at, len(ours), len(theirs)), 0 < at < len(codes) - 1)
        for at, (tag, a, b, c, d) in enumerate(codes)
        if tag != "equal"
    )
    alike = sum(b - a for tag, a, b, _, _ in codes if tag == "equal")
    return Pairing(slots, alike / len(ours))


def exchanged(slot: Slot) -> bool:
    """Whether it is narrow enough, with enough around it, that ours stands in the stead of theirs."""
    return slot.held and bool(slot.ours) and bool(slot.theirs) and _narrow(slot.ours) and _narrow(slot.theirs)


def _narrow(found: tuple[Word, ...]) -> bool:
    return len(found) <= (_WIDE_SINGLE if found[0].single else _WIDE)


def _held(codes: Sequence[tuple[str, int, int, int, int]], at: int, ours: int, theirs: int) -> bool:
    _, a, b, c, d = codes[at]
    left = codes[at - 1][2] - codes[at - 1][1] if at else 2 * (a == c == 0)
    right = codes[at + 1][2] - codes[at + 1][1] if at + 1 < len(codes) else 2 * (b == ours and d == theirs)
    return left > 0 and right > 0 and left + right >= _CONTEXT
