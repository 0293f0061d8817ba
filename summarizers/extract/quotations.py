"""Quotations: quotation marks followed through the sentences of an article.

A mark opens or closes by the spaces around it, since “, » and " do both in some language. A quotation may go on over
several sentences, and over paragraphs that each open a mark, of which only the last one closes (the newspaper habit).
A mark that nothing closes quotes no more than its own sentence: behind it the words are the paper's again.
Single marks count only in pairs: alone they are apostrophes. Marks inside a quotation belong to it.
"""

import re
from collections.abc import Sequence
from functools import lru_cache
from itertools import takewhile
from typing import NamedTuple

from wireglot.articles.languages import (
    ALWAYS_CLOSING,
    ALWAYS_OPENING,
    QUOTATION_MARKS,
    SINGLE_QUOTATION_MARKS,
)

# Which marks close a quotation that the key opened; the first is the usual one.
CLOSERS = {
    "“": '”"“', "”": '”“"', "„": '“”"„', "‟": "”", "«": "»", "»": "«»", '"': '"”“', "＂": "＂", "「": "」", "『": "』",
    "〝": "〞〟", "‘": "’'", "‚": "‘’", "‹": "›", "›": "‹›", "'": "'’",
}  # fmt: skip
_SINGLE = frozenset(SINGLE_QUOTATION_MARKS) | {"'"}
_MARK = re.compile(f"[{QUOTATION_MARKS}{SINGLE_QUOTATION_MARKS}']")
_SINGLE_OPENING = frozenset("‘‚‹'")
_OPENING = frozenset("“„«") | ALWAYS_OPENING
_CLOSING = frozenset("”»") | ALWAYS_CLOSING
_BEFORE_OPENING_MARK = frozenset(" \t\u00a0\u202f\u2009([{（［【—–-:：,、，’'\u200e\u200f")  # l’« œuvre »
_BEHIND_CLOSING_MARK = frozenset(" \t\u00a0\u202f\u2009.,;:!?)]…。，、।۔؟،")
# The first mark is no closing one: the straight mark that is open before the sentence lacks its own.
_OPENS_BY_SPACES = re.compile(r'[^"]*[^"\W][^"]*\s"\w')
_INNER_SPACES = "\u00a0\u202f\u2009 "
_DASHES = frozenset("-‑‒–—―−")
_AFTER_DASH = frozenset('¿¡«"“„.…')
_MAX_UNCLOSED = 8  # in one block; where more marks lack their closing one, each sentence is taken by itself
_MAX_PARAGRAPHS = 8  # of one quotation; one that is not closed by then lacks its closing mark
# Stands between the pieces of a sentence that are outside its quotations: there a clause ends.
GAP = "\n"


class Quotation(NamedTuple):
    """What is quoted in one sentence.

    outside        its text outside quotation marks, the pieces parted by GAP
    marked         it contains marks, or is entirely between those of its neighbours
    opened         the marks that are open where it begins, the outer one first; "" outside a quotation
    open_at_end    the marks that are open at its end
    repeated       how many of its first characters are a mark that only says that the quotation goes on
    stray          it has a mark that closes nothing
    dash           it begins with a dash, as speech does in many languages (and list items in others)
    """

    outside: str
    marked: bool = False
    opened: str = ""
    open_at_end: str = ""
    repeated: int = 0
    stray: bool = False
    dash: bool = False

    @property
    def starts_inside(self) -> bool:
        """Whether it begins within a quotation that an earlier sentence opened."""
        return self.opened != ""

    @property
    def ends_inside(self) -> bool:
        """Whether it ends within a quotation that a later sentence closes."""
        return self.open_at_end != ""


def quotations(blocks: Sequence[Sequence[str]]) -> tuple[Quotation, ...]:
    """Follow the quotation marks through the sentences of all blocks, in reading order."""
    return _quotations(tuple(map(tuple, blocks)))


@lru_cache(maxsize=2)  # each article is asked for by several rules
def _quotations(blocks: tuple[tuple[str, ...], ...]) -> tuple[Quotation, ...]:
    found: list[Quotation] = []
    opened = ""
    for n, block in enumerate(blocks):
        later = _beginning_with_single_mark(blocks, n + 1)
        quoted = _follow(block, opened, later)
        opened = quoted[-1].open_at_end if quoted else ""
        if opened and not _goes_on(blocks, n + 1, opened):
            quoted, opened = _end_unclosed(block, quoted, later), ""
        found += quoted
    return tuple(found)


def _end_unclosed(sentences: Sequence[str], quoted: list[Quotation], later: Sequence[str]) -> list[Quotation]:
    """End a quotation that nothing closes behind the sentence that opens it, and follow the rest anew."""
    for _ in range(_MAX_UNCLOSED):
        rest = _opener(quoted) + 1
        if not quoted[-1].ends_inside or rest in {0, len(sentences)}:
            return quoted
        quoted = [*quoted[:rest], *_follow(sentences[rest:], "", later)]
    return [_quotation(sentence, (), "") for sentence in sentences]


def _opener(quoted: Sequence[Quotation]) -> int:
    """Return the sentence that opens what is open at the end, -1 where it was open before the first."""
    outside = (n for n in reversed(range(len(quoted))) if not quoted[n].starts_inside or quoted[n].outside)
    return next(outside, -1)


def _goes_on(blocks: Sequence[Sequence[str]], n: int, opened: str) -> bool:
    """Whether the quotation goes on in block n: the paragraphs repeat its mark, or one has the mark that closes it."""
    for m, block in enumerate(blocks[n : n + _MAX_PARAGRAPHS], n + 1):
        later = _beginning_with_single_mark(blocks, m)
        if block and _repeats(block[0], opened):
            if not _follow(block, opened, later)[-1].ends_inside:
                return True
            continue
        by_itself = _follow(block, "", later)
        if any(quotation.marked for quotation in by_itself):
            return any(quotation.stray for quotation in by_itself)
    return False


