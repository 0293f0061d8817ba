"""Which of "." and "," separates decimals: by language, and in a text by what it writes.

    12,5 %   2.459.000   1.459,50   0,125   3,125 %        the comma, whatever else the text has
    1.459 habitantes   25.000 euros                        the comma as well: the point is for thousands
    1,459 euros                                            either: the mark of the rest of the text, else the usual one

Three digits after one mark are thousands or decimals. In Spain 1,459 euros are one and a half, in Mexico 1,459 people
are a crowd, so each number that can be read in one way only gives a vote for the mark of its text.
"""

import re
from collections import Counter
from collections.abc import Iterable, Iterator
from functools import cache

from wireglot.articles.languages import base_language
from wireglot.articles.numbers.tables import load_table

_OTHER = {",": ".", ".": ","}
# Neither dates, times and versions (12.05.2024, 14:30) nor parts of words.
_NUMBER = re.compile(r"(?<![\w.,:/])(?<!\d-)(\d+(?:[.,]\d+)+)(?!\w|[.,:/-]\d)")
_GROUPED = re.compile(r"\d{1,3}(?:([.,])\d{3})(?:\1\d{3})+")
_GROUPED_DECIMAL = re.compile(r"\d{1,3}(?:([.,])\d{3})(?:\1\d{3})*(?!\1)([.,])\d+")
_ONE_MARK = re.compile(r"(\d+)([.,])(\d+)")
_BEHIND = re.compile(r"[\s\u00a0\u202f]?([^\s.,;:!?()\"«»“”]+(?: [^\s.,;:!?()\"«»“”]+)?)")
_WHOLE_WORD = 2
# Of a number that can mean only one thing, of one that is clear where both marks occur (1,2 may be two chapters), and
# of one that can hardly mean the other.
_CERTAIN, _CLEAR, _LIKELY = 3, 2, 1


def usual_decimal_mark(language: str) -> str:
    """Return the decimal mark of a language; where both occur, that of most texts; "" where none is known."""
    base = base_language(language)
    only: str = load_table("numerals").get(base, {}).get("decimal", "")
    usual: str = load_table("decimal_marks")["usual"].get(base, "")
    return only or usual


def decimal_mark_in(texts: Iterable[str], language: str) -> str:
    """Return the decimal mark of texts: the one for which their numbers vote, else the usual one of the language.

    In a language with one mark only certain numbers speak for the other.
    """
    usual = usual_decimal_mark(language)
    if not usual:
        return ""
    lowest, votes = _LIKELY if has_two_marks(language) else _CERTAIN, Counter[str]()
    for match in (match for text in texts for match in _NUMBER.finditer(text)):
        for mark, weight in _votes(match):
            votes[mark] += weight if mark == usual or weight >= lowest else 0
    return max((usual, _OTHER[usual]), key=votes.__getitem__)


def with_usual_marks(text: str, language: str, mark: str) -> str:
    """Return a text whose decimal mark is `mark` with the numbers written as is usual in its language."""
    usual = usual_decimal_mark(language)
    if not usual or mark == usual:
        return text
    return _NUMBER.sub(lambda match: match[0] if _may_be_time(match[0]) else _exchanged(match[0]), text)


def _votes(match: re.Match[str]) -> Iterator[tuple[str, int]]:
    """The decimal marks for which a number speaks, with their weight."""
    number = match[1]
    if both := _GROUPED_DECIMAL.fullmatch(number):
        yield both[2], _CERTAIN
    elif grouped := _GROUPED.fullmatch(number):
        yield _OTHER[grouped[1]], _CERTAIN
    elif one := _ONE_MARK.fullmatch(number):
        yield from _votes_of_one_mark(one[1], one[2], one[3], match)


def _votes_of_one_mark(whole: str, mark: str, fraction: str, match: re.Match[str]) -> Iterator[tuple[str, int]]:
    rate = _is_rate(match)
    if len(fraction) != 3:
        if rate or mark == "," or len(fraction) == 1:  # a point and two digits may be a time or a date
            yield mark, _CERTAIN if rate else _CLEAR if mark == "," else _LIKELY
    elif whole.startswith("0") or rate or len(whole) > 3:
        yield mark, _CERTAIN
    elif fraction == "000" or not _is_measured(match) or len(whole) > 1:
        yield _OTHER[mark], _LIKELY


def has_two_marks(language: str) -> bool:
    """Return whether papers in the language have one mark or the other, or none is known for certain."""
    return not load_table("numerals").get(base_language(language), {}).get("decimal", "")


def _is_rate(match: re.Match[str]) -> bool:
    """Whether a percentage follows, which has no thousands."""
    return _behind(match).startswith(("%", "٪", "‰", "por cien", "por cent", "per cent", "percent"))


def _is_measured(match: re.Match[str]) -> bool:
    """Whether a unit or currency stands beside the number, of which there are thousandths."""
    before = match.string[max(0, match.start() - 2) : match.start()].strip()
    behind = _behind(match)
    return before == "€" or behind.startswith(_long_measures()) or behind.split(" ")[0] in _short_measures()


def _behind(match: re.Match[str]) -> str:
    found = _BEHIND.match(match.string, match.end())
    return found[1].casefold() if found else ""


@cache
def _long_measures() -> tuple[str, ...]:
    stems = load_table("decimal_marks")["measures"]["stems"]
    return tuple(stem for stem in stems if len(stem) > _WHOLE_WORD or not stem.isalpha())


@cache
def _short_measures() -> frozenset[str]:
    return frozenset(load_table("decimal_marks")["measures"]["stems"])


def _may_be_time(number: str) -> bool:
    """14.30 is half past two where the point separates decimals as well."""
    hours, mark, minutes = number.partition(".")
    return bool(mark) and len(minutes) == 2 and len(hours) <= 2 and int(hours) < 25 and int(minutes) < 60


def _exchanged(number: str) -> str:
    return number.translate({ord("."): ",", ord(","): "."})
