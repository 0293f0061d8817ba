"""Figures within changed words: numbers in digits and in words that went, came, or stand for each other."""

import re
from collections.abc import Hashable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from wireglot.articles.numbers.numbers import Number, numbers
from wireglot.articles.numbers.spelled import spelled
from wireglot.outputs.changes.pieces import pieces, single, tells
from wireglot.outputs.changes.wording import Stretch

# What belongs to a figure though it is no digit: a currency before it, a sign behind it.
_BEFORE = re.compile(r"(?:[A-Z]{1,3})?[$€£¥₹₽₩₺]\s?$")
_BEHIND = re.compile(r"\s?[%‰°€£$₽₩₺]")
_SHORTENED = re.compile(r"\.\s[^\W\dA-Z]")  # the stop of "18 тыс. человек", where the sentence goes on
# Figures with one of these between them are one: a time, a score, a span, a fraction.
_JOINTS = frozenset(":/-–—.,")
# A longer row of changed words is a rewritten clause, in which a number word is most often no figure ("one of them").
_FEW_WORDS = 2


@dataclass(frozen=True, slots=True)
class Figure:
    """A figure as it stands in a sentence, and what it means: equal meanings are the same figure."""

    text: str
    meaning: Hashable
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Swap:
    """What stood in the old sentence (None: nothing) and stands for it in the new one (None: nothing any more)."""

    old: Figure | None
    new: Figure | None


def swaps(words: Sequence[Stretch], language: str) -> tuple[Swap, ...]:
    """The figures of the changed stretches: those that stand for each other, then what only went or came.

    A figure that stands elsewhere in the other sentence neither went nor came; 33 and thirty-three are the same.
    """
    old, new = "".join(one.old for one in words), "".join(one.new for one in words)
    if not any(not one.same for one in words):
        return ()
    all_old, all_new = figures(old, language), figures(new, language)
    pairs: list[Swap] = []
    gone: list[Figure] = []
    come: list[Figure] = []
    for stretch, at_old, at_new in _changed(words):
        before = _touching(all_old, at_old, at_old + len(stretch.old))
        after = _touching(all_new, at_new, at_new + len(stretch.new))
        before, after = _differing(before, after)
        before, after = _in_words(stretch, language, before, after, at_old, at_new)
        both = min(len(before), len(after))
        if len(before) == len(after) == 1 and _short(stretch):
            before, after = [_wider(before[0], stretch.old, at_old)], [_wider(after[0], stretch.new, at_new)]
        pairs += [Swap(a, b) for a, b in zip(before, after, strict=False) if a.meaning != b.meaning]
        gone += before[both:]
        come += after[both:]
    gone, come = _differing(gone, come)
    return (*_once(pairs), *(Swap(one, None) for one in gone), *(Swap(None, one) for one in come))


def figures(text: str, language: str) -> tuple[Figure, ...]:
    """The figures in digits, in order; "11:30", "2-1" and "$33 million" are one each."""
    joined: list[list[Number]] = []
    for number in numbers(text, language):
        if joined and text[joined[-1][-1].end : number.start] in _JOINTS:
            joined[-1].append(number)
        else:
            joined.append([number])
    return tuple(_figure(text, group) for group in joined)


def _figure(text: str, group: Sequence[Number]) -> Figure:
    start, end = group[0].start, group[-1].end
    if before := _BEFORE.search(text[:start][-6:]):
        start -= len(before[0])
    if text[end : end + 3] == ":00":  # 11:00 is read as 11, and shown as it stands
        end += 3
    if behind := _BEHIND.match(text, end):
        end = behind.end()
    if text[end - 1].isalpha() and _SHORTENED.match(text, end):
        end += 1
    return Figure(text[start:end], tuple(map(_meaning, group)), start, end)


def _meaning(number: Number) -> Hashable:
    return (number.meanings, number.parts) if number.meanings or number.parts else number.raw


def _changed(words: Iterable[Stretch]) -> Iterator[tuple[Stretch, int, int]]:
    """Each changed stretch with where it starts in the old and in the new sentence."""
    at_old = at_new = 0
    for stretch in words:
        if not stretch.same:
            yield stretch, at_old, at_new
        at_old += len(stretch.old)
        at_new += len(stretch.new)


def _touching(found: Iterable[Figure], start: int, end: int) -> list[Figure]:
    return [one for one in found if one.start < end and start < one.end]


def _differing(old: Sequence[Figure], new: Sequence[Figure]) -> tuple[list[Figure], list[Figure]]:
    """Both without the figures that they have in common, each taken away once."""
    left = list(new)
    rest: list[Figure] = []
    for figure in old:
        same = next((at for at, other in enumerate(left) if other.meaning == figure.meaning), None)
        if same is None:
            rest.append(figure)
        else:
            del left[same]
    return rest, left


def _in_words(
    stretch: Stretch, language: str, old: list[Figure], new: list[Figure], at_old: int, at_new: int
) -> tuple[list[Figure], list[Figure]]:
    """Figures in words, where a side has none in digits: both sides must hold one value, or nothing is said."""
    if (old and new) or not stretch.old.strip() or not stretch.new.strip():
        return old, new
    before = old or _spelled(stretch.old, language, at_old)
    after = new or _spelled(stretch.new, language, at_new)
    if len(before) != 1 or len(after) != 1:
        return old, new
    if _values(before[0]) & _values(after[0]):
        return [], []
    return before, after


def _spelled(text: str, language: str, at: int) -> list[Figure]:
    """The words as a figure, when they are few and have one meaning."""
    shown = text.strip()
    if not 0 < sum(map(tells, pieces(shown))) <= _FEW_WORDS * (3 if single(shown[:1]) else 1):
        return []
    values = spelled(shown, language)
    start = at + len(text) - len(text.lstrip())
    return [Figure(shown, values, start, start + len(shown))] if len(values) == 1 else []


def _values(figure: Figure) -> frozenset[Hashable]:
    """Every value that a figure may have, in digits or in words."""
    if isinstance(figure.meaning, frozenset):
        return figure.meaning
    found: set[Hashable] = set()
    for part in figure.meaning if isinstance(figure.meaning, tuple) else ():
        found |= part[0] if isinstance(part, tuple) else {part}
    return frozenset(found)


def _short(stretch: Stretch) -> bool:
    """Whether a figure and a word or two are all that changed: "3 mars" is told whole against "4 april"."""
    return all(sum(map(tells, pieces(text))) <= _FEW_WORDS + 1 for text in (stretch.old, stretch.new))


def _wider(figure: Figure, words: str, at: int) -> Figure:
    """The figure with the changed words around it; at: where these start in the sentence."""
    core = words.strip()
    start = at + words.index(core)
    before = core[: max(0, figure.start - start)]
    behind = core[max(0, figure.end - start) :]
    return replace(
        figure,
        text=f"{before}{figure.text}{behind}",
        start=min(figure.start, start),
        end=max(figure.end, start + len(core)),
    )


def _once(pairs: Iterable[Swap]) -> Iterator[Swap]:
    """Each pair once: one that touches two changed stretches was met twice."""
    return iter(dict.fromkeys(pairs))
