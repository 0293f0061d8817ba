"""Whether a single full stop ends its sentence, by the word before it and the word after it.

before                                the sentence ends
  a title (Mr. Sr. г-н.)              never
  an abbreviation, U.S., an initial   only before a word that opens sentences (The, Die, Он)
  a unit after a number (2018 г.)     before any capital
  a number where "3." is "third"      only before a word that opens sentences
  the number of a list, 1418. – 1450. never
  anything else                       always
"""

import re
from typing import Literal

from wireglot.articles.sentences.families import Family, FamilyDetector, caseless, families

WORD = re.compile(r"[^\W\d_]+(?:['’][^\W\d_]*)?")

_MAX_WORD = 16  # letters; no abbreviation is longer, and looking back no further keeps the time linear
_MAX_ORDINAL = 3  # digits; four are a year, and a year may end a sentence: "... im Jahr 2018. Er ..."
_SURROUNDING = "([{<«»„“”‚‘’\"'¿¡-–—/*_\u200b\u200e\u200f\u202a\u202b\u2066\u2067"
_FIRST_CASELESS = "\u0590"  # Hebrew; characters below it that have no case (%, °) are not letters
_DOTTED = re.compile(r"(?:[^\W\d_]\w{0,2}\.)+[^\W\d_]\w{0,2}")
# Vowel signs, which are not letters to `re`, make the parts longer: कि.मी, யூ.எஸ்.
_DOTTED_CASELESS = re.compile(r"(?:[^\W\d_]\S{0,3}\.)+[^\W\d_]\S{0,3}")
# What is written in one word with a title or an initial: uMnu, f'St, l'E.
_PREFIX = re.compile(r"^(?:[^\W\d_A-Z]{1,4}(?=[A-Z])|[^\W\d_]{1,2}['’](?=\w))")
_INITIAL = re.compile(r"[^\W\d_]\.")
_ROMAN = re.compile("[IVXLC]{2,}")
_GROUPED = re.compile(r"\d[ \xa0\u202f]\d{3}\Z")  # 299 200: a count, not an ordinal
_RANGE = re.compile(r"[–—-]\s*\Z")  # 1418. – 1450.
_CURRENCY = re.compile(r"[A-ZА-Я]{2,4}\b")  # 27 mil. GBP, 22 500 долл. США
# Single characters that are words: Korean, Chinese and Japanese ones, Pashto "was"; Indian initials are in the table.
_SYLLABLE = re.compile("[\u0900-\u0dff\u3040-\u30ff\u3400-\u9fff\uac00-\ud7afو]")


def ends_at_stop(text: str, stop: int, start: int, following: int, family: FamilyDetector) -> bool:
    """Tell whether the full stop at `stop` ends the sentence that began at `start`; the next word is at `following`."""
    if text[stop - 1 : stop].isspace():
        return True
    words = text[max(start, stop - _MAX_WORD) : stop].split()
    word = words[-1].lstrip(_SURROUNDING) if words else ""
    if not word or len(word) == _MAX_WORD:
        return True
    if word.isdecimal():
        return _ends_after_number(text, word, stop, start, following, family)
    if word[-1] >= _FIRST_CASELESS and not _has_case(word[-1]):
        return _ends_after_caseless_word(word)
    return _ends_after_word(text, word, stop, following, family)


def is_georgian(letter: str) -> bool:
    """Tell whether it is a Georgian letter: lower case to Unicode, but used without capitals."""
    return "\u10d0" <= letter <= "\u10ff"


def _has_case(letter: str) -> bool:
    return letter.lower() != letter.upper() and not is_georgian(letter)


def _ends_after_number(text: str, number: str, stop: int, start: int, following: int, family: FamilyDetector) -> bool:
    letter = text[following : following + 1]
    if stop - start <= _MAX_WORD and not text[start : stop - len(number)].strip(_SURROUNDING + " "):
        return False  # the number of a list
    if letter.isdecimal() and (len(number) < _MAX_ORDINAL or _RANGE.search(text, stop, following)):
        return False
    grouped = _GROUPED.search(text, max(0, stop - 8), stop)
    if grouped or len(number) > _MAX_ORDINAL or not letter.isupper():
        return True
    if (word := WORD.match(text, following)) and word.group() in families().months:
        return False
    found = family.at(stop)
    return not found.ordinals or _opens_sentence(text, following, found)


def _ends_after_caseless_word(word: str) -> bool:
    """Without capitals nothing after the stop can decide: abbreviations and initials never end a sentence."""
    if word in caseless().abbreviations or _DOTTED_CASELESS.fullmatch(word):
        return False
    return len(word) > 1 or _SYLLABLE.match(word) is not None


def _ends_after_word(text: str, word: str, stop: int, following: int, family: FamilyDetector) -> bool:
    last = _PREFIX.sub("", word.rsplit("-", 1)[-1])
    if len(last) == 1 and last.islower() and _is_abbreviated_letter(text, stop, following):
        return False
    initials = (len(last) == 1 and last.isupper()) or ("." in word and _DOTTED.fullmatch(last) is not None)
    roman = _ROMAN.fullmatch(word) is not None
    known = families().abbreviations
    if not (initials or roman or word in known or last in known):
        return True
    found = family.at(stop)
    if verdict := _verdict_of_tables(text, frozenset((word, last)), stop - len(word), following, found):
        return verdict == "ends"
    weak = initials or (roman and found.ordinals)
    if weak or word in found.abbreviations or last in found.abbreviations:
        return _opens_sentence(text, following, found)
    return True


def _is_abbreviated_letter(text: str, stop: int, following: int) -> bool:
    """Tell whether a small single letter is an abbreviation: z. B., n. 30, (e. Glee)."""
    number = text[following : following + 1].isdecimal()
    return number or text[stop - 2] == "(" or _INITIAL.match(text, following) is not None


def _verdict_of_tables(
    text: str, forms: frozenset[str], start: int, following: int, family: Family
) -> Literal["ends", "goes on", ""]:
    """Return what the tables say of a word at `start`; "" where the next word decides."""
    if forms & family.endings:
        return "ends"
    if text[following : following + 1].isdecimal():
        return "goes on"
    if forms & family.units and text[max(0, start - 2) : start].strip()[-1:].isdecimal():
        return "goes on" if _CURRENCY.match(text, following) else "ends"
    return "goes on" if forms & family.titles else ""


def _opens_sentence(text: str, following: int, family: Family) -> bool:
    """Tell whether the next word is one that opens sentences; in capitals it is a name (IT, US), except A and I."""
    match = WORD.match(text, following)
    if match is None or _INITIAL.match(text, following):
        return False
    word = match.group().replace("’", "'")
    if len(word) > 1 and word.isupper():
        return False
    word = word.lower()
    return word in family.starters or word.partition("'")[0] + "'" in family.starters
