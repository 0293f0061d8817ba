"""Texts that say everything twice, in two languages: press releases of bilingual countries, pages with both versions.

Both languages then have about as much text, laid out alike, and the same figures and names at the same places. What is
only quoted in another language is no repetition.
"""

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby
from math import ceil

from wireglot.articles.article import Article
from wireglot.articles.languages.folding import fold
from wireglot.articles.languages.length import length_in_words
from wireglot.articles.languages.punctuation import QUOTATION_MARKS
from wireglot.articles.languages.scripts import main_script

# Of all text the second language has at least this share, and both together nearly all. Translations of news in 40
# languages have between half and twice the words of English.
_SECOND_SHARE = 0.25
_BOTH_SHARE = 0.85
_LENGTH_RATIO = 2.2
# A quotation in another language has its marks; in a text that says everything twice both versions have them.
_MORE_QUOTED = 0.5

# A figure or name is at the same place when it is within so much of the text, and one sentence more.
_WINDOW = 0.1
# The share of figures and names at the same place in the other language. With 60 documents of NTREX in 14 pairs of
# languages it is at least 0.45 in nine of ten that say the same, and in one of fifty of which each language has a half.
_SAME_SHARE = 0.45
_OTHER_SHARE = 0.25
_ENOUGH = 3  # figures and names that can be compared: fewer decide nothing
# Where they do not decide, paragraphs by turns that have as many sentences as their counterparts do, from so many on.
_ENOUGH_PAIRS = 2

_FIGURE = re.compile(r"\d+")
_WORD = re.compile(r"[^\W\d_]{3,}")
_STEM = 5  # letters by which a name is recognised in spite of its endings


@dataclass(frozen=True, slots=True)
class _Version:
    """What a text says in one language.

    sizes   how many sentences each paragraph has
    starts  where each paragraph begins, counted in sentences of the article
    """

    sentences: tuple[str, ...]
    sizes: tuple[int, ...]
    starts: tuple[int, ...]
    words: float

    @property
    def script(self) -> str:
        return main_script(" ".join(self.sentences))

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
    sizes: list[int] = []
    starts: list[int] = []
    start = 0
    for block, languages in zip(article.blocks, tags, strict=True):
        for tag, group in groupby(zip(languages, block.sentences, strict=True), key=lambda pair: pair[0]):
            texts = [sentence for _, sentence in group]
            if tag == language:
                sentences += texts
                sizes.append(len(texts))
                starts.append(start)
            start += len(texts)
    words = sum(length_in_words(each, language) for each in sentences)
    return _Version(tuple(sentences), tuple(sizes), tuple(starts), words)


def _say_the_same(one: _Version, other: _Version) -> bool:
    if max(one.words, other.words) > _LENGTH_RATIO * min(one.words, other.words):
        return False
    if abs(one.quoted_share - other.quoted_share) > _MORE_QUOTED:
        return False
    same, compared = _same_places(*_in_order(_all_marks(one, other), _all_marks(other, one)))
    share = same / compared if compared >= _ENOUGH else _OTHER_SHARE
    return share >= _SAME_SHARE or (share >= _OTHER_SHARE and _take_turns(one, other))


def _take_turns(one: _Version, other: _Version) -> bool:
    """Whether paragraphs in both languages follow each other, and each has as many sentences as its counterpart."""
    first, second = sorted((one, other), key=lambda version: version.starts)
    turns = [start for pair in zip(first.starts, second.starts, strict=False) for start in pair]
    return one.sizes == other.sizes and len(one.sizes) >= _ENOUGH_PAIRS and turns == sorted(turns)


def _in_order(one: Sequence[set[str]], other: Sequence[set[str]]) -> tuple[Sequence[set[str]], Sequence[set[str]]]:
    """The version with fewer figures and names first: German has many words with capitals that are no names."""
    return (one, other) if sum(map(len, one)) <= sum(map(len, other)) else (other, one)


def _same_places(one: Sequence[set[str]], other: Sequence[set[str]]) -> tuple[int, int]:
    """How many figures and names of a version are at the same place of the other one, and how many there are."""
    size = ceil(_WINDOW * len(other)) + 1
    same = 0
    for n, marks in enumerate(one):
        place = n * len(other) // len(one)
        same += len(marks & set[str]().union(*other[max(0, place - size) : place + size + 1]))
    return same, sum(map(len, one))


def _all_marks(version: _Version, other: _Version) -> list[set[str]]:
    """The figures of each sentence, and its names where the other version is in the same script."""
    with_names = version.script == other.script
    return [{*_FIGURE.findall(each), *(_names(each) if with_names else ())} for each in version.sentences]


def _names(sentence: str) -> Iterator[str]:
    """Yield the beginnings of the words with a capital, but for the first one."""
    for n, word in enumerate(_WORD.finditer(sentence)):
        if n and word[0][0].isupper():
            yield fold(word[0])[:_STEM]
