"""Whether a candidate of `marks.CANDIDATE` is a border between two sentences, and at which offset it lies.

border          by the kind of mark
  _wide         Chinese and Japanese: no space is needed, quotation marks tell their side by shape
  _own          marks of one script (؟ । ۔ ።): always, unless the sentence plainly goes on
  _plain        . ! ? … : by what follows, and for a single stop by the word before (stops.py)
  _glued        . ! ? without a space: only where no address, file name or abbreviation can be meant
  _other        Armenian : and Greek ; and the Tibetan stroke, which have other uses too
"""

import re

from wireglot.articles.sentences.cues import Cues
from wireglot.articles.sentences.letters import is_georgian
from wireglot.articles.sentences.marks import LINE, OPENING, OWN, PLAIN, TIBETAN, WIDE_CLOSERS, WORD
from wireglot.articles.sentences.stops import stop_ends
from wireglot.articles.sentences.tables import caseless, families

_LINE = re.compile(f"[{LINE}]")
_GOES_ON = ",;:.!?…，、،；："
_OPENING_BRACKET = "([{（［｛"
_MISTYPED = (",", ".", "‚")  # for an opening quotation mark, or twice by mistake: ". ,Nyní", ". .Les"
_BRACKETS = ")]}）］｝"
_ARMENIAN = re.compile("[\u0531-\u058f]")
_GREEK = re.compile("[\u0370-\u03ff\u1f00-\u1fff]")
_INDIC = re.compile("[\u0900-\u0dff]")
_ETHIOPIC = re.compile("[\u1200-\u139f]")
# Scripts in which words are glued by mistake and hardly ever by an abbreviation.
_UNGLUED = re.compile("[\u0590-\u074f\u10a0-\u10ff\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af]")
_SYLLABLES = "\u3040"  # from the kana on a sign holds more than a letter
_PLAIN_WORD = re.compile(r"[(«„“\"'‘¿¡]*(?:[^\W\d_]{1,2}['’])?[^\W\d_-]{3,}(?:-[^\W\d_]+)*[\"”»)]*|\d{2,}")
_GLUED_WORD = re.compile(r"([^\W\d_](?:['’]?[^\W\d_])*)(?=[\s,])")
_PARAGRAPH = 600  # characters; some news paragraphs are longer, few quotations are
_LONGEST = 40  # letters; a longer word is an address, and looking back no further keeps the time linear


def border(text: str, found: re.Match[str], start: int, cues: Cues) -> int:
    """The offset at which the next sentence starts, or -1 when the one that began at `start` goes on."""
    _, wide_closers, wide_gap, more, _, late, gap = found.groups()
    if more is None:
        return found.end() if wide_closers is None or _LINE.search(wide_gap) else _wide(text, found)
    if gap != " " and _LINE.search(gap):
        return found.end()
    first = text[found.start()]
    if late == ' "' and not _quotation_is_open(text, found.end("late") - 1):
        return found.end("late") - 1
    if first in PLAIN:
        if not gap:
            return _glued(text, found, start)
        return found.end() if _plain(text, found, first + more, start, cues) else -1
    if first in OWN or _stands_for_own(text, found, first + more):
        return _own(text, found)
    return found.end() if gap and _other(text, found, first) else -1


def _wide(text: str, found: re.Match[str]) -> int:
    end, closed = found.end(), found["wide_closers"]
    if not found["wide_gap"] and text.startswith('"', end) and _quotation_is_open(text, end):
        end, closed = end + 1, '"'
    if text[found.start() - 1 : found.start()] in _OPENING_BRACKET or _quote_goes_on(text, closed, end):
        return -1
    following = text[end : end + 1]
    if found["wide_gap"] and following in WIDE_CLOSERS:
        return -1
    return -1 if following in _GOES_ON or (text[found.start()] == "．" and following.isdecimal()) else end


def _own(text: str, found: re.Match[str]) -> int:
    following = text[found.end() : found.end() + 1]
    if following in _GOES_ON + _BRACKETS or _quote_goes_on(text, found["closers"], found.end()):
        return -1
    if found["gap"]:
        return found.end()
    if following.isdecimal() and text[found.start() - 1 : found.start()].isdecimal():
        return -1
    return found.start("closers") if found["closers"][:1] in ("“", "‘", "«") else found.end()


def _stands_for_own(text: str, found: re.Match[str], mark: str) -> bool:
    """Two Ethiopic word spaces or two colons for ።, a bar for the danda: keyboards lack the right one."""
    before = text[max(0, found.start() - 3) : found.start()]
    if mark.startswith(("፡፡", "::")):
        return _ETHIOPIC.search(before) is not None
    return mark == "|" and _INDIC.search(before) is not None


