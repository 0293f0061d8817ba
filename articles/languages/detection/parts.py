"""The parts of an article in other languages than its own: sentences, and quotations within sentences."""

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import replace

from wireglot.articles.article import Article, Block, SentenceRef
from wireglot.articles.languages.detection.detectors import group_of
from wireglot.articles.languages.detection.other_language import other_language
from wireglot.articles.languages.detection.repetition import repeated_language
from wireglot.articles.languages.detection.sentences import foreign_quotations, languages_of_sentences
from wireglot.articles.languages.detection.verdict import DetectedLanguage
from wireglot.articles.languages.parts import LanguagePart
from wireglot.articles.languages.punctuation import QUOTATION_MARKS
from wireglot.articles.languages.tags import UNKNOWN

_MARKS = frozenset(QUOTATION_MARKS)
_SPEECH_DASHES = ("–", "—", "―", "- ")


def with_parts(article: Article, language: DetectedLanguage) -> DetectedLanguage:
    """Return the article's language with the parts of it that are in other languages."""
    if language.tag == UNKNOWN:
        return language
    found = languages_of_sentences(article, language.tag)
    tags = [
        _smoothed(block, languages, language.tag) for block, languages in zip(article.blocks, found.blocks, strict=True)
    ]
    parts = tuple(_parts(article, tags, language.tag))
    headline_tag = found.headline if found.headline != language.tag else ""
    repeated = repeated_language(article, tags, language.tag)
    return replace(language, parts=parts, headline_tag=headline_tag, repeated=repeated)


def _parts(article: Article, tags: Sequence[Sequence[str]], main: str) -> Iterator[LanguagePart]:
    for ref, sentence in article.sentences():
        tag = tags[ref.block][ref.sentence]
        if tag != main:
            yield LanguagePart(ref, tag)
        yield from _quotations(ref, sentence, tag)


def _quotations(ref: SentenceRef, sentence: str, tag: str) -> Iterator[LanguagePart]:
    for quotation in foreign_quotations(sentence, tag):
        text = sentence[quotation.start : quotation.end]
        start = quotation.start + len(text) - len(text.lstrip())
        yield LanguagePart(ref, quotation.language, (start, start + len(text.strip())))


def _smoothed(block: Block, tags: Sequence[str], main: str) -> Sequence[str]:
    """The languages of the sentences of a block; in one that is mostly in another language, the short ones are too.

    A sentence beside a quotation may be in the main language again: "Nobody answered him."
    """
    letters: Counter[str] = Counter()
    for sentence, tag in zip(block.sentences, tags, strict=True):
        letters[tag] += len(sentence)
    usual = max(letters, key=lambda tag: (letters[tag], tag), default=main)
    if usual == main or len(letters) == 1 or _is_quoted(block):
        return tags
    return [
        usual if tag == main and group_of(other_language(sentence, usual)) != group_of(main) else tag
        for sentence, tag in zip(block.sentences, tags, strict=True)
    ]


def _is_quoted(block: Block) -> bool:
    return any(not _MARKS.isdisjoint(sentence) or sentence.startswith(_SPEECH_DASHES) for sentence in block.sentences)
