"""Revisions: a later sentence that gives another number of what an earlier one counts.

"Three people are missing." ... "Two of the three were found alive." A summary that quotes the first alone misleads.
Two numbers of one unit are mostly of two things, so the later sentence must show that it means the same:

    a part      it names both numbers side by side, or a part of what was counted: "two of the three", "two of them"
    a figure    it calls its number one, of what the earlier sentence counts: "the figure rose to 31,000"
    a rise      it repeats noun and predicate with a larger number: "12 people were killed" ... "15 people were killed"

A sentence that opens with "But" takes back or limits the one before, and is no less needed.

The words for "figure" and "but" are in data/revisions.toml; the rest needs no table.
"""

import re
import tomllib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import pairwise
from pathlib import Path

from wireglot.articles.facts import SHARES, TIMES, Quantity, any_of, find_quantities, split_row, units_in
from wireglot.articles.languages import base_language, is_question, is_unspaced
from wireglot.articles.numbers import find_months, numeral_table
from wireglot.summarizers.terms import terms

TABLE = Path(__file__).parent.parent / "data" / "revisions.toml"

# Units of which one number hardly ever revises another: shares of different things, and lengths of time.
_LOOSE_UNITS = SHARES | TIMES
_PERIODS = frozenset({"month", "year"})  # a sentence that names one compares with other times
_LARGEST_CHANGE = 20  # times: a number that is so much larger or smaller is of something else
_LARGEST_RISE = 3  # times, where no word says that it is a figure
_SHARED_LETTERS = 3  # of a number in words that its other forms share
_BEFORE = 12  # characters before a number that may hold "of them"
_NEAR = 2  # sentences: so far back "the figure" may refer without naming what it counts
_FIGURE_REACH = 60  # characters from "the figure" to its number
_TOLL_WORDS = 1  # between "the toll" and its number: "rose to 15", "till 15"
_CLAUSE = 50  # characters after a number that may name what it counts, and what is said of it
_NOUN_WORDS = 2  # the noun is one of so many words after the number
_PREDICATE_WORDS, _SHORTEST_PREDICATE = 3, 3  # the predicate is the longest of so many words after the noun; letters
# "two of the three": at most two words between the numbers, of which one may be long ("drei Vermissten wurden zwei").
_LINK, _LINK_WORDS, _LONG_WORD = 24, 2, 6
_CLAUSE_END = re.compile(r"[,.;:!?()\[\]\"“”„«»–—،。、，．；！？؛؟।|\d]|\s-\s")
_SENTENCE_END = re.compile(r"[.;:!?。；！？।؟]")
_MEANINGFUL_PAIR = re.compile("[\u30a0-\u30ff\u3400-\u9fff]{2}")  # without the hiragana of endings
_LEADING_MARKS = " \"'“”„«»‹›‘’–—-¿¡「『"
_YEAR = re.compile(r"(?<![\d.,])[12]\d{3}(?![\d.,]\d)(?!\d)")
_HYPHEN_BEFORE, _HYPHEN_BEHIND = re.compile(r"\d ?[-–] ?$"), re.compile(r" ?[-–] ?\d")
_DATE_MARKS = frozenset("年月日時时点點号號回第")
_JOINING = frozenset("-‑/.:°")
_ARABIC_AND = "و"  # in the tables of numerals it is a part of words
_MONTH, _BESIDE = 14, 4  # characters beside a number that may hold the name of a month, and between the two


@dataclass(frozen=True, slots=True)
class Count:
    """A number that counts or measures something.

    noun: the term of what it counts; predicate: a term of what is said of it; "" where the clause ends before.
    beginning: of the number as it is written, which other forms of it share ("drei", "dreien").
    """

    value: float
    unit: str
    noun: str
    predicate: str
    beginning: str
    start: int
    end: int


