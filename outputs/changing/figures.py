"""Figures within changed words: numbers in digits and in words that went, came, or stand for each other."""

import re
from collections.abc import Hashable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import takewhile

from articles.figures.numbers import Number, numbers
from articles.figures.spelled import spelled
from outputs.changing.pieces import folded, pieces, single, tells
from outputs.changing.wording import Stretch

# What belongs to a figure though it is no digit: a currency before it, a sign behind it.
_BEFORE = re.compile(r"(?:[A-Z]{1,3})?[$€£¥₹₽₩₺]\s?$")
_BEHIND = re.compile(r"\s?[%‰°€£$₽₩₺]")
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


def _once(pairs: Iterable[Swap]) -> Iterator[Swap]:
    """Each pair once: one that touches two changed stretches was met twice."""
    return iter(dict.fromkeys(pairs))


def beside(text: str, figure: Figure) -> tuple[str, str]:
    """What to set before and behind a figure to name what it counts: ("", " hostages"), or ("page ", "")."""
    if behind := _WORD_BEHIND.match(text, figure.end):
        return "", _first_telling(behind[0])
    if signs := _signs(text[figure.end :][:20]):
        return "", signs
    before = _WORD_BEFORE.search(text[: figure.start])
    return (before[0], "") if before else ("", "")


# Up to three words, not over a mark; a hyphenated one goes on ("35-year-old").
_WORD_BEHIND = re.compile(r"(?:-[^\W\d]+)+|(?:[ \u00a0\u202f][^\W\d_]+(?:[-'’][^\W\d_]+)*){1,3}")
_WORD_BEFORE = re.compile(r"[^\W\d_]+(?:[ \u00a0][^\W\d_]{1,3})?[ \u00a0]$")
_TELLING = 4  # letters: "of", "av" and "die" name nothing, and the next word is taken along


def _first_telling(words: str) -> str:
    """The words up to the first long one; the first alone where none is long."""
    found: list[str] = re.findall(r"\s?\S+", words)
    for at, word in enumerate(found):
        if len(folded(word)) >= _TELLING:
            return "".join(found[: at + 1])
    return found[0]


def _signs(text: str) -> str:
    """Behind a figure in a script without spaces: a run of katakana, three Han characters ("名人质"), or two others."""
    space = text[: len(text) - len(text.lstrip())]
    if katakana := _KATAKANA.match(text, len(space)):
        return space + katakana[0]
    found = list(takewhile(lambda piece: single(piece) and not _HIRAGANA.match(piece), pieces(text.lstrip())))
    return space + "".join(found[: 3 if found[0] >= _FIRST_HAN else 2]) if found else ""


_KATAKANA = re.compile("[\u30a1-\u30fa\u30fc]+")
_HIRAGANA = re.compile("[\u3041-\u3096]")  # endings and particles: they count nothing
_FIRST_HAN = "\u3400"
