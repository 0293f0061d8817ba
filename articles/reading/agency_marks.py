"""What lines of news agencies and notes to editors protect: embargoes, holds and kills.

Words count in capitals, before a colon, or before a time: "Embargo on grain lifted" and "Kill Bill returns" are
headlines. The reason of a hold repeats the agency's words, and never what may be a headline.
"""

import re
from collections.abc import Iterator
from datetime import UTC, tzinfo

from wireglot.articles.languages import ends_sentence
from wireglot.articles.reading.agency_phrases import as_written, phrase_at_start, phrases
from wireglot.articles.reading.dates import read_date
from wireglot.articles.reading.kills import CALLED_OFF, Following, asks_for_kill, doubtful_kill, kill_of
from wireglot.articles.reading.protection import Mark, embargo_mark, hold_for_status, status_meaning
from wireglot.articles.reading.times_and_zones import names_weekday

LONGEST_NOTE = 1000  # characters; more is not read for what it protects
SENTENCES_OF_END = 6  # the end of an embargo with as many points in it: "6 a.m. GMT, Mon. Dec. 1"
BRIEF = 4  # words after "EMBARGO:"; more are a headline with that kicker
_EMBARGO_IN_NOTE = re.compile(
    r"\b(?:(?:strictly |under |strict |sous |bajo |onder )*embargo(?:ed)?|embargad[oa]|sperrfrist"
    r"|hold (?:for release|until)"
    r"|not for (?:release|publication)|do not (?:use|publish|release))\b",
    re.IGNORECASE,
)
_SENTENCE_END = re.compile(r"[.!?;]\s+")
_STATUS = re.compile(r"(?:pub ?)?status ?: ?([^:]{2,40})", re.IGNORECASE)
_DECORATED = re.compile(r"[(\[{<*#/=–—-].*|.*[)\]}>*#/=–—-]")
_MARK = r"(?P<mark>[^\W\d_][^()\[\]{}<>*【】]{1,60}?)"
_BESIDE_HEADLINE = tuple(
    re.compile(form)
    for form in (
        rf"(?:[\[({{<*=+#/【]+ ?){_MARK}(?: ?[\])}}>*=+#/】]+)[ :–—-]*(?P<text>\w.*)",
        rf"{_MARK}[*=+#]{{2,3}} ?(?P<text>\w.*)",
        rf"(?P<text>.*?\S) ?[\[(【]{_MARK}[\])】]",
        rf"(?P<text>.*?\S) +(?:[-–—*/+]{{1,3}}) ?{_MARK}(?: ?[*/+]{{1,3}})?",
        rf"{_MARK} +[-–—]+ +(?P<text>\w.*)",
    )
)
_BEFORE_HEADLINE = re.compile(r"(?P<mark>[^\W\d_].{5,60}?): +(?P<text>\D.*)")
_WORD = re.compile(r"[^\W\d_]+")


def title_marks(title: str, zone: tzinfo = UTC, follows: Following = "notice") -> Iterator[Mark]:
    """Yield what a headline itself protects: "KILL: Harbour to close"."""
    line = title.strip("#*_ ")
    found = embargo_of(line, zone) or hold_of(line, follows) or kill_of(line, follows) if line else None
    if mark := found or mark_in_headline(line, zone, follows):
        yield mark


def note_marks(note: str, zone: tzinfo = UTC) -> list[Mark]:
    """Return what an editor's note protects: "Embargoed until 06:00 GMT on 1 December 2099", "HOLD FOR RELEASE"."""
    if asks_for_kill(note[:LONGEST_NOTE], addressed=True):
        return [Mark("kill")]
    note = note[:LONGEST_NOTE]
    ends = [match.end() for match in _SENTENCE_END.finditer(note)]
    starts = [0, *ends]
    sentences = [note[start:end].strip(" .;") for start, end in zip(starts, [*ends, len(note)], strict=True)]
    marks = [mark for text in sentences if text and (mark := kill_of(text) or hold_of(text))]
    if not marks and (start := _EMBARGO_IN_NOTE.search(note)):
        following = [end for end in (*ends, len(note)) if end > start.end()][:SENTENCES_OF_END]
        until = [note[start.start() : end].strip(" .;") for end in reversed(following)]
        found = [mark for text in until if (mark := embargo_of(text, zone, lenient=True))]
        marks += [mark for mark in found if mark.kind == "embargo"][:1] or found[-1:]
    return marks


