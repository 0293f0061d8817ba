"""Plain text to paragraphs, and paragraphs of any format to headline, headings, boilerplate and text.

A file breaks its lines in one of these ways:

    wrapped    at a width: at nearly every line end the next word would not have fitted
    flowing    anywhere: sentences end within lines, and lines within sentences
    lines      one sentence, paragraph, heading or credit a line, with or without blank lines

A blank line always separates. A line end after a final mark does too, unless the file is wrapped and has blank lines
between its paragraphs. Joining adds one space, none between Han or kana; a word divided at a line end keeps its
hyphen unless the text also contains the undivided word.

The first line is the headline only if it is marked as a heading, a blank line follows it, or it has no final mark and
a longer line follows; otherwise it is text, so that a lede is never lost from the body. A short line without a final
mark between full sentences is a heading.
"""

import re
from dataclasses import dataclass
from typing import Literal, NamedTuple

from wireglot.articles.agencies import credit_start
from wireglot.articles.article import BOILERPLATE, Kind
from wireglot.articles.boilerplate import boilerplate_kind
from wireglot.articles.languages import (
    CLOSING_MARKS,
    EAST_ASIAN,
    FINAL_MARKS,
    SOUTHEAST_ASIAN,
    LineLimit,
    ends_sentence,
    is_within,
    length_in_words,
)
from wireglot.articles.sentences import split_text

# Sub-headings of news: a limit of 8 words classified all 22 lines of the example articles correctly; unspaced scripts
# take 20 and 30 characters for about the same content.
HEADING = LineLimit(8, 20, 30)
# Headlines of the 63 NTREX documents (20 languages) and 60 newspaper pages have up to 30 words.
HEADLINE = LineLimit(40, 80, 160)
# For a line that ends in a full stop, or is alone; ledes have 18 to 45 words.
FINAL_HEADLINE = LineLimit(14, 40, 90)
# "By N. N." is a byline only among the first five paragraphs and the last two.
TOP, FOOT = 5, 2
# A first line such as "Video: Agüero scores twice in the final" is a headline, "Photo: N. N./Agency" a credit.
CREDIT_WORDS = 5
# Two consecutive short lines are a kicker and a heading, three or more a list or a table.
MAX_CONSECUTIVE_HEADINGS = 2

_HEADLINE_KINDS = frozenset({"caption", "read-more"})
_WIRE_LEDE = re.compile(r"[^()]{2,60}\([^()]{2,30}\) ?[-–—:] ")
_LIST_ITEM = re.compile(r"[*+•‣▪●○] ")
_LABEL = re.compile(r"[^\s:：]{1,20}(?: [^\s:：]{1,20})? ?[:：]")
# Ledes seldom ask or shout, headlines do.
_QUESTION_OR_EXCLAMATION = frozenset("?!？！؟;")
_LETTER = re.compile(r"[^\W\d_]")

# Mail and news tools wrap at 60 to 80, some agencies at 100, old terminals at 132; a longer line means that the file is
# not wrapped.
WIDEST_WRAP = 132
# A line is full when the next word would not have fitted. By chance half of all lines are full; in wrapped text all
# are, with rare exceptions (a long address).
FULL_SHARE = 0.8
# In unspaced scripts hardly any line but the longest is full by chance, and wrapping at a rare space leaves short ones.
FULL_SHARE_UNSPACED = 0.4

_SEPARATOR = re.compile(r"[-–—_=*#~•·.+ ]{3,}")
_HEADING_MARK = re.compile(r"#{1,6} +(?=\S)")
_BULLET = re.compile(r"(?:[-*+•‣▪●○–—―]|\d{1,2}[.)]) ")
_END_WITHIN_LINE = re.compile(rf"[{''.join(FINAL_MARKS - set('.'))}]|\. ")
# Words that follow a hanging hyphen: "Ein- und Ausgang", "in- och utrikes".
_AFTER_HANGING = re.compile(r"(?:und|oder|bzw|och|eller|og|en|of|and|or|et|ou|e|o|y|i)\b")
_CONTINUING = ",،、，"
_OPENERS = "\"'“”„«»‘(–—- "

LineBreaks = Literal["wrapped", "flowing", "lines"]


class Paragraph(NamedTuple):
    """A paragraph, or a line that is one.

    final   ends in a final mark
    apart   a blank line, or the end of the text, follows
    kind    as marked by the format itself; None when unmarked
    """

    text: str
    final: bool
    apart: bool
    kind: Kind | None = None


class ParsedBlock(NamedTuple):
    """A block whose text is not yet split into sentences: with single spaces, never empty."""

    kind: Kind
    text: str


