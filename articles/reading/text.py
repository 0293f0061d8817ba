"""Plain text to a parsed text: lines to paragraphs, by the way in which the file breaks its lines.

    wrapped    at a width: at nearly every line end the next word would not have fitted
    flowing    anywhere: sentences end within lines, and lines within sentences
    lines      one sentence, paragraph, heading or credit a line, with or without blank lines

A blank line always separates. A line end after a final mark does too, unless the file is wrapped and has blank lines
between its paragraphs. Joining adds one space, none between Han or kana; a word divided at a line end keeps its
hyphen unless the same word is in the text undivided.
"""

import re
from typing import Literal

from wireglot.articles.languages import EAST_ASIAN, FINAL_MARKS, SOUTHEAST_ASIAN, ends_sentence, is_within
from wireglot.articles.reading.structure import HEADING, Paragraph, ParsedText, find_structure
from wireglot.articles.sentences import split_text

# Mail and news tools wrap at 60 to 80, some agencies at 100, old terminals at 132; a longest line
# beyond that means that nothing was wrapped.
WIDEST_WRAP = 132
# By chance half of all line ends look full, in wrapped text all of them but odd ones (a long address).
FULL_SHARE = 0.8
# Where words are not spaced hardly any line but the longest is full by chance; the odd space breaks some.
FULL_SHARE_TIGHT = 0.4

_SEPARATOR = re.compile(r"[-–—_=*#~•·.+ ]{3,}")
_HEADING_MARK = re.compile(r"#{1,6} +(?=\S)")
_BULLET = re.compile(r"(?:[-*+•‣▪●○–—―]|\d{1,2}[.)]) ")
_END_WITHIN_LINE = re.compile(rf"[{''.join(FINAL_MARKS - set('.'))}]|\. ")
# Words that follow a hanging hyphen: "Ein- und Ausgang", "in- och utrikes".
_AFTER_HANGING = re.compile(r"(?:und|oder|bzw|och|eller|og|en|of|and|or|et|ou|e|o|y|i)\b")
_CONTINUING = ",،、，"
_OPENERS = "\"'“”„«»‘(–—- "

LineBreaks = Literal["wrapped", "flowing", "lines"]


def read_text(text: str) -> ParsedText:
    """Parse clean plain text; without any letter it has no blocks."""
    return ParsedText(*find_structure(find_paragraphs(text)))


def find_paragraphs(text: str) -> list[Paragraph]:
    """Return the paragraphs of clean text in order; every letter is kept."""
    lines = _lines(text)
    candidates = [i for i, line in enumerate(lines[:-1]) if not line.apart]
    if not candidates:
        return [_with_heading_mark(line) for line in lines]
    return _LineJoiner(text, lines, candidates).paragraphs()


def _lines(text: str) -> list[Paragraph]:
    """One paragraph for each line with content; blank lines and separators only show in `apart`."""
    lines: list[Paragraph] = []
    pending = ""
    for line in text.split("\n"):
        line = line.strip(" \u200b")
        separator = not line or (not line[0].isalnum() and _SEPARATOR.fullmatch(line) is not None)
        if pending:
            lines.append(Paragraph(pending, ends_sentence(pending), separator))
        pending = "" if separator else line
    if pending:
        lines.append(Paragraph(pending, ends_sentence(pending), True))
    elif lines:
        lines[-1] = lines[-1]._replace(apart=True)
    return lines


def _with_heading_mark(line: Paragraph) -> Paragraph:
    """A line that begins like a Markdown heading is one in plain text as well."""
    if line.text.startswith("#") and (mark := _HEADING_MARK.match(line.text)):
        return line._replace(text=line.text[mark.end() :].rstrip("# "), kind="heading")
    return line


