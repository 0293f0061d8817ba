"""Paragraphs of any format to headline, headings, boilerplate and text; of plain text, also its lines (paragraphs.py).

The first line is the headline only if it is marked as a heading, a blank line follows it, or it has no final mark and
a longer line follows; otherwise it is text, so that a lede is never lost from the body. A short line without a final
mark between full sentences is a heading.
"""

import re
from dataclasses import dataclass
from typing import NamedTuple

from wireglot.articles.article import BOILERPLATE, Kind
from wireglot.articles.boilerplate import boilerplate_kind
from wireglot.articles.languages import CLOSING_MARKS, LineLimit, is_within, length_in_words
from wireglot.articles.reading.paragraphs import HEADING, Paragraph, find_paragraphs

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
