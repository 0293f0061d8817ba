"""The pipeline in plain Python: detect, translate, summarize, store.

Each stage takes a batch and returns one row per article: what the stage made, or Failed. Rows that failed earlier are
passed on untouched. When a stage raises, it is repeated article by article, so that only the bad article fails.
Rows are frozen values without open files or locks: a stage can run in another process (flows/flow.py).
"""

import errno
import os
from collections.abc import Callable, Sequence
from contextlib import suppress
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TypeVar

from wireglot import summarizers, translations
from wireglot.articles import Article
from wireglot.articles.languages import (
    DetectedLanguage,
    detect_languages,
    detection_signature,
    in_other_language,
    same_language,
    whole_sentences,
)
from wireglot.flows.chat_fault import chat_warnings
from wireglot.flows.options import Options
from wireglot.flows.outcomes import Done, Failed, cause_of, failure_of_article, failure_text
from wireglot.flows.runs.passing_faults import may_pass, with_retries
from wireglot.outputs import Cause, Edition, Store, has_space, make_edition, memory_file, release_state
from wireglot.summarizers import Summaries, SummaryInput
from wireglot.translations import Glossary, Memory, Translation, TranslationContext, load_glossary

NOT_BEFORE_RELEASE = "it is translated when it may be shown"


@dataclass(frozen=True, slots=True)
class Detected:
    """An article with its language."""

    article: Article
    language: DetectedLanguage


@dataclass(frozen=True, slots=True)
class Translated:
    """An article in the reader's language, or in its own where it was not translated."""

    article: Article
    language: DetectedLanguage
    translation: Translation


@dataclass(frozen=True, slots=True)
class Summarized:
    """An article with everything that its edition holds."""

    article: Article
    language: DetectedLanguage
    translation: Translation
    summaries: Summaries


Row = TypeVar("Row", Article, Detected, Translated)
Result = TypeVar("Result", Detected, Translated, Summarized)


class TranslationContexts:
    """The sentence memory and the glossaries of one run, for each source language; a glossary is read once."""

    def __init__(self, root: Path, options: Options) -> None:
        self._options = options
        self._memory = Memory(memory_file(root))
        self._glossaries: dict[str, Glossary | None] = {}

    def of(self, language: str) -> TranslationContext:
        """The context for texts in `language`.

        Raises:
            InvalidGlossary: If the glossary file cannot be used; `options.check` finds this before a run.
        """
        if language not in self._glossaries:
            self._glossaries[language] = self._glossary(language)
        return TranslationContext(self._memory, self._options.force, self._glossaries[language])

    def _glossary(self, language: str) -> Glossary | None:
        if not self._options.glossary:
            return None
        found = load_glossary(Path(self._options.glossary), language, self._options.to)
        return found if found.terms else None


def process(articles: Sequence[Article], root: Path, options: Options) -> Sequence[Done | Failed]:
    """Take articles through all stages and store their editions in the output folder `root`."""
    detected = with_retries(detect, articles)
    translated = with_retries(lambda rows: translate(rows, root, options), detected)
    summarized = with_retries(lambda rows: summarize(rows, options), translated)
    return with_retries(lambda rows: store(rows, root, options), summarized)


def detect(articles: Sequence[Article]) -> tuple[Detected | Failed, ...]:
    """Detect the language of each article."""

    def detect_batch(batch: Sequence[Article]) -> list[Detected]:
        return [Detected(article, language) for article, language in zip(batch, detect_languages(batch), strict=True)]

    return _run_stage("detect", detect_batch, articles)


