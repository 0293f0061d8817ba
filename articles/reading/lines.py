"""Lines to paragraphs: how a plain text file breaks its lines, found out from the lines themselves.

Three habits, told apart once for a file:

    wrapped    broken at a width: at nearly every line end the next word would not have fitted
    flowing    broken anywhere: sentences end in mid-line, lines end in mid-sentence
    lines      one sentence, paragraph, heading or credit a line, with or without blank lines

A blank line always parts. A line end after a final mark parts too, unless the file is wrapped and
parts its paragraphs by blank lines. Joining adds one space, none between Han or kana; a word divided
at a line end keeps its hyphen unless the same word stands undivided in the text.
"""

import re
from typing import Literal, NamedTuple

from wireglot.articles.article import Kind
from wireglot.articles.languages import EAST_ASIAN, FINAL_MARKS, SOUTHEAST_ASIAN, LineLimit, ends_sentence, is_within

# Mail and news tools wrap at 60 to 80, some agencies at 100, old terminals at 132; a longest line
# beyond that means that nothing was wrapped.
WIDEST_WRAP = 132
# By chance half of all line ends look full, in wrapped text all of them but odd ones (a long address).
FULL_SHARE = 0.8
# Where words are not spaced hardly any line but the longest is full by chance; the odd space breaks some.
FULL_SHARE_TIGHT = 0.4
# Sub-headings of news: 8 words split all 22 units of the example articles rightly; in scripts without
# spaces about the same sense takes 20 and 30 characters.
HEADING = LineLimit(8, 20, 30)

_SEPARATOR = re.compile(r"[-–—_=*#~•·.+ ]{3,}")
_MARKED = re.compile(r"#{1,6} +(?=\S)")
_BULLET = re.compile(r"(?:[-*+•‣▪●○–—―]|\d{1,2}[.)]) ")
_MID_LINE_END = re.compile(rf"[{''.join(FINAL_MARKS - set('.'))}]|\. ")
# Words that follow a hanging hyphen: "Ein- und Ausgang", "in- och utrikes".
_AFTER_HANGING = re.compile(r"(?:und|oder|bzw|och|eller|og|en|of|and|or|et|ou|e|o|y|i)\b")
_CONTINUING = ",،、，"
_OPENERS = "\"'“”„«»‘(–—- "

Habit = Literal["wrapped", "flowing", "lines"]


class Paragraph(NamedTuple):
    """A paragraph or a line that stands for itself.

    final   ends in a final mark
    apart   a blank line, or the end of the text, follows
    kind    what the format itself marks it as; None when that is still to be found out
    """

    text: str
    final: bool
    apart: bool
    kind: Kind | None = None


def paragraphs(text: str) -> list[Paragraph]:
    """The paragraphs of clean text, in order; every letter is kept."""
    rows = _rows(text)
    joints = [i for i, row in enumerate(rows[:-1]) if not row.apart]
    if not joints:
        return [_marked(row) for row in rows]
    return _Joiner(text, rows, joints).paragraphs()


def _rows(text: str) -> list[Paragraph]:
    """One row a line that says something; blank lines and rules live on in `apart`."""
    rows: list[Paragraph] = []
    pending = ""
    for line in text.split("\n"):
        line = line.strip(" \u200b")
        rule = not line or (not line[0].isalnum() and _SEPARATOR.fullmatch(line) is not None)
        if pending:
            rows.append(Paragraph(pending, ends_sentence(pending), rule))
        pending = "" if rule else line
    if pending:
        rows.append(Paragraph(pending, ends_sentence(pending), True))
    elif rows:
        rows[-1] = rows[-1]._replace(apart=True)
    return rows


def _marked(row: Paragraph) -> Paragraph:
    """A line that begins like a Markdown heading is one, in plain text as well."""
    if row.text.startswith("#") and (mark := _MARKED.match(row.text)):
        return row._replace(text=row.text[mark.end() :].rstrip("# "), kind="heading")
    return row