def _plain(text: str, found: re.Match[str], mark: str, start: int, cues: Cues) -> bool:
    end = found.end()
    following = end if text[end : end + 1].isalpha() else _behind_openers(text, end)
    if text[following : following + 1] in _MISTYPED and text[following + 1 : following + 2].isupper():
        following += 1
    letter = text[following : following + 1]
    small = letter.islower() and not is_georgian(letter) and not _opens_small(text, following)
    if small or letter in _GOES_ON or _quote_goes_on(text, found["closers"], end):
        return False
    if "?" in mark or "!" in mark:
        return text[found.start() - 1 : found.start()] not in _OPENING_BRACKET
    if mark not in (".", ".."):
        return bool(found["closers"]) or letter.isupper() or letter.isdecimal()
    if found["closers"] and found["closers"][0] not in _BRACKETS:
        return True
    if _ARMENIAN.match(letter):
        return False
    return stop_ends(text, found.start(), start, following, cues)


def _glued(text: str, found: re.Match[str], start: int) -> int:
    """Words run together across a mark ("word.Word"); -1 wherever anything else can be meant.

    In scripts with capitals a plain word stands before the mark, and behind a stop without a quotation mark
    one that opens sentences: so www.Site.Com, file.Names and U.S.A stay whole.
    """
    following = text[found.end() : found.end() + 1]
    words = text[max(start, found.start() - _LONGEST) : found.start()].split()
    if not following.isalpha() or not words or text[found.start() - 1].isspace():
        return -1
    if _UNGLUED.match(following):
        unglued = _UNGLUED.match(text, found.start() - 1) and _glued_caseless(text, found, words[-1])
        return found.end() if unglued else -1
    if following.isupper() and _PLAIN_WORD.fullmatch(words[-1]):
        return _glued_cased(text, found, start, len(words))
    return -1


def _glued_caseless(text: str, found: re.Match[str], word: str) -> bool:
    """Two letters at least on both sides, and no second stop near by: 했다.그는, but not م.ن.ع."""
    behind = WORD.match(text, found.end(), found.end() + _LONGEST)
    if behind is None or _quote_goes_on(text, found["closers"], found.end()):
        return False
    if not _is_single_stop(text, found):
        return True
    shortest = 2 if word[-1] >= _SYLLABLES else 3
    stops = "." in word or text[behind.end() : behind.end() + 1] == "."
    return len(word) >= shortest and len(behind.group()) > 1 and not stops


def _glued_cased(text: str, found: re.Match[str], start: int, words: int) -> int:
    behind = _GLUED_WORD.match(text, found.end())
    if behind is None:
        return -1
    quoted = found["closers"][:1]
    bare = _is_single_stop(text, found) and not quoted
    if bare and (words == 1 or behind[1].lower() not in families().starters):
        return -1
    opens = quoted in ("“", "«") or (quoted == '"' and text.count('"', start, found.start()) % 2 == 0)
    return found.start("closers") if opens else found.end()


def _is_single_stop(text: str, found: re.Match[str]) -> bool:
    return text[found.start()] == "." and not found["more"]


def _other(text: str, found: re.Match[str], mark: str) -> bool:
    before = text[max(0, found.start() - _LONGEST) : found.start()]
    if mark == TIBETAN:
        return before.rstrip("་").rsplit("་", 1)[-1] not in caseless().unfinished
    at = _behind_openers(text, found.end())
    letter = text[at : at + 1]
    if mark == ":":
        return (letter.isupper() or letter.isdecimal()) and _ARMENIAN.search(before[-3:]) is not None
    return letter.isupper() and _GREEK.match(letter) is not None and _GREEK.search(before[-3:]) is not None


def _behind_openers(text: str, at: int) -> int:
    found = OPENING.match(text, at)
    return found.end() if found else at


def _quote_goes_on(text: str, closed: str, at: int) -> bool:
    """Whether behind a quotation the telling goes on with a particle: 「…。」と述べた, "…!" 라고 말했다."""
    return bool(closed) and text.startswith(caseless().speech, at)


def _quotation_is_open(text: str, at: int) -> bool:
    """Whether the straight quotation mark at `at` closes one, by the number of those before it.

    The count goes back to the last line end and no further than a paragraph is long: linear for any text.
    """
    earliest = max(0, at - _PARAGRAPH)
    return text.count('"', max(earliest, text.rfind("\n", earliest, at)), at) % 2 == 1


def _opens_small(text: str, at: int) -> bool:
    """Small letters that open a sentence: iPhone, uTrump, tUachtarán, and behind an apostrophe 's Avonds."""
    if text[at - 1 : at] in ("'", "’") and text[at + 1 : at + 2] == " ":
        return text[at + 2 : at + 3].isupper()
    letters = text[at : at + 6]
    capital = next((i for i, letter in enumerate(letters) if letter.isupper()), 0)
    return capital > 0 and all(letter.islower() or letter in "-’'" for letter in letters[:capital])
