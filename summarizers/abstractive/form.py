"""Faults in the form of a written sentence: unfinished, repetitive, or in another language than its source."""

import re
import unicodedata
from collections import Counter
from collections.abc import Sequence
from functools import cache
from typing import NamedTuple

from wireglot.articles.languages import ends_sentence, is_unspaced
from wireglot.articles.sentences import split_sentences
from wireglot.summarizers.extract.terms import terms

# Thai and Lao have no final mark: what ends in their letters is accepted, since complete and cut-off sentences look
# alike.
_WITHOUT_MARKS = re.compile(r"[\u0e01-\u0eff]\s*$")
_END = 40  # characters that are inspected; a sentence may have a megabyte

# Repetitions in a row from which on a phrase of so many terms is a loop: one word five times, two words three times, a
# longer phrase twice. "New York, New York" and "very, very" are none.
_REPETITIONS = {1: 5, 2: 3}
_MAX_PHRASE = 12  # terms
# A phrase of so many words, or of so many characters in scripts without spaces, occurs twice in 1 of 1,000 sentences
# of news: in what people shout and swear (../shared/data/summaries, 14 sets).
_REPEATED_WORDS, _REPEATED_CHARACTERS = 6, 12
_SAME_SHARE = 0.9  # of the terms of a sentence that an earlier one has: it says nothing new

# Letters of scripts that the source hardly uses, as a share of all: names in brackets stay below.
_MAX_OTHER_SCRIPT = 0.3
_HARDLY_USED = 0.02
_MIN_LETTERS = 8  # fewer may be one name
# With fewer words in the sentence, or fewer trigrams in the source (about 80 words), shared ones are chance.
_MIN_WORDS, _MIN_TRIGRAMS = 6, 300
# Mean share of trigrams and of words below which a sentence is in another language. 2 of 1,000 sentences of human
# summaries in 11 languages (../shared/data/summaries) are below it, and of sentences compared with the same document in
# another language of the same script (ntrex, 23 languages) 98 in 100; English and its neighbours 99. Scandinavian
# languages among themselves, and Spanish and Portuguese, share too much to be distinguished in this way.
_MIN_SHARED = 0.42
_MARKS = "\"'”’“‘«»‹›„‚.,;:!?…()[]–—-।،؟۔"


def is_complete(sentence: str) -> bool:
    """Whether the sentence ends in a final mark, in scripts that have one."""
    return ends_sentence(sentence) or _WITHOUT_MARKS.search(sentence[-_END:]) is not None


def complete_sentences(text: str, *, finished: bool = True) -> tuple[str, ...]:
    """Return the sentences of a written text without an unfinished last one; () when none is complete.

    finished: False when the writer was cut off. Its last sentence is then dropped even where it ends in a mark, which
    may be the point of an abbreviation or of "12.5".
    """
    found = split_sentences(text)
    if found and not (finished and is_complete(found[-1])):
        return found[:-1]
    return found


def has_loop(sentence: str) -> bool:
    """Whether words of the sentence repeat as they do when a model has lost its way; in any script, by terms."""
    found = terms(sentence)
    return any(_repeats_in_a_row(found, size) for size in range(1, _MAX_PHRASE + 1)) or _has_phrase_twice(found)


def repeats_earlier(sentence: str, earlier: Sequence[str]) -> bool:
    """Whether one of the earlier sentences says nearly everything that this one says."""
    own = set(terms(sentence))
    return bool(own) and any(len(own & set(terms(other))) >= _SAME_SHARE * len(own) for other in earlier)


def _repeats_in_a_row(found: Sequence[str], size: int) -> bool:
    """Whether a phrase of `size` terms is repeated in a row as often as only a loop repeats it."""
    run, enough = 0, size * (_REPETITIONS.get(size, 2) - 1)
    for term, later in zip(found, found[size:], strict=False):
        run = run + 1 if term == later else 0
        if run >= enough:
            return True
    return False


def _has_phrase_twice(found: Sequence[str]) -> bool:
    mostly_unspaced = sum(is_unspaced(term[0]) for term in found) * 2 > len(found)
    size = _REPEATED_CHARACTERS if mostly_unspaced else _REPEATED_WORDS
    phrases = [tuple(found[at : at + size]) for at in range(len(found) - size + 1)]
    return len(set(phrases)) < len(phrases)


class _Profile(NamedTuple):
    scripts: Counter[str]
    words: frozenset[str]
    trigrams: frozenset[str]


def language_faults(sentences: Sequence[str], source: Sequence[str]) -> tuple[str, ...]:
    """Return for each sentence why it is in another language than the source; "" when it is not, or cannot be judged.

    A summary shares with its source the script, most trigrams and many words; one in another language shares names
    and numbers, which are ignored where capitals show them. No language tables are needed.
    """
    words = [word for sentence in source for word in _plain_words(sentence)]
    scripts = sum(map(_scripts, source), Counter[str]())
    profile = _Profile(scripts, frozenset(words), frozenset(part for word in words for part in _trigrams(word)))
    return tuple(_language_fault(sentence, profile) for sentence in sentences)


def _language_fault(sentence: str, source: _Profile) -> str:
    if _is_in_other_script(sentence, source):
        return "it is written in another script than the article"
    words = _plain_words(sentence)
    if len(words) < _MIN_WORDS or len(source.trigrams) < _MIN_TRIGRAMS:
        return ""
    trigrams = [part for word in words for part in _trigrams(word)]
    shared = _share(trigrams, source.trigrams) + _share(words, source.words)
    return "it seems to be in another language than the article" if shared / 2 < _MIN_SHARED else ""


def _share(own: Sequence[str], known: frozenset[str]) -> float:
    return sum(part in known for part in own) / len(own)


def _is_in_other_script(sentence: str, source: _Profile) -> bool:
    own = _scripts(sentence)
    size, source_size = own.total(), source.scripts.total()
    if size < _MIN_LETTERS or not source_size:
        return False
    other = sum(count for script, count in own.items() if source.scripts[script] < _HARDLY_USED * source_size)
    return other > _MAX_OTHER_SCRIPT * size


def _plain_words(text: str) -> list[str]:
    """Words without an initial capital and without digits, so rarely names; all words in scripts without capitals."""
    bare = (piece.strip(_MARKS) for piece in text.split())
    return [word.lower() for word in bare if word and word[0].lower() == word[0] and not any(map(str.isdigit, word))]


def _trigrams(word: str) -> list[str]:
    padded = f" {word} "
    return [padded[at : at + 3] for at in range(max(1, len(padded) - 2))]


def _scripts(text: str) -> Counter[str]:
    return Counter(_script(letter) for letter in text if letter.isalpha())


@cache
def _script(letter: str) -> str:
    """Return the first word of its Unicode name: LATIN, CYRILLIC, CJK, HIRAGANA."""
    return unicodedata.name(letter, "?").partition(" ")[0]
