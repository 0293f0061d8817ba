"""Lines of plain text to paragraphs.

A file breaks its lines in one of these ways:

    wrapped    at a width: at nearly every line end the next word would not have fitted
    flowing    anywhere: sentences end within lines, and lines within sentences
    lines      one sentence, paragraph, heading or credit a line, with or without blank lines

A blank line always separates. A line end after a final mark does too, unless the file is wrapped and has blank lines
between its paragraphs. Where the file shows no habit, the lines between two blank lines (a group) may: when they are
prose, a line without a final mark goes on in the next one, whatever letter or digit begins that.

Items of lists begin paragraphs of their own, which may go on over several lines; marks of quoted mail are removed.
Joining adds one space, none between Han or kana; divided_words.py joins words that a line end divides.
"""

import re
from functools import cached_property
from typing import Literal, NamedTuple

from wireglot.articles.article import Kind
from wireglot.articles.boilerplate import boilerplate_kind
from wireglot.articles.languages import EAST_ASIAN, FINAL_MARKS, SOUTHEAST_ASIAN, LineLimit, is_within
from wireglot.articles.reading.divided_words import WordDivision, is_divided_twice, small_words_in
from wireglot.articles.reading.list_items import LONGEST_ITEM, find_items
from wireglot.articles.reading.text_lines import (
    Line,
    ends_in_abbreviation,
    find_lines,
    goes_on,
    is_inside_sentence,
    lines_within_quotations,
    starts_with_small_letter,
    without_quote_marks,
)

# Sub-headings of news: a limit of 8 words classified all 22 lines of the example articles correctly; unspaced scripts
# take 20 and 30 characters for about the same content.
HEADING = LineLimit(8, 20, 30)

# Mail and news tools wrap at 60 to 80, some agencies at 100, old terminals at 132; a longer line means that the file is
# not wrapped.
WIDEST_WRAP = 132
# A line is full when the next word would not have fitted. By chance half of all lines are full; in wrapped text all
# are, with rare exceptions (a long address).
FULL_SHARE = 0.8
# In unspaced scripts hardly any line but the longest is full by chance, and wrapping at a rare space leaves short ones.
FULL_SHARE_UNSPACED = 0.4
# Line ends within sentences that show a habit, and their share of all line ends without a final mark: of the words of
# German text a third begin with a capital.
ENOUGH_BROKEN, BROKEN_SHARE = 3, 0.3
# Characters; narrower lines are those of poems, programmes and tables, if each begins with a capital or a digit. So are
# as many wider lines.
NARROW, ENOUGH_LINES = 50, 4
# Letters; longer small words are verbs, which may end a heading.
LONGEST_PREPOSITION = 4
# Of the width of a file; a shorter line that begins a sentence and has no final mark is a heading.
HEADING_WIDTH = 0.4

_HEADING_MARK = re.compile(r"#{1,6} +(?=\S)")
_END_WITHIN_LINE = re.compile(rf"[{''.join(FINAL_MARKS - set('.'))}]|\. ")
_SENTENCE_WITHIN = re.compile(rf"[{''.join(FINAL_MARKS)}][\"'”’»“)]* +[\"'“„«(¿¡–—]*(?=[^\W\d_a-zà-ÿа-я])")
_DASHES = "–—"  # at the end of a line of a dateline, before the text
_FIRST_WORD = re.compile(r"[\"'“„«‘(¿¡]*([^\W\d_]+)")
_LAST_WORD = re.compile(r"[^\W\d_]+$")
# Kinds of lines that stand alone, before and after text.
_ALONE = frozenset({"caption", "read-more", "byline", "dateline"})

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


def find_paragraphs(text: str) -> list[Paragraph]:
    """Return the paragraphs of clean text in order; every letter is kept."""
    if ">" in text:
        text = without_quote_marks(text)
    lines = find_lines(text)
    candidates = [i for i, line in enumerate(lines[:-1]) if not line.apart]
    if not candidates:
        return [_with_heading_mark(Paragraph(*line[:3])) for line in lines]
    return _LineJoiner(text, lines, candidates).paragraphs()


def _with_heading_mark(line: Paragraph) -> Paragraph:
    """Mark a line that begins like a Markdown heading as a heading."""
    if line.text.startswith("#") and (mark := _HEADING_MARK.match(line.text)):
        return line._replace(text=line.text[mark.end() :].rstrip("# "), kind="heading")
    return line


