"""Lines that news agencies and press offices set around a text: metadata, and never headline or text.

    EMBARGOED UNTIL 00:01 GMT, TUESDAY 1 DECEMBER 2099      protects the text, as do HOLD FOR RELEASE and KILL: ...
    BC-KERROW-PIER-3RD LEDE-URGENT                          a slugline; its number is the source version
    EDS: UPDATES with insurer's statement in graf 3         the editor's note
    ^By ANN ROE      ar/tm/jl      041412 Nov 26            byline, initials of editors, time group
    (STORY CAN END HERE. OPTIONAL MATERIAL FOLLOWS)         structure

Most forms count only in the head, before the first long line, or at the foot, and most words only in capitals or before
a colon: "Embargo on grain lifted" and "Kill Bill returns" are headlines. The words are in data/agency_lines.toml.
"""

import re
from dataclasses import dataclass, field
from datetime import UTC, tzinfo
from itertools import pairwise

from wireglot.articles.languages import ends_sentence
from wireglot.articles.reading.agency_marks import (
    LONGEST_NOTE,
    embargo_of,
    headline_after_embargo,
    hold_by,
    hold_of,
    is_open_embargo,
    line_mark,
    mark_in_headline,
    note_marks,
)
from wireglot.articles.reading.agency_phrases import as_written, phrase_at_start, phrases
from wireglot.articles.reading.embargo_lines import is_about_this_text
from wireglot.articles.reading.kills import doubtful_kill, kill_of, what_follows
from wireglot.articles.reading.protection import Mark

