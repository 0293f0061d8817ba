"""Names: those of the source are in the translation, by their letters or by their sounds, and no others.

One side must be English, where a list of ordinary words tells which capitalised words are names. Each of these must have
its counterpart on the other side. Where that side has capitals too, a name is missed only if another name is there that
English lacks. Names that every language has of its own (Germany, Beijing) are left out.

Beside it, whatever the two languages: a full name that keeps one part and has another word for the next ("Rosa Blanco",
"Rosa White"), or that has a like name for each part ("Anna Pohl", "Anne Paul").
"""

import re
from collections.abc import Sequence
from functools import cached_property, lru_cache
from itertools import pairwise

from wireglot.articles.facts import (
    NameRun,
    Sound,
    Word,
    english_names,
    goes_with_names,
    is_english_word,
    is_of_place,
    name_runs,
    normalize,
    sound_alike,
    sounds,
    split_words,
    without_accents,
)
from wireglot.articles.languages import base_language, is_written_in, main_script, script_of, small_words_of

# Where names are compared: in the references of these scripts nine in ten names have their counterpart. Han has none
# that could be read from its letters, and Japanese and Korean write their neighbours' names in ways of their own.
_SCRIPTS = ("Latn", "Cyrl", "Grek", "Arab", "Hebr", "Deva", "Armn", "Geor")

# Consonants that an ending may add to a name, by script.
_ENDING = {"Latn": 1, "Cyrl": 2, "Grek": 1, "Armn": 2, "Geor": 2}
# What Arabic and Hebrew write in one word with the next: the article, "and", "in", "to".
_JOINED = {
    "Arab": ("وال", "بال", "كال", "فال", "لل", "ال", "و", "ب", "ل", "ف", "ك"),
    "Hebr": ("וה", "שה", "מה", "ה", "ו", "ב", "ל", "מ", "ש", "כ"),
}
# It makes another letter of the one before it (ג'ורג'), and is no apostrophe.
_GERESH = re.compile(r"(?<=[\u05d0-\u05ea])['\u05f3]")
# How many half consonants a name may differ by, by the number of its consonants: the sixth and more like the sixth.
_TOLERANCE = (0, 0, 0, 1, 2, 2, 3)
_TOLERANCES = {"Latn": (0, 0, 0, 0, 1, 1, 2)}
_MIN_CONSONANTS = 2  # of a name that is compared with any word, in scripts without capitals
_LONG = 4  # consonants of a name that may be written as two words
_NEAR_START = 25  # characters within which a name corresponds to the first word of the other sentence

# Languages whose names take endings: there "Anny Pohl" is no other name.
_INFLECTING = frozenset("az bs cs et eu fi ga hr hu is kk la lt lv mt pl ro sk sl sq sr tr uz".split())
# Languages in which a name follows what it names: "Calle Marina" is a street, "Marina Calle" a person.
_HEAD_FIRST = frozenset("ca es fr gl it oc pt ro".split())
_FULL_NAME = 2  # words
_MIN_LETTERS = 3
_ONE_I = str.maketrans("yj", "ii")
_CAPITALIZED_NOUNS = frozenset({"de", "lb", "gsw"})


def compares_names(language: str, to: str) -> bool:
    """Whether names are compared between two languages (BCP 47)."""
    pair = {base_language(language), base_language(to)}
    other = next(iter(pair - {"en"}), "")
    return len(pair) == 2 and "en" in pair and any(is_written_in(other, script) for script in _SCRIPTS)


def changed_name(source: str, translation: str, language: str, to: str) -> str:
    """Say which names became others, were lost or were added; "" when none, or where names cannot be compared."""
    first, second = _Sentence(source, base_language(language)), _Sentence(translation, base_language(to))
    if changed := _changed_parts(first, second):
        return changed
    if first.language == "en" and second.script in _SCRIPTS:
        lost = _lost_names(first, second)
        return f"{lost} not carried over" if lost else ""
    if second.language == "en" and first.script in _SCRIPTS:
        lost = _lost_names(second, first)
        return f"{lost} not in the original" if lost else ""
    return ""


