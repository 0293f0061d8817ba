"""Whether a sentence within an article is surely in another language than the article.

It is when its script is one that the article's language is not written in, or when its letters (py3langid) and its
small words both speak for another language and against the article's. Of 25,000 sentences of NTREX documents the
letters alone are wrong for 0.3 %; letters and small words together for none but one line of borrowed titles. A name, a
title or a few words decide nothing, and languages so close that they are one group are never told apart here.
"""

import re
from collections import Counter
from collections.abc import Sequence
from functools import cache

from wireglot.articles.languages import small_words
from wireglot.articles.languages.detection import detectors
from wireglot.articles.languages.detection.detectors import Probabilities, group_of, group_probability, tag_in_script
from wireglot.articles.languages.detection.normalization import normalized, without_latin_words
from wireglot.articles.languages.detection.verdict import closest_language
from wireglot.articles.languages.scripts import is_written_in, largest_script, script_counts
from wireglot.articles.languages.small_words import small_word_count, small_words_of
from wireglot.articles.languages.tags import table

# Letters and words that a sentence needs; "We are not going anywhere." has 21 and 5. Repeated words count once.
_MIN_LETTERS = 15
_MIN_WORDS = 4
# Letters, each ideograph counting threefold, up to which ideographs alone are a name; in Japanese, a heading.
_NAME_IN_IDEOGRAPHS = 30
_HEADING_IN_IDEOGRAPHS = 60

# Words of more than three letters: "de", "of the" and "och" have no capital in a name. In "Living in the Old Harbour
# Town" four in five have; in German sentences hardly ever as many.
_TITLE_SHARE = 0.8
_LONG_WORD = re.compile(r"[^\W\d_]{4,}")

# The English ending of names, which French and Catalan have as a word.
_POSSESSIVE = re.compile(r"['’]s\b")

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
    if is_title(text):
        return ""
    text = normalized(_POSSESSIVE.sub("", text))
    counts = script_counts(text)
    script = largest_script(counts)
    size = counts[script] + (counts["Hani"] if script in ("Kana", "Hang") else 0)
    if size < _MIN_LETTERS:
        return ""
    if script == "Hani":
        return _by_ideographs(text, main, size)
    if decided := detectors.language_by_script(text, script):
        return "" if is_written_in(main, script) else decided
    words = small_words.split_words(without_latin_words(text, script))
    if len(set(words)) < _MIN_WORDS:
        return ""
    return _by_words_and_letters(text, words, script, main)


def is_title(text: str) -> bool:
    """Return whether the longer words have capitals, as in a name or a title, in a text not all in capitals."""
    long_words = _LONG_WORD.findall(text)
    capitals = sum(word[0].isupper() for word in long_words)
    return capitals >= _TITLE_SHARE * len(long_words) and any(word[1].islower() for word in long_words)


def _by_ideographs(text: str, main: str, size: int) -> str:
    """The kind of Chinese in an article of another language; Chinese within Chinese is never told apart."""
    tag, clear = detectors.language_by_characters(text)
    limit = _HEADING_IN_IDEOGRAPHS if main == "ja" else _NAME_IN_IDEOGRAPHS
    return tag if clear and size > limit and not _are_close(tag, main) else ""


def _by_words_and_letters(text: str, words: Sequence[str], script: str, main: str) -> str:
    counts = small_words.count_small_words(words)
    if _is_clearly(main, counts):
        return ""
    probabilities = detectors.py3langid(without_latin_words(text, script), script)
    probabilities = {tag: share for tag, share in probabilities.items() if is_written_in(tag, script)}
    tag = _likeliest(probabilities, counts, main)
    if not tag or not _outweighs(tag, main, probabilities, words, script):
        return ""
    return _member(group_of(tag), words, probabilities, script) or tag


def _likeliest(probabilities: Probabilities, counts: Counter[str], main: str) -> str:
    """The likeliest language but the main one, by letters and small words; "" when the main one is first.

    py3langid gives a part of Spanish to Asturian, and half of Arabic to Egyptian: small words bring them together.
    """
    if _are_close(next(iter(probabilities), main), main):
        return ""
    most = max(1, max(counts.values(), default=0))
    weights = {
        tag: share + _WORDS_WEIGHT * small_word_count(tag, counts) / most
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


def _is_clearly(main: str, counts: Counter[str]) -> bool:
    """Whether a sentence has two small words of the main language and no language has more: py3langid is not asked."""
    own = small_word_count(main, counts)
    return own > 1 and own == max(counts.values())


def _outweighs(tag: str, main: str, probabilities: Probabilities, words: Sequence[str], script: str) -> bool:
    """Whether letters and small words are enough for the language and against the main one."""
    own, of_main = _count(words, tag, main), _count(words, main, tag)
    by_letters = probabilities[tag] >= _NEARLY_CERTAIN and sum(map(len, words)) >= _LONG
    if not is_written_in(main, script):
        return script != "Latn" or own >= _OWN_WORDS_IN_OTHER_SCRIPT or by_letters
    if not detectors.py3langid_knows(main):
        enough = own >= _OWN_WORDS_FOR_UNKNOWN and own > 2 * of_main
        counts = small_words.count_small_words(words)
        return enough and by_letters and small_words.supports_language(tag, counts, len(words))
    share = group_probability(probabilities, group_of(main))
    if own - of_main >= _OWN_WORDS:
        return 1 - share >= _TIMES_MAIN * share
    if own > of_main:
        is_enough = detectors.langdetect_knows(tag, script) or _words_of(main, words) < _WORDS_OF_BOTH
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
