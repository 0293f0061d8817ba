"""Names: those of the source are in the translation, by their letters or by their sounds, and no others.

`_lost_names` needs English on one side, where a list of ordinary words tells which capitalised words are names. Each
must have its counterpart on the other side. Where that side has capitals too, a name is missed only if another name is
there that English lacks. Names that every language has in a form of its own (Germany, Charles) are left out.

`_changed_names` needs capitals on both sides: a full name that keeps one part and has another word for the next ("Rosa
Blanco", "Rosa White"), or that has other vowels in both its parts ("Anna Pohl", "Anne Paul").
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
    has_english_form,
    is_english_word,
    is_of_place,
    is_place,
    name_runs,
    normalize,
    place_names,
    sound_alike,
    sounds,
    split_words,
    without_accents,
)
from wireglot.articles.languages import (
    base_language,
    has_capitalised_nouns,
    is_written_in,
    main_script,
    script_of,
    small_words_of,
)

# Where names are compared with English ones. In human translations (flores, PUD, NTREX) into these scripts at most one
# sentence in 25 has a name without its counterpart, and a wrong name is found nine times in ten. Han, kana and hangul
# write many names by meaning or in ways of their own; Hebrew leaves too few sounds.
_SCRIPTS = ("Latn", "Cyrl", "Grek", "Armn", "Arab", "Deva")

# Consonants that an ending may add to a name, by script.
_ENDINGS = {"Latn": 1, "Cyrl": 2, "Grek": 1, "Armn": 2}
# What Arabic writes in one word with the next: the article, "and", "in", "to".
_JOINED = {"Arab": ("وال", "بال", "كال", "فال", "لل", "ال", "و", "ب", "ل", "ف", "ك")}
# How many half consonants a name may differ by, by the number of its consonants; the last figure is for more as well.
# Latin letters need no ear, but German, Polish and English spell Russian names each in its own way.
_TOLERANCE = (0, 0, 0, 1, 2, 2, 3)
_LATIN_TOLERANCE = (0, 0, 0, 0, 1, 1, 2)
# A name of one consonant would be found in any sentence of a script where every word may be a name.
_MIN_CONSONANTS = 2
_LONG = 4  # consonants of a name that may be written as two words
_MIN_LETTERS = 3  # of a word that may be a name or a part of one
_FULL_NAME = 2  # words
_OF_PLACES = ("ians", "ian", "eans", "ean")  # "Moravian": other languages write it as an adjective of their own
_SURELY_SAME = 6  # letters at the beginning of two words that are no chance
_NEAR_START = 25  # characters within which a name may correspond to the first word of the other sentence

# Languages whose names take endings: there "Anny Pohl" is no other name.
_INFLECTING = frozenset(
    {"az", "bs", "cs", "et", "eu", "fi", "ga", "hr", "hu", "is", "kk", "lt", "lv", "mt", "pl", "ro", "sk", "sl", "sq"}
    | {"sr", "tr", "uz"}
)
# Languages in which a name follows what it names: "Calle Marina" is a street, "Marina Calle" a person.
_NAME_LAST = frozenset({"ca", "es", "fr", "gl", "it", "oc", "pt", "ro"})
_ONE_I = str.maketrans("yj", "ii")


def compares_names(language: str, to: str) -> bool:
    """Whether names are compared between two languages (BCP 47)."""
    languages = {base_language(language), base_language(to)}
    others = sorted(languages - {"en"})
    return len(others) == 1 < len(languages) and any(is_written_in(others[0], script) for script in _SCRIPTS)


def changed_name(source: str, translation: str, language: str, to: str) -> str:
    """Say which names became others, were lost or were added; "" when none, or where names cannot be compared."""
    first, second = _Sentence(source, base_language(language)), _Sentence(translation, base_language(to))
    if changed := _changed_names(first, second):
        return changed
    if first.language == "en" != second.language and second.script in _SCRIPTS:
        lost, instead = _lost_names(first, second)
        return _said(lost, instead, lost, "not carried over")
    if second.language == "en" != first.language and first.script in _SCRIPTS:
        added, instead = _lost_names(second, first)
        return _said(instead, added, added, "not in the original")
    return ""


def _said(old: Sequence[str], new: Sequence[str], names: Sequence[str], what: str) -> str:
    """Say that one name became another or, where that is not clear, what happened to the names; "" for none."""
    if len(old) == len(new) == 1:
        return f"{old[0]} became {new[0]}"
    return f"{', '.join(names)} {what}" if names else ""


class _Sentence:
    """A sentence, and what is read from it when it is needed."""

    def __init__(self, text: str, language: str) -> None:
        self.text, self.language = normalize(text), language
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
        """The words that may be names: capitalised ones, or nearly all of a script without capitals."""
        if self.has_capitals:
            return [word for word in self.words if word.text[0].isupper()]
        small = small_words_of(self.language)
        return [word for word in self.words if len(word.text) >= _MIN_LETTERS and word.folded not in small]


def _lost_names(english: _Sentence, other: _Sentence) -> tuple[list[str], list[str]]:
    """Return the names of the English sentence that the other lacks, and the words that may stand for them there."""
    names = english_names(english.text, english.words)
    if not names:
        return [], []
    ours = english.candidates if other.has_capitals else names
    ours, theirs = _without_counterparts(ours, other.candidates, other.script)
    lost = [name for name in names if name in ours and _is_lost(name, theirs, other)]
    strange = _strange_names(theirs, ours, lost, english, other.script) if lost and other.has_capitals else []
    if other.has_capitals and not strange:
        return [], []
    inner = [word for word in strange if word.start > 1] or strange
    return list(dict.fromkeys(name.text for name in lost)), list(dict.fromkeys(word.text for word in inner))


def _without_counterparts(ours: Sequence[Word], theirs: Sequence[Word], script: str) -> tuple[list[Word], list[Word]]:
    """Return the words of both sides that have none on the other side."""
    same = [(a, b) for a in ours for b in theirs if _is_same(a.text, b.text, script)]
    return [a for a in ours if all(a is not x for x, _ in same)], [
        b for b in theirs if all(b is not y for _, y in same)
    ]


def _is_lost(name: Word, theirs: Sequence[Word], other: _Sentence) -> bool:
    if _consonants(sounds(name.text)) < (1 if other.has_capitals else _MIN_CONSONANTS):
        return False
    if is_place(name.folded, "en") and _may_name_place(name, other):
        return False
    return not _is_similar_to_any(name.text, theirs, other.script) and not _is_made_into_adjective(name, other)


def _is_made_into_adjective(name: Word, other: _Sentence) -> bool:
    """Whether the other sentence has what an English word for a place or its people is made of."""
    ending = next((each for each in _OF_PLACES if name.folded.endswith(each)), "")
    stem = without_accents(name.folded.removesuffix(ending))
    return (
        bool(ending)
        and len(stem) > _MIN_LETTERS
        and (
            any(_has_letters_of(stem, without_accents(word.folded)) for word in other.words)
            or _is_similar_to_any(stem, other.candidates, other.script)
        )
    )


def _may_name_place(name: Word, other: _Sentence) -> bool:
    """Whether the other sentence has the place by its own name, or that name is not known."""
    names = place_names(name.folded, "en", other.language)
    stems = tuple(word[: max(_MIN_LETTERS, len(word) // 2 + 1)] for word in names)
    joined = ("", *_JOINED.get(other.script, ()))
    words = [without_accents(word.folded) for word in other.words]
    return not stems or any(word.removeprefix(each).startswith(stems) for word in words for each in joined)


def _strange_names(
    theirs: Sequence[Word], ours: Sequence[Word], lost: Sequence[Word], english: _Sentence, script: str
) -> list[Word]:
    """The capitalised words of the other side that may stand for the lost names.

    A word that English has without a capital does not ("Deficitul", "the deficit"), nor an acronym for the first word
    of the sentence, which need not be a name ("Budgetary", PIB).
    """
    at_start = any(name.start < _NEAR_START for name in lost)
    starts = all(name.start <= 1 for name in lost)
    strange = [word for word in theirs if len(word.text) >= _MIN_LETTERS and (at_start or word.start > 1)]
    return [
        word
        for word in strange
        if not any(_is_similar(name.text, word.text, script) for name in ours)
        and not (starts and word.text.isupper())
        and not any(word.folded.startswith(each.folded) for each in english.words if len(each.text) >= _SURELY_SAME)
    ]


@lru_cache(maxsize=100_000)
def _is_same(name: str, word: str, script: str) -> bool:
    """Whether a word is the name, by its letters or by its sounds, with another ending perhaps."""
    if _has_letters_of(without_accents(name.casefold()), without_accents(word.casefold())):
        return True
    heard = sounds(name)
    ending = _ending(heard, script)
    return _consonants(heard) > 0 and any(sound_alike(heard, form, ending=ending) for form in _forms(word, script))


def _has_letters_of(name: str, word: str) -> bool:
    """Whether a word is the name with another ending, or has it as a part."""
    return word.startswith(name[: max(_MIN_LETTERS, len(name) - 2)]) or (len(name) > 4 and name in word)


@lru_cache(maxsize=100_000)
def _is_similar(name: str, word: str, script: str) -> bool:
    """Whether a word sounds much like the name."""
    heard = sounds(name)
    most, ending = _tolerance(heard, script), _ending(heard, script)
    return any(sound_alike(heard, form, most=most, ending=ending) for form in _forms(word, script))


def _is_similar_to_any(name: str, words: Sequence[Word], script: str) -> bool:
    """Whether a word sounds much like the name, or two in a row together."""
    if any(_is_similar(name, word.text, script) for word in words):
        return True
    heard = sounds(name)
    return _consonants(heard) >= _LONG and any(
        sound_alike(heard, (*_forms(a.text, script)[-1], *sounds(b.text)), most=_tolerance(heard, script))
        for a, b in pairwise(words)
        if b.start <= a.end + 1
    )


@lru_cache(maxsize=50_000)
def _forms(text: str, script: str) -> tuple[tuple[Sound, ...], ...]:
    """The sounds of a word, and of what remains of it without what is written together with it."""
    rests = [text.removeprefix(each) for each in _JOINED.get(script, ()) if text.startswith(each)]
    return tuple(map(sounds, (text, *(rest for rest in rests if len(rest) > 1))))


def _consonants(heard: Sequence[Sound]) -> int:
    return sum(sound.cost > 0 for sound in heard)


def _tolerance(heard: Sequence[Sound], script: str) -> int:
    by_consonants = _LATIN_TOLERANCE if script == "Latn" else _TOLERANCE
    return by_consonants[min(_consonants(heard), len(by_consonants) - 1)]


def _ending(heard: Sequence[Sound], script: str) -> int:
    return _ENDINGS.get(script, 0) if _consonants(heard) > 1 else 0


def _changed_names(first: _Sentence, second: _Sentence) -> str:
    """Say which full name has another word, or other vowels, in the place of its parts; "" when none."""
    if first.language == second.language or not (first.runs and second.runs) or first.script != second.script:
        return ""
    for ours in first.runs:
        for theirs in second.runs:
            if _is_other_name(ours, theirs, first, second) or _has_other_part(ours, theirs, first, second):
                return f"{_text(ours)} became {_text(theirs)}"
    return ""


def _text(run: NameRun) -> str:
    return " ".join(word.text for word in run.words)


def _has_other_part(ours: NameRun, theirs: NameRun, first: _Sentence, second: _Sentence) -> bool:
    """Whether a part that is a name stayed, and another is a word that corresponds to nothing on the other side."""
    if has_capitalised_nouns(first.language) or has_capitalised_nouns(second.language):
        return False
    pairs = _aligned(ours, theirs)
    alike = [pair for pair in pairs if _sound_the_same(*pair)]
    names = [n for n, pair in enumerate(pairs) if pair in alike and _stays(pair, first, second)]
    if not names:
        return False
    ours_left = [word for word in first.candidates if all(word is not a for a, _ in alike)]
    theirs_left = [word for word in second.candidates if all(word is not b for _, b in alike)]
    return any(
        _may_differ_wrongly(pair, n == 0, first, second)
        and not any(_is_similar(pair[0].text, word.text, second.script) for word in theirs_left)
        and not any(_is_similar(pair[1].text, word.text, first.script) for word in ours_left)
        for n, pair in enumerate(pairs)
        if pair not in alike and not _starts_sentence(pair, ours, theirs)
        if n > names[0] or len(pairs) == _FULL_NAME  # titles precede a full name
    )


def _aligned(ours: NameRun, theirs: NameRun) -> list[tuple[Word, Word]]:
    """The words of two runs in pairs from the last; what precedes a name ("On Monday Rosa Blanco") is left out."""
    size = min(len(ours.words), len(theirs.words))
    return list(zip(ours.words[-size:], theirs.words[-size:], strict=True)) if size >= _FULL_NAME else []


def _starts_sentence(pair: tuple[Word, Word], ours: NameRun, theirs: NameRun) -> bool:
    """Whether one is the first word of a sentence, which has a capital whatever it is."""
    return any(run.starts and word is run.words[0] for word, run in zip(pair, (ours, theirs), strict=True))


def _stays(pair: tuple[Word, Word], first: _Sentence, second: _Sentence) -> bool:
    """Whether two words that sound alike are a name, and no cognates: "Party" and "Parti"."""
    for word, side in zip(pair, (first, second), strict=True):
        if len(word.text) < _MIN_LETTERS or word.text.isupper() or is_of_place(word.folded, side.language):
            return False
        if side.language == "en" and (is_english_word(word.folded) or goes_with_names(word.folded)):
            return False
    return True


def _may_differ_wrongly(pair: tuple[Word, Word], is_first: bool, first: _Sentence, second: _Sentence) -> bool:
    """Whether two words in the same place of a name have no right to differ."""
    a, b = pair
    if min(len(a.text), len(b.text)) < _MIN_LETTERS or _is_same(a.text, b.text, second.script):
        return False
    is_title = is_first or not {first.language, second.language} & _NAME_LAST
    return not any(
        is_of_place(word.folded, side.language)
        or (side.language == "en" and (has_english_form(word.folded) or (is_title and goes_with_names(word.folded))))
        for word, side in zip(pair, (first, second), strict=True)
    )


def _is_other_name(ours: NameRun, theirs: NameRun, first: _Sentence, second: _Sentence) -> bool:
    """Whether both parts of a name have the same consonants, but vowels that only another name explains."""
    if {first.language, second.language} & _INFLECTING or first.script != "Latn":
        return False
    pairs = list(zip(ours.words[-_FULL_NAME:], theirs.words[-_FULL_NAME:], strict=False))
    return len(pairs) == _FULL_NAME and all(
        _sound_the_same(*pair) and _vowels(pair[0]) != _vowels(pair[1]) and _stays(pair, first, second)
        for pair in pairs
    )


def _sound_the_same(a: Word, b: Word) -> bool:
    heard = sounds(a.text)
    return _consonants(heard) > 0 and sound_alike(heard, sounds(b.text))


def _vowels(word: Word) -> str:
    plain = without_accents(word.folded).translate(_ONE_I)
    return re.sub(r"(.)\1+", r"\1", "".join(letter for letter in plain if letter in "aeiou"))