def translate(rows: Sequence[Detected | Failed], root: Path, options: Options) -> tuple[Translated | Failed, ...]:
    """Translate into the reader's language; the sentences of all articles are packed together.

    A translator that was named and cannot translate an article's language fails the article. What must not be shown
    is not translated, so that neither the sentence memory nor a server gets its text. Of a text that says everything in
    two languages the better one for the reader counts.
    """
    rows = [row if isinstance(row, Failed) else _in_better_language(row, options) for row in rows]
    contexts = TranslationContexts(root, options)

    def translate_batch(batch: Sequence[Detected]) -> list[Translated]:
        hidden = [bool(release_state(row.article)) for row in batch]
        shown = [row for row, is_hidden in zip(batch, hidden, strict=True) if not is_hidden]
        made = iter(
            translations.translate(
                [row.article for row in shown],
                [row.language for row in shown],
                to=options.to,
                engine=options.translator,
                context_for=contexts.of,
            )
        )
        return [
            Translated(row.article, row.language, _not_translated(row, options) if is_hidden else next(made))
            for row, is_hidden in zip(batch, hidden, strict=True)
        ]

    possible = [_unless_missing(row, "translate", _missing_translator(row, options)) for row in rows]
    return tuple(_unless_given_up(row, options) for row in _run_stage("translate", translate_batch, possible))


def summarize(rows: Sequence[Translated | Failed], options: Options) -> tuple[Summarized | Failed, ...]:
    """Write the short and the long summary from the text that the reader gets, in its language.

    A summarizer that was named and cannot summarise a text fails the article.
    """

    def summarize_batch(batch: Sequence[Translated]) -> list[Summarized]:
        made = summarizers.summarize([_reader_text(row) for row in batch], engine=options.summarizer)
        return [
            Summarized(row.article, row.language, row.translation, one) for row, one in zip(batch, made, strict=True)
        ]

    possible = [_unless_missing(row, "summarize", _missing_summarizer(row, options)) for row in rows]
    return tuple(_unless_replaced(row, options) for row in _run_stage("summarize", summarize_batch, possible))


def store(rows: Sequence[Summarized | Failed], root: Path, options: Options) -> tuple[Done | Failed, ...]:
    """Store an edition of each article; one that cannot be written fails alone."""
    folder, detection = Store(root), detection_signature()
    return tuple(row if isinstance(row, Failed) else _store(row, folder, options, detection) for row in rows)


def split_by_space(articles: Sequence[Article], root: Path) -> tuple[Sequence[Article], Sequence[Failed]]:
    """Separate the articles that can be stored from those that a full disk has no space for, before any work.

    What is withdrawn or held is always tried: it is small, and its story must not stay up.
    """
    if not articles or has_space(root):
        return articles, ()
    full = OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))
    possible = [article for article in articles if release_state(article)]
    others = [article for article in articles if not release_state(article)]
    return possible, [failure_of(one, "store", failure_text(full, root), "machine") for one in others]


def _run_stage(
    stage: str, work: Callable[[Sequence[Row]], Sequence[Result]], rows: Sequence[Row | Failed]
) -> tuple[Result | Failed, ...]:
    """Apply `work` to the rows that have not failed, and keep the failed ones in their places."""
    results = iter(_results(stage, work, [row for row in rows if not isinstance(row, Failed)]))
    return tuple(row if isinstance(row, Failed) else next(results) for row in rows)


def _results(
    stage: str, work: Callable[[Sequence[Row]], Sequence[Result]], rows: Sequence[Row]
) -> list[Result | Failed]:
    """The result of each row; when the batch raises, each row is tried alone and only the bad one fails."""
    if not rows:
        return []
    try:
        return list(work(rows))
    except Exception as error:
        if len(rows) == 1:
            row = rows[0]
            article = row if isinstance(row, Article) else row.article
            failed = failure_of(article, stage, _reason(article, error), cause_of(error))
            return [replace(failed, may_pass=may_pass(error))]
    return [result for row in rows for result in _results(stage, work, [row])]


def _in_better_language(row: Detected, options: Options) -> Detected:
    """The row in the reader's language where the text says everything in that too, or in what is translated better."""
    other = row.language.repeated
    if not other or _quality(other, options) <= _quality(row.language.tag, options):
        return row
    return replace(row, language=in_other_language(row.article, row.language))


def _quality(language: str, options: Options) -> tuple[bool, int]:
    """Whether the reader can read the language, and otherwise the rank of its translation."""
    rank = translations.ready(language, options.to, options.translator).rank
    return same_language(language, options.to), rank


def _not_translated(row: Detected, options: Options) -> Translation:
    return translations.untranslated(row.article, options.to, NOT_BEFORE_RELEASE)