def line_mark(line: str, zone: tzinfo, follows: Following = "notice") -> Mark | None:
    """Return what a line above a text protects, None for a line that protects nothing."""
    return embargo_of(line, zone) or hold_of(line, follows) or kill_of(line, follows) or status_of(line)


def mark_in_headline(line: str, zone: tzinfo, follows: Following = "notice") -> Mark | None:
    """Return what a mark beside a headline protects: "[EMBARGOED] Pier opens", "Pier opens - KILL"."""
    before = _BEFORE_HEADLINE.fullmatch(line)
    if before and (embargo := embargo_of(before["mark"], zone)) and embargo.kind == "embargo":
        return embargo
    matches = filter(None, (form.fullmatch(line) for form in _BESIDE_HEADLINE))
    return next(filter(None, (_mark_beside(match["text"], match["mark"], zone, follows) for match in matches)), None)


def _mark_beside(headline: str, mark: str, zone: tzinfo, follows: Following) -> Mark | None:
    mark, apart = mark.strip(" *=+#"), mark.isupper()
    if embargo := embargo_of(mark, zone):
        return embargo if apart or embargo.kind == "embargo" else None
    if not apart or headline.isupper():
        return None  # "Town festival (cancelled)", "EMBARGO - WHAT NOW"
    if hold := phrase_at_start(mark, "hold"):
        return hold_of(mark) if _is_certain(hold[0]) or hold[0] == "embargo" else None
    found = kill_of(mark)
    if found is None or follows != "story":
        return found
    return None if mark.casefold().startswith(CALLED_OFF) else doubtful_kill(mark)


def embargo_of(line: str, zone: tzinfo, *, lenient: bool = False) -> Mark | None:
    """Return the mark of a line that sets an embargo; a hold when its end cannot be read; None for text.

    lenient: The line is a note to editors, in which any mention of an end counts.
    """
    found = phrase_at_start(line, "embargo")
    if found is None:
        return None
    phrase, rest, colon = found
    if not rest:
        return None
    if read_date(rest, zone, until=True).moments:
        return embargo_mark(rest, zone)
    sets_end = phrase.endswith(phrases("ending"))
    figures = any(character.isdigit() for character in rest) or names_weekday(rest)
    unknown = len(_WORD.findall(rest))
    is_short = len(rest.split()) <= 12 and not ends_sentence(rest)
    capitals = line.isupper() and (sets_end or colon)
    strong = sets_end and (phrase.startswith(phrases("strong")) or colon) and is_short
    attempt = (sets_end or colon) and figures and unknown <= 2 and is_short
    if not (capitals or strong or attempt or (colon and figures and is_short) or (lenient and (sets_end or colon))):
        return None
    return embargo_mark(rest, zone) if sets_end else hold_by(phrase)  # "EMBARGOED: Harbour to close"


def hold_of(line: str, follows: Following = "notice") -> Mark | None:
    """Return the mark of a line that holds a text"""
    found = phrase_at_start(line, "hold")
    if found is None:
        return None
    phrase, rest, colon = found
    if rest:  # "DRAFT: Lions pick first" is a headline, and "HOLD: COUNCIL FREEZES TAX" above a story
        if follows == "story" and phrase == "hold" and rest.isupper() and len(rest.split()) >= BRIEF - 1:
            return None
        labelled = colon and _is_certain(phrase) and as_written(line, phrase).isupper()
        brief = colon and phrase == "embargo" and line[:7].isupper() and len(rest.split()) <= BRIEF
        return hold_by(phrase) if labelled or brief else None
    sure = line.isupper() or not line.isascii() or " " in phrase or _DECORATED.fullmatch(line)
    return hold_by(phrase) if sure else None


def _is_certain(phrase: str) -> bool:
    return " " in phrase or phrase in ("hold", "hfr", "embargoed")


def status_of(line: str) -> Mark | None:
    """Return the mark of a line such as "Status: killed"; a status that is not known is text."""
    match = _STATUS.fullmatch(line)
    return hold_for_status(match[1]) if match and status_meaning(match[1]) in ("kill", "hold") else None


def hold_by(words: str) -> Mark:
    return Mark("hold", f"Its source says {words.upper()!r}: not to be shown until it is released.")
