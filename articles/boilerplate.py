"""Boilerplate: captions, bylines, datelines and "read more" lines, recognised by their form.

Only a whole line is boilerplate. A label ("Foto", "Läs mer", "관련기사"; articles/data/boilerplate.toml) counts before
a colon, or alone on its line; without a colon only if the line has no final mark, so "Photo by photo, the album shows
the village." remains a sentence.
"""

import re
import tomllib
import unicodedata
from collections.abc import Callable
from functools import cache
from pathlib import Path
from typing import NamedTuple

from wireglot.articles.agencies import is_agency_credit
from wireglot.articles.article import Kind
from wireglot.articles.languages import length_in_words

# In words. A caption may describe a whole scene; a longer line is a paragraph with a credit at its end.
MAX_CAPTION = 45
# In words, with the label: a headline after "Read more" without a colon, or a date after "Updated".
MAX_LABELLED = 15
# In words: credits name only a few people and their papers.
MAX_NAMES = 8

_TABLE = Path(__file__).parent / "data" / "boilerplate.toml"
_DECORATION = " \t-–—*•·|/\\>»→▶►▸➤⇒■□◆◇●○★☆▲△▼▽※#([{（［【〔〈《「『\"'“„«"
_COLON = re.compile(r"\s*[:：=＝]")
_DIGIT = re.compile(r"\d")
_UNSPACED = re.compile("[\u0e00-\u0eff\u3000-\u30ff\u3400-\u9fff]")
_NAME = re.compile(r"[^\W\d_]")
_PREFIXES = (3, 2, 1)  # labels are indexed by their first three characters, or by all of a shorter label
MAX_LABEL = 48  # characters; no label is longer
MAX_CREDIT = 70  # characters: the photographer and the agency of a picture
_BRACKETS = frozenset(")]）］】〕")
_WORD_EDGE = re.compile(r"[\s.。．/|(（\[【]+")
_MAIL = re.compile(r"\S+@\S+\.\w{2,}")
_REPORTER = re.compile(
    r"[\[(（［【〔]?.{0,20}?(?:\w{2,5} ?(?:인턴)?(?:기자|특파원)(?: ?=)?"
    r"|(?:记者|記者)[\s:：]?[\w·、\s]{2,16}(?:报道|報導|摄|攝)?)[\])）］】〕]?"
)
_DAY = (
    r"(?:\d{4}[-./]\d{1,2}[-./]\d{1,2}|\d{1,2}[-./]\d{1,2}[-./]\d{2,4}"
    r"|\d{1,2}(?:\.|er|st|nd|rd|th|º|-го)?,? (?:de |d['’]|of )?[^\W\d_]{3,}\.?,? (?:de |del |do )?\d{4}(?: ?[гр]\.?)?"
    r"|[^\W\d_]{3,}\.? \d{1,2}(?:st|nd|rd|th)?,? \d{4}|\d{4}\. ?[^\W\d_]{3,} \d{1,2}\.?"
    r"|\d{4} ?[年년] ?\d{1,2} ?[月월] ?\d{1,2} ?[日일])"
)
_TIME = r"\d{1,2}[:.h時点时시] ?\d{2}(?:[:분分]\d{0,2})?(?: ?[ap]\.?m\.?)?(?: ?(?:Uhr|[A-Z]{2,4}|[+-]\d{2}:?\d{2}))?"
_DATE_LINE = re.compile(
    rf"(?:[^\W\d_][^\d,()]{{1,30}}[,،] ?)?(?:[^\W\d_]{{2,12}}\.?[,،]? )?{_DAY}"
    rf"(?:[,،.|–—-]? ?(?:kl\.? |à |at |um |alle |a las |às )?{_TIME})?",
    re.IGNORECASE,
)
# "Mis à jour à 14h : ajout de la réaction.": a time between the label and its colon.
_TIME_AND_COLON = re.compile(r"[^\d:]{0,6}\d{1,2}(?:[:.h]? ?\d{2}|h| Uhr)? ?(?:Uhr|[A-Z]{2,4})?\s*[:：–—] ")
# "ВАНЕ, 4 ноября.": what a reader of sentences leaves of a dateline whose agency is behind the full stop.
_PLACE_AND_DAY = re.compile(r"(?P<place>[^\W\d_][^\d,()]{1,30}), ?\d{1,2}\.? [^\W\d_]{3,}\.?")
_RIGHTS = "©™®"  # begins the line of who owns the text
_FULL_DATE = re.compile(rf"\s*(?:{_DAY})\b(?=.{{0,40}}$)", re.IGNORECASE)
# "STOCKHOLM (TT)", "ПАРИЖ, 3 мая (ТАСС) —", "【東京共同】": a place in capitals or an agency in brackets.
_PLACE = re.compile(
    r"(?P<place>[^\W\d_][^\d():]{1,40}?)(?:, ?[^()]{3,20})? ?[(（［\[](?P<agency>[^()（）]{2,25})[)）］\]](?: ?[-–—:])?"
)
_CAPITALS_DASH = re.compile(r"[^\W\d_]{2,}(?:[ ,/-]+[^\W\d_]{2,}){0,3},? [-–—]")


