"""Words left in the source language: "any employee will be concediat".

Without a dictionary a word that both languages have ("online") cannot be told from one that was left; in English the
table of its words tells most ("hotel"). So a single copied word counts only where its script or its letters are not of
the target language; otherwise several must be copied, and be many of the sentence's longer words, or a phrase, or words
that only the source language is full of.
"""

import re
from collections.abc import Set

from wireglot.articles.facts import find_quotations, is_english_word
from wireglot.articles.languages import base_language, is_written_in, script_of, small_words_of
from wireglot.articles.numbers import blank_addresses
from wireglot.translations.checks.families import are_related
from wireglot.translations.checks.letters import letter_costs

_WORD = re.compile(r"[^\W\d_]+")

_LONG = 5  # letters; shorter words are the same by chance
_SHORT = 3  # letters; words between capitals that are so short belong to a name
_MIN_FOREIGN = 4  # letters of a word in other letters
_MIN_SMALL_WORDS = 2
# Copies among the longer words, and their share on the side that has fewer of these: 1.3 % of French references have so
# many, 0.8 % of Dutch ones, and hardly any in other languages.
_MIN_COPIES, _MIN_SHARE = 3, 0.25
_PHRASE = 3  # words in a row


def leftover_words(source: str, translation: str, language: str, to: str) -> str:
    """Name the words of the source that the translation still has; "" where there are none, or it cannot be told."""
    if are_related(language, to):
        return ""
    source, translation = _without_kept_quotations(blank_addresses(source), blank_addresses(translation))
    ours, theirs = _WORD.findall(source), _WORD.findall(translation)
    known = set(ours)
    copies = dict.fromkeys(word for word in theirs if word == word.lower() and word in known)
    if not copies:
        return ""
    left = (
        [word for word in copies if _is_foreign(word, to)]
        or _foreign_small_words(_without_names(theirs) & copies.keys(), language, to)
        or _phrase(ours, theirs)
        or _many_of(copies.keys(), ours, theirs, to)
    )
    named = ", ".join(f"“{word}”" for word in left)
    return f"{named} left as in the original" if left else ""


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


def _many_of(copies: Set[str], ours: list[str], theirs: list[str], to: str) -> list[str]:
    """Longer words that were copied, where they are many of the sentence's; an English "record" was not left."""
    is_english = base_language(to) == "en"
    left = [word for word in copies if len(word) >= _LONG and not (is_english and is_english_word(word))]
    fewer = min(_count_longer(ours), _count_longer(theirs))
    return left if len(left) >= max(_MIN_COPIES, _MIN_SHARE * fewer) else []


def _count_longer(words: list[str]) -> int:
    return len({word for word in words if len(word) >= _LONG and word == word.lower()})


def _phrase(ours: list[str], theirs: list[str]) -> list[str]:
    """Words in a row that were copied in their order."""
    phrases = set(_phrases(ours))
    return next((list(phrase) for phrase in _phrases(theirs) if phrase in phrases), [])


def _phrases(words: list[str]) -> list[tuple[str, ...]]:
    rows = zip(*(words[start:] for start in range(_PHRASE)), strict=False)
    return [row for row in rows if all(word == word.lower() for word in row)]
