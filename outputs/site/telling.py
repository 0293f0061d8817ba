"""Summaries, translation and original as a page shows them: sentences with numbers, languages and directions."""

from collections.abc import Mapping
from dataclasses import dataclass

from wireglot.articles import SentenceRef
from wireglot.articles.languages import writing_direction
from wireglot.outputs.edition import Edition
from wireglot.outputs.rendering import check_in_words
from wireglot.summarizers import FROM_TEASER, TOO_SHORT, Summary


@dataclass(frozen=True, slots=True)
class Text:
    """Words in a language; lang "" where it is not known, dir "auto" then."""

    words: str
    lang: str
    dir: str


@dataclass(frozen=True, slots=True)
class Row:
    """A sentence of the source: its telling (None when it is told in its own words) beside it.

    opens   it begins a block
    fate    "kept" or "failed" where the telling is the original, else ""
    """

    number: int
    anchor: str
    kind: str
    opens: bool
    told: Text | None
    original: Text
    fate: str


@dataclass(frozen=True, slots=True)
class Rest:
    """A sentence of the source that a summary sentence rests on."""

    number: int
    anchor: str


@dataclass(frozen=True, slots=True)
class Said:
    """A sentence of a summary; glue is what stands between it and the one before."""

    text: str
    rests: tuple[Rest, ...]
    shortened: bool
    glue: str


@dataclass(frozen=True, slots=True)
class Told:
    """A summary as it is shown; () when it is too short to tell anything."""

    sentences: tuple[Said, ...]
    checks: tuple[str, ...]
    lang: str
    dir: str


def text(words: str, tag: str) -> Text:
    return Text(words, "" if tag == "und" else tag, writing_direction(tag))


def anchor(place: SentenceRef) -> str:
    """The name of a sentence within its page."""
    return f"s-{place.block}-{place.sentence}"


def rows(edition: Edition) -> tuple[Row, ...]:
    """Every sentence of the source in reading order, numbered from 1."""
    blocks = edition.article.blocks
    fates = _fates(edition)
    return tuple(
        Row(
            number,
            anchor(place),
            blocks[place.block].kind,
            place.sentence == 0,
            _told(edition, place, kept=place in fates),
            text(words, edition.language.tag),
            fates.get(place, ""),
        )
        for number, (place, words) in enumerate(edition.article.sentences(), 1)
    )


def _fates(edition: Edition) -> Mapping[SentenceRef, str]:
    if edition.translation is None:
        return {}
    kept = dict.fromkeys(edition.translation.kept, "kept")
    return kept | dict.fromkeys(edition.translation.failed, "failed")


def _told(edition: Edition, place: SentenceRef, *, kept: bool) -> Text | None:
    if edition.translation is None:
        return None
    words = edition.translation.blocks[place.block].sentences[place.sentence]
    return text(words, edition.language.tag if kept else edition.translation.to)


def told(edition: Edition, summary: Summary) -> Told:
    """The summary with the way back from each sentence; that it is a teaser or too short is said elsewhere."""
    numbers = {place: number for number, (place, _) in enumerate(edition.article.sentences(), 1)}
    checks = tuple(check_in_words(check) for check in summary.checks if check not in (TOO_SHORT, FROM_TEASER))
    lang = summary.language if summary.language not in ("", "und") else edition.reader_language
    sentences = summary.sentences if summary.text else ()
    said, at = [], 0
    for one in sentences:
        rests = tuple(Rest(numbers[place], anchor(place)) for place in one.evidence if place in numbers)
        found = summary.text.find(one.text, at)
        glue = summary.text[at:found] if found >= 0 else " "
        at = found + len(one.text) if found >= 0 else at
        said.append(Said(one.text, rests, one.span is not None, glue))
    shown = text("", lang)
    return Told(tuple(said), checks, shown.lang, shown.dir)
