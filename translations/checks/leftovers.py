"""Words left in the source language: "any employee will be concediat".

In English a word was left when the list of English words lacks it and it is in the source, or nearly ("cortocircuit"),
or has letters that English does not use ("stängs").

For no other language is there such a list, and a word that both languages have ("hotel", "online") cannot be
distinguished from one that was left. So a single copied word counts only where its script or its letters are not of
the target language; otherwise several must be copied, and be many of the sentence's longer words, or a phrase, or
words that only the source language is full of.
"""

import re
from collections.abc import Iterator, Set
from itertools import pairwise

from wireglot.articles.facts import find_quotations, may_be_english, without_accents
from wireglot.articles.languages import base_language, is_written_in, script_of, small_words_of
from wireglot.articles.numbers import blank_addresses
from wireglot.translations.checks.families import are_related
from wireglot.translations.checks.letters import letter_costs

_WORD = re.compile(r"[^\W\d_]+")

_LONG = 5  # letters; shorter words are the same by chance
_SHORT = 3  # letters; words between capitals that are so short belong to a name
_MIN_FOREIGN = 4  # letters of a word in other letters, or of one that is not English
_MAX_ENGLISH = 40  # letters; longer ones are no words, and reading them takes quadratic time
# Last letters in which a word that was left may differ from the source's, and the least number of those that agree.
_ENDING, _MIN_AGREEING = 2, 5
_MIN_SMALL_WORDS = 2
# Copies among the longer words, and their share on the side that has fewer of these: 1.3 % of French references have so
# many, 0.8 % of Dutch ones, and hardly any in other languages.
_MIN_COPIES, _MIN_SHARE = 3, 0.25
_PHRASE = 3  # words in a row


def leftover_words(source: str, translation: str, language: str, to: str) -> str:
    """Name the words of the source that the translation still has; "" where there are none, or it cannot be decided."""
    if are_related(language, to):
        return ""
    source, translation = _without_kept_quotations(blank_addresses(source), blank_addresses(translation))
    ours, theirs = _WORD.findall(source), _WORD.findall(translation)
    strange = _not_english(ours, theirs) if base_language(to) == "en" else _in_other_letters(ours, theirs, to)
    names = _words_of_copied_names(ours, theirs)
    left = [word for word in strange if word not in names] or _copied_words(ours, theirs, names, language, to)
    named = ", ".join(f"“{word}”" for word in left)
    return f"{named} left as in the original" if left else ""


def _copied_words(ours: list[str], theirs: list[str], names: Set[str], language: str, to: str) -> list[str]:
    """Small words, words in a row, or many longer ones."""
    copies = _copies(ours, theirs)
    if not copies:
        return []
    if small := _foreign_small_words(_without_names(theirs) & copies.keys(), language, to):
        return small
    if base_language(to) == "en":
        copies = {word: None for word in copies if len(word) >= _MIN_FOREIGN and not _is_english(word)}
    return _phrase(ours, theirs, copies.keys() - names) or _many_of(copies.keys(), ours, theirs)


def _copies(ours: list[str], theirs: list[str]) -> dict[str, None]:
    known = set(ours)
    return dict.fromkeys(word for word in theirs if word == word.lower() and word in known)


def _in_other_letters(ours: list[str], theirs: list[str], to: str) -> list[str]:
    return [word for word in _copies(ours, theirs) if _is_foreign(word, to)]


def _not_english(ours: list[str], theirs: list[str]) -> list[str]:
    """Words that are not English, and are in the source or have letters of another language."""
    longer = dict.fromkeys(word for word in theirs if len(word) >= _MIN_FOREIGN and word == word.lower())
    strange = [word for word in longer if not _is_english(word)]
    if not strange:
        return []
    source = {without_accents(word.casefold()) for word in ours}
    stems = {stem for word in source for stem in _stems(word)}
    plain = {word: without_accents(word) for word in strange}
    return [
        word
        for word in strange
        if plain[word] in source or any(stem in stems for stem in _stems(plain[word])) or not word.isascii()
    ]


def _is_english(word: str) -> bool:
    """Whether a word, or each of the two that it is made of ("backcountry"), is English."""
    if len(word) > _MAX_ENGLISH or script_of(word[0]) != "Latn":
        return False
    return may_be_english(word) or any(
        may_be_english(word[:at]) and may_be_english(word[at:])
        for at in range(_MIN_FOREIGN, len(word) - _MIN_FOREIGN + 1)
    )


def _stems(word: str) -> Iterator[str]:
    """The word without none, one or two of its last letters."""
    return (word[:length] for length in range(max(_MIN_AGREEING, len(word) - _ENDING), len(word) + 1))


def _words_of_copied_names(ours: list[str], theirs: list[str]) -> set[str]:
    """Words that follow a capitalised one of the source as they do there: "the Amis du Théâtre français"."""
    pairs, names, in_name = set(pairwise(ours)), set[str](), False
    for pair in list(pairwise(theirs))[1:]:
        in_name = pair in pairs and (in_name or pair[0] != pair[0].lower())
        if in_name:
            names.add(pair[1])
    return names


def _without_kept_quotations(source: str, translation: str) -> tuple[str, str]:
    """The texts without the quotations that both have: those were in the reader's language and are kept."""
    for quotation in set(find_quotations(source)) & set(find_quotations(translation)):
        source, translation = source.replace(quotation, " "), translation.replace(quotation, " ")
    return source, translation


def _is_foreign(word: str, to: str) -> bool:
    """Whether a word has letters that the target language does not use, in a script or beyond its alphabet."""
    if len(word) < _MIN_FOREIGN:
        return False
    if not is_written_in(base_language(to), script_of(word[0])):
        return True
    known = letter_costs().get(base_language(to))
    return known is not None and any(not letter.isascii() and letter not in known for letter in word)


def _without_names(words: list[str]) -> set[str]:
    """The words but for those within names: "Ana de la Fuente"."""
    kept, start = [], 0
    for at, word in enumerate(words):
        if word != word.lower():
            run = words[start:at]
            kept += [] if start and max(map(len, run), default=0) <= _SHORT else run
            start = at + 1
    return {*kept, *words[start:]}


def _foreign_small_words(copies: Set[str], language: str, to: str) -> list[str]:
    """Two or more words that the source language is full of and the target language is not."""
    own = small_words_of(base_language(language)) - small_words_of(base_language(to))
    left = sorted(word for word in copies if word in own and len(word) > 1)
    return left if len(left) >= _MIN_SMALL_WORDS else []


def _many_of(copies: Set[str], ours: list[str], theirs: list[str]) -> list[str]:
    """Longer words that were copied, where they are many of the sentence's."""
    left = [word for word in copies if len(word) >= _LONG]
    fewer = min(_count_longer(ours), _count_longer(theirs))
    return left if len(left) >= max(_MIN_COPIES, _MIN_SHARE * fewer) else []


def _count_longer(words: list[str]) -> int:
    return len({word for word in words if len(word) >= _LONG and word == word.lower()})


def _phrase(ours: list[str], theirs: list[str], copies: Set[str]) -> list[str]:
    """Words in a row that were copied in their order, one of these copies among them."""
    phrases = set(_phrases(ours))
    return next((list(phrase) for phrase in _phrases(theirs) if phrase in phrases and copies & {*phrase}), [])


def _phrases(words: list[str]) -> list[tuple[str, ...]]:
    rows = zip(*(words[start:] for start in range(_PHRASE)), strict=False)
    return [row for row in rows if all(word == word.lower() for word in row)]
