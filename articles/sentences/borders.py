"""Borders between sentences: the punctuation marks that may be one, and the decision from their context.

next_sentence_start
  _after_east_asian_mark   。！？ no space is needed, and quotation marks show by their shape whether they close
  _after_script_mark       ؟ । ۔ ። marks of one script: always, unless the sentence obviously continues
  _is_border               . ! ? … by the text after it; for a single full stop by the word before it (full_stops.py)
  after_missing_space      . ! ? without a space (glued.py), and no mark at all: after_glued_word_or_heading
  _is_border_in_script     Armenian : and Greek ; and the Tibetan stroke, which have other uses too

Every repetition in the patterns is possessive, and a candidate matches wherever its first mark is, so a search takes
time linear in the text, whatever the text is.
"""

import re

from wireglot.articles.sentences.families import FamilyDetector, caseless
from wireglot.articles.sentences.full_stops import ends_at_full_stop, is_georgian
from wireglot.articles.sentences.glued import BEHIND_GLUED, GLUED, after_glued_word_or_heading, after_missing_space
from wireglot.articles.sentences.quotations import is_closing, is_continued

# Marks that many scripts share, and that have other uses too: the full stop of an abbreviation, "Why?" he said.
_SHARED_MARKS = ".!?…‥‼⁇⁈⁉"
# Marks of a single script, which always end a sentence: only the Arabic one stands in abbreviations too.
_SCRIPT_MARKS = "؟۔।॥։፧፨።။៕។༎᙮᠃᠉꓿꘎꘏꛳꛷׃\u037e܀܁܂߹᥄᥅᪨᪩᭞᭟᰻᰼᱾᱿꡶꡷꣎꣏꤯꧉꩝꩞꩟꫱꯫"
_ARABIC_STOP = "۔"
# The same for Chinese and Japanese, where no space follows and the shape of a quotation mark shows whether it closes.
_EAST_ASIAN_MARKS = "。！？｡．"
_TIBETAN_STROKE = "།"
# Colons end sentences in Armenian (two colons in Amharic), semicolons end questions in Greek, a bar is used for ।.
_AMBIGUOUS_MARKS = ":;|፡"
# The line ends of str.splitlines, which are always borders.
_LINE_ENDS = "\n\r\v\f\x1c\x1d\x1e\x85\u2028\u2029"

# Direction marks, zero-width spaces and joiners, the byte order mark.
_INVISIBLE = "\u200b-\u200f\u2060\ufeff\u061c"
# Removed at both ends of a sentence: white space and invisible characters, except the joiners, which shape the last
# letter of a Malayalam or Sinhala word.
BLANK = (
    " \t\n\r\v\f\x1c\x1d\x1e\x1f\x85\xa0\u1680\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009\u200a"
    "\u2028\u2029\u202f\u205f\u3000\u200b\u200e\u200f\u2060\ufeff\u061c"
)
# End and start of text in another direction.
_POP, _PUSH = "\u202c\u2069", "\u202a\u202b\u202d\u202e\u2066\u2067\u2068"
# An emoji after the mark belongs to the sentence before it.
_EMOJI = "\u2600-\u27bf\ufe0f\U0001f1e6-\U0001f1ff\U0001f300-\U0001faff"
_TRAILING = f"{_POP}{_INVISIBLE}{_EMOJI}"
_CLOSERS = f"\"'”’“‘»›«‹)\\]}}」』）】》〉〕］｝＂＇*_{_TRAILING}"
_EAST_ASIAN_CLOSERS = "”’」』）】》〉〕］｝)]＂＇"
# A title with a mark of its own: 《谁来？》上映. A sentence that ends in a title has its own mark behind it.
_TITLE_CLOSERS = "》〉"
_EAST_ASIAN_CLOSER_CLASS = f"{re.escape(_EAST_ASIAN_CLOSERS)}{_TRAILING}"
# French has a space before the closing quotation mark, and so have typing errors.
_SPACED_CLOSER = '[ \xa0\u202f\u2009][»”’›"](?=\\s)'
# The gap ends with white space: invisible characters after it belong to the next sentence.
_GAP = f"(?:[{_INVISIBLE}]*+\\s++)*+"