class Revisions:
    """Finds what later sentences of an article revise; the numbers of each sentence are read once, when needed.

    sentences: all of the article, in its language (BCP 47), in reading order; sentence_terms: the terms of each.
    """

    def __init__(self, sentences: Sequence[str], sentence_terms: Sequence[Sequence[str]], language: str) -> None:
        self._sentences = sentences
        self._words = [f" {' '.join(terms)} " for terms in sentence_terms]
        self._language = base_language(language)
        self._counts: dict[int, tuple[Count, ...]] = {}

    def newest(self, chosen: Sequence[int]) -> dict[int, int]:
        """Return for each chosen sentence with a number that is revised later the last sentence that does so."""
        found: dict[int, int] = {}
        for earlier in chosen:
            old = [count for count in self._counts_of(earlier) if count.value > 1 and count.unit not in _LOOSE_UNITS]
            for later in range(earlier + 1, len(self._sentences)) if old else ():
                if self._may_revise(later, old) and self._revises(later, earlier, old):
                    found[earlier] = later
        return found

    def contrary(self, chosen: Sequence[int]) -> dict[int, int]:
        """Return for each chosen sentence that the next one takes back or limits that one."""
        return {i: i + 1 for i in chosen if i + 1 < len(self._sentences) and self._takes_back(i + 1)}

    def _takes_back(self, sentence: int) -> bool:
        text = self._sentences[sentence]
        pattern = _pattern("contrary", self._language)
        return pattern is not None and pattern.match(text.lstrip(_LEADING_MARKS)) is not None and not is_question(text)

    def _may_revise(self, later: int, old: Sequence[Count]) -> bool:
        """Whether it may by its words, which costs far less than to read its numbers."""
        words = self._words[later]
        part = _pattern("part", self._language)
        if _figure_word(self._sentences[later], self._language) or (part and part.search(self._sentences[later])):
            return True
        return any(
            f" {count.beginning}" in words
            or (count.predicate and f" {count.noun} " in words and f" {count.predicate} " in words)
            or len(count.noun) == 1
            for count in old
        )

    def _revises(self, later: int, earlier: int, old: Sequence[Count]) -> bool:
        sentence, new = self._sentences[later], self._counts_of(later)
        if not new:
            return False
        if _names_part(sentence, old, new, self._language) or _names_part_of_them(sentence, old, new, self._language):
            return True
        if _names_figure(sentence, old, new, self._language, near=later - earlier <= _NEAR):
            return True
        context = self._sentences[max(earlier + 1, later - 1) : later + 1]
        return _is_rise(old, new) and not _is_of_another_time(context, self._language)

    def _counts_of(self, sentence: int) -> tuple[Count, ...]:
        if sentence not in self._counts:
            self._counts[sentence] = find_counts(self._sentences[sentence], self._language)
        return self._counts[sentence]


# A part


def _names_part(sentence: str, old: Sequence[Count], new: Sequence[Count], language: str) -> bool:
    """Whether it names a number of the earlier sentence beside a smaller one of the same: "two of the three"."""
    whole = {count.value: count for count in old if count.value > 2 and not count.unit and count.noun}
    return bool(whole) and any(
        a.value != b.value
        and max(a.value, b.value) in whole
        and not (a.unit or b.unit)
        and _have_one_counter(a, b, whole[max(a.value, b.value)])
        and _links(sentence[a.end : b.start], language)
        for a, b in pairwise(new)
    )


def _names_part_of_them(sentence: str, old: Sequence[Count], new: Sequence[Count], language: str) -> bool:
    """Whether "of them" is beside a smaller number, or a form of what is said of the whole: "zwei der Vermissten"."""
    largest = max((count.value for count in old if not count.unit and count.noun), default=0)
    smaller = [count for count in new if not count.unit and 1 <= count.value < largest]
    pattern = _pattern("part", language)
    return pattern is not None and any(
        pattern.match(sentence[count.end :].lstrip())
        or pattern.search(sentence[max(0, count.start - _BEFORE) : count.start])
        for count in smaller
    )


def _have_one_counter(*counts: Count) -> bool:
    """Whether those that have a counter, as in 3人 and 3명, have the same one."""
    return len({count.noun for count in counts if len(count.noun) == 1}) <= 1


