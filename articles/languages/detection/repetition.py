"""Texts that say everything twice, in two languages: press releases of bilingual countries, pages with both versions.

Both languages then have about as much text, laid out alike, and the same figures and names at the same places. What is
only quoted in another language is no repetition.
"""

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import groupby
from math import ceil

from wireglot.articles.article import Article
from wireglot.articles.languages.folding import fold
from wireglot.articles.languages.length import length_in_words
from wireglot.articles.languages.punctuation import QUOTATION_MARKS

# Of all text the second language has at least this share, and both together nearly all. Translations of news in 40
# languages have between half and twice the words of English.
_SECOND_SHARE = 0.25
_BOTH_SHARE = 0.85
_LENGTH_RATIO = 2.2
# A quotation in another language has its marks; in a text that says everything twice both versions have them.
_MORE_QUOTED = 0.5

# A figure or name is at the same place when it is within so much of the text, and one sentence more.
_WINDOW = 0.1
# The share of figures and names at the same place in the other language. Halves of one story reach 0.3.
_SAME_SHARE = 0.5
_OTHER_SHARE = 0.2
_ENOUGH = 3  # figures and names that can be compared: fewer decide nothing
# Without them, so many paragraphs must be laid out alike: each has as many sentences as its counterpart.
_ENOUGH_PAIRS = 2

_FIGURE = re.compile(r"\d+")
_WORD = re.compile(r"[^\W\d_]{3,}")
_STEM = 5  # letters by which a name is recognised in spite of its endings


@dataclass(frozen=True, slots=True)
class _Version:
    """What a text says in one language: its sentences, and how many there are in each paragraph."""

    sentences: tuple[str, ...]
    paragraphs: tuple[int, ...]
    words: float

    @property
    def quoted_share(self) -> float:
        quoted = sum(not set(QUOTATION_MARKS).isdisjoint(sentence) for sentence in self.sentences)
        return quoted / max(1, len(self.sentences))


def repeated_language(article: Article, tags: Sequence[Sequence[str]], main: str) -> str:
    """Return the language in which an article says again what it says in `main`; "" where it does not.

    tags: the language of each sentence of each block.
    """
    if not any(tag != main for block in tags for tag in block):
        return ""
    letters = Counter[str]()
    for ref, sentence in article.sentences():
        letters[tags[ref.block][ref.sentence]] += len(sentence)
    second = max((tag for tag in letters if tag != main), key=lambda tag: (letters[tag], tag))
    one, other = _version(article, tags, main), _version(article, tags, second)
    is_half = min(one.words, other.words) >= _SECOND_SHARE * (one.words + other.words)
    is_all = letters[main] + letters[second] >= _BOTH_SHARE * letters.total()
    return second if is_half and is_all and _say_the_same(one, other) else ""


def _version(article: Article, tags: Sequence[Sequence[str]], language: str) -> _Version:
    """The sentences in a language; a paragraph ends where its block or the language does."""
    sentences: list[str] = []
    paragraphs: list[int] = []
    for block, languages in zip(article.blocks, tags, strict=True):
        for tag, group in groupby(zip(languages, block.sentences, strict=True), key=lambda pair: pair[0]):
            if tag == language:
                texts = [sentence for _, sentence in group]
                sentences += texts
                paragraphs.append(len(texts))
    return _Version(tuple(sentences), tuple(paragraphs), sum(length_in_words(each, language) for each in sentences))


def _say_the_same(one: _Version, other: _Version) -> bool:
    if max(one.words, other.words) > _LENGTH_RATIO * min(one.words, other.words):
        return False
    if abs(one.quoted_share - other.quoted_share) > _MORE_QUOTED:
        return False
    same, compared = _same_places(one.sentences, other.sentences)
    if compared >= _ENOUGH and same < _OTHER_SHARE * compared:
        return False
    if compared >= _ENOUGH and same >= _SAME_SHARE * compared:
        return True
    return len(one.paragraphs) >= _ENOUGH_PAIRS and one.paragraphs == other.paragraphs


def _same_places(one: Sequence[str], other: Sequence[str]) -> tuple[int, int]:
    """How many figures and names of the version with fewer are at the same place of the other, and how many there are.

    German has many words with capitals that are no names.
    """
    if sum(map(len, map(_marks, one))) > sum(map(len, map(_marks, other))):
        return _same_places(other, one)
    size = ceil(_WINDOW * len(other)) + 1
    theirs = [_marks(sentence) for sentence in other]
    same = compared = 0
    for n, sentence in enumerate(one):
        place = n * len(other) // max(1, len(one))
        near = set[str]().union(*theirs[max(0, place - size) : place + size + 1])
        ours = _marks(sentence)
        same += len(ours & near)
        compared += len(ours)
    return same, compared


def _marks(sentence: str) -> set[str]:
    """The figures of a sentence, and the beginnings of its names: of words with a capital, but for the first."""
    names = {fold(word[0])[:_STEM] for n, word in enumerate(_WORD.finditer(sentence)) if n and word[0][0].isupper()}
    return names | set(_FIGURE.findall(sentence))