# The head ends at the first line of this length: headlines have up to 160 characters, ledes more than 100.
HEAD_LINES, HEAD_LENGTH = 12, 120
FOOT_LINES = 6
LONGEST = 240  # characters; no line of an agency but a note to editors is longer
SHORT_TEXT = 1500  # a text of this length that asks editors to kill a story is a kill
_LEDE = r"(?:ld|lede|lead|wthru|write-?thr(?:u|ough))"
_ORDINAL = r"\d{1,2}(?:st|nd|rd|th|er|ère|re|e|ème|\.)"
_NUMBER = re.compile(
    rf"\b(?P<ordinal>\d{{1,2}})(?:st|nd|rd|th|er|ère|re|e|ème|\.)?[ -]?(?:{_LEDE}|zusammenfassung)\b"
    rf"|\b(?:{_LEDE}|update)[ -]?(?P<number>\d{{1,2}})\b",
    re.IGNORECASE,
)
_PA_CATEGORIES = (
    "FOREIGN|POLITICS|POLICE|COURTS|CITY|SPORT|SOCIAL|SHOWBIZ|ROYAL|EDUCATION|HEALTH|ULSTER|SCOTLAND|WALES|IRISH|TRANSPORT"
    "|WEATHER|DEFENCE|ENVIRONMENT|SCIENCE|CONSUMER|MEDIA|ACCIDENT|FIRE|INQUEST|HEADLINES|RACING|SOCCER|CRICKET"
)
_SLUG = re.compile(
    "|".join(
        (
            # AP and ANPA; "BC-based firm wins contract" and "PM-ELECT VOWS REFORM" are headlines
            rf"(?:BC|bc)-{{1,2}}[^\W\d_]\S*(?:[ ,]{{1,2}}(?:[^a-z]+|(?:{_ORDINAL} )?(?i:{_LEDE}\b).*))?",
            r"(?:AM|PM|AP|AC)-(?:-\S+|[^\sa-z-]+(?:-[^\sa-z-]+)+)(?:[ ,][^a-z]+)?",
            r"[fburdpsz] [a-z] (?:BC|AM|PM|bc|am|pm)-\S.*",  # with the priority and the category before it
            rf"(?:BC|AP|AM|PM)-{{1,2}}[^,]{{2,60}}, ?(?:\d{{3,4}}|(?:{_ORDINAL} )?(?i:{_LEDE}\b)[^.]*)",
            r"(?:BC-)?AP-[A-Z]{2,3}--[^.]{2,60}",
            r"[fburdpsz] [a-z]",  # priority and category alone
            r"[a-z]\d{4}(?: [a-z] (?:BC|AM|PM)-\S.*)?",  # the number of an item
            r"[A-Z]{3}\d{4} \d [A-Z] \d{4} [A-Z]{3} /?AFP-[A-Z0-9]{2,8}",
            r"[A-Z]{2,6}[: ]\d{3,5}(?: [A-Z]{3})? \d\d[-/.]\d\d[-/.]\d{2,4}(?: \d\d[:.]\d\d)?",  # TT, EFE
            r"\d\d-[A-Z]{3}-\d\d \d\d[:.]\d\d(?: NNNN)?",  # ANSA
            r"ZCZC(?: ?[A-Z0-9/-]{1,12})?|NNNN",
            r"[A-ZÁÉÍÓÚÜÑ][A-ZÁÉÍÓÚÜÑ ,-]{2,40} "
            r"\((?:Ampliación|Avance|Resumen|Actualización|Corrección|Previsión|Crónica)\)",
            rf"\d{{1,2}} (?:{_PA_CATEGORIES}) [A-Z][\w-]*(?: [\w-]+){{0,3}}",
            r"\$?(?i:adv) ?\d\d(?:-\d\d)?",  # the day for which an item was sent in advance
            r"[A-Z]{2,5}-\d{3,5}(?:-[A-Z]{2,}(?: [A-Z0-9]+)*)*",  # AFP
            r"[a-z]{2,4} ?\d{3,4} \d [a-z]{2,3} \d{1,4}(?: .{1,24})?",  # dpa: its header, its foot, its keywords
            r"dpa(?:[ -][a-z0-9]{1,5}){2,8}",
            r"(?!\S+\.\w{2,}/)[^\W_][\w .-]{0,30}(?:/[\w .-]{1,30}){1,8}/",
            r"[A-Z]{2}(?:-[A-Z]{2,3})?-\d\d-\d\d-\d\d ?\d{4} ?(?:[A-Z]{1,4})?<?",  # time groups
            r"\d{6} ?(?:GMT|UTC|Z|[A-Z]{3,4})? ?(?:[A-Za-zéûä]{3,4}\.?) ?(?:\d{2}|\d{4})",
            r"[A-Za-z]{2,4} \d{4} ?GMT [A-Za-z]{3} \d{2,4}",
            r"(?i:(?:ap |anpa |iptc )?(?:prio(?:rity|rität|rité|ridad|ritet)?|urgency|dringlichkeit|urgence)"
            r"(?: ?code)?[:= ] ?[0-9a-z])",
            rf"(?i:{_ORDINAL}[ -]{_LEDE}(?:[- ,](?:{_LEDE}|urgent|[a-z]?\d{{3,4}}))*)",
            rf"(?i:{_LEDE} ?\d{{1,2}}|(?:ld-)?write-?thr(?:u|ough))",
        )
    )
)
_HYPHENATED = re.compile(r"[^\W\d_]+(?:-[^\W_]+){2,8}(?: (?:\d{1,2}|[A-Z]{3,6}))?")
# "SVERIGE-FÄRJA 2 (TT)": in capitals with one hyphen, above another line.
_CAPITALS_SLUG = re.compile(r"[^\W\d_]+(?:-[^\W_]+){1,8}(?: (?:\d{1,2}|\([A-Z]{2,6}\)|[A-Z]{3,6})){0,2}")
# "EFE1204 4 MAN URGENTE", "R EST S0A QBXB": half of the words have digits, or all are short and one mixes both.
_CODE_SHARE, _CODE_LENGTH = 0.5, 4
_MIXED = re.compile(r"[A-Z]+\d|\d+[A-Z]")
_INITIALS = re.compile(r"[a-zéèäöüåøæ]{2,4}(?:[/-][a-zéèäöüåøæ]{2,4}){1,4}|/[A-Za-z]{2,4}/")
_KILL_IN_SLUG = re.compile(r"(?:^|[-,/ ])(?:MANDATORY )?(?:KILL|KILLS|WITHDRAWAL|ELIMINATION)(?=$|[-,/ ])")
_KILL_AT_END = re.compile(r"[-,/ ]Kill$")
_HOLD_IN_SLUG = re.compile(r"(?:^|[-,/ ])(?P<word>HFR|HOLD FOR RELEASE|EMBARGOED|HOLD)(?=$|[-,/ ])", re.IGNORECASE)
_ADVANCE = re.compile(r"(?:^|[-,/ $])(?:ADV|adv) ?\d\d(?=$|[-,/ ])")
_ATTENTION = re.compile(r"/{2,}\s*(?P<text>.*?\w.*?)\s*/{2,}|(?P<other>(?:ATTENTION|ATTN|ACHTUNG)\b.*?)\s*/{2,}")
_BRACKETED = re.compile(r"\((?P<text>[^()]{2,60})\)")
# "(Adds quotes, paragraphs 3-5)": what is new, and "((ann.roe@agency.example; +44 20 7000 0000))": whom to ask.
_CHANGES = re.compile(
    r"\((?P<text>(?:(?i:adds?|refiles?|updates?|recasts?|corrects?|repeats?|releads?|fixes|clarifies|deletes|removes|drops"
    r"|writes|new throughout|story refiled|actualise|ajoute|précise|corrige"
    r"|añade|agrega|actualiza|amplía|ergänzt|neu:)\b)[^()]{2,200})\)"
)
_CONTACT = re.compile(r"\(\(.{5,200}\)\)")
# A text has one or two; each may name a date, which takes up to 20 ms. With more the text is held.
MOST_MARKS = 100
_EDITORIAL_PART = re.compile(r"(?:dpa-)?Notizblock")  # what follows is not to be published
_NAMES = re.compile(r"[A-Z]\w+ [A-Z]\w+")
_CARET = re.compile(r"\^(?P<text>.*?)(?P<headline>[<=]?)")
_BY = re.compile(r"(?:by|par|von|por|di|door|av)\b", re.IGNORECASE)
_CREDIT = re.compile(r".*\b(?:contributed to this (?:report|story)|reported from .{2,60})\.?", re.IGNORECASE)
# What a line within a text begins with when it is the agency's and not in capitals: a mark, or the label of a note.
_MAY_BE_AGENCY = re.compile(r"[^\w\s\"'“”„«»‘’¿¡]|[^:]{2,40}:|ATTENTION|ATTN|ACHTUNG")
_ABOUT_COPY = re.compile(
    r"\b(?:corrects|fixes|adds|recasts|deletes|updates|grafs?|para|paragraphe?|slug|eds|editors|absatz)\b",
    re.IGNORECASE,
)
_RULE = re.compile(r"_{2,}")
_AROUND = " \t()[]{}<>*#/=–—-.:!（）【】"
_DECORATED = re.compile(r"[(\[{<*#/=–—（【-].*|.*[)\]}>*#/=–—）】-]")


