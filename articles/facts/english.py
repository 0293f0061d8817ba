"""English words whose capital makes them no name that stays: "Court", "Protesters", "Muslims", "Thursday".

English is on one side of most translations. There this list tells names from the titles, offices and organisations that
are rightly translated, and words of another language from English ones; no other language needs one.
"""

from collections.abc import Iterator
from functools import cache

from wireglot.articles.facts.tables import table
from wireglot.articles.facts.words import without_accents

# Endings that make another word of a word, and what may precede them in the word itself: "tri|es", "try".
_ENDINGS = {
    "s": ("",),
    "es": ("",),
    "ies": ("y",),
    "ed": ("", "e"),
    "ing": ("", "e"),
    "er": ("", "e"),
    "ers": ("", "e"),
    "ly": ("", "le"),
    "ness": ("",),
    "ist": ("", "y", "e"),
    "ists": ("", "y", "e"),
    "al": ("", "e"),
    "ical": ("y", "ic"),
}
_MIN_STEM = 3  # letters; of shorter ones any word would be made: "b|ed", "f|ly"
_MOST_ENDINGS = 2  # "accord|ing|ly"


@cache
def is_english_word(folded: str) -> bool:
    """Whether a case-folded word is an ordinary English word, in any of its forms."""
    return any(root in _words("words") for root in _roots(folded, _MOST_ENDINGS))


@cache
def may_be_english(folded: str) -> bool:
    """Whether a case-folded word is in English use, loanwords and names written small ("macintosh") among them."""
    rows = tuple(map(_words, ("words", "rare_words", "own_form", "beside_names")))
    return any(
        root in row
        for word in {folded, without_accents(folded)}
        for root in _roots(word, _MOST_ENDINGS)
        for row in rows
    )


@cache
def has_english_form(folded: str) -> bool:
    """Whether a name has its own form in English and in others: peoples, faiths, days, regions, kings ("Charles")."""
    return any(root in _words("own_form") for root in (folded, folded.removesuffix("s")))


def goes_with_names(folded: str) -> bool:
    """Whether a word is translated beside a name: titles, and what rivers, streets and prizes are called."""
    return folded in _words("beside_names")


def _roots(word: str, endings: int) -> Iterator[str]:
    """The word, and what it may be a form of by as many endings: "accordingly", "according", "accord"."""
    yield word
    for ending, replaced in _ENDINGS.items() if endings else ():
        stem = word.removesuffix(ending)
        if stem != word and len(stem) >= _MIN_STEM:
            for more in replaced:
                yield from _roots(stem + more, endings - 1)
            if stem[-1] == stem[-2]:  # "sitt|ing", "sit"
                yield stem[:-1]


@cache
def _words(kind: str) -> frozenset[str]:
    return frozenset(table("english")[kind].split())