class _LineJoiner:
    """The lines of one file: decides at each line end whether the paragraph continues, then joins."""

    def __init__(self, text: str, lines: list[Paragraph], candidates: list[int]) -> None:
        self.text = text
        self.lines = lines
        # One line in fifty may be too long for a wrapped file: an address that could not be broken.
        lengths = sorted(len(line.text) for line in lines)
        self.width = lengths[-1 - len(lengths) // 50]
        # A blank line after the headline alone is not a separation of paragraphs by blank lines.
        self.separated = sum(line.apart for line in lines[:-1]) >= 2
        self.breaks = self._line_breaks(candidates)

    def paragraphs(self) -> list[Paragraph]:
        """All lines, those of one paragraph joined."""
        paragraphs: list[Paragraph] = []
        start = 0
        for i, line in enumerate(self.lines):
            if line.apart or not self._continues(i):
                paragraphs.append(_with_heading_mark(self._join(start, i)))
                start = i + 1
        return paragraphs

    def _line_breaks(self, candidates: list[int]) -> LineBreaks:
        """Decided by the lines that end within a sentence; short ones may be headings and do not count."""
        inside = [i for i in candidates if not self.lines[i].final and len(self.lines[i].text) > self.width / 2]
        if len(inside) < 2 or self.width > WIDEST_WRAP:
            return "lines"
        full = sum(self._is_full(i) for i in inside)
        tight = sum(EAST_ASIAN.match(self.lines[i + 1].text) is not None for i in inside) > len(inside) / 2
        if full >= (FULL_SHARE_TIGHT if tight else FULL_SHARE) * len(inside):
            return "wrapped"
        # Thai and Lao have no final marks: there a line without one is no sign of a broken sentence.
        ends = len(_END_WITHIN_LINE.findall(self.text))
        flowing = len(inside) > len(candidates) / 2 and ends > len(self.lines) / 4
        return "flowing" if flowing and not SOUTHEAST_ASIAN.search(self.text) else "lines"

    def _is_full(self, i: int) -> bool:
        """Would the next line's first word not have fitted on line i?"""
        line, following = self.lines[i].text, self.lines[i + 1].text
        if EAST_ASIAN.match(following):
            # Marks that must not begin a line move a character or two down (kinsoku).
            return len(line) + 3 > self.width
        return self._has_no_room_for_word(line, following)

    def _has_no_room_for_word(self, line: str, following: str) -> bool:
        # Other programs count columns differently (combining marks, wide letters). A headline on top is
        # just as often nearly full by chance, so the first line has no such tolerance.
        slack = 0 if line is self.lines[0].text else max(2, self.width // 16)
        return len(line) + 1 + len(following.split(" ", 1)[0]) > self.width - slack

    def _is_forced(self, i: int) -> bool:
        """Full, or broken at one of the few spaces of a script that has hardly any."""
        line, following = self.lines[i].text, self.lines[i + 1].text
        if self._is_full(i):
            return True
        inside = self.separated or (i > 0 and not is_within(line, HEADING))
        return inside and EAST_ASIAN.match(following) is not None and self._has_no_room_for_word(line, following)

    def _continues(self, i: int) -> bool:
        line, following = self.lines[i], self.lines[i + 1]
        if line.text.startswith("#") or following.text.startswith("#"):
            return False
        wrapped = self.breaks == "wrapped" and self._is_forced(i)
        if line.final:
            return wrapped and (self.separated or _is_inside_sentence(line.text, following.text))
        if wrapped:
            return not self._is_headline(i)
        if _BULLET.match(following.text):
            return False
        if self.breaks == "flowing" and not is_within(line.text, HEADING):
            return True
        if line.text[-1] in _CONTINUING:
            return not following.text[0].isupper()
        return _starts_with_small_letter(following.text)

    def _is_headline(self, i: int) -> bool:
        """A headline may just fill the first line: then a capital follows, as it seldom does within a sentence.

        Not so when the second line ends it as well: that is a headline of two lines.
        """
        if i > 0 or self.separated or self.lines[0].text[-1] in _CONTINUING:
            return False
        second = self.lines[1]
        if second.apart or not (second.final or self._is_forced(1)):
            return False
        return second.text.lstrip(_OPENERS)[:1].isupper()

    def _join(self, start: int, end: int) -> Paragraph:
        if start == end:
            return self.lines[start]
        pieces: list[str] = []
        for i in range(start, end):
            pieces += self._piece_and_space(self.lines[i].text, self.lines[i + 1].text)
        pieces.append(self.lines[end].text)
        return Paragraph("".join(pieces), self.lines[end].final, self.lines[end].apart)

    def _piece_and_space(self, line: str, following: str) -> tuple[str, str]:
        """The line as it is joined, and what comes between it and the following one."""
        if EAST_ASIAN.match(line[-1]) or EAST_ASIAN.match(following):
            return line, ""
        if SOUTHEAST_ASIAN.match(line[-1]) and SOUTHEAST_ASIAN.match(following):
            # A full line was broken within a phrase; another one at a space, which is put back.
            return line, "" if len(line) >= self.width or line.endswith("་") else " "
        if line.endswith("-") and line[-2:-1].isalpha() and following[0].islower():
            return self._divided_word(line, following)
        return line, " "

    def _divided_word(self, line: str, following: str) -> tuple[str, str]:
        head, tail = line.rsplit(" ", 1)[-1][:-1], re.split(r"\W", following, maxsplit=1)[0]
        if _AFTER_HANGING.match(following):
            return line, " "
        if head.isalpha() and len(tail) > 1 and f"{head}{tail}" in self.text:
            return line[:-1], ""
        return line, ""


def _starts_with_small_letter(line: str) -> bool:
    """A small letter continues the sentence before; Georgian has small letters only."""
    return line[0].islower() and not "\u10a0" <= line[0] <= "\u10ff"


def _is_inside_sentence(line: str, following: str) -> bool:
    """Tell whether the segmentation see no sentence end here ("... said Mr." | "Smith ...")?"""
    tail = line[-60:] + " "
    length = 0
    for piece in split_text(tail + following[:60]):
        length += len(piece)
        if length == len(tail):
            return False
    return True