class _LineJoiner:
    """The lines of one file: decides at each line end whether the paragraph continues, and joins its lines."""

    def __init__(self, text: str, lines: list[Line], candidates: list[int]) -> None:
        self.text = text
        self.lines = lines
        self.division = WordDivision(text)
        # One line in fifty may be longer than the width of a wrapped file: an address that could not be broken.
        # A headline above a blank line may be longer than the lines below it.
        lengths = sorted(len(line.text) for line in (lines[1:] if lines[0].apart else lines))
        self.width = lengths[-1 - len(lengths) // 50]
        # A single blank line may only separate the headline.
        self.separated = sum(line.apart for line in lines[:-1]) >= 2
        self.items = find_items(lines)
        self.breaks = self._line_breaks(candidates)
        self.is_broken_anywhere = self._is_broken_anywhere(candidates)
        self.prose = self._lines_of_prose()
        # The line ends that do not end a paragraph, as far as they are decided.
        self.going_on = [False] * len(lines)

    def paragraphs(self) -> list[Paragraph]:
        """Return the paragraphs, the lines of each joined."""
        paragraphs: list[Paragraph] = []
        start = 0
        for i, line in enumerate(self.lines):
            self.going_on[i] = not line.apart and self._continues(i, start)
            if not self.going_on[i]:
                paragraph = self._join(start, i)
                is_item = start in self.items and self._is_listed(start)
                paragraphs.append(as_item(paragraph) if is_item else _with_heading_mark(paragraph))
                start = i + 1
        return paragraphs

    def _line_breaks(self, candidates: list[int]) -> LineBreaks:
        """Decide by the lines that end within a sentence; short ones may be headings and do not count."""
        inside = [
            i
            for i in candidates
            if not self.lines[i].final and len(self.lines[i].text) > self.width / 2 and i + 1 not in self.items
        ]
        if len(inside) < 2 or self.width > WIDEST_WRAP:
            return "lines"
        full = sum(self._is_full(i) for i in inside)
        unspaced = sum(EAST_ASIAN.match(self.lines[i + 1].text) is not None for i in inside) > len(inside) / 2
        if full >= (FULL_SHARE_UNSPACED if unspaced else FULL_SHARE) * len(inside):
            return "lines" if not unspaced and self._begin_anew(inside) else "wrapped"
        # Thai and Lao have no final marks, so a line without a mark does not indicate a broken sentence.
        ends = len(_END_WITHIN_LINE.findall(self.text))
        flowing = len(inside) > len(candidates) / 2 and ends > len(self.lines) / 4
        return "flowing" if flowing and not SOUTHEAST_ASIAN.search(self.text) else "lines"

    @cached_property
    def _quoted(self) -> frozenset[int]:
        return lines_within_quotations(self.lines)

    def _begin_anew(self, ends: list[int]) -> bool:
        """Whether the lines behind these line ends all begin with a capital or a digit, which wrapping does not do."""
        if self.width > NARROW and len(ends) < ENOUGH_LINES:
            return False
        beginnings = [self.lines[i + 1].text.lstrip(_OPENERS)[:1] for i in ends]
        return all(letter.isupper() or letter.isdecimal() for letter in beginnings)

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

    def _continues(self, i: int, start: int) -> bool:
        line, following = self.lines[i], self.lines[i + 1]
        if line.text.startswith("#") or following.text.startswith("#") or i + 1 in self.items:
            return False
        if is_divided_twice(line.text, following.text):
            return True
        if start in self.items:
            return self._item_goes_on(i, start)
        wrapped = self.breaks == "wrapped" and self._is_forced(i)
        if line.final:
            if ends_in_abbreviation(line.text) and starts_with_small_letter(following.text):
                return True
            if (self.breaks != "lines" or i in self.prose) and i in self._quoted:
                return True
            if not wrapped and not (i in self.prose and (self.is_broken_anywhere or self._is_in_mid_paragraph(i))):
                return False
            return self.separated or is_inside_sentence(line.text, following.text)
        if wrapped:
            return not self._is_headline(i)
        if self.breaks == "flowing" and not is_within(line.text, HEADING):
            return True
        if i in self.prose and self._is_broken_sentence(i):
            return True
        if goes_on(line.text):
            return not following.text[0].isupper()
        return starts_with_small_letter(following.text)

    def _is_broken_anywhere(self, candidates: list[int]) -> bool:
        """Whether many lines end within sentences: they go on in small letters, or a sentence ended in them before."""
        broken = [i for i in candidates if not self.lines[i].final and i + 1 not in self.items]
        within = capitals = 0
        for i in broken:
            following = self.lines[i + 1].text
            if starts_with_small_letter(following) or _SENTENCE_WITHIN.search(self.lines[i].text):
                within += 1
            else:  # scripts without capitals show nothing
                capitals += following[0].isupper()
        return within >= max(ENOUGH_BROKEN, BROKEN_SHARE * (within + capitals))

    def _is_in_mid_paragraph(self, i: int) -> bool:
        return self.going_on[i - 1] and len(self.lines[i].text) > self.width / 2

    def _item_goes_on(self, i: int, start: int) -> bool:
        """Whether an item goes on in the line behind line i: indented, in small letters, or where a line was full."""
        line, following = self.lines[i], self.lines[i + 1]
        if following.indented and not self.lines[start].indented:
            return True
        if line.final:
            return False
        if starts_with_small_letter(following.text) or goes_on(line.text):
            return True
        if self.breaks == "wrapped" and self._is_forced(i):
            return True
        # What stands between two items belongs to the first, but a quotation with a dash may be a heading.
        return self._has_item_behind(i) and (self._is_listed(start) or self.is_broken_anywhere)

    def _has_item_behind(self, i: int) -> bool:
        """Whether another item follows line i before the next blank line."""
        behind = range(i + 1, min(i + 1 + LONGEST_ITEM, len(self.lines)))
        end = next((n for n in behind if n in self.items or self.lines[n - 1].apart), i)
        return end in self.items and not self.lines[end - 1].apart

    def _is_listed(self, start: int) -> bool:
        return not self.lines[start].text.startswith(("–", "—", "―"))

    def _lines_of_prose(self) -> frozenset[int]:
        """Return the lines of the groups that are prose, broken without a habit."""
        prose: set[int] = set()
        first = 0
        for i, line in enumerate(self.lines):
            if line.apart:
                if i > first and self._is_prose(first, i):
                    prose.update(range(first, i + 1))
                first = i + 1
        return frozenset(prose)

    def _is_prose(self, first: int, last: int) -> bool:
        """Whether lines between blank lines are running text, and neither a poem, a table nor a list.

        It ends in a final mark, and in some line a sentence ends before the one that the line end breaks, or goes on
        in the next line in small letters or behind a small word, or is too long for a verse.
        """
        lines = self.lines[first : last + 1]
        if not lines[-1].final or any(n in self.items for n in range(first, last + 1)):
            return False
        broken = [n for n, line in enumerate(lines[:-1]) if not line.final]
        if not broken or SOUTHEAST_ASIAN.search(lines[0].text):
            return False
        if any(_SENTENCE_WITHIN.search(lines[n].text) for n in (*broken, len(lines) - 1)):
            return True
        if any(starts_with_small_letter(lines[n + 1].text) for n in broken):
            return True
        if any(self._ends_in_small_word(lines[n].text) for n in broken):
            return True
        if not self.separated or first == 0:
            return False
        if self.is_broken_anywhere and len(lines[0].text) > HEADING_WIDTH * self.width:
            return True
        return not any(is_within(line.text, HEADING) for line in lines[:-1])

    def _is_broken_sentence(self, i: int) -> bool:
        """Whether a line of prose without a final mark goes on in the next: it is no heading, headline or credit."""
        line, following = self.lines[i].text, self.lines[i + 1].text
        if i and self.going_on[i - 1] and not self.lines[i - 1].final:
            return boilerplate_kind(following, final=self.lines[i + 1].final, at_edge=False) not in _ALONE
        if line[-1] in _DASHES and following[0].isupper():
            return False
        if starts_with_small_letter(following) or goes_on(line):
            return True
        if i == 0 and not self.is_broken_anywhere:
            return False
        if self._is_whole_paragraph(i + 1) and (is_within(line, HEADING) or not self._ends_in_small_word(line)):
            return False
        if _SENTENCE_WITHIN.search(line) or self._ends_in_small_word(line):
            return True
        if i == 0 or boilerplate_kind(line, final=False, at_edge=True) in _ALONE:
            return False
        if not is_within(line, HEADING):
            # A file with a paragraph on each line has longer lines than any that is wrapped.
            return self.separated or self.width <= WIDEST_WRAP
        if self._begins_with_small_word(following):
            return False
        # A heading would have blank lines around it, as the paragraphs have.
        return (self.separated and self.is_broken_anywhere) or len(line) > HEADING_WIDTH * self.width

    def _is_whole_paragraph(self, i: int) -> bool:
        """Whether a line is longer than any that is wrapped: above it stands a caption or heading."""
        return len(self.lines[i].text) > WIDEST_WRAP and self.lines[i].final

    def _ends_in_small_word(self, line: str) -> bool:
        """Whether a line ends in a word that ends no heading: "of", "der", "и"."""
        last = _LAST_WORD.search(line)
        return last is not None and len(last[0]) <= LONGEST_PREPOSITION and last[0] in self._small_words

    def _begins_with_small_word(self, line: str) -> bool:
        """Whether a line begins with "The", "Der" or "И": a new sentence, of which names hardly ever are parts."""
        first = _FIRST_WORD.match(line)
        return first is not None and first[1][0].isupper() and first[1].casefold() in self._small_words

    @cached_property
    def _small_words(self) -> frozenset[str]:
        return small_words_in(self.text)

    def _is_headline(self, i: int) -> bool:
        """Return whether line i is a headline that happens to fill the first line: then a capital follows.

        A capital is rare within a sentence. A second line before a blank line belongs to a headline of two lines.
        """
        if i > 0 or self.separated or goes_on(self.lines[0].text):
            return False
        second = self.lines[1]
        if second.apart or not (second.final or self._is_forced(1)):
            return False
        return second.text.lstrip(_OPENERS)[:1].isupper()

    def _join(self, start: int, end: int) -> Paragraph:
        if start == end:
            return Paragraph(*self.lines[start][:3])
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
        return self.division.joined(line, following) or (line, " ")


_OPENERS = "\"'“”„«»‘(–—- "


def as_item(item: Paragraph) -> Paragraph:
    """Mark an item as a paragraph, so that it is no heading; one that is a link or a credit stays what it is."""
    if item.kind or boilerplate_kind(item.text, final=item.final, at_edge=False):
        return item
    return item._replace(kind="paragraph")
