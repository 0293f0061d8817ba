"""The lines that fit a length and read best: one or two for the short summary, three to five for the long one.

Lines are numbers, 0 for the first in reading order; lengths are words as the reader reads them. A line comes
with all it needs (its group) or not at all, whole where there is room, else as a span of it.
"""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

# The lengths that the product promises; promises, so not tuned. See README, "Summaries".
SHORT_FULL, SHORT_MOST = 40, 2  # words and sentences: what is read in one breath
FEWEST, MOST = 3, 5  # sentences of a long summary
LEAST, ENOUGH, FULL = 60, 85, 110  # its words: at least, where there is as much; stop here; never more

# A short summary that has already this many words gets no second sentence: half of SHORT_FULL, so that the
# second is as long as the first and not an afterthought.
BRIEF = 20
STARTS = 8  # first lines tried for a long summary that keeps both its limits; the first nearly always does

Span = tuple[int, int]
Worth = Callable[[tuple[int, ...]], Sequence[float]]  # of each line, beside those already chosen


@dataclass(frozen=True, slots=True)
class Form:
    """A way to tell a line: a span of it, or None for all of it, and its length in words."""

    span: Span | None
    size: float


@dataclass(frozen=True, slots=True)
class Candidate:
    """A line that may be told.

    whole    the form it is told in wherever that fits
    group    the line and all that it needs, in reading order; () when it must not be told
    shorter  gives other forms, longest first, for where the whole does not fit; asked only then
    heads    may it be chosen for its own sake, and not only as what another line needs?
    opens    is it fit to stand in a short summary? One that is not stands there only where none is.
    """

    whole: Form
    group: tuple[int, ...]
    shorter: Callable[[], tuple[Form, ...]] = tuple
    heads: bool = True
    opens: bool = True


@dataclass(frozen=True, slots=True)
class Choice:
    """Lines in reading order, and how each is told; over: the only way to say anything was to break the limit."""

    lines: tuple[int, ...]
    forms: tuple[Form, ...] = ()
    over: bool = False

    @property
    def size(self) -> float:
        return sum(form.size for form in self.forms)


def choose_short(worth: Worth, lines: Sequence[Candidate], second: float) -> Choice:
    """The best line with all it needs, at most two and 40 words, or where none is the shortest, marked `over`.

    second: how far below the first a second one may be worth that is added to a brief first.
    """
    values = worth(())
    for i in sorted(_heads(lines), key=lambda i: (not lines[i].opens, -values[i], i)):
        choice = _fitted(lines, lines[i].group, SHORT_FULL)
        if choice and len(choice.lines) <= SHORT_MOST:
            return _with_second(choice, worth, lines, values[i] - second)
    return _shortest(lines)


def choose_long(worth: Worth, lines: Sequence[Candidate]) -> Choice:
    """By rank, within 3-5 sentences and 60-110 words.

    Where beginning with the best one misses a limit, the next best are tried. Fewer or shorter only when the
    article has no more; `over` only when no line has 110 words or fewer.
    """
    best = Choice(())
    for start in _starts(worth, lines):
        choice = _filled(worth, lines, start)
        if _kept(choice):
            return choice
        best = max(best, choice, key=lambda c: (min(len(c.lines), FEWEST), c.size))
    return best if best.lines else _shortest(lines)


def _starts(worth: Worth, lines: Sequence[Candidate]) -> Iterator[tuple[int, ...]]:
    values = worth(())
    for i in sorted(_heads(lines), key=lambda i: (-values[i], i))[:STARTS]:
        yield lines[i].group


def _filled(worth: Worth, lines: Sequence[Candidate], start: tuple[int, ...]) -> Choice:
    choice = _fitted(lines, start, FULL)
    if choice is None or len(start) > MOST:
        return Choice(())
    while len(choice.lines) < MOST and not (len(choice.lines) >= FEWEST and choice.size >= ENOUGH):
        longer = _next(worth(choice.lines), lines, choice)
        if longer is None:
            break
        choice = longer
    return choice


def _kept(choice: Choice) -> bool:
    return len(choice.lines) >= FEWEST and choice.size >= LEAST


def _next(values: Sequence[float], lines: Sequence[Candidate], choice: Choice) -> Choice | None:
    """With the best that fits and leaves room for the fewest and the least; else the best that merely fits."""
    heads = [i for i in _heads(lines) if i not in choice.lines]
    sizes = sorted(lines[i].whole.size for i in heads)
    merely: Choice | None = None
    for i in sorted(heads, key=lambda i: (-values[i], i)):
        longer = _fitted(lines, _union(choice.lines, lines[i].group), FULL)
        if longer is None or len(longer.lines) > MOST:
            continue
        if _leaves_room(longer, lines[i].whole.size, sizes):
            return longer
        merely = merely or longer
    return merely


def _leaves_room(choice: Choice, own: float, sizes: list[float]) -> bool:
    """Can three sentences and sixty words still be reached?"""
    wanted, slots = max(0, FEWEST - len(choice.lines)), MOST - len(choice.lines)
    shortest = _sum_without(own, sizes[: wanted + 1], wanted)
    longest = _sum_without(own, sizes[: -slots - 2 : -1], slots)
    return choice.size + shortest <= FULL and choice.size + longest >= LEAST


def _sum_without(own: float, sizes: list[float], count: int) -> float:
    """The first `count` of them once one like `own` is taken away."""
    rest = list(sizes)
    if own in rest:
        rest.remove(own)
    return sum(rest[:count])


def _with_second(choice: Choice, worth: Worth, lines: Sequence[Candidate], least: float) -> Choice:
    """One more from further down that fits, when what there is is brief and the second is worth it.

    From further down, since what opens a short summary must be the best there is.
    """
    if len(choice.lines) >= SHORT_MOST or choice.size >= BRIEF:
        return choice
    values = worth(choice.lines)
    for i in sorted(_heads(lines), key=lambda i: (-values[i], i)):
        if values[i] < least:
            break
        longer = _fitted(lines, _union(choice.lines, lines[i].group), SHORT_FULL)
        if longer and longer.lines[0] == choice.lines[0] and len(longer.lines) == SHORT_MOST and lines[i].opens:
            return longer
    return choice


def _fitted(lines: Sequence[Candidate], chosen: tuple[int, ...], full: float) -> Choice | None:
    """Those lines within `full` words, shortened one after the other where they must be; None if they do not fit."""
    forms = [lines[i].whole for i in chosen]
    if sum(form.size for form in forms) <= full:
        return Choice(chosen, tuple(forms))
    for at, i in enumerate(chosen):
        for form in lines[i].shorter():
            forms[at] = form
            if sum(f.size for f in forms) <= full:
                return Choice(chosen, tuple(forms))
    return None


def _shortest(lines: Sequence[Candidate]) -> Choice:
    """The shortest line that needs no other, whole; nothing where there is none."""
    alone = [i for i in _heads(lines) if len(lines[i].group) == 1]
    if not alone:
        return Choice(())
    i = min(alone, key=lambda i: (lines[i].whole.size, i))
    return Choice((i,), (lines[i].whole,), over=True)


def _heads(lines: Sequence[Candidate]) -> list[int]:
    return [i for i, line in enumerate(lines) if line.heads and line.group]


def _union(a: tuple[int, ...], b: tuple[int, ...]) -> tuple[int, ...]:
    return tuple(sorted({*a, *b}))