class _Joiner:
    """The rows of one file and its habit: decides at each joint, then joins."""

    def __init__(self, text: str, rows: list[Paragraph], joints: list[int]) -> None:
        self.text = text
        self.rows = rows
        # One line in fifty may stick out of a wrapped file: an address that could not be broken.
        lengths = sorted(len(row.text) for row in rows)
        self.width = lengths[-1 - len(lengths) // 50]
        # A blank line behind the headline alone does not make a file that parts by blank lines.
        self.parted = sum(row.apart for row in rows[:-1]) >= 2
        self.habit = self._habit(joints)

    def paragraphs(self) -> list[Paragraph]:
        """All rows, those of one paragraph joined."""
        found: list[Paragraph] = []
        start = 0
        for i, row in enumerate(self.rows):
            if row.apart or not self._joined(i):
                found.append(_marked(self._join(start, i)))
                start = i + 1
        return found

    def _habit(self, joints: list[int]) -> Habit:
        """Told by the lines that end in mid-sentence; short ones may be headings and have no vote."""
        inside = [i for i in joints if not self.rows[i].final and len(self.rows[i].text) > self.width / 2]
        if len(inside) < 2 or self.width > WIDEST_WRAP:
            return "lines"
        full = sum(self._full(i) for i in inside)
        tight = sum(EAST_ASIAN.match(self.rows[i + 1].text) is not None for i in inside) > len(inside) / 2
        if full >= (FULL_SHARE_TIGHT if tight else FULL_SHARE) * len(inside):
            return "wrapped"
        # Thai and Lao have no final marks: there a line without one is no sign of a broken sentence.
        ends = len(_MID_LINE_END.findall(self.text))
        flowing = len(inside) > len(joints) / 2 and ends > len(self.rows) / 4
        return "flowing" if flowing and not SOUTHEAST_ASIAN.search(self.text) else "lines"

    def _full(self, i: int) -> bool:
        """Would the next line's first word not have fitted behind line i?"""
        line, following = self.rows[i].text, self.rows[i + 1].text
        if EAST_ASIAN.match(following):
            # Marks that must not begin a line move a character or two down (kinsoku).
            return len(line) + 3 > self.width
        return self._word_full(line, following)

    def _word_full(self, line: str, following: str) -> bool:
        # Columns are counted otherwise elsewhere: combining marks, wide letters. A headline on top is
        # just as often nearly full by chance, so the first line has no such grace.
        slack = 0 if line is self.rows[0].text else max(2, self.width // 16)
        return len(line) + 1 + len(following.split(" ", 1)[0]) > self.width - slack

    def _forced(self, i: int) -> bool:
        """Full, or broken at one of the few spaces of a script that has hardly any."""
        row, following = self.rows[i].text, self.rows[i + 1].text
        if self._full(i):
            return True
        inside = self.parted or (i > 0 and not is_within(row, HEADING))
        return inside and EAST_ASIAN.match(following) is not None and self._word_full(row, following)

    def _joined(self, i: int) -> bool:
        row, following = self.rows[i], self.rows[i + 1]
        if row.text.startswith("#") or following.text.startswith("#"):
            return False
        wrapped = self.habit == "wrapped" and self._forced(i)
        if row.final:
            return wrapped and (self.parted or _runs_on(row.text, following.text))
        if wrapped:
            return not self._heads(i)
        if _BULLET.match(following.text):
            return False
        if self.habit == "flowing" and not is_within(row.text, HEADING):
            return True
        if row.text[-1] in _CONTINUING:
            return not following.text[0].isupper()
        return _begins_small(following.text)

    def _heads(self, i: int) -> bool:
        """A headline may just fill the first line: then a capital follows, as it seldom does in mid-sentence.

        Not so when the second line ends the matter as well: that is a headline of two lines.
        """
        if i > 0 or self.parted or self.rows[0].text[-1] in _CONTINUING:
            return False
        second = self.rows[1]
        if second.apart or not (second.final or self._forced(1)):
            return False
        return second.text.lstrip(_OPENERS)[:1].isupper()

    def _join(self, start: int, end: int) -> Paragraph:
        if start == end:
            return self.rows[start]
        pieces: list[str] = []
        for i in range(start, end):
            pieces += self._glue(self.rows[i].text, self.rows[i + 1].text)
        pieces.append(self.rows[end].text)
        return Paragraph("".join(pieces), self.rows[end].final, self.rows[end].apart)

    def _glue(self, line: str, following: str) -> tuple[str, str]:
        """The line as it is to be joined, and what comes between it and the following one."""
        if EAST_ASIAN.match(line[-1]) or EAST_ASIAN.match(following):
            return line, ""
        if SOUTHEAST_ASIAN.match(line[-1]) and SOUTHEAST_ASIAN.match(following):
            # Full to the brim: cut inside a phrase; otherwise broken at a space, which returns.
            return line, "" if len(line) >= self.width or line.endswith("་") else " "
        if line.endswith("-") and line[-2:-1].isalpha() and following[0].islower():
            return self._hyphen(line, following)
        return line, " "

    def _hyphen(self, line: str, following: str) -> tuple[str, str]:
        head, tail = line.rsplit(" ", 1)[-1][:-1], re.split(r"\W", following, maxsplit=1)[0]
        if _AFTER_HANGING.match(following):
            return line, " "
        if head.isalpha() and len(tail) > 1 and f"{head}{tail}" in self.text:
            return line[:-1], ""
        return line, ""


def _begins_small(line: str) -> bool:
    """A small letter goes on with the sentence before; Georgian has small letters only."""
    return line[0].islower() and not "\u10a0" <= line[0] <= "\u10ff"


def _runs_on(line: str, following: str) -> bool:
    """Does the splitter see no sentence end here ("... said Mr." | "Smith ...")?"""
    from wireglot.articles.sentences import split_text

    tail = line[-60:] + " "
    met = 0
    for piece in split_text(tail + following[:60]):
        met += len(piece)
        if met == len(tail):
            return False
    return True