def _beginning_with_single_mark(blocks: Sequence[Sequence[str]], n: int) -> list[str]:
    """Return the sentences of the blocks from n on, as long as each begins with a single mark."""
    goes_on = takewhile(lambda block: block and block[0][:1] in _SINGLE_OPENING, blocks[n : n + _MAX_PARAGRAPHS])
    return [sentence for block in goes_on for sentence in block]


def _repeats(sentence: str, opened: str) -> int:
    """Return how many characters at the beginning of a sentence repeat the outer mark of an open quotation."""
    first, behind = sentence[:1], sentence[1:2]
    if first == "«" or (first == "»" and opened[0] == "«"):  # French papers repeat either
        return len(sentence) - len(sentence[1:].lstrip(_INNER_SPACES)) if opened[0] == "«" else 0
    return int(first == opened[0] and behind not in _BEHIND_CLOSING_MARK and behind != "")


def _follow(sentences: Sequence[str], opened: str, later: Sequence[str]) -> list[Quotation]:
    """Follow the marks through one block; opened: those open at its beginning; later: what may close a single mark."""
    found: list[Quotation] = []
    for n, sentence in enumerate(sentences):
        if opened == '"' and _OPENS_BY_SPACES.match(sentence) and (opener := _opener(found)) >= 0:
            found[opener + 1 :] = [_quotation(inner, (), "") for inner in sentences[opener + 1 : n]]
            opened = ""
        quotation = _quotation(sentence, (*sentences[n + 1 :], *later), opened)
        found.append(quotation)
        opened = quotation.open_at_end
    return found


def _quotation(sentence: str, following: Sequence[str], opened: str) -> Quotation:
    marks = list(opened)
    repeated = _repeats(sentence, opened) if opened else 0
    outside: list[str] = []
    start, stray, marked = 0, False, bool(opened)
    for found in _MARK.finditer(sentence, repeated):
        at, mark = found.start(), found.group()
        if not _is_mark(sentence, at, marks, following):
            continue
        was_inside = bool(marks)
        if _opens(sentence, at, marks):
            marks.append(mark)
        elif not _close(marks, mark):
            stray = True
        marked = True
        if not was_inside:
            outside.append(sentence[start:at])
        start = at + 1
    if not marks:
        outside.append(sentence[start:])
    return Quotation(GAP.join(outside), marked, opened, "".join(marks), repeated, stray, is_dash_speech(sentence))


def is_dash_speech(sentence: str) -> bool:
    """Whether it begins with a dash or bullet, as speech does in many languages."""
    if sentence[:1] in {"·", "•"}:
        return sentence[1:2].isspace()
    rest = sentence[1:].lstrip()[:1]
    return sentence[:1] in _DASHES and (rest.isalpha() or rest in _AFTER_DASH)


def _is_mark(sentence: str, at: int, marks: Sequence[str], following: Sequence[str]) -> bool:
    """Whether it is a quotation mark, and no apostrophe and no sign of an abbreviation."""
    mark, before, behind = sentence[at], sentence[at - 1] if at else " ", sentence[at + 1 : at + 2] or " "
    if mark not in _SINGLE:
        return not (mark in '"“”„' and _is_hebrew(before) and _is_hebrew(behind))  # צה"ל
    if marks and marks[-1] in _SINGLE:
        return mark in CLOSERS[marks[-1]] and not behind.isalnum() and not before.isspace()
    opens = mark in _SINGLE_OPENING and before in _BEFORE_OPENING_MARK and _is_word(sentence[at + 1 : at + 3])
    return opens and _is_closed(mark, sentence[at + 2 :], following)


def _is_hebrew(character: str) -> bool:
    return "\u05d0" <= character <= "\u05ea"


def _is_word(letters: str) -> bool:
    """Whether a word follows a single mark, and not the rest of one: 'n, 's, '90s."""
    return letters.isalpha() if letters[:1].islower() else letters[:1].isalpha()


def _is_closed(mark: str, rest: str, following: Sequence[str]) -> bool:
    """Whether a single mark is closed in the rest of the sentence or of those that follow."""
    closing = re.compile(rf"(?<!\s)[{CLOSERS[mark]}](?!\w)")
    return any(closing.search(text) for text in (rest, *following))


def _close(marks: list[str], mark: str) -> bool:
    """Close the innermost quotation that the mark can close, with all inside it; whether there is one."""
    for n in range(len(marks) - 1, -1, -1):
        if mark in CLOSERS[marks[n]]:
            del marks[n:]
            return True
    return False


def _opens(text: str, at: int, marks: Sequence[str]) -> bool:
    """Whether the mark opens a quotation: it has no space on the side of the text that it quotes."""
    mark = text[at]
    if mark in ALWAYS_OPENING - {"„"}:  # „ closes where it is typed for ”
        return True
    if mark in ALWAYS_CLOSING:
        return False
    if mark in _SINGLE:
        return not (marks and marks[-1] in _SINGLE)
    if mark == '"' and marks and marks[-1] == mark:  # never one in the other
        return False
    free_before = at == 0 or text[at - 1] in _BEFORE_OPENING_MARK
    free_behind = at + 1 == len(text) or text[at + 1] in _BEHIND_CLOSING_MARK
    if free_before != free_behind:
        return free_before
    if mark in _CLOSING:
        return False
    if mark == "“":  # 的“奥利佛”人物; after „ it closes
        return not marks or marks[-1] != "„"
    return not marks if mark == '"' else mark in _OPENING