@dataclass(slots=True)
class AgencyLines:
    """What was found: the lines as they were, the text without them, and what they mean.

    note     the notes to editors, "" for none
    version  the highest number of a lede or write-through, "" for none
    """

    text: str
    lines: list[str] = field(default_factory=list)
    marks: list[Mark] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)
    version: str = ""

    @property
    def note(self) -> str:
        return " ".join(self.notes)


def read_agency_lines(text: str, zone: tzinfo = UTC) -> AgencyLines:
    """Separate the lines of the agency from the text; where one is removed, its line stays empty."""
    return _Reader(text, zone).read()


class _Reader:
    """Goes through the lines of one text."""

    def __init__(self, text: str, zone: tzinfo) -> None:
        self._lines = text.split("\n")
        self._zone = zone
        self._found = AgencyLines(text)
        self._follows = what_follows(text)
        self._removed: dict[int, str] = {}
        self._filled = [n for n, line in enumerate(self._lines) if line.strip()]
        self._head = self._head_end()
        self._caret_byline = self._caret_headline = False
        self._advance = False

    def read(self) -> AgencyLines:
        foot = set(self._filled[-FOOT_LINES:])
        for n in self._filled:
            line = _without_emphasis(self._lines[n])
            if not line:
                continue
            if len(self._found.marks) > MOST_MARKS:
                self._found.marks.append(hold_by(f"more than {MOST_MARKS} embargoes, holds and kills"))
                break
            if n < self._head:
                self._read_head_line(n, line)
            elif len(line) <= LONGEST:
                self._read_other_line(n, line, n in foot)
        self._read_slugs_without_mark()
        self._read_credits()
        self._read_editorial_part()
        self._find_kill_sentence()
        self._keep_notes_without_text()
        if self._advance and not self._found.marks:
            self._found.marks.append(hold_by("advance"))
        self._found.lines = [self._removed[n] for n in sorted(self._removed)]
        if self._removed or self._found.text != "\n".join(self._lines):
            self._found.text = "\n".join(self._lines)
        return self._found

    def _head_end(self) -> int:
        for n in self._filled[:HEAD_LINES]:
            if len(self._lines[n]) > HEAD_LENGTH and not _is_long_agency_line(self._lines[n].strip()):
                return n
        return self._filled[HEAD_LINES] if len(self._filled) > HEAD_LINES else len(self._lines)

    def _read_head_line(self, n: int, line: str) -> None:
        if self._take_wrapped_embargo(n, line):
            return
        if mark := line_mark(line, self._zone, self._follows):
            self._take_mark(n, line, mark)
        elif mark := mark_in_headline(line, self._zone, self._follows):
            self._found.marks.append(mark)
        elif _is_slug(line):
            self._take_slug(n, line)
        elif line.startswith("^") and (note := _note_of(line)):
            self._take_note(n, note)
        elif caret := _CARET.fullmatch(line):
            self._take_caret(n, line, caret)
        elif label := _label_of(line):
            self._take_label(n, line, *label)
        elif changes := _CHANGES.fullmatch(line):
            self._found.notes.append(changes["text"])
            self._remove(n, line)
        elif (bracketed := _BRACKETED.fullmatch(line)) and _first_word(bracketed["text"]) in phrases("bracketed"):
            self._remove(n, line)
        elif line.endswith(" ="):
            self._lines[n] = self._lines[n].rstrip("= ")
        else:
            self._read_other_line(n, line, foot=False)

    def _read_other_line(self, n: int, line: str, foot: bool) -> None:
        if foot and len(line) <= HEAD_LENGTH and (kill := kill_of(line, "story")) and kill.kind == "kill":
            self._found.marks.append(kill)
            self._remove(n, line)
            return
        if not (foot or _MAY_BE_AGENCY.match(line) or line.isupper()):
            return
        if foot and self._take_wrapped_embargo(n, line):
            return
        if attention := _ATTENTION.fullmatch(line):
            self._found.notes.append(attention["text"] or attention["other"])
            self._remove(n, line)
        elif note := _note_of(line):
            self._take_note(n, note)
        elif foot and _is_slug(line):
            self._take_slug(n, line)
        elif _CONTACT.fullmatch(line) or _is_structure(line, foot) or (foot and _INITIALS.fullmatch(line)):
            self._remove(n, line)
        elif foot and is_about_this_text(line) and (marks := note_marks(line, self._zone)):
            self._found.marks += marks
            self._remove(n, line)
        elif (foot or line.isupper()) and (mark := embargo_of(line, self._zone) or (hold_of(line) if foot else None)):
            self._found.marks.append(mark)
            self._remove(n, line)

    def _take_mark(self, n: int, line: str, mark: Mark) -> None:
        """Take a line that protects the text; a headline after the end of an embargo stays."""
        headline = headline_after_embargo(line, self._zone) if mark.kind == "embargo" else ""
        self._found.marks.append(mark)
        self._remove(n, line.removesuffix(headline).strip() if headline else line)
        self._lines[n] = headline

    def _take_wrapped_embargo(self, n: int, line: str) -> bool:
        """Take "EMBARGOED UNTIL" with the next line, where that is its end and nothing else."""
        following = self._lines[n + 1].strip() if n + 1 < len(self._lines) else ""
        if not following or not is_open_embargo(line, following, self._zone):
            return False
        if mark := embargo_of(f"{line} {following}", self._zone):
            self._found.marks.append(mark)
            self._remove(n, line)
            self._remove(n + 1, following)
        return mark is not None

    def _take_slug(self, n: int, line: str) -> None:
        if _KILL_IN_SLUG.search(line):
            self._found.marks.append(Mark("kill"))
        elif _ADVANCE.search(line):
            self._advance = True
        elif _KILL_AT_END.search(line):
            self._found.marks.append(doubtful_kill("kill"))
        elif hold := _HOLD_IN_SLUG.search(line):
            self._found.marks.append(hold_by(hold["word"]))
        self._remove(n, line)

    def _take_caret(self, n: int, line: str, caret: re.Match[str]) -> None:
        """Take "^By ANN ROE" and the lines after it; the first "^Pier collapses<" is the headline."""
        is_byline = _BY.match(caret["text"]) is not None
        is_headline = caret["headline"] == "<" and not self._caret_headline
        if is_byline or (self._caret_byline and not is_headline):
            self._caret_byline = True
            self._remove(n, line)
        else:
            self._caret_headline = True
            self._lines[n] = caret["text"]

    def _take_label(self, n: int, line: str, label: str, rest: str) -> None:
        corrects = any(word in label for word in phrases("corrects"))
        if corrects or "advisory" in label:
            self._found.notes.append(line)
        self._remove(n, line)
        if rest and not _is_about_copy(rest) and not (corrects and ends_sentence(line) and self._has_text_after(n)):
            self._lines[n] = rest

    def _has_text_after(self, n: int) -> bool:
        return any(following > n and self._lines[following].strip() for following in self._filled)

    def _take_note(self, n: int, note: str) -> None:
        """Take a note to editors with the lines that continue it."""
        parts = [self._lines[n].strip()]
        self._remove(n, self._lines[n].strip())
        protects = bool(note_marks(note, self._zone))  # a mark never takes the headline below it
        for following in range(n + 1, n + 1 if protects else len(self._lines)):
            before, line = parts[-1], self._lines[following].strip()
            if not line or len(before) < 50 or ends_sentence(before) or line.startswith("^"):
                break
            parts.append(line)
            self._remove(following, line)
        text = " ".join([note, *parts[1:]])
        self._found.notes.append(text)
        self._found.marks += note_marks(text, self._zone)

    def _read_slugs_without_mark(self) -> None:
        """Take "port-tempête-Kerrow" beside another line of the agency, or where its form alone is certain."""
        head = [n for n in self._filled if n < self._head]
        left = [n for n in head if self._lines[n].strip()]
        for before, n in pairwise([-1, *head]):
            line = self._lines[n].strip()
            beside = before >= 0 and n - before == 1 and not self._lines[before].strip()
            is_above = n < max(left, default=n)  # another line of the head, such as the headline
            certain = (line[:1].islower() or line.isupper()) and len(left) > 1
            is_slug = _HYPHENATED.fullmatch(line) is not None and (beside or certain)
            if is_slug or (is_above and (_is_codes(line, beside=beside) or _is_capitals_slug(line))):
                self._remove(n, line)

    def _read_credits(self) -> None:
        """Take the line below a rule that says who else reported."""
        for before, n in pairwise(self._filled):
            if _RULE.fullmatch(self._lines[before].strip()) and _CREDIT.fullmatch(self._lines[n].strip()):
                self._remove(n, self._lines[n].strip())

    def _read_editorial_part(self) -> None:
        """Take dpa's "Notizblock" and all below it."""
        starts = [n for n in self._filled if _EDITORIAL_PART.fullmatch(_without_emphasis(self._lines[n]))]
        for n in self._filled:
            if starts and n >= starts[0] > self._filled[0]:
                self._remove(n, self._lines[n].strip())

    def _keep_notes_without_text(self) -> None:
        """Leave what is addressed to editors as the text where there is no other: the plan of a day."""
        if self._found.marks or any(any(map(str.isalpha, line)) for line in self._lines):
            return
        for n, line in self._removed.items():
            if _note_of(line):
                self._lines[n] = line
        self._removed = {n: line for n, line in self._removed.items() if not self._lines[n]}

    def _find_kill_sentence(self) -> None:
        text = " ".join(self._found.text.casefold().split()) if len(self._found.text) <= SHORT_TEXT else ""
        text = text or self._found.note.casefold()
        if text and any(sentence in text for sentence in phrases("kill_sentence")):
            self._found.marks.append(Mark("kill"))

    def _remove(self, n: int, line: str) -> None:
        self._removed[n] = line
        self._lines[n] = ""
        for match in _NUMBER.finditer(line):
            number = match["ordinal"] or match["number"]
            self._found.version = max(self._found.version, number, key=lambda text: int(text or 0))


