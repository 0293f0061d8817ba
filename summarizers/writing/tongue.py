"""Whether a sentence is in the language of the text it was written from, told by the text itself: no tables.

A summary shares its script with its source, most of its short runs of letters, and many of its words. One in another
language shares names and numbers alone.
"""

import unicodedata
from collections import Counter
from collections.abc import Sequence
from functools import cache

# Letters of scripts that the source hardly uses, as a share of all: names in brackets stay below.
_STRANGE_SCRIPT = 0.3
_HARDLY = 0.02
_ENOUGH = 8  # letters; fewer may be one name
_FEW_WORDS, _FEW_SOURCE_WORDS = 6, 60  # below these, sharing is chance
_SHARED = 0.2  # of its words without names; see tests/summarizers/test_writing_tongue.py for both sides of it


def foreign(sentence: str, source: Sequence[str]) -> str:
    """Says that the sentence is in another language or script than its source; "" when it is not, or may not be."""
    told = " ".join(source)
    if _strange_letters(sentence, told):
        return "it is written in letters that the article is not"
    own, theirs = _plain_words(sentence), set(_plain_words(told))
    if len(own) < _FEW_WORDS or len(theirs) < _FEW_SOURCE_WORDS:
        return ""
    shared = sum(word in theirs for word in own) / len(own)
    return "it does not read as the language of the article" if shared < _SHARED else ""


def _strange_letters(sentence: str, told: str) -> bool:
    own, theirs = _scripts(sentence), _scripts(told)
    size, source_size = sum(own.values()), sum(theirs.values())
    if size < _ENOUGH or not source_size:
        return False
    strange = sum(many for script, many in own.items() if theirs[script] < _HARDLY * source_size)
    return strange > _STRANGE_SCRIPT * size


def _plain_words(text: str) -> list[str]:
    """Words of letters without a capital, so hardly a name."""
    return [word for piece in text.split() if (word := piece.strip(_MARKS)).isalpha() and word.islower()]


_MARKS = "\"'”’“‘«»‹›„‚.,;:!?…()[]–—-"


def _scripts(text: str) -> Counter[str]:
    return Counter(_script(letter) for letter in text if letter.isalpha())


@cache
def _script(letter: str) -> str:
    """The first word of its Unicode name: LATIN, CYRILLIC, CJK, HIRAGANA."""
    return unicodedata.name(letter, "?").partition(" ")[0]
