"""Numbers within changed words: those that replace each other, that came or went, and the words that they count."""

import re
from collections.abc import Hashable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import takewhile

from wireglot.articles.numbers import Number, find_numbers, spelled_values
from wireglot.outputs.changes.words import Segment, has_word, is_unspaced_character, tokens

# What belongs to a number though it is no digit: a currency before it, a sign behind it.
_PREFIX = re.compile(r"(?:[A-Z]{1,3})?[$€£¥₹₽₩₺]\s?$")
_SUFFIX = re.compile(r"\s?[%‰°€£$₽₩₺]")
_ABBREVIATION = re.compile(r"\.\s[^\W\dA-Z]")  # the period of "18 тыс. человек", where the sentence goes on
# Numbers joined by one of these are one: a time, a score, a range, a fraction.
_JOINERS = frozenset(":/-–—.,")
# More changed words in a row are a rewritten clause, in which a number word is most often no number ("one of them").
_FEW_WORDS = 2

_MOST_WORDS = 3  # words shown beside a number
_LONG_WORD = 4  # letters: "of", "av" and "die" do not say what is counted, so the next word is shown too
_NEAR = 80  # characters searched on either side
_KATAKANA = re.compile("[\u30a1-\u30fa\u30fc]+")
_HIRAGANA = re.compile("[\u3041-\u3096]")  # endings and particles: no number counts them
_FIRST_HAN = "\u3400"
_HYPHENS = frozenset("-‐'’")


@dataclass(frozen=True, slots=True)
class Figure:
    """A number as written in a sentence, and its meaning: figures of equal meaning are the same number."""

    text: str
    meaning: Hashable
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class NumberChange:
    """The number in the old sentence and the one in its place in the new one; None where there is none."""

    old: Figure | None
    new: Figure | None


def number_changes(words: Sequence[Segment], language: str) -> tuple[NumberChange, ...]:
    """Return the numbers that replace each other, then those that only went or came.

    A number that is also elsewhere in the other sentence neither went nor came; 33 and thirty-three are the same.
    """
    if all(segment.same for segment in words):
        return ()
    all_old, all_new = (figures("".join(side), language) for side in zip(*((s.old, s.new) for s in words), strict=True))
    pairs: list[NumberChange] = []
    removed: list[Figure] = []
    added: list[Figure] = []
    for segment, at_old, at_new in _changed_segments(words):
        before = _touching(all_old, at_old, at_old + len(segment.old))
        after = _touching(all_new, at_new, at_new + len(segment.new))
        before, after = _different(before, after)
        before, after = _with_number_words(segment, language, before, after, at_old, at_new)
        pairs += _pairs(segment, before, after, at_old, at_new)
        removed += before[len(after) :]
        added += after[len(before) :]
    removed, added = _different(removed, added)
    unique = dict.fromkeys(pairs)  # one that touches two changed segments was found twice
    return (
        *unique,
        *(NumberChange(figure, None) for figure in removed),
        *(NumberChange(None, figure) for figure in added),
    )


def _pairs(
    segment: Segment, old: Sequence[Figure], new: Sequence[Figure], at_old: int, at_new: int
) -> list[NumberChange]:
    """The numbers of a segment that replace each other; a single one of a short segment with what is beside it."""
    if len(old) == len(new) == 1 and _is_short(segment):
        old, new = [_widened(old[0], segment.old, at_old)], [_widened(new[0], segment.new, at_new)]
    return [NumberChange(a, b) for a, b in zip(old, new, strict=False) if a.meaning != b.meaning]


def figures(text: str, language: str) -> tuple[Figure, ...]:
    """Return the numbers in digits, in order; "11:30", "2-1" and "$33 million" are one each."""
    groups: list[list[Number]] = []
    for number in find_numbers(text, language):
        if groups and text[groups[-1][-1].end : number.start] in _JOINERS:
            groups[-1].append(number)
        else:
            groups.append([number])
    return tuple(_figure(text, group) for group in groups)


def _figure(text: str, group: Sequence[Number]) -> Figure:
    start, end = group[0].start, group[-1].end
    if prefix := _PREFIX.search(text[:start][-6:]):
        start -= len(prefix[0])
    if text[end : end + 3] == ":00":  # 11:00 is read as 11, and shown as it is written
        end += 3
    if suffix := _SUFFIX.match(text, end):
        end = suffix.end()
    if text[end - 1].isalpha() and _ABBREVIATION.match(text, end):
        end += 1
    return Figure(text[start:end], tuple(map(_meaning, group)), start, end)


def _meaning(number: Number) -> Hashable:
    return (number.meanings, number.parts) if number.meanings or number.parts else number.raw


def _changed_segments(words: Iterable[Segment]) -> Iterator[tuple[Segment, int, int]]:
    """Yield each changed segment with its start in the old and in the new sentence."""
    at_old = at_new = 0
    for segment in words:
        if not segment.same:
            yield segment, at_old, at_new
        at_old += len(segment.old)
        at_new += len(segment.new)


def _touching(figures: Iterable[Figure], start: int, end: int) -> list[Figure]:
    return [figure for figure in figures if figure.start < end and start < figure.end]


