"""Whether a sentence within an article is surely in another language than the article.

It is when its script is one that the article's language is not written in, or when its letters (py3langid) and its
small words both speak for another language and against the article's. Of 25,000 sentences of NTREX documents the
letters alone are wrong for 0.3 %; letters and small words together for none but one line of borrowed titles. A name, a
title or a few words decide nothing, and languages so close that they are one group are never distinguished here.
"""

from collections import Counter
from collections.abc import Hashable, Mapping, Sequence
from functools import cache
from typing import TypeVar

from wireglot.articles.languages import small_words
from wireglot.articles.languages.detection import detectors
from wireglot.articles.languages.detection.detectors import Probabilities, group_of, group_probability, tag_in_script
from wireglot.articles.languages.detection.features import Features, features
from wireglot.articles.languages.detection.verdict import closest_language
from wireglot.articles.languages.scripts import is_written_in
from wireglot.articles.languages.small_words import small_word_count, small_words_of
from wireglot.articles.languages.tags import table

Key = TypeVar("Key", bound=Hashable)

# Letters and words that a sentence needs; "We are not going anywhere." has 21 and 5. Repeated words count once.
_MIN_LETTERS = 15
_MIN_WORDS = 4
# Letters, each ideograph counting threefold, up to which ideographs alone are a name; in Japanese, a heading.
_NAME_IN_IDEOGRAPHS = 30
_HEADING_IN_IDEOGRAPHS = 60

# py3langid must give all other languages together so many times the probability of the main one. Of 25,000 sentences
# in the main language 60 have another in front, one of them by more than 20 times.
_TIMES_MAIN = 20
# How much the small words count where py3langid hesitates between several others, of which each needs this share.
_WORDS_WEIGHT = 1.0
_NOT_EXCLUDED = 0.01

# By how many the small words of the other language that the main one lacks must outnumber the reverse; a single one
# ("in", "de") is enough only beside such a preference of py3langid.
_OWN_WORDS = 2
_TIMES_MAIN_FOR_ONE_WORD = 1_000
# Nor is it for a language that langdetect does not know, beside so many small words that the main one has as well:
# Spanish "Ana da un mitin en Vigo" has three Breton ones.
_WORDS_OF_BOTH = 2
# Where py3langid does not know the main language it always prefers another: it must be certain, the small words many.
_OWN_WORDS_FOR_UNKNOWN = 4
# A Latin sentence in an article of another script may be a list of names.
_OWN_WORDS_IN_OTHER_SCRIPT = 2

# French d', l', n' and s' are abbreviations in other languages.
_ABBREVIATIONS = frozenset("bcdfghjklmnpqrstvwxz")

# From so many letters on a sentence of Finnish, Turkish or Zulu may have no small word, and the letters alone decide.
_LONG = 50
_NEARLY_CERTAIN = 0.99
_TIMES_MAIN_ALONE = 100_000


def other_language(text: str, main: str) -> str:
    """Return the language that a text is surely in when it is not `main` or one close to it; else ""."""
    found = features(text)
    if found.letters < _MIN_LETTERS or found.is_clearly(main) or found.is_title:
        return ""
    if found.script == "Hani":
        return _by_ideographs(found, main)
    if decided := detectors.language_by_script(found.text, found.script):
        return "" if is_written_in(main, found.script) else decided
    return _by_words_and_letters(found, main)


def in_fewer_languages(found: Mapping[Key, tuple[str, str]]) -> dict[Key, str]:
    """Return the language of each of several texts with the `other_language` of it, not "".

    One that may as well be in the commonest of them is in that: a line among Russian ones is not Macedonian.
    """
    letters = Counter[str]()
    for text, tag in found.values():
        letters[tag] += len(text)
    most = max(sorted(letters), key=lambda tag: letters[tag], default="")
    return {key: tag_beside(text, tag, most) for key, (text, tag) in found.items()}


def tag_beside(text: str, tag: str, other: str) -> str:
    """Return the tag of a text, or the other one of its article where the text may as well be in that."""
    return other if other not in ("", tag) and not other_language(text, other) else tag


