"""Small faults of engines at both ends of a sentence or headline: capitals missing or moved, a full stop added.

Apertium gives a sentence's first capital to the second word where it does not know the first ("Trump Gives a rally"),
models begin some headlines with a small letter and end some with a full stop that they expect.
"""

import re

from wireglot.articles.languages import ends_sentence, has_capitalised_nouns
from wireglot.translations.capitals import capitalised

_FIRST_WORD = re.compile(r"[\W_]*([^\W\d_]+)")
_TWO_WORDS = re.compile(r"([\W_]*[^\W\d_][\w'’-]*) ([^\W\d_][\w'’-]*)")
# The stop of U.S. and a.m. is not that of the sentence.
_ADDED_STOP = re.compile(r"(?<![\s.])(?<!\b\w)\.$")


def in_sentence_style(source: str, translation: str, to: str) -> str:
    """Return the translation with the capitals and the final mark that it should have by `source`."""
    cased = with_first_capital(source, with_small_second_word(source, translation, to), to)
    return without_added_stop(source, cased)


def with_small_second_word(source: str, translation: str, to: str) -> str:
    """Return a translation that starts with the source's own first word, and then a word in small letters as there."""
    ours, theirs = _TWO_WORDS.match(translation), _TWO_WORDS.match(source)
    if has_capitalised_nouns(to) or not ours or not theirs or ours[1] != theirs[1]:
        return translation
    word = ours[2]
    moved = theirs[2].islower() and word.istitle() and len(word) > 1 and word not in source
    return f"{translation[: ours.start(2)]}{word.lower()}{translation[ours.end() :]}" if moved else translation


def with_first_capital(source: str, translation: str, to: str) -> str:
    """Return the translation with a capital at its start where the source has one there; iPhone stays."""
    ours, theirs = _FIRST_WORD.match(translation), _FIRST_WORD.match(source)
    if not ours or not theirs or not theirs[1][0].isupper() or not ours[1].islower():
        return translation
    return f"{translation[: ours.start(1)]}{capitalised(ours[1], to)}{translation[ours.end() :]}"


def without_added_stop(source: str, translation: str) -> str:
    """Return the translation without a full stop at its end where the source has no final mark, as headlines do."""
    if not source.strip() or not source.rstrip()[-1].isalnum() or ends_sentence(source):
        return translation
    return _ADDED_STOP.sub("", translation)
