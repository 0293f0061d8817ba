"""News agencies: their names, and the credit to one with which an item ends.

    (TT)   (dpa/lno)   [AFP]   （共同）   /TT   © AFP   TT-AFP        the credit, on its own line or behind the text
    ... sans faire de victimes (AFP).                              before the final mark
    (Reporting by N. N.; editing by N. N.)                         with the names of those who wrote

A name that data/agencies.toml does not have counts where only its form is left: short, in capitals or with a slash,
alone in brackets behind a final mark. "(WHO)" behind the words that it abbreviates is no credit, nor is such a
name where the text before has it.
"""

import re
import tomllib
from functools import cache
from pathlib import Path

from wireglot.articles.languages import CLOSING_MARKS, FINAL_MARKS, is_unspaced

_TABLE = Path(__file__).parent / "data" / "agencies.toml"
_LONGEST = 120  # characters of a credit with the names of reporters and editors
_LONGEST_NAME = 30  # characters of one with agencies alone
_BRACKETED = re.compile(
    rf"\s*[(（\[［【〔](?P<names>[^()（）\[\]［］【】〔〕]{{1,{_LONGEST}}})[)）\]］】〕]\s*[.。]?\s*$"
)
_MARKED = re.compile(
    r"(?:(?<=\s)|(?<=[.!?。]))(?:[/©ⓒ]|\([cC]\)) ?(?P<names>[^\s(©/][^()©/]{0,30}(?:/[^()©/]{1,12})?)/?[.]?\s*$"
)
_OPENING = re.compile(r"[(（\[［【〔/©ⓒ]")  # every credit has one of these
_SEPARATORS = re.compile(r"\s*(?:[/,;&+–—-]|\b(?:und|and|och|og|et|e|y)\b)\s*")
# Of an agency that the table does not have: KD, INP, and the desk of one with a slash, dpa/lno.
_FORM = re.compile(r"[^\W\d_]{2,5}(?:[/-][^\W\d_]{2,5}){0,2}")
_WORD = re.compile(r"[^\W\d_]+")


def news_agencies() -> frozenset[str]:
    """Return the names and abbreviations of news agencies as datelines and credits have them."""
    return frozenset(_table()["agencies"])


def is_agency_credit(line: str) -> bool:
    """Whether a line names only agencies: "(TT)", "dpa/lno", "TT-AFP", "© AFP"; in brackets also those who wrote."""
    bare = line.strip(" \t-–—*/©ⓒ()（）[]［］【】〔〕.。")
    return (1 < len(bare) <= _LONGEST_NAME and _names_agencies(bare)) or (line != "" and credit_start(line) == 0)


def credit_start(text: str) -> int:
    """Return where the credit at the end of a text begins; the length of the text where there is none."""
    tail = text[-_LONGEST - 4 :]
    if _OPENING.search(tail) is None:
        return len(text)
    offset = len(text) - len(tail)
    if match := _BRACKETED.search(tail):
        before = tail[: match.start()].rstrip()
        if _is_bracketed_credit(match["names"].strip(), before):
            return offset + len(before)
    elif (match := _MARKED.search(tail)) and _names_agencies(match["names"]):
        return offset + len(tail[: match.start()].rstrip())
    return len(text)


def _is_bracketed_credit(names: str, before: str) -> bool:
    if _is_abbreviation_of(names, before):
        return False
    is_behind = not before or before.rstrip(CLOSING_MARKS)[-1:] in FINAL_MARKS
    if is_behind and _begins_with_label(names.casefold()):
        return True
    if len(names) > _LONGEST_NAME:
        return False
    by_form = is_behind and _FORM.fullmatch(names) is not None and (names.isupper() or "/" in names)
    by_form = by_form and not set(_WORD.findall(names)) & set(_WORD.findall(before))
    return by_form or _names_agencies(names)


def _begins_with_label(folded: str) -> bool:
    """Whether it is the label of an end, "ENDS", or begins with the whole of one before names: "Reporting by ..."."""
    if folded.strip(" .。") in _table()["ends"]:
        return True
    label = next((label for label in _table()["credits"] if folded.startswith(label)), "")
    following = folded[len(label) : len(label) + 1]
    return label != "" and (is_unspaced(label[-1]) or not following.isalpha())


def _names_agencies(text: str) -> bool:
    """Whether one of the names is an agency, and the others are short: "dpa/lno", "TT-AFP", "AFP, Reuters"."""
    known = _folded()
    if text.casefold() in known:
        return True
    names = [name for name in _SEPARATORS.split(text) if name]
    return bool(names) and names[0].casefold() in known and all(n.casefold() in known or len(n) <= 4 for n in names)


def _is_abbreviation_of(names: str, before: str) -> bool:
    """Whether the words before it have its letters as initials: "Agence France-Presse (AFP)"."""
    letters = "".join(_WORD.findall(names)).casefold()
    words = _WORD.findall(before)[-len(letters) - 2 :]
    initials = "".join(word[0] for word in words).casefold()
    return bool(words) and before[-1:] not in FINAL_MARKS and letters[:2] in initials


@cache
def _folded() -> frozenset[str]:
    return frozenset(name.casefold() for name in news_agencies())


@cache
def _table() -> dict[str, list[str]]:
    return tomllib.loads(_TABLE.read_text("utf-8"))