def _different(old: Sequence[Figure], new: Sequence[Figure]) -> tuple[list[Figure], list[Figure]]:
    """Return both without the numbers that they have in common, each removed once."""
    left = list(new)
    rest: list[Figure] = []
    for figure in old:
        same = next((at for at, other in enumerate(left) if other.meaning == figure.meaning), None)
        if same is None:
            rest.append(figure)
        else:
            del left[same]
    return rest, left


def _with_number_words(
    segment: Segment, language: str, old: list[Figure], new: list[Figure], at_old: int, at_new: int
) -> tuple[list[Figure], list[Figure]]:
    """Read number words where a side has no digits; both sides must have one value, or they stay as they are."""
    if (old and new) or not segment.old.strip() or not segment.new.strip():
        return old, new
    before = old or _number_words(segment.old, language, at_old)
    after = new or _number_words(segment.new, language, at_new)
    if len(before) != 1 or len(after) != 1:
        return old, new
    return ([], []) if _values(before[0]) & _values(after[0]) else (before, after)


def _number_words(text: str, language: str, at: int) -> list[Figure]:
    """Return the words as a number, when they are few and have one meaning."""
    shown = text.strip()
    most = _FEW_WORDS * (3 if is_unspaced_character(shown[:1]) else 1)
    if not 0 < _count_words(shown) <= most:
        return []
    values = spelled_values(shown, language)
    start = at + len(text) - len(text.lstrip())
    return [Figure(shown, values, start, start + len(shown))] if len(values) == 1 else []


def _count_words(text: str) -> int:
    return sum(map(has_word, tokens(text)))


def _values(figure: Figure) -> frozenset[Hashable]:
    """Return every value that a number may have, in digits or in words."""
    if isinstance(figure.meaning, frozenset):
        return figure.meaning
    values: set[Hashable] = set()
    for part in figure.meaning if isinstance(figure.meaning, tuple) else ():
        values |= part[0] if isinstance(part, tuple) else {part}
    return frozenset(values)


def _is_short(segment: Segment) -> bool:
    """Return whether only a number and a word or two changed: "3 mars" is then shown whole against "4 april"."""
    return all(_count_words(text) <= _FEW_WORDS + 1 for text in (segment.old, segment.new))


def _widened(figure: Figure, words: str, at: int) -> Figure:
    """Add the changed words around the number; `at` is where these start in the sentence."""
    core = words.strip()
    start = at + words.index(core)
    before, behind = core[: max(0, figure.start - start)], core[max(0, figure.end - start) :]
    end = max(figure.end, start + len(core))
    return replace(figure, text=f"{before}{figure.text}{behind}", start=min(figure.start, start), end=end)


def counted_words(text: str, figure: Figure) -> tuple[str, str]:
    """Return the words before or behind a number that say what it counts: ("", " hostages"), or ("page ", "")."""
    has_unit = any(not character.isdecimal() and character not in ".,:-–/ \u00a0\u202f" for character in figure.text)
    rest = text[figure.end :][:_NEAR]
    behind = _nearest_words(rest, only_long=has_unit) or _unspaced_words(rest)
    if behind or has_unit:
        return "", behind
    return _nearest_words(text[: figure.start][-_NEAR:], backward=True), ""


def _nearest_words(text: str, *, only_long: bool = False, backward: bool = False) -> str:
    """Return up to three words next to the number, to the first long one; only the nearest where none is long.

    With `only_long`, "" then: the number has its unit ("$33 million in") already.
    """
    taken: list[str] = []
    words, nearest = 0, 0
    around = tokens(text)[:: -1 if backward else 1]
    for at, token in enumerate(around):
        spaced_word = has_word(token) and not is_unspaced_character(token)
        if not (token.isspace() or token in _HYPHENS or spaced_word) or words == _MOST_WORDS:
            break
        taken.append(token)
        words += has_word(token)
        nearest = nearest or (len(taken) if has_word(token) else 0)
        if len(token) >= _LONG_WORD and not token[0].isdecimal():
            return "".join(taken[::-1]) if backward else "".join(taken) + _hyphenated(around[at + 1 :])
    chosen = taken[: 0 if only_long else nearest]
    return "".join(chosen[::-1] if backward else chosen)


def _hyphenated(rest: list[str]) -> str:
    """Return what continues behind a hyphen: the "-old" of "-year-old"."""
    goes_on = len(rest) > 1 and rest[0] in _HYPHENS and has_word(rest[1])
    return "".join(rest[:2]) + _hyphenated(rest[2:]) if goes_on else ""


def _unspaced_words(text: str) -> str:
    """Return a run of katakana, three Han characters ("名人质"), or two of another script without spaces."""
    space = text[: len(text) - len(text.lstrip())]
    if katakana := _KATAKANA.match(text, len(space)):
        return space + katakana[0]
    first = takewhile(lambda token: is_unspaced_character(token) and not _HIRAGANA.match(token), tokens(text.lstrip()))
    found = list(first)
    return space + "".join(found[: 3 if found[0] >= _FIRST_HAN else 2]) if found else ""
