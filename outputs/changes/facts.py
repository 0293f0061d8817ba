"""Facts that changed: numbers and names, first of what an editor must see, told in the reader's language."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from typing import Literal

from wireglot.articles import SentenceRef
from wireglot.outputs.changes.counting import beside
from wireglot.outputs.changes.figures import Figure, Swap, figures, swaps
from wireglot.outputs.changes.names import name_swaps
from wireglot.outputs.changes.sentences import HEADLINE, Change
from wireglot.outputs.changes.wording import Stretch, stretches

Kind = Literal["number", "name"]


@dataclass(frozen=True, slots=True)
class Fact:
    """A number or a name that stands for another; old is "" for one that only came, new for one that only went.

    before, behind  what names it in the new sentence, as told where it is told: (" hostages")
    original        (old, new) as the original has them, where they are shown as told; else ()
    evidence          of the new sentences that say it (the old ones' where it only went); None is the headline
    """

    kind: Kind
    old: str
    new: str
    before: str = ""
    behind: str = ""
    original: tuple[str, ...] = ()
    evidence: tuple[SentenceRef | None, ...] = ()

    @property
    def text(self) -> str:
        """The fact in a line: "33 -> 35 hostages"."""
        return f"{self.before}{' -> '.join(filter(None, (self.old, self.new)))}{self.behind}"


def facts(changed: Iterable[Change], language: str, told_in: str) -> tuple[Fact, ...]:
    """The facts of the changed sentences: what changed before what only went or came, each fact once."""
    found: dict[tuple[str, ...], Fact] = {}
    for change in changed:
        for fact in _told(change, language, told_in):
            key = (fact.kind, *(fact.original or (fact.old, fact.new)))
            known = found.get(key, replace(fact, evidence=()))
            found[key] = replace(known, evidence=(*known.evidence, *fact.evidence))
    return tuple(sorted(found.values(), key=lambda fact: (not (fact.old and fact.new), fact.kind != "number")))


def _told(change: Change, language: str, told_in: str) -> list[Fact]:
    """The facts of one sentence; as told where the telling has just the same changes."""
    if not (change.old and change.new and change.words):
        return []
    heading = change.new.kind in (HEADLINE, "heading")
    plain = _facts(change.words, change.new.text, change.old.text, language, heading)
    place = (change.new.place,)
    if not (change.old.told and change.new.told) or not plain:
        return [replace(fact, evidence=place) for fact in plain]
    told = _facts(stretches(change.old.told, change.new.told), change.new.told, change.old.told, told_in, heading)
    return [replace(_retold(fact, told, at, plain, change, told_in), evidence=place) for at, fact in enumerate(plain)]


def _facts(words: Sequence[Stretch], new: str, old: str, language: str, heading: bool) -> list[Fact]:
    swapped = [_number(swap, new, old) for swap in swaps(words, language)]
    numbered = {text for fact in swapped for text in (fact.old, fact.new)}
    named = [pair for pair in name_swaps(words, language, heading=heading) if not numbered & set(pair)]
    return [*swapped, *(Fact("name", *pair) for pair in named)]


def _number(swap: Swap, new: str, old: str) -> Fact:
    before, behind = beside(new, swap.new) if swap.new else beside(old, swap.old) if swap.old else ("", "")
    texts = [one.text.strip() if one else "" for one in (swap.old, swap.new)]
    return Fact("number", texts[0], texts[1], before, behind)


def _retold(fact: Fact, told: Sequence[Fact], at: int, plain: Sequence[Fact], change: Change, told_in: str) -> Fact:
    """The fact in the told words, when they changed alike; else with the told word beside the same figure."""
    if _shape(told) == _shape(plain):
        own = (fact.old, fact.new)
        found = next((one for one in told if (one.old, one.new) == own), told[at])
        return found if (found.old, found.new) == own else replace(found, original=own)
    side = change.new if fact.new else change.old
    same = _same_figure(fact.new or fact.old, side.told if side else "", told_in) if fact.kind == "number" else None
    if same is None or side is None:
        return fact
    before, behind = beside(side.told, same)
    return replace(fact, before=before, behind=behind)


def _shape(found: Sequence[Fact]) -> list[tuple[str, bool, bool]]:
    return [(fact.kind, bool(fact.old), bool(fact.new)) for fact in found]


def _same_figure(text: str, told: str, told_in: str) -> Figure | None:
    """The figure in the told sentence that is written just so, when there is one only."""
    found = [figure for figure in figures(told, told_in) if figure.text.strip() == text]
    return found[0] if len(found) == 1 else None
