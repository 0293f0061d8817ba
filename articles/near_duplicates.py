"""Near-duplicates: whether two articles hold the same text, as when newspapers print the text of one agency.

    text_hashes(article)   the text as hashes of its words; what is stored, and all that is compared
    bands(hashes)          numbers of which two similar texts share some: how candidates are found among many
    same_text(a, b)        whether two candidates are the same text

Candidates are found by MinHash and locality-sensitive hashing (Broder 1997; Leskovec, Rajaraman, Ullman: Mining of
Massive Datasets, chapter 3) over n-grams of words, or of characters in scripts without spaces. datasketch does the
same, and would bring scipy. MinHash only estimates, and weather, lottery and market reports differ in little but
their numbers, so the texts of candidates are compared as they are: n-grams that both contain, and sentences that
are the same but for their numbers.

Headline, sub-headings, boilerplate, dateline and credits of agencies do not count: newspapers write their own.
All hashes are fixed: the same in every process and on every machine.
"""

import re
from functools import cache, cached_property, lru_cache
from typing import TYPE_CHECKING, Any
from zlib import crc32

from wireglot.articles.agencies import news_agencies
from wireglot.articles.article import Article
from wireglot.articles.languages import UNSPACED, fold

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Hashes = NDArray[np.uint64]

# Words or characters in an n-gram: one word is about two Chinese characters, or four Thai ones.
WORDS, CHARACTERS = 3, 6
# Fewer n-grams are a headline, a flash or the first line of a teaser: two of them may be alike by accident.
FEWEST = 40
# Two texts of which 60 of 100 n-grams are common share one of 28 bands of 4 hashes with a probability of 98 %, of 70
# with 99.9 %. Texts of one folder that share a sentence have about 4 of 100: one pair in 14,000 is compared in vain.
BANDS, ROWS = 28, 4
# N-grams whose hashes are in memory together: 4 MB, where a book of 3 million words would take 3 GB.
AT_ONCE = 4096

# The parts of all n-grams that both texts have, and of those of the shorter text. A copy that was cut by 30 % has 70 %
# and all; a short item inside a long story has less of the first, two reports with one background less of the second.
COMMON, COMMON_OF_SHORTER = 0.5, 0.8
# The part of a text in sentences that stand in the other with other words: names, "falls" for "rises". Copies keep
# their sentences or drop them. All these values were set with the development half of benchmarks/near_duplicates.py.
REWRITTEN = 0.12
# A sentence stands in the other text with other numbers or words when so much of it is there, numbers aside.
NUMBERS_ASIDE, IN_OTHER_WORDS = 0.7, 0.3
# Of a long sentence that two newspapers divide at another place some n-grams are missing; another name costs more.
ALL_BUT_A_WORD = 0.92

# What a word is; the other 14 bits are its hash, which is enough for n-grams, and 0 ends a sentence.
_NUMBER, _CHARACTER = 1 << 15, 1 << 14
_HASH = _CHARACTER - 1
_THOUSANDS = re.compile(r"(?<=\d)[.,'’\s](?=\d{3}(?!\d))")
_NUMERALS = "〇零一二三四五六七八九十百千两兩"
_OPEN, _CLOSE = "(（【〔", ")）】〕"
_UNSPACED = re.compile(f"[{UNSPACED}]")
_WORDS = re.compile(rf"\d+|[{UNSPACED}]|[^\W\d_{UNSPACED}]+")


def text_hashes(article: Article) -> bytes:
    """Return the text as hashes of its words; b"" when it is too short to be compared."""
    import numpy as np

    hashes = [0]
    for block in article.blocks:
        if block.kind == "paragraph":
            for at, sentence in enumerate(block.sentences):
                hashes += _sentence_hashes(_without_credits(sentence, first=at == 0))
                hashes.append(0)
    packed = np.array(hashes, "<u2").tobytes()
    return packed if len(_ngrams(packed).different) >= FEWEST else b""


