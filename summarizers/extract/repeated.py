"""Repeated news: of two chosen sentences that say the same, as standfirst and first paragraph do, the one to leave out.

How much of one sentence is in the other is counted in terms, by weight, so it needs no language. A sentence with a
number or a name of its own is never left out.
"""

import re
from collections.abc import Collection, Sequence
from itertools import combinations

from wireglot.articles.languages import has_capitalised_nouns
from wireglot.summarizers.terms import term_weight, terms

# Shares of a sentence's terms, by weight. Where each has so much of the other, they say the same in other words: so did
# 11 of 13 such pairs below 0.6 that were read, in the summaries of 2,959 news articles.
ALIKE = 0.48
# A sentence of which so much is in a longer one says nothing beside it.
CONTAINED = 0.8
NEAR = 3  # sentences: no opening is left out for a sentence that is farther away
_CAPITALISED = re.compile(r"(?<=[^\W_] )[^\W\d_]\w+")


def find_repeated(
    chosen: Sequence[int], sentences: Sequence[str], sentence_terms: Sequence[Sequence[str]], language: str
) -> int | None:
    """Return a chosen sentence that says nothing beside the others, the later one of two alike; None without one.

    sentences: all of the article, in its language; sentence_terms: the terms of each.
    """
    own = {i: set(sentence_terms[i]) for i in chosen}
    for earlier, later in combinations(sorted(chosen), 2):
        for out in _repeated(own[earlier], own[later], earlier, later):
            others = set().union(*(own[i] for i in chosen if i != out))
            if not _has_fact(sentences[out], own[out] - others, language):
                return out
    return None


def _repeated(first: set[str], second: set[str], earlier: int, later: int) -> list[int]:
    """Return which of two sentences may be left out, rather the later one; [] where each says something."""
    shared = _weight(first & second)
    of_first, of_second = shared / max(_weight(first), 1.0), shared / max(_weight(second), 1.0)
    out = [later] if min(of_first, of_second) >= ALIKE or of_second >= CONTAINED else []
    return [*out, earlier] if of_first >= CONTAINED and (earlier or later <= NEAR) else out


def _weight(some: Collection[str]) -> float:
    return sum(map(term_weight, sorted(some)))


def _has_fact(sentence: str, missing: set[str], language: str) -> bool:
    """Whether a number or a name is among the terms that no other sentence has."""
    if any(term[0].isdecimal() for term in missing):
        return True
    if has_capitalised_nouns(language) or not missing:
        return False
    names = [word for word in _CAPITALISED.findall(sentence) if word[0] != word[0].lower()]
    return any(term in missing for word in names for term in terms(word))
