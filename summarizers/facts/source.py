"""The article as an index of its sentences, and the one to three of them that a summary sentence rests on."""

from collections import Counter
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from functools import cached_property
from math import log

from wireglot.articles import Block, SentenceRef
from wireglot.articles.facts import (
    ROOT,
    Word,
    index_terms,
    letters_only,
    normalize,
    split_words,
    starts_clause,
    without_accents,
)

MOST_EVIDENCE = 3  # sentences: fusions of more are rare, and a reader must be able to check them
# A second sentence must have this share of the weight and so many terms that the first lacks: below, it is chance.
_MIN_GAIN, _MIN_TERMS = 0.12, 2
# With less than this share of the weight in the best sentence, nothing in the article is like the summary sentence.
_MIN_SHARE = 0.10


class SourceSentence:
    """A sentence of the article; what is costly is computed when it is first asked for."""

    def __init__(self, number: int, ref: SentenceRef, text: str, kind: str) -> None:
        self.number, self.ref, self.text, self.kind = number, ref, normalize(text), kind

    @cached_property
    def words(self) -> tuple[Word, ...]:
        return split_words(self.text)

    @cached_property
    def terms(self) -> frozenset[str]:
        return frozenset(index_terms(self.words))

    @cached_property
    def vocabulary(self) -> frozenset[str]:
        return frozenset(word.folded for word in self.words)

    @cached_property
    def letters(self) -> str:
        return letters_only(self.text)


@dataclass(frozen=True)
class Source:
    """The sentences of an article in one language, in reading order."""

    sentences: tuple[SourceSentence, ...]
    headline: SourceSentence
    language: str

    @cached_property
    def frequency(self) -> Counter[str]:
        """Term -> the number of sentences that have it."""
        return Counter(term for sentence in self.sentences for term in sentence.terms)

    @cached_property
    def postings(self) -> dict[str, list[int]]:
        """Term -> the numbers of the sentences that have it."""
        numbers: dict[str, list[int]] = {}
        for sentence in self.sentences:
            for term in sentence.terms:
                numbers.setdefault(term, []).append(sentence.number)
        return numbers

    def near(self, term: str) -> frozenset[int]:
        """Return the numbers of the sentences that have the term, and of their neighbours."""
        if term not in self._near:
            self._near[term] = frozenset(n + d for n in self.postings.get(term, ()) for d in (-1, 0, 1))
        return self._near[term]

    @cached_property
    def _near(self) -> dict[str, frozenset[int]]:
        return {}

    @cached_property
    def by_letters(self) -> dict[str, int]:
        """The letters of a sentence -> its number; of equal sentences the first paragraph."""
        ordered = sorted(self.sentences, key=lambda sentence: (sentence.kind == "paragraph", -sentence.number))
        return {sentence.letters: sentence.number for sentence in ordered}

    @cached_property
    def letters(self) -> str:
        """The letters and digits of the headline and all sentences."""
        return self.headline.letters + "".join(sentence.letters for sentence in self.sentences)

    @cached_property
    def folded_text(self) -> str:
        """A line per sentence: its folded words with spaces between them, then its unspaced characters."""
        return "\n".join(
            " ".join(word.folded for word in sentence.words if not word.is_unspaced)
            + "".join(word.folded for word in sentence.words if word.is_unspaced)
            for sentence in self.sentences
        )

    @cached_property
    def vocabulary(self) -> frozenset[str]:
        """Every folded word."""
        return frozenset(word for sentence in (*self.sentences, self.headline) for word in sentence.vocabulary)

    @cached_property
    def lowercase_words(self) -> frozenset[str]:
        """The folded words that occur without a capital."""
        return frozenset(w.folded for sentence in self.sentences for w in sentence.words if w.text[0].islower())

    @cached_property
    def capitalized_words(self) -> frozenset[str]:
        """The folded words that occur with a capital elsewhere than at the start of a clause."""
        return frozenset(
            word.folded
            for sentence in self.sentences
            for word in sentence.words
            if word.text[0].isupper() and not starts_clause(word, sentence.text)
        )

    @cached_property
    def by_root(self) -> dict[str, set[str]]:
        """The first letters of words, without accents -> the folded words that begin with them."""
        words: dict[str, set[str]] = {}
        for word in self.vocabulary:
            words.setdefault(without_accents(word)[:ROOT], set()).add(word)
        return words

    @cached_property
    def initials(self) -> frozenset[str]:
        """The initials of two to six consecutive words: "eu" for European Union."""
        initials: set[str] = set()
        for sentence in (*self.sentences, self.headline):
            first = "".join(word.folded[0] for word in sentence.words)
            initials |= {first[at : at + size] for size in range(2, 7) for at in range(len(first) - size + 1)}
        return frozenset(initials)

    def weight(self, term: str) -> float:
        """Return the inverse document frequency of the term, with sentences as documents."""
        return log(1 + (len(self.sentences) + 1) / (self.frequency[term] + 0.5))


def build_source(blocks: Iterable[Block], headline: str, language: str) -> Source:
    """Index the sentences of all blocks, boilerplate too: a summary sentence may rest on a caption."""
    rows = [
        (SentenceRef(b, s), text, block.kind)
        for b, block in enumerate(blocks)
        for s, text in enumerate(block.sentences)
    ]
    sentences = tuple(SourceSentence(n, ref, text, kind) for n, (ref, text, kind) in enumerate(rows))
    return Source(sentences, SourceSentence(-1, SentenceRef(-1, -1), headline, "headline"), language)


def find_evidence(source: Source, words: tuple[Word, ...], ignored: Collection[str] = ()) -> tuple[SourceSentence, ...]:
    """Return the sentences that the words rest on, best first; () when none is like them.

    Greedy cover, as in extractive oracles (Nallapati et al. 2017): the sentence with most of the words, weighted by
    rarity, then the one with most of the rest, as long as it adds enough. The terms `ignored` (numbers and names)
    add no further sentence: an invented number occurs somewhere in most articles.
    """
    weights = {term: source.weight(term) for term in dict.fromkeys(index_terms(words))}
    total = sum(weights.values())
    chosen: list[int] = []
    rest = dict(weights)
    while rest and len(chosen) < MOST_EVIDENCE:
        best, gain, count = _best(source, rest, () if not chosen else ignored)
        if gain < (_MIN_GAIN if chosen else _MIN_SHARE) * total or (chosen and count < _MIN_TERMS):
            break
        chosen.append(best)
        rest = {term: weight for term, weight in rest.items() if term not in source.sentences[best].terms}
    return tuple(source.sentences[n] for n in chosen)


def _best(source: Source, weights: dict[str, float], ignored: Collection[str]) -> tuple[int, float, int]:
    """Return the sentence with most of the weight, the weight, and its number of terms; the shorter of two equals."""
    gains: dict[int, float] = {}
    counts: dict[int, int] = {}
    for term, weight in weights.items():
        if term in ignored:
            continue
        for number in source.postings.get(term, ()):
            gains[number] = gains.get(number, 0.0) + weight
            counts[number] = counts.get(number, 0) + 1
    if not gains:
        return -1, 0.0, 0
    all_ = source.sentences
    best = max(gains, key=lambda n: (round(gains[n], 6), all_[n].kind == "paragraph", -len(all_[n].terms), -n))
    return best, gains[best], counts[best]
