"""Lines that begin the items of a list: by a sign, a number, a letter."""

import re
from collections.abc import Sequence

from wireglot.articles.reading.text_lines import Line

# Lines; items of news are seldom longer.
LONGEST_ITEM = 12

_BULLET = re.compile(
    r"(?P<sign>[-*+•‣▪●○–—―◦■□►»])[ \t]+(?=\S)"
    r"|\(?(?:(?P<number>\d{1,2})[.)-]|(?P<roman>[ivx]{1,4}|[IVX]{1,4})[.)]|(?P<letter>[a-zа-яα-ω])\)) (?=\S)"
    r"|(?P<circled>[①-⑳]) ?(?=\S)|(?P<han>[一二三四五六七八九十])、"
)
_ROMAN = ("", "i", "ii", "iii", "iv", "v", "vi", "vii", "viii", "ix", "x", "xi", "xii", "xiii", "xiv", "xv")
_HAN = "一二三四五六七八九十"
# These never stand at the beginning of a line by chance.
_LIST_SIGNS = frozenset("•‣▪●○◦■□►")


def find_items(lines: Sequence[Line]) -> frozenset[int]:
    """Return the lines that begin an item of a list.

    A list has two items or more with the same sign, or with numbers in sequence. Its first one begins a group, or
    stands behind a final mark or a colon: a dash or number that wrapping moved to the beginning of a line does not.
    """
    marks = [_BULLET.match(line.text) for line in lines]
    items: set[int] = set()
    last: tuple[str, int] | None = None
    for i, mark in enumerate(marks):
        if mark is None:
            continue
        sign, number = _sign_of(mark)
        if mark["roman"] and last == ("a", ord(mark["roman"][0]) - 1):
            sign, number = "a", ord(mark["roman"])
        begins = i == 0 or lines[i - 1].apart or lines[i - 1].final or lines[i - 1].text[-1] in ":："
        follows = last is not None and last[0] == sign and (number == last[1] + 1 if number else True)
        if sign in _LIST_SIGNS or (follows and last is not None) or (begins and _has_next(marks, i, sign, number)):
            items.add(i)
            last = (sign, number)
    return frozenset(items)


def _sign_of(mark: re.Match[str]) -> tuple[str, int]:
    """Return the sign of an item, and its number: 0 for one without."""
    if mark["number"]:
        return "1", int(mark["number"])
    if mark["roman"]:
        return "i", _ROMAN.index(roman) if (roman := mark["roman"].lower()) in _ROMAN else 0
    if mark["letter"]:
        return "a", ord(mark["letter"])
    if mark["circled"]:
        return "①", ord(mark["circled"])
    if mark["han"]:
        return "一", _HAN.index(mark["han"]) + 1
    return mark["sign"], 0


def _has_next(marks: list[re.Match[str] | None], i: int, sign: str, number: int) -> bool:
    """Whether one of the next lines begins the item after the one in line i."""
    following = (_sign_of(mark) for mark in marks[i + 1 : i + 1 + LONGEST_ITEM] if mark)
    return any(other == sign and (not number or n == number + 1) for other, n in following)
