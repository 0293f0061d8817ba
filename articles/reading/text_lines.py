"""The lines of plain text, and what one line shows of the next: that it goes on, or that a sentence ended in it."""

import re
from collections.abc import Sequence
from itertools import pairwise
from typing import NamedTuple

from wireglot.articles.agencies import credit_start
from wireglot.articles.languages import ends_sentence
from wireglot.articles.sentences import families, split_text

_SEPARATOR = re.compile(r"[-–—_=*#~•·.+ ]{3,}")
# A comma, a dash or an opening mark: the same mark closes a quotation behind a word.
_CONTINUING = re.compile(r"(?:[,،、，;(–—]|(?<!\S)[„«“‘])\Z")
# A quotation mark that opens, behind a space, and any that closes.
_QUOTATION_MARK = re.compile(r"(?P<opens>(?<![^\s(\[—–\u3000-\u9fff\uff00-\uff5f-])[„“«]|「)|[“”»」]")
_CLOSING_OF = {"„": "“”", "“": "”", "«": "»", "「": "」"}
_QUOTED = re.compile(r"(?:> ?)+")
_LONGEST_WORD = 20
_BEFORE_STOP = re.compile(r"(?:^|[\s(\"'“„«])(\d{1,2}|[^\W\d_]{1,12})\.$")


class Line(NamedTuple):
    """A line with content; `indented`: it begins with a space."""

    text: str
    final: bool
    apart: bool
    indented: bool


def without_quote_marks(text: str) -> str:
    """Remove "> " of quoted mail, which a text has on lines in sequence; a change of depth ends a paragraph."""
    lines = text.split("\n")
    marks = [match[0].count(">") if (match := _QUOTED.match(line.lstrip())) else 0 for line in lines]
    if not any(first and second for first, second in pairwise(marks)):
        return text
    result: list[str] = []
    for n, line in enumerate(lines):
        if n and marks[n] != marks[n - 1] and max(marks[n], marks[n - 1]) > 0:
            result.append("")
        result.append(_QUOTED.sub("", line.lstrip(), count=1) if marks[n] else line)
    return "\n".join(result)


def find_lines(text: str) -> list[Line]:
    """Return each line with content; blank lines and separators only set `apart`."""
    lines: list[Line] = []
    pending = ""
    indented = False
    for raw in text.split("\n"):
        line = raw.strip(" \u200b")
        separator = not line or (not line[0].isalnum() and _SEPARATOR.fullmatch(line) is not None)
        if pending:
            lines.append(Line(pending, _is_final(pending), separator, indented))
        pending, indented = "" if separator else line, raw.startswith(" ")
    if pending:
        lines.append(Line(pending, _is_final(pending), True, indented))
    elif lines:
        lines[-1] = lines[-1]._replace(apart=True)
    return lines


def _is_final(line: str) -> bool:
    """Return whether a line ends in a final mark, or in an agency's credit behind one: "... i går. /TT"."""
    return ends_sentence(line) or ((end := credit_start(line)) > 0 and ends_sentence(line[:end]))


def starts_with_small_letter(line: str) -> bool:
    """Return whether a line continues a sentence by its small letter; Georgian has only small letters."""
    return line[0].islower() and not "\u10a0" <= line[0] <= "\u10ff"


def goes_on(line: str) -> bool:
    """Return whether a line ends in a mark that ends no sentence, heading or paragraph."""
    return _CONTINUING.search(line, max(0, len(line) - 2)) is not None


def lines_within_quotations(lines: Sequence[Line]) -> frozenset[int]:
    """Return the lines at whose ends a quotation is open that a line of the same group closes."""
    within: set[int] = set()
    opening, first = "", 0
    for i, line in enumerate(lines):
        for mark in _QUOTATION_MARK.finditer(line.text):
            if mark["opens"] and not opening:
                opening, first = mark[0], i
            elif opening and mark[0] in _CLOSING_OF[opening]:
                within.update(range(first, i))
                opening = ""
        if line.apart:
            opening = ""
    return frozenset(within)


def ends_in_abbreviation(line: str) -> bool:
    """Return whether the full stop at the end belongs to an abbreviation or an ordinal: "1." | "tammikuuta"."""
    word = _BEFORE_STOP.search(line[-_LONGEST_WORD:])
    return word is not None and (word[1].isdecimal() or word[1] in families().abbreviations)


def is_inside_sentence(line: str, following: str) -> bool:
    """Return whether sentence segmentation finds no border between the lines ("... said Mr." | "Smith ...")."""
    tail = line[-60:] + " "
    length = 0
    for piece in split_text(tail + following[:60]):
        length += len(piece)
        if length == len(tail):
            return False
    return True
