"""Whether a single full stop ends its sentence, by the word before it.

before                                the sentence ends
  a title (Mr. Sr. г-н.)              never
  an abbreviation, U.S., an initial   only before a word that starts sentences (The, Die, Он)
  a unit after a number (2018 г.)     before any capital, but not before its currency (20 млн долл. США)
  a number in a date (2026. 11. 5.)   never
  a number where "3." is "third"      before a word that starts sentences, and where it counts or names something
                                      (kl. 14. Idag)
  the number of a list, 1418. – 1450. never
  a word of one syllable in a script  never, if the text does not use it as a word: மு. க.
  of India
  anything else                       always

Abbreviations are the same with and without spaces: s. r. o. is s.r.o.
"""

import re
import unicodedata
from typing import Literal

from wireglot.articles.sentences.families import Family, FamilyDetector, caseless, families

_WORD = re.compile(r"[^\W\d_]+(?:['’][^\W\d_]*)?")

_MAX_ABBREVIATION = 16  # letters; no abbreviation is longer, and the limit on looking back keeps the time linear
_MAX_ORDINAL = 3  # digits; four are a year, which may end a sentence: "... im Jahr 2018. Er ..."
_SURROUNDING = "([{<«»„“”‚‘’\"'¿¡-–—/*_\u200b\u200e\u200f\u202a\u202b\u2066\u2067"
_FIRST_SYLLABIC = "\u3040"  # from the kana on, characters are syllables or words
_FIRST_CASELESS = "\u0590"  # Hebrew; characters below it that have no case (%, °) are not letters
_DOTTED = re.compile(r"(?:[^\W\d_]\w{0,2}\.)+[^\W\d_]\w{0,2}")
# The parts are longer because of vowel signs, which are not letters to `re`: कि.मी, யூ.எஸ்.
_DOTTED_CASELESS = re.compile(r"(?:[^\W\d_]\S{0,3}\.)+[^\W\d_]\S{0,3}")
# The last part is one letter, which is hardly a word that a sentence ends in: Sp. z o. o, př. n. l.
_SPACED = re.compile(r"(?<!\w)(?:[^\W\d_]{1,3}\.? )*[^\W\d_]{1,3}\. [^\W\d_]\Z")
# Prefixes written together with a title or an initial: uMnu, f'St, l'E.
_PREFIX = re.compile(r"^(?:[^\W\d_A-Z]{1,4}(?=[A-Z])|[^\W\d_]{1,2}['’](?=\w))")
_LIST_LETTER = re.compile("[a-zа-яα-ω]|[ivx]{2,4}")
_INITIAL = re.compile(r"[^\W\d_]\.")
_ROMAN = re.compile("[IVXLC]{2,}")

_NUMBER = re.compile(r"(?:^|(?<=[\u3040-\uffff]))\d+\Z")  # Chinese and Japanese have no space before it
_GROUPED = re.compile(r"\d[ \xa0\u202f]\d{3}\Z")  # 299 200: a count, not an ordinal
_YEARS = re.compile(r"[–—~〜～-]\s*\Z")  # 1418. – 1450., 3. 5. ~ 3. 20.
_MONTH_NUMBER, _DAY_NUMBER = "(?:0?[1-9]|1[0-2])", "(?:0?[1-9]|[12]\\d|3[01])"
_YEAR = "[12]\\d{3}"
# A day, in the order of the language: 2026. 11. 5, 5. 11. 2026, and without the year 3. 5. and 28. 2.
_DATE = re.compile(
    f"(?<![\\d.])(?:{_YEAR}\\. ?{_MONTH_NUMBER}\\. ?{_DAY_NUMBER}|{_DAY_NUMBER}\\. ?{_MONTH_NUMBER}\\. ?{_YEAR}"
    f"|(?<=[~〜～]){_MONTH_NUMBER}\\. ?{_DAY_NUMBER}"
    f"|{_MONTH_NUMBER}\\. {_DAY_NUMBER}(?=\\.)|{_DAY_NUMBER}\\. {_MONTH_NUMBER}(?=\\.))(?!\\d)"
)
_MAX_DATE = 14  # characters: 2026. 11. 05.
_COUNTED = re.compile(r"\d+ [^\W\d_]{2}")  # 20 personer
_BEFORE_NUMBER = re.compile(r"(\S+)\s+\Z")
_MAX_LABEL = 24  # characters before a number that show what it counts
_RANGE = re.compile(r"\d\s*[^\W\d_]+\s*\Z")  # från 12 till 14, 12 och 14

# A number and up to two words of its unit before the last: 20 млн долл., 300 tis. kub. m.
_COUNT = re.compile(r"\d\s?((?:(?:[^\W\d_]{2,6}\.?|[^\W\d_]\.)\s){0,2})\Z")
_CURRENCY_SIGNS = frozenset("£€$¥₽₹₴₺₩")
_CURRENCY_CODE = range(2, 5)  # letters: 27 mil. GBP, 22 500 долл. США
# Single characters that are words: in Korean, Chinese and Japanese, and Pashto "was".
_SYLLABLE = re.compile("[\u3040-\u30ff\u3400-\u9fff\uac00-\ud7afو]")
_VIRAMA = 9  # the combining class of the sign that joins two consonants to one syllable
_NEARBY = 2048  # characters around a word in which its other uses are looked for; keeps the time linear


