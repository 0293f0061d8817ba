"""Whole sentences: whether one ends as sentences do, and a written text cut into those that do."""

import re

from wireglot.articles.sentences import split_sentences

# A final mark of any script, and the closing marks that may follow it. Thai and Lao set none between sentences, but
# what ends in their letters cannot be told from what was cut off, so they are taken as they are.
_FINISHED = re.compile(r"""[.!?…。．！？｡।॥۔؟؛።፧։។៕။༎‼⁇⁈⁉][\s"'”’»«“‘›)\]）」』】〉》]*$""")
_WITHOUT_MARKS = re.compile(r"[\u0e01-\u0eff]\s*$")
_END = 40  # characters that are looked at; a sentence may hold a megabyte


def is_whole(sentence: str) -> bool:
    """Whether it ends on a final mark, in scripts that have one."""
    end = sentence[-_END:]
    return bool(_FINISHED.search(end) or _WITHOUT_MARKS.search(end))


def whole_sentences(text: str, *, finished: bool = True) -> tuple[str, ...]:
    """The sentences of a written text without an unfinished last one; () when nothing whole is left.

    finished: False when the writer was cut off. Its last sentence then goes even where it ends on a mark, which may
    be the stop of an abbreviation or of "12.5".
    """
    found = split_sentences(text)
    if found and not (finished and is_whole(found[-1])):
        return found[:-1]
    return found