def _is_hidden(row: Translated | Summarized) -> bool:
    """Whether it was not translated because it must not be shown."""
    return row.translation.why == NOT_BEFORE_RELEASE


def _missing_translator(row: Detected | Failed, options: Options) -> str:
    if isinstance(row, Failed) or release_state(row.article):
        return ""
    return translations.missing_engine(row.language.tag, options.to, options.translator)


def _missing_summarizer(row: Translated | Summarized | Failed, options: Options) -> str:
    if isinstance(row, Failed):
        return ""
    text = _reader_text(row)
    return summarizers.missing_engine(text.language, text.output_language, options.summarizer)


def _unless_missing(row: Result | Failed, stage: str, missing: str) -> Result | Failed:
    """The row, or its failure where the engine that the user named is not ready for it."""
    if isinstance(row, Failed) or not missing:
        return row
    return replace(failure_of(row.article, stage, f"{missing}.", "machine"), not_ready=True)


def _unless_given_up(row: Translated | Failed, options: Options) -> Translated | Failed:
    """The row, or its failure where the translator that the user named gave up before the first sentence."""
    if isinstance(row, Failed) or options.translator == "auto" or row.translation.engine != "none" or _is_hidden(row):
        return row
    return _unless_missing(row, "translate", "; ".join(row.translation.gave_up).rstrip("."))


def _unless_replaced(row: Summarized | Failed, options: Options) -> Summarized | Failed:
    """The row, or its failure where another engine summarised it, since the one that the user named broke down."""
    if isinstance(row, Failed) or row.summaries.short.signature.startswith(f"{options.summarizer}|"):
        return row
    return _unless_missing(row, "summarize", _missing_summarizer(row, options))


def _reader_text(row: Translated | Summarized) -> SummaryInput:
    """What the reader gets: the translation, or the original where there is none; nothing before its release."""
    if _is_hidden(row):
        empty = replace(row.article, headline="", blocks=(), full_text=True)
        return SummaryInput(empty, row.language.tag, (), row.language.tag)
    translation, language = row.translation, row.language
    is_translated = translation.engine != "none"
    parts = translation.parts if is_translated else language.parts
    return SummaryInput(
        row.article,
        language.tag,
        translation.blocks,
        translation.to if is_translated else language.tag,
        parts,
        tuple(ref for ref in whole_sentences(parts) if ref not in translation.failed),
        frozenset(doubt.sentence for doubt in translation.doubts if doubt.sentence),
    )


def _store(row: Summarized, folder: Store, options: Options, detection: str) -> Done | Failed:
    edition = make_edition(
        row.article,
        row.language,
        row.translation,
        row.summaries,
        options=options.key,
        detection=detection,
        desk=options.desk,
        more_warnings=chat_warnings(row.language.tag, row.translation, row.summaries, options),
    )
    try:
        stored = folder.add(edition, forced=options.force)
    except Exception as error:  # whatever is wrong with this edition, the others are stored
        failed = failure_of(row.article, "store", _reason(row.article, error, folder.root), cause_of(error))
        return replace(failed, may_pass=may_pass(error))
    if stored.edition and not edition.shown:
        _forget_sentences(stored.edition, folder)
    return Done(edition, stored)


def _forget_sentences(hidden: Edition, folder: Store) -> None:
    """Remove from the sentence memory what was translated of an article before it was withdrawn or held."""
    texts = set(translations.remembered_texts(hidden.article, hidden.language))
    for number in folder.versions(hidden.article.id):
        with suppress(LookupError, OSError, TypeError, ValueError):  # `wireglot verify` names a damaged version
            edition = folder.read(hidden.article.id, number)
            texts |= translations.remembered_texts(edition.article, edition.language)
    memory = Memory(memory_file(folder.root))
    memory.forget(texts)
    memory.close()


def _reason(article: Article, error: Exception, root: Path | None = None) -> str:
    """Why it failed; an error may quote the text, which must not be shown before its release."""
    if release_state(article) and not isinstance(error, OSError):
        return f"{type(error).__name__}; the article must not be shown, nor what the error says."
    return failure_text(error, root)


def failure_of(article: Article, stage: str, error: str, cause: Cause) -> Failed:
    return Failed(failure_of_article(article, stage, error, cause), article=article)