class _Sentence:
    """A sentence, and what is read from it when it is needed."""

    def __init__(self, text: str, language: str) -> None:
        self.text, self.language = _GERESH.sub("", normalize(text)), language
        self.words = split_words(self.text)

    @cached_property
    def script(self) -> str:
        return main_script(self.text)

    @cached_property
    def has_capitals(self) -> bool:
        return any(letter.islower() and script_of(letter) == self.script for letter in self.text)

    @cached_property
    def runs(self) -> list[NameRun]:
        return name_runs(self.text, self.words)

    @cached_property
    def candidates(self) -> list[Word]:
        """The words that may be names: capitalised ones, or all of a script without capitals."""
        if self.has_capitals:
            return [word for word in self.words if word.text[0].isupper()]
        small = small_words_of(self.language)
        return [word for word in self.words if len(word.text) >= _MIN_LETTERS and word.folded not in small]


def _lost_names(english: _Sentence, other: _Sentence) -> str:
    """Return the names of the English sentence that the other lacks."""
    names = english_names(english.text, english.words)
    if not names:
        return ""
    ours = english.candidates if other.has_capitals else names
    same = {(a, b) for a in ours for b in other.candidates if _is_same(a.text, b.text, other.script)}
    ours_left = [word for word in ours if not any(word is a for a, _ in same)]
    theirs_left = [word for word in other.candidates if not any(word is b for _, b in same)]
    lost = [
        name
        for name in names
        if name in ours_left and _is_compared(name, other) and not _is_similar_to_any(name, theirs_left, other.script)
    ]
    if lost and other.has_capitals and not _has_strange_name(theirs_left, ours_left, lost, other.script):
        return ""
    return ", ".join(dict.fromkeys(name.text for name in lost))


def _has_strange_name(theirs: Sequence[Word], ours: Sequence[Word], lost: Sequence[Word], script: str) -> bool:
    """Whether a capitalised word of the other side may stand for the lost names."""
    at_start = any(name.start < _NEAR_START for name in lost)
    strange = [word for word in theirs if len(word.text) >= _MIN_LETTERS and (at_start or word.start > 1)]
    return any(not any(_is_similar(name.text, word.text, script) for name in ours) for word in strange)


def _is_compared(name: Word, other: _Sentence) -> bool:
    return _consonants(sounds(name.text)) >= (1 if other.has_capitals else _MIN_CONSONANTS)


@lru_cache(maxsize=100_000)
def _is_same(name: str, word: str, script: str) -> bool:
    """Whether a word is the name, by its letters or by its sounds, with another ending perhaps."""
    if _has_letters_of(without_accents(name.casefold()), without_accents(word.casefold())):
        return True
    heard = sounds(name)
    ending = _ending(heard, script)
    return _consonants(heard) > 0 and any(sound_alike(heard, form, ending=ending) for form in _forms(word, script))


@lru_cache(maxsize=100_000)
def _is_similar(name: str, word: str, script: str) -> bool:
    """Whether a word sounds much like the name."""
    heard = sounds(name)
    most, ending = _tolerance(heard, script), _ending(heard, script)
    return any(sound_alike(heard, form, most=most, ending=ending) for form in _forms(word, script))


def _is_similar_to_any(name: Word, words: Sequence[Word], script: str) -> bool:
    """Whether a word sounds much like the name, or two in a row together."""
    if any(_is_similar(name.text, word.text, script) for word in words):
        return True
    heard = sounds(name.text)
    return _consonants(heard) >= _LONG and any(
        sound_alike(heard, (*_forms(a.text, script)[-1], *sounds(b.text)), most=_tolerance(heard, script))
        for a, b in pairwise(words)
        if b.start <= a.end + 1
    )


def _tolerance(heard: Sequence[Sound], script: str) -> int:
    """How many half consonants may differ, by how many there are."""
    by_consonants = _TOLERANCES.get(script, _TOLERANCE)
    return by_consonants[min(_consonants(heard), len(by_consonants) - 1)]


def _ending(heard: Sequence[Sound], script: str) -> int:
    return _ENDING.get(script, 0) if _consonants(heard) > 1 else 0


def _has_letters_of(plain: str, other: str) -> bool:
    """Whether the other word is the name with another ending, or has it as a part."""
    if other.startswith(plain[: max(3, len(plain) - 2)]):
        return True
    return len(plain) > 4 and plain in other


@lru_cache(maxsize=50_000)
def _forms(text: str, script: str) -> tuple[tuple[Sound, ...], ...]:
    """The sounds of a word, and of what remains of it without what is written together with it."""
    rests = [text.removeprefix(each) for each in _JOINED.get(script, ()) if text.startswith(each)]
    return tuple(map(sounds, (text, *(rest for rest in rests if len(rest) > 1))))