def _by_ideographs(found: Features, main: str) -> str:
    """The kind of Chinese in an article of another language; Chinese within Chinese is never distinguished."""
    tag, clear = detectors.language_by_characters(found.text)
    limit = _HEADING_IN_IDEOGRAPHS if main == "ja" else _NAME_IN_IDEOGRAPHS
    return tag if clear and found.letters > limit and not _are_close(tag, main) else ""


def _by_words_and_letters(found: Features, main: str) -> str:
    if len(set(found.words)) < _MIN_WORDS:
        return ""
    probabilities = detectors.py3langid(found.text, found.script)
    probabilities = {tag: share for tag, share in probabilities.items() if is_written_in(tag, found.script)}
    tag = _likeliest(probabilities, found, main)
    if not tag or not _outweighs(tag, main, probabilities, found):
        return ""
    return _member(group_of(tag), found.words, probabilities, found.script) or tag


def _likeliest(probabilities: Probabilities, found: Features, main: str) -> str:
    """The likeliest language but the main one, by letters and small words; "" when the main one is first.

    py3langid gives a part of Spanish to Asturian, and half of Arabic to Egyptian: small words bring them together.
    """
    if _are_close(next(iter(probabilities), main), main):
        return ""
    most = max(1, found.most)
    weights = {
        tag: share + _WORDS_WEIGHT * small_word_count(tag, found.counts) / most
        for tag, share in probabilities.items()
        if share >= _NOT_EXCLUDED and not _are_close(tag, main)
    }
    return max(sorted(weights), key=lambda tag: weights[tag], default="")


@cache
def _are_close(tag: str, other: str) -> bool:
    """Whether two languages are one group, or one is a variety of the other."""
    varieties = table("tags")["varieties"]
    names = [group_of(each).partition("-")[0] for each in (tag, other)]
    one, two = (next((name for name, members in varieties.items() if each in members.split()), each) for each in names)
    return one == two


def _outweighs(tag: str, main: str, probabilities: Probabilities, found: Features) -> bool:
    """Whether letters and small words are enough for the language and against the main one."""
    words = found.words
    own, of_main = _count(words, tag, main), _count(words, main, tag)
    by_letters = probabilities[tag] >= _NEARLY_CERTAIN and sum(map(len, words)) >= _LONG
    if not is_written_in(main, found.script):
        return found.script != "Latn" or own >= _OWN_WORDS_IN_OTHER_SCRIPT or by_letters
    if not detectors.py3langid_knows(main):
        enough = own >= _OWN_WORDS_FOR_UNKNOWN and own > 2 * of_main
        return enough and by_letters and small_words.supports_language(tag, found.counts, len(words))
    share = group_probability(probabilities, group_of(main))
    if own - of_main >= _OWN_WORDS:
        return 1 - share >= _TIMES_MAIN * share
    if own > of_main:
        is_enough = detectors.langdetect_knows(tag, found.script) or _words_of(main, words) < _WORDS_OF_BOTH
        return is_enough and 1 - share >= _TIMES_MAIN_FOR_ONE_WORD * share
    return own == of_main == 0 and by_letters and share * _TIMES_MAIN_ALONE <= 1


def _words_of(tag: str, words: Sequence[str]) -> int:
    return len(small_words_of(tag).intersection(words))


def _count(words: Sequence[str], tag: str, other: str) -> int:
    """How many different words are small words of the one language and not of the other."""
    return len(_own_words(tag, other).intersection(words))


@cache
def _own_words(tag: str, other: str) -> frozenset[str]:
    return small_words_of(tag) - small_words_of(other) - _ABBREVIATIONS


def _member(group: str, words: Sequence[str], probabilities: Probabilities, script: str) -> str:
    """The language of a group of close ones, with its script where that is not the usual one; "" without a group."""
    if not detectors.is_group(group) or script != "Latn":
        return ""
    member, _ = closest_language(group, words, probabilities)
    return tag_in_script(member, script) if member else ""