def _links(between: str, language: str) -> bool:
    """Whether so little is between two numbers, and no "and", that one is probably a part of the other."""
    if len(between) > _LINK or _CLAUSE_END.search(between):
        return False
    words = between.split()
    joined = not set(words).isdisjoint([*numeral_table(language).get("links", "").split(), _ARABIC_AND])
    return not joined and 0 < len(words) <= _LINK_WORDS and sum(len(word) > _LONG_WORD for word in words) <= 1


# A figure


def _names_figure(sentence: str, old: Sequence[Count], new: Sequence[Count], language: str, *, near: bool) -> bool:
    match = _figure_word(sentence, language)
    figure = next((count for count in new if count.start >= match.end()), None) if match else None
    if match is None or figure is None or not _may_revise(figure, old) or _is_one_of_several(figure, new, old):
        return False
    between = sentence[match.end() : figure.start]
    if len(between) > _FIGURE_REACH or _SENTENCE_END.search(between):
        return False
    # "number 8" is a place in a list, unless the sentence names what is counted.
    near = near and (bool(between.strip()) or figure.unit != "" or len(figure.noun) == 1)
    ends = not _clause_after(sentence, figure.end).strip()
    is_toll = ends and len(between.split()) >= _TOLL_WORDS and not is_unspaced(sentence[0])
    return any(_is_figure_of(figure, count, sentence, near) or (is_toll and _rises(figure, count)) for count in old)


def _rises(figure: Count, count: Count) -> bool:
    """Whether it is a figure without a noun or unit, somewhat higher than the number: "the toll rose to 15"."""
    return not (figure.noun or figure.unit or count.unit) and 1 < figure.value / count.value <= _LARGEST_RISE


def _is_figure_of(figure: Count, count: Count, sentence: str, near: bool) -> bool:
    """Whether the figure is of what the earlier number counts: of its unit or noun, or right behind it."""
    if not 1 / _LARGEST_CHANGE <= figure.value / count.value <= _LARGEST_CHANGE:
        return False
    if figure.unit:
        return near and figure.unit == count.unit
    if len(count.noun) == 1:
        return figure.noun in ("", count.noun) and (near or (count.predicate != "" and count.predicate in sentence))
    if not {count.noun, count.predicate}.isdisjoint(terms(sentence)):
        return True
    return near and not figure.noun and figure.value > count.value


def _figure_word(sentence: str, language: str) -> re.Match[str] | None:
    pattern = _pattern("figures", language)
    return pattern.search(sentence) if pattern else None


@cache
def _pattern(table: str, language: str) -> re.Pattern[str] | None:
    """Return a pattern of the words of a table; None for a language without any."""
    words = split_row(_tables()[table].get(language, ""))
    if not words:
        return None
    pattern = f"(?:{any_of(words)})"
    return re.compile(pattern if is_unspaced(words[0][0]) else rf"(?<!\w){pattern}(?!\w)", re.IGNORECASE)


@cache
def _tables() -> dict[str, dict[str, str]]:
    return tomllib.loads(TABLE.read_text(encoding="utf-8"))


# A rise


def _is_rise(old: Sequence[Count], new: Sequence[Count]) -> bool:
    """Whether the same is said of more of the same."""
    return any(
        count.predicate
        and count.predicate == before.predicate
        and (count.noun, count.unit) == (before.noun, before.unit)
        and before.value < count.value <= _LARGEST_RISE * before.value
        and isinstance(count.value, int)
        and _may_revise(count, old)
        and not (_is_one_of_several(count, new, old) or _is_one_of_several(before, old, ()))
        for count in new
        for before in old
    )


def _is_of_another_time(sentences: Sequence[str], language: str) -> bool:
    """Whether a year, or a length of years or months, is named: such numbers are for comparison."""
    return any(_YEAR.search(sentence) or units_in(sentence, language) & _PERIODS for sentence in sentences)


def _may_revise(count: Count, old: Sequence[Count]) -> bool:
    return count.unit not in _LOOSE_UNITS and all(count.value != other.value for other in old)


def _is_one_of_several(count: Count, beside: Sequence[Count], old: Sequence[Count]) -> bool:
    """Whether its sentence counts more of the same kind, as lists do; the number that it replaces is none of them."""
    known = {other.value for other in old}
    kind = (count.noun, count.unit)
    return any(
        other is not count and (other.noun, other.unit) == kind and kind != ("", "") and other.value not in known
        for other in beside
    )