def ends_at_full_stop(text: str, stop: int, start: int, following: int, family: FamilyDetector) -> bool:
    """Return whether the full stop at `stop` ends the sentence from `start`; the next word is at `following`."""
    words = text[max(start, stop - _MAX_ABBREVIATION) : stop].rsplit(None, 1)
    if not words or text[stop - 1].isspace() or _is_ordinary(words[-1]):
        return True
    word = words[-1].lstrip(_SURROUNDING)
    if not word or len(word) == _MAX_ABBREVIATION:
        return True
    if word[-1].isdecimal():
        if _is_in_date(text, stop, following):
            return False
        if number := _NUMBER.search(word):
            return _ends_after_number(text, number.group(), stop, start, following, family)
    if _LIST_LETTER.fullmatch(word) and not text[start : stop - len(word)].strip(_SURROUNDING + " "):
        return False  # the letter of a list
    if word[-1] >= _FIRST_CASELESS and not has_case(word[-1]):
        return _ends_after_caseless_word(text, word, words[0] if len(words) > 1 else "", stop)
    return _ends_after_word(text, word, stop, start, following, family)


def _is_ordinary(word: str) -> bool:
    """Return whether it is a word in small letters that is no abbreviation: most are, and need no other rule."""
    small = word.islower() and word.isalpha() and len(word) > 1 and word[-1] < _FIRST_CASELESS
    return small and word not in families().abbreviations


def is_georgian(letter: str) -> bool:
    """Return whether it is a Georgian letter: lower case in Unicode, but used without capitals."""
    return "\u10d0" <= letter <= "\u10ff"


def has_case(letter: str) -> bool:
    """Return whether the letter belongs to a script with capitals."""
    return letter.lower() != letter.upper() and not is_georgian(letter)


def _is_in_date(text: str, stop: int, following: int) -> bool:
    """Return whether a date, or the sentence around it, goes on behind the full stop at `stop`.

    Behind its last number only a dash, or a letter of Korean, Chinese or Japanese (2026. 11. 5. 다시), shows that.
    """
    earliest = max(0, stop - _MAX_DATE)
    for date in _DATE.finditer(text, earliest, stop + _MAX_DATE):
        if date.start() < stop < date.end():
            return True
        if date.end() == stop:
            letter = text[following : following + 1]
            return letter >= _FIRST_SYLLABIC or _YEARS.search(text, stop, following) is not None
    return False


def _ends_after_number(text: str, number: str, stop: int, start: int, following: int, family: FamilyDetector) -> bool:
    letter = text[following : following + 1]
    if stop - start <= _MAX_ABBREVIATION and not text[start : stop - len(number)].strip(_SURROUNDING + " "):
        return False  # the number of a list
    if letter.isdecimal() and (len(number) < _MAX_ORDINAL or _YEARS.search(text, stop, following)):
        return _is_labelled(text, start, stop - len(number)) and _COUNTED.match(text, following) is not None
    grouped = _GROUPED.search(text, max(0, stop - 8), stop)
    if grouped or len(number) > _MAX_ORDINAL or not letter.isupper():
        return True
    word = _WORD.match(text, following)
    if word and word.group() in families().counted:
        return False
    found = family.at(stop)
    if not found.ordinals or _starts_sentence(text, following, found):
        return True
    if word is None or (len(word.group()) > 1 and word.group().isupper()):
        return False
    return _is_cardinal(text, start, stop - len(number), word, found)


def _is_cardinal(text: str, start: int, number: int, following: re.Match[str], family: Family) -> bool:
    """Return whether the number at `number` counts or names something: kl. 14, Gleis 14, från 12 till 14.

    What an ordinal counts has a small letter in most languages: before a capital the number is an ordinal only where
    the text has the next word as a name. German has capitals there too; a noun before the number shows that it is none.
    """
    earliest = max(start, number - _MAX_LABEL)
    before = _BEFORE_NUMBER.search(text, earliest, number)
    if before is None:
        return False
    if _is_labelled(text, start, number) or _RANGE.search(text, earliest, before.end()):
        return True
    label = before[1].lstrip(_SURROUNDING)
    if family.nouns:
        return family.nouns == "capital" and label[:1].isupper() and before.start() > start
    return not _is_name(text, following.group(), number)


def _is_labelled(text: str, start: int, number: int) -> bool:
    """Return whether an abbreviation before the number says that it counts or names something: kl. 14, nr 5."""
    before = _BEFORE_NUMBER.search(text, max(start, number - _MAX_LABEL), number)
    return before is not None and before[1].lstrip(_SURROUNDING).removesuffix(".").lower() in families().numbered


