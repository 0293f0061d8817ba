"""What changes in the source did to a summary: which of its sentences are new, gone or reworded, and why."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

from wireglot.articles import SentenceRef
from wireglot.outputs.changes.exact import exact
from wireglot.outputs.changes.pieces import folded
from wireglot.outputs.changes.sentences import Change, What
from wireglot.outputs.changes.wording import Stretch, stretches
from wireglot.summarizers import Summary, SummarySentence

SummaryWhat = Literal["kept", "reworded", "new", "gone"]


@dataclass(frozen=True, slots=True)
class Ground:
    """A source sentence that a summary sentence rests on, and what became of it; its place in the version named."""

    place: SentenceRef
    what: What


@dataclass(frozen=True, slots=True)
class SummaryChange:
    """What became of a summary sentence; old is "" for a new one, new for one that is gone.

    grounds  what became of the source sentences it rests on: of the new version, of the old one where it is gone
    words    of a reworded sentence, () where both versions are told in different languages
    """

    what: SummaryWhat
    old: str
    new: str
    grounds: tuple[Ground, ...]
    words: tuple[Stretch, ...] = ()


@dataclass(frozen=True, slots=True)
class SummaryChanges:
    """A summary's sentences in the order of the new version, those that are gone at the end.

    reordered  the sentences that stayed stand in another order now
    """

    sentences: tuple[SummaryChange, ...]
    reordered: bool

    @property
    def changed(self) -> tuple[SummaryChange, ...]:
        return tuple(one for one in self.sentences if one.what != "kept")


def summary_changes(old: Summary, new: Summary, became: Sequence[Change]) -> SummaryChanges:
    """The two summaries compared: the same words, then the same source sentences.

    became: every source sentence of both versions (sentences.compared).
    """
    before, after = _by_place(became, old=True), _by_place(became, old=False)
    partner = _partners(old.sentences, new.sentences, before)
    found = [
        _sentence(old.sentences[partner[b]] if b in partner else None, one, after, same=old.language == new.language)
        for b, one in enumerate(new.sentences)
    ]
    gone = [one for a, one in enumerate(old.sentences) if a not in partner.values()]
    found += [SummaryChange("gone", one.text, "", _grounds(one, before)) for one in gone]
    stayed = [partner[b] for b in sorted(partner)]
    return SummaryChanges(tuple(found), stayed != sorted(stayed))


def _by_place(became: Sequence[Change], *, old: bool) -> dict[SentenceRef, Change]:
    sides = ((change.old if old else change.new, change) for change in became)
    return {side.place: change for side, change in sides if side and side.place}


def _partners(
    old: Sequence[SummarySentence], new: Sequence[SummarySentence], before: Mapping[SentenceRef, Change]
) -> dict[int, int]:
    """New number -> old number."""
    pairs = exact([folded(one.text) for one in old], [folded(one.text) for one in new])
    partner, used = {b: a for a, b in pairs}, {a for a, _ in pairs}
    for a, one in enumerate(old):
        rests = {change.new.place for place in one.evidence if (change := before.get(place)) and change.new}
        free = (b for b in range(len(new)) if b not in partner and rests.intersection(new[b].evidence))
        if a not in used and (b := next(free, None)) is not None:
            partner[b] = a
    return partner


def _sentence(
    old: SummarySentence | None, new: SummarySentence, after: Mapping[SentenceRef, Change], *, same: bool
) -> SummaryChange:
    grounds = _grounds(new, after)
    if old is None:
        return SummaryChange("new", "", new.text, grounds)
    if folded(old.text) == folded(new.text):
        return SummaryChange("kept", old.text, new.text, grounds)
    return SummaryChange("reworded", old.text, new.text, grounds, stretches(old.text, new.text) if same else ())


def _grounds(sentence: SummarySentence, side: Mapping[SentenceRef, Change]) -> tuple[Ground, ...]:
    """Places that the article does not have are passed over."""
    return tuple(Ground(place, side[place].what) for place in sentence.evidence if place in side)