# Counts


def find_counts(sentence: str, language: str) -> tuple[Count, ...]:
    """Return the numbers that count or measure something, in order: no years, dates, times, or names such as "G7"."""
    return tuple(sorted(_counts(sentence, language), key=lambda count: count.start))


def _counts(sentence: str, language: str) -> Iterator[Count]:
    for quantity in find_quantities(sentence, language):
        values = [value for value in quantity.values if not isinstance(value, str)]
        after = _clause_after(sentence, quantity.end)
        if values and not _is_name_or_date(sentence, quantity, language):
            noun, predicate = _said(after)
            beginning = quantity.text[:_SHARED_LETTERS].lower() if quantity.spelled_out else quantity.text.lower()
            yield Count(max(values), quantity.unit, noun, predicate, beginning, quantity.start, quantity.end)


def _is_name_or_date(sentence: str, quantity: Quantity, language: str) -> bool:
    if quantity.spelled_out:
        return False
    before, behind = sentence[max(0, quantity.start - 1) : quantity.start], sentence[quantity.end : quantity.end + 2]
    if before == "第" or behind[:1] in _DATE_MARKS or (before and (_is_letter(before) or before in _JOINING)):
        return True
    if quantity.unit:
        return False
    if _is_letter(behind[:1]) or (behind[:1] in _JOINING and behind[1:].isalnum()) or _is_score(sentence, quantity):
        return True
    is_year = quantity.text.isdecimal() and len(quantity.text) == 4 and quantity.text[0] in "12"
    return is_year or _is_day(sentence, quantity, language)


def _is_day(sentence: str, quantity: Quantity, language: str) -> bool:
    """Whether the name of a month is beside it."""
    start = max(0, quantity.start - _MONTH)
    around = sentence[start : quantity.end + _MONTH]
    first, last = quantity.start - start, quantity.end - start
    return any(0 <= first - b <= _BESIDE or 0 <= a - last <= _BESIDE for _, a, b in find_months(around, language))


def _is_score(sentence: str, quantity: Quantity) -> bool:
    """Whether a hyphen joins it to another number: "3 - 1"."""
    before, behind = sentence[max(0, quantity.start - 4) : quantity.start], sentence[quantity.end : quantity.end + 4]
    return _HYPHEN_BEFORE.search(before) is not None or _HYPHEN_BEHIND.match(behind) is not None


def _is_letter(mark: str) -> bool:
    """Whether it is a letter that makes a name of the number beside it, and no counter as in 12人 and 12명."""
    return mark.isalpha() and not _is_counter(mark)


def _is_counter(mark: str) -> bool:
    return is_unspaced(mark) or "\uac00" <= mark <= "\ud7a3"


def _clause_after(sentence: str, end: int) -> str:
    """Return what follows a number, up to a mark or the next number."""
    after = sentence[end : end + _CLAUSE]
    mark = _CLAUSE_END.search(after)
    return after[: mark.start()] if mark else after


def _said(after: str) -> tuple[str, str]:
    """Return noun and predicate of a number, by the words after it; "" for what is missing."""
    if after[:1] and is_unspaced(after[0]):
        pair = _MEANINGFUL_PAIR.search(after, 1)
        return after[0], pair[0] if pair else ""
    if after[:1].isalpha():
        return after[0], _longest(after.split()[1 : _PREDICATE_WORDS + 1])
    words = [found[0] for word in after.split() if (found := terms(word))]
    noun = next((term for term in words[:_NOUN_WORDS] if len(term) > (3 if term.isascii() else 2)), "")
    return noun, _longest(after.split()[words.index(noun) + 1 :][:_PREDICATE_WORDS]) if noun else ""


def _longest(words: Sequence[str]) -> str:
    """Return the term of the longest word: "killed" of "have been killed", "getötet" of "wurden getötet"."""
    longest = max(words, key=len, default="")
    return terms(longest)[0] if len(longest) >= _SHORTEST_PREDICATE and terms(longest) else ""
