"""The language of each sentence: the article's, unless the sentence is surely in another one."""

import re
from bisect import bisect
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from typing import NamedTuple

from wireglot.articles.article import Article, SentenceRef
from wireglot.articles.languages.detection.other_language import in_fewer_languages, other_language, tag_beside
from wireglot.articles.languages.punctuation import QUOTATION_MARKS

_MARKS = re.compile(f"[{QUOTATION_MARKS}]+")
# 'We stay,' she said: an apostrophe between letters, or behind a plural, opens nothing.
_SINGLE_OPENING = re.compile(r"(?<!\S)['‘‚‹](?=\w)")
_SINGLE_CLOSING = re.compile(r"(?<=[\w.,!?…])['’‘›](?!\w)")
# Sentences whose marks are kept: each is asked about when its article's language is chosen, and for its own.
_KEPT = 500
# What has more marks is a list and no sentence.
_MOST_MARKS = 40
_SINGLE_MARKS = "'‘‚‹"
# "— We stay —dijo ella.": speech that begins with a dash ends with one.
_SPEECH = re.compile(r"\s*(?:[–—―]|-\s)")
_DASH = re.compile(r"\s+[–—―-]|[–—―-]\s+|^[–—―]")


@dataclass(frozen=True, slots=True)
class SentenceLanguages:
    """The languages (BCP 47) of the headline and of each sentence of each block, laid out as in the article."""

    headline: str
    blocks: tuple[tuple[str, ...], ...]

    def commonest_beside(self, main: str) -> str:
        """The language of most sentences that are not in the main one; "" for none."""
        counts = Counter(tag for block in self.blocks for tag in block if tag != main)
        return max(sorted(counts), key=lambda tag: counts[tag], default="")

    def of(self, ref: SentenceRef) -> str:
        return self.blocks[ref.block][ref.sentence]


class ForeignQuotation(NamedTuple):
    """The characters from `start` to `end` of a sentence, without quotation marks, that are in another language."""

    start: int
    end: int
    language: str


def languages_of_sentences(article: Article, language: str) -> SentenceLanguages:
    """Return the language of each sentence of an article whose main language is known; "und" is also allowed.

    A sentence that quotes another language and says who speaks, in the main one, is in the main language:
    `foreign_quotations` names the part that is not.
    """
    texts = ((article.headline,), *(block.sentences for block in article.blocks))
    tags = {(b, s): (text, _language_of(text, language)) for b, each in enumerate(texts) for s, text in enumerate(each)}
    others = in_fewer_languages({place: (text, tag) for place, (text, tag) in tags.items() if tag != language})
    (headline,), *blocks = (
        tuple(others.get((b, s), language) for s, _ in enumerate(each)) for b, each in enumerate(texts)
    )
    return SentenceLanguages(headline, tuple(blocks))


def foreign_quotations(sentence: str, language: str, beside: str = "") -> tuple[ForeignQuotation, ...]:
    """Return the parts within or between quotation marks of a sentence in `language` that are in another one.

    A mark without its partner counts too: a quotation of several sentences begins in one and ends in another.
    beside: the commonest other language of the article, "" for none; what may as well be in that is.
    """
    if not _marks(sentence):
        return ()
    parts = ((start, end, other_language(sentence[start:end], language)) for start, end in between_marks(sentence))
    return tuple(
        ForeignQuotation(start, end, tag_beside(sentence[start:end], tag, beside)) for start, end, tag in parts if tag
    )


def _language_of(sentence: str, main: str) -> str:
    """The other language of a whole sentence: of what is quoted in it and of what is not."""
    found = other_language(sentence, main)
    if not found:
        return main
    parts = [sentence[start:end] for start, end in between_marks(sentence)]
    outside = [part for part in parts if any(map(str.isalpha, part))]
    return found if len(outside) < 2 or all(other_language(part, main) for part in outside) else main


def between_marks(sentence: str) -> Iterator[tuple[int, int]]:
    """Yield the start and end of what is before, between and behind the quotation marks of a sentence."""
    start = 0
    for mark, end in _marks(sentence):
        yield start, mark
        start = end
    yield start, len(sentence)


@lru_cache(maxsize=_KEPT)
def _marks(sentence: str) -> tuple[tuple[int, int], ...]:
    """The start and end of each mark at which speech may begin or end."""
    found = [mark.span() for mark in _MARKS.finditer(sentence)]
    if any(mark in sentence for mark in _SINGLE_MARKS):
        found += _single_marks(sentence)
    if _SPEECH.match(sentence):
        found += [mark.span() for mark in _DASH.finditer(sentence)]
    return tuple(sorted(found)) if len(found) <= _MOST_MARKS else ()


def _single_marks(sentence: str) -> Iterator[tuple[int, int]]:
    """Yield each single mark that opens something, and the next one that closes it."""
    closing = [mark.start() for mark in _SINGLE_CLOSING.finditer(sentence)]
    end = 0
    for mark in _SINGLE_OPENING.finditer(sentence):
        at = bisect(closing, mark.end())
        if mark.start() >= end and at < len(closing):
            end = closing[at] + 1
            yield from (mark.span(), (end - 1, end))
