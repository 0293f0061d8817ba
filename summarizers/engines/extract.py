"""Engine `extract`: quotes the article's best sentences; needs no model, no network and no known language.

Sentences are chosen in the original, where quotation marks and names are as written, and shown as the reader gets
them, with the same evidence. Only paragraphs are quoted: never a heading, byline, caption, dateline or "read more".
The best sentences that fit the length are chosen: one or two for the short summary, three to five for the long one.

Sentences are numbers, 0 for the first in reading order. Lengths are English words as the reader reads them. A
sentence is chosen with all the sentences it needs (its group) or not at all. The steps before are in
summarizers/extract: guards, candidates, scoring, choosing, quoting.
"""

from collections.abc import Sequence
from dataclasses import replace
from functools import cache
from hashlib import sha256
from pathlib import Path

from wireglot import articles
from wireglot.articles.languages import join_sentences
from wireglot.summarizers.engine import EXTRACTIVE
from wireglot.summarizers.extract.candidates import Candidate, make_candidates
from wireglot.summarizers.extract.choosing import Selection, choose_long, choose_short, lede_of, lost_lede
from wireglot.summarizers.extract.completing import ArticleSentences, choose_complete, headline_terms
from wireglot.summarizers.extract.guards import SourceSentence, check_guards
from wireglot.summarizers.extract.interviews import blocks_below_questions
from wireglot.summarizers.extract.last_resort import first_full_sentence
from wireglot.summarizers.extract.main_actor import main_actors
from wireglot.summarizers.extract.quoting import quote
from wireglot.summarizers.extract.revisions import Revisions
from wireglot.summarizers.summary import (
    FROM_TEASER,
    LIMITS,
    SPEAKER_NOT_NAMED,
    TOO_LONG,
    TOO_SHORT,
    Length,
    Limits,
    Summaries,
    Summary,
    SummaryInput,
)
from wireglot.summarizers.terms import terms

VERSION = 6  # raise it whenever code here or in extract/ may choose another sentence
# The tables that decide what is chosen, of this package and of articles.
TABLES = ("denials", "extract", "fragments", "openings", "revisions", "speech")
ARTICLE_TABLES = (
    *(f"data/{name}" for name in ("agencies", "boilerplate", "notices")),
    *(f"languages/data/{name}" for name in ("languages", "lengths", "quotation_marks")),
    *(f"numbers/data/{name}" for name in ("months", "numerals", "weekdays")),
    "facts/data/units",
    "sentences/data/families",
)
DATA = [
    *(Path(__file__).parent.parent / "data" / f"{name}.toml" for name in TABLES),
    *(Path(articles.__file__).parent / f"{name}.toml" for name in ARTICLE_TABLES),
]


class Engine:
    """Extractive, for any language and script; the same choice on every machine."""

    name = "extract"
    rank = EXTRACTIVE

    def signature(self, language: str, output_language: str) -> str:
        return f"extract|version:{VERSION}|data:{_fingerprint()}"

    def install_hint(self, language: str, output_language: str) -> str:
        return ""

    def summarize(self, texts: Sequence[SummaryInput]) -> tuple[Summaries, ...]:
        return tuple(self._summaries(text) for text in texts)

    def _summaries(self, text: SummaryInput) -> Summaries:
        sentences = quotable_sentences(text)
        short, long = (
            selection if selection.sentences else _last_resort(text, sentences, limits, selection.lede)
            for selection, limits in zip(select(text, sentences), LIMITS.values(), strict=True)
        )
        return Summaries(self._summary(text, sentences, short), self._summary(text, sentences, long))

    def _summary(self, text: SummaryInput, sentences: Sequence[SourceSentence], selection: Selection) -> Summary:
        chosen = quote(sentences, selection, text.output_language)
        joined = join_sentences([sentence.text for sentence in chosen], text.output_language)
        signature = self.signature(text.language, text.output_language)
        checks = _checks(text, selection)
        return Summary(joined, chosen, self.name, signature, checks, text.output_language, selection.lede)


def quotable_sentences(text: SummaryInput) -> list[SourceSentence]:
    """Return all sentences of paragraphs in reading order, so that neighbours are real neighbours."""
    blocks = text.article.blocks
    asked = blocks_below_questions(blocks)
    return [
        SourceSentence(ref, original, text.blocks[ref.block].sentences[ref.sentence], ref.block in asked)
        for ref, original in text.article.sentences()
        if blocks[ref.block].kind == "paragraph"
    ]


def select(text: SummaryInput, sentences: Sequence[SourceSentence]) -> tuple[Selection, Selection]:
    """Choose the sentences of the short and of the long summary."""
    headline, languages = text.article.headline, (text.language, text.output_language)
    sentence_terms = [terms(sentence.original) for sentence in sentences]
    guarded = check_guards(sentences, *languages, headline)
    candidates = make_candidates(sentences, guarded, sentence_terms, headline, *languages)
    if not sentences:
        return Selection(()), Selection(())
    short, long = _choose(text, sentences, sentence_terms, candidates)

    def noted(selection: Selection, length: Length) -> Selection:
        lede = lost_lede(sentences, guarded, candidates, selection, length)
        return replace(selection, lede=lede, unnamed=any(guarded[i].unnamed for i in selection.sentences))

    return noted(short, "short"), noted(long, "long")


def _last_resort(text: SummaryInput, sentences: Sequence[SourceSentence], limits: Limits, lede: str) -> Selection:
    """The first full sentence; lede: why the lede could not be chosen, which counts unless it is that sentence."""
    selection = first_full_sentence(sentences, text, limits)
    if not selection.sentences:
        return selection
    guarded = check_guards(sentences, text.language, text.output_language, text.article.headline)
    return replace(selection, lede="" if lede_of(guarded) in selection.sentences else lede)


def _choose(
    text: SummaryInput,
    sentences: Sequence[SourceSentence],
    sentence_terms: Sequence[Sequence[str]],
    candidates: Sequence[Candidate],
) -> tuple[Selection, Selection]:
    headline = text.article.headline
    groups = [candidate.group for candidate in candidates]
    if not any(groups):
        return Selection(()), Selection(())
    from wireglot.summarizers.extract.scoring import scorers, weights  # numpy is imported here, where it works

    originals = [sentence.original for sentence in sentences]
    lengths = [candidate.length for candidate in candidates]
    doubtful = [
        i for i, sentence in enumerate(sentences) if sentence.ref in text.doubtful and not candidates[i].is_news
    ]
    short, long = scorers(originals, sentence_terms, lengths, groups, headline, doubtful)
    revisions = Revisions(originals, sentence_terms, text.language)
    actors = main_actors(originals, sentence_terms, headline, text.language)
    article = ArticleSentences(originals, sentence_terms, text.language, headline_terms(headline), actors, revisions)
    margin = weights("short").second_margin
    return (
        choose_complete(lambda some, required: choose_short(short, some, margin, required), candidates, article),
        choose_complete(lambda some, required: choose_long(long, some, required), candidates, article),
    )


def _checks(text: SummaryInput, selection: Selection) -> tuple[str, ...]:
    known = (
        (TOO_SHORT, not selection.sentences),
        (TOO_LONG, selection.too_long),
        (SPEAKER_NOT_NAMED, selection.unnamed),
        (FROM_TEASER, not text.article.full_text),
    )
    return tuple(check for check, holds in known if holds)


@cache
def _fingerprint() -> str:
    """Return eight hex digits that change with the entries of the data files, which decide what is chosen."""
    lines = (line for path in DATA for line in path.read_bytes().splitlines())
    return sha256(b"\n".join(line for line in lines if not line.startswith(b"#"))).hexdigest()[:8]
