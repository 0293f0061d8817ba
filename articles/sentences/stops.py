"""Whether a single full stop ends its sentence, told from the word before it and the word behind.

before                                the sentence ends
  a title (Mr. Sr. г-н.)              never
  an abbreviation, U.S., an initial   only before a word that opens sentences (The, Die, Он)
  a unit behind a number (2018 г.)    before any capital
  a number where "3." is "third"      only before a word that opens sentences
  the number of a list, 1418. – 1450. never
  anything else                       always
"""

import re
from typing import Literal

from wireglot.articles.sentences.cues import Cues
from wireglot.articles.sentences.letters import has_case
from wireglot.articles.sentences.marks import WORD
from wireglot.articles.sentences.tables import Family, caseless, families

_LONGEST = 16  # letters; no abbreviation is longer, and looking back no further keeps the time linear
_LONGEST_ORDINAL = 3  # digits; four are a year, and a year may end a sentence: "... im Jahr 2018. Er ..."
_AROUND = "([{<«»„“”‚‘’\"'¿¡-–—/*_\u200b\u200e\u200f\u202a\u202b\u2066\u2067"
_FIRST_CASELESS = "\u0590"  # Hebrew; the signs below it that have no case (%, °) are no letters
_DOTTED = re.compile(r"(?:[^\W\d_]\w{0,2}\.)+[^\W\d_]\w{0,2}")
# Vowel signs, which are no letters to `re`, make the parts longer: कि.मी, யூ.எஸ்.
_DOTTED_CASELESS = re.compile(r"(?:[^\W\d_]\S{0,3}\.)+[^\W\d_]\S{0,3}")
# What is written in one word with a title or an initial: uMnu, f'St, l'E.
_PREFIX = re.compile(r"^(?:[^\W\d_A-Z]{1,4}(?=[A-Z])|[^\W\d_]{1,2}['’](?=\w))")
_INITIAL = re.compile(r"[^\W\d_]\.")
_ROMAN = re.compile("[IVXLC]{2,}")
_GROUPED = re.compile(r"\d[ \xa0\u202f]\d{3}\Z")  # 299 200: a count, no ordinal
_RANGE = re.compile(r"[–—-]\s*\Z")  # 1418. – 1450.
_CURRENCY = re.compile(r"[A-ZА-Я]{2,4}\b")  # 27 mil. GBP, 22 500 долл. США
# One sign that is a word: Korean, Chinese and Japanese ones, Pashto "was"; Indian initials stand in the table.
_SYLLABLE = re.compile("[\u0900-\u0dff\u3040-\u30ff\u3400-\u9fff\uac00-\ud7afو]")


def stop_ends(text: str, stop: int, start: int, following: int, cues: Cues) -> bool:
    """Whether the stop at `stop` ends the sentence begun at `start`; the next word stands at `following`."""
    if text[stop - 1 : stop].isspace():
        return True
    words = text[max(start, stop - _LONGEST) : stop].split()
    word = words[-1].lstrip(_AROUND) if words else ""
    if not word or len(word) == _LONGEST:
        return True
    if word.isdecimal():
        return _number_ends(text, word, stop, start, following, cues)
    if word[-1] >= _FIRST_CASELESS and not has_case(word[-1]):
        return _caseless_ends(word)
    return _cased_ends(text, word, stop, following, cues)


def _number_ends(text: str, number: str, stop: int, start: int, following: int, cues: Cues) -> bool:
    letter = text[following : following + 1]
    if stop - start <= _LONGEST and not text[start : stop - len(number)].strip(_AROUND + " "):
        return False
    if letter.isdecimal() and (len(number) < _LONGEST_ORDINAL or _RANGE.search(text, stop, following)):
        return False
    grouped = _GROUPED.search(text, max(0, stop - 8), stop)
    if grouped or len(number) > _LONGEST_ORDINAL or not letter.isupper():
        return True
    if (word := WORD.match(text, following)) and word.group() in families().months:
        return False
    family = cues.at(stop)
    return not family.ordinals or _opens_sentence(text, following, family)


def _caseless_ends(word: str) -> bool:
    """Without capitals nothing behind the stop can tell: abbreviations and initials never end a sentence."""
    if word in caseless().abbreviations or _DOTTED_CASELESS.fullmatch(word):
        return False
    return len(word) > 1 or _SYLLABLE.match(word) is not None


def _cased_ends(text: str, word: str, stop: int, following: int, cues: Cues) -> bool:
    last = _PREFIX.sub("", word.rsplit("-", 1)[-1])
    if len(last) == 1 and last.islower() and _shortens(text, stop, following):
        return False
    initials = (len(last) == 1 and last.isupper()) or ("." in word and _DOTTED.fullmatch(last) is not None)
    roman = _ROMAN.fullmatch(word) is not None
    if not (initials or roman or word in families().known or last in families().known):
        return True
    family = cues.at(stop)
    if settled := _by_table(text, frozenset((word, last)), stop - len(word), following, family):
        return settled == "ends"
    weak = initials or (roman and family.ordinals)
    if weak or word in family.abbreviations or last in family.abbreviations:
        return _opens_sentence(text, following, family)
    return True


def _shortens(text: str, stop: int, following: int) -> bool:
    """Whether a small single letter shortens a word: z. B., n. 30, (e. Glee)."""
    number = text[following : following + 1].isdecimal()
    return number or text[stop - 2] == "(" or _INITIAL.match(text, following) is not None


def _by_table(
    text: str, forms: frozenset[str], begin: int, following: int, family: Family
) -> Literal["ends", "goes on", ""]:
    """What the tables settle, "" where the next word has the last say; `begin` is where the word stands."""
    if forms & family.endings:
        return "ends"
    if text[following : following + 1].isdecimal():
        return "goes on"
    if forms & family.units and text[max(0, begin - 2) : begin].strip()[-1:].isdecimal():
        return "goes on" if _CURRENCY.match(text, following) else "ends"
    return "goes on" if forms & family.titles else ""


def _opens_sentence(text: str, following: int, family: Family) -> bool:
    """Whether the next word is one that opens sentences; in capitals it is a name (IT, US), save A and I."""
    found = WORD.match(text, following)
    if found is None or _INITIAL.match(text, following):
        return False
    word = found.group().replace("’", "'")
    if len(word) > 1 and word.isupper():
        return False
    word = word.lower()
    return word in family.starters or word.partition("'")[0] + "'" in family.starters
