"""The terms of a sentence, for all scripts and without a language, and the terms that an article is about.

Scripts with spaces: a term is a word cut to six characters, a stem that is good enough for most of them.
Scripts without: a term is a pair of neighbouring characters, a word that is good enough for counting.
"""

import re
import unicodedata
from collections import Counter
from collections.abc import Sequence
from functools import cache, lru_cache
from itertools import pairwise

from wireglot.articles.languages import UNSPACED, is_unspaced, unspaced_ranges

STEM = 6  # characters of a word that count; the usual cut in retrieval over many languages

# Scripts above U+FFFF (Chakma, Adlam...) as whole blocks: their single ranges would slow every match tenfold.
_HIGH_SCRIPTS = "\U00010000-\U00011fff\U0001e900-\U0001e95f"

_TOPIC_TERMS = 4  # beside the headline's; asking for one of them costs no ROUGE, for one of four alone 0.7
_TOPICAL = 0.7  # weight from which a word of the headline is a topic: four letters or more
_MAX_SHARE = 0.6  # a term in more than this share of the sentences is a function word, or the whole subject
_CAPITALISED = re.compile(r"(?<=[^\W\d_.!?:;\"“”«»] )[^\W\d_a-z][^\W\d_]+")


def terms(text: str) -> list[str]:
    """Return the terms in reading order, repeated as often as they occur; none for a text without letters."""
    result: list[str] = []
    for unspaced, word in _pattern().findall(unicodedata.normalize("NFKC", text).lower()):
        if unspaced:
            result += [a + b for a, b in pairwise(unspaced)] or [unspaced]
        else:
            result.append(word[:STEM])
    return result


@lru_cache(maxsize=1 << 16)
def term_weight(term: str) -> float:
    """Return the weight of a term by its form alone, 0.1 to 1: short words and numbers less than long words."""
    if term.isdecimal():
        return 0.6
    if not term.isascii() and is_unspaced(term):
        return 1.0
    return min(1.0, max(0.1, (len(term) - 1) / 4))


def topic_terms(sentences: Sequence[str], sentence_terms: Sequence[Sequence[str]], headline: str) -> frozenset[str]:
    """Return what the article is about: its recurring terms, and those of the headline that occur in it.

    In a script with capitals only terms that are capitalised inside sentences count, else all that recur.
    sentences: in the article's own language; sentence_terms: the terms of each.
    """
    spread = Counter(term for unique in map(set, sentence_terms) for term in unique)
    names = capitalised_terms(sentences)
    weights = {
        term: count * term_weight(term) ** 2
        for term, count in spread.items()
        if count > 1 and (term in names or (not names and count <= _MAX_SHARE * len(sentence_terms)))
    }
    heaviest = sorted(weights, key=lambda term: (-weights[term], term))[:_TOPIC_TERMS]
    return frozenset([*heaviest, *(topical_terms(headline) & spread.keys())])


def topical_terms(text: str) -> frozenset[str]:
    """Return the terms that can say what a text is about: no short words and no numbers."""
    return frozenset(term for term in terms(text) if term_weight(term) >= _TOPICAL)


def capitalised_terms(sentences: Sequence[str]) -> frozenset[str]:
    """Return terms capitalised after another word; none in text all in capitals or in a script without case."""
    words = {
        word
        for sentence in sentences
        if not sentence.isupper()
        for word in _CAPITALISED.findall(sentence)
        if word[0] != word[0].lower()
    }
    return frozenset(term for word in words for term in terms(word))


@cache
def _pattern() -> re.Pattern[str]:
    """Two groups: a run of a script without spaces, or a word of letters, marks and digits.

    Spelled out, since `\\w` does not include combining marks: Hindi words would break at each vowel sign.
    """
    categories = bytearray("".join(unicodedata.category(chr(code))[0] for code in range(0x10000)), "ascii")
    for first, last in unspaced_ranges():
        categories[first : last + 1] = b" " * len(categories[first : last + 1])
    spaced = "".join(f"{chr(run.start())}-{chr(run.end() - 1)}" for run in re.finditer(rb"[LMN]+", categories))
    return re.compile(f"([{UNSPACED}]+)|([{spaced}{_HIGH_SCRIPTS}]+)")
