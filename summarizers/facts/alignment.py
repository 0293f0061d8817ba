"""Alignment: the one to three sentences of the article that a sentence rests on.

Greedy cover, as in extractive oracles (Nallapati et al. 2017): the sentence that has most of the words, weighted by
rarity, then the one that has most of those still open, as long as that is worth another place.
"""

from collections.abc import Collection

from wireglot.summarizers.facts.source import Line, Source
from wireglot.summarizers.facts.words import Word, terms

MOST = 3  # evidence of one sentence: fusions of more are rare, and a reader must be able to check them

# Another place must bear out this share of the weight and so many terms that nothing has yet: below, it is chance.
_WORTH, _TERMS = 0.12, 2
# Less than this share of the weight in the best place: nothing is like the sentence.
_LIKE = 0.10


def aligned(source: Source, found: tuple[Word, ...], facts: Collection[str] = ()) -> tuple[Line, ...]:
    """The lines that the words rest on, best first; () when nothing is like them.

    `facts` are terms that must not draw a place by themselves: a made-up number is somewhere in most articles.
    """
    weights = {term: source.weight(term) for term in dict.fromkeys(terms(found))}
    total = sum(weights.values())
    chosen: list[int] = []
    open_terms = dict(weights)
    while open_terms and len(chosen) < MOST:
        best, gain, many = _best(source, open_terms, () if not chosen else facts)
        if gain < (_WORTH if chosen else _LIKE) * total or (chosen and many < _TERMS):
            break
        chosen.append(best)
        open_terms = {t: w for t, w in open_terms.items() if t not in source.lines[best].terms}
    return tuple(source.lines[n] for n in chosen)


def _best(source: Source, weights: dict[str, float], facts: Collection[str]) -> tuple[int, float, int]:
    """The line with most of the weight: its number, the weight, and how many terms; the shorter of two alike."""
    gains: dict[int, float] = {}
    many: dict[int, int] = {}
    for term, weight in weights.items():
        if term in facts:
            continue
        for number in source.holders.get(term, ()):
            gains[number] = gains.get(number, 0.0) + weight
            many[number] = many.get(number, 0) + 1
    if not gains:
        return -1, 0.0, 0
    lines = source.lines
    best = max(gains, key=lambda n: (round(gains[n], 6), lines[n].kind == "paragraph", -len(lines[n].terms), -n))
    return best, gains[best], many[best]
