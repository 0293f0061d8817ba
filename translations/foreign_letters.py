"""Letters that a small model has never seen: in Portuguese text it makes "Mu'oz" of Muñoz and "Ia'i" of Iași.

A word with such a letter goes to the model without its marks. A name gets them back where the translation has it.
"""

import re
import unicodedata
from collections import Counter
from collections.abc import Mapping
from functools import cache

from wireglot.articles.languages import base_language
from wireglot.translations.checks.letters import letter_costs

_WORD = re.compile(r"\w+")
# Letters with a stroke, and pairs written as one: they have no mark that could be taken off.
_PLAIN = str.maketrans(
    {"ł": "l", "ø": "o", "đ": "d", "ı": "i", "ħ": "h", "æ": "ae", "œ": "oe", "ß": "ss", "ð": "d", "þ": "th", "ə": "e"}
    | {"Ł": "L", "Ø": "O", "Đ": "D", "Ħ": "H", "Æ": "Ae", "Œ": "Oe", "Ð": "D", "Þ": "Th", "Ə": "E"}
)


def without_foreign_letters(text: str, language: str) -> str:
    """The text with plain Latin letters for those that the language (BCP 47) does not use."""
    return _replaced(text, _foreign_words(text, language))


def with_foreign_letters(translation: str, source: str, language: str) -> str:
    """The translation with the names of its source (in `language`) as they were before `without_foreign_letters`."""
    words = _foreign_words(source, language)
    # A plain form that the source also has as a word, or that two words share, may stand for something else.
    used = Counter(words.values()) + Counter(set(_WORD.findall(source)))
    return _replaced(translation, {plain: w for w, plain in words.items() if w[0].isupper() and used[plain] == 1})


def _replaced(text: str, words: Mapping[str, str]) -> str:
    return _WORD.sub(lambda match: words.get(match[0], match[0]), text) if words else text


def _foreign_words(text: str, language: str) -> dict[str, str]:
    known = _letters(base_language(language))
    if text.isascii() or not known:
        return {}
    words = {word for word in _WORD.findall(text) if not word.isascii() and any(_is_foreign(c, known) for c in word)}
    return {word: "".join(_plain(c) if _is_foreign(c, known) else c for c in word) for word in sorted(words)}


def _is_foreign(letter: str, known: frozenset[str]) -> bool:
    return not letter.isascii() and letter.lower() not in known and _plain(letter).isascii()


@cache
def _plain(letter: str) -> str:
    decomposed = unicodedata.normalize("NFD", letter.translate(_PLAIN))
    return "".join(mark for mark in decomposed if not unicodedata.combining(mark))


@cache
def _letters(language: str) -> frozenset[str]:
    """The letters of a language in Latin script; none where they are not known."""
    known = frozenset(letter_costs().get(language, ()))
    return known if "a" in known else frozenset()
