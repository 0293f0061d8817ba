"""What an article is about, as terms: names and words that it comes back to.

No language needed: in a script with capitals the terms that stand capitalised inside sentences, else those that
recur. A short summary that holds none of them speaks about something else.
"""

import re
from collections import Counter
from collections.abc import Sequence

from wireglot.summarizers.extract.terms import strength, terms

FOREMOST = 4  # terms beside the headline's; asking for one of them costs no ROUGE, for one of four alone 0.7
TELLING = 0.7  # strength from which a word of the headline says what it is about: four letters or more
COMMON = 0.6  # a term in more than this share of the sentences is a function word, or the whole subject

_CAPITALISED = re.compile(r"(?<=[^\W\d_.!?:;\"“”«»] )[^\W\d_a-z][^\W\d_]+")


def foremost(sentences: Sequence[str], found: Sequence[Sequence[str]], headline: str) -> frozenset[str]:
    """The four that matter most, and the headline's that the text holds; none where nothing recurs.

    sentences: the article's own words; found: the terms of each.
    """
    spread = Counter(term for these in found for term in set(these))
    named = _named(sentences)
    marks = {
        term: count * strength(term) ** 2
        for term, count in spread.items()
        if count > 1 and (term in named or (not named and count <= COMMON * len(found)))
    }
    first = sorted(marks, key=lambda term: (-marks[term], term))[:FOREMOST]
    return frozenset(first) | {t for t in terms(headline) if t in spread and strength(t) >= TELLING}


def _named(sentences: Sequence[str]) -> frozenset[str]:
    """Terms that stand capitalised after another word; none in capitals-only text or a script without case."""
    return frozenset(
        term
        for sentence in sentences
        if sentence != sentence.upper()
        for word in _CAPITALISED.findall(sentence)
        if word[0] != word[0].lower()
        for term in terms(word)
    )
