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
def goes_with_names(folded: str) -> bool:
    """Whether a word is translated beside a name: titles, and what rivers, streets and prizes are called."""
    return folded in _read("beside_names")


@cache
def has_english_form(folded: str) -> bool:
    """Whether a name has its own form in English and in others: peoples, faiths, days, regions, kings ("Charles")."""
    return any(root in _read("english_capitals") for root in (folded, folded.removesuffix("s")))


@cache
def _words() -> frozenset[str]:
    return _read("english_words")


@cache
def _read(name: str) -> frozenset[str]:
    path = files("wireglot.articles.facts") / "data" / f"{name}.txt"
    return frozenset(path.read_text(encoding="utf-8").split())