# The pattern begins with a single set of characters, so that the search runs over ordinary text at full speed; the
# lookbehinds then distinguish the marks.
_WIDE = _EAST_ASIAN_MARKS
_OTHER = f"{_SHARED_MARKS}{_SCRIPT_MARKS}{_TIBETAN_STROKE}{_AMBIGUOUS_MARKS}"
CANDIDATE = re.compile(
    f"[{_LINE_ENDS}{_WIDE}{_OTHER}{GLUED}]"
    f"(?:(?<=[{GLUED}])(?P<glued>{BEHIND_GLUED})"
    f"|(?<![{GLUED}])(?:(?<=[{_LINE_ENDS}]){_GAP}"
    f"|(?<=[{_WIDE}])(?:[{_WIDE}!?]*+)(?P<wide_closers>[{_EAST_ASIAN_CLOSER_CLASS}]*+)(?P<wide_gap>{_GAP})"
    f"|(?P<more>[{_OTHER}]*+)(?P<closers>[{_CLOSERS}]*+)(?P<spaced_closer>(?:{_SPACED_CLOSER})?+)(?P<gap>{_GAP})))"
)

# Enough for '– «“(' and so few that looking ahead is fast in any text.
_MAX_OPENERS = 12
_OPENERS = "\"'“”„‟‘’‚‛«»‹›ՙ「『《〈（【〔［([{<¿¡*_•·●▪■►–—―‐-=~|/£€$¥₽₹#@"
_OPENING = re.compile(f"[\\s{re.escape(_OPENERS)}{_PUSH}{_POP}{_INVISIBLE}]{{0,{_MAX_OPENERS}}}")

_LINE_END = re.compile(f"[{_LINE_ENDS}]")
# The sentence goes on, or its quotation or bracket closes.
_CONTINUING = ",;:.!?…，、،；：」』》〉）】〕］｝"
_OPENING_BRACKET = "([{（［｛"
_MISTYPED = (",", ".", "‚")  # instead of an opening quotation mark, or a second full stop: ". ,Nyní", ". .Les"
_BRACKETS = ")]}）］｝"
_ARMENIAN = re.compile("[\u0531-\u058f]")
_GREEK = re.compile("[\u0370-\u03ff\u1f00-\u1fff]")
_INDIC = re.compile("[\u0900-\u0dff]")
_ETHIOPIC = re.compile("[\u1200-\u139f]")
_MAX_WORD = 40  # letters; a longer word is an address, and the limit on looking back keeps the time linear


def next_sentence_start(text: str, candidate: re.Match[str], start: int, family: FamilyDetector) -> int:
    """Return the offset at which the next sentence starts, or -1 when the sentence that began at `start` continues."""
    glued, wide_closers, wide_gap, more, closers, spaced_closer, gap = candidate.groups()
    if glued is not None:
        return after_glued_word_or_heading(text, candidate, start, family)
    if more is None:
        line_end = wide_closers is None or _LINE_END.search(wide_gap)
        return candidate.end() if line_end else _after_east_asian_mark(text, candidate)
    if gap != " " and _LINE_END.search(gap):
        return candidate.end()
    mark = text[candidate.start()]
    if spaced_closer == ' "' and not is_closing(text, candidate.end("spaced_closer") - 1):
        return candidate.end("spaced_closer") - 1
    if mark in _SHARED_MARKS:
        if not gap:
            return after_missing_space(text, candidate, start)
        return candidate.end() if _is_border(text, candidate, mark + more, closers, start, family) else -1
    if mark in _SCRIPT_MARKS or _replaces_script_mark(text, candidate, mark + more):
        return _after_script_mark(text, candidate)
    return candidate.end() if gap and _is_border_in_script(text, candidate, mark) else -1


def _after_east_asian_mark(text: str, candidate: re.Match[str]) -> int:
    end, closers = candidate.end(), candidate["wide_closers"]
    if not candidate["wide_gap"] and text.startswith('"', end) and is_closing(text, end):
        end, closers = end + 1, '"'
    in_brackets = text[candidate.start() - 1 : candidate.start()] in _OPENING_BRACKET
    in_title = bool(closers) and closers[-1] in _TITLE_CLOSERS
    if in_brackets or in_title or is_continued(text, closers, end):
        return -1
    following = text[end : end + 1]
    if candidate["wide_gap"] and following in _EAST_ASIAN_CLOSERS:
        return -1
    decimal_point = text[candidate.start()] == "．" and following.isdecimal()
    return -1 if following in _CONTINUING or decimal_point else end