class _Label(NamedTuple):
    """A folded label and the role of the line that it begins."""

    text: str
    role: str


class _LabelledLine(NamedTuple):
    """A line that begins with a label; `rest` is what follows it."""

    text: str
    label: str
    rest: str
    final: bool
    at_edge: bool


class _Tables(NamedTuple):
    """boilerplate.toml: all labels by their first characters, longest first, and the labels of captions."""

    labels: dict[str, tuple[_Label, ...]]
    captions: frozenset[str]
    particles: frozenset[str]


def boilerplate_kind(line: str, *, final: bool, at_edge: bool) -> Kind | None:
    """Return the kind of boilerplate that the whole line is, or None for text.

    Args:
        final: The line ends in a final mark.
        at_edge: It is near the start or the end of its text, where names without a label are bylines.
    """
    if len(line) > 400:  # more than MAX_CAPTION words in any script; true of most paragraphs
        return None
    return _kind_by_label(line, final, at_edge) or _kind_by_form(line, final, at_edge)


def _kind_by_label(line: str, final: bool, at_edge: bool) -> Kind | None:
    bare = line if line[0].isalpha() else line.lstrip(_DECORATION)
    kind = _kind_by_labels(bare, final, at_edge) if bare else None
    return kind or (None if bare == line else _kind_by_labels(line, final, at_edge))


def _kind_by_labels(line: str, final: bool, at_edge: bool) -> Kind | None:
    for label, role in _candidates(line):
        folded = _fold(line[:MAX_LABEL]) + line[MAX_LABEL:]
        if folded.startswith(label) and _ends_at_word(label, folded):
            matches, kind = _ROLES[role]
            if matches(_LabelledLine(line, line[: len(label)], folded[len(label) :], final, at_edge)):
                return kind
    return None


def _candidates(line: str) -> tuple[_Label, ...]:
    labels = _tables().labels
    return sum((labels.get(line[:length], ()) for length in _PREFIXES), ())


def _ends_at_word(label: str, folded: str) -> bool:
    following = folded[len(label) : len(label) + 1]
    return not following.isalnum() or _UNSPACED.match(label) is not None or not label[-1].isalnum()


def _is_caption(line: _LabelledLine) -> bool:
    named = _COLON.match(line.rest) or _is_label_alone(line.rest) or line.rest.lstrip()[:1] in {"/", "|", "©"}
    abbreviated = line.label.endswith(".") and not line.final  # "Fot. Jan Kowalski/PAP"
    return bool(named or abbreviated) and length_in_words(line.text) <= MAX_CAPTION


def _is_caption_without_colon(line: _LabelledLine) -> bool:
    certain = _UNSPACED.match(line.label) is not None or not line.label[0].isalnum()
    return (certain or not line.final) and length_in_words(line.text) <= MAX_CAPTION


def _is_byline(line: _LabelledLine) -> bool:
    named = _COLON.match(line.rest) is not None and not _is_label_alone(line.rest)
    return named and not line.final and length_in_words(line.text) <= MAX_NAMES + 2


def _is_credit_without_colon(line: _LabelledLine) -> bool:
    return line.text[len(line.label) :].lstrip()[:1].isupper() and length_in_words(line.text) <= 2 * MAX_LABELLED


def _is_by_and_name(line: _LabelledLine) -> bool:
    """Return whether only names follow the word "by"; only at the edge of a text: "Von Berlin" may be a heading."""
    if not line.at_edge or not line.rest.startswith(" "):
        return False
    names = line.text.split(",", 1)[0].replace("/", " ").split()[1:]
    if line.final and not (len(names) in (2, 3) and all(name[0].isupper() for name in names)):
        return False  # "By Ann Roe." has the full stop of a text
    return (
        0 < len(names) <= MAX_NAMES and all(map(_is_like_name, names)) and names[-1].lower() not in _tables().particles
    )


def _is_like_name(word: str) -> bool:
    """Return whether it has an initial capital or is a particle; without capitals any word may be a name."""
    return word.lower() in _tables().particles or word[0].isupper() or word[0].lower() == word[0].upper()


def _is_date(line: _LabelledLine) -> bool:
    dated = _DIGIT.search(line.rest) is not None and length_in_words(line.text) <= MAX_LABELLED
    return dated and (not line.final or any(form.match(line.rest) for form in (_COLON, _FULL_DATE, _TIME_AND_COLON)))