def _consonants(heard: Sequence[Sound]) -> int:
    return sum(sound.cost > 0 for sound in heard)


def _changed_parts(first: _Sentence, second: _Sentence) -> str:
    """Say which full name has another word, or like words, in the place of its parts; "" when none."""
    for ours in first.runs:
        for theirs in second.runs:
            if _is_other_name(ours, theirs, first, second) or _has_other_part(ours, theirs, first, second):
                return f"{_text(ours)} became {_text(theirs)}"
    return ""


def _text(run: NameRun) -> str:
    return " ".join(word.text for word in run.words)


def _has_other_part(ours: NameRun, theirs: NameRun, first: _Sentence, second: _Sentence) -> bool:
    """Whether a part that is a name stayed, and another is a word that corresponds to nothing on the other side."""
    if {first.language, second.language} & _CAPITALIZED_NOUNS or first.script != second.script:
        return False
    pairs = _aligned(ours, theirs)
    alike = [pair for pair in pairs if _sound_alike(*pair)]
    names = [n for n, pair in enumerate(pairs) if pair in alike and _is_name(pair, first, second)]
    if not names:
        return False
    ours_left = [word for word in first.candidates if not any(word is a for a, _ in alike)]
    theirs_left = [word for word in second.candidates if not any(word is b for _, b in alike)]
    return any(
        _is_other_word(pair, n == 0, first, second)
        and not any(_is_similar(pair[0].text, word.text, second.script) for word in theirs_left)
        and not any(_is_similar(pair[1].text, word.text, first.script) for word in ours_left)
        for n, pair in enumerate(pairs)
        if pair not in alike and not _starts_sentence(pair, ours, theirs)
        if n > names[0] or len(pairs) == _FULL_NAME  # titles precede a full name
    )


def _aligned(ours: NameRun, theirs: NameRun) -> list[tuple[Word, Word]]:
    """The words of two runs in pairs, without a first word of a sentence that the other lacks; [] if that fails."""
    a, b = ours.words, theirs.words
    if ours.starts and len(a) == len(b) + 1:
        a = a[1:]
    elif theirs.starts and len(b) == len(a) + 1:
        b = b[1:]
    return list(zip(a, b, strict=True)) if len(a) == len(b) > 1 else []


def _starts_sentence(pair: tuple[Word, Word], ours: NameRun, theirs: NameRun) -> bool:
    """Whether one is the first word of a sentence, which has a capital whatever it is."""
    return any(run.starts and word is run.words[0] for word, run in zip(pair, (ours, theirs), strict=True))


def _is_name(pair: tuple[Word, Word], first: _Sentence, second: _Sentence) -> bool:
    for word, side in zip(pair, (first, second), strict=True):
        if word.text.isupper() or is_of_place(word.folded, side.language):
            return False
        if side.language == "en" and (is_english_word(word.folded) or goes_with_names(word.folded)):
            return False
    return True


def _is_other_word(pair: tuple[Word, Word], is_first: bool, first: _Sentence, second: _Sentence) -> bool:
    """Whether two words in the same place of a name have nothing in common, and no right to differ."""
    a, b = pair
    if min(len(a.text), len(b.text)) < _MIN_LETTERS or _is_same(a.text, b.text, second.script):
        return False
    exempt = is_first or not {first.language, second.language} & _HEAD_FIRST
    return not any(
        is_of_place(word.folded, side.language)
        or (exempt and side.language == "en" and goes_with_names(word.folded))
        for word, side in zip(pair, (first, second), strict=True)
    )


def _is_other_name(ours: NameRun, theirs: NameRun, first: _Sentence, second: _Sentence) -> bool:
    """Whether both parts of a name have the same consonants, but vowels that only another name explains."""
    if {first.language, second.language} & _INFLECTING or not first.script == second.script == "Latn":
        return False
    pairs = list(zip(ours.words[-2:], theirs.words[-2:], strict=False))
    return len(pairs) == 2 and all(
        _sound_alike(*pair) and _vowels(pair[0]) != _vowels(pair[1]) and _is_name(pair, first, second) for pair in pairs
    )


def _vowels(word: Word) -> str:
    plain = without_accents(word.folded).translate(_ONE_I)
    return re.sub(r"(.)\1+", r"\1", "".join(letter for letter in plain if letter in "aeiou"))


def _sound_alike(a: Word, b: Word) -> bool:
    heard = sounds(a.text)
    return _consonants(heard) > 0 and sound_alike(heard, sounds(b.text))