def _after_script_mark(text: str, candidate: re.Match[str]) -> int:
    end, closers = candidate.end(), candidate["closers"]
    following = text[end : end + 1]
    if following in _CONTINUING + _BRACKETS or is_continued(text, closers, end):
        return -1
    if text[candidate.start()] == _ARABIC_STOP and _is_in_row(text, candidate.start()):
        return -1
    if candidate["gap"]:
        return end
    if following.isdecimal() and text[candidate.start() - 1 : candidate.start()].isdecimal():
        return -1
    return candidate.start("closers") if closers[:1] in ("“", "‘", "«") else end


def _is_in_row(text: str, stop: int) -> bool:
    """Return whether the stop belongs to names of Latin letters in a row: پی۔ ٹی۔ آئی۔"""
    rows = caseless().row.finditer(text, max(0, stop - _MAX_WORD), stop + _MAX_WORD)
    return any(row.start() < stop < row.end() for row in rows)


def _replaces_script_mark(text: str, candidate: re.Match[str], mark: str) -> bool:
    """Return whether two Ethiopic word spaces or colons replace ።, or a bar the danda: keyboards lack the mark."""
    before = text[max(0, candidate.start() - 3) : candidate.start()]
    if mark.startswith(("፡፡", "::")):
        return _ETHIOPIC.search(before) is not None
    return mark == "|" and _INDIC.search(before) is not None


def _is_border(
    text: str, candidate: re.Match[str], mark: str, closers: str, start: int, family: FamilyDetector
) -> bool:
    following = end = candidate.end()
    letter = text[following : following + 1]
    if not letter.isalpha():
        following = _skip_openers(text, end)
        letter = text[following : following + 1]
        if letter in _MISTYPED and text[following + 1 : following + 2].isupper():
            following += 1
            letter = text[following]
    if letter.islower() and not is_georgian(letter) and not _starts_with_small_letter(text, following):
        return False
    if letter in _CONTINUING or (closers and is_continued(text, closers, end)):
        return False
    if mark not in (".", ".."):
        if "?" in mark or "!" in mark:
            return text[candidate.start() - 1 : candidate.start()] not in _OPENING_BRACKET
        return bool(closers) or letter.isupper() or letter.isdecimal()
    if closers and closers[0] not in _BRACKETS:
        return True
    if "\u0531" <= letter <= "\u058f":  # Armenian
        return False
    return ends_at_full_stop(text, candidate.start(), start, following, family)


def _is_border_in_script(text: str, candidate: re.Match[str], mark: str) -> bool:
    before = text[max(0, candidate.start() - _MAX_WORD) : candidate.start()]
    if text[candidate.end() : candidate.end() + 1] in _CONTINUING:
        return False
    if mark == _TIBETAN_STROKE:
        return before.rstrip("་").rsplit("་", 1)[-1] not in caseless().unfinished
    following = _skip_openers(text, candidate.end())
    letter = text[following : following + 1]
    if mark == ":":
        return (letter.isupper() or letter.isdecimal()) and _ARMENIAN.search(before[-3:]) is not None
    return letter.isupper() and _GREEK.match(letter) is not None and _GREEK.search(before[-3:]) is not None


def _skip_openers(text: str, start: int) -> int:
    match = _OPENING.match(text, start)
    return match.end() if match else start


def _starts_with_small_letter(text: str, start: int) -> bool:
    """Return whether a sentence may start with this small letter: iPhone, uTrump, tUachtarán, and 's Avonds."""
    if text[start - 1 : start] in ("'", "’") and text[start + 1 : start + 2] == " ":
        return text[start + 2 : start + 3].isupper()
    letters = text[start : start + 6]
    capital = next((i for i, letter in enumerate(letters) if letter.isupper()), 0)
    return capital > 0 and all(letter.islower() or letter in "-’'" for letter in letters[:capital])
