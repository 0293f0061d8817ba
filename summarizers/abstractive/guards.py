"""The guards of `extract` for sentences that a model wrote: they must stand alone, and be news.

A written sentence is refused where `extract` would not quote it: one that needs a sentence which is not there, a
quotation or an "I" without its speaker, a request to the reader, a quotation mark that stays open. So is one that rests
on a caption or a request, and one about the article instead of the news ("Based on the provided information").
"""

import re
import tomllib
from collections.abc import Collection, Sequence
from functools import cache
from pathlib import Path

from wireglot.articles import SentenceRef
from wireglot.summarizers.extract.attribution import speaker_needs, speech_cues
from wireglot.summarizers.extract.context import depends_on_context, lower_case, table_language
from wireglot.summarizers.extract.fragments import fragments
from wireglot.summarizers.extract.guards import SourceSentence, check_guards
from wireglot.summarizers.extract.quotations import quotations
from wireglot.summarizers.summary import SummaryInput

# Faults, each continues "a sentence was left out: ".
NO_WORD_FIRST = "it does not begin with a word"
INTRODUCTION = "it speaks about the article"
NO_NEWS = "it is no part of the story"
MISSING_ANTECEDENT = "it depends on a sentence that is missing"
MISSING_SPEAKER = "it does not say who speaks"
OPEN_QUOTATION = "it opens a quotation that it does not close"

TABLE = Path(__file__).parent.parent / "data" / "introductions.toml"

_FIRST_MARKS = "\"“”„«»‹›‘’'「『《〈¿¡—–-([（［"  # a dash opens speech in many languages


class WrittenGuards:
    """The guards for the drafts of one text."""

    def __init__(self, text: SummaryInput) -> None:
        self._language = text.output_language
        paragraphs = [(b, block) for b, block in enumerate(text.article.blocks) if block.kind == "paragraph"]
        sentences = [
            SourceSentence(SentenceRef(b, s), original, text.blocks[b].sentences[s])
            for b, block in paragraphs
            for s, original in enumerate(block.sentences)
        ]
        results = check_guards(sentences, text.language, text.output_language)
        self._refs = [sentence.ref for sentence in sentences]
        self._results = dict(zip(self._refs, results, strict=True))
        output = fragments([each.output for each in sentences], [each.ref.block for each in sentences], self._language)
        self._fragments = {ref for ref, found in zip(self._refs, output, strict=True) if found}
        self._quotable = {_letters(sentence.output): sentence for sentence in reversed(sentences)}
        self._quotable.pop("", None)

    def as_in_article(self, sentence: str) -> str:
        """Return the sentence of the article with the same letters, marks included; else the sentence itself.

        A quotation that was copied without its marks would state as a fact what somebody said.
        """
        found = self._quotable.get(_letters(sentence))
        return found.output if found else sentence

    def faults(
        self, sentence: str, evidence: Collection[SentenceRef], before: Sequence[tuple[SentenceRef, ...]]
    ) -> tuple[str, ...]:
        """Return the faults of a sentence.

        before: the evidence of each sentence that is shown before it, so that it may depend on the last.
        """
        if found := self._quotable.get(_letters(sentence)):
            return self._faults_of_copy(found, before)
        faults = {
            NO_WORD_FIRST: not (sentence[:1].isalnum() or sentence[:1] in _FIRST_MARKS),
            INTRODUCTION: is_introduction(sentence, self._language),
            NO_NEWS: fragments([sentence], [0], self._language)[0] or self._rests_on_fragments(evidence),
            MISSING_ANTECEDENT: not before and depends_on_context(sentence, self._language),
            MISSING_SPEAKER: self._lacks_speaker(sentence, is_first=not before),
            OPEN_QUOTATION: quotations([[sentence]])[0].ends_inside,
        }
        return tuple(fault for fault, holds in faults.items() if holds)

    def _faults_of_copy(self, copied: SourceSentence, before: Sequence[tuple[SentenceRef, ...]]) -> tuple[str, ...]:
        """Return the faults of a sentence of the article: as where `extract` quotes it."""
        result = self._results[copied.ref]
        if result.excluded:
            return (NO_NEWS if copied.ref in self._fragments else MISSING_ANTECEDENT,)
        shown = {ref for evidence in before for ref in evidence}
        missing = {self._refs[needed] for needed in result.needs} - shown
        found = {
            MISSING_ANTECEDENT: any(ref < copied.ref for ref in missing),
            MISSING_SPEAKER: any(ref > copied.ref for ref in missing),
            OPEN_QUOTATION: quotations([[copied.output]])[0].ends_inside,
        }
        return tuple(fault for fault, holds in found.items() if holds)

    def _rests_on_fragments(self, evidence: Collection[SentenceRef]) -> bool:
        return bool(evidence) and all(ref in self._fragments or ref not in self._results for ref in evidence)

    def _lacks_speaker(self, sentence: str, *, is_first: bool) -> bool:
        """Whether it needs a sentence that says who speaks; one that reports ("Er habe ...") may follow such a one."""
        cues = speech_cues([[sentence]], self._language)
        reports = cues[0].reported and not cues[0].names_speaker
        return (is_first and reports) or any(speaker_needs(cues, [[sentence]], self._language))


def _letters(sentence: str) -> str:
    return "".join(filter(str.isalnum, sentence.casefold()))


def is_introduction(sentence: str, language: str) -> bool:
    """Whether the sentence speaks about the article, the summary or the task."""
    openings, anywhere = _introductions(table_language(language))
    folded = lower_case(sentence.lstrip(_FIRST_MARKS + " *#"))
    return any(pattern.match(folded) for pattern in openings) or any(phrase in folded for phrase in anywhere)


@cache
def _introductions(language: str) -> tuple[tuple[re.Pattern[str], ...], tuple[str, ...]]:
    """Return the entries of the language and those of English, in which models often introduce any answer."""
    tables = tomllib.loads(TABLE.read_text(encoding="utf-8"))
    rows = [tables[name] for name in dict.fromkeys((language, "en")) if name in tables]
    openings = [entry for row in rows for entry in row["openings"]]
    patterns = tuple(re.compile(entry[1:] if entry.startswith("~") else re.escape(entry)) for entry in openings)
    return patterns, tuple(entry for row in rows for entry in row["anywhere"])