def _is_capitals_slug(line: str) -> bool:
    return line.isupper() and _CAPITALS_SLUG.fullmatch(line) is not None


def _is_codes(line: str, *, beside: bool) -> bool:
    """Whether a line in capitals is made of codes, as an item's number, category and length.

    beside: another line of the agency is above it; then short words with one code are codes too.
    """
    words = re.findall(r"\w+", line)
    if not line.isupper() or not any(map(_MIXED.match, words)):
        return False
    share = sum(any(map(str.isdigit, word)) for word in words) / len(words)
    return share >= _CODE_SHARE or (beside and all(len(word) <= _CODE_LENGTH for word in words))


def _is_slug(line: str) -> bool:
    return _SLUG.fullmatch(line.lstrip("^").replace("<", "")) is not None


def _without_emphasis(line: str) -> str:
    return line.strip().lstrip("#*_> ").rstrip("*_ ")


def _is_long_agency_line(line: str) -> bool:
    if len(line) > LONGEST_NOTE:
        return False
    return _note_of(line) != "" or _ATTENTION.fullmatch(line) is not None


def _label_of(line: str) -> tuple[str, str] | None:
    """Return a label and the text after it: "CORRECTION" and "", "CORRECTION: 35, not 33" and "35, not 33"."""
    found = phrase_at_start(line, "label")
    if found is None:
        return None
    label, rest, colon = found
    cased = line.casefold() != line or line.upper() != line
    if not rest:
        return (label, "") if line.isupper() or not cased or _DECORATED.fullmatch(line) else None
    written = as_written(line, label)
    corrects = "advisory" in label or any(word in label for word in phrases("corrects"))
    return (label, rest) if colon and corrects and (written.isupper() or not cased) else None


