"""Whether a sentence is in the language of the text it was written from, told by that text alone: no tables.

A summary shares its script with its source, most of its runs of three letters, and many of its words. One in another
language shares names and numbers, which are left out of account where capitals show them.
"""

import unicodedata
from collections import Counter
from collections.abc import Sequence
from functools import cache
from typing import NamedTuple

# Letters of scripts that the source hardly uses, as a share of all: names in brackets stay below.
_STRANGE_SCRIPT = 0.3
_HARDLY = 0.02
_ENOUGH = 8  # letters; fewer may be one name
# Below so many words in the sentence, and different runs of letters in the source (some 80 words), sharing is chance.
_FEW_WORDS, _FEW_RUNS = 6, 300
_RUN = 3
# Mean share of runs and of words, below which a sentence is in another language. Set where 2 of 1,000 sentences of
# human summaries in 11 languages (../shared/data/summaries) lie below it, and of sentences held against the same
# document in another language of the same script (ntrex, 23 languages) 98 in 100; English and its neighbours 99.
# Scandinavian languages among themselves, and Spanish and Portuguese, share too much to be told apart.
_SHARED = 0.42
_MARKS = "\"'”’“‘«»‹›„‚.,;:!?…()[]–—-।،؟۔"


class _Source(NamedTuple):
    scripts: Counter[str]
    words: frozenset[str]
    runs: frozenset[str]


def foreign(sentences: Sequence[str], source: Sequence[str]) -> tuple[str, ...]:
    """For each sentence what is strange in its language, in words; "" where nothing is, or nothing can be said."""
    words = [word for sentence in source for word in _plain_words(sentence)]
    scripts = sum(map(_scripts, source), Counter[str]())
    known = _Source(scripts, frozenset(words), frozenset(run for word in words for run in _runs(word)))
    return tuple(_foreign(sentence, known) for sentence in sentences)


def _foreign(sentence: str, source: _Source) -> str:
    if _in_strange_letters(sentence, source):
        return "it is written in letters that the article is not"
    words = _plain_words(sentence)
    if len(words) < _FEW_WORDS or len(source.runs) < _FEW_RUNS:
        return ""
    runs = [run for word in words for run in _runs(word)]
    alike = _share(runs, source.runs) + _share(words, source.words)
    return "it does not read as the language of the article" if alike / 2 < _SHARED else ""


def _share(own: Sequence[str], known: frozenset[str]) -> float:
    return sum(one in known for one in own) / len(own)


def _in_strange_letters(sentence: str, source: _Source) -> bool:
    own = _scripts(sentence)
    size, source_size = own.total(), source.scripts.total()
    if size < _ENOUGH or not source_size:
        return False
    strange = sum(many for script, many in own.items() if source.scripts[script] < _HARDLY * source_size)
    return strange > _STRANGE_SCRIPT * size


def _plain_words(text: str) -> list[str]:
    """Words without a capital first and without digits, so hardly a name: all words where a script has no capitals."""
    bare = (piece.strip(_MARKS) for piece in text.split())
    return [word.lower() for word in bare if word and word[0].lower() == word[0] and not any(map(str.isdigit, word))]


def _runs(word: str) -> list[str]:
    padded = f" {word} "
    return [padded[at : at + _RUN] for at in range(max(1, len(padded) - _RUN + 1))]


def _scripts(text: str) -> Counter[str]:
    return Counter(_script(letter) for letter in text if letter.isalpha())


@cache
def _script(letter: str) -> str:
    """The first word of its Unicode name: LATIN, CYRILLIC, CJK, HIRAGANA."""
    return unicodedata.name(letter, "?").partition(" ")[0]
