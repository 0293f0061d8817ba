"""Whole sentences: whether one ends as sentences do, and a written text cut into those that do."""

import re

from wireglot.articles.languages import ends_sentence
from wireglot.articles.sentences import split_sentences

# Thai and Lao have no final marks, and a sentence cannot be told from one that was cut off: all are taken as whole.
_WITHOUT_MARKS = re.compile(r"[\u0e01-\u0eff]\s*$")
_END = 40  # characters that are looked at; a sentence may hold a megabyte


def is_whole(sentence: str) -> bool:
    """Whether it ends on a final mark, in scripts that have one."""
    return ends_sentence(sentence) or _WITHOUT_MARKS.search(sentence[-_END:]) is not None


def whole_sentences(text: str, *, finished: bool = True) -> tuple[str, ...]:
    """The sentences of a written text without an unfinished last one; () when nothing whole is left.

    finished: False when the writer was cut off. Its last sentence then goes even where it ends on a mark, which may
    be the stop of an abbreviation or of "12.5".
    """
    found = split_sentences(text)
    if found and not (finished and is_whole(found[-1])):
        return found[:-1]
    return found
