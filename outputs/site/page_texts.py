"""The texts of a page, each with its language and direction: summaries with their evidence, and sentences."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING

from wireglot.articles import SentenceRef
from wireglot.articles.languages import UNKNOWN, writing_direction
from wireglot.outputs.edition import Edition
from wireglot.outputs.rendering import check_in_words, other_languages, own_checks, summary_doubts
from wireglot.outputs.shown_languages import (
    Passage,
    TextLanguages,
    original_languages,
    sentence_passages,
    shown_languages,
    summary_language,
)
from wireglot.summarizers import Summary

if TYPE_CHECKING:
    from markupsafe import Markup


@dataclass(frozen=True, slots=True)
class Piece:
    """A piece of a text, and the attributes of the element around it; "" where it is in the language of the text."""

    words: str
    attributes: "Markup | str"


@dataclass(frozen=True, slots=True)
class Text:
    """A text in pieces, and the attributes of the HTML element around it: its language and writing direction."""

    pieces: tuple[Piece, ...]
    attributes: "Markup"

    @property
    def words(self) -> str:
        return "".join(piece.words for piece in self.pieces)


@dataclass(frozen=True, slots=True)
class Row:
    """A sentence of the source beside its translation, which is None for an article without translation.

    starts_block  it is the first of its block
    note          "kept" or "failed" where the translation is the original, else ""
    doubts        what may be wrong with the translation
    """

    number: int
    anchor: str
    kind: str
    starts_block: bool
    translation: Text | None
    original: Text
    note: str
    doubts: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class EvidenceLink:
    """A sentence of the source that a summary sentence cites."""

    number: int
    anchor: str


@dataclass(frozen=True, slots=True)
class CitedSentence:
    """A sentence of a summary with its evidence; `separator` is the text between it and the sentence before."""

    text: tuple[Piece, ...]
    evidence: tuple[EvidenceLink, ...]
    shortened: bool
    separator: str


@dataclass(frozen=True, slots=True)
class ShownSummary:
    """A summary with its checks in words; without sentences when the article is too short."""

    sentences: tuple[CitedSentence, ...]
    checks: tuple[str, ...]
    attributes: "Markup"


def text_in(words: str, tag: str) -> Text:
    return _text_of((Passage(words, tag),), tag)


def _text_of(passages: Sequence[Passage], tag: str) -> Text:
    return Text(_pieces(passages, tag), language_attributes(tag))


def _pieces(passages: Sequence[Passage], tag: str) -> tuple[Piece, ...]:
    """The passages of a text that is in the language `tag`."""
    return tuple(
        Piece(passage.text, "" if passage.language == tag else language_attributes(passage.language))
        for passage in passages
    )


@lru_cache(maxsize=1000)
def language_attributes(tag: str) -> "Markup":
    """Return the attributes lang and dir of an element in that language, with a space before."""
    from markupsafe import Markup, escape

    lang = "" if tag == UNKNOWN else Markup(' lang="{}"').format(escape(tag))
    return Markup('{} dir="{}"').format(lang, writing_direction(tag))


def anchor(ref: SentenceRef | None) -> str:
    """Return the name of a sentence on its page, "" for the headline."""
    return f"s-{ref.block}-{ref.sentence}" if ref else ""


def sentence_rows(edition: Edition) -> tuple[Row, ...]:
    """Return every sentence of the source in reading order, numbered from 1."""
    blocks, translation = edition.article.blocks, edition.translation
    original, translated = original_languages(edition), shown_languages(edition)
    notes = dict.fromkeys(translation.kept, "kept") | dict.fromkeys(translation.failed, "failed") if translation else {}
    doubts: dict[SentenceRef | None, list[str]] = {}
    for doubt in translation.doubts if translation else ():
        doubts.setdefault(doubt.sentence, []).append(doubt.detail)
    rows = []
    for number, (ref, words) in enumerate(edition.article.sentences(), 1):
        note, shown = notes.get(ref, ""), None
        if translation:
            shown = _row_text(translated, ref, translation.blocks[ref.block].sentences[ref.sentence])
        kind, first = blocks[ref.block].kind, ref.sentence == 0
        doubtful = tuple(doubts.get(ref, ()))
        source = _row_text(original, ref, words)
        rows.append(Row(number, anchor(ref), kind, first, shown, source, note, doubtful))
    return tuple(rows)


def _row_text(languages: TextLanguages, ref: SentenceRef, words: str) -> Text:
    return _text_of(languages.passages(ref, words), languages.of(ref))


def shown_summary(edition: Edition, summary: Summary) -> ShownSummary:
    """Return a summary with its evidence; that it is from a teaser, too short or cut is said elsewhere on the page."""
    numbers = {ref: number for number, (ref, _) in enumerate(edition.article.sentences(), 1)}
    language = summary_language(edition, summary)
    sentences, end = [], 0
    for sentence in summary.sentences if summary.text else ():
        evidence = tuple(EvidenceLink(numbers[ref], anchor(ref)) for ref in sentence.evidence if ref in numbers)
        start = summary.text.find(sentence.text, end)
        separator = summary.text[end:start] if start >= 0 else " "
        end = start + len(sentence.text) if start >= 0 else end
        pieces = _pieces(sentence_passages(edition, summary, sentence), language)
        sentences.append(CitedSentence(pieces, evidence, sentence.span is not None, separator))
    checks = (*map(check_in_words, own_checks(summary)), *other_languages(summary), *summary_doubts(summary))
    return ShownSummary(tuple(sentences), checks, language_attributes(language))
