"""The language of everything that a reader gets: the headline, and each part of the text and of the summaries.

Most of it is in the reader's language. A sentence that could not be translated is in the original one, and what was
kept may be in a third; screen readers, browsers and feed readers need to know it.
"""

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from html import escape
from typing import NamedTuple

from wireglot.articles import SentenceRef
from wireglot.articles.languages import UNKNOWN, LanguagePart, parts_by_sentence, whole_sentences, writing_direction
from wireglot.outputs.edition import Edition
from wireglot.summarizers import Summary, SummarySentence


class Passage(NamedTuple):
    """A piece of text in one language (BCP 47)."""

    text: str
    language: str


def headline_passage(edition: Edition) -> Passage:
    """Return the headline with its language."""
    return Passage(edition.headline, edition.headline_language)


def shown_sentence(edition: Edition, ref: SentenceRef) -> str:
    """Return a sentence of the text as the reader gets it."""
    blocks = edition.translation.blocks if edition.translation else edition.article.blocks
    return blocks[ref.block].sentences[ref.sentence]


class TextLanguages:
    """The languages of the sentences of a text that is mostly in `language`."""

    def __init__(self, language: str, parts: Sequence[LanguagePart]) -> None:
        self._language = language
        self._whole = whole_sentences(parts)
        self._parts = parts_by_sentence(parts)

    def of(self, ref: SentenceRef) -> str:
        return self._whole.get(ref, self._language)

    def passages(self, ref: SentenceRef, sentence: str) -> tuple[Passage, ...]:
        """Return the sentence at that place in one passage, or in more where a part of it is in another language."""
        spans = [(*part.span, part.tag) for part in self._parts.get(ref, ()) if part.span]
        return tuple(_split(sentence, self.of(ref), spans))

    def quoted(self, ref: SentenceRef, sentence: str) -> list[tuple[str, str]]:
        """Return the parts of the sentence at that place that are in another language, each with its tag."""
        return [(sentence[slice(*part.span)], part.tag) for part in self._parts.get(ref, ()) if part.span]


def shown_languages(edition: Edition) -> TextLanguages:
    """Return the languages of the text as the reader gets it."""
    return TextLanguages(edition.reader_language, edition.shown_parts)


def original_languages(edition: Edition) -> TextLanguages:
    """Return the languages of the article."""
    return TextLanguages(edition.language.tag, edition.language.parts)


def summary_language(edition: Edition, summary: Summary) -> str:
    """Return the language in which a summary is, but for its sentences that say otherwise."""
    return summary.language if summary.language not in ("", UNKNOWN) else edition.reader_language


def sentence_passages(edition: Edition, summary: Summary, sentence: SummarySentence) -> tuple[Passage, ...]:
    """Return a sentence of a summary in one passage, or in more where it quotes another language."""
    languages = shown_languages(edition)
    quoted = [pair for ref in sentence.evidence for pair in languages.quoted(ref, shown_sentence(edition, ref))]
    found = [(sentence.text.find(words), len(words), tag) for words, tag in quoted]
    spans = [(start, start + size, tag) for start, size, tag in found if start >= 0]
    return tuple(_split(sentence.text, sentence.language or summary_language(edition, summary), spans))


def summary_passages(edition: Edition, summary: Summary) -> tuple[Passage, ...]:
    """Return the text of a summary, split where the language changes."""
    language = summary_language(edition, summary)
    passages: list[Passage] = []
    end = 0
    for sentence in summary.sentences:
        start = summary.text.find(sentence.text, end)
        if start < 0:
            return (Passage(summary.text, language),)
        passages.append(Passage(summary.text[end:start], passages[-1].language if passages else language))
        passages += sentence_passages(edition, summary, sentence)
        end = start + len(sentence.text)
    return tuple(_merged([*passages, Passage(summary.text[end:], language)]))


def edition_language(edition: Edition) -> str:
    """Return the language of most that a reader gets first: headline and summaries; the reader's where that is none."""
    summaries = (edition.summaries.short, edition.summaries.long)
    shown = [passage for summary in summaries for passage in summary_passages(edition, summary)]
    return main_language([headline_passage(edition), *shown]) or edition.reader_language


def main_language(passages: Iterable[Passage]) -> str:
    """Return the language of most of the text; "" for no text."""
    letters = Counter[str]()
    for passage in passages:
        letters[passage.language] += len(passage.text)
    return max((tag for tag in letters if letters[tag]), key=lambda tag: letters[tag], default="")


def plain(passages: Iterable[Passage]) -> str:
    return "".join(passage.text for passage in passages)


def html_passages(passages: Iterable[Passage], language: str) -> str:
    """Return the passages of a text in `language` as HTML; those in another one are in an element of their own."""
    return "".join(
        escape(passage.text)
        if passage.language == language
        else f"<span{html_attributes(passage.language)}>{escape(passage.text)}</span>"
        for passage in passages
    )


def html_attributes(language: str) -> str:
    """Return the attributes lang and dir of an element in that language, with a space before."""
    lang = "" if language == UNKNOWN else f' lang="{escape(language)}"'
    return f'{lang} dir="{writing_direction(language)}"'


def _split(text: str, language: str, spans: Iterable[tuple[int, int, str]]) -> Iterator[Passage]:
    end = 0
    for start, stop, tag in sorted(spans):
        if start >= end and tag != language:
            yield from _nonempty(Passage(text[end:start], language), Passage(text[start:stop], tag))
            end = stop
    yield from _nonempty(Passage(text[end:], language))


def _nonempty(*passages: Passage) -> Iterator[Passage]:
    return (passage for passage in passages if passage.text)


def _merged(passages: Iterable[Passage]) -> Iterator[Passage]:
    """Join neighbours in the same language."""
    waiting: Passage | None = None
    for passage in _nonempty(*passages):
        if waiting and waiting.language == passage.language:
            waiting = Passage(waiting.text + passage.text, waiting.language)
        else:
            if waiting:
                yield waiting
            waiting = passage
    if waiting:
        yield waiting