def _is_read_more(line: _LabelledLine) -> bool:
    if _COLON.match(line.rest):
        return length_in_words(line.text) <= MAX_CAPTION
    if _is_label_alone(line.rest):
        return True
    several_words = " " in line.label.strip() or _UNSPACED.match(line.label) is not None
    return several_words and not line.final and length_in_words(line.text) <= MAX_LABELLED


_ROLES: dict[str, tuple[Callable[[_LabelledLine], bool], Kind]] = {
    "caption": (_is_caption, "caption"),
    "caption_opening": (_is_caption_without_colon, "caption"),
    "byline": (_is_byline, "byline"),
    "byline_opening": (_is_credit_without_colon, "byline"),
    "by": (_is_by_and_name, "byline"),
    "dated": (_is_date, "dateline"),
    "read_more": (_is_read_more, "read-more"),
}


def _kind_by_form(line: str, final: bool, at_edge: bool) -> Kind | None:
    if line[-1] in _BRACKETS and _ends_in_bracketed_credit(line):
        return "caption"
    if line[0] in _RIGHTS and length_in_words(line) <= 2 * MAX_LABELLED:
        return "byline"
    if final and (place := _PLACE_AND_DAY.fullmatch(line)) and place["place"].isupper():
        return "dateline"
    if final:  # a date may end in one: "2024. március 12.", "12 марта 2024 г."
        return "dateline" if len(line) < MAX_LABEL and _DATE_LINE.fullmatch(line) else None
    if _ends_in_credit(line):
        return "caption"
    if len(line) > 100 or length_in_words(line) > MAX_NAMES + 2:
        return None
    if _is_dateline(line):
        return "dateline"
    return "byline" if _is_credit(line, at_edge) else None


def _ends_in_bracketed_credit(line: str) -> bool:
    """Return whether a credit in brackets ends the line: "A man walks by. (AP Photo/N. N.)", "……（写真：共同）"."""
    opening = max(map(line.rfind, "(（[［【〔")) + 1
    if not 0 < opening >= len(line) - MAX_CREDIT or length_in_words(line) > MAX_CAPTION:
        return False
    credit = _fold(line[opening:-1])
    first, _, rest = credit.partition(" ")
    return any(
        text.startswith(label) and _ends_at_word(label, text)
        for text in (credit, rest if first in {"ap", "epa", "afp"} else credit)
        for label in _tables().captions
    )


def _ends_in_credit(line: str) -> bool:
    """Return whether a labelled credit ends the line: "The minister. Foto: N. N./TT", "…… 사진=연합뉴스"."""
    colon = max(map(line.rfind, ":：=＝"))
    if not 0 < colon < len(line) - 2 or colon < len(line) - MAX_CREDIT or length_in_words(line) > MAX_CAPTION:
        return False
    before = [word for word in _WORD_EDGE.split(line[max(0, colon - MAX_LABEL) : colon]) if word]
    captions = _tables().captions
    return any(_fold(" ".join(before[-n:])) in captions for n in (1, 2, 3))


def _is_dateline(line: str) -> bool:
    if _DATE_LINE.fullmatch(line.strip("|-–— ")):
        return True
    if dateline := _PLACE.fullmatch(line):
        return is_agency_credit(dateline["agency"])
    return _CAPITALS_DASH.fullmatch(line) is not None and line.isupper()


def _is_credit(line: str, at_edge: bool) -> bool:
    if _MAIL.search(line) or _REPORTER.fullmatch(line):
        return True
    return at_edge and is_agency_credit(line)


def _is_label_alone(rest: str) -> bool:
    """Return whether only punctuation follows the label."""
    return _NAME.search(rest) is None and _DIGIT.search(rest) is None


def _fold(text: str) -> str:
    """Return the text without case, accents and the dots of the Turkish i, for comparing labels."""
    text = text.casefold()
    if text.isascii():
        return text
    text = unicodedata.normalize("NFKD", text).replace("ı", "i")
    return "".join([character for character in text if not unicodedata.combining(character)])


@cache
def _tables() -> _Tables:
    table = tomllib.loads(_TABLE.read_text("utf-8"))
    particles = frozenset(table.pop("particles"))
    entries = [(text, role) for roles in table.values() for role, texts in roles.items() for text in texts]
    by_prefix: dict[str, set[_Label]] = {}
    for text, role in entries:
        label = _Label(_fold(text), role)
        for form in (text, text.lower(), text.upper(), text.title()):
            by_prefix.setdefault(form[: _PREFIXES[0]], set()).add(label)
    labels = {prefix: tuple(sorted(group, key=_longest_first)) for prefix, group in by_prefix.items()}
    return _Tables(labels, frozenset(_fold(text) for text, role in entries if role == "caption"), particles)


def _longest_first(label: _Label) -> tuple[int, str]:
    return -len(label.text), label.role