def bands(hashes: bytes) -> list[int]:
    """Return the bands of a text: 63-bit numbers, `BANDS` of them."""
    import numpy as np

    ngrams = _ngrams(hashes).different
    factors, terms = _permutations()
    parts = np.array_split(ngrams, len(ngrams) // AT_ONCE + 1)
    each = [(part[:, None] * factors + terms >> np.uint64(32)).min(axis=0) for part in parts]
    smallest = np.min(each, axis=0).reshape(BANDS, ROWS)
    found = np.zeros(BANDS, np.uint64)
    for row in range(ROWS):
        found = _mixed(found + smallest[:, row] + np.arange(BANDS, dtype=np.uint64))
    return [int(band) for band in found >> np.uint64(1)]


def same_text(one: bytes, other: bytes) -> bool:
    """Return whether two texts are one, perhaps cut, in another order or with another beginning; the order is equal."""
    import numpy as np

    a, b = _ngrams(one), _ngrams(other)
    sizes = len(a.different), len(b.different)
    common = len(np.intersect1d(a.different, b.different, assume_unique=True))
    if common < COMMON * (sum(sizes) - common) or common < COMMON_OF_SHORTER * min(sizes):
        return False
    only_a, only_b = a.sentences_not_in(b), b.sentences_not_in(a)
    in_b, in_a = a.parts_of_sentences(np.isin(a.exact, b.exact)), b.parts_of_sentences(np.isin(b.exact, a.exact))
    changed = [_changed(a, only_a, in_b, b, only_b), _changed(b, only_b, in_a, a, only_a)]
    return not any(numbers for numbers, _ in changed) and min(words for _, words in changed) <= REWRITTEN


def _changed(a: "_Ngrams", only_a: Any, in_b: Any, b: "_Ngrams", only_b: Any) -> tuple[bool, float]:
    """Return whether sentences of `a` stand in `b` with other numbers, and what part of `a` does in other words.

    Both texts have to be asked: of a sentence that was cut off only the rest stands in the other text in other words.

    Args:
        only_a, only_b: Masks of the n-grams in sentences that the other text lacks.
        in_b: Which part of each sentence of `a` is in `b`.
    """
    import numpy as np

    exact = a.parts_of_sentences(np.isin(a.exact, b.exact[only_b]) & only_a)
    aside = a.parts_of_sentences(np.isin(a.aside, b.aside[only_b]) & only_a)
    numbers = (aside >= NUMBERS_ASIDE) & (aside > exact)
    words = (aside >= IN_OTHER_WORDS) & (in_b < ALL_BUT_A_WORD)
    return bool(np.any(numbers)), float(a.sizes[words].sum() / a.sizes.sum())


@lru_cache(maxsize=2)  # one text is compared with many, one after the other
def _ngrams(hashes: bytes) -> "_Ngrams":
    import numpy as np

    return _Ngrams(np.frombuffer(hashes, "<u2"))


class _Ngrams:
    """The n-grams of a text: `exact`, `aside` with all numbers alike, and the `sentence` that each belongs to.

    An n-gram may begin or end with the end of a sentence, but does not go beyond.
    """

    def __init__(self, hashes: "NDArray[np.uint16]") -> None:
        import numpy as np

        size = CHARACTERS if np.count_nonzero(hashes & _CHARACTER) * 2 > len(hashes) else WORDS
        ends = hashes == 0
        count = max(len(hashes) - size + 1, 0)
        inside = np.ones(count, bool)
        for at in range(1, size - 1):
            inside &= ~ends[at : at + count]
        self.sentence = np.cumsum(ends)[:count][inside] - 1
        self._hashes, self._size, self._inside = hashes, size, inside
        self.exact = self._combined(hashes & np.uint16(_HASH))

    @cached_property
    def different(self) -> "Hashes":
        """The n-grams, each once."""
        import numpy as np

        return np.unique(self.exact)

    @cached_property
    def aside(self) -> "Hashes":
        import numpy as np

        numbers = (self._hashes & np.uint16(_NUMBER)) != 0
        return self._combined(np.where(numbers, np.uint16(1), self._hashes & np.uint16(_HASH)))

    @cached_property
    def sizes(self) -> Any:
        """How many n-grams each sentence has."""
        import numpy as np

        return np.bincount(self.sentence)

    def _combined(self, hashes: "NDArray[np.uint16]") -> "Hashes":
        """Return a hash of each n-gram."""
        import numpy as np

        wide, count = hashes.astype(np.uint64), len(self._inside)
        found = np.zeros(count, np.uint64)
        for at in range(self._size):
            found = _mixed(found + wide[at : at + count])
        return found[self._inside]

    def sentences_not_in(self, other: "_Ngrams") -> Any:
        """Return a mask of the n-grams in sentences that are not in the other text.

        One n-gram may be missing of several: that of the end, when the sentence was cut. Another word makes two miss.
        """
        import numpy as np

        missing = np.bincount(self.sentence, ~np.isin(self.exact, other.exact))
        found: Any = (missing > (self.sizes > 2))[self.sentence]
        return found

    def parts_of_sentences(self, found: Any) -> Any:
        """Return which part of each sentence's n-grams was found."""
        import numpy as np

        return np.bincount(self.sentence, found) / np.maximum(self.sizes, 1)


def _mixed(hashes: "Hashes") -> "Hashes":
    """Return hashes in which each bit depends on all (the finalizer of SplitMix64, Steele et al. 2014)."""
    import numpy as np

    hashes = hashes + np.uint64(0x9E3779B97F4A7C15)
    hashes = (hashes ^ hashes >> np.uint64(30)) * np.uint64(0xBF58476D1CE4E5B9)
    hashes = (hashes ^ hashes >> np.uint64(27)) * np.uint64(0x94D049BB133111EB)
    return hashes ^ hashes >> np.uint64(31)


@cache
def _permutations() -> "tuple[Hashes, Hashes]":
    """Return factors and terms that order the n-grams in another way for each hash (multiply-shift)."""
    import numpy as np

    found = _mixed(np.arange(2 * BANDS * ROWS, dtype=np.uint64))
    return found[::2] | np.uint64(1), found[1::2]


def _sentence_hashes(sentence: str) -> list[int]:
    return [_word_hash(word) for word in _WORDS.findall(_THOUSANDS.sub("", fold(sentence)))]


@lru_cache(maxsize=1 << 16)  # some 10 MB; most words of a text are common ones
def _word_hash(word: str) -> int:
    """Return the hash of a word, never 0, with what it is; numbers written in Chinese count as numbers."""
    hashed = crc32(word.encode()) % (_HASH - 1) + 2
    if word[0].isdecimal() or word in _NUMERALS:
        return hashed | _NUMBER
    return hashed | _CHARACTER if len(word) == 1 and _UNSPACED.match(word) else hashed


def _without_credits(sentence: str, *, first: bool) -> str:
    """Return the sentence without credits of agencies; the `first` one of a paragraph without a dateline either."""
    dateline = _dateline().match(sentence) if first else None
    if dateline and dateline.end() < len(sentence) and (dateline["place"] or "A").isupper():
        sentence = sentence[dateline.end() :]
    return _credit().sub(" ", sentence)


@cache
def _credit() -> re.Pattern[str]:
    """A credit in brackets: (TT), (AFP/Reuters), 【新华社】."""
    agencies = _agencies()
    return re.compile(rf"[{_OPEN}](?:{agencies})(?:[/,\s·-]+(?:{agencies}))*[{_CLOSE}]")


@cache
def _dateline() -> re.Pattern[str]:
    """A dateline at the head of a paragraph: PARIS, May 3 (AFP) -, BERLIN -, 新华社北京3月3日电, (서울=연합뉴스) =."""
    agencies, outside = _agencies(), f"[^{_OPEN}{_CLOSE}]"
    in_brackets = (
        rf"{outside}{{0,50}}[{_OPEN}]{outside}{{0,25}}(?:{agencies})[{_CLOSE}](?:[^=]{{0,20}} =)?\s*(?:-+|[–—:：])?"
    )
    by_wire = rf"(?:{agencies})[^。.]{{0,25}}[电電](?:（[^（）]{{0,25}}）)?"
    of_a_place = r"(?P<place>[^\W\d_]{2,})(?:[ ,/.-]+[^–—()]{0,40}?)? (?:--?|[–—]) "
    return re.compile(rf"(?:{in_brackets}|{by_wire}|{of_a_place})\s*")


def _agencies() -> str:
    return "|".join(map(re.escape, sorted(news_agencies(), key=len, reverse=True)))