def _is_about_copy(text: str) -> bool:
    """Return whether the words after a label speak of the copy, not of the news: "corrects number in para 2"."""
    return _ABOUT_COPY.search(text) is not None


def _note_of(line: str) -> str:
    """Return the text of a note to editors, "" for any other line."""
    found = phrase_at_start(line, "note")
    if found is None or not found[1]:
        return ""
    phrase, rest, colon = found
    written = as_written(line, phrase)
    addressed = phrase == "editors" or phrase.startswith(phrases("addressed"))
    if _NAMES.match(rest) and not written.isupper():
        return ""  # "Editors: Ann Roe and Tom Orr run the daily"
    return rest if colon and (written.isupper() or addressed) else ""


def _is_structure(line: str, foot: bool) -> bool:
    if len(line) > 90:
        return False
    text = line.strip(_AROUND).casefold()
    words = phrases("structure")
    if text in phrases("agency") and (_DECORATED.fullmatch(line) or line.isupper()):
        return True
    known = text in words or any(text.startswith(word) and word.count(" ") >= 2 for word in words)
    return known and (_DECORATED.fullmatch(line) is not None or (line.isupper() and (foot or " " in text)))


def _first_word(text: str) -> str:
    return text.casefold().split()[0].strip(":,.") if text.split() else ""
