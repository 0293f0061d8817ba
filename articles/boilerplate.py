"""Boilerplate: captions, bylines, datelines and "read more" lines, recognised by their look.

Only a whole line is boilerplate. A label ("Foto", "Läs mer", "관련기사"; articles/data/boilerplate.toml)
counts with its colon, or alone on its line; without a colon only where no final mark makes a sentence
of the line, so "Photo by photo, the album shows the village." stays a sentence.
"""

import re
import tomllib
import unicodedata
from collections.abc import Callable
from functools import cache
from pathlib import Path
from typing import NamedTuple

from wireglot.articles.article import Kind
from wireglot.articles.languages import length_in_words

# A caption may tell a whole scene; beyond this it is a paragraph with a credit glued to its end.
LONGEST = 45
# A headline behind "Read more" without a colon, and a date behind "Updated", with room to spare.
LONG = 15
# Credits name at most some people and their papers.
NAMES = 8

_TABLE = Path(__file__).parent / "data" / "boilerplate.toml"
_DECORATION = " \t-–—*•·|/\\>»→▶►▸➤⇒■□◆◇●○★☆▲△▼▽※#([{（［【〔〈《「『\"'“„«"
_COLON = re.compile(r"\s*[:：=＝]")
_DIGIT = re.compile(r"\d")
_UNSPACED = re.compile("[\u0e00-\u0eff\u3000-\u30ff\u3400-\u9fff]")
_NAME = re.compile(r"[^\W\d_]")
_STARTS = (3, 2, 1)  # characters by which labels are filed: three, or all of a shorter label
LABEL = 48  # characters, longer than any label
CREDIT = 70  # characters: who took a picture, and for whom
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
# "STOCKHOLM (TT)", "ПАРИЖ, 3 мая (ТАСС) —", "【東京共同】": the place in capitals or the agency in brackets.
_PLACE = re.compile(
    r"(?P<place>[^\W\d_][^\d():]{1,40}?)(?:, ?[^()]{3,20})? ?[(（［\[](?P<agency>[^()（）]{2,25})[)）］\]](?: ?[-–—:])?"
)
_CAPITALS_DASH = re.compile(r"[^\W\d_]{2,}(?:[ ,/-]+[^\W\d_]{2,}){0,3},? [-–—]")


class _Label(NamedTuple):
    """A folded label and what it announces."""

    text: str
    role: str


class _Labelled(NamedTuple):
    """A line that begins with a label; `rest` is what follows, folded where the label's characters are."""

    line: str
    label: str
    rest: str
    final: bool
    edge: bool


class _Tables(NamedTuple):
    """The data file made ready: labels by their first characters, longest first; caption labels alone."""

    labels: dict[str, tuple[_Label, ...]]
    captions: frozenset[str]
    agencies: frozenset[str]
    particles: frozenset[str]


def recognise(line: str, *, final: bool, edge: bool) -> Kind | None:
    """The kind of boilerplate that the line is as a whole, or None for text.

    final   the line ends in a final mark
    edge    it stands at the top or the foot of its text, where names are signed without a label
    """
    if len(line) > 400:  # no line of `LONGEST` words in any script; nearly all paragraphs leave here
        return None
    return _by_label(line, final, edge) or _by_form(line, final, edge)


def agencies() -> frozenset[str]:
    """News agencies by the names and letters that datelines give them."""
    return _tables().agencies


def _by_label(line: str, final: bool, edge: bool) -> Kind | None:
    bare = line if line[0].isalpha() else line.lstrip(_DECORATION)
    found = _labelled(bare, final, edge) if bare else None
    return found or (None if bare == line else _labelled(line, final, edge))


def _labelled(line: str, final: bool, edge: bool) -> Kind | None:
    for label, role in _candidates(line):
        folded = _fold(line[:LABEL]) + line[LABEL:]
        if folded.startswith(label) and _ends_word(label, folded):
            met = _Labelled(line, line[: len(label)], folded[len(label) :], final, edge)
            if _ROLES[role](met):
                return _KINDS[role]
    return None


def _candidates(line: str) -> tuple[_Label, ...]:
    labels = _tables().labels
    return sum((labels.get(line[:length], ()) for length in _STARTS), ())


def _ends_word(label: str, folded: str) -> bool:
    following = folded[len(label) : len(label) + 1]
    return not following.isalnum() or _UNSPACED.match(label) is not None or not label[-1].isalnum()


def _is_caption(met: _Labelled) -> bool:
    named = _COLON.match(met.rest) or _alone(met.rest) or met.rest.lstrip()[:1] in {"/", "|", "©"}
    abbreviated = met.label.endswith(".") and not met.final  # "Fot. Jan Kowalski/PAP"
    return bool(named or abbreviated) and length_in_words(met.line) <= LONGEST


def _opens_caption(met: _Labelled) -> bool:
    sure = _UNSPACED.match(met.label) is not None or not met.label[0].isalnum()
    return (sure or not met.final) and length_in_words(met.line) <= LONGEST


def _is_byline(met: _Labelled) -> bool:
    named = _COLON.match(met.rest) is not None and not _alone(met.rest)
    return named and not met.final and length_in_words(met.line) <= NAMES + 2


def _opens_byline(met: _Labelled) -> bool:
    return met.line[len(met.label) :].lstrip()[:1].isupper() and length_in_words(met.line) <= 2 * LONG