@dataclass(frozen=True, slots=True)
class ParsedText:
    """The result of parsing any format: the headline, "" when there is none, and the blocks."""

    headline: str
    blocks: tuple[ParsedBlock, ...]


def read_text(text: str) -> ParsedText:
    """Parse clean plain text; a text without letters has no blocks."""
    return ParsedText(*find_structure(find_paragraphs(text)))


def find_paragraphs(text: str) -> list[Paragraph]:
    """Return the paragraphs of clean text in order; every letter is kept."""
    lines = _lines(text)
    candidates = [i for i, line in enumerate(lines[:-1]) if not line.apart]
    if not candidates:
        return [_with_heading_mark(line) for line in lines]
    return _LineJoiner(text, lines, candidates).paragraphs()


def _lines(text: str) -> list[Paragraph]:
    """Return each line with content as a paragraph; blank lines and separators only set `apart`."""
    lines: list[Paragraph] = []
    pending = ""
    for line in text.split("\n"):
        line = line.strip(" \u200b")
        separator = not line or (not line[0].isalnum() and _SEPARATOR.fullmatch(line) is not None)
        if pending:
            lines.append(Paragraph(pending, _is_final(pending), separator))
        pending = "" if separator else line
    if pending:
        lines.append(Paragraph(pending, _is_final(pending), True))
    elif lines:
        lines[-1] = lines[-1]._replace(apart=True)
    return lines


def _is_final(line: str) -> bool:
    """Return whether a line ends in a final mark, or in an agency's credit behind one: "... i går. /TT"."""
    return ends_sentence(line) or ((end := credit_start(line)) > 0 and ends_sentence(line[:end]))


def _with_heading_mark(line: Paragraph) -> Paragraph:
    """Mark a line that begins like a Markdown heading as a heading."""
    if line.text.startswith("#") and (mark := _HEADING_MARK.match(line.text)):
        return line._replace(text=line.text[mark.end() :].rstrip("# "), kind="heading")
    return line


