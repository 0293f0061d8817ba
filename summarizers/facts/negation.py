"""Negation: a sentence that denies where the line it rests on does not, or the other way round.

Read only where the two run parallel: a negation in one of them, and around it the same words in the other without.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache

from wireglot.articles.numbers.tables import base
from wireglot.summarizers.facts.finding import Fault
from wireglot.summarizers.facts.held import Held
from wireglot.summarizers.facts.slots import Slot
from wireglot.summarizers.facts.source import Line
from wireglot.summarizers.facts.tables import entry
from wireglot.summarizers.facts.words import Word

_PARALLEL = 0.6  # of the words that must be the same before a missing negation is held against a sentence
_WIDE = 6  # words of a slot: a longer one is another wording, in which negation may be said otherwise


_WIDE_AT_BORDER = 2  # the same at a border: a sentence that was cut there is told only in part


def negation(held: Held) -> tuple[list[Fault], list[Line]]:
    """At most one fault, the words where the two part; no further lines."""
    denial = _denial(base(held.language))
    if denial is None:
        return [], []
    for line, pairing in held.pairings[:1]:
        if pairing.share < _PARALLEL:
            return [], []
        ours, theirs = denial.count(held.words, held.text), denial.count(line.words, line.text)
        for slot in pairing.slots:
            if not slot.held or max(len(slot.ours), len(slot.theirs)) > (_WIDE if slot.inner else _WIDE_AT_BORDER):
                continue
            if denial.turned(slot) or (ours != theirs and denial.parts(slot, held.text, line.text)):
                return [Fault("negation", _shown(slot, held))], []
    return [], []


@dataclass(frozen=True, slots=True)
class _Denial:
    """The words of a language that deny; `inside` are parts of words."""

    words: frozenset[str]
    inside: re.Pattern[str] | None
    front: tuple[str, ...]
    ending: tuple[str, ...]

    def count(self, found: Sequence[Word], text: str) -> int:
        """The words in a text that deny; French and others say each denial in two."""
        if not found:
            return 0
        plain = sum(word.form in self.words for word in found)
        span = text[found[0].start : found[-1].end]
        return plain + (len(self.inside.findall(span)) if self.inside else 0)

    def parts(self, slot: Slot, text: str, other: str) -> bool:
        """Whether one side of the slot denies and the other does not."""
        return (self.count(slot.ours, text) > 0) != (self.count(slot.theirs, other) > 0)

    def turned(self, slot: Slot) -> bool:
        """Whether two words differ by a negation alone: Czech "je" and "neje", Turkish "geldi" and "gelmedi"."""
        if len(slot.ours) != 1 or len(slot.theirs) != 1:
            return False
        a, b = sorted((slot.ours[0].form, slot.theirs[0].form), key=len)
        return any(b == front + a for front in self.front) or any(
            len(b) - len(a) == len(mark) and a[:at] == b[:at] and b[at:] == mark + a[at:]
            for mark in self.ending
            for at in range(2, len(a))
        )


@cache
def _denial(language: str) -> _Denial | None:
    rows = entry("negation", language)
    if not rows:
        return None
    inside = "|".join(re.escape(one) for one in rows.get("inside", "").split())
    return _Denial(
        frozenset(rows.get("words", "").split()),
        re.compile(inside) if inside else None,
        tuple(rows.get("front", "").split()),
        tuple(rows.get("ending", "").split()),
    )


def _shown(slot: Slot, held: Held) -> str:
    """Our words of the slot; where we have none, the word behind the place."""
    if slot.ours:
        return held.text[slot.ours[0].start : slot.ours[-1].end]
    return slot.theirs[0].shown
