"""Paragraphs to a manuscript: which is the headline, which are headings, which are boilerplate.

The first line is the headline only if it is marked as one, a blank line follows it, or it has no final
mark and a longer line follows; otherwise it is text, and a lead is never lost from the body. A short
line without a final mark between full sentences is a sub-heading.
"""

import re

from wireglot.articles.article import BOILERPLATE, Kind
from wireglot.articles.boilerplate import recognise
from wireglot.articles.languages import CLOSING_MARKS, LineLimit, is_within, length_in_words
from wireglot.articles.reading.lines import HEADING, Paragraph, paragraphs
from wireglot.articles.reading.manuscript import Manuscript, Passage

# Headlines of the 63 NTREX documents (20 languages) and 60 newspaper pages run to 30 words.
HEADLINE = LineLimit(40, 80, 160)
# One that ends in a full stop is a headline only where it is as short as one; leads run 18 to 45 words.
FINAL_HEADLINE = LineLimit(14, 40, 90)
# "By N. N." stands above the text or signs it: among the first five lines, or the last two.
TOP, FOOT = 5, 2
# "Video: Agüero scores" on top is a headline, "Photo: N. N./Agency" a credit.
CREDIT_WORDS = 5
_HEADLINE_KINDS = frozenset({"caption", "read-more"})
# Of short lines in a row two are kicker and heading; from the third on it is a list or a table.
HEADINGS_IN_A_ROW = 2

_WIRE_LEAD = re.compile(r"[^()]{2,60}\([^()]{2,30}\) ?[-–—:] ")
_LIST_ITEM = re.compile(r"[*+•‣▪●○] ")
_TITLED = re.compile(r"[^\s:：]{1,20}(?: [^\s:：]{1,20})? ?[:：]")
# Leads seldom ask or shout, headlines do.
_ASKING = frozenset("?!？！؟;")
_LETTER = re.compile(r"[^\W\d_]")


def read_text(text: str) -> Manuscript:
    """Clean plain text as a manuscript; without any letter it has no passages."""
    return Manuscript(*arrange(paragraphs(text)))


def arrange(found: list[Paragraph], headline: str = "") -> tuple[str, tuple[Passage, ...]]:
    """Headline and passages; a `headline` known from elsewhere is kept, and its repetition dropped."""
    found = _with_apparatus(found)
    if headline:
        found = [p for n, p in enumerate(found) if n > 0 or p.text != headline]
    elif (place := _headline(found)) is not None:
        headline = found.pop(place).text
    return headline, tuple(Passage(kind, p.text) for kind, p in zip(_kinds(found), found, strict=True))


def _with_apparatus(found: list[Paragraph]) -> list[Paragraph]:
    last = len(found) - FOOT
    marked = []
    for n, p in enumerate(found):
        kind = p.kind or recognise(p.text, final=p.final, edge=0 < n < TOP or (n > 0 and n >= last))
        if n == 0 and kind in _HEADLINE_KINDS and _TITLED.match(p.text) and length_in_words(p.text) > CREDIT_WORDS:
            kind = None
        marked.append(p._replace(kind=kind) if kind else p)
    return marked


def _headline(found: list[Paragraph]) -> int | None:
    """Where the headline stands; datelines and credits may stand above it."""
    place = next((n for n, p in enumerate(found) if p.kind not in BOILERPLATE), None)
    if place is None:
        return None
    first, rest = found[place], found[place + 1 :]
    if first.kind == "heading":
        return place
    if not any(p.kind not in BOILERPLATE for p in rest):
        # Alone: a headline and nothing else, or one paragraph and no headline.
        return place if not first.final and is_within(first.text, HEADING) else None
    return place if _may_head(first, rest) else None


def _may_head(first: Paragraph, rest: list[Paragraph]) -> bool:
    if first.text[-1] in ",;،、" or not _LETTER.search(first.text):
        return False
    if first.final:
        limit = HEADLINE if first.text.rstrip(CLOSING_MARKS)[-1] in _ASKING else FINAL_HEADLINE
        return first.apart and is_within(first.text, limit) and not _WIRE_LEAD.match(first.text)
    longer = first.apart or any(len(p.text) > len(first.text) for p in rest)
    return longer and is_within(first.text, HEADLINE)


def _kinds(found: list[Paragraph]) -> list[Kind]:
    kinds: list[Kind] = [p.kind or "paragraph" for p in found]
    run: list[int] = []
    for n, p in enumerate(found):
        if p.kind is None and _like_heading(p):
            run.append(n)
            continue
        _head(kinds, run, followed=p.kind not in BOILERPLATE)
        run = []
    return kinds


def _head(kinds: list[Kind], run: list[int], *, followed: bool) -> None:
    """Make headings of a run of short lines, unless it is a list or has nothing to head."""
    if followed and len(run) <= HEADINGS_IN_A_ROW:
        for n in run:
            kinds[n] = "heading"


def _like_heading(p: Paragraph) -> bool:
    return (
        not p.final
        and is_within(p.text, HEADING)
        and p.text[-1] not in ",;:،、，：；"
        and not _LIST_ITEM.match(p.text)
        and _LETTER.search(p.text) is not None
    )
