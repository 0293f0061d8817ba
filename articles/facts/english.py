"""English words that are no names: a capital does not make "Court", "Protesters" or "Muslim" one.

English is on one side of most translations. There this list tells names from the titles, offices and organisations that
are rightly translated; no other language needs one.
"""

from collections.abc import Iterator
from functools import cache
from importlib.resources import files

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
_MIN_ROOT = 3


@cache
def is_english_word(folded: str) -> bool:
    """Whether a case-folded word is an ordinary English word, in any of its forms."""
    return any(root in _words() for root in _roots(folded))


def _roots(word: str, depth: int = 2) -> Iterator[str]:
    """The word, and what it may be a form of: "accordingly", "according", "accord"."""
    yield word
    for ending, replaced in _ENDINGS.items() if depth else ():
        stem = word.removesuffix(ending)
        if stem != word and len(stem) >= _MIN_ROOT:
            for more in replaced:
                yield from _roots(stem + more, depth - 1)
            if stem[-1] == stem[-2]:
                yield stem[:-1]


@cache
def _words() -> frozenset[str]:
    folder = files("wireglot.articles.facts") / "data"
    names = ("english_words.txt", "english_capitals.txt")
    return frozenset(word for name in names for word in (folder / name).read_text(encoding="utf-8").split())
