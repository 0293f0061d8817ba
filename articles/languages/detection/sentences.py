"""The language of each sentence: the article's, unless the sentence is surely in another one."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import NamedTuple

from wireglot.articles.article import Article, SentenceRef
from wireglot.articles.languages.detection.other_language import other_language
from wireglot.articles.languages.punctuation import QUOTATION_MARKS

_MARKS = re.compile(f"[{QUOTATION_MARKS}]+")


@dataclass(frozen=True, slots=True)
class SentenceLanguages:
    """The languages (BCP 47) of the headline and of each sentence of each block, laid out as in the article."""

    headline: str
    blocks: tuple[tuple[str, ...], ...]

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
    (headline,), *blocks = (
        tuple(_language_of(sentence, language) for sentence in sentences)
        for sentences in ((article.headline,), *(block.sentences for block in article.blocks))
    )
    return SentenceLanguages(headline, tuple(blocks))


def foreign_quotations(sentence: str, language: str) -> tuple[ForeignQuotation, ...]:
    """Return the parts within or between quotation marks of a sentence in `language` that are in another one.

    A mark without its partner counts too: a quotation of several sentences begins in one and ends in another.
    """
    if not _MARKS.search(sentence):
        return ()
    parts = ((start, end, other_language(sentence[start:end], language)) for start, end in _parts(sentence))
    return tuple(ForeignQuotation(start, end, tag) for start, end, tag in parts if tag)


def _language_of(sentence: str, main: str) -> str:
    """The other language of a whole sentence: of what is quoted in it and of what is not."""
    found = other_language(sentence, main)
    if not found:
        return main
    parts = [sentence[start:end] for start, end in _parts(sentence)]
    outside = [part for part in parts if any(map(str.isalpha, part))]
    return found if len(outside) < 2 or all(other_language(part, main) for part in outside) else main


def _parts(sentence: str) -> Iterator[tuple[int, int]]:
    """The start and end of what is before, between and behind the quotation marks of a sentence."""
    start = 0
    for mark in _MARKS.finditer(sentence):
        yield start, mark.start()
        start = mark.end()
    yield start, len(sentence)