def _is_name(text: str, word: str, near: int) -> bool:
    """Return whether the text has the word with its capital within a sentence, not far away."""
    nearby = text[max(0, near - _NEARBY) : near + _NEARBY]
    return re.search(rf"[^\W\d_A-Z],? {word}\b", nearby) is not None


def _ends_after_caseless_word(text: str, word: str, before: str, stop: int) -> bool:
    """Return False for abbreviations and initials: without capitals, the next word cannot show a border."""
    if word in caseless().abbreviations or _DOTTED_CASELESS.fullmatch(word):
        return False
    if not _is_indic(word[0]):
        return len(word) > 1 or _SYLLABLE.match(word) is not None
    syllables = _syllables(word)
    if syllables == 2:
        return bool(before) and not _is_abbreviation(before.split()[-1])
    return syllables > 2 or word in caseless().words or _occurs(text, word, stop)


def _occurs(text: str, word: str, near: int) -> bool:
    """Return whether the text has the word between spaces, not far away."""
    return f" {word} " in text[max(0, near - _NEARBY) : near + _NEARBY]


def _is_abbreviation(word: str) -> bool:
    return word[-1] == "." and (word[:-1] in caseless().abbreviations or _syllables(word) == 1)


def _is_indic(letter: str) -> bool:
    return "\u0900" <= letter <= "\u0dff"


def _syllables(word: str) -> int:
    """Return the number of written syllables of a word in a script of India: letters, without those that are joined."""
    count, joined = 0, False
    for character in word:
        count += unicodedata.category(character)[0] == "L" and not joined
        if character != "\u200d":
            joined = unicodedata.combining(character) == _VIRAMA
    return count


def _ends_after_word(text: str, word: str, stop: int, start: int, following: int, family: FamilyDetector) -> bool:
    tables = families()
    last = "str" if word.endswith("str") else _PREFIX.sub("", word.rsplit("-", 1)[-1])  # Hauptstr. 5
    spaced = ""
    if len(last) == 1 and last.islower():
        if _is_abbreviated_letter(text, stop, following):
            return False
        match = _SPACED.search(text, max(start, stop - _MAX_ABBREVIATION), stop)
        spaced = match.group().replace(" ", "") if match else ""
    initials = spaced or _is_initial(word, last)
    roman = _ROMAN.fullmatch(word) is not None
    if not (initials or roman or word in tables.abbreviations or last in tables.abbreviations):
        return True
    forms = frozenset((word, last, spaced))
    found = family.at(stop)
    if verdict := _verdict_of_tables(text, forms, stop - len(word), following, found):
        return verdict == "ends"
    if initials or (roman and found.ordinals) or forms & found.abbreviations:
        return _starts_sentence(text, following, found)
    return True


def _is_initial(word: str, last: str) -> bool:
    """Return whether it is a letter of a name, or letters with full stops: J, Dž, U.S, s.r.o."""
    if len(last) == 1 and last.isupper():
        return True
    return last in families().initials or ("." in word and _DOTTED.fullmatch(last) is not None)


def _is_abbreviated_letter(text: str, stop: int, following: int) -> bool:
    """Return whether a small single letter is an abbreviation: z. B., n. 30, (e. Glee)."""
    number = text[following : following + 1].isdecimal()
    return number or text[stop - 2] == "(" or _INITIAL.match(text, following) is not None


def _verdict_of_tables(
    text: str, forms: frozenset[str], start: int, following: int, family: Family
) -> Literal["ends", "continues", ""]:
    """Return the verdict of the tables on a word at `start`; "" where the next word decides."""
    if forms & family.endings:
        return "ends"
    if text[following : following + 1].isdecimal():
        return "continues"
    if forms & families().units and _counts(text, start):
        if _is_currency(text, following):
            return "continues"
        if forms & (family.units | families().currencies):
            return "ends"
    return "continues" if forms & family.titles else ""


def _counts(text: str, start: int) -> bool:
    """Return whether a number is before the word at `start`, or a number and other abbreviations of its unit."""
    count = _COUNT.search(text, max(0, start - _MAX_ABBREVIATION), start)
    known = families().abbreviations
    return count is not None and all(word.removesuffix(".") in known for word in count[1].split())


def _is_currency(text: str, following: int) -> bool:
    if text[following - 1] in _CURRENCY_SIGNS:
        return True
    match = _WORD.match(text, following)
    word = match.group() if match else ""
    return word in families().currencies or (len(word) in _CURRENCY_CODE and word.isupper())


def _starts_sentence(text: str, following: int, family: Family) -> bool:
    """Return whether the next word starts sentences; a word in capitals is a name (IT, US), except A and I."""
    match = _WORD.match(text, following)
    if match is None or _INITIAL.match(text, following):
        return False
    word = match.group().replace("’", "'")
    if len(word) > 1 and word.isupper():
        return False
    word = word.lower()
    return word in family.starters or word.partition("'")[0] + "'" in family.starters
