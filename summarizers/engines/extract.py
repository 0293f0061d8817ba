"""Engine `extract`: quotes the article's best sentences; needs no weights to fetch, no network, no language.

Sentences are judged in the original, where quote marks and names still stand as written, and told in the
reader's words at the same evidence. Only paragraphs are quoted: never a heading, byline, caption, dateline or
"read more". The steps are in summarizers/extracting, the source of each method beside it.
"""

from collections.abc import Sequence

from wireglot.articles.languages import join_sentences
from wireglot.summarizers.engine import EXTRACTIVE
from wireglot.summarizers.extract import guards
from wireglot.summarizers.extract.candidates import candidates
from wireglot.summarizers.extract.choosing import Choice, Form, choose_long, choose_short
from wireglot.summarizers.extract.guards import Line
from wireglot.summarizers.extract.terms import terms
from wireglot.summarizers.extract.weights import WEIGHTS, fingerprint, weights
from wireglot.summarizers.summary import (
    FROM_TEASER,
    TOO_LONG,
    TOO_SHORT,
    Summaries,
    Summary,
    SummaryInput,
    SummarySentence,
)

VERSION = 5  # raise it whenever code here or in extracting/ may choose another sentence


class Engine:
    """Extractive, for any language and script; the same choice on every machine."""

    name = "extract"
    rank = EXTRACTIVE

    def signature(self, language: str, told: str) -> str:
        return f"extract|version:{VERSION}|weights:{fingerprint(WEIGHTS)}|guards:{guards.fingerprint()}"

    def install_hint(self, language: str, told: str) -> str:
        return ""

    def summarize(self, texts: Sequence[SummaryInput]) -> tuple[Summaries, ...]:
        return tuple(self._summaries(text) for text in texts)

    def _summaries(self, text: SummaryInput) -> Summaries:
        lines = lines_of(text)
        short, long = chosen(text, lines)
        return Summaries(self._told(text, lines, short), self._told(text, lines, long))

    def _told(self, text: SummaryInput, lines: Sequence[Line], choice: Choice) -> Summary:
        sentences = tuple(_sentence(lines[i], form) for i, form in zip(choice.lines, choice.forms, strict=True))
        told = join_sentences([sentence.text for sentence in sentences], text.output_language)
        signature = self.signature(text.language, text.output_language)
        return Summary(told, sentences, self.name, signature, _checks(text, choice), text.output_language)


def lines_of(text: SummaryInput) -> list[Line]:
    """All sentences of paragraphs in reading order, so that neighbours are real neighbours."""
    blocks = text.article.blocks
    return [
        Line(place, original, text.blocks[place.block].sentences[place.sentence])
        for place, original in text.article.sentences()
        if blocks[place.block].kind == "paragraph"
    ]


def chosen(text: SummaryInput, lines: Sequence[Line]) -> tuple[Choice, Choice]:
    """Short and long; the short summary's lines open the choice of the long one."""
    found_terms = [terms(line.original) for line in lines]
    standing = guards.standings(lines, text.language, text.output_language)
    offered = candidates(lines, standing, found_terms, text.article.headline, text.output_language)
    if not any(one.group for one in offered):
        return Choice(()), Choice(())
    from wireglot.summarizers.extract.scoring import scorers  # numpy is paid for here, where it works

    groups = [one.group for one in offered]
    short_worth, long_worth = scorers([line.original for line in lines], found_terms, groups, text.article.headline)
    short = choose_short(short_worth, offered, weights("short").second)
    return short, choose_long(long_worth, offered)


def _sentence(line: Line, form: Form) -> SummarySentence:
    told = line.told if form.span is None else line.told[slice(*form.span)]
    return SummarySentence(told, (line.place,), form.span)


def _checks(text: SummaryInput, choice: Choice) -> tuple[str, ...]:
    known = (
        (TOO_SHORT, not choice.lines),
        (TOO_LONG, choice.over),
        (FROM_TEASER, not text.article.full_text),
    )
    return tuple(check for check, holds in known if holds)