def _is_signed(met: _Labelled) -> bool:
    """The word "by" and names behind it; at the edge of a text only, for "Von Berlin" is a heading as well."""
    if met.final or not met.edge or not met.rest.startswith(" "):
        return False
    names = met.line.split(",", 1)[0].replace("/", " ").split()[1:]
    return 0 < len(names) <= NAMES and all(map(_like_name, names)) and names[-1].lower() not in _tables().particles


def _like_name(word: str) -> bool:
    """A capital first, or a particle; in scripts without capitals any word may be one."""
    return word.lower() in _tables().particles or word[0].isupper() or word[0].lower() == word[0].upper()


def _is_dated(met: _Labelled) -> bool:
    dated = _DIGIT.search(met.rest) is not None and length_in_words(met.line) <= LONG
    return dated and (not met.final or _COLON.match(met.rest) is not None)


def _is_read_more(met: _Labelled) -> bool:
    if _COLON.match(met.rest):
        return length_in_words(met.line) <= LONGEST
    if _alone(met.rest):
        return True
    several = " " in met.label.strip() or _UNSPACED.match(met.label) is not None
    return several and not met.final and length_in_words(met.line) <= LONG


_ROLES: dict[str, Callable[[_Labelled], bool]] = {
    "caption": _is_caption,
    "caption_opening": _opens_caption,
    "byline": _is_byline,
    "byline_opening": _opens_byline,
    "by": _is_signed,
    "dated": _is_dated,
    "read_more": _is_read_more,
}
_KINDS: dict[str, Kind] = {
    "caption": "caption",
    "caption_opening": "caption",
    "byline": "byline",
    "byline_opening": "byline",
    "by": "byline",
    "dated": "dateline",
    "read_more": "read-more",
}


def _by_form(line: str, final: bool, edge: bool) -> Kind | None:
    if line[-1] in _BRACKETS and _closes_with_credit(line):
        return "caption"
    if final:  # the day alone may end in one: "2024. március 12.", "12 марта 2024 г."
        return "dateline" if len(line) < LABEL and _DATE_LINE.fullmatch(line) else None
    if _ends_in_credit(line):
        return "caption"
    if len(line) > 100 or length_in_words(line) > NAMES + 2:
        return None
    if _is_dateline(line):
        return "dateline"
    return "byline" if _is_credit(line, edge) else None


def _closes_with_credit(line: str) -> bool:
    """ "A man walks by. (AP Photo/N. N.)", "……（写真：共同）": a scene and its credit in brackets."""
    begin = max(map(line.rfind, "(（[［【〔")) + 1
    if not 0 < begin >= len(line) - CREDIT or length_in_words(line) > LONGEST:
        return False
    credit = _fold(line[begin:-1])
    first, _, rest = credit.partition(" ")
    return any(
        text.startswith(label) and _ends_word(label, text)
        for text in (credit, rest if first in {"ap", "epa", "afp"} else credit)
        for label in _tables().captions
    )


def _ends_in_credit(line: str) -> bool:
    """ "The prime minister on Monday. Foto: N. N./TT", "…… 사진=연합뉴스"."""
    cut = max(map(line.rfind, ":：=＝"))
    if not 0 < cut < len(line) - 2 or cut < len(line) - CREDIT or length_in_words(line) > LONGEST:
        return False
    before = [word for word in _WORD_EDGE.split(line[max(0, cut - LABEL) : cut]) if word]
    captions = _tables().captions
    return any(_fold(" ".join(before[-n:])) in captions for n in (1, 2, 3))


def _is_dateline(line: str) -> bool:
    if _DATE_LINE.fullmatch(line.strip("|-–— ")):
        return True
    if found := _PLACE.fullmatch(line):
        return found["agency"].strip() in _tables().agencies
    return _CAPITALS_DASH.fullmatch(line) is not None and line.isupper()


def _is_credit(line: str, edge: bool) -> bool:
    if _MAIL.search(line) or _REPORTER.fullmatch(line):
        return True
    names = [name for name in re.split(r"[\s/,;()（）\[\]|–—-]+", line) if name]
    agencies = _tables().agencies
    return edge and (
        line.strip(" -–—/()（）[]【】*") in agencies or (bool(names) and all(n in agencies for n in names))
    )


def _alone(rest: str) -> bool:
    """Nothing but marks behind the label."""
    return _NAME.search(rest) is None and _DIGIT.search(rest) is None


def _fold(text: str) -> str:
    """Without case, accents and the dots of the Turkish i: how labels are compared."""
    text = text.casefold()
    if text.isascii():
        return text
    text = unicodedata.normalize("NFKD", text).replace("ı", "i")
    return "".join([character for character in text if not unicodedata.combining(character)])


@cache
def _tables() -> _Tables:
    table = tomllib.loads(_TABLE.read_text("utf-8"))
    agencies, particles = frozenset(table.pop("agencies")), frozenset(table.pop("particles"))
    found = [(text, role) for roles in table.values() for role, texts in roles.items() for text in texts]
    by_start: dict[str, set[_Label]] = {}
    for text, role in found:
        for start in (text, text.lower(), text.upper(), text.title()):
            by_start.setdefault(start[: _STARTS[0]], set()).add(_Label(_fold(text), role))
    labels = {start: tuple(sorted(some, key=_longest_first)) for start, some in by_start.items()}
    return _Tables(labels, frozenset(_fold(text) for text, role in found if role == "caption"), agencies, particles)


def _longest_first(label: _Label) -> tuple[int, str]:
    return -len(label.text), label.role