class _LineJoiner:
    """The lines of one file: decides at each line end whether the paragraph continues, and joins its lines."""

    def __init__(self, text: str, lines: list[Paragraph], candidates: list[int]) -> None:
        self.text = text
        self.lines = lines
        # One line in fifty may be longer than the width of a wrapped file: an address that could not be broken.
        lengths = sorted(len(line.text) for line in lines)
        self.width = lengths[-1 - len(lengths) // 50]
        # A single blank line may only separate the headline.
        self.separated = sum(line.apart for line in lines[:-1]) >= 2
        self.breaks = self._line_breaks(candidates)

    def paragraphs(self) -> list[Paragraph]:
        """Return the paragraphs, the lines of each joined."""
        paragraphs: list[Paragraph] = []
        start = 0
        for i, line in enumerate(self.lines):
            if line.apart or not self._continues(i):
                paragraphs.append(_with_heading_mark(self._join(start, i)))
                start = i + 1
        return paragraphs

    def _line_breaks(self, candidates: list[int]) -> LineBreaks:
        """Decide by the lines that end within a sentence; short ones may be headings and do not count."""
        inside = [i for i in candidates if not self.lines[i].final and len(self.lines[i].text) > self.width / 2]
        if len(inside) < 2 or self.width > WIDEST_WRAP:
            return "lines"
        full = sum(self._is_full(i) for i in inside)
        unspaced = sum(EAST_ASIAN.match(self.lines[i + 1].text) is not None for i in inside) > len(inside) / 2
        if full >= (FULL_SHARE_UNSPACED if unspaced else FULL_SHARE) * len(inside):
            return "wrapped"
        # Thai and Lao have no final marks, so a line without a mark does not indicate a broken sentence.
        ends = len(_END_WITHIN_LINE.findall(self.text))
        flowing = len(inside) > len(candidates) / 2 and ends > len(self.lines) / 4
        return "flowing" if flowing and not SOUTHEAST_ASIAN.search(self.text) else "lines"

    def _is_full(self, i: int) -> bool:
        """Return whether the next line's first word would not have fitted on line i."""
        line, following = self.lines[i].text, self.lines[i + 1].text
        if EAST_ASIAN.match(following):
            # Marks that must not begin a line move a character or two down (kinsoku).
            return len(line) + 3 > self.width
        return self._has_no_room_for_word(line, following)

    def _has_no_room_for_word(self, line: str, following: str) -> bool:
        # Other programs count columns differently (combining marks, wide letters). The first line has no such
        # tolerance: it may be a headline that is nearly full by chance.
        slack = 0 if line is self.lines[0].text else max(2, self.width // 16)
        return len(line) + 1 + len(following.split(" ", 1)[0]) > self.width - slack

    def _is_forced(self, i: int) -> bool:
        """Return whether line i is full, or broken at one of the few spaces of an unspaced script."""
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
        """Return whether line i is a headline that happens to fill the first line: then a capital follows.

        A capital is rare within a sentence. A second line before a blank line belongs to a headline of two lines.
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
        """Return the line without a removable hyphen, and the separator before the following line."""
        if EAST_ASIAN.match(line[-1]) or EAST_ASIAN.match(following):
            return line, ""
        if SOUTHEAST_ASIAN.match(line[-1]) and SOUTHEAST_ASIAN.match(following):
            # A full line was broken within a phrase; a shorter line at a space, which is restored.
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
    """Return whether a line continues a sentence by its small letter; Georgian has only small letters."""
    return line[0].islower() and not "\u10a0" <= line[0] <= "\u10ff"


def _is_inside_sentence(line: str, following: str) -> bool:
    """Return whether sentence segmentation finds no border between the lines ("... said Mr." | "Smith ...")."""
    tail = line[-60:] + " "
    length = 0
    for piece in split_text(tail + following[:60]):
        length += len(piece)
        if length == len(tail):
            return False
    return True


def find_structure(paragraphs: list[Paragraph], headline: str = "") -> tuple[str, tuple[ParsedBlock, ...]]:
    """Return headline and blocks; when `headline` is given, a first paragraph that repeats it is removed."""
    paragraphs = _with_boilerplate_kinds(paragraphs)
    if headline:
        paragraphs = [p for n, p in enumerate(paragraphs) if n > 0 or p.text != headline]
    elif (position := _headline_position(paragraphs)) is not None:
        headline = paragraphs.pop(position).text
    kinds = _with_headings(paragraphs)
    return headline, tuple(ParsedBlock(kind, p.text) for kind, p in zip(kinds, paragraphs, strict=True))


def _with_boilerplate_kinds(paragraphs: list[Paragraph]) -> list[Paragraph]:
    foot = len(paragraphs) - FOOT
    result = []
    for n, p in enumerate(paragraphs):
        kind = p.kind or boilerplate_kind(p.text, final=p.final, at_edge=0 < n < TOP or (n > 0 and n >= foot))
        if n == 0 and kind in _HEADLINE_KINDS and _LABEL.match(p.text) and length_in_words(p.text) > CREDIT_WORDS:
            kind = None
        result.append(p._replace(kind=kind) if kind else p)
    return result


def _headline_position(paragraphs: list[Paragraph]) -> int | None:
    """Return the index of the headline; datelines and credits may be above it."""
    position = next((n for n, p in enumerate(paragraphs) if p.kind not in BOILERPLATE), None)
    if position is None:
        return None
    first, rest = paragraphs[position], paragraphs[position + 1 :]
    if first.kind == "heading":
        return position
    if not any(p.kind not in BOILERPLATE for p in rest):
        # The only paragraph: a headline without text (a flash), or text without a headline.
        return position if not first.final and is_within(first.text, FINAL_HEADLINE) else None
    return position if _is_headline(first, rest) else None


def _is_headline(first: Paragraph, rest: list[Paragraph]) -> bool:
    if first.text[-1] in ",;،、" or not _LETTER.search(first.text):
        return False
    if first.final:
        asking = first.text.rstrip(CLOSING_MARKS)[-1] in _QUESTION_OR_EXCLAMATION
        short = is_within(first.text, HEADLINE if asking else FINAL_HEADLINE)
        return first.apart and short and not _WIRE_LEDE.match(first.text)
    return is_within(first.text, HEADLINE) and (first.apart or any(len(p.text) > len(first.text) for p in rest))


def _with_headings(paragraphs: list[Paragraph]) -> list[Kind]:
    """Return the kind of each paragraph: short lines are headings unless they are a list or at the end."""
    kinds: list[Kind] = [p.kind or "paragraph" for p in paragraphs]
    short: list[int] = []
    for n, p in enumerate(paragraphs):
        if p.kind is None and _is_like_heading(p):
            short.append(n)
            continue
        if p.kind not in BOILERPLATE and len(short) <= MAX_CONSECUTIVE_HEADINGS:
            for i in short:
                kinds[i] = "heading"
        short = []
    return kinds


def _is_like_heading(p: Paragraph) -> bool:
    return (
        not p.final
        and is_within(p.text, HEADING)
        and p.text[-1] not in ",;:،、，：；"
        and not _LIST_ITEM.match(p.text)
        and _LETTER.search(p.text) is not None
    )
